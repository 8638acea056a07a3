"""Fitting the judge: what is fitted anew, and what is left as it was."""

import json

from evals_support import CORPUS, QRELS, QUERIES, write_dataset

from evals.dataset import read_dataset
from evals.progress import Progress
from evals.refusals import train_refusals
from kb.judging import CONFIDENCE_FEATURES, WEIGHTS, judge

MORE = [
    {"_id": "q5", "text": "What did the landlord repair in May?", "kind": "fact"},
    {"_id": "q6", "text": "Which ferry did the aunt take to Norway?", "answerable": False},
]


def test_refusals_alone_are_fitted_on_questions_with_and_without_what_answers_them(
    tmp_path, embedder
):
    folder = write_dataset(
        tmp_path / "files", None, [*QUERIES, *MORE], [*QRELS, ("q5", "vale-d", 1)]
    )
    for row in CORPUS:
        (folder / f"{row['_id']}.md").write_text(f"# {row['title']}\n\n{row['text']}\n")
    out = tmp_path / "judge.json"
    out.write_text(WEIGHTS.read_text())
    before = json.loads(out.read_text())

    dataset = read_dataset(folder)
    found = train_refusals([dataset], embedder, tmp_path / "cache", Progress(quiet=True), out)

    after = json.loads(out.read_text())
    judge.cache_clear()
    assert tuple(after["answer"]["features"]) == CONFIDENCE_FEATURES
    assert after["answer"] != before["answer"]
    assert {k: v for k, v in after.items() if k not in {"answer", "answered", "digest"}} == {
        k: v for k, v in before.items() if k not in {"answer", "answered", "digest"}
    }
    assert found["answered_from"] == after["answered"]
    assert set(found[dataset.name]) == {"auroc", "rejection", "false_refusal"}
