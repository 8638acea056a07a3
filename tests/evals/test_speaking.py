import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals import speaking
from evals.cli import evaluate
from evals.speaking import standings
from kb.errors import DatasetError
from kb.types import Standing

HELD = Path(speaking.__file__).parent / "speakers"


def _write(folder, *sentences, kind="serious case review"):
    rows = [{"text": text, "standing": standing} for text, standing in sentences]
    file = folder / "papers.jsonl"
    file.write_text(json.dumps({"type": kind, "sentences": rows}))
    return file


def test_counts_of_what_was_meant_and_what_was_read(tmp_path):
    found = standings(
        _write(
            tmp_path,
            ("The mother told the review that nobody came.", "said by family or others"),
            ("The trust maintains that the letter was sent.", "asserted by an agency"),
            ("Nobody came.", "press"),
            ("They should all be sacked.", "comment"),  # a parser tells: not counted
        )
    )

    assert found.recall(Standing.ALLEGED) == (1, 1)
    assert found.recall(Standing.PRESS) == (0, 1)
    assert found.precision(Standing.PRIMARY) == (0, 1)
    assert found.right.mean == pytest.approx(2 / 3)
    assert found.right.n == 3


@pytest.mark.parametrize(("hand", "n", "right"), [("hand-3", 592, 0.83), ("hand-5", 596, 0.78)])
def test_of_hands_whose_papers_no_rule_was_written_for(hand, n, right):
    found = standings(HELD / f"{hand}.jsonl")

    assert found.right.n == n
    assert found.right.mean >= right


def test_a_standing_that_there_is_not_is_named(tmp_path):
    file = _write(tmp_path, ("Nobody came.", "gossip"))

    with pytest.raises(DatasetError, match=r"papers\.jsonl:1.*gossip"):
        standings(file)


def test_the_command_prints_a_line_a_standing(tmp_path):
    file = _write(tmp_path, ("Did nobody come?", "question"))

    result = CliRunner().invoke(evaluate, ["speakers", str(file)])

    assert "question" in result.output
    assert "recall 1 of 1, precision 1 of 1" in result.output
