"""Two dates as one period: `from April to August 2009`, `between 3 May and Christmas`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kb.dates.calendar import month_end
from kb.story import Mention, Precision

TO = re.compile(
    r"\s*,?\s*(?:to|and|or|until|till|up\s+to|through|–|-|—|/)\s*(?:in\s+|on\s+)?(?:the\s+)?"
    r"(?:(?:first|last)\s+(?:\w+\s+)?weeks?\s+of\s+|early|late|mid|following|next|last)?[\s-]*(?:the\s+)?(?:(?:start|end|beginning|middle|morning|evening)\s+of\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b|/", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?P<opens>from|between)\s+(?:\w+day\s+)?(?:the\s+)?(?:early\s+|late\s+|mid-?\s*)?"
    r"(?:(?:start|end|beginning|middle|morning|evening)\s+of\s+)?$",
    re.IGNORECASE,
)
_TO_THE_END = re.compile(
    r"\s*(?:and|to|until|till|–|-)\s+the\s+end\s+of\s+(?:the|that|the\s+same)\s+month\b",
    re.IGNORECASE,
)


def joined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The dates of `text` with "from … to …" and "3 May – 5 June" as one period."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if last is not None and _is_period(text, last, mention):
            merged[-1] = _period(text, last, mention)
        else:
            merged.append(mention)
    return [_to_the_end(text, mention) for mention in merged]


def _is_period(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.end : other.start]
    opens = _FROM.search(text[: one.start])
    if other.start < one.end or not TO.fullmatch(between):
        return False
    if _AND.search(between) and not (opens and opens["opens"].lower() == "between"):
        return _are_months_side_by_side(between, one, other)
    return bool(one.first and other.last and one.first <= other.last)


def _are_months_side_by_side(between: str, one: Mention, other: Mention) -> bool:
    """Whether two months or seasons are told as one: "May / June"."""
    both = one.precision is other.precision and one.precision in (Precision.MONTH, Precision.SEASON)
    return both and "/" in between and bool(one.first and other.last and one.first < other.last)


def _period(text: str, one: Mention, other: Mention) -> Mention:
    first = one.first
    if first and one.words(text).startswith("Christmas"):
        first = date(first.year, 12, 25)
    return replace(
        one,
        first=first,
        end=other.end,
        last=other.last,
        precision=max(one.precision, other.precision, key=list(Precision).index),
        year_stated=one.year_stated or other.year_stated,
        faults=(*one.faults, *other.faults),
    )


def _to_the_end(text: str, mention: Mention) -> Mention:
    """Of "from 7 February until the end of that month": the period ends with the month."""
    to_come = _TO_THE_END.match(text[mention.end :])
    if to_come is None or mention.precision is not Precision.DAY or mention.first is None:
        return mention
    return replace(
        mention,
        end=mention.end + to_come.end(),
        last=month_end(mention.first.year, mention.first.month),
    )
