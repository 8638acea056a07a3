"""Whether a store is whole: its catalogue, the words that records point at, files, the index."""

from collections.abc import Iterator

from kb.access import LOCAL
from kb.catalog import Catalog, Snapshot
from kb.index import DenseIndex
from kb.originals import Originals


def faults(catalog: Catalog, originals: Originals, index: DenseIndex) -> Iterator[str]:
    """Everything that is wrong, in words, and what mends it; nothing where all is well.

    Raises:
        StoreError: a page's text is not what was stored.
    """
    yield from catalog.faults()
    with catalog.read(LOCAL) as snapshot:
        for document in snapshot.held.values():
            yield from _stray_spans(snapshot, document.id)
            if not originals.is_intact(document.sha256):
                yield f"{document.id}: the kept original is missing or damaged"
        if not catalog.erasing.is_done:
            yield "removed text stands in the files; `kb verify --repair` clears it"
        if snapshot.documents and index.degraded(snapshot):
            yield "no usable vector index; `kb verify --repair` builds one"


def _stray_spans(snapshot: Snapshot, document_id: str) -> Iterator[str]:
    pages = snapshot.texts.pages(document_id)  # raises where a page's hash does not fit
    kept = (
        ("block", snapshot.texts.blocks(document_id)),
        ("recommendation", snapshot.records.recommendations(document_id)),
        ("event", snapshot.records.events(document_id)),
        ("theme mention", snapshot.records.mentions(document_id)),
    )
    for name, items in kept:
        for span in (span for item in items for span in item.spans):
            text = pages[span.page].text if span.page in pages else ""
            if not 0 <= span.start < span.end <= len(text):
                yield f"{document_id}: a span of a {name} lies outside page {span.page}"
