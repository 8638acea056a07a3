"""What is known of documents: summaries, fields, details, as people correct them."""

import dataclasses
from typing import Any

from sqlalchemy import Connection, Select, func, select

from kb.access import Access, field_access
from kb.catalog import schema
from kb.catalog.clearance import Clearance
from kb.catalog.corrections import corrections
from kb.catalog.rows import to_spans
from kb.correcting import corrected_fields, corrected_summary
from kb.types import (
    Acceptance,
    DocumentDetails,
    DocumentSummary,
    Field,
    FileStatus,
    HiddenText,
    PageState,
    PageSummary,
    Signature,
    Standing,
)

Summaries = dict[str, DocumentSummary]
Fields = dict[str, tuple[Field, ...]]

_PAGE_SUMMARY = tuple(f.name for f in dataclasses.fields(PageSummary) if f.name != "characters")


def summaries(
    connection: Connection, clearance: Clearance, document_id: str | None = None
) -> Summaries:
    """Live documents by id, in order of title: one, or all that may be read."""
    d, page, passage, source = (
        schema.document.c,
        schema.page.c,
        schema.passage.c,
        schema.source.c,
    )

    def only(query: Select[Any], column: Any) -> Select[Any]:
        return query if document_id is None else query.where(column == document_id)

    counted = select(passage.document_id, func.count()).group_by(passage.document_id)
    n_passages = _pairs(connection, only(counted, passage.document_id))
    counted = select(page.document_id, func.count()).group_by(page.document_id)
    n_pages = _pairs(connection, only(counted, page.document_id))
    unread = (
        select(page.document_id, page.number)
        .where(page.state == PageState.UNREADABLE.value)
        .order_by(page.number)
    )
    unreadable = _listed(connection, only(unread, page.document_id))
    named = select(source.document_id, source.name).order_by(source.name)
    sources = _listed(connection, only(named, source.document_id))
    query = select(schema.document).where(clearance.readable)
    found = [
        DocumentSummary(
            id=row.id,
            title=row.title,
            document_type=row.document_type,
            standing=Standing(row.standing),
            authority=row.authority,
            year=row.year,
            media_type=row.media_type,
            status=FileStatus(row.status),
            pages=n_pages.get(row.id, 0),
            passages=n_passages.get(row.id, 0),
            unreadable_pages=unreadable.get(row.id, []),
            sources=sources.get(row.id, []),
            access=Access(row.access).name.lower(),
            sha256=row.sha256,
            parser=row.parser,
            ingested_at=row.ingested_at,
        )
        for row in connection.execute(only(query, d.id))
    ]
    said = corrections(connection, document_id)
    told = [corrected_summary(item, said.get(item.id, ())) for item in found]
    return {item.id: item for item in sorted(told, key=lambda item: (item.title, item.id))}


def _pairs(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _listed(connection: Connection, query: Select[Any]) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = {}
    for key, value in connection.execute(query):
        lists.setdefault(key, []).append(value)
    return lists


def fields(connection: Connection, clearance: Clearance, held: Summaries) -> Fields:
    """What is known of each document of `held`, by its id; () where nothing is."""
    lists: dict[str, list[Field]] = {document_id: [] for document_id in held}
    query = select(schema.field).order_by(schema.field.c.document_id, schema.field.c.ordinal)
    for row in connection.execute(query):
        if row.document_id in lists:
            field = Field(row.name, row.value, to_spans(row.spans), row.confidence, row.by)
            lists[row.document_id].append(field)
    said = corrections(connection)
    told = {
        document_id: corrected_fields(read, said.get(document_id, ()))
        for document_id, read in lists.items()
    }
    return {
        document_id: tuple(f for f in known if field_access(f) <= clearance.level)
        for document_id, known in told.items()
    }


def signatures(connection: Connection) -> dict[str, Signature]:
    """What shows whether two documents hold the same words, by document."""
    return {
        row.document_id: Signature(row.text_sha256, row.minhash)
        for row in connection.execute(select(schema.signature))
    }


def details(connection: Connection, summary: DocumentSummary) -> DocumentDetails:
    """A document with each of its pages, what it hides, and who accepted that."""
    page, hidden, accepted = schema.page.c, schema.hidden_text.c, schema.acceptance.c
    columns = [page[name] for name in _PAGE_SUMMARY]
    pages = connection.execute(
        select(func.length(page.text).label("characters"), *columns)
        .where(page.document_id == summary.id)
        .order_by(page.number)
    )
    findings = connection.execute(
        select(hidden.page, hidden.reason, hidden.words)
        .where(hidden.document_id == summary.id)
        .order_by(hidden.ordinal)
    )
    acceptances = connection.execute(
        select(accepted.source, accepted.by, accepted.reason, accepted.at)
        .where(accepted.sha256 == summary.sha256, accepted.source.in_(summary.sources))
        .order_by(accepted.source)
    )
    return DocumentDetails(
        **{f.name: getattr(summary, f.name) for f in dataclasses.fields(summary)},
        hidden=[HiddenText(*row) for row in findings],
        acceptances=[Acceptance(*row) for row in acceptances],
        page_list=[PageSummary(**{**row._mapping, "state": PageState(row.state)}) for row in pages],
    )
