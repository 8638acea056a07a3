"""Dates as papers write them, in words of two languages and in figures."""

import re
from dataclasses import dataclass

from kb.words import MONTHS

_WELSH = (
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
).split()
_MONTH_NUMBERS = {
    name[:3].lower(): number for names in (MONTHS, _WELSH) for number, name in enumerate(names, 1)
}
_SHORT_MONTHS = [*(m[:3] for m in MONTHS), "Sept"]
_MONTH = (
    rf"(?P<month>(?:{'|'.join(MONTHS)}|{'|'.join(m.upper() for m in MONTHS)}|"
    rf"(?:{'|'.join((*_WELSH, *_SHORT_MONTHS, *(m.upper() for m in _SHORT_MONTHS)))})\b))"
)
YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES = (
    re.compile(
        rf"(?:(?:\w+day,?\s+)?(?<![\d.])(?P<day>[1-9]\d?)(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?)?\b"
        rf"{_MONTH}\.?,?\s+{YEAR}\b"
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>[1-9]\d?)(?:st|nd|rd|th)?,?\s+{YEAR}\b"),
    re.compile(rf"\b{YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{YEAR}\b"),
    re.compile(rf"(?<![A-Z]{{2}} )\b(?P<month>0[1-9]|1[0-2])/{YEAR}\b"),  # "ASB 02/2015" is a code
)
# forms that could be numbers of any kind, read only where a word says that a date follows
_TERSE = (
    re.compile(
        r"\b(?P<day>\d{1,2})(?P<sep>[./])(?P<month>\d{1,2})(?P=sep)(?P<year>\d\d)(?![./\d])"
    ),
    re.compile(r"(?<![./\d])(?P<month>0[1-9]|1[0-2])/(?P<year>\d\d)(?![./\d])"),
)
_VERSION = re.compile(r"\b(?:version|draft|v|no\.?)\W*$", re.IGNORECASE)
_LATEST = 50  # a year of two figures above it is one of the last century


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as exact as its words, and where it stands in the text."""

    value: str
    start: int
    end: int


def year_alone(text: str) -> list[WrittenDate]:
    """The year that is all of `text`."""
    match = re.fullmatch(rf"\W*{YEAR}\W*", text)
    return [WrittenDate(match["year"], *match.span("year"))] if match else []


def dates_in(text: str, *, terse: bool = False) -> list[WrittenDate]:
    """The dates in `text`, in order; what is no day of a calendar is left out.

    Tersely written ones, "3.11.95" and "03/25", only where a word says that a date follows.

    >>> [date.value for date in dates_in("3 May 2011; 14 MAR 2019; Mehefin 2007; 3.11.95")]
    ['2011-05-03', '2019-03-14', '2007-06']
    >>> [date.value for date in dates_in("3.11.95 v1.2.14 03/25", terse=True)]
    ['1995-11-03', '2025-03']
    """
    found: list[WrittenDate] = []
    for pattern in (*_DATES, *(_TERSE if terse else ())):
        for match in pattern.finditer(text):
            if all(match.end() <= d.start or match.start() >= d.end for d in found):
                value = None if _is_number(text, match) else _value(match)
                if value:
                    found.append(WrittenDate(value, *match.span()))
    return sorted(found, key=lambda date: date.start)


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Whether what could be a date is the number of a version: "v1.2.14"."""
    before = text[: match.start()]
    return len(match["year"]) == len("14") and bool(_VERSION.search(before))


def _value(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTH_NUMBERS[month[:3]]
    day = int(parts.get("day") or 0)
    if not 1 <= number <= 12 or day > 31:
        return None
    year = parts["year"]
    if len(year) == 2:
        year = f"{'19' if int(year) > _LATEST else '20'}{year}"
    return f"{year}-{number:02}" + (f"-{day:02}" if day else "")
