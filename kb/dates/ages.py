"""Ages and birthdays, which are dates where the birth is known."""

import re
from datetime import date, timedelta

from kb.dates.calendar import month_end
from kb.dates.forms import DAY_WORDS, either
from kb.story import Mention, Precision
from kb.words import NUMBER_WORDS

_NUM = rf"(?P<n>\d{{1,2}}|{either(NUMBER_WORDS)})"
_ABOUT = r"(?:(?:just|only|about|around|nearly|almost)\s+)*"
_NO_PREGNANCY = r"(?!\s+(?:pregnant|gestation|of\s+pregnancy|later|after|before|premature|early))"
_AGE = re.compile(
    rf"\b(?:aged|at\s+(?:the\s+age\s+of|age)|when\s+\w+\s+(?:was|were))\s+"
    rf"{_ABOUT}{_NUM}[\s-](?P<unit>day|week|month|year)s?(?:[\s-](?:old|of\s+age))?\b{_NO_PREGNANCY}|"
    rf"\bat\s+{_ABOUT}{_NUM.replace('<n>', '<n2>')}\s+(?P<unit2>month)s?\b"
    rf"(?:\s+(?:old|of\s+age)\b)?{_NO_PREGNANCY}",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"(?<!\band\s)\b{_NUM}[\s-](?P<unit>day|week|month)s?[\s-](?:old|of\s+age)\b", re.IGNORECASE
)
_BIRTHDAY = re.compile(
    rf"\b(?P<nth>{either(DAY_WORDS)}|\d{{1,2}}(?:st|nd|rd|th))\s+birthday\b", re.IGNORECASE
)
_DESCRIBES = re.compile(r"aged\b.*\byears?\b", re.IGNORECASE)  # says who somebody is, not when
_UNIT_DAYS = {"day": 1, "week": 7}


def find_ages(text: str, born: date | None) -> list[Mention]:
    """Ages in `text`; one of days, weeks or months becomes a date where `born` is known.

    An age in years may be anybody's, so it stays an age. Months are told roughly: they are the
    month in which they end.

    >>> find_ages("Aged eight weeks he was weighed.", date(2009, 1, 1))[0].first
    datetime.date(2009, 2, 26)
    """
    matches = [m for pattern in (_AGE, _OLD) for m in pattern.finditer(text)]
    ages = [_age(m, born) for m in matches if not _DESCRIBES.match(m[0])]
    found: list[Mention] = []
    for age in sorted([*ages, *_birthdays(text, born)], key=lambda age: (age.start, -age.end)):
        if not found or age.start >= found[-1].end:
            found.append(age)
    return found


def _birthdays(text: str, born: date | None) -> list[Mention]:
    found = []
    for match in _BIRTHDAY.finditer(text) if born else ():
        digits = re.match(r"\d+", match["nth"])
        nth = int(digits[0]) if digits else DAY_WORDS["-".join(match["nth"].lower().split())]
        if born:
            day = born.replace(
                year=born.year + nth, day=min(born.day, 28 if born.month == 2 else 31)
            )
            found.append(Mention(*match.span(), day, day, Precision.DAY, year_stated=False))
    return found


def _age(match: re.Match[str], born: date | None) -> Mention:
    groups = match.groupdict()
    n = (groups["n"] or groups["n2"]).lower()
    count = int(n) if n.isdigit() else NUMBER_WORDS["-".join(re.split(r"[\s-]+", n))]
    unit = (groups["unit"] or groups["unit2"]).lower()
    if born is None or unit == "year":
        return Mention(match.start(), match.end(), None, None, Precision.AGE)
    if unit in _UNIT_DAYS:
        first = born + timedelta(days=_UNIT_DAYS[unit] * count)
        last = first + timedelta(days=_UNIT_DAYS[unit] - 1)
        precision = Precision.DAY if unit == "day" else Precision.WEEK
        return Mention(*match.span(), first, last, precision, year_stated=False)
    year, month = divmod(born.year * 12 + born.month - 1 + count, 12)
    return Mention(
        match.start(),
        match.end(),
        date(year, month + 1, 1),
        month_end(year, month + 1),
        Precision.MONTH,
        year_stated=False,
    )
