"""What a sentence states, as a vector that a subject can be held against.

Two sentences on one topic ("was told", "was never told") lie close together in the embedding model.
Here its upper layers are adapted (LoRA, Hu et al. 2021, arXiv:2106.09685) on sentences of which
readers said whether each *alone* shows a subject, so that a dot product tells how far it does.
`kb eval train` makes the weights (`evals/stating.py`); a sentence is encoded once, when it is
ingested, a subject when it is asked.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from kb.adapted import Adapted
from kb.embedding import EmbeddingInput, Vectors
from kb.types import SubjectKind

WEIGHTS = Path(__file__).parent / "statements.safetensors"

_SUBJECTS = 1024  # that are kept: names of the vocabulary come again and again
_KINDS = tuple(SubjectKind)  # the order of the shipped weights


def asked_as(kind: SubjectKind, name: str) -> str:
    """A subject as the model reads it: its kind, then its name.

    >>> asked_as(SubjectKind.PRACTICE, "home visits")
    'good practice: home visits'
    """
    good = "good " if kind is SubjectKind.PRACTICE else ""
    return f"{good}{kind}: {name}"


class StatementEncoder:
    """The adapted model; loaded at first use.

    `dim` is the length of a statement's vector. `subject(kind, name)` gives a row (dim,) and a bias
    that with a statement's vector make the log-odds that the sentence alone shows the subject.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Names the weights; the numbers for subjects are read at once."""
        from safetensors.numpy import load_file

        tensors = load_file(weights)
        self.digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:16]
        self._projection = tensors.pop("projection").astype(np.float32)
        self._polarity = tensors.pop("polarity").astype(np.float32)
        self._polarity_bias = tensors.pop("polarity_bias").astype(np.float32)
        self._scale, self._bias = (float(x) for x in tensors.pop("scale_bias"))
        self._model = Adapted(tensors)
        self.subject = lru_cache(_SUBJECTS)(self._subject)
        self.dim = len(self._projection)

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda n: None
    ) -> Vectors:
        """What each sentence states; unit rows, shape (n, dim)."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        found = self._model.encode_passages([EmbeddingInput("", t, ()) for t in texts], progress)
        return self._projected(np.stack([item.passage for item in found]))

    def _subject(self, kind: SubjectKind, name: str) -> tuple[Vectors, float]:
        number = _KINDS.index(kind)
        asked = self._projected(self._model.encode_question(asked_as(kind, name))[None])[0]
        row = self._scale * asked + self._polarity[number]
        return row.astype(np.float32), self._bias + float(self._polarity_bias[number])

    def _projected(self, vectors: Vectors) -> Vectors:
        rows = vectors @ self._projection.T
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@cache
def statement_encoder() -> StatementEncoder:
    """The encoder whose weights are shipped."""
    return StatementEncoder()
