"""What a date without a year, or a day without a month, is read against: where the story stands.

A narrative runs forward. What it tells at the head of a sentence, or first in a paragraph, moves
it; a date in passing ("a caution from 2017", "born in 1984", "since 2003") does not.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kb.words import MONTHS

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_NEAR_YEARS = (-1, 0, 1)
_BACK = 1.5  # how much farther a day back in the story counts than a day ahead
_MONTH_DAYS = 30
_FAR = timedelta(days=366)
_LEADS = re.compile(
    r"(?:\W|\d|\b(?:and|but|then|also|later|again|early|earlier|late|mid|in|on|by|at|during|over|upon|"
    r"throughout|from|between|towards?|around|about|the|that|year|month|start|end|beginning|middle|"
    r"course|first|last|next|following|half|part|of|it|was|not|until|before|after|morning|afternoon|"
    r"evening|night|weekend|week|day)\b)*",
    re.IGNORECASE,
)
_HAD = re.compile(r"\b(?:had|who|which)\b", re.IGNORECASE)
_MONTHS = [month[:3] for month in MONTHS]
_AFTERWARDS = 14  # days after its own date that a paper may still tell of, in a note
_NEAR_BY = 60  # characters before a date in which "had" puts it back
_BORN = re.compile(r"\bborn\b.{0,40}$", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|last|previous|preceding)\s+(?:early\s+|late\s+|mid-?\s?)?$", re.IGNORECASE
)
_PASSING = re.compile(
    r"\b(?:until|till|date\s+of\s+birth(?:\W+(?:was|is|of))?|born(?:\s+(?:on|in))?|from|dat(?:ed|ing)(?:\s+(?:from|back\s+to))?|"
    r"back\s+(?:to|as\s+far\s+as)|ago\s+as|far\s+back\s+as|"
    r"(?:cautions?|convictions?|offences?|orders?|letters?|records?|notes?|entr(?:y|ies)|reports?|"
    r"reviews?|inspections?|polic(?:y|ies)|protocols?|plans?|assessments?|minutes|referrals?|"
    r"e-?mails?|forms?)\s+(?:of|from|in))\s+(?:(?:in|on|early|late|the)\s+)*$",
    re.IGNORECASE,
)


class Precision(StrEnum):
    """How exactly a date is told; AGE is an age whose date is not known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or age at characters `start` to `end` of a text.

    It lies between `first` and `last`, both included; None where it cannot be told. `faults` says
    what is wrong with it in words, and `year_stated` whether its year is printed.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    year_stated: bool = True
    faults: tuple[str, ...] = ()

    def words(self, text: str) -> str:
        """The date as printed."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Story:
    """Where the story stands.

    `near` is the date told last, with the `precision` it was told in, and `last_day` where a period
    ends; `first` and `last` bound the chapter, where its heading does; `stated` are the days that
    the document prints with their years; `written` is the day that it bears itself, and `start`
    what is told first is read against. `heard` is the date told last though it moved nothing: what
    "that year" means; `told` are all days told so far. `year` was told
    alone, so that what follows is not before it; `paragraph_begins` until a date of the paragraph
    has moved the story.
    """

    near: date | None = None
    first: date | None = None
    last: date | None = None
    stated: frozenset[date] = frozenset()
    precision: Precision = Precision.DAY
    year: int | None = None
    paragraph_begins: bool = True
    written: date | None = None
    last_day: date | None = None
    start: date | None = None
    heard: date | None = None
    told: frozenset[date] = frozenset()

    def after(self, text: str, mention: Mention) -> "Story":
        """The story once `text` has told `mention`."""
        if mention.first is None:
            return self
        exact = mention.precision is Precision.DAY
        told = self.told | {mention.first} if exact else self.told
        if not self._is_moved_by(text[: mention.start], mention):
            return replace(self, heard=mention.first, told=told)
        alone = mention.precision is Precision.YEAR
        return replace(
            self,
            near=date(mention.first.year, 7, 1) if alone else mention.first,
            last_day=mention.last,
            heard=mention.first,
            told=told,
            precision=mention.precision,
            year=mention.first.year if alone else None if mention.year_stated else self.year,
            paragraph_begins=False,
        )

    @property
    def is_at_a_day(self) -> bool:
        """Whether the date told last is a day, from which others can be counted."""
        return self.near is not None and self.precision is Precision.DAY

    def _is_moved_by(self, before: str, mention: Mention) -> bool:
        """Whether a date moves the story; `before` are the words of its text that precede it."""
        if mention.first is None or not mention.year_stated:
            return not _SINCE.search(before)
        leads = bool(_LEADS.fullmatch(before))
        passing = bool(_PASSING.search(before))
        if mention.precision is Precision.YEAR:
            ahead = self.near is None or mention.first.year >= self.near.year
            first = ahead and self.paragraph_begins and not passing
            return (leads or first) and not _SINCE.search(before)
        if mention.precision in (Precision.DAY, Precision.MONTH) and self.paragraph_begins:
            leads = leads or not passing or bool(_BORN.search(before))
        far = self.near is not None and abs(mention.first - self.near) > _FAR
        back = self.near is not None and mention.first < self.near
        aside = (far or back) and bool(_HAD.search(before[-_NEAR_BY:]))
        return leads or not (aside or (far and passing))

    def year_of(
        self,
        month: int,
        day: int,
        weekday: str | None = None,
        *,
        later: bool = False,
        deictic: str | None = None,
        since: bool = False,
    ) -> int | None:
        """The year of a day that is printed without one; None where nothing is told before it.

        The nearest to what was told last, farther back counting more than farther ahead; but on
        `weekday`, `later` than the last, in a year told alone or after it, a day printed elsewhere
        with its year, and within the chapter's bounds, wherever one is. `deictic` is "this" or
        "last", counted from when the document was written; `since` says that it lies behind.
        """
        if deictic and self.written:
            then = _clamped(self.written.year, month, day)
            return self.written.year - (deictic == "last" and then >= self.written)
        near = self.near or self.start
        if near is None:
            return None
        in_bounds = not self._is_outside(near)

        def cost(year: int) -> tuple[bool, bool, bool, bool, bool, float]:
            then = _clamped(year, month, day)
            off = weekday is not None and WEEKDAYS[then.weekday()] != weekday
            wrong_way = (later and then < near) or (since and then > near)
            outside = in_bounds and self._is_outside(then)
            days = (then - near).days
            new = then not in self.stated
            distance = days if days >= 0 else -_BACK * days
            too_late = self.written is not None and (then - self.written).days > _AFTERWARDS
            return off, wrong_way or too_late, self._is_another_year(year), new, outside, distance

        return min((near.year + step for step in _NEAR_YEARS), key=cost)

    def year_told_of(self, month: int, day: int) -> int | None:
        """The last year in which this day has been told of already."""
        years = [then.year for then in self.told if (then.month, then.day) == (month, day)]
        return max(years, default=None)

    def _is_outside(self, day: date) -> bool:
        return bool((self.first and day < self.first) or (self.last and day > self.last))

    def _is_another_year(self, year: int) -> bool:
        if self.year is None:
            return False
        return year != self.year if self.precision is Precision.YEAR else year < self.year

    def last_year_of(self, said: str) -> int | None:
        """The year of "5th January last": the last one before the document was written."""
        month = next((i for i, name in enumerate(_MONTHS, 1) if name in said), None)
        if self.written is None or month is None:
            return month and self.year_of(month, 15)
        return self.written.year - (month > self.written.month)

    def month_of(
        self, day: int, weekday: str | None = None, months: int | None = None
    ) -> date | None:
        """The date of a day that is printed without its month; None where no month was told last.

        That day of the month told last, or of the next one where that is nearer, or where it falls
        on `weekday`; or `months` after the month told last, where the text says so.
        """
        if self.near is None or self.precision not in (Precision.DAY, Precision.MONTH):
            return None
        back = self.near.day - day
        past = self.precision is Precision.DAY and _BACK * back > _MONTH_DAYS - back
        if months is not None:
            return _day_of(self.near, months, day)
        found = _day_of(self.near, int(past), day)
        if weekday and found and not _is_on(found, weekday):
            others = [_day_of(self.near, step, day) for step in (0, 1, -1)]
            found = next((other for other in others if other and _is_on(other, weekday)), found)
        return found


def _is_on(day: date, weekday: str) -> bool:
    return WEEKDAYS[day.weekday()][:3] == weekday[:3].capitalize()


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, max(1, min(day, monthrange(year, month)[1])))


def _day_of(near: date, months: int, day: int) -> date | None:
    year, month = divmod(near.year * 12 + near.month - 1 + months, 12)
    return date(year, month + 1, day) if 0 < day <= monthrange(year, month + 1)[1] else None
