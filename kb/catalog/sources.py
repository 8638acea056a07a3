"""Where documents came from, and the files there that could not be read."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.database import Database
from kb.catalog.history import count_change
from kb.catalog.rows import now
from kb.errors import UnknownDocument


def sources_of(connection: Connection, document_id: str) -> list[str]:
    """The sources of a document; none where it is not there."""
    source = schema.source.c
    return list(connection.scalars(select(source.name).where(source.document_id == document_id)))


def known_sources(connection: Connection, document_id: str) -> list[str]:
    """The sources of a document.

    Raises:
        UnknownDocument: it is not there.
    """
    names = sources_of(connection, document_id)
    if not names:
        raise unknown(document_id)
    return names


def unknown(document_id: str) -> UnknownDocument:
    """The error that tells that no document has this id."""
    return UnknownDocument(f"no document {document_id!r}; `kb documents` lists them")


def document_at(connection: Connection, source: str) -> str | None:
    """Id of the document that stands at `source`, whoever may read it."""
    return connection.scalar(
        select(schema.source.c.document_id).where(schema.source.c.name == source)
    )


def set_sources(connection: Connection, document_id: str, names: Sequence[str]) -> None:
    """Makes a document the one that stands at each of `names`; none of them fails any more."""
    rows = [{"name": n, "document_id": document_id, "added_at": now()} for n in names]
    statement = insert(schema.source)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"document_id": statement.excluded.document_id}
        ),
        rows,
    )
    connection.execute(delete(schema.failure).where(schema.failure.c.source.in_(names)))


def failures(connection: Connection) -> dict[str, str]:
    """Files that could not be read: source to cause."""
    rows = connection.execute(select(schema.failure.c.source, schema.failure.c.cause))
    return {row.source: row.cause for row in rows}


class Failures:
    """Notes which files could not be read."""

    def __init__(self, database: Database):
        self._database = database

    def record(self, source: str, cause: str) -> None:
        """Notes that the file at `source` could not be read; what it held before still answers."""
        statement = insert(schema.failure).values(source=source, cause=cause, at=now())
        with self._database.write() as connection:
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["source"], set_={"cause": cause, "at": now()}
                )
            )
            count_change(connection)

    def clear(self, source: str) -> None:
        """Forgets that the file at `source` could once not be read: it is well again."""
        with self._database.write() as connection:
            connection.execute(delete(schema.failure).where(schema.failure.c.source == source))
            count_change(connection)
