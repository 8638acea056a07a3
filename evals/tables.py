"""Results as tables: on a terminal, as JSON, as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.bootstrap import Interval, difference_by_question
from evals.results import OURS, Asked, Result

GROUPS: Mapping[str, Sequence[str]] = {
    "ranking": (
        "ndcg@10",
        "recall@5",
        "recall@10",
        "recall@20",
        "recall@100",
        "rr@10",
        "success@1",
        "r-precision",
        "ap",
    ),
    "sets": (
        "set precision",
        "set recall",
        "set f1",
        "recall >= 0.8",
        "set precision lenient",
        "set recall lenient",
        "set f1 lenient",
        "recall implicit",
        "recall explicit",
        "borderline share",
    ),
    "counts": ("count exact", "review count exact", "count bias"),
    "citations": (
        "quote validity",
        "page exact",
        "paragraph exact",
        "char precision",
        "char recall",
    ),
    "refusals": ("rejection", "false refusal", "auroc"),
}
_WIDE = 200
MEASURES = tuple(name for names in GROUPS.values() for name in names)


def held(result: Result, measures: Sequence[str], system: str) -> dict[str, Interval]:
    """Those of `measures` that a system has."""
    found = {name: result.summary(system, name) for name in measures}
    return {name: interval for name, interval in found.items() if interval is not None}


def result_json(result: Result) -> dict[str, Any]:
    """Every mean with its interval, by system, group of questions and measure."""
    return {
        "dataset": result.dataset,
        "documents": result.n_documents,
        "questions": len(result.questions),
        "fingerprint": result.fingerprint,
        "unread": result.unread,
        "systems": {
            system: {
                group: {
                    name: _json(interval)
                    for name in MEASURES
                    if (interval := result.summary(system, name, questions)) is not None
                }
                for group, questions in result.groups()
            }
            for system in result.figures
        },
    }


def _json(interval: Interval) -> dict[str, float | int]:
    return {
        "mean": round(interval.mean, 4),
        "low": round(interval.low, 4),
        "high": round(interval.high, 4),
        "n": interval.n,
    }


def print_result(result: Result, against: str | None = None) -> None:
    """A table a group of measures: our figures by group of questions, then every system's."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)  # a file need not fit a screen
    console.print(
        f"{result.dataset}: {result.n_documents:,} documents, {len(result.questions)} questions"
        + (f", {len(result.unread)} files unread" if result.unread else "")
    )
    for title, measures in GROUPS.items():
        rows = list(_rows(result, measures, against))
        if not rows:
            continue
        shown = [m for m in measures if any(m in cells for _, _, cells in rows)]
        table = Table(title=title, title_justify="left")
        for column in ("system", "questions", *shown):
            table.add_column(column, justify="left" if column == "system" else "right")
        for system, group, cells in rows:
            table.add_row(system, group, *(cells.get(name, "") for name in shown))
        console.print(table)


def _rows(
    result: Result, measures: Sequence[str], against: str | None
) -> Iterator[tuple[str, str, dict[str, str]]]:
    for system in result.figures:
        for group, questions in result.groups():
            if group != "all" and system != OURS and against is None:
                continue  # strata of ours only; the JSON has all of them
            cells = {
                name: _cell(result, system, name, questions, against)
                for name in measures
                if result.summary(system, name, questions) is not None
            }
            if cells:
                yield system, f"{group} ({len(questions)})", cells


def _cell(
    result: Result, system: str, name: str, questions: Sequence[Asked], against: str | None
) -> str:
    """The mean with half its interval's width, or (a star: significantly) how far from another."""
    interval = result.summary(system, name, questions)
    if interval is None:
        return ""
    compared = against is not None and against in result.figures
    base = result.values(str(against), name, questions) if compared else {}
    values = result.values(system, name, questions)
    if system == against or not base or not values or name == "auroc":
        return f"{interval.mean:.3f} ±{(interval.high - interval.low) / 2:.3f}"
    gain = difference_by_question(base, values)
    mark = "*" if gain.low > 0 or gain.high < 0 else ""
    return f"{interval.mean:.3f} ({gain.mean:+.3f}{mark})"


def markdown(result: Result, measures: Sequence[str]) -> str:
    """A Markdown table of systems by measures; the best mean of a column is bold."""
    summaries = {s: held(result, measures, s) for s in result.figures}
    shown = [m for m in measures if any(m in cells for cells in summaries.values())]
    best = {
        m: max(cells[m].mean for cells in summaries.values() if m in cells)
        for m in shown
        if m not in ("count bias", "false refusal", "borderline share")
    }
    lines = [
        f"| system | {' | '.join(shown)} |",
        f"|---|{'---|' * len(shown)}",
    ]
    for system, cells in summaries.items():
        texts = []
        for name in shown:
            interval = cells.get(name)
            text = str(interval) if interval else "–"
            bold = interval is not None and name in best and interval.mean >= best[name]
            texts.append(f"**{text}**" if bold else text)
        if cells:
            lines.append(f"| {system} | {' | '.join(texts)} |")
    return "\n".join(lines)


def markdown_groups(result: Result, measures: Sequence[str], systems: Sequence[str]) -> str:
    """A Markdown table of groups of questions by systems, a line a group and system."""
    lines = [
        f"| questions | system | {' | '.join(measures)} |",
        f"|---|---|{'---|' * len(measures)}",
    ]
    for group, questions in result.groups():
        for system in systems:
            found = [result.summary(system, name, questions) for name in measures]
            if any(interval is not None for interval in found):
                cells = " | ".join(str(x) if x else "–" for x in found)
                lines.append(f"| {group} ({len(questions)}) | {system} | {cells} |")
    return "\n".join(lines)
