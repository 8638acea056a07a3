"""What is no longer held leaves the files too: removed documents, unused vectors, old writes."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.database import Database
from kb.catalog.embeddings import drop_unused
from kb.catalog.full_text import rewrite_index
from kb.catalog.generations import serve_none
from kb.catalog.history import REMOVED, record
from kb.catalog.publication import delete_document
from kb.catalog.rows import now
from kb.catalog.sources import known_sources

_UNSCRUBBED = "unscrubbed"


class Erasing:
    """Takes documents out for good; between `remove` and `scrub` the files still hold the words."""

    def __init__(self, database: Database):
        self._database = database

    def remove(self, document_id: str, reason: str | None) -> None:
        """Takes a document out in one transaction: its sources and the vector index go with it.

        Raises:
            UnknownDocument: it is not there.
        """
        with self._database.write() as connection:
            names = known_sources(connection, document_id)
            sha256 = connection.scalar(
                select(schema.document.c.sha256).where(schema.document.c.id == document_id)
            )
            connection.execute(
                delete(schema.acceptance).where(schema.acceptance.c.sha256 == sha256)
            )
            delete_document(connection, document_id)
            serve_none(connection)  # the index's files still hold the vectors
            flag = insert(schema.meta).values(key=_UNSCRUBBED, value=now())
            connection.execute(flag.on_conflict_do_nothing())
            told = schema.correction.c.source.in_(names)
            connection.execute(delete(schema.correction).where(told))
            for name in names:
                record(connection, REMOVED, document_id, name, reason)

    def tidy(self) -> bool:
        """Drops vectors that no passage uses and folds the log of writes back into the file.

        Returns:
            Whether the log is folded back whole; not while a reader is at an older state.
        """
        with self._database.write() as connection:
            drop_unused(connection)
        return self._database.fold_log("TRUNCATE")

    def scrub(self) -> bool:
        """Rewrites what a removal leaves behind: full-text segments and the log of writes.

        Returns:
            Whether nothing is left; not while a reader is at an older state.
        """
        with self._database.write() as connection:
            rewrite_index(connection)
        done = self.tidy()
        if done:
            with self._database.write() as connection:
                connection.execute(delete(schema.meta).where(schema.meta.c.key == _UNSCRUBBED))
        return done

    @property
    def is_done(self) -> bool:
        """Whether no removed text can stand in the files any more."""
        key = schema.meta.c.key
        with self._database.read() as connection:
            return connection.scalar(select(key).where(key == _UNSCRUBBED)) is None
