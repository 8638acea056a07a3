"""Recommendations, events and theme mentions of documents: put in, read, replaced."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.clearance import Clearance
from kb.catalog.rows import span_rows, to_spans
from kb.types import Event, Mention, Polarity, Recommendation, RecommendationKind


class Records:
    """What one viewer reads of records, inside one read transaction."""

    def __init__(self, connection: Connection, clearance: Clearance):
        self._connection = connection
        self._clearance = clearance

    def recommendations(self, document_id: str) -> list[Recommendation]:
        """What a live document recommends or resolves, or the words that say it does not."""
        return [_recommendation(row) for row in self._in_order(schema.recommendation, document_id)]

    def events(self, document_id: str) -> list[Event]:
        """The dated events of a live document, in reading order."""
        return [_event(row) for row in self._in_order(schema.event, document_id)]

    def _in_order(self, table: Table, document_id: str) -> Iterable[Row[Any]]:
        query = select(table).where(table.c.document_id == document_id).order_by(table.c.ordinal)
        return self._connection.execute(self._clearance.of_readable(query, table))

    @cached_property
    def taggings(self) -> dict[str, str]:
        """What the kept theme mentions of documents were made with, by document."""
        c = schema.tagging.c
        rows = self._connection.execute(select(c.document_id, c.made_with))
        return {row.document_id: row.made_with for row in rows}

    def mentions(self, document_id: str) -> list[Mention]:
        """The kept theme mentions of a live document, in reading order."""
        c = schema.theme_mention.c
        query = (
            select(schema.theme_mention)
            .where(c.document_id == document_id)
            .order_by(c.sentence, c.theme, c.polarity)
        )
        rows = self._connection.execute(self._clearance.of_readable(query, schema.theme_mention))
        return [_mention(row) for row in rows]

    def mentioned(self, document_id: str) -> list[tuple[str, Polarity, int, int]]:
        """Theme, polarity, sentence and marks of a document's kept mentions, in no order."""
        c = schema.theme_mention.c
        query = select(c.theme, c.polarity, c.sentence, c.marks).where(c.document_id == document_id)
        rows = self._connection.execute(self._clearance.of_readable(query, schema.theme_mention))
        return [(row.theme, Polarity(row.polarity), row.sentence, row.marks) for row in rows]


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


def _recommendation(row: Row[Any]) -> Recommendation:
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


def _event(row: Row[Any]) -> Event:
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


def replace_mentions(
    connection: Connection, document_id: str, mentions: Sequence[Mention], made_with: str
) -> None:
    """Puts theme mentions in the place of those that a live document had."""
    for table in (schema.theme_mention, schema.tagging):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    insert_mentions(connection, document_id, mentions, made_with)


def _mention(row: Row[Any]) -> Mention:
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
