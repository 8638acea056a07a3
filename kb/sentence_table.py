"""Every sentence that a viewer may read: the columns of the serving generation, and of the rest.

What the generation lacks (a document that came after it was built, everything where none serves)
is read from the catalogue and kept until the next generation has it. Answers are the same.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from kb.catalog import Generation, Snapshot
from kb.reader import Reader
from kb.sentence_columns import (
    DocumentSentences,
    SentenceColumns,
    Sentences,
    Version,
    read_document,
)
from kb.sentence_files import open_columns, write_columns
from kb.vectors import SENTENCES, check

log = logging.getLogger(__name__)

_CHUNK_ROWS = 16_384  # sentences that are judged at a time


@dataclass(frozen=True, slots=True)
class SentenceTable:
    """The sentences of one snapshot; never changed once made.

    `parts` have columns and, of their documents, those versions that are live.
    """

    parts: tuple[tuple[SentenceColumns, Mapping[str, Version]], ...]

    def runs(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Sentences, list[int]]]:
        """Neighbouring documents, some thousand sentences at a time, with places of those wanted.

        Runs in which none is wanted are left out.
        """
        for columns, live in self.parts:
            for first, last in _cuts(columns):
                places = [
                    place
                    for place, name in enumerate(columns.documents[first:last])
                    if live.get(name) == columns.versions[first + place] and wanted(name)
                ]
                if places:
                    yield columns.sentences(first, last), places


def _cuts(columns: SentenceColumns) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(columns.documents):
        bound = int(columns.starts[first]) + _CHUNK_ROWS
        last = int(columns.starts.searchsorted(bound, side="right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last


@dataclass(slots=True)
class _Rest:
    """Documents that the generation lacks: each once read, and the columns of them all."""

    documents: dict[str, DocumentSentences] = field(default_factory=dict)
    columns: SentenceColumns = field(default_factory=lambda: SentenceColumns.of(()))


class SentenceIndex:
    """Follows the catalogue: notices new commits and new generations by itself."""

    def __init__(self, folder: Path):
        """Opens nothing yet; generations stand in `folder`."""
        self._folder = folder
        self._lock = Lock()
        self._generation: Generation | None = None
        self._columns: SentenceColumns | None = None
        self._rest: dict[int, _Rest] = {}
        self._tables: dict[int, tuple[int, SentenceTable]] = {}

    def table(self, snapshot: Snapshot) -> SentenceTable:
        """The table of `snapshot`; what is held is not read again."""
        with self._lock:
            columns = self._current(snapshot)
            commits, table = self._tables.get(snapshot.clearance, (-1, SentenceTable(())))
            if commits != snapshot.commits:
                table = self._refreshed(snapshot, columns)
                self._tables[snapshot.clearance] = snapshot.commits, table
            return table

    def lacks_all(self, snapshot: Snapshot) -> bool:
        """Whether no columns serve, so that every sentence is read from the catalogue."""
        with self._lock:
            return self._current(snapshot) is None

    def _refreshed(self, snapshot: Snapshot, columns: SentenceColumns | None) -> SentenceTable:
        live = {name: Version(*found) for name, found in snapshot.passages.ranges().items()}
        live |= {name: Version(0, -1) for name in snapshot.documents.keys() - live.keys()}
        held = columns.by_id if columns is not None else {}
        lacking = {name: version for name, version in live.items() if held.get(name) != version}
        rest = self._rest.setdefault(snapshot.clearance, _Rest())
        known = rest.documents
        rest.documents = {
            name: known[name]
            if name in known and known[name].version == version
            else read_document(Reader(snapshot), name, version)
            for name, version in lacking.items()
        }
        rest.columns = SentenceColumns.of(rest.documents.items())
        parts = [(rest.columns, lacking)]
        return SentenceTable((*([(columns, live)] if columns is not None else []), *parts))

    def _current(self, snapshot: Snapshot) -> SentenceColumns | None:
        generation = snapshot.generation()
        if generation == self._generation:
            return self._columns
        self._generation, self._columns = generation, None
        self._tables.clear()
        if generation is not None:
            self._columns = _opened(self._folder / generation.id, generation.manifest)
        return self._columns


def _opened(path: Path, manifest: Mapping[str, str]) -> SentenceColumns | None:
    try:
        check(path, {name: d for name, d in manifest.items() if name.startswith(SENTENCES)})
        return open_columns(path / SENTENCES)
    except OSError as error:
        log.warning("columns of sentences cannot be used (%s); reading every sentence", error)
        return None


def write_sentences(path: Path, read: Callable[[], AbstractContextManager[Snapshot]]) -> None:
    """Writes the columns of every document that is searched into the generation at `path`.

    Each is read in a transaction of its own: one long reader would keep the write log from being
    folded back. A document that is gone by then is left out.
    """
    with read() as snapshot:
        names = list(snapshot.documents)

    def documents() -> Iterator[tuple[str, DocumentSentences]]:
        for name in names:
            with read() as snapshot:
                for held in snapshot.passages.ranges(name).values():
                    yield name, read_document(Reader(snapshot), name, Version(*held))

    write_columns(path / SENTENCES, documents())
