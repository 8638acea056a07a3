"""The catalogue in SQLite: opened, migrated, and changed one transaction at a time.

WAL lets any number of readers go on beside the one writer (`kb.locking`).
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, delete, event, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError

from kb.access import Access, Viewer
from kb.catalog import schema
from kb.catalog.reading import Generation, Kept, Snapshot
from kb.catalog.records import insert_mentions, insert_records
from kb.catalog.rows import STORED, now, parts, span_rows, text_sha256, to_spans
from kb.embedding import Embedding
from kb.errors import DocumentError, StoreError, StoreMismatch, StoreMissing, UnknownDocument
from kb.locking import writer_lock
from kb.types import (
    Correction,
    Description,
    Document,
    Event,
    FileStatus,
    Mention,
    PageState,
    Passage,
    Recommendation,
    Signature,
    cut,
    to_json,
)

log = logging.getLogger(__name__)

_FILE = "catalog.sqlite3"
_MODEL, _UNSCRUBBED = "model", "unscrubbed"


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


class Catalog:
    """The SQLite file of a store."""

    def __init__(self, store: Path):
        """Opens the catalogue of `store`.

        Raises:
            StoreMissing: there is none.
            StoreMismatch: a newer version of the program made it.
        """
        self.path = store / _FILE
        if not self.path.is_file():
            raise StoreMissing(
                f"{store}: no knowledge base here; make one with `kb ingest PATH`, "
                "or name its folder in KB_STORE"
            )
        self._reading = _engine(self.path, write=False)
        self._known: Kept = {}
        try:
            with self._reading.connect() as connection:
                found = _version(connection)
        except DatabaseError as error:
            raise StoreError(
                f"{self.path}: cannot be opened ({error.orig}); restore a backup, or move the "
                "folder away and ingest anew"
            ) from error
        if found == 0:
            raise StoreError(
                f"{self.path}: is empty or not a catalogue; restore a backup, or move the folder "
                "away and ingest anew"
            )
        if found > schema.SCHEMA_VERSION:
            raise StoreMismatch(
                f"{self.path}: schema version {found}; this program knows {schema.SCHEMA_VERSION}: "
                "use the newer program"
            )
        if found < schema.SCHEMA_VERSION:
            _migrate(self._writing)

    @classmethod
    def create(cls, store: Path) -> "Catalog":
        """Opens the catalogue of `store`, made new where there is none."""
        try:
            store.mkdir(parents=True, exist_ok=True, mode=0o700)
            with writer_lock(store, "making the store", name="create", wait_s=10):
                if not (store / _FILE).is_file():
                    _make(store / _FILE)
        except OSError as error:
            raise StoreError(
                f"{store}: no store can be made here ({error.strerror}); name another folder in "
                "KB_STORE"
            ) from error
        return cls(store)

    @cached_property
    def _writing(self) -> Engine:
        return _engine(self.path, write=True)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One write transaction."""
        try:
            with self._writing.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StoreError(
                f"{self.path}: {error.orig}; nothing of this step was stored. Check the space and "
                "the rights on its disk, then `kb verify`"
            ) from error

    def bind_model(self, digest: str, *, new: bool) -> None:
        """Checks that a store's vectors are of this embedding model; ties a `new` one to it.

        Raises:
            StoreMismatch: it is tied to another.
        """
        with self._reading.begin() as connection:
            held = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == _MODEL))
        if held is None and new:
            with self._write() as connection:
                statement = insert(schema.meta).values(key=_MODEL, value=digest)
                connection.execute(statement.on_conflict_do_nothing())
        elif held not in (None, digest):
            raise StoreMismatch(
                f"{self.path.parent}: made with embedding model {held}, and this is {digest}; set "
                "KB_EMBEDDING_MODEL to that one, or name a new store in KB_STORE and ingest anew"
            )

    def close(self) -> None:
        """Closes every connection."""
        self._reading.dispose()
        if "_writing" in self.__dict__:
            self._writing.dispose()

    @contextmanager
    def read(self, viewer: Viewer) -> Iterator["Snapshot"]:
        """What `viewer` can read, unchanged by writers for as long as the body runs."""
        try:
            with self._reading.begin() as connection:
                yield Snapshot(connection, viewer, self._known)
        except DatabaseError as error:
            raise StoreError(f"{self.path}: {error.orig}; run `kb verify`") from error

    def save_embeddings(self, embeddings: Mapping[str, Embedding]) -> None:
        """Keeps `embeddings` by key, so that a killed run embeds nothing twice."""
        rows = [
            {
                "key": key,
                "passage": item.passage.astype(STORED).tobytes(),
                "sentences": item.sentences.astype(STORED).tobytes(),
                "statements": item.statements.astype(STORED).tobytes(),
            }
            for key, item in embeddings.items()
        ]
        if rows:
            with self._write() as connection:
                connection.execute(insert(schema.embedding).on_conflict_do_nothing(), rows)

    def known_embeddings(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` whose vectors are held."""
        with self._reading.begin() as connection:
            return {
                row.key
                for part in parts(list(keys))
                for row in connection.execute(
                    select(schema.embedding.c.key).where(schema.embedding.c.key.in_(part))
                )
            }

    def publish(self, publications: Sequence[tuple[Publication, str]]) -> list[FileStatus]:
        """Makes documents visible, each under its source, all in one transaction.

        What a source held before is gone in the same instant, unless another source holds it too.
        A document that hides text and that nobody has accepted is held and not searched.

        Returns:
            INGESTED, REPLACED, PARTIAL or QUARANTINED for each.
        """
        with self._write() as connection:
            found = [self._publish(connection, item, source) for item, source in publications]
        self._checkpoint("PASSIVE")
        return found

    def _publish(self, connection: Connection, publication: Publication, source: str) -> FileStatus:
        document = publication.document
        before = connection.scalar(
            select(schema.source.c.document_id).where(schema.source.c.name == source)
        )
        kept = _source_names(connection, document.id)
        _delete_document(connection, document.id)
        waits = document.hidden and not _is_accepted(connection, document.sha256, [source, *kept])
        status = FileStatus.QUARANTINED if waits else publication.status
        _insert_document(connection, publication, status)
        insert_records(connection, document.id, publication.recommendations, publication.events)
        insert_mentions(connection, document.id, publication.mentions, publication.tagged_with)
        if not waits:
            _index_words(connection, document.id)
        self._attach(connection, document.id, [source, *kept])
        if before is not None and before != document.id:
            self._drop_unsourced(connection, before, source)
        if status is FileStatus.INGESTED and before is not None:
            status = FileStatus.REPLACED
        _record(connection, status.value, document.id, source)
        return status

    def attach(self, document_id: str, source: str) -> None:
        """Notes that a live document also stands at `source`; what stood there before goes."""
        with self._write() as connection:
            before = connection.scalar(
                select(schema.source.c.document_id).where(schema.source.c.name == source)
            )
            self._attach(connection, document_id, [source])
            if before is not None and before != document_id:
                self._drop_unsourced(connection, before, source)
            _record(connection, FileStatus.DUPLICATE.value, document_id, source)

    def _attach(self, connection: Connection, document_id: str, names: Sequence[str]) -> None:
        rows = [{"name": n, "document_id": document_id, "added_at": now()} for n in names]
        statement = insert(schema.source)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"document_id": statement.excluded.document_id}
            ),
            rows,
        )
        connection.execute(delete(schema.failure).where(schema.failure.c.source.in_(names)))

    def _drop_unsourced(self, connection: Connection, document_id: str, source: str) -> None:
        if not _source_names(connection, document_id):
            _delete_document(connection, document_id)
            _record(connection, "superseded", document_id, source)

    def accept(self, document_id: str, by: str, reason: str | None) -> None:
        """Makes a quarantined document searched, at every source that it has.

        Raises:
            UnknownDocument: it is not there.
            DocumentError: it is not quarantined.
        """
        d = schema.document.c
        with self._write() as connection:
            found = connection.execute(
                select(d.sha256, d.status).where(d.id == document_id)
            ).first()
            if found is None:
                raise UnknownDocument(f"no document {document_id!r}; `kb documents` lists them")
            if found.status != FileStatus.QUARANTINED.value:
                raise DocumentError(f"document {document_id} is {found.status}, not quarantined")
            page = schema.page.c
            unread = connection.scalar(
                select(page.number).where(
                    page.document_id == document_id, page.state == PageState.UNREADABLE.value
                )
            )
            status = FileStatus.INGESTED if unread is None else FileStatus.PARTIAL
            connection.execute(
                update(schema.document).where(d.id == document_id).values(status=status.value)
            )
            _index_words(connection, document_id)
            for name in _source_names(connection, document_id):
                connection.execute(
                    insert(schema.acceptance).values(
                        source=name, sha256=found.sha256, by=by, reason=reason, at=now()
                    )
                )
                said = f"by {by}: {reason}" if reason else f"by {by}"
                _record(connection, "accepted", document_id, name, said)

    def remove(self, document_id: str, reason: str | None) -> None:
        """Takes a document out in one transaction: its sources and the vector index go with it.

        Raises:
            UnknownDocument: it is not there.
        """
        with self._write() as connection:
            names = _source_names(connection, document_id)
            if not names:
                raise UnknownDocument(f"no document {document_id!r}; `kb documents` lists them")
            sha256 = connection.scalar(
                select(schema.document.c.sha256).where(schema.document.c.id == document_id)
            )
            connection.execute(
                delete(schema.acceptance).where(schema.acceptance.c.sha256 == sha256)
            )
            _delete_document(connection, document_id)
            connection.execute(delete(schema.generation))  # its files still hold the vectors
            flag = insert(schema.meta).values(key=_UNSCRUBBED, value=now())
            connection.execute(flag.on_conflict_do_nothing())
            told = schema.correction.c.source.in_(names)
            connection.execute(delete(schema.correction).where(told))
            for name in names:
                _record(connection, "removed", document_id, name, reason)

    def correct(self, document_id: str, corrections: Sequence[Correction]) -> None:
        """Keeps what a person says of a live document, at each of its sources.

        Raises:
            UnknownDocument: it is not there.
        """
        with self._write() as connection:
            names = _source_names(connection, document_id)
            if not names:
                raise UnknownDocument(f"no document {document_id!r}; `kb documents` lists them")
            for name in names:
                _insert_corrections(connection, name, "person", corrections)
                for item in corrections:
                    _record(connection, f"corrected: {item.name}", document_id, name, item.reason)

    def set_file_corrections(self, source: str, corrections: Sequence[Correction]) -> None:
        """Makes `corrections` all that a manifest says of what stands at `source`.

        Nothing is written where it says what it said before.
        """
        c = schema.correction.c
        of_file = (c.source == source) & (c.origin == "file")
        query = select(c.name, c.value, c.by, c.reason).where(of_file)
        with self._reading.begin() as connection:
            held = {tuple(row) for row in connection.execute(query)}
        if held == {(item.name, item.value, item.by, item.reason) for item in corrections}:
            return
        with self._write() as connection:
            connection.execute(delete(schema.correction).where(of_file))
            _insert_corrections(connection, source, "file", corrections)
            _bump(connection)

    def set_mentions(self, document_id: str, mentions: Sequence[Mention], made_with: str) -> None:
        """Puts theme mentions in the place of those that a live document had."""
        with self._write() as connection:
            for table in (schema.theme_mention, schema.tagging):
                connection.execute(delete(table).where(table.c.document_id == document_id))
            insert_mentions(connection, document_id, mentions, made_with)
            _bump(connection)

    def record_failure(self, source: str, cause: str) -> None:
        """Notes that the file at `source` could not be read; what it held before still answers."""
        statement = insert(schema.failure).values(source=source, cause=cause, at=now())
        with self._write() as connection:
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["source"], set_={"cause": cause, "at": now()}
                )
            )
            _bump(connection)

    def clear_failure(self, source: str) -> None:
        """Forgets that the file at `source` could once not be read."""
        with self._write() as connection:
            connection.execute(delete(schema.failure).where(schema.failure.c.source == source))
            _bump(connection)

    def set_generation(self, generation: Generation) -> None:
        """Makes `generation` the one that serves."""
        with self._write() as connection:
            connection.execute(delete(schema.generation))
            connection.execute(
                insert(schema.generation).values(
                    id=generation.id,
                    model=generation.model,
                    n_passages=generation.n_passages,
                    manifest=generation.manifest,
                    built_at=now(),
                )
            )

    def tidy(self) -> bool:
        """Drops vectors that no passage uses and folds the log of writes back into the file.

        Returns:
            Whether the log is folded back whole; not while a reader is at an older state.
        """
        used = select(schema.passage.c.embedding_key)
        with self._write() as connection:
            connection.execute(delete(schema.embedding).where(schema.embedding.c.key.not_in(used)))
        return self._checkpoint("TRUNCATE")

    def scrub(self) -> bool:
        """Rewrites what a removal leaves behind: full-text segments and the log of writes.

        Returns:
            Whether nothing is left; not while a reader is at an older state.
        """
        with self._write() as connection:
            connection.execute(text("INSERT INTO passage_text(passage_text) VALUES ('optimize')"))
        done = self.tidy()
        if done:
            with self._write() as connection:
                connection.execute(delete(schema.meta).where(schema.meta.c.key == _UNSCRUBBED))
        return done

    @property
    def is_scrubbed(self) -> bool:
        """Whether no removed text can stand in the files any more."""
        with self._reading.begin() as connection:
            key = schema.meta.c.key
            return connection.scalar(select(key).where(key == _UNSCRUBBED)) is None

    def _checkpoint(self, mode: str) -> bool:
        """Folds the log of writes back; two connections that do so at once can lose it."""
        connection = self._writing.raw_connection()
        try:
            busy = connection.cursor().execute(f"PRAGMA wal_checkpoint({mode})").fetchone()[0]
        finally:
            connection.close()
        return not busy

    def faults(self) -> list[str]:
        """What is wrong with the catalogue's files and cross-references; empty when all is well."""
        found = []
        with self._write() as connection:
            for row in connection.execute(text("PRAGMA quick_check")):
                if row[0] != "ok":
                    found.append(f"SQLite: {row[0]}")
            try:
                connection.execute(
                    text(
                        "INSERT INTO passage_text(passage_text, rank) VALUES('integrity-check', 1)"
                    )
                )
            except DatabaseError as error:
                found.append(f"full-text index: {error.orig}")
            for query, what in _CROSS_CHECKS:
                count = connection.scalar(text(query))
                if count:
                    found.append(f"{what}: {count}")
        return found


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

_CROSS_CHECKS = (
    (
        "SELECT count(*) FROM passage JOIN document d ON d.id = passage.document_id "
        "WHERE d.status != 'quarantined' AND key NOT IN (SELECT rowid FROM passage_text)",
        "passages missing from the full-text index",
    ),
    (
        "SELECT count(*) FROM passage_text WHERE rowid NOT IN (SELECT passage.key FROM passage "
        "JOIN document d ON d.id = passage.document_id WHERE d.status != 'quarantined')",
        "rows of the full-text index without a passage that is searched",
    ),
    (
        "SELECT count(*) FROM passage WHERE embedding_key NOT IN (SELECT key FROM embedding)",
        "passages without a vector",
    ),
    (
        "SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM source)",
        "documents without a source",
    ),
)


def _engine(path: Path, *, write: bool) -> Engine:
    mode = "rwc" if write else "ro"
    engine = create_engine(
        f"sqlite:///file:{quote(str(path.resolve()))}?mode={mode}&uri=true",
        connect_args={"timeout": 10.0, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, by name
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")  # only the lock's holder folds back
            connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a read transaction that turns into a write fails as "locked" whatever the timeout
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _make(path: Path) -> None:
    """Makes an empty catalogue at `path`, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    engine = _engine(fresh, write=True)
    with engine.begin() as connection:
        schema.tables.create_all(connection)
        for statement in (schema.FULL_TEXT, schema.TERMS):
            connection.execute(text(statement))
        connection.execute(insert(schema.meta).values(key="commits", value="0"))
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    engine.dispose()
    fresh.rename(path)


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        found = _version(connection)  # another process may have done it by now
        for version in range(found, schema.SCHEMA_VERSION):
            for statement in schema.MIGRATIONS[version]:
                connection.execute(text(statement))
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    log.info("migrated the catalogue from version %d to %d", found, schema.SCHEMA_VERSION)


def _insert_document(connection: Connection, publication: Publication, status: FileStatus) -> None:
    document, description = publication.document, publication.description
    connection.execute(
        insert(schema.document).values(
            id=document.id,
            sha256=document.sha256,
            media_type=document.media_type,
            parser=document.parser,
            pipeline=publication.pipeline,
            title=description.title,
            document_type=description.document_type,
            standing=description.standing.value,
            authority=description.authority,
            year=description.year,
            access=int(publication.access),
            status=status.value,
            cause=publication.cause,
            ingested_at=now(),
        )
    )
    connection.execute(
        insert(schema.page),
        [
            {
                "document_id": document.id,
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
            for page in document.pages
        ],
    )
    _insert_findings(connection, document)
    if document.blocks:
        connection.execute(
            insert(schema.block),
            [
                {
                    "document_id": document.id,
                    "ordinal": ordinal,
                    "kind": block.kind.value,
                    "spans": span_rows(block.spans),
                    "paragraph": block.paragraph,
                    "section": list(block.section),
                    "speaker": block.speaker,
                    "stem": block.stem,
                }
                for ordinal, block in enumerate(document.blocks)
            ],
        )
    connection.execute(
        insert(schema.signature).values(
            document_id=document.id,
            text_sha256=publication.signature.text_sha256,
            minhash=publication.signature.minhash,
        )
    )
    if description.fields:
        connection.execute(
            insert(schema.field),
            [
                {
                    "document_id": document.id,
                    "ordinal": ordinal,
                    "name": field.name,
                    "value": field.value,
                    "spans": span_rows(field.spans),
                    "confidence": field.confidence,
                    "by": field.by,
                }
                for ordinal, field in enumerate(description.fields)
            ],
        )
    for passage, embedding_key in zip(
        publication.passages, publication.embedding_keys, strict=True
    ):
        connection.execute(
            insert(schema.passage).values(
                id=passage.id,
                document_id=document.id,
                ordinal=passage.ordinal,
                spans=span_rows(passage.spans),
                context=passage.context,
                sentences=[[span_rows(s.spans), s.block] for s in passage.sentences],
                embedding_key=embedding_key,
            )
        )


def _insert_findings(connection: Connection, document: Document) -> None:
    """What was read off pictures, word for word, and what the document hides."""
    words = [
        {
            "document_id": document.id,
            "number": page.number,
            "words": [list(to_json(word).values()) for word in page.words],
        }
        for page in document.pages
        if page.words
    ]
    if words:
        connection.execute(insert(schema.recognised), words)
    hidden = [
        {"document_id": document.id, "ordinal": ordinal, **to_json(found)}
        for ordinal, found in enumerate(document.hidden)
    ]
    if hidden:
        connection.execute(insert(schema.hidden_text), hidden)


def _index_words(connection: Connection, document_id: str) -> None:
    """Puts a document's passages into the full-text index: from now on they are searched."""
    page, passage = schema.page.c, schema.passage.c
    rows = connection.execute(select(page.number, page.text).where(page.document_id == document_id))
    pages = {row.number: row.text for row in rows}
    for row in connection.execute(
        select(passage.key, passage.context, passage.spans).where(
            passage.document_id == document_id
        )
    ):
        connection.execute(
            text("INSERT INTO passage_text(rowid, context, body) VALUES (:key, :context, :body)"),
            {"key": row.key, "context": row.context, "body": cut(pages, to_spans(row.spans))},
        )


def _insert_corrections(
    connection: Connection, source: str, origin: str, corrections: Sequence[Correction]
) -> None:
    for item in corrections:
        said = {"value": item.value, "by": item.by, "at": item.at, "reason": item.reason}
        connection.execute(
            insert(schema.correction)
            .values(source=source, name=item.name, origin=origin, **said)
            .on_conflict_do_update(index_elements=["source", "name", "origin"], set_=said)
        )


def _delete_document(connection: Connection, document_id: str) -> None:
    keys = list(
        connection.scalars(
            select(schema.passage.c.key).where(schema.passage.c.document_id == document_id)
        )
    )
    for key in keys:
        connection.execute(text("DELETE FROM passage_text WHERE rowid = :key"), {"key": key})
    for table in _OF_A_DOCUMENT:
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(schema.document).where(schema.document.c.id == document_id))


def _is_accepted(connection: Connection, sha256: str, sources: Sequence[str]) -> bool:
    a = schema.acceptance.c
    found = select(a.source).where(a.sha256 == sha256, a.source.in_(sources))
    return connection.scalar(found) is not None


def _source_names(connection: Connection, document_id: str) -> list[str]:
    return list(
        connection.scalars(
            select(schema.source.c.name).where(schema.source.c.document_id == document_id)
        )
    )


def _record(
    connection: Connection, what: str, document_id: str, source: str, reason: str | None = None
) -> None:
    """Notes a change of what is held, for people and for readers that keep what they read."""
    connection.execute(
        insert(schema.history).values(
            at=now(), event=what, document_id=document_id, source=source, reason=reason
        )
    )
    _bump(connection)


def _bump(connection: Connection) -> None:
    connection.execute(text("UPDATE meta SET value = value + 1 WHERE key = 'commits'"))
