"""Months, seasons and the days that have names: `Boxing Day`, `Easter Monday`, `the Lent term`."""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kb.story import Precision

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}

_LISTS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "feasts.toml").read_text(encoding="utf-8")
)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").replace("-", " ").split())


_KNOWN = {_plain(name): (kind, value) for kind, of in _LISTS.items() for name, value in of.items()}
FEASTS = tuple(name for of in _LISTS.values() for name in of)
"""The names of days and times of the year, as they are usually printed."""


def feast(name: str, year: int) -> tuple[date, date, Precision]:
    """The days of a feast or term in `year`, and how exactly they are known.

    >>> feast("Good Friday", 2012)[0], feast("August bank holiday Monday", 2020)[0]
    (datetime.date(2012, 4, 6), datetime.date(2020, 8, 31))
    """
    kind, value = _KNOWN[_plain(name)]
    if kind == "terms":
        return *season(value, year), Precision.SEASON
    if kind == "months":
        month = value if 1 <= value <= 12 else (_easter(year) + timedelta(days=value)).month
        return date(year, month, 1), month_end(year, month), Precision.MONTH
    if kind == "days":
        day = date.fromisoformat(f"{year}-{value}")
    elif kind == "from_easter":
        day = _easter(year) + timedelta(days=value)
    else:
        day = _nth_weekday(year, *value)
    return day, day, Precision.DAY


def season(name: str, year: int) -> tuple[date, date]:
    """The first and last day of a season; winter ends in the year after."""
    first, last = SEASONS[name.lower()]
    return date(year, first, 1), month_end(year + (last < first), last)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    days = [date(year, month, day) for day in range(1, month_end(year, month).day + 1)]
    found = [day for day in days if day.weekday() == weekday]
    return found[nth - 1] if nth > 0 else found[nth]
