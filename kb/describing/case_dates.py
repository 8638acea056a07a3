"""Dates of a case: the death, the incident, the period under review."""

import re
from collections.abc import Iterator

from kb.describing.opening import Opening, sentences
from kb.describing.written_dates import dates_in
from kb.types import Field

_DEATH = re.compile(
    r"\b(?:(?:died|was killed|were killed|was pronounced dead)\b[^.;]{0,60}?\b(?:on|of|in)|"
    r"death\b[^.;]{0,60}?\b(?:on|of)|died:?)\W*(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_NOT_CHILD = re.compile(
    r"\b(?:father|mother|partner|parent|step\w+|grand\w+|uncle|aunt)\b[^.;]{0,30}\b(?:died|death)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:period (?:under review|of (?:the )?review|covered)|review (?:period|covers)|"
    r"covers the period|looked at|examines? the period|time ?frame|timeline)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:attacked|admitted|found|injured|burned|taken|brought|assaulted|"
    r"hurt|harmed|stabbed|poisoned)\b",
    re.IGNORECASE,
)
_FIRST_PARAGRAPHS = 4
_ON = re.compile(r"(?:^|\W)on\W+(?:\w+day,?\s+)?$", re.IGNORECASE)
SPAN = re.compile(r"\s*(?:to|until|and|up to|–|—|-)\s*(?:\w+day,?\s*)?$")


def of_case_dates(opening: Opening) -> list[Field]:
    """What cover and first paragraphs say of when the child died or was harmed, and the period."""
    return [*_of_case(opening), *_of_incident(opening)]


def _of_case(opening: Opening) -> Iterator[Field]:
    for said in (*opening.cover, *opening.prose[:20]):
        for sentence in sentences(said):
            dates = dates_in(sentence.text)
            for index, date in enumerate(dates):
                before = sentence.text[: date.start]
                if _DEATH.search(before) and not _NOT_CHILD.search(before) and len(date.value) > 4:
                    yield sentence.field("date of death", date.value, (date.start, date.end), 0.8)
                if index and SPAN.search(sentence.text[dates[index - 1].end : date.start]):
                    first = dates[index - 1]
                    if _PERIOD.search(sentence.text[: first.start]):
                        value = f"{first.value} to {date.value}"
                        yield sentence.field("review period", value, (first.start, date.end), 0.8)


def _of_incident(opening: Opening) -> list[Field]:
    """The day of which a first paragraph says "On 28 April 2021 a boy was attacked"."""
    for said in opening.prose[:_FIRST_PARAGRAPHS]:
        for sentence in sentences(said):
            dates = dates_in(sentence.text)
            if len(dates) != 1 or len(dates[0].value) <= len("2021-04"):
                continue
            place = (dates[0].start, dates[0].end)
            opens = _ON.search(sentence.text[: place[0]])
            if opens and _HAPPENED.search(sentence.text, place[1]):
                return [sentence.field("date of incident", dates[0].value, place, 0.7)]
    return []
