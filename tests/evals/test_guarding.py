"""The alarms go off: a broken ranking fails the gate, leaked labels fail the leak test."""

import copy

import pytest
from evals_support import CORPUS, write_dataset

from evals.dataset import read_dataset
from evals.guarding import gate, leak
from evals.measures import ranking_figures
from evals.progress import Progress
from evals.results import OURS, Result
from kb.errors import DatasetError

QUIET = Progress(quiet=True)


def _dataset(folder, n=40):
    queries = [{"_id": f"q{i}", "text": f"Question {i}?"} for i in range(n)]
    qrels = [(f"q{i}", CORPUS[i % 4]["_id"], 1) for i in range(n)]
    return read_dataset(write_dataset(folder, queries=queries, qrels=qrels))


def _result(dataset, run):
    result = Result.of(dataset, fingerprint="test", n_documents=len(CORPUS))
    result.add(OURS, ranking_figures(dataset.questions, run))
    return result


@pytest.fixture
def good(tmp_path):
    """A dataset, and a run that finds the right document first but for a few questions."""
    dataset = _dataset(tmp_path / "good")
    run = {}
    for number, question in enumerate(dataset.questions):
        (right,) = question.relevant
        ordered = [right, *(d for d in dataset.document_ids if d != right)]
        if number % 10 == 0:
            ordered[0], ordered[1] = ordered[1], ordered[0]
        run[question.id] = {document: 4.0 - rank for rank, document in enumerate(ordered)}
    return dataset, run


def test_an_unchanged_ranking_passes(good):
    dataset, run = good
    assert gate(_result(dataset, run), _result(dataset, run)) == []


def test_a_reversed_ranking_fails(good):
    dataset, run = good
    turned = {q: {d: -score for d, score in ranked.items()} for q, ranked in run.items()}
    failures = gate(_result(dataset, turned), _result(dataset, run))
    assert any(failure.startswith("ndcg@10: ") for failure in failures)


def test_one_question_worse_is_no_alarm_but_many_are(good):
    dataset, run = good
    worse = copy.deepcopy(run)
    worse["q1"] = {d: -score for d, score in run["q1"].items()}
    assert gate(_result(dataset, worse), _result(dataset, run)) == []


def test_an_unanswered_question_and_an_altered_quotation_fail(good):
    dataset, run = good
    reference, result = _result(dataset, run), _result(dataset, run)
    reference.add(OURS, {"q1": {"quote validity": 1.0}})
    result.add(OURS, {"q1": {"quote validity": 0.5}})
    assert any("every quotation must be verbatim" in f for f in gate(result, reference))
    del result.figures[OURS]["q2"]
    assert any("question q2" in f for f in gate(result, reference))


def test_another_set_of_questions_is_refused(good, tmp_path):
    dataset, run = good
    other = _dataset(tmp_path / "other", n=39)
    with pytest.raises(DatasetError, match="not the same questions"):
        gate(_result(other, run), _result(dataset, run))


def test_a_result_is_read_as_it_was_written(good, tmp_path):
    result = _result(*good)
    for name in ("result.json", "result.json.gz"):
        result.save(tmp_path / name)
        assert Result.load(tmp_path / name) == result
    (tmp_path / "result.json").write_text("{}")
    with pytest.raises(DatasetError, match="not a result"):
        Result.load(tmp_path / "result.json")


TUNE = [
    {"_id": "t1", "title": "Beans", "text": "Runner beans like a deep and moist soil in the sun."},
    {"_id": "t2", "title": "Peas", "text": "Peas are sown in March and picked before the heat."},
]


def test_disjoint_parts_do_not_leak(tmp_path, embedder):
    tune = read_dataset(
        write_dataset(
            tmp_path / "tune",
            TUNE,
            [{"_id": "a", "text": "Which notes say that the school was not told?"}],
            [("a", "t1", 1)],
        )
    )
    test = read_dataset(write_dataset(tmp_path / "test"))
    found = leak(tune, test, embedder, tmp_path / "cache", QUIET)
    assert not found.leaks, found.text


def test_leaked_labels_are_found(tmp_path, embedder):
    """The test part's documents stand in the tune part too, and its themes: labels give it away."""
    changed = [
        {**row, "_id": f"copy-{row['_id']}", "text": f"{row['text']} (Copy.)"} for row in CORPUS
    ]
    gold = {"one": ["moor-b"], "two": ["vale-d"], "three": ["moor-a", "vale-d"], "four": ["vale-c"]}

    def part(name, corpus, copy):
        queries = [
            {"_id": f"{name}-{t}", "text": f"Which cite factor {t}?", "kind": "list", "themes": [t]}
            for t in gold
        ]
        qrels = [(f"{name}-{t}", f"{copy}{d}", 1) for t, names in gold.items() for d in names]
        return read_dataset(write_dataset(tmp_path / name, corpus, queries, qrels))

    tune, test = part("tune", changed, "copy-"), part("test", CORPUS, "")
    found = leak(tune, test, embedder, tmp_path / "cache", QUIET)
    assert found.leaks
    assert "copied labels 1.000" in found.text
