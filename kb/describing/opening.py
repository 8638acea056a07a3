"""Where a document says what it is: title, cover lines, running lines, the first paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.spans import narrow
from kb.types import Block, BlockKind, Document, Field, Span, Spans

_COVER_PAGES = 3
_COVER_WORDS = 45
_MASTHEAD_WORDS = 80  # of a first paragraph, as minute books begin
_SENTENCE_WORDS = 15
_COVER_SENTENCES = 2
_RUNNING_WORDS = 20
_PROSE_BLOCKS = 60
_IMPRINT_BLOCKS = 3
_IMPRINT = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_CHAPTER = re.compile(
    r"\d+\.?\s(?!minute)|(?-i:[A-Z]|[IVX]+)\.\s|"
    r"(?:part|minute) (?:\d+|[a-e]|[ivx]+|one)\s*(?:[.:–—-]|$)|"
    r"(?:introduction|foreword|preface|preamble|purpose|background|glossary|acknowledgements?|"
    r"circumstances|apologies|reasons? for|status of|about this|why (?:this|we|was|did)|"
    r"who (?:is|was|were|he|she|they)(?! (?:not|aged|also|died|killed)\b)|meet|before you|"
    r"what happened|(?:in )?attendance|"
    r"(?:summary|overview) of(?! (?:a|the) (?:[\w’'-]+ )*(?:review|report|inquiry)\b)|"
    r"how (?:the|we)|in (?:one|a) (?:minute|page))\b",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\s*(?:\*+|(?<!\w)_+|_+(?!\w)|(?:^|(?<=\s))(?:#{1,6}|>)(?=\s)|</?(?:su[bp]|small|center)>)\s*"
)
_DAY = re.compile(r"\W*\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? (?:19|20)\d\d(?:\W|$)")
_NUMBERED = re.compile(r"\W*\*\*\d{1,2}\.\s")  # a paragraph whose first words are in bold
_PAGE_NUMBER = re.compile(r"\W*(?:[Pp]age )?\d{1,3}\W*")
_NEW_LINE = re.compile(r"\s#{1,6}\s|[*_]\s+[*_]")  # what Markdown marks as a line of its own
_ENTRY = re.compile(r"\.\s?\.\s?\.|\d\s+\d{1,3}$|^\W*contents\W*$", re.IGNORECASE)
_STOP = re.compile(
    r"(?<!\b[DMS]r)(?<!\bM[rs]s)(?<!\b[MJ]s)(?<!\bNo)(?<!\bSt)(?<!\b[A-Z])(?<!\bRev)(?<!\bRevd)"
    r"(?<!\bProf)(?<!\bCllr)(?<!\bCoun)(?<!\bSupt)(?<!\bInsp)(?<!\bSgt)(?<!\bHon)(?<!\bTel)"
    r"\.\s+(?=[A-Z“‘\"])"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Some words of a document and where they stand; no spans where the file declares them."""

    text: str
    spans: Spans

    def field(
        self, name: str, value: str, place: tuple[int, int] | None, confidence: float
    ) -> Field:
        """A field that the characters from `place[0]` to `place[1]` of the text state."""
        begin, end = place or (0, len(self.text))
        spans = narrow(self.spans, begin, end) if self.spans else ()
        return Field(name, " ".join(value.split()), spans, confidence)


@dataclass(frozen=True, slots=True)
class Opening:
    """`cover`: what stands before the text, a sentence or line each; `running`: headers, footers.

    `titles`: the declared title and the headings of the cover; `prose`: the first blocks of text;
    `imprint`: the last lines, where some houses say who publishes it, and when.
    """

    document: Document
    titles: tuple[Said, ...]
    cover: tuple[Said, ...]
    running: tuple[Said, ...]
    prose: tuple[Said, ...]
    imprint: tuple[Said, ...]

    @property
    def lines(self) -> tuple[Said, ...]:
        """Title and cover."""
        return (*self.titles, *self.cover)


def read_opening(document: Document, name: str) -> Opening:
    """The opening of `document`; its declared title counts unless it is the file's own `name`."""
    on_cover = list(_cover(document))
    covered = {ordinal for ordinal, _ in on_cover}
    declared = document.declared.get("title", "")
    known = declared and not re.match(r"microsoft word|untitled", declared, re.IGNORECASE)
    titles = [
        line
        for _, block in on_cover
        if block.kind is BlockKind.HEADING
        for line in lines_of(document, block)
    ]
    if known and declared != name:
        titles.append(Said(declared, ()))
    return Opening(
        document,
        tuple(titles),
        tuple(
            part
            for _, block in on_cover
            for line in lines_of(document, block)
            for part in _sentences(line)
        ),
        tuple(_running(document)),
        tuple(_prose(document, covered)),
        tuple(_imprint(document, covered)),
    )


def _said(document: Document, block: Block) -> Said:
    return Said(document.text(block.spans), block.spans)


def lines_of(document: Document, block: Block) -> Iterator[Said]:
    """What stands in a block of a cover, without the marks of Markdown."""
    said = _said(document, block)
    start = 0
    for end, after in [*(m.span() for m in _NEW_LINE.finditer(said.text)), (len(said.text), 0)]:
        line = unmarked(document, narrow(said.spans, start, end))
        if line.text:
            yield line
        start = after


def unmarked(document: Document, spans: Spans) -> Said:
    """What stands at `spans` without the marks of Markdown."""
    text = document.text(spans)
    kept: list[Span] = []
    start = 0
    for end, after in [*(m.span() for m in _MARKS.finditer(text)), (len(text), 0)]:
        kept += narrow(spans, start, end)
        start = after
    return Said(document.text(tuple(kept)), tuple(kept))


def _cover(document: Document) -> Iterator[tuple[int, Block]]:
    """The blocks before the text, with their ordinals."""
    n_sentences = 0
    for ordinal, block in enumerate(document.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.QUOTATION):
            continue
        text = document.text(block.spans)
        if _PAGE_NUMBER.fullmatch(text):
            continue
        n_words = len(text.split())
        is_day = bool(_DAY.match(text))
        is_chapter = not is_day and bool(_CHAPTER.match(text.strip("#*_ ")))
        begins = block.kind is BlockKind.HEADING and is_chapter
        first = ordinal == 0 and n_words <= _MASTHEAD_WORDS
        if begins or (n_words > _COVER_WORDS and not first) or block.spans[0].page > _COVER_PAGES:
            return
        numbered = (block.paragraph is not None or _NUMBERED.match(text)) and not is_day
        if numbered or block.kind in (BlockKind.COMMENT, BlockKind.LIST_ITEM):
            return
        n_sentences += n_words > _SENTENCE_WORDS and text.rstrip().endswith(".")
        if n_sentences > _COVER_SENTENCES:
            return
        yield ordinal, block


def _running(document: Document) -> Iterator[Said]:
    """Headers and footers of the first pages; of a web page the same lines are menus."""
    if document.media_type == "text/html":
        return
    for block in document.blocks:
        if block.spans[0].page > _COVER_PAGES:
            return
        said = _said(document, block)
        short = len(said.text.split()) <= _RUNNING_WORDS
        if block.kind is BlockKind.FURNITURE and short and not _ENTRY.search(said.text):
            yield said


def _prose(document: Document, covered: set[int]) -> Iterator[Said]:
    """The first paragraphs of the text, headings and tables left out."""
    found = 0
    for ordinal, block in enumerate(document.blocks):
        if ordinal in covered or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        yield _said(document, block)
        found += 1
        if found == _PROSE_BLOCKS:
            return


def _imprint(document: Document, covered: set[int]) -> Iterator[Said]:
    """The short lines that end a document."""
    shown = [i for i, b in enumerate(document.blocks) if b.kind is not BlockKind.FURNITURE]
    for ordinal in shown[-_IMPRINT_BLOCKS:]:
        block = document.blocks[ordinal]
        text = document.text(block.spans)
        numbered = block.paragraph is not None and text.startswith(block.paragraph)
        short = len(text.split()) <= _COVER_WORDS
        if ordinal not in covered and block.kind in _IMPRINT and short and not numbered:
            yield from (part for line in lines_of(document, block) for part in _sentences(line))


def _sentences(said: Said) -> Iterator[Said]:
    """`said` cut at its full stops, cells of a row apart."""
    start = 0
    cuts = [*_STOP.finditer(said.text)]
    for end, after in [*((m.start(), m.end()) for m in cuts), (len(said.text), 0)]:
        text = said.text[start:end]
        if text.strip(" .*_#|"):
            yield Said(text, narrow(said.spans, start, end))
        start = after


def sentences(said: Said) -> list[Said]:
    """`said`, a sentence each."""
    return list(_sentences(said))
