"""What one question reads of the store, each page and block once."""

from collections.abc import Iterable, Sequence
from functools import partial

from kb.catalog import Snapshot, StoredPassage
from kb.chunking import among_neighbours, led_by_stem
from kb.types import Block, Page, Spans, cut

Address = tuple[str, int]
"""A document's id, and the number of a page or the ordinal of a block."""


class Reader:
    """Pages and blocks of the documents that one question touches, each read once.

    What was not fetched in good time is read when it is asked for, a document at a time.
    """

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self._pages: dict[Address, Page] = {}
        self._blocks: dict[Address, Block] = {}

    def fetch(self, pages: Iterable[Address], blocks: Iterable[Address]) -> None:
        """Reads these pages and blocks, of however many documents, in a few queries."""
        self._pages |= self.snapshot.texts.some_pages(set(pages) - self._pages.keys())
        self._blocks |= self.snapshot.texts.some_blocks(set(blocks) - self._blocks.keys())

    def fetch_passages(self, passages: Iterable[StoredPassage]) -> None:
        """Reads the pages and blocks of passages, and the stems of list items among them."""
        held = list(passages)
        items = {(p.document_id, s.block) for p in held for s in p.sentences}
        self.fetch({(p.document_id, s.page) for p in held for s in p.spans}, items)
        stems = {
            (document_id, stem)
            for document_id, ordinal in items
            if (stem := self.block(document_id, ordinal).stem) is not None
        }
        self.fetch((), stems)
        self.fetch({(d, span.page) for d, n in stems for span in self.block(d, n).spans}, ())

    def text(self, document_id: str, spans: Spans) -> str:
        """The stored characters at `spans`."""
        texts = {span.page: self.page(document_id, span.page).text for span in spans}
        return cut(texts, spans)

    def before(self, document_id: str, block: Block, text: str) -> str:
        """What stands in `block` before the sentence `text`; "" where that is not in it."""
        whole = self.text(document_id, block.spans)
        return whole.partition(text)[0] if text in whole else ""

    def page(self, document_id: str, number: int) -> Page:
        """One stored page."""
        if (document_id, number) not in self._pages:
            pages = self.snapshot.texts.pages(document_id)
            self._pages |= {(document_id, n): page for n, page in pages.items()}
        return self._pages[document_id, number]

    def block(self, document_id: str, ordinal: int) -> Block:
        """One block of a document."""
        if (document_id, ordinal) not in self._blocks:
            blocks = self.snapshot.texts.blocks(document_id)
            self._blocks |= {(document_id, n): block for n, block in enumerate(blocks)}
        return self._blocks[document_id, ordinal]

    def quotable(self, document_id: str, block: Block, spans: Spans) -> Spans:
        """`spans` of a sentence, led by the stem of the list it stands in."""
        block_at = partial(self.block, document_id)
        return led_by_stem(block_at, partial(self.text, document_id), block, spans)

    def in_context(self, document_id: str, block: Block, spans: Spans) -> Spans:
        """`spans` of a sentence, with those beside it in its block."""
        return among_neighbours(block, self.text(document_id, block.spans), spans)

    def blocks(self, document_id: str) -> Sequence[Block]:
        """Every block of a document, by ordinal."""
        blocks = self.snapshot.texts.blocks(document_id)
        self._blocks |= {(document_id, n): block for n, block in enumerate(blocks)}
        return blocks
