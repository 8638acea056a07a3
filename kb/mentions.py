"""What the sentences of a document say of the themes of the vocabulary, told once, at ingest.

A mention is as good as the vocabulary it was made with: `made_with` is kept beside the mentions of
each document, and where it is not today's, whoever reads them tags anew (`mentions_of`).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from kb.catalog import Snapshot
from kb.chunking import led_by_stem
from kb.speech import marks
from kb.themes import tag, vocabulary_digest
from kb.types import Block, Mention, Sentence, Spans, cut

_RULES = "mentions-4"  # of this module, and of `kb.speech`, whose marks are kept


def made_with() -> str:
    """The vocabulary and the rules that mentions are made with in this process."""
    return f"{_RULES}+{vocabulary_digest()}"


def find_mentions(
    blocks: Sequence[Block], text: Callable[[Spans], str], sentences: Iterable[Sentence]
) -> list[Mention]:
    """The mentions in the sentences that are searched, in reading order.

    Args:
        blocks: those of the document, by ordinal.
        text: gives the characters at spans.
        sentences: those of every passage of the document, in order.
    """
    found = []
    for number, sentence in enumerate(sentences):
        block = blocks[sentence.block]
        spans = led_by_stem(blocks.__getitem__, text, block, sentence.spans)
        words = text(spans)
        if said := tag(words):
            told = int(marks(block, words))
            found += [Mention(t, p, number, sentence.block, spans, told) for t, p in said]
    return found


def mentions_of(snapshot: Snapshot, document_id: str) -> list[Mention]:
    """The mentions of a live document: those kept, or found anew where they are out of date."""
    if snapshot.records.taggings.get(document_id) == made_with():
        return snapshot.records.mentions(document_id)
    return mentions_anew(snapshot, document_id)


def mentions_anew(snapshot: Snapshot, document_id: str) -> list[Mention]:
    """The mentions of a live document, found in its stored pages; nothing is embedded."""
    pages = {number: page.text for number, page in snapshot.texts.pages(document_id).items()}
    return find_mentions(
        snapshot.texts.blocks(document_id),
        partial(cut, pages),
        snapshot.passages.sentences(document_id),
    )
