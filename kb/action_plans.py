"""Action plans: the tables that give recommendations with their actions, leads, dates and state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kb.spans import narrow
from kb.tables import Cell, Table, tables
from kb.types import Block, Document, RecommendationKind, Spans

ADVISING = re.compile(
    r"recommend(?:ation|ed\b|s?\b)|what (?:should|must|needs to) (?:be done|happen|change)|"
    r"improving systems and practice",
    re.IGNORECASE,
)
_LEAD_NUMBER = re.compile(
    r"((?:R|Rec(?:ommendation)?\.?)?\s?\d{1,2}(?:\.\d{1,2})?)[.:)]?\s+(?=[A-Za-z“‘\"])",
    re.IGNORECASE,
)
_COLUMNS = (
    (
        "number",
        r"no\.?$|number$|ref\b|reference|#$|rec(?:ommendation)?\.? (?:no|number|ref)|rec\.?$",
    ),
    ("recommendation", r"recommendation|what (?:is|was) recommended"),
    ("lead", r"lead|owner|responsib|by whom|who\b|accountable|officer|agenc"),
    ("due", r"by$|by when|date|time|due|deadline|target|when"),
    ("status", r"status|progress|b?rag\b|rating|update|position|complete|implemented"),
    ("action", r"(?:\w+ )?actions?\b|task|steps?\b|how\b"),
)
_SAME_PERCENT = 85.0
_ALIKE_PERCENT = 50.0


@dataclass(slots=True)
class Draft:
    """A recommendation being put together; `at` is the ordinal of its block."""

    at: int
    text: str
    spans: Spans
    number: str | None
    block: Block
    kind: RecommendationKind = RecommendationKind.RECOMMENDATION
    labelled: bool = False
    stem: str = ""
    plan: dict[str, str] = field(default_factory=dict)


def with_plans(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Adds what tables recommend; a row that repeats a recommendation adds to it instead."""
    prose = list(drafts)
    actions: list[tuple[Table, dict[str, int]]] = []
    for table in tables(document):
        columns = _columns(table.header)
        if "recommendation" in columns:
            drafts = _with_rows(document, drafts, table, columns)
        elif "action" in columns and any(
            ADVISING.search(h) or "action" in h.lower() for h in table.section
        ):
            actions.append((table, columns))
    for table, columns in actions:
        if len(prose) == len(table.rows):  # one action to each, in their order
            for draft, (_, row) in zip(prose, table.rows, strict=True):
                _add_plan(draft, row, columns)
        elif not drafts:
            drafts = _with_rows(
                document, drafts, table, columns | {"recommendation": columns["action"]}
            )
    return drafts


def _with_rows(
    document: Document, drafts: list[Draft], table: Table, columns: dict[str, int]
) -> list[Draft]:
    drafts = list(drafts)
    current: Draft | None = None
    for at, row in table.rows:
        cell = _cell(row, columns["recommendation"])
        if cell is None or len(re.findall(r"[A-Za-z]{2,}", cell.text)) < 2:
            if current is not None and (cell is None or not cell.text):
                _add_plan(current, row, columns)  # a second action under the same recommendation
            continue
        number, words, spans = _numbered(cell, _cell(row, columns.get("number")))
        current = next((d for d in drafts if d.at != at and _repeats(d, number, words)), None)
        if current is None:
            current = Draft(at, words, spans, number, document.blocks[at])
            drafts.append(current)
        _add_plan(current, row, columns)
    return drafts


def _numbered(cell: Cell, number: Cell | None) -> tuple[str | None, str, Spans]:
    """Number, words and spans of a recommendation's cell."""
    match = _LEAD_NUMBER.match(cell.text)
    lead = match.end() if match else 0
    printed = match[1].strip() if match else (number.text.rstrip(".") if number else "")
    length = sum(s.end - s.start for s in cell.spans) + len(cell.spans) - 1
    return printed or None, cell.text[lead:], narrow(cell.spans, lead, length)


def _repeats(draft: Draft, number: str | None, words: str) -> bool:
    """Whether a row of a table is a recommendation that prose has already given."""
    alike = fuzz.token_set_ratio(draft.text.lower(), words.lower())
    mine, its = plain_number(draft.number), plain_number(number)
    if its and its == mine and draft.labelled:
        return alike >= _ALIKE_PERCENT
    return alike >= _SAME_PERCENT and its in ("", mine)


def plain_number(number: str | None) -> str:
    """A printed number without its words: "Recommendation 3" and "R3" are 3."""
    return re.sub(r"[^\d.a-z]|rec(?:ommendation)?|^r", "", (number or "").lower()).strip(".")


def _add_plan(draft: Draft, row: Sequence[Cell], columns: dict[str, int]) -> None:
    for name in ("action", "lead", "due", "status"):
        cell = _cell(row, columns.get(name))
        if cell is not None and cell.text and columns.get("recommendation") != columns.get(name):
            said = draft.plan.get(name)
            draft.plan[name] = f"{said}; {cell.text}" if said and said != cell.text else cell.text


def _cell(row: Sequence[Cell], column: int | None) -> Cell | None:
    return row[column] if column is not None and column < len(row) else None


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Which column of an action plan holds what, by the words of its head."""
    found: dict[str, int] = {}
    for place, words in enumerate(header):
        name = next((name for name, pattern in _COLUMNS if re.match(pattern, words)), None)
        if name is not None:
            found.setdefault(name, place)
    return found
