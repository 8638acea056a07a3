"""Results as one HTML page that needs nothing else: tables, plots, every question worst first.

All markup stands in `report.html`: the page, then its parts, each after a comment that names it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from string import Template

import numpy as np

from evals.bootstrap import Interval, difference_by_question, difference_by_theme
from evals.results import OURS, Asked, Result
from evals.tables import GROUPS
from kb.wording import place, quoted

_TEMPLATE = Path(__file__).with_name("report.html")
_GROUPS = {title.capitalize(): measures for title, measures in GROUPS.items()}
_SET = ("set precision", "set recall", "set f1")
_MAIN = (
    *("ndcg@10", "recall@20", "ap", *_SET, "count exact"),
    *GROUPS["citations"],
    *GROUPS["refusals"],
)
_WORST = ("ap", "set f1", "rejection", "false refusal", "char recall", "page exact")
_NAMED = ("n_documents", "corpus", "questions_digest", "fingerprint")
_FEW = 20

_Summaries = dict[str, dict[str, Interval]]  # by measure, then system


class _Html(str):
    """Text that is HTML already."""


def write_report(results: Sequence[Result], path: Path) -> None:
    """Writes the page on `results`, each of our system and any others.

    Raises:
        DatasetError: a result has no figures of our system.
    """
    names = [result.dataset for result in results]
    links = _all(_fill("link", number=n, name=name) for n, name in enumerate(names, 1))
    page = _fill(
        "page",
        names=", ".join(names),
        contents=_fill("contents", links=links) if len(names) > 1 else "",
        datasets=_all(_dataset(result, n) for n, result in enumerate(results, 1)),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", errors="replace")


@cache
def _parts() -> dict[str, Template]:
    page, *rest = re.split(r"<!-- part (\w+) -->\n", _TEMPLATE.read_text("utf-8"))
    named = zip(rest[::2], rest[1::2], strict=True)
    return {"page": Template(page)} | {name: Template(part) for name, part in named}


def _fill(part: str, **values: object) -> _Html:
    """A part of the template, its places filled; what is not HTML yet is escaped."""
    escaped = {k: v if isinstance(v, _Html) else escape(str(v)) for k, v in values.items()}
    return _Html(_parts()[part].substitute(escaped))


def _all(parts: Iterable[_Html]) -> _Html:
    return _Html("".join(parts))


def _dataset(result: Result, number: int) -> _Html:
    systems = sorted(result.figures, key=lambda name: name != OURS)  # ours, then as they came
    summaries: _Summaries = {}
    for measure in (m for measures in _GROUPS.values() for m in measures):
        for system in systems:
            if found := _summary(result, system, measure, result.questions):
                summaries.setdefault(measure, {})[system] = found
    kinds = Counter(question.kind for question in result.questions)
    return _fill(
        "dataset",
        number=number,
        name=result.dataset,
        n_unread=len(result.unread),
        n_questions=len(result.questions),
        kinds=", ".join(f"{n} {kind}" for kind, n in kinds.most_common()),
        **{name: getattr(result, name) for name in _NAMED},
        warnings=_warnings(result.unread, summaries),
        overall=_all(_overall(group, systems, summaries) for group in _GROUPS),
        plots=_plots(result, summaries),
        strata=_strata(result, summaries),
        options=_all(_fill("option", kind=kind) for kind in sorted(kinds)),
        questions=_all(_question(result, q, systems) for q in _worst_first(result)),
    )


def _summary(
    result: Result, system: str, measure: str, questions: Sequence[Asked]
) -> Interval | None:
    """The result's summary; an AUROC rests on the smaller of its two groups."""
    found = result.summary(system, measure, questions)
    if found is None or measure != "auroc":
        return found
    held = result.values(system, "confidence", questions)
    answerable = sum(q.answerable for q in questions if q.id in held)
    return replace(found, n=min(answerable, found.n - answerable))


def _warnings(unread: Mapping[str, str], summaries: _Summaries) -> _Html:
    warnings = []
    if unread:
        files = _all(_fill("file", name=k, cause=v) for k, v in sorted(unread.items()))
        opened = " open" if len(unread) <= 10 else ""
        warnings.append(_fill("unread", open=opened, n=len(unread), files=files))
    least = {measure: min(i.n for i in found.values()) for measure, found in summaries.items()}
    few = [f"{measure} ({n})" for measure, n in least.items() if n < _FEW]
    if few:
        warnings.append(_fill("few", limit=_FEW, named=", ".join(few)))
    return _all(warnings)


def _table(caption: str, columns: Iterable[str], rows: Iterable[tuple[str, list[_Html]]]) -> _Html:
    return _fill(
        "table",
        caption=caption,
        heads=_all(_fill("head", name=name) for name in columns),
        rows=_all(_fill("row", name=name, cells=_all(cells)) for name, cells in rows),
    )


def _cell(found: Interval | None, sign: str = "") -> _Html:
    if found is None:
        return _fill("plain", value="–")
    few = f"\nn {found.n}, few" if found.n < _FEW else ""
    span = f"[{found.low:.3f}, {found.high:.3f}]{few}"
    return _fill("cell", mean=f"{found.mean:.3f}{sign}", interval=span)


def _goodness(measure: str, value: float) -> float:
    """A figure turned so that more is better."""
    if measure == "count bias":
        return 1 - abs(value)
    return 1 - value if measure in ("false refusal", "borderline share") else value


def _worst_first(result: Result) -> list[Asked]:
    """The questions by the first of their figures, then the next; last those without any."""

    def merit(question: Asked) -> tuple[bool, list[float]]:
        figures = result.figures[OURS].get(question.id, {})
        known = [_goodness(m, figures[m]) for m in _WORST if m in figures]
        return not known, known

    return sorted(result.questions, key=merit)


def _overall(group: str, systems: Sequence[str], summaries: _Summaries) -> _Html:
    columns = {measure: summaries[measure] for measure in _GROUPS[group] if measure in summaries}

    def sign(measure: str, system: str) -> str:
        good = {s: _goodness(measure, round(i.mean, 3)) for s, i in columns[measure].items()}
        return " ★" if len(good) > 1 and good.get(system) == max(good.values()) else ""

    rows = [
        (system, [_cell(found.get(system), sign(m, system)) for m, found in columns.items()])
        for system in systems
        if any(system in found for found in columns.values())
    ]
    return _table(f"{group} (★ best of a column)", ["System", *columns], rows) if rows else _Html()


def _strata(result: Result, summaries: _Summaries) -> _Html:
    measures = [measure for measure in _MAIN if OURS in summaries.get(measure, {})]
    rows = (
        (f"{name} ({len(group)})", [_cell(_summary(result, OURS, m, group)) for m in measures])
        for name, group in result.groups()
    )
    return _table("Our system, by kind and stratum", ["Questions", *measures], rows)


def _plots(result: Result, summaries: _Summaries) -> _Html:
    plots = []
    measure = next((m for m in ("ndcg@10", "ap", "set f1") if OURS in summaries.get(m, {})), None)
    if measure:
        found = summaries[measure]
        plots.append(_dots(measure, found))
        others = [system for system in found if system != OURS]
        best = max(others, key=lambda system: found[system].mean, default=None)
        if best:
            plots.append(_strip(result, measure, best))
    confidence = result.values(OURS, "confidence")
    answerable = {q.id for q in result.questions if q.answerable}
    yes = [value for key, value in confidence.items() if key in answerable]
    no = [value for key, value in confidence.items() if key not in answerable]
    if yes and no:
        plots.append(_histogram(yes, no))
    return _all(plots)


def _dots(measure: str, found: Mapping[str, Interval]) -> _Html:
    ranked = sorted(found.items(), key=lambda item: -item[1].mean)
    dots = _all(
        _fill(
            "dot",
            y=24 * row + 32,
            system=system,
            whose="ours" if system == OURS else "theirs",
            interval=interval,
            **{x: f"{250 * getattr(interval, x):.1f}" for x in ("low", "mean", "high")},
        )
        for row, (system, interval) in enumerate(ranked)
    )
    caption = f"{measure} with its 95% interval, best first; ours is the full dot"
    return _fill("dots", height=24 * len(found) + 24, caption=caption, dots=dots)


def _strip(result: Result, measure: str, other: str) -> _Html:
    theirs, ours = result.values(other, measure), result.values(OURS, measure)
    both = sorted(((ours[key] - theirs[key], key) for key in ours if key in theirs), reverse=True)
    width = 375 / max(1, len(both))
    bars = _all(
        _bar((40 + n * width, 90, width, 80 * value), f"{key}: {value:+.3f}")
        for n, (value, key) in enumerate(both)
    )
    signs = Counter(int(np.sign(value)) for value, _ in both)
    caption = (
        f"{measure} of each question, ours minus {other} (the best of the others): better on "
        f"{signs[1]}, equal on {signs[0]}, worse on {signs[-1]}"
    )
    if both:
        themes = {question.id: question.themes for question in result.questions}
        by_theme = difference_by_theme(theirs, ours, themes)
        caption += f"; mean {difference_by_question(theirs, ours)}"
        caption += f", over {by_theme.n} themes {by_theme}" if by_theme else ""
    return _fill("strip", caption=caption, bars=bars)


def _histogram(answerable: Sequence[float], unanswerable: Sequence[float]) -> _Html:
    edges = np.histogram_bin_edges([*answerable, *unanswerable], bins=20)
    shares = [np.histogram(v, edges)[0] / len(v) for v in (answerable, unanswerable)]
    scale = 80 / max(map(max, shares))
    bars = _all(
        _bar((10 + 20 * n, 100, 20, sign * scale * share), f"from {edges[n]:.2f}: {share:.0%}")
        for sign, side in zip((1, -1), shares, strict=True)
        for n, share in enumerate(side)
        if share
    )
    return _fill(
        "histogram",
        caption="Our confidence: shares of answerable questions upwards, unanswerable downwards",
        n_up=len(answerable),
        n_down=len(unanswerable),
        low=f"{edges[0]:.2f}",
        high=f"{edges[-1]:.2f}",
        bars=bars,
    )


def _bar(box: tuple[float, float, float, float], title: str) -> _Html:
    """A bar at x on the level y, of a width, up by a height or down where it is negative."""
    x, level, width, height = box
    return _fill(
        "bar",
        kind="up" if height > 0 else "down" if height < 0 else "level",
        x=f"{x:.2f}",
        y=f"{level - max(0.0, height):.2f}",
        width=f"{width * 0.9:.2f}",
        height=f"{max(0.8, abs(height)):.2f}",
        title=title,
    )


def _question(result: Result, question: Asked, systems: Sequence[str]) -> _Html:
    held = {system: result.figures[system].get(question.id, {}) for system in systems}
    shown = [m for m in (*_MAIN, "confidence") if any(m in figures for figures in held.values())]
    rows = (
        (s, [_fill("plain", value=f"{f[m]:.3f}" if m in f else "–") for m in shown])
        for s, f in held.items()
        if f
    )
    lead = [f"{m} {held[OURS][m]:.3f}" for m in _WORST if m in held[OURS]][:2]
    labels = [f"kind {question.kind}", "answerable" if question.answerable else "not answerable"]
    labels += [f"stratum {question.stratum}"] if question.stratum else []
    labels += [f"themes {', '.join(question.themes)}"] if question.themes else []
    return _fill(
        "question",
        kind=question.kind,
        text=question.text,
        lead=" · ".join([question.kind, *lead]),
        id=question.id,
        labels=" · ".join(labels),
        figures=_table(f"Figures of {question.id}", ["System", *shown], rows),
        answer=_answer(result, question),
        gold=_gold(result, question),
    )


def _answer(result: Result, question: Asked) -> _Html:
    answer = result.answers.get(question.id)
    if answer is None:
        return _fill("note", text="None was kept.")
    relevant = set(question.relevant)
    parts = [_fill("answer", status=answer["status"].replace("_", " "), kind=answer["kind"])]
    if answer["text"]:
        parts.append(_fill("said", text=answer["text"]))
    for verdict in ("cites", "borderline"):
        named = set(answer[verdict])
        parts.append(_documents(f"{verdict}, ✓ relevant", named & relevant))
        parts.append(_documents(f"{verdict}, ✗ wrong", named - relevant))
    for cited in answer["citations"]:
        sign = "✓" if cited["corpus_id"] in relevant else "✗"
        where = place(str(cited["page"]), cited["paragraph"], None)
        source = f"{sign} {cited['corpus_id']}, {where}, score {cited['score']:.3f}"
        parts.append(_fill("quotation", quote=quoted(cited["quote"]), source=source))
    if answer["nearest"]:
        parts.append(_fill("note", text="Nearest, taken for no answer:"))
        parts += [_fill("quotation", quote=quoted(q), source="") for q in answer["nearest"]]
    return _all(parts)


def _gold(result: Result, question: Asked) -> _Html:
    if not question.answerable:
        return _fill("note", text="A refusal: the documents do not answer it.")
    relevant, answer = set(question.relevant), result.answers.get(question.id)
    found = relevant.intersection(answer["cites"] if answer else ())
    borderline = relevant.intersection(answer["borderline"] if answer else ())
    parts = [
        _documents("✓ found", found),
        _documents("~ borderline only", borderline),
        _documents("✗ missed" if answer else "relevant", relevant - found - borderline),
    ]
    for quote in question.quotes:
        where = f", p. {quote['page']}" if quote["page"] is not None else ""
        source = f"{quote['document']}{where}"
        parts.append(_fill("quotation", quote=quoted(quote["text"]), source=source))
    return _all(parts) or _fill("note", text="No document is judged relevant.")


def _documents(label: str, documents: set[str]) -> _Html:
    if not documents:
        return _Html()
    named = _all(_fill("document", name=name) for name in sorted(documents))
    return _fill("documents", label=label, n=len(documents), named=named)
