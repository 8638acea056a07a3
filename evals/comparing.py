"""Two results side by side: the paired difference of every measure, by question and by theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.bootstrap import Interval, difference_by_question, difference_by_theme
from evals.results import Result
from evals.tables import MEASURES
from kb.errors import DatasetError


@dataclass(frozen=True, slots=True)
class Difference:
    """How far B exceeds A on one measure over one group of questions; who won how often."""

    group: str
    measure: str
    a: float
    b: float
    by_question: Interval
    by_theme: Interval | None
    wins: int
    losses: int


def compare_results(
    a: tuple[Result, str], b: tuple[Result, str], measures: Sequence[str] = MEASURES
) -> list[Difference]:
    """B less A, for every measure and group of questions that both have.

    Raises:
        DatasetError: they do not answer the same questions.
    """
    (first, system_a), (second, system_b) = a, b
    if first.questions_digest != second.questions_digest:
        raise DatasetError(
            f"{first.dataset} and {second.dataset} are not the same questions; compare two results "
            "of one dataset, made since it last changed"
        )
    themes = {q.id: q.themes for q in first.questions}
    found = []
    for group, questions in first.groups():
        for measure in measures:
            before = first.values(system_a, measure, questions)
            after = second.values(system_b, measure, questions)
            if before.keys() & after.keys():
                found.append(_difference(group, measure, before, after, themes))
    return found


def _difference(
    group: str,
    measure: str,
    a: Mapping[str, float],
    b: Mapping[str, float],
    themes: Mapping[str, Sequence[str]],
) -> Difference:
    shared = [key for key in a if key in b]
    return Difference(
        group=group,
        measure=measure,
        a=sum(a[key] for key in shared) / len(shared),
        b=sum(b[key] for key in shared) / len(shared),
        by_question=difference_by_question(a, b),
        by_theme=difference_by_theme(a, b, themes),
        wins=sum(b[key] > a[key] for key in shared),
        losses=sum(b[key] < a[key] for key in shared),
    )


def differences_json(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Each difference as an object."""
    from kb.types import to_json

    found: list[dict[str, Any]] = to_json(list(differences))
    return found


def print_differences(differences: Sequence[Difference]) -> None:
    """A table; a star marks an interval that leaves 0 out."""
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for column in ("questions", "measure", "A", "B", "B - A by question", "by theme", "won : lost"):
        table.add_column(column, justify="left" if column in ("questions", "measure") else "right")
    for d in differences:
        table.add_row(
            f"{d.group} ({d.by_question.n})",
            d.measure,
            f"{d.a:.3f}",
            f"{d.b:.3f}",
            _starred(d.by_question),
            _starred(d.by_theme) if d.by_theme else "",
            f"{d.wins} : {d.losses}",
        )
    Console().print(table)


def _starred(interval: Interval) -> str:
    mark = "*" if interval.low > 0 or interval.high < 0 else ""
    return f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]{mark}"
