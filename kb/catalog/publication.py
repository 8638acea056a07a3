"""All that one document puts into the store: its rows, put in and taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete
from sqlalchemy.dialects.sqlite import insert

from kb.access import Access
from kb.catalog import schema
from kb.catalog.full_text import drop_words
from kb.catalog.records import insert_mentions, insert_records
from kb.catalog.rows import now, span_rows, text_sha256
from kb.types import (
    Block,
    Description,
    Document,
    Event,
    Field,
    FileStatus,
    Mention,
    Page,
    Passage,
    Recommendation,
    Signature,
    to_json,
)

_OF_A_DOCUMENT = (
    schema.source,
    schema.passage,
    schema.block,
    schema.field,
    schema.signature,
    schema.recommendation,
    schema.event,
    schema.theme_mention,
    schema.tagging,
    schema.recognised,
    schema.hidden_text,
    schema.page,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that one document puts into the store."""

    document: Document
    description: Description
    passages: Sequence[Passage]
    embedding_keys: Sequence[str]
    pipeline: str
    status: FileStatus
    cause: str | None
    signature: Signature
    access: Access = Access.PUBLIC
    recommendations: Sequence[Recommendation] = ()
    events: Sequence[Event] = ()
    mentions: Sequence[Mention] = ()
    tagged_with: str = ""


def insert_publication(
    connection: Connection, publication: Publication, status: FileStatus
) -> None:
    """Puts in every row but those of sources and of the full-text index."""
    document, description = publication.document, publication.description
    connection.execute(insert(schema.document).values(**_document_row(publication, status)))
    tables: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
        (schema.page, [_page_row(page) for page in document.pages]),
        (schema.recognised, [_words_row(page) for page in document.pages if page.words]),
        (schema.hidden_text, _numbered([to_json(found) for found in document.hidden])),
        (schema.block, _numbered([_block_row(block) for block in document.blocks])),
        (schema.signature, [to_json(publication.signature)]),
        (schema.field, _numbered([_field_row(field) for field in description.fields])),
        (schema.passage, _passage_rows(publication)),
    )
    for table, rows in tables:
        if rows:
            connection.execute(insert(table), [{"document_id": document.id, **r} for r in rows])
    insert_records(connection, document.id, publication.recommendations, publication.events)
    insert_mentions(connection, document.id, publication.mentions, publication.tagged_with)


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"ordinal": ordinal, **row} for ordinal, row in enumerate(rows)]


def _document_row(publication: Publication, status: FileStatus) -> dict[str, Any]:
    document, description = publication.document, publication.description
    return {
        "id": document.id,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "parser": document.parser,
        "pipeline": publication.pipeline,
        "title": description.title,
        "document_type": description.document_type,
        "standing": description.standing.value,
        "authority": description.authority,
        "year": description.year,
        "access": int(publication.access),
        "status": status.value,
        "cause": publication.cause,
        "ingested_at": now(),
    }


def _page_row(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "label": page.label,
        "text": page.text,
        "sha256": text_sha256(page.text),
        "state": page.state.value,
        "cause": page.cause,
        "extractor": page.extractor,
        "word_shape": page.word_shape,
        "confidence": page.confidence,
        "pictures": page.pictures,
        "figures": page.figures,
        "tables": page.tables,
    }


def _words_row(page: Page) -> dict[str, Any]:
    """What was read off the picture of a page, word for word."""
    return {"number": page.number, "words": [list(to_json(word).values()) for word in page.words]}


def _block_row(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "spans": span_rows(block.spans),
        "paragraph": block.paragraph,
        "section": list(block.section),
        "speaker": block.speaker,
        "stem": block.stem,
    }


def _field_row(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "value": field.value,
        "spans": span_rows(field.spans),
        "confidence": field.confidence,
        "by": field.by,
    }


def _passage_rows(publication: Publication) -> list[dict[str, Any]]:
    keyed = zip(publication.passages, publication.embedding_keys, strict=True)
    return [
        {
            "id": passage.id,
            "ordinal": passage.ordinal,
            "spans": span_rows(passage.spans),
            "context": passage.context,
            "sentences": [[span_rows(s.spans), s.block] for s in passage.sentences],
            "embedding_key": key,
        }
        for passage, key in keyed
    ]


def delete_document(connection: Connection, document_id: str) -> None:
    """Takes out every row of a document, its sources and words among them."""
    drop_words(connection, document_id)
    for table in _OF_A_DOCUMENT:
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(schema.document).where(schema.document.c.id == document_id))
