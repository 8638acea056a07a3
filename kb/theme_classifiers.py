"""Whether a sentence shows a theme: a logistic regression a theme and kind, learnt from readers.

Where a question is about a theme of the vocabulary, more is known of it than its names: readers
said of every sentence of many documents which themes it alone shows. The classifiers that are
fitted on them (`kb eval train`, `evals/classifying.py`) read what the columns of sentences hold
(`kb.sentence_columns`), vectors and stems, so new ones need no document to be embedded anew.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from kb.embedding import Vectors
from kb.types import SubjectKind

WEIGHTS = Path(__file__).parent / "theme_classifiers.safetensors"


@dataclass(frozen=True, slots=True, eq=False)
class ThemeClassifier:
    """Log-odds that a sentence alone shows a theme: `bias + row · vector + Σ words[stem]`.

    `row` goes with what the columns hold of the sentence, shape (dim + statement,): its vector of
    the embedding model, and what it states (`kb.statements`); `words` are weights of the stems that
    stand in it.
    """

    row: Vectors
    words: Mapping[str, float]
    bias: float

    def __call__(self, vectors: Vectors, stems: Sequence[Collection[str]]) -> Vectors:
        """Of sentences with these vectors (n, dim + statement) and distinct stems; shape (n,)."""
        words = [sum(self.words.get(stem, 0.0) for stem in held) for held in stems]
        return np.asarray(vectors @ self.row + words + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ThemeClassifiers:
    """Classifiers by code ("information-sharing failing"), and what identifies their weights."""

    by_code: Mapping[str, ThemeClassifier]
    digest: str

    def of(self, theme_id: str, kind: SubjectKind) -> ThemeClassifier | None:
        """That of a theme, None where too few sentences were read that show it."""
        return self.by_code.get(f"{theme_id} {kind}")


def read_classifiers(weights: Path) -> ThemeClassifiers:
    """Classifiers from a file that `evals.classifying.fit` wrote."""
    from safetensors import safe_open

    with safe_open(weights, framework="numpy") as file:
        about = file.metadata()
        rows = file.get_tensor("rows").astype(np.float32)
        words = file.get_tensor("words").astype(np.float32)
        biases = file.get_tensor("biases")
    stems = np.asarray(about["stems"].split("\n"))
    found = {}
    for n, code in enumerate(about["codes"].split("\n")):
        known = np.flatnonzero(words[n])
        weights_of = dict(zip(stems[known].tolist(), words[n, known].tolist(), strict=True))
        found[code] = ThemeClassifier(rows[n], weights_of, float(biases[n]))
    return ThemeClassifiers(found, hashlib.sha256(weights.read_bytes()).hexdigest()[:16])


@cache
def theme_classifiers() -> ThemeClassifiers:
    """The classifiers whose weights are shipped."""
    return read_classifiers(WEIGHTS)
