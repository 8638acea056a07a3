"""What the columns of a table hold: dates, days beside months, agencies, what has been done."""

import re
from collections.abc import Sequence

from kb.dates import find_dates
from kb.story import Story
from kb.tables import Cell, Table
from kb.word_lists import WordLists
from kb.words import MONTHS

_LISTS = WordLists.of_files("events/events.toml")
_DATE = _LISTS.pattern("date_column")
_DUE = _LISTS.pattern("due_column")
_DONE = _LISTS.pattern("done_column")
_COUNT = _LISTS.pattern("count_column")
_AGENCY = _LISTS.pattern("agency_column")
_MONTH_HEADING = re.compile(rf"\W*(?:{'|'.join(MONTHS)})(?:\s+(?:19|20)\d\d)?\W*")
_DATED_PART = 0.6  # of the cells of a column that is one of dates though its head does not say so


def is_month(heading: str) -> bool:
    """Whether a heading is a month, with or without its year."""
    return bool(_MONTH_HEADING.fullmatch(heading))


def is_plan(table: Table) -> bool:
    """Whether a table says what is to be done by when."""
    return any(_DUE.search(head) for head in table.header)


def done_columns(header: Sequence[str]) -> list[int]:
    """The columns of a plan that tell what has been done."""
    return [i for i, head in enumerate(header) if _DONE.search(head) and not _DUE.search(head)]


def agency_columns(header: Sequence[str]) -> list[int]:
    """The columns that name who did or recorded it."""
    return [i for i, head in enumerate(header) if _AGENCY.match(head)]


def date_columns(table: Table) -> tuple[int | None, int | None]:
    """The column of dates, or of months, and the column of days beside one of months."""
    header = table.header
    dated = [i for i, head in enumerate(header) if _DATE.match(head) or is_month(head.title())]
    if not dated:
        return _dated_by_its_cells(table), None
    if (years := year_column(header)) is not None:
        dated = [i for i in dated if i != years]
    months = next((i for i in dated if header[i].startswith("month")), None)
    days = next((i for i in dated if re.match(r"da(?:y|te)", header[i]) and i != months), None)
    return (dated[0], None) if months is None else (months, days)


def year_column(header: Sequence[str]) -> int | None:
    """The column of years beside one of months or dates."""
    years = [i for i, head in enumerate(header) if re.match(r"years?\b", head)]
    others = [i for i, head in enumerate(header) if re.match(r"(?:month|date|day|when)s?\b", head)]
    return years[0] if years and others else None


def _dated_by_its_cells(table: Table) -> int | None:
    """The first column most of whose cells begin with a date."""
    if any(_COUNT.search(head) for head in table.header):
        return None
    for column in range(len(table.header)):
        cells = [row[column] for _, row in table.rows if column < len(row) and row[column].text]
        begun = sum(_begins_with_a_date(cell) for cell in cells)
        if begun > 1 and begun >= _DATED_PART * len(cells):
            return column
    return None


def _begins_with_a_date(cell: Cell) -> bool:
    found = find_dates(f"in {cell.text}", Story())
    return bool(found) and found[0].start < 12
