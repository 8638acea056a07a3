"""What happened when, as a document tells it: dated sentences of prose, dated rows of tables.

A sentence is an event when it tells of the past at a date or an age. Footers, laws, editions of
guidance, dates by which something is to be done, and the period that a review covers are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from kb.chunking import block_sentences
from kb.dates import MONTHS, find_ages, find_dates
from kb.named_bodies import agency_in, body_in
from kb.sentences import sentence_ranges
from kb.spans import narrow
from kb.story import Mention, Precision, Story
from kb.tables import Cell, Table, tables
from kb.types import Block, BlockKind, Document, Event, Spans

EVENTS = "events-2"

_APART = re.compile(
    r"glossary|acronym|abbreviation|bibliograph|^\W*references\b|terms of reference|background "
    r"papers|contents|further (?:reading|information)|action plan|contact officer",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:should|must|shall|will|ought to|(?:is|are) (?:not )?(?:due|expected|to))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:decided|asked|agreed|said|told|wrote|required|recommended|advised|concluded|thought)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_COVERAGE = re.compile(
    r"\b(?:review|report|panel|timeline|chronology|scope|terms of reference|we|period)\b.{0,60}\b"
    r"(?:covers?|covered|runs?|ran|considers?|considered|looks?|looked|examin\w+|spans?|relates?|"
    r"under review)\b",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"(?:\W|\d)*(?:first |last |date )?(?:published|updated|approved|accepted|agreed|signed|"
    r"printed|issued|date|version)\b|"
    r"\b(?:written|prepared|produced) (?:for|by)\b.{0,80}\bpublished\b",
    re.IGNORECASE,
)
_MAX_CHARS = 2000  # what is longer is no sentence
_SENTENCE_END = re.compile(r"(?<=[.?!])\s")
_FROM_TO = re.compile(
    r"\s*(?:to|and|until|till|–|-|—)\s*(?:the\s+)?(?:early|late|mid)?\s*", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_BORN = re.compile(r"\bborn\s+(?:on|in)\b|\bdate of birth\b|\bd\.?o\.?b\b", re.IGNORECASE)
_DATE_COLUMN = re.compile(r"(?:date|when|day|month|year|time|period)s?\b(?!.*\b(?:due|by)\b)")
_DUE_TABLE = re.compile(r"recommendation|action|\blead\b|owner|timescale|deadline|\bdue\b")
_MONTH_HEADING = re.compile(rf"\W*(?:{'|'.join(MONTHS)})(?:\s+(?:19|20)\d\d)?\W*")
_DAY_ALONE = re.compile(r"(?:[A-Z][a-z]{2,8},?\s+)?(?:the\s+)?\d{1,2}\s?(?:st|nd|rd|th)?\W*")
_DAY_ITEM = re.compile(r"(?<=[;.])\s+(?=\d{1,2}(?:st|nd|rd|th)?\s*[:–-]\s)")
_DAY_ITEM_HEAD = re.compile(r"\s*(\d{1,2})(?:st|nd|rd|th)?\s*[:–-]\s")
_AGENCY_COLUMN = re.compile(r"agenc|source|service|organisation|who\b|provider")
_YEAR_HEADING = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?:(?:in|during|the|year|years|events?|contacts?|of|"
    r"chronology|timeline|narrative|history|story|early|late)\b\W*)*"
    r"(?P<first>(?:19|20)\d\d)(?:\s*(?:to|and|–|-)\s*(?P<last>(?:19|20)\d\d))?\W*(?:[:–—-]\s.*)?$",
    re.IGNORECASE,
)
_YEAR_IN_HEAD = re.compile(r"\b(?:19|20)\d\d\b")


def find_events(document: Document) -> tuple[Event, ...]:
    """The events of `document` in reading order; a sentence with two dates gives two."""
    texts = [document.text(block.spans) for block in document.blocks]
    rows = {at: (table, row) for table in tables(document) for at, row in table.rows}
    born = _birth(document, texts)
    told = _Told(_stated(document, texts))
    found: list[Event] = []
    for ordinal, block in enumerate(document.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
            continue
        if block.kind is BlockKind.HEADING:
            told.open(texts[ordinal])
            continue
        told.enter(block.section)
        if block.kind is not BlockKind.TABLE_ROW:
            found += _of_prose(document, block, texts[ordinal], told, born)
        elif ordinal in rows:
            found += _of_row(document, block, *rows[ordinal], told)
    return tuple(found)


class _Told:
    """Where the story stands: what a date without a year takes its year from.

    A table tells the story over again, so it has a place of its own.
    """

    def __init__(self, stated: frozenset[date]) -> None:
        self.story = Story(stated=stated)
        self.table: Table | None = None
        self.in_table = Story()
        self.carried = ""
        self.month = ""

    def hear(self, text: str) -> list[Mention]:
        """The dates of a sentence, after which the story stands at the last of them."""
        found = find_dates(text, self.story)
        for mention in found:
            self.story = self.story.after(text, mention)
        return found

    def open(self, heading: str) -> None:
        """A heading such as "July 2007 to August 2009": the story goes on from the first."""
        for mention in _year_headed(heading) or find_dates(heading, self.story)[:1]:
            self.story = self.story.after(mention.words(heading), mention)

    def enter(self, section: Sequence[str]) -> None:
        """What follows stands under these headings; the nearest that gives a period bounds it."""
        bounds = next(filter(None, map(_period, reversed(section))), (None, None))
        self.story = replace(self.story, first=bounds[0], last=bounds[1], paragraph_begins=True)

    def enter_row(self, table: Table, head: str) -> None:
        """A row of `table` comes, whose column of dates is headed `head`."""
        if self.table is table:
            return
        self.table, self.in_table, self.carried, self.month = table, self.story, "", ""
        for heading in (*table.section[-1:], head.title()):
            if _MONTH_HEADING.fullmatch(heading):
                self.hear_cell(f"in {heading}")
        if year := _YEAR_IN_HEAD.search(head):
            first, last = date(int(year[0]), 1, 1), date(int(year[0]), 12, 31)
            near = self.in_table.near if self.month else date(int(year[0]), 7, 1)
            self.in_table = replace(self.in_table, near=near, first=first, last=last)

    def date_in(self, cell: str, day: str) -> str:
        """The date of a row: a day alone takes the month above it, an empty cell the date above it.

        Args:
            cell: what its column of dates or months holds.
            day: what its column of days holds, where it has one.
        """
        month = cell if cell and day else self.month
        if day:
            return f"{day} {month}"
        if month and _DAY_ALONE.fullmatch(cell):
            return f"{cell} {month}"
        return cell or self.carried

    def hear_cell(self, text: str) -> list[Mention]:
        """The dates of a cell."""
        found = find_dates(text, self.in_table)
        for mention in found:
            self.in_table = self.in_table.after(text, mention)
            if mention.first and mention.precision in (Precision.DAY, Precision.MONTH):
                year = f" {mention.first.year}" if mention.year_stated else ""
                self.month = f"{MONTHS[mention.first.month - 1]}{year}"
        return found


@cache
def _period(heading: str) -> tuple[date, date] | None:
    """The first and last day of a heading that gives both."""
    found = _year_headed(heading) or _ranges(heading, find_dates(heading, Story()))
    one = found[0] if len(found) == 1 else None
    return (
        (one.first, one.last) if one and one.first and one.last and one.first < one.last else None
    )


def _year_headed(heading: str) -> list[Mention]:
    """The year, or the years from one to another, that a chapter of the story bears as heading."""
    match = _YEAR_HEADING.match(heading)
    if match is None:
        return []
    first, last = int(match["first"]), int(match["last"] or match["first"])
    end = match.end("last") if match["last"] else match.end("first")
    return [
        Mention(match.start("first"), end, date(first, 1, 1), date(last, 12, 31), Precision.YEAR)
    ]


def _of_prose(
    document: Document, block: Block, text: str, told: _Told, born: date | None
) -> Iterator[Event]:
    apart = any(_APART.search(heading) for heading in block.section)
    for spans in block_sentences(block, text):
        sentence = document.text(spans)
        if len(sentence) > _MAX_CHARS or not _is_told(sentence):
            continue  # its dates are not where the story stands
        mentions = _ranges(sentence, told.hear(sentence))
        if not mentions:
            mentions = find_ages(sentence, born)
        dates = {(m.start, m.end) for m in mentions}
        n_words = len(sentence.split()) - sum(len(sentence[a:b].split()) for a, b in dates)
        if not apart and n_words > 1:
            yield from _events(sentence, mentions, spans, block, _agency(block, sentence))


def _of_row(
    document: Document, block: Block, table: Table, row: Sequence[Cell], told: _Told
) -> Iterator[Event]:
    """A row of a chronology; an empty date is the date of the row above."""
    column, days = _date_columns(table.header)
    if column is None or column >= len(row) or _is_plan(table):
        return
    told.enter_row(table, table.header[column])
    day = row[days].text if days is not None and days < len(row) else ""
    printed = told.date_in(row[column].text, day)
    # "in" lets a month or a year stand alone, as in a cell it may
    mentions = _ranges(f"in {printed}", told.hear_cell(f"in {printed}"))
    others = [cell for i, cell in enumerate(row) if i not in (column, days) and cell.text]
    if not others:
        return
    told.carried = printed
    agencies = [
        i for i, head in enumerate(table.header) if _AGENCY_COLUMN.match(head) and i < len(row)
    ]
    agency = row[agencies[0]].text if agencies else None
    if [mention.precision for mention in mentions] == [Precision.MONTH]:
        inside = [event for cell in others for event in _in_cell(document, block, cell, told)]
        if inside:
            yield from (replace(event, agency=agency or event.agency) for event in inside)
            return
    for event in _events(f"in {printed}", mentions, block.spans, block, agency or None):
        yield replace(event, date=event.date or printed)


def _in_cell(document: Document, block: Block, cell: Cell, told: _Told) -> Iterator[Event]:
    """What the row of a month tells day by day: "On the 3rd …", "4: …; 19: …"."""
    text = document.text(cell.spans)
    for start, end in sentence_ranges(text):
        for piece in _DAY_ITEM.split(text[start:end]):
            at = text.index(piece, start)
            item = _DAY_ITEM_HEAD.match(piece)
            said = f"{item[1]} {told.month}" if item else piece
            days = [m for m in told.hear_cell(said) if m.precision is Precision.DAY]
            spans = narrow(cell.spans, at, at + len(piece))
            yield from _events(said, days, spans, block, agency_in(piece))


def _date_columns(header: Sequence[str]) -> tuple[int | None, int | None]:
    """The column of dates, or of months, and the column of days beside one of months."""
    dated = [
        i
        for i, head in enumerate(header)
        if _DATE_COLUMN.match(head) or _MONTH_HEADING.fullmatch(head.title())
    ]
    if not dated:
        return None, None
    months = next((i for i in dated if header[i].startswith("month")), None)
    days = next((i for i in dated if re.match(r"da(?:y|te)", header[i]) and i != months), None)
    return (dated[0], None) if months is None else (months, days)


def _events(
    sentence: str, mentions: Sequence[Mention], spans: Spans, block: Block, agency: str | None
) -> Iterator[Event]:
    for at, mention in enumerate(mentions):
        days = (mention.first, mention.last)
        if mention.first and days in [(m.first, m.last) for m in mentions[:at]]:
            continue  # a sentence may name its day twice
        yield Event(
            date=mention.words(sentence),
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


def _is_told(sentence: str) -> bool:
    """Whether a sentence tells what happened, and not what a page, a law or a plan says."""
    own = _QUOTED.sub("", sentence)
    if _MASTHEAD.match(own) or _COVERAGE.search(own) or own.rstrip().endswith("?"):
        return False
    to_come = _TO_COME.search(own)
    return to_come is None or bool(_REPORTED.search(own[: to_come.start()]))


def _ranges(text: str, found: Sequence[Mention]) -> list[Mention]:
    """`from April to August 2009` and `3 to 5 May` as one period."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        joins = last is not None and _FROM_TO.fullmatch(text[last.end : mention.start])
        opens = last is not None and (
            _FROM.search(text[: last.start])
            or not re.search(r"\band\b", text[last.end : mention.start])
        )
        if last and joins and opens and last.first and mention.last and last.first <= mention.last:
            merged[-1] = replace(
                last,
                end=mention.end,
                last=mention.last,
                precision=max(last.precision, mention.precision, key=list(Precision).index),
                year_stated=last.year_stated or mention.year_stated,
                faults=(*last.faults, *mention.faults),
            )
        else:
            merged.append(mention)
    return merged


def _stated(document: Document, texts: Sequence[str]) -> frozenset[date]:
    """The days of the story that the document prints with their years."""
    plans = {at for table in tables(document) if _is_plan(table) for at, _ in table.rows}
    return frozenset(
        mention.first
        for ordinal, (block, text) in enumerate(zip(document.blocks, texts, strict=True))
        if block.kind is not BlockKind.FURNITURE and ordinal not in plans
        for sentence in _SENTENCE_END.split(text)
        if len(sentence) <= _MAX_CHARS and _is_told(sentence)
        for mention in find_dates(sentence, Story())
        if mention.first and mention.year_stated and mention.precision is Precision.DAY
    )


def _is_plan(table: Table) -> bool:
    """Whether a table says what is to be done by when."""
    return any(_DUE_TABLE.search(head) for head in table.header)


def _birth(document: Document, texts: Sequence[str]) -> date | None:
    """The one birth date that the document states to the day; None where it states several."""
    stated: set[date] = set()
    for block, text in zip(document.blocks, texts, strict=True):
        if block.kind is BlockKind.FURNITURE:
            continue
        for match in _BORN.finditer(text):
            following = find_dates(text[match.start() : match.end() + 40], Story())
            stated.update(
                m.first for m in following[:1] if m.precision is Precision.DAY and m.first
            )
    return stated.pop() if len(stated) == 1 else None


def _agency(block: Block, sentence: str) -> str | None:
    """The agency that the sentence names, or else the heading above it."""
    heading = body_in(block.section[-1]) if block.section else None
    return agency_in(sentence) or heading
