"""Every passage that a viewer may read, as columns: key, document, vector, scores of words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.catalog import Snapshot
from kb.embedding import Vectors

Scores = NDArray[np.float64]

_MAX_KEPT = 1 << 25  # passages under words, 12 bytes each


@dataclass(frozen=True, slots=True)
class PassageTable:
    """Passages in order of key; `owners` are places in `documents`. Never changed once made.

    What a word scores in each passage is read from the snapshot when it is first asked for.
    """

    documents: list[str] = field(default_factory=list)
    keys: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    owners: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    vectors: Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    commits: int = -1
    _words: dict[str, tuple[NDArray[np.int32], Scores]] = field(default_factory=dict)

    def refreshed(self, snapshot: Snapshot) -> "PassageTable":
        """The table of `snapshot`; vectors that are held are not read again."""
        if self.commits == snapshot.commits:
            return self
        owner_of = snapshot.passages.owners()
        documents = list(snapshot.documents)
        place = {document_id: n for n, document_id in enumerate(documents)}
        owners = np.asarray([place[owner] for owner in owner_of.values()], dtype=np.int64)
        keys = np.fromiter(owner_of, dtype=np.int64, count=len(owner_of))
        rows, known = self._rows(keys)
        read = snapshot.passages.vectors(keys[~known].tolist())
        vectors = np.empty((len(keys), max(self.vectors.shape[1], read.shape[1])), np.float32)
        if known.any():
            vectors[known] = self.vectors[rows[known]]
        if len(read):
            vectors[~known] = read
        return PassageTable(documents, keys, owners, vectors, snapshot.commits)

    def __len__(self) -> int:
        return len(self.owners)

    def lexical(self, snapshot: Snapshot, terms: Iterable[str]) -> Scores:
        """BM25 of every passage, 0 where it holds none of `terms`; `snapshot` is the table's."""
        scores = np.zeros(len(self))
        for term in terms:
            if term not in self._words:
                if sum(len(rows) for rows, _ in self._words.values()) > _MAX_KEPT:
                    self._words.clear()
                found, values = snapshot.full_text.term_scores(term)
                places, known = self._rows(found)
                self._words[term] = places[known].astype(np.int32), values[known]
            rows, values = self._words[term]
            scores[rows] += values
        return scores

    def _rows(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each of `keys` would stand in the table, and whether it does."""
        rows = np.searchsorted(self.keys, keys)
        known = rows < len(self)
        known[known] = self.keys[rows[known]] == keys[known]
        return rows, known

    def best(self, scores: NDArray[np.floating]) -> Scores:
        """The best score of each document; the lowest of all where it has no passage."""
        found = np.full(len(self.documents), -np.inf)
        np.maximum.at(found, self.owners, scores)
        return np.where(np.isfinite(found), found, float(np.min(scores, initial=0.0)))

    def best_rows(self, scores: NDArray[np.floating]) -> NDArray[np.int64]:
        """The row of each document's best passage, -1 where it has none."""
        order = np.argsort(scores, kind="stable")
        found = np.full(len(self.documents), -1, dtype=np.int64)
        found[self.owners[order]] = order  # the last written is the best
        return found
