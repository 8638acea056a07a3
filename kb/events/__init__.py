"""What happened when, as a document tells it: dated sentences of prose, dated rows of tables.

A sentence is an event when it tells of the past at a date or an age. Footers, laws, editions of
guidance, dates by which something is to be done, statistics, and the period that a review covers
are none.
"""

import re
from collections.abc import Sequence
from datetime import date

from kb.dates import find_dates
from kb.events.births import birth
from kb.events.columns import is_plan
from kb.events.course import Course
from kb.events.leads import Dated, dated_heading, plain
from kb.events.prose import MAX_CHARS, events_of_prose
from kb.events.rows import events_of_row
from kb.events.told import befell, is_apart, is_told
from kb.story import Precision, Story
from kb.tables import tables
from kb.types import Block, BlockKind, Document, Event
from kb.word_lists import WordLists

_SENTENCE_END = re.compile(r"(?<=[.?!])\s")
_HEAD_BLOCKS, _FOOT_BLOCKS = 8, 4  # where a paper bears its own date
_LISTS = WordLists.of_files("events/events.toml")
_BEARS = _LISTS.pattern("bears_its_date")
_TELLS = _LISTS.pattern("tells_of_another")
_MOST_WORDS = 30
_AFTERWARDS = 31  # days that a paper may still be added to


def find_events(document: Document) -> tuple[Event, ...]:
    """The events of `document` in reading order; a sentence with two dates gives two."""
    texts = [document.text(block.spans) for block in document.blocks]
    rows = {at: (table, row) for table in tables(document) for at, row in table.rows}
    born = birth(document, texts)
    stated = _stated(document, texts)
    written = _written(document.blocks, texts)
    if written and any((day - written).days > _AFTERWARDS for day in stated):
        written = None  # it tells of what came later: some other date
    start = written or next(iter(stated), None)
    course = Course(Story(stated=frozenset(stated), written=written, start=start))
    heading: Dated | None = None
    found: list[Event] = []
    for ordinal, block in enumerate(document.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
            continue
        if block.kind is BlockKind.HEADING:
            heading = dated_heading(block.spans, texts[ordinal], course)
            course.open(plain(texts[ordinal]))
            continue
        course.enter(block.section)
        if block.kind is not BlockKind.TABLE_ROW:
            found += events_of_prose(document, block, texts[ordinal], course, (born, heading))
        elif ordinal in rows:
            found += events_of_row(document, block, *rows[ordinal], course)
        heading = None
    return tuple(found)


def _stated(document: Document, texts: Sequence[str]) -> list[date]:
    """The days of the story that the document prints with their years, in reading order."""
    plans = {at for table in tables(document) if is_plan(table) for at, _ in table.rows}
    return [
        mention.first
        for ordinal, (block, text) in enumerate(zip(document.blocks, texts, strict=True))
        if block.kind is not BlockKind.FURNITURE and ordinal not in plans
        if not is_apart(block.section)
        for sentence in _SENTENCE_END.split(plain(text))
        if len(sentence) <= MAX_CHARS and is_told(sentence)
        for mention in find_dates(sentence, Story())
        if mention.first
        and mention.year_stated
        and mention.precision is Precision.DAY
        and befell(sentence, mention)
    ]


def _written(blocks: Sequence[Block], texts: Sequence[str]) -> date | None:
    """The day that a paper bears itself, at its head or else at its foot."""
    kept = [
        text
        for block, text in zip(blocks, texts, strict=True)
        if block.kind not in (BlockKind.FURNITURE, BlockKind.TABLE_ROW)
    ]
    return _borne(kept[:_HEAD_BLOCKS]) or _borne(kept[-_FOOT_BLOCKS:])


def _borne(texts: Sequence[str]) -> date | None:
    """The last date in lines that only bear one."""
    found = [
        mention.last
        for text in texts
        if len(text.split()) <= _MOST_WORDS and _BEARS.search(text) and not _TELLS.search(text)
        for mention in find_dates(plain(text), Story())
        if mention.last
        and mention.year_stated
        and mention.precision in (Precision.DAY, Precision.MONTH)
    ]
    return max(found, default=None)
