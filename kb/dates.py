"""Dates as British reports print them: `3 August 2007`, `12/11/08`, `June 2010`, `summer of 2008`.

A date without a year takes the year that brings it nearest to the date told before it. The year of
an Act or of guidance is no date.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from kb.story import WEEKDAYS, Mention, Precision, Story
from kb.words import NUMBER_WORDS

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 2),
    "Christmas": (12, 12),
}
_DAYS = {
    word: day
    for day, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
            "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
            "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        1,
    )
}
_UNIT_DAYS = {"day": 1, "week": 7}


_MONTH = "(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" if m != "May" else "May" for m in MONTHS) + ")"
_YEAR = r"(?:18|19|20)\d\d"
_NTH = r"(?:\s?(?:st|nd|rd|th)\b)?"  # a raised "th" may come off a page with a space
_LEAD = (
    r"(?i:in|on|by|since|until|till|from|during|before|after|between|to|and|over|through|of|that)"
)
_SOME = r"(?:early|late|mid-?|that|the|last|this|(?P<after>following|next)|previous)"


def _either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first; a space may stand for a hyphen."""
    return "|".join(sorted(words, key=len, reverse=True)).replace("-", r"[\s-]")


_DAY_WORD = _either(_DAYS)
_DATED_WORD = _either(word for word, day in _DAYS.items() if day > 5)  # "the second" may be a visit
_AS_A_DAY = (
    r"(?=\s*(?:[.;:)]|,(?!\s+(?:and\s+)?(?:the\s+)?\w+(?:st|nd|rd|th)\b))|"
    r"\s+(?:(?i:he|she|they|it|we|i|the|an?|his|her|their|its|both|no|nobody|someone|when|by|at|a)\b|"
    rf"(?!{_MONTH}\b)[A-Z]))"
)
_PATTERN = re.compile(
    rf"""
    \b(?P<w_day>(?i:{_DAY_WORD}))\s+of\s+(?P<w_month>{_MONTH})\b(?:,?\s+(?P<w_year>{_YEAR})\b)?
    | \b(?i:on|by|of|until|from)\s+(?:(?P<l_weekday>{"|".join(WEEKDAYS)})\s+)?the\s+
      (?P<l_day>(?i:{_DATED_WORD})|\d{{1,2}}(?:st|nd|rd|th))\b{_AS_A_DAY}
    | (?:(?P<weekday>{"|".join(WEEKDAYS)}),?\s+(?:the\s+)?)?
    (?:(?P<sooner>\d{{1,2}}){_NTH}\s*(?:and|to|or|&|-|–)\s*)?
    \b(?P<day>\d{{1,2}}){_NTH}(?:\s+of)?\s+(?P<month>{_MONTH})\b(?:\.?,?\s+(?P<year>{_YEAR})\b)?
    | \b(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}}){_NTH},?\s+(?P<us_year>{_YEAR})\b
    | (?<![\d./])(?P<n_day>\d{{1,2}})(?P<mark>[/.])(?P<n_month>\d{{1,2}})(?P=mark)
      (?P<n_year>{_YEAR}|\d\d)(?![\d/]|\.\d)
    | \b(?P<m_month>{_MONTH})\b(?:\s+of)?,?\s+(?P<m_year>{_YEAR})\b
    | \b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|Christmas)(?:\s+of|\s+in|,)?\s+
      (?P<s_year>{_YEAR})(?:\s?[-–/]\s?\d{{2,4}})?\b
    | \b{_LEAD}\s+(?:{_SOME}\s+)*
      (?:(?P<o_month>{"|".join(MONTHS)})|(?P<o_season>spring|summer|autumn|winter|Christmas))\b
      (?!,?\s+(?:of\s+|in\s+)?\d)
    | \b(?i:in|since|during|until|till|from|before|after|between|and|to|by|
      (?:course|end|start|beginning)\s+of)\s+(?:early\s+|late\s+|mid-?\s?)?(?P<o_year>{_YEAR})\b(?!\s*[-–/]\s*\d)
    """,
    re.VERBOSE,
)
_NUM = rf"(?P<n>\d{{1,2}}|{_either(NUMBER_WORDS)})"
_AGE = re.compile(
    rf"\b(?:aged|at\s+(?:the\s+age\s+of|age)|when\s+\w+\s+(?:was|were))\s+"
    rf"(?:(?:just|only|about|around|nearly|almost)\s+)*{_NUM}[\s-](?P<unit>day|week|month|year)s?"
    rf"(?:[\s-](?:old|of\s+age))?\b(?!\s+(?:pregnant|gestation|of\s+pregnancy|later|after|before))",
    re.IGNORECASE,
)
_OLD = re.compile(rf"\b{_NUM}[\s-](?P<unit>day|week|month)s?[\s-](?:old|of\s+age)\b", re.IGNORECASE)
_DESCRIBES = re.compile(r"aged\b.*\byears?\b", re.IGNORECASE)  # says who somebody is, not when
_LAW = re.compile(
    r"(?:\b(?:Act|Acts|Regulations?|Order|Rules|Together|Convention|Code|Measure)\W*(?:of|in)?\s*|"
    r"\b(?:guidance|edition|handbook|standards?|manual|policy|protocol|framework|procedures?|"
    r"criteria|strategy|census)\s+(?:of|in|from|dated)\s+|\bplans?\s+for\s+(?:\d{4}\s*)?)$",
    re.IGNORECASE,
)
_OF_LAW = re.compile(
    r"\s*\)?\s*(?:Act|Regulations?|Order|Rules|edition|guidance|version|Code|White Paper)\b"
)


def find_dates(text: str, story: Story) -> list[Mention]:
    """The dates in `text`, in order; `story` gives a year to those that have none.

    >>> [m.first.isoformat() for m in find_dates("On 3 May, and 4/11/09.", Story(date(2009, 1, 1)))]
    ['2009-05-03', '2009-11-04']
    """
    found: list[Mention] = []
    for match in _PATTERN.finditer(text):
        # a year that precedes an Act is the Act's; "the 2014 Act", "Working Together 2013"
        if _LAW.search(text[: match.start()]) or _OF_LAW.match(text[match.end() :]):
            continue
        for mention in _read(match, story):
            found.append(mention)
            story = story.after(text, mention)
    return _with_shared_years(text, found)


def find_ages(text: str, born: date | None) -> list[Mention]:
    """Ages in `text`; one of days, weeks or months becomes a date where `born` is known.

    An age in years may be anybody's, so it stays an age.

    >>> find_ages("Aged eight weeks he was weighed.", date(2009, 1, 1))[0].first
    datetime.date(2009, 2, 26)
    """
    matches = {m.end(): m for pattern in (_OLD, _AGE) for m in pattern.finditer(text)}
    return [_age(m, born) for _, m in sorted(matches.items()) if not _DESCRIBES.match(m[0])]


def _age(match: re.Match[str], born: date | None) -> Mention:
    n = match["n"].lower()
    count = int(n) if n.isdigit() else NUMBER_WORDS["-".join(n.split())]
    unit = match["unit"].lower()
    if born is None or unit == "year":
        return Mention(match.start(), match.end(), None, None, Precision.AGE)
    if unit in _UNIT_DAYS:
        first = born + timedelta(days=count * _UNIT_DAYS[unit])
        return Mention(
            match.start(),
            match.end(),
            first,
            first + timedelta(_UNIT_DAYS[unit] - 1),
            Precision.DAY if unit == "day" else Precision.WEEK,
        )
    year, month = divmod(born.year * 12 + born.month - 1 + count, 12)
    first = date(year, month + 1, min(born.day, monthrange(year, month + 1)[1]))
    return Mention(match.start(), match.end(), first, first + timedelta(29), Precision.MONTH)


def _read(match: re.Match[str], story: Story) -> Iterator[Mention]:
    """The mentions of one match: two where two days share a month, none where no year is known."""
    part = match.groupdict()
    start = max(
        match.start(), *(match.start(name) for name in ("o_month", "o_season", "o_year", "l_day"))
    )
    if part["l_day"] or part["w_day"]:
        yield from _in_words(match, start, story)
    elif part["day"] or part["us_day"] or part["n_day"]:
        month = _month(part["month"] or part["us_month"] or part["n_month"])
        year = _year(part["year"] or part["us_year"] or part["n_year"])
        for day in filter(None, (part["sooner"], part["day"] or part["us_day"] or part["n_day"])):
            if month is not None:
                weekday = part["weekday"] if day is not part["day"] or not part["sooner"] else None
                yield _day(match, (year, month, int(day)), weekday, story)
    elif part["o_season"] and re.match(r"(?:before|after)\b", match[0], re.IGNORECASE):
        return  # "after Christmas" is no date
    elif part["m_month"] or part["o_month"]:
        month = _month(part["m_month"] or part["o_month"]) or 1
        year = _year(part["m_year"])
        known = year or story.year_of(month, 15, later=bool(part["after"]))
        yield Mention(
            start,
            match.end(),
            date(known, month, 1) if known else None,
            _month_end(known, month) if known else None,
            Precision.MONTH,
            year is not None,
        )
    elif part["season"] or part["o_season"]:
        name = part["season"] or part["o_season"]
        months = _SEASONS.get(name) or _SEASONS[name.lower()]
        year = _year(part["s_year"])
        known = year or story.year_of(months[0], 15, later=bool(part["after"]))
        if known:
            last = _month_end(known + (months[1] < months[0]), months[1])
            yield Mention(
                start,
                match.end(),
                date(known, months[0], 1),
                last,
                Precision.SEASON,
                year is not None,
            )
    else:
        year = int(part["o_year"])
        yield Mention(start, match.end(), date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _in_words(match: re.Match[str], start: int, story: Story) -> Iterator[Mention]:
    """A day told without figures for its month: "on the 29th", "the third of May"."""
    part = match.groupdict()
    if part["w_day"]:
        asked = (_year(part["w_year"]), _month(part["w_month"]) or 1, _day_number(part["w_day"]))
        yield _day(match, asked, None, story)
    elif found := story.month_of(_day_number(part["l_day"])):
        yield Mention(start, match.end(), found, found, Precision.DAY, year_stated=False)


def _day(
    match: re.Match[str], asked: tuple[int | None, int, int], weekday: str | None, story: Story
) -> Mention:
    year, month, day = asked
    known = year or story.year_of(month, day, weekday)
    plain = Mention(match.start(), match.end(), None, None, Precision.DAY, year is not None)
    if known is None:
        return plain
    if not 1 <= day <= monthrange(known, month)[1]:
        said = f"{MONTHS[month - 1]} {known} has {monthrange(known, month)[1]} days, not {day}"
        return replace(
            plain,
            first=date(known, month, 1),
            last=_month_end(known, month),
            precision=Precision.MONTH,
            faults=(said,),
        )
    found = date(known, month, day)
    faults: tuple[str, ...] = ()
    if weekday and WEEKDAYS[found.weekday()] != weekday:
        faults = (
            f"{day} {MONTHS[month - 1]} {known} was a {WEEKDAYS[found.weekday()]}, not a {weekday}",
        )
    return replace(plain, first=found, last=found, faults=faults)


def _with_shared_years(text: str, found: list[Mention]) -> list[Mention]:
    """`from 22 September to 3 October 2008`: the first date takes the year of the second."""
    for i in range(len(found) - 2, -1, -1):
        one, other = found[i], found[i + 1]
        between = text[one.end : other.start]
        joined = re.fullmatch(r"\s*(?:,|and|to|or|–|-|until|till)*\s*(?:on\s+)?", between)
        if one.year_stated or not other.year_stated or not joined or not other.first:
            continue
        year = other.first.year
        if one.first and one.last:
            moved = one.first.replace(year=year) if one.first.day < 29 else one.first
            if moved > other.first:
                moved = moved.replace(year=year - 1)
            span = one.last - one.first
            found[i] = replace(one, first=moved, last=moved + span)
        elif one.first is None:
            again = find_dates(f"in {one.words(text)}", Story(other.first))
            if again and again[0].first:
                found[i] = replace(again[0], start=one.start, end=one.end)
    return found


def _day_number(words: str) -> int:
    """The day of "29th" or "twenty-ninth"."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else _DAYS["-".join(words.lower().replace("-", " ").split())]


def _month(name: str | None) -> int | None:
    """The number of a month from its name, its first letters or digits."""
    if name is None:
        return None
    if name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else None
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _year(digits: str | None) -> int | None:
    """A year from two or four digits; of two, the one nearest below 2050."""
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
