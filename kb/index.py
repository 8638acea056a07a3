"""Dense candidates: the serving vector index, and exact search over whatever it lacks."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kb.access import Access, Viewer
from kb.catalog import Catalog, Generation, Snapshot
from kb.embedding import Vectors
from kb.errors import ParserFailed
from kb.locking import writer_lock
from kb.vectors import VectorIndex, build_generation, discard_others

log = logging.getLogger(__name__)

_SPARE = 1000  # further candidates asked for, in place of dead ones
_REBUILD_MIN, _REBUILD_SHARE = 1000, 0.10
_SWITCH_WAIT_S = 60.0
_EVERYTHING = Viewer(Access.RESTRICTED)


@dataclass(frozen=True, slots=True)
class _Rest:
    """Live passages that the index lacks, as of one commit: keys (n,), unit rows (n, dim)."""

    commits: int
    keys: NDArray[np.int64]
    vectors: Vectors
    n_live: int
    n_dead: int


class DenseIndex:
    """Follows the catalogue: notices new commits and new generations by itself."""

    def __init__(self, folder: Path, model: str):
        """Opens nothing yet.

        Args:
            folder: where generations stand.
            model: digest of the embedding model that questions are encoded with.
        """
        self._folder = folder
        self._model = model
        self._lock = Lock()
        self._generation: Generation | None = None
        self._index: VectorIndex | None = None
        self._rest: dict[int, _Rest] = {}

    def nearest(self, snapshot: Snapshot, vector: Vectors, k: int) -> set[int]:
        """Keys of passages among the `k` nearest to `vector`, and some more."""
        with self._lock:
            index = self._current(snapshot)
            rest = self._lacking(snapshot, index)
        found: set[int] = set()
        if index is not None:
            try:
                found.update(index.search(vector, k + min(rest.n_dead, _SPARE), snapshot.clearance))
            except Exception as error:  # noqa: BLE001 - it may be replaced or erased meanwhile
                log.warning("the vector index failed (%s); searching exactly", error)
                rest = self._exact(snapshot, None)
        if len(rest.keys):
            scores = rest.vectors @ vector
            best = np.argpartition(-scores, min(k, len(scores) - 1))[:k]
            found.update(int(key) for key in rest.keys[best])
        return found

    def degraded(self, snapshot: Snapshot) -> bool:
        """Whether no index serves, so that everything is searched exactly."""
        with self._lock:
            return self._current(snapshot) is None

    def build(
        self, catalog: Catalog, store: Path, add: Callable[[Path], None], *, force: bool
    ) -> bool:
        """Builds a generation where none serves or the one that does lacks too much.

        Args:
            catalog: holds the passages.
            store: the folder of its locks.
            add: puts further files into the generation's folder before it is hashed.
            force: builds in any case.

        Returns:
            Whether one was built. A failure is logged: searching goes on exactly.

        Raises:
            StoreBusy: another process builds, or held the writer's place for a minute.
        """
        with writer_lock(store, "building the vector index", name="index", wait_s=0):
            with catalog.read(_EVERYTHING) as snapshot:
                generation = snapshot.generation()
                discard_others(self._folder, generation.id if generation else None)
                ranges = snapshot.passages.ranges()
                if not ranges or not (force or self._is_stale(snapshot)):
                    return False
                keys = live_keys(ranges)
                levels = [Access[snapshot.documents[name].access.upper()] for name in ranges]
                sizes = [last + 1 - first for first, last in ranges.values()]
                access = np.repeat(np.asarray(levels, dtype=np.int64), sizes)
                rows = snapshot.passages.vectors(keys.tolist())
                removals = snapshot.removals
            try:
                name, manifest = build_generation(self._folder, keys, access, rows, add)
            except (ParserFailed, OSError) as error:
                log.warning("the vector index could not be built (%s); searching exactly", error)
                return False
            with writer_lock(store, "switching to a new vector index", wait_s=_SWITCH_WAIT_S):
                with catalog.read(_EVERYTHING) as snapshot:
                    if snapshot.removals != removals:  # what was removed may stand in these files
                        discard_others(self._folder, None)
                        log.warning("a document was removed meanwhile; the vector index is dropped")
                        return False
                catalog.set_generation(Generation(name, self._model, len(keys), manifest))
            discard_others(self._folder, name)
            return True

    def _is_stale(self, snapshot: Snapshot) -> bool:
        if self.degraded(snapshot):
            return True
        with self._lock:
            rest = self._lacking(snapshot, self._current(snapshot))
        lacks = len(rest.keys) + rest.n_dead
        return lacks > max(_REBUILD_MIN, _REBUILD_SHARE * rest.n_live)

    def close(self) -> None:
        """Closes the index after the last query that uses it."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = self._generation = None

    def _current(self, snapshot: Snapshot) -> VectorIndex | None:
        generation = snapshot.generation()
        if generation is not None and generation.model != self._model:
            generation = None
        if generation == self._generation:
            return self._index
        if self._index is not None:
            self._index.close()
        self._index, self._generation = None, generation
        self._rest.clear()
        if generation is not None:
            try:
                self._index = VectorIndex(self._folder / generation.id, generation.manifest)
            except Exception as error:  # noqa: BLE001 - a damaged index costs speed, never an answer
                log.warning(
                    "vector index %s cannot be used (%s); searching exactly. "
                    "`kb verify --repair` builds a new one",
                    generation.id,
                    error,
                )
        return self._index

    def _lacking(self, snapshot: Snapshot, index: VectorIndex | None) -> _Rest:
        rest = self._rest.get(snapshot.clearance)
        if rest is None or rest.commits != snapshot.commits:
            rest = self._rest[snapshot.clearance] = self._exact(snapshot, index)
        return rest

    def _exact(self, snapshot: Snapshot, index: VectorIndex | None) -> _Rest:
        live = live_keys(snapshot.passages.ranges())
        held = index.keys if index is not None else np.empty(0, dtype=np.int64)
        keys = np.setdiff1d(live, held)
        n_dead = int(np.setdiff1d(held, live).size)
        vectors = snapshot.passages.vectors(keys.tolist())
        return _Rest(snapshot.commits, keys, vectors, len(live), n_dead)


def live_keys(ranges: Mapping[str, tuple[int, int]]) -> NDArray[np.int64]:
    """Keys of the passages in `Passages.ranges` of a snapshot, in its order."""
    parts = [np.arange(first, last + 1, dtype=np.int64) for first, last in ranges.values()]
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
