"""Years of publication that a question states as a condition: "2012-16", "the noughties". Pure.

Years of an Act, of guidance or of what befell somebody set none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kb.planning.asked_statement import is_said
from kb.planning.asked_types import UNIT
from kb.word_lists import WordLists
from kb.words import NUMBER_WORDS

OPEN = 9999
"""The last year of a period that is open; its negative is the first."""

_WORDS = WordLists.of_files("planning/asked_years.toml")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(
    _WORDS.spelled_out(
        r"(?:(?P<part>early|mid|late)[\s-]+)?(?:the\s+)?"
        r"(?:(?P<figures>(?:(?:19|20)|['’])?\d0)['’]?s|(?P<word>{decade_word}))"
    ),
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    _WORDS.spelled_out(r"^(?:the\s+)?(?:year\s+)?(?:{time_of_year}\s+(?:of\s+)?)?(?=\d)"),
    re.IGNORECASE,
)
_PARTS_OF_DECADES = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_DECADES_BY_WORD = {
    "noughties": 2000, "twenty-tens": 2010, "tens": 2010, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990, "fifties": 1950, "twenty-twenties": 2020,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """The years from `first` to `last`, and the words of the question that state them."""

    first: int
    last: int
    said: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to state a period; `of` makes it of what the groups of the pattern hold.

    One that is `relative` counts from this year.
    """

    pattern: re.Pattern[str]
    of: Callable[[re.Match[str], int], tuple[int, int]]
    relative: bool = False


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_WORDS.spelled_out(rf"(?<![\w/£.]){pattern}(?![\w/]|-\d)"), re.IGNORECASE)


def _years(text: str) -> tuple[int, int]:
    """The first and last year of "2012", "the late 1990s", "the noughties"."""
    text = _BEFORE_YEAR.sub("", text)
    if _YEAR.fullmatch(text):
        return int(text), int(text)
    match = _DECADE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no year or decade")
    if match["figures"]:
        figures = match["figures"].strip("'’")
        start = int(figures) if len(figures) == 4 else _century(int(figures)) + int(figures)
    else:
        start = _DECADES_BY_WORD[match["word"].lower().replace(" ", "-")]
    low, high = _PARTS_OF_DECADES.get((match["part"] or "").lower(), (0, 9))
    return start + low, start + high


def _is_month(text: str) -> bool:
    """Whether a month stands before the year, so that some of the year is before and after it."""
    return bool(
        re.search(r"[a-z]{3,}\s+(?:of\s+)?\d{4}$", re.sub(r"\byear\b", "", text), re.IGNORECASE)
    )


def _last_before(text: str) -> int:
    return _years(text)[0] - (not _is_month(text))


def _first_after(text: str) -> int:
    return _years(text)[1] + (not _is_month(text))


def _century(year: int) -> int:
    return 1900 if year >= 40 else 2000


def _to_short(match: re.Match[str], this_year: int) -> tuple[int, int]:
    first, last = int(match["a"]), int(match["b"])
    last += first - first % 100
    return first, last if last > first else last + 100


def _recent(match: re.Match[str], this_year: int) -> tuple[int, int]:
    words = re.split(r"[\s-]+", match["n"].lower()) if match["n"] else []
    known = (int(w) if w.isdigit() else NUMBER_WORDS.get(w) for w in words)
    n = next((number for number in known if number), 2 if "couple" in words else 1)
    return this_year - n * (10 if match["unit"].lower().startswith("decade") else 1), OPEN


_FORMS = (
    _Form(_compiled(r"between\s+(?:the\s+)?(?P<a>{when})\s+and\s+(?:the\s+)?(?P<b>{when})"),
          lambda m, _: (_years(m["a"])[0], _years(m["b"])[1])),
    _Form(_compiled(r"{from}(?P<a>{when}){to}(?P<b>{when})"),
          lambda m, _: (_years(m["a"])[0], _years(m["b"])[1])),
    _Form(_compiled(r"{from}(?P<a>{year})\s*(?:-|–|—|/|to\s)\s*['’]?(?P<b>\d\d)"), _to_short),
    _Form(_compiled(r"{from}(?P<a>{when}){until_now}"), lambda m, _: (_years(m["a"])[0], OPEN)),
    _Form(_compiled(r"{not_before}[\s-]*(?P<a>{when})"), lambda m, _: (_years(m["a"])[0], OPEN)),
    _Form(_compiled(r"{not_after}[\s-]*(?P<a>{when})"), lambda m, _: (-OPEN, _years(m["a"])[1])),
    _Form(_compiled(r"{before}[\s-]*(?P<a>{when})"), lambda m, _: (-OPEN, _last_before(m["a"]))),
    _Form(_compiled(r"{until}[\s-]*(?P<a>{when})"), lambda m, _: (-OPEN, _years(m["a"])[1])),
    _Form(_compiled(r"{after}[\s-]*(?P<a>{when})"), lambda m, _: (_first_after(m["a"]), OPEN)),
    _Form(_compiled(r"{since}\s+(?P<a>{when})"), lambda m, _: (_years(m["a"])[0], OPEN)),
    _Form(_compiled(r"{from}(?P<a>{when}){or_later}"), lambda m, _: (_years(m["a"])[0], OPEN)),
    _Form(_compiled(r"{from}(?P<a>{when}){or_earlier}"), lambda m, _: (-OPEN, _years(m["a"])[1])),
    _Form(_compiled(r"(?<!the )last year(?! of)"), lambda _, year: (year - 1, year - 1),
          relative=True),
    _Form(_compiled(r"{recent}(?:\s+(?P<n>{number}))?\s+(?P<unit>years?|yrs?|decades?){not_theirs}"),
          _recent, relative=True),
    _Form(_compiled(r"this year"), lambda _, year: (year, year), relative=True),
    _Form(_compiled(r"(?P<a>{when})"), lambda m, _: _years(m["a"])),
)  # fmt: skip
_LIST = re.compile(r"\s*(?:,|,?\s(?:and|or)|&|/)\s*(?:in\s+|from\s+)?", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    r"(?:(?<!^)\b(?!(?:In|Of|From|Since|After|Before|Between|Until|During|By|Published|Post|Pre|For|Dated|To|On|Years?)\b)[A-Z][\w’']+|\))\s+\(?$"
)
_LAW_BEFORE = re.compile(_WORDS.spelled_out(r"\b{law}\s+\(?$"), re.IGNORECASE)
_LAW_AFTER = re.compile(_WORDS.spelled_out(r"\s+(?:\w+\s+)?{law}\b"), re.IGNORECASE)
_MONTH_BEFORE = re.compile(_WORDS.spelled_out(r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?{time_of_year}\s+$"))
_PERSONS = re.compile(r"\b(?:his|her|their|my|our)\s+(?:early |mid-?|late )?$", re.IGNORECASE)


def asked_periods(text: str, of_papers: bool, today: date | None) -> list[Period]:
    """The periods of which one must be met; several where years are listed ("2012 and 2014").

    Of a question `of_papers`, years within what these must say are none of theirs. Without `today`,
    "the last five years" are not read.

    >>> [(p.first, p.last) for p in asked_periods("SCRs, 2012-16", True, None)]
    [(2012, 2016)]
    """
    this_year = today.year if today else 0
    for form in _FORMS:
        if form.relative and not this_year:
            continue
        for match in form.pattern.finditer(text):
            if form.relative or _is_condition(text, match, of_papers):
                found = Period(*form.of(match, this_year), match[0])
                return [found, *_listed(text, match.end(), form)]
    return []


def _listed(text: str, end: int, form: _Form) -> list[Period]:
    """Further years after the first one that is stated alone."""
    joint = _LIST.match(text, end) if form is _FORMS[-1] else None
    match = form.pattern.match(text, joint.end()) if joint else None
    if joint is None or match is None:
        return []
    period = Period(*form.of(match, 0), text[end : match.end()])
    return [period, *_listed(text, match.end(), form)]


def _is_condition(text: str, match: re.Match[str], of_papers: bool) -> bool:
    """Whether the years are those of papers, not of a law, a life or an event."""
    before = _MONTH_BEFORE.sub("", text[: match.start("a")])
    name = _NAME_BEFORE.search(before)
    named = bool(name) and not UNIT.search(before[name.start() :] if name else "")
    law = _LAW_BEFORE.search(before) or _LAW_AFTER.match(text, match.end())
    persons = _PERSONS.search(text[: match.start()])
    said = of_papers and is_said(text, match.start("a"), match.end())
    return not (named or law or persons or said)
