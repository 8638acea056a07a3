"""Passages that a search found, as they are shown: words, place, scores."""

from collections.abc import Sequence

from kb.catalog import Snapshot, StoredPassage
from kb.reader import Reader
from kb.retrieval import Retrieved
from kb.types import Hit


def read_hits(snapshot: Snapshot, found: Sequence[Retrieved]) -> list[Hit]:
    """What is shown of each passage of `found`, in that order."""
    reader = Reader(snapshot)
    passages = snapshot.passages.by_key([item.key for item in found])
    reader.fetch_passages(passages.values())
    return [_hit(reader, item, passages[item.key]) for item in found]


def _hit(reader: Reader, item: Retrieved, passage: StoredPassage) -> Hit:
    document = reader.snapshot.documents[passage.document_id]
    first = passage.spans[0]
    inside = [reader.block(passage.document_id, s.block) for s in passage.sentences]
    page = reader.page(passage.document_id, first.page)
    return Hit(
        passage_id=passage.id,
        document_id=passage.document_id,
        title=document.title,
        page=first.page,
        page_label=page.label,
        paragraph=next((b.paragraph for b in inside if b.paragraph), None),
        section=" / ".join(inside[0].section) or None if inside else None,
        text=reader.text(passage.document_id, passage.spans),
        spans=passage.spans,
        score=round(item.score, 4),
        dense=round(item.dense, 4),
        lexical=round(item.lexical, 4),
    )
