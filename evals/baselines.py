"""What we are compared with: LlamaIndex's pipeline as its guide builds it, with the same model.

Its `SentenceSplitter` cuts, our embedding model encodes (so that the model is no difference),
Chroma stores and searches. Collections stay in the workspace, so a second run encodes only
questions.
"""

from collections.abc import Sequence
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

    def __init__(
        self,
        workspace: Workspace,
        size: int,
        overlap: int,
        progress: Progress,
        other: "LlamaIndexPipeline | None" = None,
    ):
        """Builds the collection where the workspace does not hold it yet.

        Chunks that the `other` pipeline holds too (of short documents) are not encoded again.
        """
        self.name = f"llamaindex-{size}-{overlap}"
        self._embedder: Embedder = workspace.embedder
        folder = workspace.folder / self.name
        self._collection = _collection(folder)
        if not (folder / _DONE).exists():
            self._build(workspace, size, overlap, progress, other)
            (folder / _DONE).touch()

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

    def _build(
        self,
        workspace: Workspace,
        size: int,
        overlap: int,
        progress: Progress,
        other: "LlamaIndexPipeline | None",
    ) -> None:
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import MetadataMode

        splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap)
        documents = [Document(text=text, id_=name) for name, text in workspace.texts.items()]
        nodes = splitter.get_nodes_from_documents(documents)
        texts = [node.get_content(MetadataMode.EMBED) for node in nodes]
        known: dict[str, Vectors] = {}
        if other is not None:
            _, words, rows = other.windows
            known = dict(zip(words, rows, strict=True))
        new = [text for text in dict.fromkeys(texts) if text not in known]
        with progress.task(f"{self.name} chunks", len(new)) as advance:
            inputs = [EmbeddingInput("", text, ()) for text in new]
            encoded = self._embedder.encode_passages(inputs, advance)
        known |= {text: found.passage for text, found in zip(new, encoded, strict=True)}
        vectors = [known[text] for text in texts]
        for start in range(0, len(nodes), _ADD):
            part = slice(start, start + _ADD)
            self._collection.upsert(
                ids=[f"{start + n:06d}" for n in range(len(nodes[part]))],
                embeddings=[vector.tolist() for vector in vectors[part]],
                documents=texts[part],
                metadatas=[{"document": node.ref_doc_id} for node in nodes[part]],
            )


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
