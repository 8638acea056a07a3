"""The year of a date: printed, or told by reference ("of that year", "last year")."""

import re

from kb.story import Story


def year_told(match: re.Match[str], story: Story) -> tuple[int | None, bool]:
    """The year that a date gives, and whether it is printed; None where it gives none."""
    groups = match.groupdict()
    printed = (
        groups.get("year") or groups.get("short") or groups.get("hyphened") or groups.get("beyond")
    )
    if printed:
        return year_printed(printed), True
    if referred := groups.get("year_ref"):
        return _referred(" ".join(referred.lower().split()), story), False
    if groups.get("last"):
        return story.last_year_of(match["d"]), False
    return None, False


def year_printed(digits: str) -> int:
    """A year from two or four digits; of two, the one nearest below 2050.

    >>> year_printed("'96"), year_printed("09")
    (1996, 2009)
    """
    digits = digits.lstrip("'’")
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _referred(said: str, story: Story) -> int | None:
    if said in ("this", "last"):
        now = story.written or story.near
        return now.year - (said == "last") if now else None
    told = story.heard or story.near
    if told is None:
        return None
    step = {"previous": -1, "preceding": -1, "following": 1, "next": 1}
    return told.year + step.get(said.rsplit(maxsplit=1)[-1], 0)
