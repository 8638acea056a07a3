"""What one question reads of the store, each document's pages and blocks once."""

from functools import partial

from kb.catalog import Snapshot
from kb.chunking import led_by_stem
from kb.types import Block, Page, Spans, cut


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
        text = partial(self.text, document_id)
        return led_by_stem(self.blocks(document_id), text, block, spans)
