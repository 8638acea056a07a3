"""What one viewer can read of the catalogue, in one read transaction."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from kb.access import Viewer
from kb.catalog import documents, generations, history, schema, sources
from kb.catalog.clearance import Clearance
from kb.catalog.documents import Fields, Summaries
from kb.catalog.full_text import FullText
from kb.catalog.generations import Generation
from kb.catalog.passages import Passages
from kb.catalog.records import Records
from kb.catalog.texts import Texts
from kb.errors import UnknownDocument
from kb.identity import Identity, facts, identify
from kb.planning.filters import Facets
from kb.types import DocumentDetails, DocumentSummary, FileStatus, Page

Kept = dict[tuple[str, int], tuple[int, Any]]
"""What was read at a commit, by what it is and the clearance it was read with."""

_Read = TypeVar("_Read")


class Snapshot:
    """What one viewer can read, inside one read transaction.

    `texts` holds pages and blocks, `passages` what is searched, `full_text` its words, `records`
    recommendations, events and theme mentions; `clearance` is the viewer's.
    """

    def __init__(self, connection: Connection, viewer: Viewer, known: Kept):
        """Reads on `connection`; `known` keeps what the last commit holds, by clearance."""
        self.clearance = int(viewer.clearance)
        self._connection = connection
        self._known = known
        self._cleared = Clearance(self.clearance)
        self.texts = Texts(connection, self._cleared)
        self.passages = Passages(connection, self._cleared)
        self.full_text = FullText(connection, self._cleared)
        self.records = Records(connection, self._cleared)

    @cached_property
    def commits(self) -> int:
        """A number that grows with every change."""
        return history.commits(self._connection)

    @property
    def removals(self) -> int:
        """How often a document was taken out for good."""
        return history.removals(self._connection)

    @cached_property
    def failures(self) -> dict[str, str]:
        """Files that could not be read: source to cause."""
        return sources.failures(self._connection)

    def generation(self) -> Generation | None:
        """The vector index that serves, if any."""
        return generations.serving(self._connection)

    @cached_property
    def documents(self) -> Summaries:
        """The documents that are searched, by id, in order of title."""
        return {id_: d for id_, d in self.held.items() if d.status is not FileStatus.QUARANTINED}

    @cached_property
    def quarantined(self) -> Summaries:
        """The documents that hide text and wait for a person, by id; they are not searched."""
        return {id_: d for id_, d in self.held.items() if d.status is FileStatus.QUARANTINED}

    @cached_property
    def held(self) -> Summaries:
        """Live documents by id, in order of title, those too that are not searched."""
        return self._once("held", lambda: documents.summaries(self._connection, self._cleared))

    @cached_property
    def fields(self) -> Fields:
        """What is known of each document held, by its id; () where nothing is.

        What people corrected stands in place of what was read.
        """
        return self._once(
            "fields", lambda: documents.fields(self._connection, self._cleared, self.held)
        )

    @cached_property
    def facets(self) -> Facets:
        """The values that the fields of documents have, as questions name them."""
        return self._once("facets", lambda: Facets.of(self.documents.values(), self.fields))

    @cached_property
    def identity(self) -> Identity:
        """Which documents are one review."""
        return self._once("identity", self._identified)

    def _identified(self) -> Identity:
        signatures = documents.signatures(self._connection)
        return identify(facts(self.documents, self.fields, signatures))

    def _once(self, what: str, read: Callable[[], _Read]) -> _Read:
        """What `read` returns, read once a commit and clearance."""
        commits, found = self._known.get((what, self.clearance), (None, None))
        if commits != self.commits:
            found = read()
            self._known[what, self.clearance] = (self.commits, found)
        return found  # type: ignore[return-value]  # `read` made it

    def document_at(self, source: str) -> str | None:
        """Id of the live document that stands at `source`."""
        query = select(schema.source.c.document_id).where(schema.source.c.name == source)
        found: str | None = self._connection.scalar(self._cleared.of_readable(query, schema.source))
        return found

    def pipeline(self, document_id: str) -> str | None:
        """The pipeline that made a live document; None where it is not live."""
        d = schema.document.c
        query = select(d.pipeline).where(d.id == document_id, self._cleared.readable)
        return self._connection.scalar(query)

    def document(self, document_id: str) -> DocumentSummary:
        """One live document.

        Raises:
            UnknownDocument: there is none that the viewer may read.
        """
        found = documents.summaries(self._connection, self._cleared, document_id)
        if document_id not in found:
            raise sources.unknown(document_id)
        return found[document_id]

    def details(self, document_id: str) -> DocumentDetails:
        """One live document with each of its pages, what it hides, and who accepted that.

        Raises:
            UnknownDocument: there is none that the viewer may read.
        """
        return documents.details(self._connection, self.document(document_id))

    def page(self, document_id: str, number: int) -> Page:
        """One page of a live document.

        Raises:
            UnknownDocument: no such document, or it has no such page.
        """
        summary = self.document(document_id)
        page = self.texts.pages(document_id, [number]).get(number)
        if page is None:
            raise UnknownDocument(
                f"document {document_id} has pages 1 to {summary.pages}, not {number}"
            )
        return page
