"""Dates that stand above or before what happened: headings, and the labels of paragraphs.

Either dates the sentence after it, unless that has a date of its own; then it is only where the
story stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.events.course import Course
from kb.events.labels import LONGEST, label_of, read_label
from kb.events.told import befell
from kb.spans import narrow
from kb.story import Mention, Precision
from kb.types import Block, Span, Spans

_MARKS = re.compile(r"[*_`#]")
_LONGEST_MONTH, _LONGEST_SEASON = 31, 93  # days


@dataclass(frozen=True, slots=True)
class Dated:
    """A heading or label that is a date, with the dates that it gives to what stands after it."""

    spans: Spans
    text: str
    mentions: tuple[Mention, ...]
    tells: bool  # has words of its own beside the date
    labels: bool = False  # stands in the paragraph itself


def plain(text: str) -> str:
    """`text` with the marks of Markdown blanked, so that places stay as they are."""
    return _MARKS.sub(" ", text)


def dated_heading(spans: Spans, text: str, course: Course) -> Dated | None:
    """A heading that begins with a day, a month or a season, and is no chapter of years."""
    bare = plain(text).strip()
    label = label_of(bare, course.story)
    if label is None or len(label.mentions) != 1 or not label.mentions[0].first:
        return None
    one = label.mentions[0]
    if one.precision is Precision.SEASON and not one.year_stated:
        return None
    if one.precision is Precision.YEAR or (one.precision is not Precision.DAY and _is_long(one)):
        return None
    return Dated(spans, bare, label.mentions, tells=label.end < len(bare))


def _is_long(mention: Mention) -> bool:
    season = mention.precision is Precision.SEASON
    single = _LONGEST_SEASON if season else _LONGEST_MONTH
    return bool(mention.first and mention.last and (mention.last - mention.first).days >= single)


def label_in(
    block: Block, text: str, begin: int, course: Course, born: date | None
) -> tuple[Dated, int] | None:
    """The label that the sentence at `begin` of a block is, or begins with, and where it ends."""
    label = read_label(plain(text[begin : begin + LONGEST]), course.story, born)
    if label is None:
        return None
    words = plain(text[begin : begin + label.end])
    course.hear(label.lead + words)
    spans = narrow(block.spans, begin, begin + len(words.rstrip()))
    return Dated(spans, words, label.mentions, tells=False, labels=True), begin + label.end


def told_by(lead: Dated, sentence: str, own: Sequence[Mention]) -> list[Mention]:
    """The dates of a label or heading, where the sentence after it tells what happened at them."""
    exact = all(m.precision is Precision.DAY for m in lead.mentions)
    alone = not own or ";" in sentence[: own[0].start]
    if not alone and not (exact and (lead.labels or lead.tells)):
        return []
    return [m for m in lead.mentions if befell(f"{lead.text} {sentence}", m)]


def with_lead(lead: Dated, spans: Spans) -> Spans:
    """The spans of a label or heading and of the sentence after it."""
    first, rest = lead.spans[0], spans[0]
    if lead.labels and first.page == rest.page:
        return (Span(first.page, min(first.start, rest.start), rest.end), *spans[1:])
    return (*lead.spans, *spans)
