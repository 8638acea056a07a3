"""The dates of a text, read against where the story stands."""

import re
from dataclasses import replace
from datetime import date

from kb.dates.calendar import month_end
from kb.dates.periods import TO
from kb.dates.readers import READERS, Reader
from kb.story import Mention, Precision, Story

_LAW = re.compile(
    r"(?:\b(?:Act|Acts|Regulations?|Order|Rules|Together|Convention|Code|Measure|Bill)\W*(?:of|in)?\s*|"
    r"\b(?:guidance|edition|handbook|standards?|manual|policy|protocol|framework|procedures?|"
    r"criteria|strategy|census)\s+(?:of|in|from|dated)\s+|\bplans?\s+for\s+(?:\d{4}\s*)?)$",
    re.IGNORECASE,
)
_OF_LAW = re.compile(
    r"\s*\)?\s*(?:Act|Regulations?|Order|Rules|edition|guidance|version|Code|White Paper|Bill)\b"
)


_ALSO = re.compile(
    r"\s*(?:,|and|&|again|on|in|the|early|late|mid)(?:[\s-]+(?:and|again|on|in|the|early|late|mid))*[\s-]+",
    re.IGNORECASE,
)


def find_dates(text: str, story: Story) -> list[Mention]:
    """The dates in `text`, in order; `story` gives a year to those that have none.

    >>> [m.first.isoformat() for m in find_dates("On 3 May, and 4/11/09.", Story(date(2009, 1, 1)))]
    ['2009-05-03', '2009-11-04']
    """
    found: list[Mention] = []
    for read, match in _matches(text):
        start, end = match.span("d") if match["d"] else match.span("d2")
        # a year that precedes an Act is the Act's; "the 2014 Act", "Working Together 2013"
        if _LAW.search(text[:start]) or _OF_LAW.match(text[end:]):
            continue
        for mention in read(match, story):
            found.append(mention)
            story = story.after(text, mention)
    return _with_shared_years(text, found)


def _matches(text: str) -> list[tuple[Reader, re.Match[str]]]:
    """What is printed like a date, the longest first where two begin at one place."""
    matches = sorted(
        (
            (match.span("d") if match["d"] else match.span("d2"), at, read, match)
            for at, (form, read) in enumerate(READERS)
            for match in form.finditer(text)
        ),
        key=lambda found: (found[0][0], -found[0][1], found[1]),
    )
    kept: list[tuple[Reader, re.Match[str]]] = []
    reached = 0
    for (start, end), _, read, match in matches:
        if start >= reached:
            kept.append((read, match))
            reached = end
    return kept


def _with_shared_years(text: str, found: list[Mention]) -> list[Mention]:
    """`from 22 September to 3 October 2008`: the first date takes the year of the second."""
    for i in range(len(found) - 2, -1, -1):
        one, other = found[i], found[i + 1]
        between = text[one.end : other.start]
        joined = one.start == other.start or TO.fullmatch(between) or _ALSO.fullmatch(between)
        if one.year_stated or not other.year_stated or not joined or not other.first:
            continue
        if one.first and one.last:
            found[i] = _before(one, other.first)
        elif one.first is None:
            again = find_dates(f"in {one.words(text)}", Story(other.first))
            if again and again[0].first:
                found[i] = _before(replace(again[0], start=one.start, end=one.end), other.first)
    return found


def _before(one: Mention, day: date) -> Mention:
    """`one` in the year that brings it last before `day`."""
    if one.first is None or one.last is None:
        return one
    years = day.year - one.first.year
    if _in_year(one.first, day.year) > day:
        years -= 1
    first = _in_year(one.first, one.first.year + years)
    last = _in_year(one.last, one.last.year + years)
    if one.precision is Precision.MONTH:
        last = month_end(last.year, last.month)
    return replace(one, first=first, last=last)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, month_end(year, day.month).day))
