"""Which documents a viewer may read, as conditions of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table

from kb.catalog import schema
from kb.types import FileStatus


@dataclass(frozen=True, slots=True)
class Clearance:
    """Up to which access level a viewer reads (`kb.access.Access`)."""

    level: int

    @property
    def readable(self) -> ColumnElement[bool]:
        """Of a document: the viewer may read it."""
        return schema.document.c.access <= self.level

    def of_readable(self, query: Select[Any], table: Table) -> Select[Any]:
        """`query` of `table`, for documents alone that the viewer may read."""
        of_document = schema.document.c.id == table.c.document_id
        return query.join(schema.document, of_document).where(self.readable)

    def of_searched(self, query: Select[Any], table: Table) -> Select[Any]:
        """`query` of `table`, for documents that the viewer may read and that are searched."""
        searched = schema.document.c.status != FileStatus.QUARANTINED.value
        return self.of_readable(query, table).where(searched)
