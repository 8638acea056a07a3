"""What one viewer can read of the catalogue, in one read transaction."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    String,
    Table,
    and_,
    column,
    func,
    select,
    text,
)

from kb.access import Access, Viewer, field_access
from kb.catalog import schema
from kb.catalog.records import to_event, to_mention, to_recommendation
from kb.catalog.rows import STORED, parts, text_sha256, to_spans, to_vectors, unit
from kb.correcting import corrected_fields, corrected_summary
from kb.embedding import Embedding, Vectors
from kb.errors import StoreError, UnknownDocument
from kb.identity import Identity, facts, identify
from kb.types import (
    Acceptance,
    Block,
    BlockKind,
    Correction,
    DocumentDetails,
    DocumentSummary,
    Event,
    Field,
    FileStatus,
    HiddenText,
    Mention,
    Page,
    PageState,
    PageSummary,
    Polarity,
    Recommendation,
    Sentence,
    Signature,
    Spans,
    Standing,
    Word,
)

_NO_ROWS = np.empty((0, 0), dtype=np.float32)


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
Fields = dict[str, tuple[Field, ...]]
Kept = dict[tuple[str, int], tuple[int, Any]]
"""What was read at a commit, by what it is and the clearance it was read with."""

_Read = TypeVar("_Read")

_PAGE_SUMMARY = tuple(f.name for f in fields(PageSummary) if f.name != "characters")


class Snapshot:
    """What one viewer can read, inside one read transaction."""

    def __init__(self, connection: Connection, viewer: Viewer, known: Kept):
        """Reads on `connection`; `known` keeps what the last commit holds, by clearance."""
        self._connection = connection
        self._clearance = int(viewer.clearance)
        self._readable = schema.document.c.access <= self._clearance
        self._visible = and_(
            self._readable, schema.document.c.status != FileStatus.QUARANTINED.value
        )
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
        """The documents that are searched, by id, in order of title."""
        return {id_: d for id_, d in self.held.items() if d.status is not FileStatus.QUARANTINED}

    @cached_property
    def quarantined(self) -> Summaries:
        """The documents that hide text and wait for a person, by id; they are not searched."""
        return {id_: d for id_, d in self.held.items() if d.status is FileStatus.QUARANTINED}

    @cached_property
    def held(self) -> Summaries:
        """Live documents by id, in order of title, those too that are not searched."""
        return self._once("held", lambda: self._summaries(None))

    @cached_property
    def fields(self) -> Fields:
        """What is known of each document held, by its id; () where nothing is.

        What people corrected stands in place of what was read.
        """
        return self._once("fields", self._all_fields)

    def _once(self, what: str, read: Callable[[], _Read]) -> _Read:
        """What `read` returns, read once a commit and clearance."""
        commits, found = self._known.get((what, self._clearance), (None, None))
        if commits != self.commits:
            found = read()
            self._known[what, self._clearance] = (self.commits, found)
        return found  # type: ignore[return-value]  # `read` made it

    def _all_fields(self) -> Fields:
        lists: dict[str, list[Field]] = {document_id: [] for document_id in self.held}
        query = select(schema.field).order_by(schema.field.c.document_id, schema.field.c.ordinal)
        for row in self._connection.execute(query):
            if row.document_id in lists:
                field = Field(row.name, row.value, to_spans(row.spans), row.confidence, row.by)
                lists[row.document_id].append(field)
        corrections = self._corrections(None)
        told = {
            document_id: corrected_fields(fields, corrections.get(document_id, ()))
            for document_id, fields in lists.items()
        }
        return {
            document_id: tuple(f for f in fields if field_access(f) <= self._clearance)
            for document_id, fields in told.items()
        }

    @cached_property
    def signatures(self) -> dict[str, Signature]:
        """What shows whether two documents hold the same words, by document."""
        return self._once("signatures", self._all_signatures)

    @cached_property
    def identity(self) -> Identity:
        """Which documents are one review; computed once a commit."""
        return self._once(
            "identity", lambda: identify(facts(self.documents, self.fields, self.signatures))
        )

    def _all_signatures(self) -> dict[str, Signature]:
        return {
            row.document_id: Signature(row.text_sha256, row.minhash)
            for row in self._connection.execute(select(schema.signature))
            if row.document_id in self.documents
        }

    def _corrections(self, document_id: str | None) -> dict[str, list[Correction]]:
        """Corrections by document: those of files first, those of people last, for they win."""
        c, source = schema.correction.c, schema.source.c
        query = (
            select(schema.correction, source.document_id)
            .join(schema.source, source.name == c.source)
            .order_by(c.origin, c.at, c.name)
        )
        if document_id is not None:
            query = query.where(source.document_id == document_id)
        found: dict[str, list[Correction]] = {}
        for row in self._connection.execute(query):
            correction = Correction(row.name, row.value, row.by, row.at, row.reason)
            found.setdefault(row.document_id, []).append(correction)
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
        corrections = self._corrections(document_id)
        query = select(schema.document).where(self._readable)
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
            for row in self._connection.execute(only(query, d.id))
        ]
        told = [corrected_summary(item, corrections.get(item.id, ())) for item in found]
        return {item.id: item for item in sorted(told, key=lambda item: (item.title, item.id))}

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
            .where(schema.source.c.name == source, self._readable)
        )

    def pipeline(self, document_id: str) -> str | None:
        """The pipeline that made a live document; None where it is not live."""
        return self._connection.scalar(
            select(schema.document.c.pipeline).where(
                schema.document.c.id == document_id, self._readable
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
            .where(c.document_id == document_id, self._readable)
            .order_by(c.number)
        )
        if numbers is not None:
            query = query.where(c.number.in_(list(numbers)))
        return {row.number: _page(row) for row in self._connection.execute(query)}

    def some_pages(self, addresses: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Page]:
        """Pages of live documents by document and number, checked as `pages` does.

        Raises:
            StoreError: a page's text is not what was stored.
        """
        c = schema.page.c
        rows = self._addressed(schema.page, c.number, addresses)
        return {(row.document_id, row.number): _page(row) for row in rows}

    def details(self, document_id: str) -> DocumentDetails:
        """One live document with each of its pages, what it hides, and who accepted that.

        Raises:
            UnknownDocument: there is none that the viewer may read.
        """
        summary = self.document(document_id)
        page, hidden, accepted = schema.page.c, schema.hidden_text.c, schema.acceptance.c
        columns = [page[name] for name in _PAGE_SUMMARY]
        pages = self._connection.execute(
            select(func.length(page.text).label("characters"), *columns)
            .where(page.document_id == document_id)
            .order_by(page.number)
        )
        findings = self._connection.execute(
            select(hidden.page, hidden.reason, hidden.words)
            .where(hidden.document_id == document_id)
            .order_by(hidden.ordinal)
        )
        acceptances = self._connection.execute(
            select(accepted.source, accepted.by, accepted.reason, accepted.at)
            .where(accepted.sha256 == summary.sha256, accepted.source.in_(summary.sources))
            .order_by(accepted.source)
        )
        return DocumentDetails(
            **{f.name: getattr(summary, f.name) for f in fields(summary)},
            hidden=[HiddenText(*row) for row in findings],
            acceptances=[Acceptance(*row) for row in acceptances],
            page_list=[
                PageSummary(**{**row._mapping, "state": PageState(row.state)}) for row in pages
            ],
        )

    def words(self, document_id: str, number: int) -> list[Word]:
        """The words that were read off the picture of a page; none where its text was read."""
        c = schema.recognised.c
        rows = self._connection.scalar(
            select(c.words)
            .join(schema.document, schema.document.c.id == c.document_id)
            .where(c.document_id == document_id, c.number == number, self._readable)
        )
        return [Word(*row) for row in rows or ()]

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
            .where(schema.block.c.document_id == document_id, self._readable)
            .order_by(schema.block.c.ordinal)
        )
        return [_block(row) for row in rows]

    def some_blocks(self, addresses: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Block]:
        """Blocks of live documents by document and ordinal."""
        rows = self._addressed(schema.block, schema.block.c.ordinal, addresses)
        return {(row.document_id, row.ordinal): _block(row) for row in rows}

    def _addressed(
        self, table: Table, number: ColumnElement[int], addresses: Iterable[tuple[str, int]]
    ) -> Iterable[Row[Any]]:
        """Rows of `table` at these documents and numbers.

        They are joined from one JSON array: SQLite searches no index for `(a, b) IN (…)`.
        """
        wanted = (
            text(
                "SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS number "
                "FROM json_each(:addresses)"
            )
            .columns(column("id", String), column("number", Integer))
            .cte("wanted")
        )
        query = (
            select(table)
            .select_from(wanted)
            .join(table, and_(wanted.c.id == table.c.document_id, wanted.c.number == number))
            .join(schema.document, schema.document.c.id == table.c.document_id)
            .where(self._readable)
        )
        return self._connection.execute(query, {"addresses": json.dumps(sorted(addresses))})

    def recommendations(self, document_id: str) -> list[Recommendation]:
        """What a live document recommends or resolves, or the words that say it does not."""
        return [to_recommendation(row) for row in self._records(schema.recommendation, document_id)]

    def events(self, document_id: str) -> list[Event]:
        """The dated events of a live document, in reading order."""
        return [to_event(row) for row in self._records(schema.event, document_id)]

    @cached_property
    def taggings(self) -> dict[str, str]:
        """What the kept theme mentions of documents were made with, by document."""
        c = schema.tagging.c
        rows = self._connection.execute(select(c.document_id, c.made_with))
        return {row.document_id: row.made_with for row in rows}

    def mentions(self, document_id: str) -> list[Mention]:
        """The kept theme mentions of a live document, in reading order."""
        c = schema.theme_mention.c
        rows = self._connection.execute(
            select(schema.theme_mention)
            .join(schema.document, schema.document.c.id == c.document_id)
            .where(c.document_id == document_id, self._readable)
            .order_by(c.sentence, c.theme, c.polarity)
        )
        return [to_mention(row) for row in rows]

    def mentioned(self, document_id: str) -> list[tuple[str, Polarity, int, int]]:
        """Theme, polarity, sentence and marks of a document's kept mentions."""
        c = schema.theme_mention.c
        rows = self._connection.execute(
            select(c.theme, c.polarity, c.sentence, c.marks)
            .join(schema.document, schema.document.c.id == c.document_id)
            .where(c.document_id == document_id, self._readable)
        )
        return [(row.theme, Polarity(row.polarity), row.sentence, row.marks) for row in rows]

    def sentences(self, document_id: str) -> list[Sentence]:
        """The sentences of a live document's passages, in reading order."""
        p = schema.passage.c
        rows = self._connection.scalars(
            select(p.sentences)
            .join(schema.document, schema.document.c.id == p.document_id)
            .where(p.document_id == document_id, self._readable)
            .order_by(p.key)
        )
        return [Sentence(to_spans(spans), block) for part in rows for spans, block in part]

    def _records(self, table: Table, document_id: str) -> Iterable[Row[Any]]:
        return self._connection.execute(
            select(table)
            .join(schema.document, schema.document.c.id == table.c.document_id)
            .where(table.c.document_id == document_id, self._readable)
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

    def keys_of(self, document_ids: Sequence[str]) -> list[int]:
        """Keys of the live passages of some documents, in order."""
        p = schema.passage.c
        rows = self._connection.scalars(
            select(p.key)
            .join(schema.document, schema.document.c.id == p.document_id)
            .where(p.document_id.in_(document_ids), self._visible)
            .order_by(p.key)
        )
        return list(rows)

    def passage_ranges(self, document_id: str | None = None) -> dict[str, tuple[int, int]]:
        """First and last key of the passages of each document that is searched, or of one.

        One transaction inserts a document's passages, and keys only grow, so none lies between.
        """
        p = schema.passage.c
        query = (
            select(p.document_id, func.min(p.key), func.max(p.key))
            .join(schema.document, schema.document.c.id == p.document_id)
            .where(self._visible)
            .group_by(p.document_id)
        )
        if document_id is not None:
            query = query.where(p.document_id == document_id)
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(query)}

    @property
    def removals(self) -> int:
        """How often a document was taken out for good."""
        h = schema.history.c
        counted = select(func.count()).where(h.event == "removed")
        return int(self._connection.scalar(counted) or 0)

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
                select(
                    schema.passage,
                    e.passage.label("vector"),
                    e.sentences.label("rows"),
                    e.statements,
                )
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
                        unit(to_vectors(row.statements or b"").reshape(len(row.sentences), -1))
                        if row.sentences
                        else _NO_ROWS,
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

    @cached_property
    def _reads_all(self) -> bool:
        """Whether no document is above the viewer's clearance."""
        highest = self._connection.scalar(select(func.max(schema.document.c.access)))
        return highest is None or highest <= self._clearance

    def lexical(self, terms: Sequence[str], limit: int) -> dict[int, float]:
        """BM25 scores (larger is better) of the `limit` best passages that hold any of `terms`."""
        if not terms:
            return {}
        query = " OR ".join(map(_quoted, terms))
        # what is not searched is not in the full-text index, so a join is for clearance alone; at
        # 100,000 passages it takes as long as the scores
        readable = (
            ""
            if self._reads_all
            else "JOIN passage p ON p.key = f.rowid JOIN document d ON d.id = p.document_id "
            "AND d.access <= :clearance "
        )
        rows = self._connection.execute(
            text(
                "SELECT f.rowid, -bm25(passage_text, 0.5, 1.0) AS score FROM passage_text f "
                f"{readable}WHERE passage_text MATCH :query "
                "ORDER BY score DESC, f.rowid LIMIT :limit"
            ),
            {"query": query, "limit": limit} | ({"clearance": self._clearance} if readable else {}),
        )
        return {row[0]: row[1] for row in rows}

    def term_scores(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Keys of every passage that holds `term`, and what BM25 adds for it (larger is better).

        The BM25 of several terms is the sum. Passages that the viewer may not read are among them.
        """
        rows = self._connection.exec_driver_sql(
            "SELECT rowid, -bm25(passage_text, 0.5, 1.0) FROM passage_text "
            "WHERE passage_text MATCH ?",
            (_quoted(term),),
        ).fetchall()
        keys = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
        return keys, np.fromiter((row[1] for row in rows), dtype=np.float64, count=len(rows))

    def passage_texts(self, keys: Sequence[int]) -> dict[int, str]:
        """The words of live passages by key, as the full-text index holds them."""
        found: dict[int, str] = {}
        for part in parts(list(keys)):
            marks = ", ".join(str(int(key)) for key in part)
            rows = self._connection.execute(
                text(f"SELECT rowid, body FROM passage_text WHERE rowid IN ({marks})")
            )
            found |= {row[0]: row[1] for row in rows}
        return found

    def passages_with(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many passages each stemmed term stands."""
        counts = dict.fromkeys(stems, 0)
        for part in parts(list(counts)):
            marks = ", ".join("?" * len(part))
            rows = self._connection.exec_driver_sql(
                f"SELECT term, doc FROM passage_term WHERE term IN ({marks})", tuple(part)
            )
            counts |= {row[0]: row[1] for row in rows}
        return counts

    def generation(self) -> Generation | None:
        """The vector index that serves, if any."""
        row = self._connection.execute(select(schema.generation)).first()
        return None if row is None else Generation(row.id, row.model, row.n_passages, row.manifest)


def _quoted(term: str) -> str:
    """`term` as FTS5 reads it: its words next to one another, in that order."""
    return '"' + term.replace('"', '""') + '"'


def _page(row: Row[Any]) -> Page:
    """A page from its row.

    Raises:
        StoreError: its text is not what was stored.
    """
    if text_sha256(row.text) != row.sha256:
        raise StoreError(
            f"document {row.document_id}, page {row.number}: stored text is damaged; "
            "restore a backup or ingest the file again"
        )
    return Page(
        row.number,
        row.text,
        row.label,
        PageState(row.state),
        row.cause,
        row.extractor,
        row.word_shape,
        row.confidence,
        row.pictures,
        row.figures,
        row.tables,
    )


def _block(row: Row[Any]) -> Block:
    """A block from its row."""
    return Block(
        BlockKind(row.kind),
        to_spans(row.spans),
        row.paragraph,
        tuple(row.section),
        row.speaker,
        row.stem,
    )
