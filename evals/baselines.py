"""What we are compared with: LlamaIndex's pipeline as its guide builds it, with the same model.

Its `SentenceSplitter` cuts, our embedding model encodes (so that the model is no difference),
Chroma stores and searches. Collections stay in the workspace, so a second run encodes only
questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from evals.dataset import Question
from evals.progress import Progress
from evals.workspace import Workspace
from kb.embedding import Embedder, EmbeddingInput, Vectors

_ADD = 5000  # Chroma takes 5,461 records at once
_DONE = "complete"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document and the score of its vector."""

    document: str
    score: float


class LlamaIndexPipeline:
    """Chunks of `size` tokens with `overlap`, in Chroma, ranked by cosine."""

    def __init__(self, workspace: Workspace, size: int, overlap: int) -> None:
        """Opens the collection of a workspace, empty where it was not built yet."""
        self.name = f"llamaindex-{size}-{overlap}"
        self._size, self._overlap = size, overlap
        self._embedder: Embedder = workspace.embedder
        self._folder = workspace.folder / self.name
        self._collection = _collection(self._folder)

    @classmethod
    def open_all(
        cls, workspace: Workspace, sizes: Sequence[tuple[int, int]], progress: Progress
    ) -> "list[LlamaIndexPipeline]":
        """Pipelines of several sizes; those not built yet share one pass of the model."""
        pipelines = [cls(workspace, size, overlap) for size, overlap in sizes]
        nodes = {p: p._split(workspace) for p in pipelines if not (p._folder / _DONE).exists()}
        texts = list(dict.fromkeys(text for part in nodes.values() for _, text in part))
        if nodes:
            with progress.task("encoding LlamaIndex's chunks", len(texts)) as advance:
                inputs = [EmbeddingInput("", text, ()) for text in texts]
                encoded = workspace.embedder.encode_passages(inputs, advance)
            vectors = {text: e.passage for text, e in zip(texts, encoded, strict=True)}
            for pipeline, part in nodes.items():
                pipeline._fill(part, vectors)
        return pipelines

    def chunks(self, question: Question, k: int = 200) -> list[Chunk]:
        """The `k` nearest chunks, best first."""
        vector = self._embedder.encode_question(question.text)
        found = self._collection.query(
            query_embeddings=[vector.tolist()],
            n_results=min(k, self._collection.count()),
            include=["metadatas", "distances"],
        )
        rows = zip(found["metadatas"][0], found["distances"][0], strict=True)
        return [Chunk(str(meta["document"]), 1 - float(distance)) for meta, distance in rows]

    @cached_property
    def windows(self) -> tuple[list[str], list[str], Vectors]:
        """Every chunk: the document of each, its words, and unit vectors of shape (n, dim)."""
        held = self._collection.get(include=["metadatas", "documents", "embeddings"])
        owners = [str(meta["document"]) for meta in held["metadatas"]]
        vectors = np.asarray(held["embeddings"], dtype=np.float32).reshape(len(owners), -1)
        return owners, list(held["documents"]), vectors

    def _split(self, workspace: Workspace) -> list[tuple[str, str]]:
        """Chunks as the pipeline cuts them: the document of each, and its words."""
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import MetadataMode

        splitter = SentenceSplitter(chunk_size=self._size, chunk_overlap=self._overlap)
        documents = [Document(text=text, id_=name) for name, text in workspace.texts.items()]
        nodes = splitter.get_nodes_from_documents(documents)
        return [(str(node.ref_doc_id), node.get_content(MetadataMode.EMBED)) for node in nodes]

    def _fill(self, chunks: Sequence[tuple[str, str]], vectors: Mapping[str, Vectors]) -> None:
        for start in range(0, len(chunks), _ADD):
            part = chunks[start : start + _ADD]
            self._collection.upsert(
                ids=[f"{n:06d}" for n in range(start, start + len(part))],
                embeddings=[vectors[text].tolist() for _, text in part],
                documents=[text for _, text in part],
                metadatas=[{"document": document} for document, _ in part],
            )
        (self._folder / _DONE).touch()


def _collection(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return client.get_or_create_collection("chunks", configuration={"hnsw": {"space": "cosine"}})


def best_of(chunks: Sequence[Chunk]) -> dict[str, float]:
    """Documents by their best chunk."""
    found: dict[str, float] = {}
    for chunk in chunks:
        found[chunk.document] = max(chunk.score, found.get(chunk.document, chunk.score))
    return found
