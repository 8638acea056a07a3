"""Where the story of a document stands: what a date without a year takes its year from.

A table tells the story over again, so it has a place of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from kb.dates import find_dates, joined
from kb.events.columns import is_month
from kb.events.told import befell
from kb.story import WEEKDAYS, Mention, Precision, Story
from kb.tables import Table
from kb.words import MONTHS

_YEAR_HEADING = re.compile(
    r"\W*(?:(?:chapter|part|section|phase|stage|period|episode)\s+(?:\d{1,2}|[ivxl]{1,6}|[a-z]|\w{3,6})\b"
    r"\W*)?(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?:(?:in|during|the|year|years|events?|contacts?|of|"
    r"chronology|timeline|narrative|history|story|early|late|mid|from|between|calendar|what|happened)\b"
    r"\W*)*(?P<first>(?:19|20)\d\d)(?:\s*(?:to|and|–|-)\s*(?P<last>(?:19|20)\d\d))?\W*(?:[:–—-]\s.*)?$",
    re.IGNORECASE,
)
_YEAR_IN_HEAD = re.compile(r"\b(?:19|20)\d\d\b")
_BORN = re.compile(r"\b(?:born|dob|d\.o\.b|b)\b\W*(?:on\s+|in\s+)?$", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    r"^(?=.*\b(?:chronology|timeline|events|narrative|history|story|contacts)\b)"
    r"(?!.*\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b)(?!.*\b(?:act|review|report|guidance)\b)"
    r".*?(?P<first>(?P<last>\b(?:19|20)\d\d\b))(?!\s*[-–/]\s*\d)",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    rf"(?:(?:{'|'.join(f'{day[:3]}[a-z]*' for day in WEEKDAYS)}),?\s+)?(?:the\s+)?"
    r"\d{1,2}\s?(?:st|nd|rd|th)?\W*"
)


class Course:
    """The place that the story has reached, in prose and in the table that is being read."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.table: Table | None = None
        self.in_table = Story()
        self.carried = ""
        self.month = ""

    def hear(self, text: str) -> list[Mention]:
        """The dates of a sentence, after which the story stands at the last of them."""
        found = find_dates(text, self.story)
        for mention in found:
            if befell(text, mention):
                self.story = self.story.after(text, mention)
        return found

    def open(self, heading: str) -> None:
        """A heading such as "July 2007 to August 2009": the story goes on from the first."""
        for mention in year_headed(heading) or find_dates(heading, self.story)[:1]:
            if not _BORN.search(heading[: mention.start]):
                self.story = self.story.after(mention.words(heading), mention)

    def enter(self, section: Sequence[str]) -> None:
        """What follows stands under these headings; the nearest that gives a period bounds it."""
        bounds = next(filter(None, map(_period, reversed(section))), (None, None))
        self.story = replace(self.story, first=bounds[0], last=bounds[1], paragraph_begins=True)

    def enter_row(self, table: Table, head: str) -> None:
        """A row of `table` comes, whose column of dates is headed `head`."""
        if self.table is table:
            return
        self.table, self.in_table, self.carried, self.month = table, self.story, "", ""
        for heading in (*table.section[-1:], head.title()):
            if is_month(heading):
                self.hear_cell(f"in {heading}")
        if year := _YEAR_IN_HEAD.search(head):
            first, last = date(int(year[0]), 1, 1), date(int(year[0]), 12, 31)
            near = self.in_table.near if self.month else date(int(year[0]), 7, 1)
            self.in_table = replace(self.in_table, near=near, first=first, last=last)

    def date_in(self, cell: str, day: str) -> str:
        """The date of a row: a day alone takes the month above it, an empty cell the date above it.

        Args:
            cell: what its column of dates or months holds.
            day: what its column of days holds, where it has one.
        """
        month = cell if cell and day else self.month
        if day:
            return f"{day} {month}"
        if month and _DAY_ALONE.fullmatch(cell):
            return f"{cell} {month}"
        return cell or self.carried

    def within(self, mention: Mention) -> None:
        """The cells of a row tell what happened on its day, or in its period."""
        near = mention.first or self.in_table.near
        rough = mention.precision is not Precision.DAY or mention.first != mention.last
        self.in_table = replace(
            self.in_table,
            near=near,
            precision=Precision.DAY if mention.precision is Precision.DAY else Precision.MONTH,
            first=mention.first if rough else None,
            last=mention.last if rough else None,
        )

    def hear_cell(self, text: str) -> list[Mention]:
        """The dates of a cell."""
        found = find_dates(text, self.in_table)
        for mention in found:
            self.in_table = self.in_table.after(text, mention)
            if mention.first and mention.precision in (Precision.DAY, Precision.MONTH):
                year = f" {mention.first.year}" if mention.year_stated else ""
                self.month = f"{MONTHS[mention.first.month - 1]}{year}"
        return found


@cache
def _period(heading: str) -> tuple[date, date] | None:
    """The first and last day of a heading that gives both."""
    found = year_headed(heading) or joined(heading, find_dates(heading, Story()))
    one = found[0] if len(found) == 1 else None
    return (
        (one.first, one.last) if one and one.first and one.last and one.first < one.last else None
    )


def year_headed(heading: str) -> list[Mention]:
    """The year, or the years from one to another, that a chapter of the story bears as heading."""
    match = _YEAR_HEADING.match(heading) or _NAMED_YEAR.match(heading)
    if match is None:
        return []
    first, last = int(match["first"]), int(match["last"] or match["first"])
    end = match.end("last") if match["last"] else match.end("first")
    return [
        Mention(match.start("first"), end, date(first, 1, 1), date(last, 12, 31), Precision.YEAR)
    ]
