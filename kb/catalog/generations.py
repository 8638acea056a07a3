"""Which vector index serves, as the catalogue says."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.rows import now


@dataclass(frozen=True, slots=True)
class Generation:
    """The vector index that serves: a folder, and what its files must hash to."""

    id: str
    model: str
    n_passages: int
    manifest: dict[str, str]


def serving(connection: Connection) -> Generation | None:
    """The one that serves, if any."""
    row = connection.execute(select(schema.generation)).first()
    return None if row is None else Generation(row.id, row.model, row.n_passages, row.manifest)


def serve(connection: Connection, generation: Generation) -> None:
    """Makes `generation` the one that serves."""
    serve_none(connection)
    connection.execute(
        insert(schema.generation).values(
            id=generation.id,
            model=generation.model,
            n_passages=generation.n_passages,
            manifest=generation.manifest,
            built_at=now(),
        )
    )


def serve_none(connection: Connection) -> None:
    """Leaves no vector index that serves: everything is searched exactly."""
    connection.execute(delete(schema.generation))
