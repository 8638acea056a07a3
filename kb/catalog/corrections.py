"""What people and manifests say of documents in place of what was read of them."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.database import Database
from kb.catalog.history import count_change, record
from kb.catalog.sources import known_sources
from kb.types import Correction

_OF_FILE, _OF_PERSON = "file", "person"


def corrections(
    connection: Connection, document_id: str | None = None
) -> dict[str, list[Correction]]:
    """Corrections by document, of one or of all: those of people stand last, for they win."""
    c, source = schema.correction.c, schema.source.c
    query = (
        select(schema.correction, source.document_id)
        .join(schema.source, source.name == c.source)
        .order_by(c.origin, c.at, c.name)
    )
    if document_id is not None:
        query = query.where(source.document_id == document_id)
    found: dict[str, list[Correction]] = {}
    for row in connection.execute(query):
        correction = Correction(row.name, row.value, row.by, row.at, row.reason)
        found.setdefault(row.document_id, []).append(correction)
    return found


class Corrections:
    """Keeps corrections, by source: they survive that a document is ingested anew."""

    def __init__(self, database: Database):
        self._database = database

    def add(self, document_id: str, told: Sequence[Correction]) -> None:
        """Keeps what a person says of a live document, at each of its sources.

        Raises:
            UnknownDocument: it is not there.
        """
        with self._database.write() as connection:
            for name in known_sources(connection, document_id):
                _insert(connection, name, _OF_PERSON, told)
                for item in told:
                    record(connection, f"corrected: {item.name}", document_id, name, item.reason)

    def set_of_file(self, source: str, told: Sequence[Correction]) -> None:
        """Makes `told` all that a manifest says of what stands at `source`.

        Nothing is written where it says what it said before.
        """
        c = schema.correction.c
        of_file = (c.source == source) & (c.origin == _OF_FILE)
        query = select(c.name, c.value, c.by, c.reason).where(of_file)
        with self._database.read() as connection:
            held = {tuple(row) for row in connection.execute(query)}
        if held == {(item.name, item.value, item.by, item.reason) for item in told}:
            return
        with self._database.write() as connection:
            connection.execute(delete(schema.correction).where(of_file))
            _insert(connection, source, _OF_FILE, told)
            count_change(connection)


def _insert(connection: Connection, source: str, origin: str, told: Sequence[Correction]) -> None:
    for item in told:
        said = {"value": item.value, "by": item.by, "at": item.at, "reason": item.reason}
        connection.execute(
            insert(schema.correction)
            .values(source=source, name=item.name, origin=origin, **said)
            .on_conflict_do_update(index_elements=["source", "name", "origin"], set_=said)
        )
