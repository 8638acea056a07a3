"""`kb eval records`: what is found in documents against a gold."""

import json

import pytest
from evals_support import write_dataset

from evals.dataset import read_dataset
from evals.progress import Progress
from evals.records import evaluate, interval
from kb.errors import DatasetError

QUIET = Progress(quiet=True)
REVIEW = """# Serious Case Review: Child A

1.1 He died on 3 August 2007. The family moved in May.

## Recommendations

R1. Acre Police should record it.

R2. The Board should audit it.
"""
QUERY = {"_id": "q1", "text": "Who died?", "kind": "fact"}


def write_gold(folder, recommendations, events):
    dataset = write_dataset(folder, corpus=None, queries=[QUERY], qrels=[("q1", "a.md", 1)])
    (dataset / "a.md").write_text(REVIEW)
    for name, rows in (("recommendations", recommendations), ("events", events)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (dataset / f"{name}.jsonl").write_text(lines)
    return read_dataset(dataset)


def gold(number, text, addressees):
    return {"document": "a", "number": number, "text": text, "addressees": addressees}


@pytest.mark.parametrize(
    ("meant", "right"), [("Acre Police", 1.0), ("the Police", 1.0), ("Acre and Dale Police", 0.0)]
)
def test_full_name_of_a_short_one_is_right_but_not_the_short_of_a_full(
    tmp_path, embedder, meant, right
):
    dataset = write_gold(tmp_path, [gold("R1", "Acre Police should record it.", [meant])], [])

    scores = evaluate(dataset, embedder, tmp_path / "cache", QUIET)

    value = scores.figures()["addressees right"]
    assert value is not None
    assert value.mean == right


def test_hits_misses_and_addressees_are_counted(tmp_path, embedder):
    dataset = write_gold(
        tmp_path,
        [
            gold("R1", "Acre Police should record it.", ["Acre Council"]),
            gold("R3", "The school should tell.", ["school"]),
        ],
        [
            {"document": "a", "date": "2007-08-03", "quote": "He died"},
            {"document": "a", "date": "2007-05", "quote": "The family moved", "optional": True},
        ],
    )

    scores = evaluate(dataset, embedder, tmp_path / "cache", QUIET)
    figures = {name: value.mean if value else None for name, value in scores.figures().items()}

    assert figures["recommendations precision"] == 0.5  # R2 is none of the gold
    assert figures["recommendations recall"] == 0.5
    assert figures["addressees right"] == 0
    assert (figures["events precision"], figures["events recall"]) == (1, 1)
    assert "missed 'The school should tell.'" in scores.text(misses=True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"document": "b", "number": None, "text": "", "addressees": []}, "no document 'b'"),
        ({"document": "a", "number": "R1"}, "lacks addressees, text"),
    ],
)
def test_wrong_gold_is_refused_with_its_line(tmp_path, embedder, row, said):
    dataset = write_gold(tmp_path, [gold("R1", "x", []), row], [])

    with pytest.raises(DatasetError, match=said) as refusal:
        evaluate(dataset, embedder, tmp_path / "cache", QUIET)
    assert "recommendations.jsonl:2" in str(refusal.value)


def test_dataset_without_gold_is_refused(tmp_path, embedder):
    dataset = write_gold(tmp_path, [], [])
    for name in ("recommendations.jsonl", "events.jsonl"):
        (dataset.folder / name).unlink()

    with pytest.raises(DatasetError, match="neither"):
        evaluate(dataset, embedder, tmp_path / "cache", QUIET)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2008", ("2008-01-01", "2008-12-31")),
        ("2008-winter", ("2008-12-01", "2009-02-28")),
        ("2008-11-17", ("2008-11-17", "2008-11-17")),
        ("2013-06-24/2013-09", ("2013-06-24", "2013-09-30")),
    ],
)
def test_gold_dates_are_spans_of_days(written, days):
    assert interval(written) == days


@pytest.mark.parametrize("word", ["Recommendation", "Rec.", "REC"])
def test_a_number_counts_with_or_without_its_word_and_a_body_without_its_article(
    tmp_path, embedder, word
):
    rows = [
        gold(f"{word} R1", "Acre Police should record it.", ["The Acre Police"]),
        gold("R3", "The Board should audit it.", ["Board"]),
    ]
    dataset = write_gold(tmp_path, rows, [])

    scores = evaluate(dataset, embedder, tmp_path / "cache", QUIET)
    figures = {name: value.mean if value else None for name, value in scores.figures().items()}

    assert figures["recommendations recall"] == 0.5  # R2 is not R3
    assert figures["addressees right"] == 1
