"""A judge is fitted on what models say of documents that they did not learn from."""

import json

import numpy as np
import pytest
from evals_support import write_dataset

from evals.cases import cases_of
from evals.classifying import Coded
from evals.dataset import read_dataset
from evals.progress import Progress
from evals.stating import Example
from evals.unseen import Learnt, with_unseen_models
from evals.workspace import open_workspace
from kb.judging import THEME_FEATURES
from kb.types import SubjectKind

MONTHS = "January", "March", "May", "June", "July", "August", "October", "November"
SHOWS = "Supervision was cancelled in {}."
OTHER = "The family moved house in {}."
CODE = "supervision failing"


@pytest.fixture(scope="module")
def heard(tmp_path_factory, embedder):
    """A question before four documents of two sentences, and the words of all of these."""
    root = tmp_path_factory.mktemp("unseen")
    names = [f"{month.lower()}.md" for month in MONTHS[:4]]
    question = {
        "_id": "q1",
        "text": "Which reviews found weak supervision?",
        "kind": "list",
        "themes": [CODE],
    }
    folder = write_dataset(root / "set", None, [question], [("q1", name, 1) for name in names])
    (folder / "documents").mkdir()
    (folder / "dataset.toml").write_text('files = "documents"\n')
    for name, month in zip(names, MONTHS, strict=False):
        text = f"{SHOWS.format(month)} {OTHER.format(month)}"
        (folder / "documents" / name).write_text(f"# A serious case review of {month}\n\n{text}\n")
    rows = [
        {"document": name, "text": form.format(month), "shows": shows, "partly": [], "against": []}
        for name, month in zip(names, MONTHS, strict=False)
        for form, shows in ((SHOWS, [CODE]), (OTHER, []))
    ]
    (folder / "codes.jsonl").write_text("\n".join(map(json.dumps, rows)))
    dataset = read_dataset(folder)
    quiet = Progress(quiet=True)
    with open_workspace(dataset, embedder, root / "cache", quiet) as workspace:
        cases, texts = cases_of(workspace, embedder, quiet)
    return [case for case in cases if case.theme == CODE], {dataset.name: texts}


def learnt_from(texts):
    coded = [
        Coded(text, np.eye(384, dtype=np.float32)[n % 7], frozenset(shows), frozenset())
        for n, (text, shows) in enumerate(texts)
    ]
    kind = SubjectKind.FAILING
    examples = [
        Example("supervision", kind, ("weak supervision",), text, float(bool(shows)))
        for text, shows in texts
    ]
    return Learnt(examples * 12, coded)


def test_half_of_the_largest_dataset_is_judged_and_nothing_of_it_is_learnt(heard):
    cases, texts = heard
    (words,) = texts.values()
    forms = ((SHOWS, [CODE]), (OTHER, []))
    learnt = learnt_from([(form.format(m), shows) for m in MONTHS * 2 for form, shows in forms])

    found = with_unseen_models(cases, texts, learnt, Progress(quiet=True))

    assert found
    for before, case in zip(cases, found, strict=True):
        judged = np.repeat(case.judged, np.diff(case.hearing.sentences.starts))
        assert 0 < case.judged.sum() <= (len(before.judged) + 1) // 2
        assert not (case.read & ~judged).any()
        assert case.of_theme.shape == (len(words), len(THEME_FEATURES))
        shows = np.asarray([text.startswith("Supervision") for text in words])
        classified = case.of_theme[:, -1]
        assert classified[shows & judged].min() > classified[~shows & judged].max()
        unseen = {text for text, held in zip(words, judged, strict=True) if held}
        kept = learnt.without(unseen)
        assert not unseen & {row.text for row in (*kept.statements, *kept.coded)}
        assert len(kept.coded) == len(learnt.coded) - 2 * len(
            unseen & {r.text for r in learnt.coded}
        )
