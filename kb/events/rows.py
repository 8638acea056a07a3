"""The events of tables: rows of a chronology, and what a plan says has been done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.dates import joined
from kb.events.columns import (
    agency_columns,
    date_columns,
    done_columns,
    is_plan,
    year_column,
)
from kb.events.course import Course
from kb.events.leads import plain
from kb.events.prose import events
from kb.events.told import befell, is_apart
from kb.named_bodies import agency_in
from kb.sentences import sentence_ranges
from kb.spans import narrow
from kb.story import Mention, Precision
from kb.tables import Cell, Table
from kb.types import Block, Document, Event
from kb.words import MONTHS

_DAY_ITEM = re.compile(r"(?<=[;.])\s+(?=\d{1,2}(?:st|nd|rd|th)?\s*[:–-]\s)|(?<=;)\s+")
_DAY_ITEM_HEAD = re.compile(r"\s*(\d{1,2})(?:st|nd|rd|th)?\s*[:–-]\s")
_DEADLINE = re.compile(
    r"\W*(?:by|before|due|no later than|within|planned|expected|proposed|target|to|will|tbc)\b",
    re.IGNORECASE,
)
_TO_THE = re.compile(r"(?<![\d./])(\d{1,2})\.?\s?[–-]\s?(\d{1,2})[./](\d{1,2})\.?(?![\d/.])")
_DAY_AND_MONTH = re.compile(r"(?<![\d./:])(\d{1,2})([./])(\d{1,2})(?:\.(?!\d)|(?![\d./:]))")
_MONTH_AND_YY = re.compile(
    rf"\b({'|'.join(f'{m[:3]}(?:{m[3:]}|t)?' for m in MONTHS)})\.?[\s'’-]+(\d\d)(?=\W*$)"
)
_YEAR_FIRST = re.compile(r"\W*((?:19|20)\d\d)[\s,:–-]+([A-Za-z][A-Za-z ]*\d{0,2}\D*)$")


def events_of_row(
    document: Document, block: Block, table: Table, row: Sequence[Cell], course: Course
) -> Iterator[Event]:
    """The events of a row; an empty date is the date of the row above."""
    if is_apart(block.section) and not is_plan(table):
        return
    column, days = date_columns(table)
    if is_plan(table):
        yield from _of_plan(document, block, table, row, course)
    elif column is not None and column < len(row):
        course.enter_row(table, table.header[column])
        day = row[days].text if days is not None and days < len(row) else ""
        printed = course.date_in(row[column].text, day)
        years = year_column(table.header)
        if years is not None and re.fullmatch(r"\W*(?:19|20)\d\d\W*", row[years].text):
            course.hear_cell(f"in {row[years].text}")
        others = [
            cell for i, cell in enumerate(row) if i not in (column, days, years) and cell.text
        ]
        yield from _of_dated(document, block, (table, row, others), printed, course)


def _of_dated(
    document: Document,
    block: Block,
    parts: tuple[Table, Sequence[Cell], Sequence[Cell]],
    printed: str,
    course: Course,
) -> Iterator[Event]:
    table, row, others = parts
    # "in" lets a month or a year stand alone, as in a cell it may
    spelled = f"in {_spelled_out(plain(printed), table)}"
    mentions = _one_after_another(joined(spelled, course.hear_cell(spelled)))
    if not others or _DEADLINE.match(printed):
        return
    course.carried = printed
    before = course.in_table
    if len(mentions) == 1:
        course.within(mentions[0])
    agencies = [i for i in agency_columns(table.header) if i < len(row)]
    agency = row[agencies[0]].text if agencies else None
    inside = [
        replace(event, agency=agency or event.agency)
        for cell in others
        for event in _in_cell(document, block, cell, course)
    ]
    course.in_table = before
    rough = bool(mentions) and all(m.precision is not Precision.DAY for m in mentions)
    if not (rough and any(_within(event, mentions) for event in inside)):
        for event in events(spelled, mentions, block.spans, block, agency or None):
            said = event.date if event.date in printed else printed
            yield replace(event, date=said or printed)
    own = {(m.first.isoformat() if m.first else None) for m in mentions}
    yield from (event for event in inside if event.first not in own)


def _one_after_another(mentions: list[Mention]) -> list[Mention]:
    """Two days on end in one cell are one period: "3 and 4 March"."""
    if len(mentions) != 2 or mentions[0].start != mentions[1].start:
        return mentions
    first, last = mentions[0].first, mentions[1].last
    together = first and last and (last - first).days == 1
    return [replace(mentions[0], last=last)] if together else mentions


def _within(event: Event, mentions: Sequence[Mention]) -> bool:
    return any(
        m.first and m.last and m.first.isoformat() <= (event.first or "") <= m.last.isoformat()
        for m in mentions
    )


def _in_cell(document: Document, block: Block, cell: Cell, course: Course) -> Iterator[Event]:
    """What a row tells day by day: "On the 3rd …", "4: …; 19: …"."""
    for piece, at in _pieces(plain(document.text(cell.spans))):
        item = _DAY_ITEM_HEAD.match(piece)
        said = f"{item[1]} {course.month}" if item and course.month else piece
        if said.rstrip().endswith("?"):
            continue
        found = joined(said, course.hear_cell(said))
        days = [
            m
            for m in found
            if m.precision is Precision.DAY and (item or m.year_stated or _is_told_day(said, m))
        ]
        told = [m for m in days if item or befell(said, m)]
        spans = narrow(cell.spans, at, at + len(piece))
        yield from events(said, told, spans, block, agency_in(piece))


def _is_told_day(text: str, mention: Mention) -> bool:
    """Whether a day of a cell is printed as one, and not told by its neighbour."""
    return bool(re.search(r"\d|first|th\b", mention.words(text)))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    for start, end in sentence_ranges(text):
        reached = start
        for piece in _DAY_ITEM.split(text[start:end]):
            at = text.index(piece, reached)
            reached = at + len(piece)
            if piece.strip():
                yield piece, at


def _of_plan(
    document: Document, block: Block, table: Table, row: Sequence[Cell], course: Course
) -> Iterator[Event]:
    """What the columns of a plan say has been done: "First boxes were handed out on 16 January"."""
    course.enter_row(table, "")
    for column in done_columns(table.header):
        if column >= len(row) or len(row[column].text.split()) < 2:
            continue
        cell = row[column]
        for piece, at in _pieces(plain(document.text(cell.spans))):
            found = joined(piece, course.hear_cell(piece))
            told = [m for m in found if befell(piece, m)]
            spans = narrow(cell.spans, at, at + len(piece))
            yield from events(piece, told, spans, block, agency_in(piece))


def _spelled_out(cell: str, table: Table) -> str:
    """A cell of dates as prose would print them: "24.–27.2." is "24 to 27 February"."""
    if "time" not in " ".join(table.header):
        cell = _TO_THE.sub(lambda m: f"{m[1]} to {_day(m[2], m[3]) or m[0]}", cell)
        cell = _DAY_AND_MONTH.sub(lambda m: _day(m[1], m[3]) or m[0], cell)
    cell = _MONTH_AND_YY.sub(
        lambda m: f"{m[1]} {int(m[2]) + (2000 if int(m[2]) < 50 else 1900)}", cell
    )
    if year_first := _YEAR_FIRST.fullmatch(cell):
        return f"{year_first[2]} {year_first[1]}" if _is_time(year_first[2]) else cell
    return cell


def _is_time(words: str) -> bool:
    named = "|".join((*(m[:3] for m in MONTHS), "spring", "summer", "autumn", "winter", "term"))
    return bool(re.search(rf"\b(?:{named})", words, re.IGNORECASE))


def _day(day: str, month: str) -> str | None:
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return f"{int(day)} {MONTHS[int(month) - 1]}"
