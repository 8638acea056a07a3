"""Pages and blocks of documents: the text as it was read, each page checked by its hash."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    String,
    Table,
    and_,
    column,
    select,
    text,
)

from kb.catalog import schema
from kb.catalog.clearance import Clearance
from kb.catalog.rows import text_sha256, to_spans
from kb.errors import StoreError
from kb.types import Block, BlockKind, Page, PageState, Word


class Texts:
    """What one viewer reads of pages and blocks, inside one read transaction."""

    def __init__(self, connection: Connection, clearance: Clearance):
        self._connection = connection
        self._clearance = clearance

    def pages(self, document_id: str, numbers: Iterable[int] | None = None) -> dict[int, Page]:
        """Pages of a live document by number, each checked against the hash it was stored with.

        Raises:
            StoreError: a page's text is not what was stored.
        """
        c = schema.page.c
        query = select(schema.page).where(c.document_id == document_id).order_by(c.number)
        if numbers is not None:
            query = query.where(c.number.in_(list(numbers)))
        rows = self._connection.execute(self._clearance.of_readable(query, schema.page))
        return {row.number: _page(row) for row in rows}

    def some_pages(self, addresses: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Page]:
        """Pages of live documents by document and number, checked as `pages` does.

        Raises:
            StoreError: a page's text is not what was stored.
        """
        rows = self._addressed(schema.page, schema.page.c.number, addresses)
        return {(row.document_id, row.number): _page(row) for row in rows}

    def words(self, document_id: str, number: int) -> list[Word]:
        """The words that were read off the picture of a page; none where its text was read."""
        c = schema.recognised.c
        query = select(c.words).where(c.document_id == document_id, c.number == number)
        rows = self._connection.scalar(self._clearance.of_readable(query, schema.recognised))
        return [Word(*row) for row in rows or ()]

    def blocks(self, document_id: str) -> list[Block]:
        """Blocks of a live document by ordinal."""
        c = schema.block.c
        query = select(schema.block).where(c.document_id == document_id).order_by(c.ordinal)
        rows = self._connection.execute(self._clearance.of_readable(query, schema.block))
        return [_block(row) for row in rows]

    def some_blocks(self, addresses: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Block]:
        """Blocks of live documents by document and ordinal."""
        rows = self._addressed(schema.block, schema.block.c.ordinal, addresses)
        return {(row.document_id, row.ordinal): _block(row) for row in rows}

    def _addressed(
        self, table: Table, number: ColumnElement[int], addresses: Iterable[tuple[str, int]]
    ) -> Iterable[Row[Any]]:
        """Rows of `table` at these documents and numbers.

        They are joined from one JSON array: SQLite searches no index for `(a, b) IN (…)`.
        """
        wanted = (
            text(
                "SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS number "
                "FROM json_each(:addresses)"
            )
            .columns(column("id", String), column("number", Integer))
            .cte("wanted")
        )
        query = (
            select(table)
            .select_from(wanted)
            .join(table, and_(wanted.c.id == table.c.document_id, wanted.c.number == number))
        )
        return self._connection.execute(
            self._clearance.of_readable(query, table), {"addresses": json.dumps(sorted(addresses))}
        )


def _page(row: Row[Any]) -> Page:
    """A page from its row.

    Raises:
        StoreError: its text is not what was stored.
    """
    if text_sha256(row.text) != row.sha256:
        raise StoreError(
            f"document {row.document_id}, page {row.number}: stored text is damaged; "
            "restore a backup or ingest the file again"
        )
    return Page(
        row.number,
        row.text,
        row.label,
        PageState(row.state),
        row.cause,
        row.extractor,
        row.word_shape,
        row.confidence,
        row.pictures,
        row.figures,
        row.tables,
    )


def _block(row: Row[Any]) -> Block:
    """A block from its row."""
    return Block(
        BlockKind(row.kind),
        to_spans(row.spans),
        row.paragraph,
        tuple(row.section),
        row.speaker,
        row.stem,
    )
