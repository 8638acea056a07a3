"""What one question reads of the store, each document's pages and blocks once."""

from kb.catalog import Snapshot
from kb.chunking import block_sentences
from kb.types import Block, BlockKind, Page, Spans, cut


class Reader:
    """Pages and blocks of the documents that one question touches, each read once."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self._pages: dict[str, dict[int, Page]] = {}
        self._blocks: dict[str, list[Block]] = {}

    def text(self, document_id: str, spans: Spans) -> str:
        """The stored characters at `spans`."""
        texts = {span.page: self.page(document_id, span.page).text for span in spans}
        return cut(texts, spans)

    def page(self, document_id: str, number: int) -> Page:
        """One stored page."""
        if document_id not in self._pages:
            self._pages[document_id] = self.snapshot.pages(document_id)
        return self._pages[document_id][number]

    def blocks(self, document_id: str) -> list[Block]:
        """The document's blocks by ordinal."""
        if document_id not in self._blocks:
            self._blocks[document_id] = self.snapshot.blocks(document_id)
        return self._blocks[document_id]

    def quotable(self, document_id: str, block: Block, spans: Spans) -> Spans:
        """`spans` of a sentence, led by the stem of the list it stands in."""
        if block.kind is not BlockKind.LIST_ITEM or block.stem is None:
            return spans
        stem = self.blocks(document_id)[block.stem]
        text = self.text(document_id, stem.spans)
        ranges = block_sentences(stem, text)
        if not ranges or not any(ch.isalpha() for ch in self.text(document_id, ranges[-1])):
            return spans
        return (*ranges[-1], *spans)
