"""First speed figures, each beside something of the same machine: recorded, never gated.

    python benchmarks/bench.py [FOLDER]        (default: documents/northern/)

Prints embedding speed beside the machine's matrix-product rate, the time of parsing and cutting
into passages beside that of the embedding that follows, the wall time of an ingest beside a
LlamaIndex pipeline over the same files with the same model, the medians of search and ask, and a
first question on the command line beside the import of sentence-transformers alone.
"""

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import chromadb
import torch
from llama_index.core import Document as LlamaDocument
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer

from ingest.parsing import parse, sniff
from ingest.run import ingest_paths
from ingest.walking import walk
from kb.chunking import chunk
from kb.config import Settings
from kb.describing import describe
from kb.embedding import EmbeddingInput, SentenceTransformerEmbedder, packaged_path
from kb.knowledge_base import KnowledgeBase
from kb.spans import offsets_within

REPEATS = 2
STRUCTURE = 0.25  # of the embedding time, at most: reading must not be what an ingest waits for
QUESTIONS = (
    "Which reviews cite failure to share information?",
    "How old was the mother when the baby was born?",
    "Who wrote the overview report?",
    "What did the hospital not tell children's social care?",
)


class _Model(BaseEmbedding):
    """The same model as LlamaIndex would call it: a text in, a vector out, in batches."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__(embed_batch_size=32)
        self._model = model

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.encode(texts, show_progress_bar=False).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def main() -> None:
    """Reads the folder's name and prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parent.parent / "documents" / "northern"
    arguments.add_argument("folder", type=Path, nargs="?", default=default)
    files = [found.path for found in walk([arguments.parse_args().folder]) if not found.ignored]
    logging.disable(logging.WARNING)
    embedder = SentenceTransformerEmbedder()
    embedder.encode_question("warm up")
    _embedding(files, embedder)
    _ingest(files, embedder)


def _embedding(files: list[Path], embedder: SentenceTransformerEmbedder) -> None:
    inputs = _structured(files, embedder)  # loads the parsers' libraries, which is timed nowhere
    structuring = _best(lambda: _structured(files, embedder))
    n_tokens = sum(embedder.count_tokens(f"{i.context}\n{i.text}") for i in inputs)
    seconds = _best(lambda: embedder.encode_passages(inputs))
    weights = sum(
        p.numel()
        for name, p in SentenceTransformer(str(packaged_path())).named_parameters()
        if "embeddings" not in name
    )
    achieved = 2 * weights * n_tokens / seconds
    rates = f"{len(inputs) / seconds:.1f} passages/s, {n_tokens / seconds:.0f} tokens/s"
    print(f"embedding      {rates}")
    print(f"               {achieved / _matrix_rate():8.2f} of the machine's float32 matrix rate")
    share = structuring / seconds
    print(
        f"structure      {structuring:8.1f} s; {share:.2f} of the embedding (at most {STRUCTURE})"
    )


def _structured(files: list[Path], embedder: SentenceTransformerEmbedder) -> list[EmbeddingInput]:
    """The passages of the files, ready to be embedded."""
    inputs = []
    for file in files:
        document = parse(str(file), file.name)
        title = describe(document, file.name).title
        for p in chunk(document, title, embedder.count_tokens, embedder.max_tokens):
            ranges = tuple(offsets_within(p.spans, s.spans) for s in p.sentences)
            inputs.append(EmbeddingInput(p.context, p.text, ranges))
    return inputs


def _matrix_rate(n: int = 1024) -> float:
    """Float operations a second of an n x n float32 matrix product."""
    a, b = torch.rand(n, n), torch.rand(n, n)
    return 2 * n**3 / _best(lambda: torch.mm(a, b), repeats=20)


def _ingest(files: list[Path], embedder: SentenceTransformerEmbedder) -> None:
    model = SentenceTransformer(str(packaged_path()), device="cpu")
    ours, theirs, cold = [], [], []
    for _ in range(REPEATS):  # in turns, so that a busy spell of the machine hits both
        with tempfile.TemporaryDirectory() as scratch:
            settings = Settings(store=Path(scratch) / "store")
            begun = time.perf_counter()
            with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
                ingest_paths(kb, settings, files)
                ours.append(time.perf_counter() - begun)
                searches, asks = _latencies(kb)
            cold.append(_cold(settings))
        with tempfile.TemporaryDirectory() as scratch:
            begun = time.perf_counter()
            _llama_pipeline(files, model, scratch)
            theirs.append(time.perf_counter() - begun)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"ingest         {min(ours):8.1f} s; LlamaIndex {min(theirs):.1f} s; ratio {ratio:.2f}")
    print(f"search p50     {1000 * statistics.median(searches):8.1f} ms")
    print(f"ask p50        {1000 * statistics.median(asks):8.1f} ms")
    asked, imported = min(cold)
    print(f"kb ask, cold   {asked:8.1f} s; import sentence_transformers {imported:.1f} s")


def _cold(settings: Settings) -> tuple[float, float]:
    """Seconds of a set question in a fresh process, and of the import that it does without."""
    ask = [sys.executable, "-m", "kb.cli", "ask", QUESTIONS[0]]
    load = [sys.executable, "-c", "import sentence_transformers"]
    environment = {**os.environ, "KB_STORE": str(settings.store)}
    run = partial(subprocess.run, env=environment, check=True, capture_output=True)
    return _best(lambda: run(ask)), _best(lambda: run(load))


def _llama_pipeline(files: list[Path], model: SentenceTransformer, folder: str) -> None:
    """Reads, splits at 256 tokens, embeds, and stores in Chroma, as LlamaIndex's guide does."""
    documents = [LlamaDocument(text=_plain_text(file), id_=file.name) for file in files]
    splitter = SentenceSplitter(
        chunk_size=256, chunk_overlap=20, tokenizer=model.tokenizer.tokenize
    )
    nodes = IngestionPipeline(transformations=[splitter, _Model(model)]).run(documents=documents)
    collection = chromadb.PersistentClient(path=folder).create_collection("bench")
    collection.add(
        ids=[node.node_id for node in nodes],
        embeddings=[node.embedding for node in nodes],
        documents=[node.get_content() for node in nodes],
    )


def _plain_text(file: Path) -> str:
    """The file's text by the plainest call of the same library."""
    data = file.read_bytes()
    kind = sniff(data, file.name)
    if kind == "application/pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    if kind.endswith("wordprocessingml.document"):
        import docx

        return "\n".join(p.text for p in docx.Document(str(file)).paragraphs)
    if kind == "text/html":
        import trafilatura

        return trafilatura.extract(data) or ""
    return data.decode()


def _latencies(kb: KnowledgeBase) -> tuple[list[float], list[float]]:
    searches, asks = [], []
    for question in QUESTIONS * 5:
        searches.append(_best(lambda q=question: kb.search(q), repeats=1))
        asks.append(_best(lambda q=question: kb.ask(q), repeats=1))
    return searches, asks


def _best(call: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of the fastest of some calls."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
