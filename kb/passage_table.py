"""Every passage that a viewer may read, as columns: key, document, vector."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.catalog import Snapshot
from kb.embedding import Vectors

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PassageTable:
    """Passages in order of key; `owners` are places in `documents`. Never changed once made."""

    documents: list[str] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    owners: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    rows: Mapping[int, int] = field(default_factory=dict)
    vectors: Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    commits: int = -1

    def refreshed(self, snapshot: Snapshot) -> "PassageTable":
        """The table of `snapshot`; vectors that are held are not read again."""
        if self.commits == snapshot.commits:
            return self
        keys = snapshot.passage_keys()
        documents = list(snapshot.documents)
        place = {document_id: n for n, document_id in enumerate(documents)}
        new = [key for key in keys if key not in self.rows]
        read = snapshot.passage_vectors(new)
        dim = max(self.vectors.shape[1], read.shape[1])
        vectors = np.empty((len(keys), dim), dtype=np.float32)
        held = [n for n, key in enumerate(keys) if key in self.rows]
        if held:
            ordered = list(keys)
            vectors[held] = self.vectors[[self.rows[ordered[n]] for n in held]]
        if new:
            fresh = [n for n, key in enumerate(keys) if key not in self.rows]
            vectors[fresh] = read
        owners = np.asarray([place[owner] for owner in keys.values()], dtype=np.int64)
        rows = {key: n for n, key in enumerate(keys)}
        return PassageTable(documents, list(keys), owners, rows, vectors, snapshot.commits)

    def __len__(self) -> int:
        return len(self.owners)

    def lexical(self, found: Mapping[int, float]) -> Scores:
        """BM25 scores by key as a column, 0 where a passage holds no word of the query."""
        scores = np.zeros(len(self))
        for key, score in found.items():
            scores[self.rows[key]] = score
        return scores

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
