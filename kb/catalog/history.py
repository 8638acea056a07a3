"""What was done with documents, for people; and a number of it, for readers that keep things."""

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.rows import now

REMOVED = "removed"


def record(
    connection: Connection, what: str, document_id: str, source: str, reason: str | None = None
) -> None:
    """Notes what was done with the document at `source`."""
    connection.execute(
        insert(schema.history).values(
            at=now(), event=what, document_id=document_id, source=source, reason=reason
        )
    )
    count_change(connection)


def count_change(connection: Connection) -> None:
    """Lets readers notice a change of what is held."""
    connection.execute(text("UPDATE meta SET value = value + 1 WHERE key = 'commits'"))


def commits(connection: Connection) -> int:
    """A number that grows with every change."""
    value = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "commits"))
    return int(value or 0)


def removals(connection: Connection) -> int:
    """How often a document was taken out for good."""
    counted = select(func.count()).where(schema.history.c.event == REMOVED)
    return int(connection.scalar(counted) or 0)
