"""The full-text index: the words of passages, put in, taken out, searched."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from kb.catalog import schema
from kb.catalog.clearance import Clearance
from kb.catalog.rows import parts, to_spans
from kb.types import cut


class FullText:
    """What one viewer finds by words, inside one read transaction."""

    def __init__(self, connection: Connection, clearance: Clearance):
        self._connection = connection
        self._clearance = clearance

    @cached_property
    def _reads_all(self) -> bool:
        """Whether no document is above the viewer's clearance."""
        highest = self._connection.scalar(select(func.max(schema.document.c.access)))
        return highest is None or highest <= self._clearance.level

    def scores(self, terms: Sequence[str], limit: int) -> dict[int, float]:
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
        clearance = {"clearance": self._clearance.level} if readable else {}
        rows = self._connection.execute(
            text(
                "SELECT f.rowid, -bm25(passage_text, 0.5, 1.0) AS score FROM passage_text f "
                f"{readable}WHERE passage_text MATCH :query "
                "ORDER BY score DESC, f.rowid LIMIT :limit"
            ),
            {"query": query, "limit": limit} | clearance,
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

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
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


def _quoted(term: str) -> str:
    """`term` as FTS5 reads it: its words next to one another, in that order."""
    return '"' + term.replace('"', '""') + '"'


def index_words(connection: Connection, document_id: str) -> None:
    """Puts a document's passages into the index: from now on they are searched."""
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


def drop_words(connection: Connection, document_id: str) -> None:
    """Takes a document's passages out of the index; their own rows must still stand."""
    passage = schema.passage.c
    keys = list(connection.scalars(select(passage.key).where(passage.document_id == document_id)))
    for key in keys:
        connection.execute(text("DELETE FROM passage_text WHERE rowid = :key"), {"key": key})


def rewrite_index(connection: Connection) -> None:
    """Merges the index's segments: words that were taken out stand in none any more."""
    connection.execute(text("INSERT INTO passage_text(passage_text) VALUES ('optimize')"))
