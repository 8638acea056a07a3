"""Where a document says what it is: title, cover lines, running lines, the first paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.spans import narrow
from kb.types import Block, BlockKind, Document, Field, Spans

_COVER_PAGES = 3
_COVER_WORDS = 45
_SENTENCE_WORDS = 15
_COVER_SENTENCES = 2
_RUNNING_WORDS = 20
_PROSE_BLOCKS = 60
_CHAPTER = re.compile(
    r"\d+\.?\s|(?:introduction|foreword|preface|purpose|background|glossary|acknowledgements?|"
    r"circumstances|why this|what happened|attendance|summary of|overview of)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\.\s?\.\s?\.|\d\s+\d{1,3}$|^\W*contents\W*$", re.IGNORECASE)
_STOP = re.compile(
    r"(?<!\b[DM]r)(?<!\bM[rs]s)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\b[A-Z])\.\s+(?=[A-Z“‘\"])"
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

    `titles`: the declared title and the headings of the cover; `prose`: the first blocks of text.
    """

    document: Document
    titles: tuple[Said, ...]
    cover: tuple[Said, ...]
    running: tuple[Said, ...]
    prose: tuple[Said, ...]

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
    titles = [_said(document, block) for _, block in on_cover if block.kind is BlockKind.HEADING]
    if known and declared != name:
        titles.append(Said(declared, ()))
    return Opening(
        document,
        tuple(titles),
        tuple(part for _, block in on_cover for part in _sentences(_said(document, block))),
        tuple(_running(document)),
        tuple(_prose(document, covered)),
    )


def _said(document: Document, block: Block) -> Said:
    return Said(document.text(block.spans), block.spans)


def _cover(document: Document) -> Iterator[tuple[int, Block]]:
    """The blocks before the text, with their ordinals."""
    n_sentences = 0
    for ordinal, block in enumerate(document.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        text = document.text(block.spans)
        n_words = len(text.split())
        begins = block.kind is BlockKind.HEADING and _CHAPTER.match(text.strip("#*_ "))
        if begins or n_words > _COVER_WORDS or block.spans[0].page > _COVER_PAGES:
            return
        if block.paragraph is not None or block.kind is BlockKind.COMMENT:
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
