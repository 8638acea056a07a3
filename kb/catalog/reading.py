"""What one viewer can read of the catalogue, in one read transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Table, func, select, text

from kb.access import Access, Viewer
from kb.catalog import schema
from kb.catalog.records import to_event, to_recommendation
from kb.catalog.rows import STORED, parts, text_sha256, to_spans, to_vectors, unit
from kb.embedding import Embedding, Vectors
from kb.errors import StoreError, UnknownDocument
from kb.types import (
    Block,
    BlockKind,
    DocumentSummary,
    Event,
    FileStatus,
    Page,
    PageState,
    Recommendation,
    Sentence,
    Spans,
    Standing,
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A live passage as the catalogue holds it; vectors are unit rows, float32."""

    key: int
    id: str
    document_id: str
    spans: Spans
    context: str
    sentences: tuple[Sentence, ...]
    embedding: Embedding


@dataclass(frozen=True, slots=True)
class Generation:
    """The vector index that serves: a folder, and what its files must hash to."""

    id: str
    model: str
    n_passages: int
    manifest: dict[str, str]


Summaries = dict[str, DocumentSummary]


class Snapshot:
    """What one viewer can read, inside one read transaction."""

    def __init__(
        self, connection: Connection, viewer: Viewer, known: dict[int, tuple[int, Summaries]]
    ):
        """Reads on `connection`; `known` keeps the documents of the last commit by clearance."""
        self._connection = connection
        self._clearance = int(viewer.clearance)
        self._visible = schema.document.c.access <= self._clearance
        self._known = known

    @cached_property
    def commits(self) -> int:
        """A number that grows with every change."""
        value = self._connection.scalar(
            select(schema.meta.c.value).where(schema.meta.c.key == "commits")
        )
        return int(value or 0)

    @cached_property
    def failures(self) -> dict[str, str]:
        """Files that could not be read: source to cause."""
        rows = self._connection.execute(select(schema.failure.c.source, schema.failure.c.cause))
        return {row.source: row.cause for row in rows}

    @cached_property
    def documents(self) -> Summaries:
        """Live documents by id, in order of title."""
        commits, found = self._known.get(self._clearance, (None, {}))
        if commits != self.commits:
            found = self._summaries(None)
            self._known[self._clearance] = (self.commits, found)
        return found

    def _summaries(self, document_id: str | None) -> Summaries:
        """Summaries of one live document or of all, from four queries."""
        d, page, passage, source = (
            schema.document.c,
            schema.page.c,
            schema.passage.c,
            schema.source.c,
        )

        def only(query: Any, column: Any) -> Any:
            return query if document_id is None else query.where(column == document_id)

        counted = select(passage.document_id, func.count()).group_by(passage.document_id)
        n_passages = self._pairs(only(counted, passage.document_id))
        counted = select(page.document_id, func.count()).group_by(page.document_id)
        n_pages = self._pairs(only(counted, page.document_id))
        unread = (
            select(page.document_id, page.number)
            .where(page.state == PageState.UNREADABLE.value)
            .order_by(page.number)
        )
        unreadable = self._listed(only(unread, page.document_id))
        named = select(source.document_id, source.name).order_by(source.name)
        sources = self._listed(only(named, source.document_id))
        query = select(schema.document).where(self._visible).order_by(d.title, d.id)
        return {
            row.id: DocumentSummary(
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
            for row in self._connection.execute(only(query, d.id))
        }

    def _pairs(self, query: Any) -> dict[str, int]:
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _listed(self, query: Any) -> dict[str, list[Any]]:
        lists: dict[str, list[Any]] = {}
        for key, value in self._connection.execute(query):
            lists.setdefault(key, []).append(value)
        return lists

    def document_at(self, source: str) -> str | None:
        """Id of the live document that stands at `source`."""
        return self._connection.scalar(
            select(schema.document.c.id)
            .join(schema.source, schema.source.c.document_id == schema.document.c.id)
            .where(schema.source.c.name == source, self._visible)
        )

    def pipeline(self, document_id: str) -> str | None:
        """The pipeline that made a live document; None where it is not live."""
        return self._connection.scalar(
            select(schema.document.c.pipeline).where(
                schema.document.c.id == document_id, self._visible
            )
        )

    def document(self, document_id: str) -> DocumentSummary:
        """One live document.

        Raises:
            UnknownDocument: there is none that the viewer may read.
        """
        found = self._summaries(document_id).get(document_id)
        if found is None:
            raise UnknownDocument(f"no document {document_id!r}; `kb documents` lists them")
        return found

    def pages(self, document_id: str, numbers: Iterable[int] | None = None) -> dict[int, Page]:
        """Pages of a live document by number, each checked against the hash it was stored with.

        Raises:
            StoreError: a page's text is not what was stored.
        """
        c = schema.page.c
        query = (
            select(schema.page)
            .join(schema.document, schema.document.c.id == c.document_id)
            .where(c.document_id == document_id, self._visible)
            .order_by(c.number)
        )
        if numbers is not None:
            query = query.where(c.number.in_(list(numbers)))
        found = {}
        for row in self._connection.execute(query):
            if text_sha256(row.text) != row.sha256:
                raise StoreError(
                    f"document {document_id}, page {row.number}: stored text is damaged; "
                    "restore a backup or ingest the file again"
                )
            found[row.number] = Page(
                row.number, row.text, row.label, PageState(row.state), row.cause, row.extractor
            )
        return found

    def page(self, document_id: str, number: int) -> Page:
        """One page of a live document.

        Raises:
            UnknownDocument: no such document, or it has no such page.
        """
        summary = self.document(document_id)
        page = self.pages(document_id, [number]).get(number)
        if page is None:
            raise UnknownDocument(
                f"document {document_id} has pages 1 to {summary.pages}, not {number}"
            )
        return page

    def blocks(self, document_id: str) -> list[Block]:
        """Blocks of a live document by ordinal."""
        rows = self._connection.execute(
            select(schema.block)
            .join(schema.document, schema.document.c.id == schema.block.c.document_id)
            .where(schema.block.c.document_id == document_id, self._visible)
            .order_by(schema.block.c.ordinal)
        )
        return [
            Block(
                BlockKind(row.kind),
                to_spans(row.spans),
                row.paragraph,
                tuple(row.section),
                row.speaker,
                row.stem,
            )
            for row in rows
        ]

    def recommendations(self, document_id: str) -> list[Recommendation]:
        """What a live document recommends or resolves, or the words that say it does not."""
        return [to_recommendation(row) for row in self._records(schema.recommendation, document_id)]

    def events(self, document_id: str) -> list[Event]:
        """The dated events of a live document, in reading order."""
        return [to_event(row) for row in self._records(schema.event, document_id)]

    def _records(self, table: Table, document_id: str) -> Iterable[Row[Any]]:
        return self._connection.execute(
            select(table)
            .join(schema.document, schema.document.c.id == table.c.document_id)
            .where(table.c.document_id == document_id, self._visible)
            .order_by(table.c.ordinal)
        )

    def passage_keys(self) -> dict[int, str]:
        """Keys of every passage the viewer may read, with the document of each."""
        p = schema.passage.c
        rows = self._connection.execute(
            select(p.key, p.document_id)
            .join(schema.document, schema.document.c.id == p.document_id)
            .where(self._visible)
            .order_by(p.key)
        )
        return {row.key: row.document_id for row in rows}

    def owners(self, keys: Iterable[int]) -> dict[int, str]:
        """The documents of live passages, in order of key; keys that are not live are left out."""
        p = schema.passage.c
        found: dict[int, str] = {}
        for part in parts(sorted(keys)):
            rows = self._connection.execute(
                select(p.key, p.document_id)
                .join(schema.document, schema.document.c.id == p.document_id)
                .where(p.key.in_(part), self._visible)
                .order_by(p.key)
            )
            found |= {row.key: row.document_id for row in rows}
        return found

    def passages(self, keys: Iterable[int]) -> dict[int, StoredPassage]:
        """Live passages by key, with their vectors; keys that are not live are left out."""
        p, e = schema.passage.c, schema.embedding.c
        found = {}
        for part in parts(list(keys)):
            rows = self._connection.execute(
                select(schema.passage, e.passage.label("vector"), e.sentences.label("rows"))
                .join(schema.embedding, e.key == p.embedding_key)
                .join(schema.document, schema.document.c.id == p.document_id)
                .where(p.key.in_(part), self._visible)
            )
            for row in rows:
                vector = to_vectors(row.vector)
                found[row.key] = StoredPassage(
                    key=row.key,
                    id=row.id,
                    document_id=row.document_id,
                    spans=to_spans(row.spans),
                    context=row.context,
                    sentences=tuple(
                        Sentence(to_spans(spans), block) for spans, block in row.sentences
                    ),
                    embedding=Embedding(
                        unit(vector[None, :])[0],
                        unit(to_vectors(row.rows).reshape(-1, vector.size)),
                    ),
                )
        return found

    def passage_vectors(self, keys: Sequence[int]) -> Vectors:
        """Unit vectors of live passages in the order of `keys`, float32 (n, dim)."""
        p, e = schema.passage.c, schema.embedding.c
        found = {}
        for part in parts(list(keys)):
            for row in self._connection.execute(
                select(p.key, e.passage)
                .join(schema.embedding, e.key == p.embedding_key)
                .where(p.key.in_(part))
            ):
                found[row.key] = np.frombuffer(row.passage, dtype=STORED)
        if not found:
            return np.empty((0, 0), dtype=np.float32)
        return unit(np.stack([found[key] for key in keys]).astype(np.float32))

    def lexical(self, terms: Sequence[str], limit: int) -> dict[int, float]:
        """BM25 scores (larger is better) of the `limit` best passages that hold any of `terms`."""
        if not terms:
            return {}
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
        rows = self._connection.execute(
            text(
                "SELECT f.rowid, -bm25(passage_text, 0.5, 1.0) AS score FROM passage_text f "
                "JOIN passage p ON p.key = f.rowid JOIN document d ON d.id = p.document_id "
                "WHERE passage_text MATCH :query AND d.access <= :clearance "
                "ORDER BY score DESC, f.rowid LIMIT :limit"
            ),
            {"query": query, "clearance": self._visible.right.value, "limit": limit},
        )
        return {row[0]: row[1] for row in rows}

    def passages_with(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many passages each stemmed term stands."""
        counts = dict.fromkeys(stems, 0)
        for stem in counts:
            found = self._connection.scalar(
                text("SELECT doc FROM passage_term WHERE term = :term"), {"term": stem}
            )
            counts[stem] = int(found or 0)
        return counts

    def generation(self) -> Generation | None:
        """The vector index that serves, if any."""
        row = self._connection.execute(select(schema.generation)).first()
        return None if row is None else Generation(row.id, row.model, row.n_passages, row.manifest)
