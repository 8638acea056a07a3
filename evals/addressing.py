"""Addresses of gold quotations: is each where its annotator found it, and marked on its page?

Every quotation of a dataset is looked for in the ingested document, letters and digits alone. Its
page (either, where it runs over two) and paragraph are compared with the annotator's. In a PDF its
rectangles are asked for, and what PDFium reads inside them is compared with the quotation.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals.bootstrap import Interval, mean_interval
from evals.dataset import Dataset, GoldQuote
from evals.progress import Progress
from evals.quotes import find_quote, fold
from evals.workspace import Workspace, open_workspace
from kb.embedding import Embedder
from kb.errors import UnreadableDocument
from kb.page_images import PageImages
from kb.sandbox import Sandbox
from kb.types import Block, BlockKind, Page, Span, Spans

_PDF = "application/pdf"
_TIMEOUT_S, _MEMORY_MIB = 120, 2048


@dataclass(slots=True)
class Addresses:
    """1 or 0 a quotation by measure, and in words what is wrong with each that is not right."""

    found: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    paragraph: list[float] = field(default_factory=list)
    rectangles: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Interval]:
        """The share that is right by measure; the page only where the annotator gave one."""
        measures = {
            "found": self.found,
            "page exact": self.page,
            "paragraph exact": self.paragraph,
            "rectangles exact": self.rectangles,
        }
        return {name: mean_interval(values) for name, values in measures.items() if values}

    def json(self) -> dict[str, Any]:
        """Plain values."""
        figures = {name: asdict(figure) for name, figure in self.figures.items()}
        return {"figures": figures, "misses": self.misses}


def check_addresses(
    dataset: Dataset, embedder: Embedder, cache: Path, progress: Progress
) -> Addresses:
    """Where the quotations of `dataset` are found, each quotation once.

    Raises:
        DatasetError: a quotation is not in its document at all.
    """
    wanted: dict[str, list[GoldQuote]] = {}
    seen = set()
    for quote in (quote for question in dataset.questions for quote in question.quotes):
        key = (quote.document, quote.text, quote.page, quote.paragraph)
        if key not in seen:
            seen.add(key)
            wanted.setdefault(quote.document, []).append(quote)
    addresses = Addresses()
    with (
        open_workspace(dataset, embedder, cache, progress) as workspace,
        Sandbox(timeout_s=_TIMEOUT_S, memory_mib=_MEMORY_MIB) as sandbox,
        progress.task("finding quotations", len(seen)) as advance,
    ):
        live = {name: id_ for id_, names in workspace.corpus_ids.items() for name in names}
        for name, quotes in wanted.items():
            if name not in live:
                said = f"{name} could not be read: {workspace.failures.get(name, 'not ingested')}"
                addresses.found += [0.0] * len(quotes)
                addresses.misses += [f"{quote.place}: {said}" for quote in quotes]
                continue
            document = _Ingested(workspace, live[name], PageImages(sandbox))
            for quote in quotes:
                document.check(quote, addresses)
                advance(1)
    return addresses


class _Ingested:
    """One document's letters with the place of each, and its original."""

    def __init__(self, workspace: Workspace, document_id: str, images: PageImages) -> None:
        with workspace.kb.read() as snapshot:
            document = snapshot.documents[document_id]
            self._pages = snapshot.texts.pages(document_id)
            self._blocks = snapshot.texts.blocks(document_id)
        original = workspace.kb.originals.path(document.sha256)
        self._pdf = str(original) if document.media_type == _PDF else None
        self._images = images
        self._letters, self._places = _letters(self._blocks, self._pages)

    def check(self, quote: GoldQuote, addresses: Addresses) -> None:
        """Adds what is right and wrong about one quotation."""
        ranges = list(self._ranges(fold(quote.text)))
        addresses.found.append(float(bool(ranges)))
        said = f"{quote.place}: {quote.document}: {quote.text[:70]!r}"
        if not ranges:
            addresses.misses.append(f"{said} stands only in headers, footers or across blocks")
            return
        # where it stands several times, the one that was meant
        start, end = max(ranges, key=lambda found: self._n_right(quote, found[0]))
        block = self._places[start][0]
        if quote.page is not None:
            pages = sorted({page for _, page, _ in self._places[start:end]})
            addresses.page.append(float(quote.page in pages))
            if quote.page not in pages:
                ours = " and ".join(map(str, pages))
                addresses.misses.append(f"{said} is on page {ours}, not {quote.page}")
        if quote.paragraph is not None:
            number = self._blocks[block].paragraph
            addresses.paragraph.append(float(number == quote.paragraph))
            if number != quote.paragraph:
                addresses.misses.append(f"{said} is in paragraph {number}, not {quote.paragraph}")
        if self._pdf is not None:
            wrong = self._unmarked(self._pdf, self._spans(start, end))
            addresses.rectangles.append(float(wrong is None))
            if wrong is not None:
                addresses.misses.append(f"{said} {wrong}")

    def _ranges(self, quote: str) -> Iterator[tuple[int, int]]:
        """Everywhere the letters of a quotation stand; where they do nowhere, most of them."""
        start = self._letters.find(quote)
        if start < 0:
            near = find_quote(self._letters, quote)
            yield from [near] if near is not None else []
        while start >= 0:
            yield start, start + len(quote)
            start = self._letters.find(quote, start + 1)

    def _n_right(self, quote: GoldQuote, start: int) -> int:
        block, page, _ = self._places[start]
        return (page == quote.page) + (self._blocks[block].paragraph == quote.paragraph)

    def _spans(self, start: int, end: int) -> Spans:
        """The spans of some letters, one a page and block."""
        spans: list[Span] = []
        above = -1
        for block, page, at in self._places[start:end]:
            if spans and spans[-1].page == page and above == block:
                spans[-1] = Span(page, spans[-1].start, at + 1)
            else:
                spans.append(Span(page, at, at + 1))
            above = block
        return tuple(spans)

    def _unmarked(self, pdf: str, spans: Spans) -> str | None:
        """What is wrong with the rectangles of the words at `spans`; None where nothing is."""
        for span in spans:
            text = self._pages[span.page].text
            words = text[span.start : span.end]
            try:
                rectangles = self._images.locate(pdf, span.page, words, span.start / len(text))
                inside = self._images.words_within(pdf, span.page, rectangles)
            except UnreadableDocument as error:
                return f"cannot be marked on page {span.page} ({error})"
            if not rectangles:
                return f"is not located on page {span.page}"
            if fold(inside) != fold(words):
                return f"is marked on page {span.page} where PDFium reads {inside[:80]!r}"
        return None


def _letters(
    blocks: Sequence[Block], pages: dict[int, Page]
) -> tuple[str, list[tuple[int, int, int]]]:
    """The letters and digits outside furniture; of each the block, page and offset."""
    letters: list[str] = []
    places: list[tuple[int, int, int]] = []
    for number, block in enumerate(blocks):
        for span in block.spans if block.kind is not BlockKind.FURNITURE else ():
            for at in range(span.start, span.end):
                for letter in unicodedata.normalize("NFKC", pages[span.page].text[at]).casefold():
                    if letter.isalnum():
                        letters.append(letter)
                        places.append((number, span.page, at))
    return "".join(letters), places
