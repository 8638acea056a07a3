"""The catalogue of a store: read through snapshots, changed one transaction at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from kb.access import Viewer
from kb.catalog import generations, history, integrity, schema, sources
from kb.catalog.corrections import Corrections
from kb.catalog.database import Database, create_database
from kb.catalog.embeddings import Embeddings
from kb.catalog.erasing import Erasing
from kb.catalog.full_text import index_words
from kb.catalog.generations import Generation
from kb.catalog.publication import Publication, delete_document, insert_publication
from kb.catalog.quarantine import Quarantine, is_accepted
from kb.catalog.records import replace_mentions
from kb.catalog.snapshot import Kept, Snapshot
from kb.catalog.sources import Failures
from kb.errors import StoreMismatch
from kb.types import FileStatus, Mention

_MODEL = "model"


class Catalog:
    """An open catalogue. Whoever changes it holds the store's writing place (`kb.locking`).

    Its parts change one thing each: `embeddings`, `corrections`, `failures`, `quarantine`, and
    `erasing`.
    """

    def __init__(self, store: Path):
        """Opens the catalogue of `store`.

        Raises:
            StoreMissing: there is none.
            StoreMismatch: a newer version of the program made it.
            StoreError: it is damaged.
        """
        self._database = Database(store)
        self._store = store
        self._known: Kept = {}
        self.embeddings = Embeddings(self._database)
        self.corrections = Corrections(self._database)
        self.failures = Failures(self._database)
        self.quarantine = Quarantine(self._database)
        self.erasing = Erasing(self._database)

    @classmethod
    def create(cls, store: Path) -> "Catalog":
        """Opens the catalogue of `store`, made new where there is none."""
        create_database(store)
        return cls(store)

    def bind_model(self, digest: str, *, new: bool) -> None:
        """Checks that a store's vectors are of this embedding model; ties a `new` one to it.

        Raises:
            StoreMismatch: it is tied to another.
        """
        meta = schema.meta.c
        with self._database.read() as connection:
            held = connection.scalar(select(meta.value).where(meta.key == _MODEL))
        if held is None and new:
            with self._database.write() as connection:
                statement = insert(schema.meta).values(key=_MODEL, value=digest)
                connection.execute(statement.on_conflict_do_nothing())
        elif held not in (None, digest):
            raise StoreMismatch(
                f"{self._store}: made with embedding model {held}, and this is {digest}; set "
                "KB_EMBEDDING_MODEL to that one, or name a new store in KB_STORE and ingest anew"
            )

    def close(self) -> None:
        """Closes every connection."""
        self._database.close()

    @contextmanager
    def read(self, viewer: Viewer) -> Iterator[Snapshot]:
        """What `viewer` can read, unchanged by writers for as long as the body runs."""
        with self._database.read() as connection:
            yield Snapshot(connection, viewer, self._known)

    def publish(self, publications: Sequence[tuple[Publication, str]]) -> list[FileStatus]:
        """Makes documents visible, each under its source, all in one transaction.

        What a source held before is gone in the same instant, unless another source holds it too.
        A document that hides text and that nobody has accepted is held and not searched.

        Returns:
            INGESTED, REPLACED, PARTIAL or QUARANTINED for each.
        """
        with self._database.write() as connection:
            found = [_publish(connection, item, source) for item, source in publications]
        self._database.fold_log("PASSIVE")
        return found

    def attach(self, document_id: str, source: str) -> None:
        """Notes that a live document also stands at `source`; what stood there before goes."""
        with self._database.write() as connection:
            before = sources.document_at(connection, source)
            sources.set_sources(connection, document_id, [source])
            if before is not None and before != document_id:
                _drop_unsourced(connection, before, source)
            history.record(connection, FileStatus.DUPLICATE.value, document_id, source)

    def set_mentions(self, document_id: str, mentions: Sequence[Mention], made_with: str) -> None:
        """Puts theme mentions in the place of those that a live document had."""
        with self._database.write() as connection:
            replace_mentions(connection, document_id, mentions, made_with)
            history.count_change(connection)

    def set_generation(self, generation: Generation) -> None:
        """Makes `generation` the one that serves."""
        with self._database.write() as connection:
            generations.serve(connection, generation)

    def faults(self) -> list[str]:
        """What is wrong with the catalogue's files and cross-references; empty when all is well."""
        with self._database.write() as connection:
            return integrity.faults(connection)


def _publish(connection: Connection, publication: Publication, source: str) -> FileStatus:
    document = publication.document
    before = sources.document_at(connection, source)
    names = [source, *sources.sources_of(connection, document.id)]
    delete_document(connection, document.id)
    waits = document.hidden and not is_accepted(connection, document.sha256, names)
    status = FileStatus.QUARANTINED if waits else publication.status
    insert_publication(connection, publication, status)
    if not waits:
        index_words(connection, document.id)
    sources.set_sources(connection, document.id, names)
    if before is not None and before != document.id:
        _drop_unsourced(connection, before, source)
    if status is FileStatus.INGESTED and before is not None:
        status = FileStatus.REPLACED
    history.record(connection, status.value, document.id, source)
    return status


def _drop_unsourced(connection: Connection, document_id: str, source: str) -> None:
    """Takes out a document that stood at `source`, unless it stands elsewhere too."""
    if not sources.sources_of(connection, document_id):
        delete_document(connection, document_id)
        history.record(connection, "superseded", document_id, source)
