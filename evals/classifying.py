"""Fits what tells that a sentence alone shows a theme (`kb/theme_classifier.py`).

It learns from documents and extracts of which readers coded every sentence for every theme
(`codes.jsonl` of `evals/written`, `evals/extracts`), and from groups of sentences that differ in
little (`evals/variants`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from evals.dataset import Dataset
from evals.progress import Progress
from evals.quotes import fold
from evals.rows import read_objects
from evals.weights import logistic
from kb.embedding import Embedder, EmbeddingInput, Vectors
from kb.statements import StatementEncoder
from kb.themes import themes
from kb.words import word_stems

EXTRACTS = Path(__file__).parent / "extracts"
VARIANTS = Path(__file__).parent / "variants"
_FEWEST = 8  # sentences that show it
_STRENGTH = 1.0
_STATED, _WORD = 2.0, 0.6  # the lengths of a statement and of a word beside the unit vectors


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, its vector of the embedding model, and the codes it shows, alone and nearly."""

    text: str
    vector: Vectors
    shows: frozenset[str]
    partly: frozenset[str]


def coded_documents(dataset: Dataset, texts: Sequence[str], vectors: Vectors) -> list[Coded]:
    """The sentences of a dataset's store of which readers said what they show.

    `texts` are the words of every sentence of the store, `vectors` (n, dim) those of the embedding
    model.
    """
    file = dataset.folder / "codes.jsonl"
    if not file.exists():
        return []
    rows = {fold(row["text"]): row for _, row in read_objects(file)}
    return [
        _coded(rows[key], vector)
        for text, vector in zip(texts, vectors, strict=True)
        if (key := fold(text)) in rows
    ]


def coded_extracts(embedder: Embedder) -> list[Coded]:
    """The sentences of all extracts, each read between its neighbours as in a passage."""
    rows = [row for file in sorted(EXTRACTS.glob("*.jsonl")) for _, row in read_objects(file)]
    parts = [
        part
        for _, extract in groupby(rows, key=lambda row: row["document"])
        for part in _passages(list(extract), embedder)
    ]
    found = embedder.encode_passages([_passage([row["text"] for row in part]) for part in parts])
    return [
        _coded(row, vector)
        for part, made in zip(parts, found, strict=True)
        for row, vector in zip(part, made.sentences, strict=True)
    ]


def coded_variants(embedder: Embedder) -> list[Coded]:
    """Sentences that differ in little, each read where its group stands."""
    rows = [
        (group, variant)
        for file in sorted(VARIANTS.glob("*.jsonl"))
        for _, group in read_objects(file)
        for variant in group["variants"]
    ]
    passages = [_passage([group["before"], v["text"], group["after"]]) for group, v in rows]
    found = embedder.encode_passages(passages)
    return [
        _coded(variant, made.sentences[1]) for (_, variant), made in zip(rows, found, strict=True)
    ]


def _coded(row: Mapping[str, list[str]], vector: Vectors) -> Coded:
    return Coded(str(row["text"]), vector, frozenset(row["shows"]), frozenset(row["partly"]))


def _passages(
    rows: list[Mapping[str, list[str]]], embedder: Embedder
) -> Iterator[list[Mapping[str, list[str]]]]:
    """Neighbours that the model reads whole."""
    part: list[Mapping[str, list[str]]] = []
    for row in rows:
        if part and embedder.count_tokens(_passage([r["text"] for r in (*part, row)]).text) > (
            embedder.max_tokens
        ):
            yield part
            part = []
        part.append(row)
    yield part


def _passage(texts: Sequence[object]) -> EmbeddingInput:
    words = [str(text) for text in texts]
    ends = np.cumsum([len(text) + 1 for text in words]) - 1
    ranges = [(int(end) - len(text), int(end)) for end, text in zip(ends, words, strict=True)]
    return EmbeddingInput("", " ".join(words), tuple(ranges))


def fit(rows: Sequence[Coded], encoder: StatementEncoder, out: Path, progress: Progress) -> None:
    """Fits a regression a code and writes all to `out`; `encoder` says what sentences state.

    What a sentence shows only with its neighbours is neither for nor against.
    """
    counts = Counter(code for row in rows for code in row.shows)
    ours = {theme.id for theme in themes()}
    codes = sorted(c for c, n in counts.items() if n >= _FEWEST and c.rsplit(" ", 1)[0] in ours)
    counter = CountVectorizer(analyzer=word_stems, binary=True, min_df=3)
    words = counter.fit_transform([row.text for row in rows]).astype(np.float32) * _WORD
    with progress.task("reading what sentences state", len(rows)) as advance:
        stated = encoder.encode([row.text for row in rows], advance)
    lengths = np.repeat([1.0, _STATED], [len(rows[0].vector), encoder.dim])
    vectors = np.hstack([np.stack([row.vector for row in rows]), stated]) * lengths
    read = sparse.hstack([sparse.csr_matrix(vectors.astype(np.float32)), words]).tocsr()
    weights, biases = [], []
    with progress.task("classifying sentences by theme", len(codes)) as advance:
        for code in codes:
            shows = np.asarray([code in row.shows for row in rows])
            told = shows | ~np.asarray([code in row.partly for row in rows])
            model = logistic(_STRENGTH).set_params(class_weight="balanced")
            model.fit(read[told], shows[told])
            weights.append(model.coef_[0])
            biases.append(model.intercept_[0])
            advance(1)
    rows_, stems = np.split(np.asarray(weights), [len(lengths)], axis=1)
    tensors: dict[str, NDArray[Any]] = {
        "rows": (rows_ * lengths).astype(np.float16),
        "words": np.ascontiguousarray(stems.T * _WORD, dtype=np.float16),
        "biases": np.asarray(biases, dtype=np.float32),
    }
    names = {"codes": "\n".join(codes), "stems": "\n".join(counter.get_feature_names_out())}
    save_file(tensors, str(out), metadata=names)
