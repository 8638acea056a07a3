"""How records become columns and come back."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from kb.embedding import Vectors
from kb.types import Span, Spans, to_json

STORED = np.float16
_CHUNK = 500  # bound variables a statement, far below SQLite's limit


def parts(items: list[Any]) -> Iterator[list[Any]]:
    """`items` in parts that fit the bound variables of one statement."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def to_spans(rows: Sequence[Sequence[int]]) -> Spans:
    """Spans from their rows in JSON."""
    return tuple(Span(*row) for row in rows)


def span_rows(spans: Spans) -> list[list[int]]:
    """Spans as rows for JSON: page, start, end."""
    return [list(to_json(span).values()) for span in spans]


def to_vectors(blob: bytes) -> Vectors:
    """The numbers of a BLOB of half floats, float32."""
    return np.frombuffer(blob, dtype=STORED).astype(np.float32)


def unit(rows: Vectors) -> Vectors:
    """`rows` renormalised to length 1 in float32: stored half floats are not exactly so."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)


def text_sha256(value: str) -> str:
    """SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(value.encode()).hexdigest()


def now() -> str:
    """The time in UTC, in ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
