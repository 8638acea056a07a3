"""Days of a month: lists of them, and one of them as a date."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from kb.dates.calendar import month_end
from kb.story import WEEKDAYS, Mention, Precision, Story
from kb.words import MONTHS

_ITEM = re.compile(r"(?P<sep>[^\d]*?)(?P<day>\d{1,2})")
_TO = re.compile(r"\b(?:to|until|till|or)\b|[/–—-]")
_AND = re.compile(r"\band\b|&")


def days_listed(text: str, *, between: bool = False) -> list[tuple[int, int]]:
    """The days of a list, each as the first and last of a period.

    Numbers that cannot belong to it (they do not rise, or stand before a mere comma) are left out.

    >>> days_listed("2, 3 and 7"), days_listed("3rd to 9th"), days_listed("14, 3")
    ([(2, 2), (3, 3), (7, 7)], [(3, 9)], [(3, 3)])
    """
    items = [(found["sep"], int(found["day"])) for found in _ITEM.finditer(text)]
    kept = [items[-1]]
    for at in range(len(items) - 2, -1, -1):
        sep = kept[0][0]
        listed = any(_AND.search(later) or _TO.search(later) for later, _ in kept)
        if items[at][1] >= kept[0][1] or not items[at][1] or ("," in sep and not listed):
            break
        kept.insert(0, items[at])
    periods = [(kept[0][1], kept[0][1])]
    for sep, day in kept[1:]:
        runs = _TO.search(sep) or (between and len(kept) == 2)
        periods[-1:] = [(periods[-1][0], day)] if runs else [periods[-1], (day, day)]
    return periods


def dated_day(
    match: re.Match[str], asked: tuple[int | None, int, int], weekday: str | None, story: Story
) -> Mention:
    """A day as a date; a day that its month has not is the month, with a fault.

    Args:
        match: what is printed; `d` in it is the date.
        asked: year if it is known, month and day.
        weekday: the name of the day of the week, where it is printed.
        story: gives the year where it is not known.
    """
    year, month, day = asked
    short = (weekday or "")[:3].capitalize()
    named = next((name for name in WEEKDAYS if short and name[:3] == short), None)
    known = year or story.year_of(month, day, named)
    plain = Mention(*match.span("d"), None, None, Precision.DAY, year is not None)
    if known is None:
        return plain
    if not 1 <= day <= monthrange(known, month)[1]:
        said = f"{MONTHS[month - 1]} {known} has {monthrange(known, month)[1]} days, not {day}"
        return replace(
            plain,
            first=date(known, month, 1),
            last=month_end(known, month),
            precision=Precision.MONTH,
            faults=(said,),
        )
    found = date(known, month, day)
    faults: tuple[str, ...] = ()
    if named and WEEKDAYS[found.weekday()] != named:
        faults = (
            f"{day} {MONTHS[month - 1]} {known} was a {WEEKDAYS[found.weekday()]}, not a {named}",
        )
    return replace(plain, first=found, last=found, faults=faults)
