"""Action plans: the tables that give recommendations with their actions, leads, dates and state."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from kb.named_bodies import bodies_in
from kb.recommending.advice_headings import advising
from kb.recommending.advice_labels import label_of
from kb.recommending.drafts import Draft, plain_number
from kb.spans import narrow
from kb.tables import Cell, Table, cells, tables
from kb.types import Document, Spans

_LEAD_NUMBER = re.compile(
    r"((?:R\.?|Rec(?:ommendation)?\.?)?\s?\d{1,2}(?:[./]\d{1,2})?)[.:)]?\s+(?=[A-Za-z“‘\"])",
    re.IGNORECASE,
)
_COLUMNS = (
    (
        "number",
        r"no\.?$|number$|ref\b|reference|#$|rec(?:ommendation)?\.? (?:no|number|ref)|rec\.?$",
    ),
    (
        "addressee",
        r"(?:recommendation|recommended|made|addressed|directed|asked)s?\b.*\b(?:to|of|for)$|"
        r"(?:for|to|(?:from|of|to|for) whom|addressee|addressed|recipient)s?$",
    ),
    ("recommendation", r"(?:the )?recommendation|what (?:is|was) recommended"),
    (
        "lead",
        r"(?:for )?action (?:by|for|owner|officer|lead)(?! when| date)|lead|owner|responsib|"
        r"by whom|who\b|accountable|officer|agenc|body$|organisation",
    ),
    ("due", r"by$|by when|date|time|due|deadline|target|when"),
    ("status", r"status|progress|b?rag\b|rating|update|position|complete|implemented"),
    ("action", r"(?:\w+ )?actions?\b|task|steps?\b|how\b|what\b"),
)
_BY_WHOM = re.compile(r"by whom|for action by|action by")
_SAME_AGAIN = re.compile(r"(?:as above|ditto|same|as (?:for )?\d+|[\"”“]+)\.?", re.IGNORECASE)
_COUNTED = re.compile(r"[A-Z]?\d{0,2}(?<=.)[.)]?")
_BODIES_SHARE = 0.7
_SAME_PERCENT = 85.0


def with_plans(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Adds what tables recommend; a row that repeats a recommendation adds to it instead."""
    prose, drafts = list(drafts), list(drafts)
    actions: list[tuple[Table, dict[str, int]]] = []
    for table in tables(document):
        if _add_own_plan(document, drafts, table):
            continue
        header = _header(table)
        columns = _with_bodies(table, _columns(header))
        lead = columns.get("lead")
        if "action" not in columns and lead is not None and _BY_WHOM.match(header[lead]):
            columns = {"addressee": lead} | columns
        if "recommendation" in columns:
            drafts = _with_rows(document, drafts, table, columns)
        elif "action" in columns and (
            advising(table.section) or any("action" in h.lower() for h in table.section)
        ):
            actions.append((table, columns))
    stated = bool(drafts)
    for table, columns in actions:
        if pairs := _numbered_alike(prose, table, columns):
            for draft, row in pairs:
                _add_plan(draft, row, columns)
        elif not stated:
            drafts = _with_rows(
                document, drafts, table, columns | {"recommendation": columns["action"]}
            )
    return drafts


def _add_own_plan(document: Document, drafts: list[Draft], table: Table) -> bool:
    """A table of one recommendation: its label and words in the first row, then the plan's columns.

    Returns:
        Whether `table` is one; its recommendation is added to `drafts` if it is not among them.
    """
    if not table.rows or label_of(table.header[0]) is None:
        return False
    columns = _columns([cell.text.lower() for cell in table.rows[0][1]])
    if "action" not in columns:
        return False
    block = document.blocks[table.at]
    head, *others = cells(document, block)
    label = label_of(head.text)
    number = label.number if label else None
    draft = next((d for d in drafts if plain_number(d.number) == plain_number(number)), None)
    words = next((cell for cell in others if cell.text), None)
    if draft is None and words is not None:
        draft = Draft(table.at, words.text, words.spans, number, block)
        drafts.append(draft)
    if draft is not None:
        for _, row in table.rows[1:]:
            _add_plan(draft, row, columns)
    return True


def _numbered_alike(
    prose: Sequence[Draft], table: Table, columns: dict[str, int]
) -> list[tuple[Draft, Sequence[Cell]]]:
    """Each row of a table with the recommendation it carries out; empty where none can be told.

    By their numbers, a row without one going with the row above it, or else one row to each.
    """
    by_number = {plain_number(draft.number): draft for draft in prose}
    found: list[tuple[Draft, Sequence[Cell]]] = []
    current: Draft | None = None
    for _, row in table.rows:
        number = _cell(row, columns.get("number"))
        if number is not None and number.text:
            current = by_number.get(plain_number(number.text))
        if current is None:
            break
        found.append((current, row))
    if len(found) == len(table.rows) and len(by_number) == len(prose):
        return found
    if len(prose) != len(table.rows):
        return []
    return [(draft, row) for draft, (_, row) in zip(prose, table.rows, strict=True)]


def _header(table: Table) -> list[str]:
    """The names of a table's columns; one that holds only numbers or letters is of numbers."""
    columns = (
        [row[n].text for _, row in table.rows if n < len(row)] for n in range(len(table.header))
    )
    return [
        "number" if held and all(_COUNTED.fullmatch(text) for text in held) else name
        for name, held in zip(table.header, columns, strict=True)
    ]


def _with_bodies(table: Table, columns: dict[str, int]) -> dict[str, int]:
    """A column headed "Recommendation" that holds bodies says who is asked, and not what."""
    column = columns.get("recommendation")
    if column is None:
        return columns
    held = [cell.text for _, row in table.rows if (cell := _cell(row, column)) and cell.text]
    if not held or sum(bool(bodies_in(text)) for text in held) <= _BODIES_SHARE * len(held):
        return columns
    others = {name: place for name, place in columns.items() if name != "recommendation"}
    return {"addressee": column} | others


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
        elif len(words) > len(current.text) and words.startswith(current.text.rstrip(" .;")):
            current.text, current.spans = words, spans  # prose gave only how it begins
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
        return True
    return alike >= _SAME_PERCENT and its in ("", mine)


def _add_plan(draft: Draft, row: Sequence[Cell], columns: dict[str, int]) -> None:
    for name in ("addressee", "action", "lead", "due", "status"):
        cell = _cell(row, columns.get(name))
        if cell is not None and cell.text and columns.get("recommendation") != columns.get(name):
            if _SAME_AGAIN.fullmatch(cell.text):
                continue
            said = draft.plan.get(name)
            draft.plan[name] = f"{said}; {cell.text}" if said and said != cell.text else cell.text


def _cell(row: Sequence[Cell], column: int | None) -> Cell | None:
    return row[column] if column is not None and column < len(row) else None


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Which column of an action plan holds what, by the words of its head."""
    found: dict[str, int] = {}
    for place, words in enumerate(header):
        parts = words.split(" / ")  # a head may say its name in two languages
        name = next(
            (n for n, pattern in _COLUMNS for part in parts if re.match(pattern, part)), None
        )
        if name is not None:
            found.setdefault(name, place)
    return found
