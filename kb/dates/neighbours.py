"""Days that are told by their neighbour: "the next morning", "two weeks later", "on the Monday"."""

import re
from datetime import date, timedelta

from kb.dates.calendar import feast, month_end
from kb.story import WEEKDAYS, Precision, Story
from kb.words import NUMBER_WORDS

_MOST_DAYS = 21  # what is said to be farther off is a rough figure
_ROUGH = re.compile(
    r"\b(?:about|around|some|nearly|almost|over|under|than|least|within|every|each|or|the\s+first|"
    r"the\s+last|up\s+to|barely|until|for)\s+$",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:had|having)\b", re.IGNORECASE)
_BANK_HOLIDAYS = (
    "Easter Monday",
    "Early May bank holiday Monday",
    "Spring bank holiday Monday",
    "August bank holiday Monday",
)
_BANK_HOLIDAY_DAYS = 45
_SHORT_PERIOD = 14  # days of a heading within which a weekday is one day
_IN_SIGHT = 40  # characters before a weekday in which "had" puts it back
_Found = tuple[date, date, Precision]


def near_by(match: re.Match[str], story: Story) -> _Found | None:
    """The day, or the month, that a text tells by its distance from the one told last."""
    if story.near is None or _ROUGH.search(match.string[: match.start("d")]):
        return None
    if match["month"] or (match["unit"] or "").lower() == "month":
        return _month_near(match, story)
    if not story.is_at_a_day:
        return None
    days = _days_on(match)
    if days is None or abs(days) > _MOST_DAYS:
        return None
    day = (story.last_day or story.near) + timedelta(days=days)
    return day, day, Precision.DAY


def _days_on(match: re.Match[str]) -> int | None:
    if match["tomorrow"]:
        return 1
    if match["yesterday"] or match["before"]:
        return -1
    count = _count(match["count"])
    return count * {"day": 1, "week": 7, "fortnight": 14}[match["unit"].lower()]


def _month_near(match: re.Match[str], story: Story) -> _Found | None:
    if story.near is None or story.precision not in (Precision.DAY, Precision.MONTH):
        return None
    months = -1 if (match["month"] or "").lower() == "previous" else 1
    if match["count"]:
        months = _count(match["count"])
    year, month = divmod(story.near.year * 12 + story.near.month - 1 + months, 12)
    return date(year, month + 1, 1), month_end(year, month + 1), Precision.MONTH


def _count(said: str) -> int:
    said = said.lower()
    if said in ("a", "an", "the"):
        return 1
    return int(said) if said.isdigit() else NUMBER_WORDS["-".join(said.replace("-", " ").split())]


def weekday_near(match: re.Match[str], story: Story) -> date | None:
    """The day of the week that is meant: the next one of the story, or the last before it was told.

    In a paper that has told no date yet it is the last one before the paper was written.
    """
    name = match["d"] or match["d2"]
    after = match["after"] or match["after_2"]
    last = match["last"] or match["last_2"]
    before = last or (not after and _BACK.search(match.string[: match.start()][-_IN_SIGHT:]))
    if not after and (inside := _within_period(name, story)):
        return inside
    if last or story.near in (None, story.written):
        start, before = story.written, True
    else:
        in_sight = story.is_at_a_day and (after or not story.paragraph_begins)
        start = (story.last_day or story.near) if in_sight else None
    if start is None:
        return None
    ahead = (WEEKDAYS.index(name) - start.weekday()) % 7
    if re.search(r"\b(?:the|that|same)\b", match[0], re.IGNORECASE) and not (ahead or after):
        return start
    return start + timedelta(days=(ahead - 7 if before else ahead or 7))


def _within_period(name: str, story: Story) -> date | None:
    """The day of that name in the few days that the story, or the heading above, tells of."""
    for first, last in ((story.near, story.last_day), (story.first, story.last)):
        if first and last and 0 < (last - first).days <= _SHORT_PERIOD:
            days = (first + timedelta(days=n) for n in range((last - first).days + 1))
            if found := next((day for day in days if WEEKDAYS[day.weekday()] == name), None):
                return found
    return None


def bank_holiday(story: Story) -> date | None:
    """The bank holiday that is nearest to where the story stands."""
    if story.near is None or story.precision not in (Precision.DAY, Precision.MONTH):
        return None
    near = story.near
    days = [feast(name, near.year)[0] for name in _BANK_HOLIDAYS]
    best = min(days, key=lambda day: (abs((day - near).days), day))
    return best if abs((best - near).days) <= _BANK_HOLIDAY_DAYS else None
