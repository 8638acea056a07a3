"""Rows of recommendations, events and theme mentions; they come and go with their document."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.rows import span_rows, to_spans
from kb.types import Event, Mention, Polarity, Recommendation, RecommendationKind


def insert_records(
    connection: Connection,
    document_id: str,
    recommendations: Sequence[Recommendation],
    events: Sequence[Event],
) -> None:
    """Puts what a document recommends and tells into the catalogue."""
    kinds: tuple[tuple[Table, Sequence[Recommendation | Event]], ...] = (
        (schema.recommendation, recommendations),
        (schema.event, events),
    )
    for table, records in kinds:
        rows = [
            {
                column.name: _stored(getattr(record, column.name))
                for column in table.columns
                if column.name not in ("document_id", "ordinal")
            }
            | {"document_id": document_id, "ordinal": ordinal, "spans": span_rows(record.spans)}
            for ordinal, record in enumerate(records)
        ]
        if rows:
            connection.execute(insert(table), rows)


def to_recommendation(row: Row[Any]) -> Recommendation:
    """A recommendation from its row."""
    return Recommendation(
        kind=RecommendationKind(row.kind),
        spans=to_spans(row.spans),
        number=row.number,
        paragraph=row.paragraph,
        section=tuple(row.section),
        addressees=tuple(row.addressees),
        scope=row.scope,
        due=row.due,
        status=row.status,
        action=row.action,
        lead=row.lead,
    )


def to_event(row: Row[Any]) -> Event:
    """An event from its row."""
    return Event(
        date=row.date,
        first=row.first,
        last=row.last,
        precision=row.precision,
        spans=to_spans(row.spans),
        year_stated=row.year_stated,
        faults=tuple(row.faults),
        agency=row.agency,
        paragraph=row.paragraph,
        section=tuple(row.section),
    )


def insert_mentions(
    connection: Connection, document_id: str, mentions: Sequence[Mention], made_with: str
) -> None:
    """Puts a document's theme mentions into the catalogue, with what they were made with."""
    connection.execute(insert(schema.tagging).values(document_id=document_id, made_with=made_with))
    rows = [
        {
            "document_id": document_id,
            "theme": mention.theme,
            "polarity": mention.polarity.value,
            "sentence": mention.sentence,
            "block": mention.block,
            "spans": span_rows(mention.spans),
            "marks": mention.marks,
        }
        for mention in mentions
    ]
    if rows:
        connection.execute(insert(schema.theme_mention), rows)


def to_mention(row: Row[Any]) -> Mention:
    """A mention from its row."""
    return Mention(
        theme=row.theme,
        polarity=Polarity(row.polarity),
        sentence=row.sentence,
        block=row.block,
        spans=to_spans(row.spans),
        marks=row.marks,
    )


def _stored(value: Any) -> Any:
    """A field as its column holds it: tuples as JSON arrays, enumerations by value."""
    if isinstance(value, RecommendationKind):
        return value.value
    return list(value) if isinstance(value, tuple) else value
