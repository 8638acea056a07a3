"""The events of paragraphs and list items: dated sentences, and what follows a dated heading."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kb.chunking import block_sentences
from kb.dates import find_ages, joined
from kb.events.course import Course
from kb.events.labels import LONGEST, read_label
from kb.events.leads import Dated, label_in, plain, told_by, with_lead
from kb.events.told import befell, is_apart, is_commentary, is_told, lists_works
from kb.named_bodies import agency_in, body_in
from kb.spans import narrow, offsets_within
from kb.story import Mention, Precision
from kb.types import Block, Document, Event, Spans
from kb.words import MONTHS

MAX_CHARS = 2000  # what is longer is no sentence
_ABBREVIATED = re.compile(r"(?:\b(?:b|d|c|ca|circa|w/c|w/e|dob)\.|\bw/c)$", re.IGNORECASE)
_ORDINAL_STOP = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\.$")
_TAIL = 8  # characters in which a stop within a date is seen
# what stands in bold before a paragraph, and ends with a stop, is its heading
_RUN_IN = re.compile(r"\W{0,3}\*\*[^*\n]{2,90}(?:[.:]\*\*|\*\*\s*[:.])\s+")
_NAMELY = re.compile(r"\W*(?:namely|viz\.?|that is|being)\b", re.IGNORECASE)
_LEADING = 20  # characters before a date that leads its sentence
_SHORT = 4  # words: "Somebody was." cannot stand alone
_BARE_AGE = re.compile(
    r"\W*(?:\w+\W+){1,3}(?:is|was|were|are)\W+(?:(?:then|now|only|just|nearly|about)\W+)*$"
)


def events_of_prose(
    document: Document,
    block: Block,
    text: str,
    course: Course,
    known: tuple[date | None, Dated | None],
) -> Iterator[Event]:
    """The events of a block.

    Args:
        document: the document that the block is of.
        block: the block.
        text: its words.
        course: where the story stands; moves with the dates that the block tells.
        known: the birth from which ages are counted, and the dated heading right above the block.
    """
    born, lead = known
    sentences = _sentences(document, block, text)
    reached, run_in = _after_run_in(text, sentences, course)
    headings = (*block.section, run_in)
    for at, (start, end) in enumerate(sentences):
        begin = max(start, reached)
        if label := label_in(block, text, begin, course, born):
            lead, reached = label
        if end <= reached:
            continue
        sentence = plain(text[max(begin, reached) : end])
        own = _own_dates(sentence, course, born)
        if own is None or is_apart(headings):
            continue
        if lists_works(headings):
            own = [m for m in own if m.precision is Precision.DAY]
        agency = _agency(block, sentence)
        if lead and not is_commentary(sentence):
            told = told_by(lead, sentence, own)
            through = _end_of_what_is_told(text, sentences, at, course)
            spans = with_lead(lead, narrow(block.spans, start, through))
            yield from events(lead.text, told, spans, block, agency)
            own = [m for m in own if (m.first, m.last) not in {(p.first, p.last) for p in told}]
        lead = None
        yield from events(sentence, own, narrow(block.spans, start, end), block, agency)


def _after_run_in(
    text: str, sentences: Sequence[tuple[int, int]], course: Course
) -> tuple[int, str]:
    """Where a paragraph goes on after a heading in bold that it begins with, and that heading."""
    begin = sentences[0][0] if sentences else 0
    run_in = _RUN_IN.match(text[begin:])
    if run_in is None or read_label(plain(text[begin : begin + LONGEST]), course.story, None):
        return 0, ""
    course.open(plain(run_in[0]))
    return begin + run_in.end(), plain(run_in[0])


def _end_of_what_is_told(
    text: str, sentences: Sequence[tuple[int, int]], at: int, course: Course
) -> int:
    """Where a sentence ends, or the next one where it is too short to stand alone."""
    start, end = sentences[at]
    if len(text[start:end].split()) >= _SHORT or at + 1 == len(sentences):
        return end
    following = sentences[at + 1]
    dated = read_label(plain(text[following[0] : following[0] + LONGEST]), course.story, None)
    return end if dated else following[1]


def _own_dates(sentence: str, course: Course, born: date | None) -> list[Mention] | None:
    """The dates of a sentence at which something happened; None where it tells nothing at all."""
    if len(sentence) > MAX_CHARS or not is_told(sentence):
        return None  # its dates are not where the story stands
    mentions = joined(sentence, course.hear(sentence))
    if not mentions:
        mentions = [age for age in find_ages(sentence, born) if _is_told_by_age(sentence, age)]
    dates = {(m.start, m.end) for m in mentions}
    n_words = len(sentence.split()) - sum(len(sentence[a:b].split()) for a, b in dates)
    told = [m for m in mentions if befell(sentence, m)]
    return _without_frame(sentence, told) if n_words > 1 else []


def _without_frame(sentence: str, told: list[Mention]) -> list[Mention]:
    """The dates without a rough one that leads to days: "in March, namely the 6th"."""
    if len(told) < 2 or told[0].precision is Precision.DAY:
        return told
    days = [m for m in told[1:] if m.precision is Precision.DAY and not m.year_stated]
    named = _NAMELY.match(sentence[told[0].end : told[1].start])
    within = [m for m in days if _is_within(m, told[0])]
    opens = told[0].start < _LEADING and len(within) > 1 and len(days) == len(told) - 1
    return told[1:] if days and (named or opens) else told


def _is_within(day: Mention, period: Mention) -> bool:
    return bool(
        day.first and period.first and period.last and period.first <= day.first <= period.last
    )


def _is_told_by_age(sentence: str, age: Mention) -> bool:
    """Whether an age says when something happened, and not only how old somebody was."""
    return not _BARE_AGE.match(sentence[: age.start])


def _sentences(document: Document, block: Block, text: str) -> list[tuple[int, int]]:
    """Where the sentences of a block stand in it; "b. 3/5/09" is not cut at its stop."""
    ranges: list[tuple[int, int]] = []
    for spans in block_sentences(block, text):
        start, end = offsets_within(block.spans, spans)
        if ranges and _goes_on(text[: ranges[-1][1]][-_TAIL:], text[start:end]):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges


def _goes_on(before: str, text: str) -> bool:
    """Whether what looks like the end of a sentence is a stop within a date: "on 8th. May"."""
    ordinal = _ORDINAL_STOP.search(before) and text.startswith(tuple(m[:3] for m in MONTHS))
    return bool(ordinal or _ABBREVIATED.search(before))


def events(
    text: str, mentions: Sequence[Mention], spans: Spans, block: Block, agency: str | None
) -> Iterator[Event]:
    """An event for each date; a day that `text` names twice is one."""
    for at, mention in enumerate(mentions):
        days = (mention.first, mention.last)
        if mention.first and days in [(m.first, m.last) for m in mentions[:at]]:
            continue
        yield Event(
            date=mention.words(text),
            first=mention.first.isoformat() if mention.first else None,
            last=mention.last.isoformat() if mention.last else None,
            precision=mention.precision.value,
            spans=spans,
            year_stated=mention.year_stated,
            faults=mention.faults,
            agency=agency,
            paragraph=block.paragraph,
            section=block.section,
        )


def _agency(block: Block, sentence: str) -> str | None:
    """The agency that the sentence names, or else the heading above it."""
    heading = body_in(block.section[-1]) if block.section else None
    return agency_in(sentence) or heading
