"""Vectors of passages and their sentences, kept by a key of what they were made of."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kb.catalog import schema
from kb.catalog.database import Database
from kb.catalog.rows import STORED, parts
from kb.embedding import Embedding


class Embeddings:
    """Vectors by key, there before and after the passages that use them."""

    def __init__(self, database: Database):
        self._database = database

    def save(self, embeddings: Mapping[str, Embedding]) -> None:
        """Keeps `embeddings` by key, so that a killed run embeds nothing twice."""
        rows = [
            {
                "key": key,
                "passage": item.passage.astype(STORED).tobytes(),
                "sentences": item.sentences.astype(STORED).tobytes(),
                "statements": item.statements.astype(STORED).tobytes(),
                "search": None if item.search is None else item.search.astype(STORED).tobytes(),
            }
            for key, item in embeddings.items()
        ]
        if rows:
            with self._database.write() as connection:
                connection.execute(insert(schema.embedding).on_conflict_do_nothing(), rows)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` whose vectors are held."""
        key = schema.embedding.c.key
        with self._database.read() as connection:
            return {
                row.key
                for part in parts(list(keys))
                for row in connection.execute(select(key).where(key.in_(part)))
            }


def drop_unused(connection: Connection) -> None:
    """Drops vectors that no passage uses."""
    used = select(schema.passage.c.embedding_key)
    connection.execute(delete(schema.embedding).where(schema.embedding.c.key.not_in(used)))
