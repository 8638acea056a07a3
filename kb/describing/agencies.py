"""Agencies of a review: those that took part, as its tables and lists name them; those it asks.

Which agencies a review criticises is told by `kb.criticism`.
"""

import re
from collections.abc import Iterable, Iterator

from kb.describing.opening import Said, sentences
from kb.sentences import marker_length
from kb.types import Block, BlockKind, Document, Field, Recommendation, RecommendationKind

_COLUMN = re.compile(r"(?:agency|agencies|organisations?|services?)\b", re.IGNORECASE)
_BODIES = r"(?:agenc(?:y|ies)|organisations|services|bodies|partners)"
_PAPERS = (
    r"(?:individual (?:agency |management )?(?:reviews|reports)|IMRs|agency (?:learning )?reports|"
    r"internal management reviews|chronologies|information reports|summary reports|reports)"
)
_GIVEN = r"(?:provided|submitted|received|completed|prepared|requested|commissioned|supplied)"
_LIST_HEAD = re.compile(
    rf"\b{_BODIES}\b.{{0,40}}\b(?:involved|represented|contribut\w+|participat\w+|took part|"
    rf"{_GIVEN})\b|\b(?:contributing|participating) {_BODIES}\b|"
    rf"\b{_PAPERS}\b.{{0,60}}\b{_GIVEN}\b.{{0,20}}\b(?:by|from)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"\b{_PAPERS}\b[^.:;]{{0,40}}\b(?:were|was) {_GIVEN} (?:by|from) (?P<names>[^.;]+)|"
    rf"\b{_BODIES} (?:that |which |who )?(?:contributed|took part|were (?:involved|represented))\b"
    rf"[^.:;]{{0,40}}(?:were|are|:) (?P<more>[^.;]+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",\s*(?:and\s+)?|\s+and\s+(?=(?:the\s+)?[A-Z])")
_DETAIL = re.compile(r"\s+[-–—]\s+|:|;|\s\(|,\s+(?:which|who|in|for|to)\b|\.(?:\s|$)")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+")
_NAME = re.compile(r"(?:[A-Z][\w’'&.-]*)(?:,? [\w’'&/-]+){0,9}")
_MAX_CHARS = 80
_MAX_LIST_HEAD = 300


def find_agencies(document: Document) -> list[Field]:
    """Who took part: rows of tables whose first column is of agencies, lists, enumerations."""
    found = [*_in_tables(document), *_in_lists(document), *_in_sentences(document)]
    distinct = {field.value.casefold(): field for field in reversed(found)}
    return list(distinct.values())[::-1]


def find_addressed(document: Document, recommendations: Iterable[Recommendation]) -> list[Field]:
    """Whom recommendations and resolutions ask to act, each at the first that does."""
    found: dict[str, Field] = {}
    for record in recommendations:
        if record.kind is RecommendationKind.NONE_MADE:
            continue
        said = Said(document.text(record.spans), record.spans)
        for name in record.addressees:
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said.text)
            place = match.span() if match else None
            confidence = 0.85 if match else 0.7
            field = said.field("agency addressed", name, place, confidence)
            found.setdefault(field.value.casefold(), field)
    return list(found.values())


def _in_tables(document: Document) -> Iterator[Field]:
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE_ROW or block.stem is None:
            continue
        head = document.text(document.blocks[block.stem].spans).strip("| ")
        said = Said(document.text(block.spans), block.spans)
        cell = said.text.strip("| ").split(" | ")[0].strip()
        if _COLUMN.match(head) and cell and len(cell) < _MAX_CHARS:
            start = said.text.index(cell)
            yield said.field("agency involved", cell, (start, start + len(cell)), 0.85)


def _in_lists(document: Document) -> Iterator[Field]:
    """The items of a list that a heading or a sentence leads to as one of agencies."""
    leads = False
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.LIST_ITEM:
            if leads:
                yield from _item(document, block)
        else:
            leads = _leads(document.text(block.spans))


def _leads(text: str) -> bool:
    text = text.strip("#*_ \n")
    short = len(text) <= _MAX_LIST_HEAD
    last = text.rstrip().endswith(":") or len(text.split()) <= 8
    return short and last and bool(_LIST_HEAD.search(text))


def _item(document: Document, block: Block) -> Iterator[Field]:
    said = Said(document.text(block.spans), block.spans)
    lead = marker_length(said.text, block.paragraph)
    if article := _ARTICLE.match(said.text, lead):
        lead = article.end()
    name = _DETAIL.split(said.text[lead:], maxsplit=1)[0].strip(" ,*_\n")
    if _NAME.fullmatch(" ".join(name.split())) and len(name) < _MAX_CHARS:
        start = said.text.index(name, lead)
        yield said.field("agency involved", name, (start, start + len(name)), 0.8)


def _in_sentences(document: Document) -> Iterator[Field]:
    """Agencies enumerated in a sentence, where every part of it reads as a name."""
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for sentence in sentences(Said(document.text(block.spans), block.spans)):
            match = _INLINE.search(sentence.text)
            if match is None:
                continue
            group = "names" if match["names"] else "more"
            parts = [_ARTICLE.sub("", p.strip(), 1) for p in _BETWEEN.split(match[group])]
            if len(parts) > 1 and all(_NAME.fullmatch(" ".join(part.split())) for part in parts):
                start = match.start(group)
                for part in parts:
                    start = sentence.text.index(part, start)
                    place = (start, start + len(part))
                    yield sentence.field("agency involved", part, place, 0.7)
                    start += len(part)
