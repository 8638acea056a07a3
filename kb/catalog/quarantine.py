"""Documents that hide text: held, and not searched until a person has accepted them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.database import Database
from kb.catalog.full_text import index_words
from kb.catalog.history import record
from kb.catalog.rows import now
from kb.catalog.sources import sources_of, unknown
from kb.errors import DocumentError
from kb.types import FileStatus, PageState


def is_accepted(connection: Connection, sha256: str, sources: Sequence[str]) -> bool:
    """Whether a person has accepted these bytes at one of `sources`."""
    a = schema.acceptance.c
    found = select(a.source).where(a.sha256 == sha256, a.source.in_(sources))
    return connection.scalar(found) is not None


class Quarantine:
    """Lets documents out on a person's word."""

    def __init__(self, database: Database):
        self._database = database

    def accept(self, document_id: str, by: str, reason: str | None) -> None:
        """Makes a quarantined document searched, at every source that it has.

        Raises:
            UnknownDocument: it is not there.
            DocumentError: it is not quarantined.
        """
        d = schema.document.c
        with self._database.write() as connection:
            query = select(d.sha256, d.status).where(d.id == document_id)
            found = connection.execute(query).first()
            if found is None:
                raise unknown(document_id)
            if found.status != FileStatus.QUARANTINED.value:
                raise DocumentError(f"document {document_id} is {found.status}, not quarantined")
            status = _status_once_searched(connection, document_id)
            connection.execute(
                update(schema.document).where(d.id == document_id).values(status=status.value)
            )
            index_words(connection, document_id)
            for name in sources_of(connection, document_id):
                connection.execute(
                    insert(schema.acceptance).values(
                        source=name, sha256=found.sha256, by=by, reason=reason, at=now()
                    )
                )
                said = f"by {by}: {reason}" if reason else f"by {by}"
                record(connection, "accepted", document_id, name, said)


def _status_once_searched(connection: Connection, document_id: str) -> FileStatus:
    page = schema.page.c
    unread = connection.scalar(
        select(page.number).where(
            page.document_id == document_id, page.state == PageState.UNREADABLE.value
        )
    )
    return FileStatus.INGESTED if unread is None else FileStatus.PARTIAL
