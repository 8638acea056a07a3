import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals import plan_reading
from evals.cli import evaluate
from evals.plan_reading import read_plans
from kb.errors import DatasetError

TUNED = Path(plan_reading.__file__).parent / "plans"


def _write(folder, question, **labels):
    row = {
        "question": question, "kind": "list", "unit": "review", "subject": "drift", "filters": {},
        "wants": "none",
    }  # fmt: skip
    file = folder / "questions.jsonl"
    file.write_text(json.dumps(row | labels) + "\n")
    return file


@pytest.mark.parametrize(
    ("question", "filters", "right"),
    [
        ("Which Ashby SCRs since 2010 cite drift?",
         {"authority": "Ashby", "year": ">=2010", "type": "serious case review"}, 1),
        ("Which SCRs in the last five years cite drift?",
         {"year": ">=now-5", "type": "serious case review"}, 1),
        ("Which SCRs about babies cite drift?",
         {"age": "infant", "type": "serious case review"}, 1),
        ("Which Ashby SCRs cite drift?",
         {"authority": "Ashby | Elmby", "type": "serious case review"}, 0),
    ],
)  # fmt: skip
def test_conditions_are_compared_by_the_documents_that_they_admit(
    tmp_path, embedder, question, filters, right
):
    found = read_plans(_write(tmp_path, question, filters=filters), embedder)

    assert found.right("conditions") == (right, 1)
    assert found.right("type") == (1, 1)


def test_subject_is_right_by_the_share_of_words_and_parts_by_their_number(tmp_path, embedder):
    file = _write(tmp_path, "Which reviews cite drift but not delay?", subject="long drift !delay")

    found = read_plans(file, embedder)

    assert found.right("subject")[0] == pytest.approx(2 / 3)
    assert found.right("parts") == (1, 1)


@pytest.mark.parametrize("labels", [{"filters": {"year": "soon"}}, {"filters": {"age": "old"}}])
def test_label_that_cannot_be_read_is_named(tmp_path, embedder, labels):
    file = _write(tmp_path, "Which reviews cite drift?", **labels)

    with pytest.raises(DatasetError, match=r"questions\.jsonl:1"):
        read_plans(file, embedder)


def test_the_command_prints_a_line_a_thing_compared_and_lists_misses(tmp_path):
    file = _write(tmp_path, "Who chaired the panel?")

    result = CliRunner().invoke(evaluate, ["plans", str(file), "--misses"])

    assert "kind: fact for list" in result.output
    assert "kind       0 of 1" in result.output


@pytest.mark.parametrize("hand", ["hand-1", "hand-3"])
def test_questions_of_hands_that_the_rules_were_written_with(embedder, hand):
    found = read_plans(TUNED / f"{hand}.jsonl", embedder)

    shares = {what: right / n for what in found.shares for right, n in [found.right(what)]}
    assert shares["kind"] >= 0.97
    assert min(shares[what] for what in ("conditions", "type", "unit")) >= 0.97
    assert min(shares["subject"], shares["parts"]) >= 0.92
