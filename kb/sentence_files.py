"""Columns of sentences as files of a generation: written once, checked, then mapped into memory.

A folder has a file an array, the names in JSON, and the vectors as bare int16 rows: those are read
in parts and not mapped, for at five million sentences they would fill the memory of the process.
"""

import json
import os
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from kb.sentence_columns import (
    DocumentSentences,
    Postings,
    SentenceColumns,
    Version,
    columns_digest,
)

_ARRAYS = ("starts", "acts", "shows", "marks", "blocks", "checks", "span_bounds", "spans")
_POSTINGS = ("words", "said", "parties")


class VectorFile:
    """Rows of int16 in a file, read when they are asked for; they outlive the file's removal."""

    def __init__(self, path: Path, dim: int):
        self._dim = dim
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)  # after the last sweep that uses it

    def __getitem__(self, part: slice, /) -> NDArray[np.int16]:
        width = 2 * self._dim
        data = os.pread(self._file, (part.stop - part.start) * width, part.start * width)
        return np.frombuffer(data, dtype="<i2").reshape(-1, self._dim)


def write_columns(folder: Path, documents: Iterable[tuple[str, DocumentSentences]]) -> None:
    """Writes the columns of `documents` into the new folder `folder`."""
    folder.mkdir()
    dim = 0

    def bare(stream: BinaryIO) -> Iterator[tuple[str, DocumentSentences]]:
        nonlocal dim
        for document_id, sentences in documents:
            stream.write(sentences.vectors.astype("<i2").tobytes())
            dim = dim or sentences.vectors.shape[1]
            yield document_id, replace(sentences, vectors=sentences.vectors[:0])

    with (folder / "vectors.i2").open("wb") as stream:
        columns = SentenceColumns.of(bare(stream))
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(columns, name))
    names = {}
    for name in _POSTINGS:
        postings: Postings = getattr(columns, name)
        np.save(folder / f"{name}_bounds.npy", postings.bounds)
        np.save(folder / f"{name}_rows.npy", postings.rows)
        names[name] = list(postings.names)
    versions = [[v.first_key, v.last_key] for v in columns.versions]
    about = {
        "made_by": columns_digest(),
        "dim": dim,
        "documents": list(columns.documents),
        "versions": versions,
        **names,
    }
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")


def open_columns(folder: Path) -> SentenceColumns | None:
    """The columns in `folder`; None where another judge, vocabulary or program made them.

    Raises:
        OSError: a file is missing.
    """
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    if about["made_by"] != columns_digest():
        return None

    def mapped(name: str) -> NDArray[Any]:
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    def postings(name: str) -> Postings:
        numbers = {word: n for n, word in enumerate(about[name])}
        return Postings(numbers, mapped(f"{name}_bounds"), mapped(f"{name}_rows"))

    return SentenceColumns(
        documents=about["documents"],
        versions=[Version(*version) for version in about["versions"]],
        starts=mapped("starts"),
        vectors=VectorFile(folder / "vectors.i2", about["dim"]),
        acts=mapped("acts"),
        shows=mapped("shows"),
        marks=mapped("marks"),
        blocks=mapped("blocks"),
        checks=mapped("checks"),
        span_bounds=mapped("span_bounds"),
        spans=mapped("spans"),
        words=postings("words"),
        said=postings("said"),
        parties=postings("parties"),
    )
