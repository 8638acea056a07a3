"""What a date without a year, or a day without a month, is read against: where the story stands.

A narrative runs forward. What it tells at the head of a sentence, or first in a paragraph, moves
it; a date in passing ("a caution from 2017", "born in 1984", "since 2003") does not.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

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
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:early\s+|late\s+|mid-?\s?)?$", re.IGNORECASE)
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

    `near` is the date told last, with the `precision` it was told in; `first` and `last` bound the
    chapter, where its heading does; `stated` are the days that the document prints with their
    years. `year` was told alone, so that what follows is not before it; `paragraph_begins` until a
    date of the paragraph has moved the story.
    """

    near: date | None = None
    first: date | None = None
    last: date | None = None
    stated: frozenset[date] = frozenset()
    precision: Precision = Precision.DAY
    year: int | None = None
    paragraph_begins: bool = True

    def after(self, text: str, mention: Mention) -> "Story":
        """The story once `text` has told `mention`."""
        if mention.first is None or not self._is_moved_by(text[: mention.start], mention):
            return self
        alone = mention.precision is Precision.YEAR
        return replace(
            self,
            near=date(mention.first.year, 7, 1) if alone else mention.first,
            precision=mention.precision,
            year=mention.first.year if alone else None if mention.year_stated else self.year,
            paragraph_begins=False,
        )

    def _is_moved_by(self, before: str, mention: Mention) -> bool:
        """Whether a date moves the story; `before` are the words of its text that precede it."""
        if mention.first is None or not mention.year_stated:
            return True
        leads = bool(_LEADS.fullmatch(before))
        passing = bool(_PASSING.search(before))
        if mention.precision is Precision.YEAR:
            ahead = self.near is None or mention.first.year >= self.near.year
            first = ahead and self.paragraph_begins and not passing
            return (leads or first) and not _SINCE.search(before)
        far = self.near is not None and abs(mention.first - self.near) > _FAR
        return leads or not far or not (passing or _HAD.search(before))

    def year_of(
        self, month: int, day: int, weekday: str | None = None, *, later: bool = False
    ) -> int | None:
        """The year of a day that is printed without one; None where nothing is told before it.

        The nearest to what was told last, farther back counting more than farther ahead; but on
        `weekday`, `later` than the last, in a year told alone or after it, a day printed elsewhere
        with its year, and within the chapter's bounds, wherever one is.
        """
        if self.near is None:
            return None
        near = self.near

        def cost(year: int) -> tuple[bool, bool, bool, bool, bool, float]:
            then = date(year, month, max(1, min(day, monthrange(year, month)[1])))
            off = weekday is not None and WEEKDAYS[then.weekday()] != weekday
            outside = bool((self.first and then < self.first) or (self.last and then > self.last))
            days = (then - near).days
            new = then not in self.stated
            distance = days if days >= 0 else -_BACK * days
            return off, later and days < 0, self._is_another_year(year), new, outside, distance

        return min((near.year + step for step in _NEAR_YEARS), key=cost)

    def _is_another_year(self, year: int) -> bool:
        if self.year is None:
            return False
        return year != self.year if self.precision is Precision.YEAR else year < self.year

    def month_of(self, day: int) -> date | None:
        """The date of a day that is printed without its month; None where no month was told last.

        That day of the month told last, or of the next one where that is nearer.
        """
        if self.near is None or self.precision not in (Precision.DAY, Precision.MONTH):
            return None
        back = self.near.day - day
        past = self.precision is Precision.DAY and _BACK * back > _MONTH_DAYS - back
        year, month = divmod(self.near.year * 12 + self.near.month - 1 + past, 12)
        return date(year, month + 1, day) if day <= monthrange(year, month + 1)[1] else None
