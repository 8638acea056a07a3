"""Whether it is told who speaks in a sentence, against what its writer meant.

A file has a line a paper: `type`, `title`, and `sentences` in their order, with `text` and
`standing`, a value of `kb.types.Standing`. What is a comment a parser tells, by where it stands on
a page: here it is given, and not counted.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.bootstrap import Interval, ratio_interval
from evals.rows import read_objects
from kb.errors import DatasetError
from kb.speaking.senders import standing_of_paper
from kb.speech import standing_of
from kb.types import Block, BlockKind, Standing


@dataclass(frozen=True, slots=True)
class Standings:
    """How often each standing was read as which, and of each paper how many are right of how many.

    `read` counts pairs of what was meant and what was read.
    """

    read: Counter[tuple[Standing, Standing]]
    papers: list[tuple[int, int]]

    @property
    def right(self) -> Interval | None:
        """The share of sentences read rightly, papers resampled."""
        return ratio_interval([n for n, _ in self.papers], [n for _, n in self.papers])

    def recall(self, standing: Standing) -> tuple[int, int]:
        """Of those meant so, how many were read so."""
        meant = sum(n for (gold, _), n in self.read.items() if gold is standing)
        return self.read[standing, standing], meant

    def precision(self, standing: Standing) -> tuple[int, int]:
        """Of those read so, how many were meant so."""
        found = sum(n for (_, said), n in self.read.items() if said is standing)
        return self.read[standing, standing], found


def standings(file: Path) -> Standings:
    """Reads every sentence of `file`.

    Raises:
        DatasetError: a line lacks what it must have; the message names it.
    """
    read: Counter[tuple[Standing, Standing]] = Counter()
    papers = []
    for place, row in read_objects(file):
        right, told, before = 0, 0, ""
        paper = standing_of_paper(row["type"], row.get("title", ""))
        for meant, text in _sentences(place, row):
            kind = BlockKind.COMMENT if meant is Standing.COMMENT else BlockKind.PARAGRAPH
            said = standing_of(paper, Block(kind, ()), text, before)
            before = f"{before} {text}".strip()
            if meant is not Standing.COMMENT:
                read[meant, said] += 1
                right += said is meant
                told += 1
        papers.append((right, told))
    return Standings(read, papers)


def _sentences(place: str, row: dict[str, Any]) -> list[tuple[Standing, str]]:
    try:
        return [(Standing(item["standing"]), item["text"]) for item in row["sentences"]]
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(
            f"{place}: needs 'type', and 'sentences' with 'text' and 'standing' ({error})"
        ) from error


def print_standings(found: Standings) -> str:
    """A line a standing, for people."""
    lines = [f"right {found.right}"]
    for standing in Standing:
        got, meant = found.recall(standing)
        if meant:
            precise, said = found.precision(standing)
            lines.append(f"{standing:26}recall {got} of {meant}, precision {precise} of {said}")
    return "\n".join(lines)
