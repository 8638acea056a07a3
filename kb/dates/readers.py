"""How each form of a date is read: which days it means, where the story stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from kb.dates import forms
from kb.dates.calendar import SEASONS, feast, month_end, season
from kb.dates.days import dated_day, days_listed
from kb.dates.neighbours import bank_holiday, near_by, weekday_near
from kb.dates.years import year_printed, year_told
from kb.story import WEEKDAYS, Mention, Precision, Story
from kb.words import MONTHS

_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(WEEKDAYS)}),\s+(?:that\s+is,?\s+)?$")
_REFERS_BACK = re.compile(  # "the incident of 9 October" has been told before
    r"\b(?:incident|calls?|visits?|letter|note|entry|plan|conference|report|referral|minutes?|e-?mail|"
    r"record|decision|order|events?|injur(?:y|ies)|fall|bruise|assessment|form|fax|concern|disclosure)"
    r"\s+(?:of|on|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AS_A_PERIOD = re.compile(
    r"\b(?:between|(?:visit|inspection|hearing|conference|fieldwork|trial|seminar|weekend|inquest|"
    r"festival|course|event)(?:\s+\w+){0,4}\s+(?:on|of|over))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DEICTIC = re.compile(
    r"(?P<owned>['’]s\s+|\b(?:his|her|their|my|our|its|the)\s+)?\b(?P<which>last|this|next)\s+$",
    re.IGNORECASE,
)
Reader = Callable[[re.Match[str], Story], Iterator[Mention]]


def _days(match: re.Match[str], story: Story) -> Iterator[Mention]:
    month = _month(match["month"])
    groups = match.groupdict()
    weekday = groups.get("weekday") or groups.get("weekday_after")
    periods = days_listed(match["days"], between=_follows_between(match))
    known, stated = year_told(match, story)
    if known is None and _REFERS_BACK.search(match.string[: match.start("d")]):
        known = story.year_told_of(month, periods[0][0])
    for first, last in periods:
        one = dated_day(match, (known, month, first), weekday, story)
        one = replace(one, year_stated=stated)
        if last == first or one.first is None:
            yield one
        else:
            known = one.first.year
            other = dated_day(match, (known, month, last), None, story)
            yield replace(one, last=other.last, faults=(*one.faults, *other.faults))
        weekday = None
        known = one.first.year if one.first else known


def _follows_between(match: re.Match[str]) -> bool:
    """Whether "3 and 4 May" is one period: between them, or of one visit, hearing or weekend."""
    return bool(_AS_A_PERIOD.search(match.string[: match.start("d")]))


def _day_in_words(match: re.Match[str], story: Story) -> Iterator[Mention]:
    known, stated = year_told(match, story)
    day = forms.DAY_WORDS["-".join(match["nth"].lower().replace("-", " ").split())]
    yield replace(
        dated_day(match, (known, _month(match["month"]), day), None, story), year_stated=stated
    )


def _day_alone(match: re.Match[str], story: Story) -> Iterator[Mention]:
    """A day told without its month: "on the 29th", "the 4th of the following month"."""
    nth = re.sub(r"^the\s+", "", match["nth"])
    digits = re.match(r"\d+", nth)
    before = _WEEKDAY_BEFORE.search(match.string[: match.start("d")])
    named = "-".join(nth.lower().replace("-", " ").split())
    found = story.month_of(
        int(digits[0]) if digits else forms.DAY_WORDS[named],
        match["weekday"] or (before and before[1]),
        months=_months_on(match),
    )
    if found:
        yield _mention(match, found, found, Precision.DAY, stated=False)


def _months_on(match: re.Match[str]) -> int | None:
    said = (match["month_ref"] or "").strip().lower()
    if match["ult"] or said == "previous":
        return -1
    if said in ("following", "next"):
        return 1
    return 0 if re.search(r"month|inst", match["d"], re.IGNORECASE) else None


def _numeric(match: re.Match[str], story: Story) -> Iterator[Mention]:
    day, month = int(match["day"]), int(match["month"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return
    year = match.groupdict().get("year")
    one = dated_day(match, (year_printed(year) if year else None, month, day), None, story)
    since = match.groupdict().get("from")
    if since and one.first and 1 <= int(since) < day:
        before = one.first.replace(day=int(since))
        if match["sep"] in ("and", "&"):
            yield replace(one, first=before, last=before)
        else:
            one = replace(one, first=before)
    yield one


def _month_told(match: re.Match[str], story: Story) -> Iterator[Mention]:
    month = _month(match["month"])
    known, stated = year_told(match, story)
    yield _month_mention(match, known, month, stated=stated)


def _month_alone(match: re.Match[str], story: Story) -> Iterator[Mention]:
    month = _month(match["d"])
    known = story.year_of(
        month, 15, later=bool(match["after"]), deictic=_deictic(match), since=_is_since(match)
    )
    if _deictic(match) in ("next", "final"):
        return
    yield _month_mention(match, known, month, stated=False)


def _deictic(match: re.Match[str]) -> str | None:
    """Whether a month is "last" or "this" one, counted from when the paper was written.

    "His last summer" is not counted from anywhere.
    """
    said = _DEICTIC.search(match.string[: match.start("d")])
    if said is None:
        return None
    if said["owned"]:
        return "final" if said["which"].lower() == "last" else None
    return said["which"].lower()


def _is_since(match: re.Match[str]) -> bool:
    return match[0].lower().startswith("since") or bool(match.groupdict().get("prior"))


def _month_mention(match: re.Match[str], known: int | None, month: int, *, stated: bool) -> Mention:
    first = date(known, month, 1) if known else None
    last = month_end(known, month) if known else None
    return _mention(match, first, last, Precision.MONTH, stated=stated)


def _season(match: re.Match[str], story: Story) -> Iterator[Mention]:
    groups = match.groupdict()
    known, stated = year_told(match, story)
    if _deictic(match) in ("next", "final"):
        return
    if known is None:
        known = story.year_of(
            SEASONS[match["season"].lower()][0],
            15,
            later=bool(groups.get("after")),
            deictic=_deictic(match),
            since=_is_since(match),
        )
    if known:
        yield _mention(match, *season(match["season"], known), Precision.SEASON, stated=stated)


def _feast(match: re.Match[str], story: Story) -> Iterator[Mention]:
    known, stated = year_told(match, story)
    exact = feast(match["feast"], 2000)[2] is Precision.DAY
    lead = forms.FEAST_LEAD.search(match.string[: match.start("d")])
    if known is None and not (lead or (exact and story.near)):
        return
    if known is None:
        usual = feast(match["feast"], story.near.year if story.near else 2000)[0]
        known = story.year_of(
            usual.month,
            usual.day,
            later=bool(lead and lead["after"]),
            deictic=_deictic(match),
        )
    if known:
        first, last, precision = feast(match["feast"], known)
        yield _mention(match, first, last, precision, stated=stated)


def _bank_holiday(match: re.Match[str], story: Story) -> Iterator[Mention]:
    if found := bank_holiday(story):
        yield _mention(match, found, found, Precision.DAY, stated=False)


def _year_alone(match: re.Match[str], story: Story) -> Iterator[Mention]:
    year = int(match["year"])
    yield _mention(match, date(year, 1, 1), date(year, 12, 31), Precision.YEAR, stated=True)


def _quarter(match: re.Match[str], story: Story) -> Iterator[Mention]:
    words = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    year = int(match["year"])
    quarter = int(match["q"] or words[match["q_word"].lower()])
    if match["fiscal"]:  # the financial year begins in April
        year, quarter = year + quarter // 4, quarter % 4 + 1
    first = date(year, 3 * quarter - 2, 1)
    yield _mention(match, first, month_end(year, 3 * quarter), Precision.SEASON, stated=True)


def _weekday_alone(match: re.Match[str], story: Story) -> Iterator[Mention]:
    found = weekday_near(match, story)
    if found:
        yield Mention(
            *(match.span("d") if match["d"] else match.span("d2")),
            found,
            found,
            Precision.DAY,
            year_stated=False,
        )


def _yesterday(match: re.Match[str], story: Story) -> Iterator[Mention]:
    if story.written:
        day = story.written - timedelta(days=1)
        yield _mention(match, day, day, Precision.DAY, stated=False)


def _neighbour(match: re.Match[str], story: Story) -> Iterator[Mention]:
    if found := near_by(match, story):
        yield _mention(match, *found, stated=False)


READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (forms.ISO, _numeric),
    (forms.DAYS, _days),
    (forms.MONTH_FIRST, _days),
    (forms.DAY_IN_WORDS, _day_in_words),
    (forms.NUMERIC, _numeric),
    (forms.DAY_AND_MONTH, _numeric),
    (forms.MONTH_OF_YEAR, _month_told),
    (forms.QUARTER, _quarter),
    (forms.FEAST, _feast),
    (forms.BANK_HOLIDAY, _bank_holiday),
    (forms.SEASON_OF_YEAR, _season),
    (forms.DAY_ALONE, _day_alone),
    (forms.SEASON_ALONE, _season),
    (forms.MONTH_ALONE, _month_alone),
    (forms.NEIGHBOUR, _neighbour),
    (forms.YESTERDAY, _yesterday),
    (forms.WEEKDAY_ALONE, _weekday_alone),
    (forms.YEAR_ALONE, _year_alone),
)


def _mention(
    match: re.Match[str],
    first: date | None,
    last: date | None,
    precision: Precision,
    *,
    stated: bool,
) -> Mention:
    return Mention(match.start("d"), match.end("d"), first, last, precision, stated)


def _month(name: str) -> int:
    """The number of a month from its name or its first letters."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3].capitalize()))
