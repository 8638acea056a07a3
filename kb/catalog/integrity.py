"""Whether the catalogue is whole: SQLite's own check, the full-text index, cross-references."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

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


def faults(connection: Connection) -> list[str]:
    """What is wrong, in words; empty when all is well. `connection` must be one that may write."""
    found = []
    for row in connection.execute(text("PRAGMA quick_check")):
        if row[0] != "ok":
            found.append(f"SQLite: {row[0]}")
    try:
        connection.execute(
            text("INSERT INTO passage_text(passage_text, rank) VALUES('integrity-check', 1)")
        )
    except DatabaseError as error:
        found.append(f"full-text index: {error.orig}")
    for query, what in _CROSS_CHECKS:
        count = connection.scalar(text(query))
        if count:
            found.append(f"{what}: {count}")
    return found
