"""Dates that stand as a label before what happened: "Early April – Not brought", "10 May."."""

import re
from dataclasses import dataclass, replace
from datetime import date

from kb.dates import find_ages, find_dates, joined
from kb.dates.calendar import FEASTS
from kb.dates.forms import either
from kb.story import Mention, Story
from kb.words import MONTHS

_CUT = re.compile(r"\s*(?:[–—:.](?=\s|$)|\s-(?=\s)|\s{3,}(?=\w))\s*")
LONGEST = 90
_FILLER = re.compile(
    r"(?:\W|\d{1,2}[.:]\d\d|\b(?:am|pm|a\.m|p\.m|hrs|hours|noon|midnight|about|around|approximately|approx|"
    r"c|ca|circa|early|late|mid|from|to|until|and|or|between|in|on|at|the|of|morning|afternoon|evening|night|"
    r"lunchtime|weekend|week|weeks|w|e|commencing|beginning|ending|end|start|middle|first|second|third|"
    r"last|half|part|later|also|then|again|onwards|same|that|year|during|over|through|throughout|"
    r"events|of|mon|tues?|weds?|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"a|date|next|following|day|term|half-term|holidays?)\b)*",
    re.IGNORECASE,
)
_LEADS = ("in ", "on ")  # with them a month, a year, or "3rd" stands alone, as in a label it may
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
_TIME = re.compile(
    rf"\d|\b(?:{'|'.join(month[:3] for month in MONTHS)}|(?i:spring|summer|autumn|winter|term|"
    rf"months?|weeks?|day|holidays?|{either(FEASTS)}))"
)
_DEADLINE = re.compile(r"\W*(?:by|before|within|no later than|due|until|target|review)\b", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """The dates that the first `end` characters of a text consist of."""

    end: int
    mentions: tuple[Mention, ...]
    lead: str


def read_label(text: str, story: Story, born: date | None) -> Label | None:
    """The label that `text` begins with; None where it begins with none."""
    if not _TIME.search(text[:LONGEST]):
        return None
    cuts = [cut for cut in _CUT.finditer(text[:LONGEST]) if cut.start()]
    for cut in reversed(cuts):
        label = text[: cut.start()]
        for lead in _LEADS[: 1 + bool(_ORDINAL.search(label))]:
            mentions = _all_dates(lead, label, story, born)
            if mentions and not _DEADLINE.match(label):
                return Label(cut.end(), tuple(mentions), lead)
    return None


def label_of(heading: str, story: Story) -> Label | None:
    """The label that a heading is, or begins with."""
    return read_label(f"{heading.strip()} – ", story, None)


def _all_dates(lead: str, label: str, story: Story, born: date | None) -> list[Mention]:
    """The dates of a text that holds nothing else."""
    found = joined(lead + label, find_dates(lead + label, story))
    found = found or [age for age in find_ages(lead + label, born) if age.first]
    rest = lead + label
    for mention in reversed(found):
        rest = rest[: mention.start] + rest[mention.end :]
    if not found or not _FILLER.fullmatch(rest):
        return []
    return [replace(m, start=max(0, m.start - len(lead)), end=m.end - len(lead)) for m in found]
