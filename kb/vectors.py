"""Chroma, as immutable generations: the only home of chromadb.

A generation is a folder that is built beside the serving one and checked, in a process of its own,
hashed, and only then made current by a commit of the catalogue. Nothing writes into it afterwards.
It holds passage keys, vectors, access levels and columns of sentences (`kb.sentence_files`), no
text. Losing it costs a rebuild, never a document: what it lacks is searched exactly.
"""

import hashlib
import logging
import shutil
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Vectors
from kb.errors import ParserFailed
from kb.sandbox import Sandbox

log = logging.getLogger(__name__)

SENTENCES = "sentences"
"""The folder of a generation that holds the columns of sentences; the rest is Chroma's."""

_COLLECTION = "passages"
_HELD = "held"
_BATCH = 1000
_PROBES = 200
_MIN_SELF_HITS = 0.98
_BUILD_TIMEOUT_S, _BUILD_MEMORY_MIB = 3600.0, 1 << 20


def build_generation(
    folder: Path,
    keys: NDArray[np.int64],
    access: NDArray[np.int64],
    vectors: Vectors,
    add: Callable[[Path], None] = lambda path: None,
) -> tuple[str, dict[str, str]]:
    """Builds and checks a generation under `folder`; nothing serves it yet.

    Args:
        folder: where generations stand.
        keys: passage keys, shape (n,).
        access: access level of each passage, shape (n,).
        vectors: unit rows, float32 (n, dim).
        add: puts further files into folders of the generation.

    Returns:
        The generation's id and the SHA-256 of each of its files.

    Raises:
        ParserFailed: building or checking failed; the half-built folder is removed.
    """
    generation_id = uuid.uuid4().hex[:12]
    path = folder / generation_id
    path.mkdir(parents=True)
    np.savez(path / "input.npz", keys=keys, access=access, vectors=vectors)
    try:
        with Sandbox(timeout_s=_BUILD_TIMEOUT_S, memory_mib=_BUILD_MEMORY_MIB) as child:
            child.run(_write, str(path))
            child.run(_check, str(path))  # by a client of its own, which reads what was written
        held = path / _HELD
        held.mkdir()
        np.save(held / "keys.npy", keys)
        np.save(held / "access.npy", access)
        add(path)
        manifest = digests(path)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    (path / "input.npz").unlink()
    return generation_id, manifest


def discard_others(folder: Path, current: str | None) -> None:
    """Removes every generation under `folder` but `current`."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name != current:
                shutil.rmtree(path, ignore_errors=True)


class VectorIndex:
    """One generation, open for reading; closed after the last query that uses it."""

    def __init__(self, path: Path, manifest: dict[str, str]):
        """Opens the generation at `path`.

        Raises:
            OSError: a file is missing or is not what was built.
        """
        check(path, {name: d for name, d in manifest.items() if not name.startswith(SENTENCES)})
        self._client = _client(path)
        self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
        self.keys: NDArray[np.int64] = np.load(path / _HELD / "keys.npy")
        self._most_access = int(np.load(path / _HELD / "access.npy").max(initial=0))
        self._users = 0
        self._closing = False
        self._lock = threading.Lock()

    def search(self, vector: Vectors, k: int, clearance: int) -> list[int]:
        """Keys of about the `k` passages nearest to `vector` at or below `clearance`."""
        with self._lock:
            self._users += 1
        try:
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=max(1, min(k, len(self.keys))),
                # a condition costs a look at every passage, so none is made where all pass
                where={"access": {"$lte": clearance}} if clearance < self._most_access else None,
                include=[],
            )
        finally:
            with self._lock:
                self._users -= 1
                last = self._closing and self._users == 0
            if last:
                self._client.close()
        return [int(i) for i in found["ids"][0]]

    def close(self) -> None:
        """Closes at once, or when the last running query ends."""
        with self._lock:
            self._closing = True
            idle = self._users == 0
        if idle:
            self._client.close()


def _client(path: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(path), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )


def _write(folder: str) -> None:
    """Fills the collection in `folder` from its input.npz (runs in a child process)."""
    path = Path(folder)
    data = np.load(path / "input.npz")
    client = _client(path)
    # below the threshold vectors stay in chroma.sqlite3, which every opening changes
    threshold = max(2, min(_BATCH, len(data["keys"])))
    hnsw = {"space": "cosine", "sync_threshold": threshold, "batch_size": min(100, threshold)}
    collection = client.create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": hnsw}
    )
    starts = [*range(0, len(data["keys"]), _BATCH)]
    if len(data["keys"]) == 1:
        starts *= 2  # the least threshold is two writes: one vector is written twice
    for start in starts:
        part = slice(start, start + _BATCH)
        collection.upsert(
            ids=[str(key) for key in data["keys"][part]],
            embeddings=data["vectors"][part],
            metadatas=[{"access": int(level)} for level in data["access"][part]],
        )
    client.close()


def _check(folder: str) -> None:
    """Reads the collection back and looks up some of its own vectors (in a child process)."""
    path = Path(folder)
    data = np.load(path / "input.npz")
    client = _client(path)
    collection = client.get_collection(_COLLECTION, embedding_function=None)
    held = {int(i) for i in collection.get(include=[])["ids"]}
    if held != set(data["keys"].tolist()):
        raise ParserFailed(f"{folder}: holds {len(held)} passages of {len(data['keys'])}")
    probes = np.linspace(0, len(data["keys"]) - 1, min(_PROBES, len(data["keys"])), dtype=int)
    found = collection.query(
        query_embeddings=data["vectors"][probes], n_results=1, include=["distances"]
    )
    hits = sum(distances[0] < 1e-3 for distances in found["distances"])
    client.close()
    if hits < _MIN_SELF_HITS * len(probes):
        raise ParserFailed(f"{folder}: found {hits} of {len(probes)} vectors by themselves")


def check(path: Path, manifest: dict[str, str]) -> None:
    """Compares files below `path` with what they were when they were built.

    Raises:
        OSError: a file is missing or differs, or nothing was built.
    """
    if not manifest:
        raise OSError(f"{path}: holds nothing that was built")
    for name, digest in manifest.items():
        if _digest(path / name) != digest:
            raise OSError(f"{path / name}: differs from what was built")


def digests(path: Path) -> dict[str, str]:
    """SHA-256 of the files of a generation by name.

    chroma.sqlite3, the only one outside a folder, is left out because opening it changes it.
    """
    files = sorted(file for file in path.glob("*/*") if file.is_file())
    return {str(file.relative_to(path)): _digest(file) for file in files}


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
