"""Whether a sentence shows a theme: a logistic regression a theme and kind, learnt from readers.

Where a question is about a theme of the vocabulary, more is known of it than its names: readers
said of every sentence of many documents which themes it alone shows. The regressions that are
fitted on them (`kb eval train`, `evals/classifying.py`) read what stores hold of each sentence
anyway, both vectors and stems, so new ones need no document to be embedded anew. What they say is
worked out with the other columns of sentences (`kb.sentence_columns`), before anybody asks.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from kb.embedding import Vectors
from kb.types import SubjectKind

WEIGHTS = Path(__file__).parent / "theme_classifier.safetensors"


@dataclass(frozen=True, slots=True, eq=False)
class ThemeClassifier:
    """Log-odds that a sentence alone shows each code ("information-sharing failing").

    `rows · x + Σ words[stem] + biases`, where x is the sentence's vector of the embedding model and
    what it states (`kb.statements`), side by side (dim,). `rows` has shape (codes, dim), `words`
    (stems, codes); `codes` and `stems` number them. `digest` identifies the weights.
    """

    codes: Mapping[str, int]
    stems: Mapping[str, int]
    rows: Vectors
    words: Vectors
    biases: Vectors
    digest: str

    def __call__(self, vectors: Vectors, stems: Sequence[Collection[str]]) -> Vectors:
        """Of sentences with these vectors (n, dim) and distinct stems; shape (n, codes)."""
        found = vectors @ self.rows.T + self.biases
        for row, held in enumerate(stems):
            known = [self.stems[stem] for stem in held if stem in self.stems]
            found[row] += self.words[known].sum(axis=0)
        return np.asarray(found, dtype=np.float32)

    def number(self, theme_id: str, kind: SubjectKind) -> int | None:
        """Which column tells of a theme, None where too few sentences were read that show it."""
        return self.codes.get(f"{theme_id} {kind}")


def read_classifier(weights: Path) -> ThemeClassifier:
    """A classifier from a file that `evals.classifying.fit` wrote."""
    from safetensors import safe_open

    with safe_open(weights, framework="numpy") as file:
        about = file.metadata()
        tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}

    def numbered(names: str) -> dict[str, int]:
        return {name: n for n, name in enumerate(names.split("\n"))}

    digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:16]
    codes, stems = numbered(about["codes"]), numbered(about["stems"])
    return ThemeClassifier(codes, stems, **tensors, digest=digest)


@cache
def theme_classifier() -> ThemeClassifier:
    """The classifier whose weights are shipped."""
    return read_classifier(WEIGHTS)
