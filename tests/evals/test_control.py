"""Control A: what it reads from a question, and how it ranks."""

import pytest
from evals_support import write_dataset

from evals.dataset import Question, read_dataset
from evals.progress import Progress
from evals.systems import control as control_a
from evals.workspace import open_workspace


@pytest.fixture(scope="module")
def control(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("control")
    dataset = read_dataset(write_dataset(folder / "set"))
    quiet = Progress(quiet=True)
    with open_workspace(dataset, embedder, folder / "cache", quiet) as workspace:
        yield control_a(workspace, quiet)


def _ranked(control, text):
    question = Question("q", text, "list", True, None, (), frozenset(), ())
    scores = control(question)
    return sorted(scores, key=lambda name: -scores[name]), scores


def test_a_stated_field_is_a_filter(control):
    ranked, scores = _ranked(control, "Which reviews from Valeshire say the school was not told?")
    assert ranked[0] == "vale-c"
    assert set(ranked[:2]) == {"vale-c", "vale-d"}
    assert scores["moor-a"] < -900


def test_a_year_is_read_from_dates(control):
    ranked, _ = _ranked(control, "Which reviews issued in 2015 say the school was not told?")
    assert ranked[0] == "vale-c"
    assert set(ranked[:2]) == {"vale-c", "moor-b"}


def test_a_conjunction_is_its_weaker_part(control):
    ranked, scores = _ranked(control, "Which reviews cite both damp flats and repaired boilers?")
    assert ranked[0] == "vale-d"
    _, damp = _ranked(control, "Which reviews cite damp flats?")
    _, boilers = _ranked(control, "Which reviews cite repaired boilers?")
    assert scores == pytest.approx({d: min(damp[d], boilers[d]) for d in scores}, abs=1e-6)


def test_the_frame_of_a_question_does_not_matter(control):
    _, a = _ranked(control, "Which reviews cite thirty-one cases?")
    _, b = _ranked(control, "How many of the reviews mention thirty-one cases?")
    assert a == pytest.approx(b, abs=1e-6)
