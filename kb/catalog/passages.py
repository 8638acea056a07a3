"""Passages, their sentences and their vectors, as they are read for a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, func, select

from kb.catalog import schema
from kb.catalog.clearance import Clearance
from kb.catalog.rows import STORED, parts, to_spans, to_vectors, unit
from kb.embedding import Embedding, Vectors
from kb.types import Sentence, Spans

_NO_ROWS = np.empty((0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A live passage as the catalogue holds it; vectors are unit rows, float32, of the reader."""

    key: int
    id: str
    document_id: str
    spans: Spans
    context: str
    sentences: tuple[Sentence, ...]
    embedding: Embedding


class Passages:
    """What one viewer reads of passages that are searched, inside one read transaction."""

    def __init__(self, connection: Connection, clearance: Clearance):
        self._connection = connection
        self._clearance = clearance

    def owners(self, keys: Iterable[int] | None = None) -> dict[int, str]:
        """The documents of live passages, in order of key.

        Args:
            keys: of these alone; those that are not live are left out.
        """
        p = schema.passage.c
        query = self._searched(select(p.key, p.document_id).order_by(p.key))
        if keys is None:
            return {row.key: row.document_id for row in self._connection.execute(query)}
        found: dict[int, str] = {}
        for part in parts(sorted(keys)):
            rows = self._connection.execute(query.where(p.key.in_(part)))
            found |= {row.key: row.document_id for row in rows}
        return found

    def keys_of(self, document_ids: Sequence[str]) -> list[int]:
        """Keys of the live passages of some documents, in order."""
        p = schema.passage.c
        query = select(p.key).where(p.document_id.in_(document_ids)).order_by(p.key)
        return list(self._connection.scalars(self._searched(query)))

    def ranges(self, document_id: str | None = None) -> dict[str, tuple[int, int]]:
        """First and last key of the passages of each document that is searched, or of one.

        One transaction inserts a document's passages, and keys only grow, so none lies between.
        """
        p = schema.passage.c
        query = self._searched(
            select(p.document_id, func.min(p.key), func.max(p.key)).group_by(p.document_id)
        )
        if document_id is not None:
            query = query.where(p.document_id == document_id)
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(query)}

    def by_key(self, keys: Iterable[int]) -> dict[int, StoredPassage]:
        """Live passages by key, with their vectors; keys that are not live are left out."""
        p, e = schema.passage.c, schema.embedding.c
        query = self._searched(
            select(
                schema.passage,
                e.passage.label("vector"),
                e.sentences.label("rows"),
                e.statements,
            ).join(schema.embedding, e.key == p.embedding_key)
        )
        return {
            row.key: _passage(row)
            for part in parts(list(keys))
            for row in self._connection.execute(query.where(p.key.in_(part)))
        }

    def vectors(self, keys: Sequence[int], *, as_read: bool = False) -> Vectors:
        """Unit vectors of live passages in the order of `keys`, float32 (n, dim).

        Args:
            keys: of which passages.
            as_read: by the model that reads them, where another one finds them.
        """
        p, e = schema.passage.c, schema.embedding.c
        vector = e.passage if as_read else func.coalesce(e.search, e.passage)
        query = select(p.key, vector.label("vector"))
        query = query.join(schema.embedding, e.key == p.embedding_key)
        found = {
            row.key: np.frombuffer(row.vector, dtype=STORED)
            for part in parts(list(keys))
            for row in self._connection.execute(query.where(p.key.in_(part)))
        }
        if not found:
            return _NO_ROWS
        return unit(np.stack([found[key] for key in keys]).astype(np.float32))

    def sentences(self, document_id: str) -> list[Sentence]:
        """The sentences of a live document's passages, in reading order, searched or not."""
        p = schema.passage.c
        query = select(p.sentences).where(p.document_id == document_id).order_by(p.key)
        rows = self._connection.scalars(self._clearance.of_readable(query, schema.passage))
        return [Sentence(to_spans(spans), block) for part in rows for spans, block in part]

    def _searched(self, query: Select[Any]) -> Select[Any]:
        return self._clearance.of_searched(query, schema.passage)


def _passage(row: Row[Any]) -> StoredPassage:
    """A passage from its row and that of its vectors."""
    vector = to_vectors(row.vector)
    sentences = tuple(Sentence(to_spans(spans), block) for spans, block in row.sentences)
    statements = (
        unit(to_vectors(row.statements or b"").reshape(len(sentences), -1))
        if sentences
        else _NO_ROWS
    )
    return StoredPassage(
        key=row.key,
        id=row.id,
        document_id=row.document_id,
        spans=to_spans(row.spans),
        context=row.context,
        sentences=sentences,
        embedding=Embedding(
            unit(vector[None, :])[0],
            unit(to_vectors(row.rows).reshape(-1, vector.size)),
            statements,
        ),
    )
