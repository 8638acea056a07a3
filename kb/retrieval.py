"""A query -> ranked passages: dense and lexical candidates, fused by standardised scores.

Every candidate gets both scores, whichever side found it, and the sum of the two z-scores ranks it.
(ADR 0003 has the measurement against reciprocal rank fusion.) Dense candidates come from the vector
index where one serves; what it lacks, or everything when there is none, is searched exactly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from kb.catalog import Snapshot
from kb.embedding import Vectors
from kb.index import DenseIndex
from kb.words import surface_forms

CANDIDATES = 200
_ALL = -1  # no limit, to SQLite


@dataclass(frozen=True, slots=True)
class Retrieved:
    """One candidate passage, by key, with its score and the components of it."""

    key: int
    document_id: str
    score: float
    dense: float
    lexical: float


def retrieve(
    snapshot: Snapshot,
    index: DenseIndex,
    vector: Vectors,
    terms: Sequence[str],
    admits: Callable[[str], bool] | None = None,
) -> list[Retrieved]:
    """Candidates in order of score, best first.

    Args:
        snapshot: what the viewer can read.
        index: finds dense candidates.
        vector: the query's unit vector, shape (dim,).
        terms: the query's content words.
        admits: which documents are searched, if not all; their passages are searched exactly.
    """
    if admits is None:
        lexical = snapshot.full_text.scores(surface_forms(terms), CANDIDATES)
        nearest = set(index.nearest(snapshot, vector, CANDIDATES))
    else:
        inside = [key for key, owner in snapshot.passages.owners().items() if admits(owner)]
        lexical = _among(inside, snapshot.full_text.scores(surface_forms(terms), _ALL))
        nearest = _nearest(snapshot, inside, vector)
    owners = snapshot.passages.owners({*lexical, *nearest})
    keys = list(owners)
    dense = (
        dict(zip(keys, (snapshot.passages.vectors(keys) @ vector).tolist(), strict=True))
        if keys
        else {}
    )
    scores = fuse(dense, {key: lexical.get(key, 0.0) for key in dense})
    found = [
        Retrieved(key, owners[key], score, dense[key], lexical.get(key, 0.0))
        for key, score in scores.items()
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.key))


def as_read(snapshot: Snapshot, found: Sequence[Retrieved], vector: Vectors) -> list[Retrieved]:
    """`found` in the same order, with their similarity to a question by the model that reads."""
    if not found:
        return []
    dense = snapshot.passages.vectors([hit.key for hit in found], as_read=True) @ vector
    return [replace(hit, dense=float(near)) for hit, near in zip(found, dense, strict=True)]


def _among(keys: Sequence[int], scores: Mapping[int, float]) -> dict[int, float]:
    """The best of those `scores`, best first, that are of `keys`."""
    wanted = set(keys)
    return dict(islice(((k, s) for k, s in scores.items() if k in wanted), CANDIDATES))


def _nearest(snapshot: Snapshot, keys: Sequence[int], vector: Vectors) -> set[int]:
    """Those of `keys` whose passages are nearest to `vector`."""
    if not keys:
        return set()
    scores = snapshot.passages.vectors(keys) @ vector
    return {keys[n] for n in np.argsort(-scores, kind="stable")[:CANDIDATES]}


def fuse(dense: Mapping[int, float], lexical: Mapping[int, float]) -> dict[int, float]:
    """The sum of the two z-scores of each key; both maps have the same keys."""
    a, b = _standardise(dense), _standardise(lexical)
    return {key: a[key] + b[key] for key in dense}


def _standardise(scores: Mapping[int, float]) -> dict[int, float]:
    values = np.fromiter(scores.values(), dtype=np.float64, count=len(scores))
    if len(values) == 0:
        return {}
    spread = float(values.std()) or 1.0
    mean = float(values.mean())
    return {key: (value - mean) / spread for key, value in scores.items()}


def lexical_coverage(
    wanted: Sequence[str], weights: Mapping[str, float], text_stems: frozenset[str] | set[str]
) -> float:
    """The share of the weight of the stems `wanted` that stands in a text, 0 to 1."""
    total = sum(weights[stem] for stem in wanted)
    if total == 0:
        return 0.0
    return sum(weights[stem] for stem in wanted if stem in text_stems) / total
