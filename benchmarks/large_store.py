"""How long answers take on a large store: makes one of invented documents, and asks it.

    python -m benchmarks.large_store --passages 100000 --store FOLDER

Invented documents are drawn from the passages of the sample documents, about 150 each: real words,
blocks and sentences, under vectors that are those of the real texts, jittered. They go into the
store by the catalogue's own code. A store that holds some of them already is added to, so that one
of 100,000 passages grows into one of 1,000,000. Questions are encoded by the real model.

Prints for set and fact questions the first time after opening and the median of later ones, and
the largest memory of the process that asks, pages of mapped files among it.
"""

import argparse
import hashlib
import json
import logging
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.parsing import parse
from ingest.walking import walk
from kb.catalog import Catalog, Publication
from kb.chunking import chunk
from kb.config import Settings
from kb.describing import describe
from kb.embedding import Embedding, EmbeddingInput, SentenceTransformerEmbedder, Vectors
from kb.errors import KBError
from kb.knowledge_base import KnowledgeBase
from kb.pipeline import pipeline_digest
from kb.publishing import embedded
from kb.signatures import sign
from kb.spans import offsets_within
from kb.types import (
    Block,
    Description,
    Document,
    Field,
    FileStatus,
    Page,
    Passage,
    Sentence,
    Span,
    Standing,
)

DOCUMENTS = Path(__file__).parent.parent / "documents"
SET_QUESTIONS = (
    "Which reviews cite failure to share information?",
    "How many serious case reviews found that professionals did not challenge each other?",
    "Which reviews mention neglect and domestic abuse?",
    "Which reviews say that the child's voice was not heard but not that staff were overworked?",
    "Which reports describe a broken door?",
)
FACT_QUESTIONS = (
    "How old was the mother when the baby was born?",
    "Who wrote the overview report?",
    "When did the health visitor last see the baby?",
    "What did the hospital not tell children's social care?",
    "Why was the strategy meeting not held?",
)
PASSAGES_A_PAGE = 3
PASSAGES_A_DOCUMENT = (100, 200)
JITTER = 0.15  # length of the noise added to a unit vector
DOCUMENTS_A_COMMIT = 20
TYPES = (
    ("serious case review", Standing.PRIMARY),
    ("serious case review", Standing.PRIMARY),
    ("local child safeguarding practice review", Standing.PRIMARY),
    ("learning review", Standing.PRIMARY),
    ("press article", Standing.PRESS),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A real passage: its words, its sentences as ranges of them and block, its blocks, vectors."""

    context: str
    text: str
    sentences: tuple[tuple[int, int, int], ...]
    blocks: tuple[Block, ...]
    embedding: Embedding


def main() -> None:
    """Makes or grows the store, then asks in a process of its own."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--passages", type=int, default=100_000)
    arguments.add_argument("--store", type=Path, help="kept; default: a temporary folder")
    arguments.add_argument("--documents", type=Path, default=DOCUMENTS, help="what is drawn from")
    arguments.add_argument("--repeats", type=int, default=3)
    arguments.add_argument("--no-index", action="store_true", help="leave the index as it is")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--ask-only", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    logging.disable(logging.INFO)  # a warning says why an index could not be built
    if options.ask_only:
        print(json.dumps(ask(options.store, options.repeats)))
        return
    folder = options.store or Path(tempfile.mkdtemp())
    try:
        begun = time.perf_counter()
        fill(folder, options.documents, options.passages)
        made = time.perf_counter()
        if not options.no_index:
            index(folder)
        built = time.perf_counter()
        asking = [sys.executable, "-m", "benchmarks.large_store", "--ask-only"]
        asking += ["--store", str(folder), "--repeats", str(options.repeats)]
        found = json.loads(subprocess.run(asking, check=True, stdout=subprocess.PIPE).stdout)
    finally:
        if options.store is None:
            shutil.rmtree(folder, ignore_errors=True)
    found |= {"filling_s": round(made - begun, 1), "indexing_s": round(built - made, 1)}
    print(json.dumps(found, indent=1) if options.json else as_lines(found))


def fill(folder: Path, documents: Path, n_passages: int) -> None:
    """Adds invented documents to the store in `folder` until it holds `n_passages` passages."""
    embedder = SentenceTransformerEmbedder()
    catalog = Catalog.create(folder)
    catalog.bind_model(embedder.digest, new=True)
    with KnowledgeBase.open(Settings(store=folder), embedder=embedder) as kb, kb.read() as snapshot:
        number, held = len(snapshot.documents), sum(d.passages for d in snapshot.documents.values())
    if held >= n_passages:
        return
    pool = _kept(folder / "samples.pickle", lambda: samples(documents, embedder))
    pipeline = pipeline_digest(embedder)
    while held < n_passages:
        batch = []
        while len(batch) < DOCUMENTS_A_COMMIT and held < n_passages:
            publication, embeddings = invented(number, pool, pipeline, n_passages - held)
            catalog.embeddings.save(embeddings)
            batch.append((publication, f"invented:{number}"))
            number, held = number + 1, held + len(publication.passages)
        catalog.publish(batch)
        print(f"{held:,} of {n_passages:,} passages", end="\r", file=sys.stderr, flush=True)
    catalog.erasing.tidy()
    catalog.close()


def index(folder: Path) -> None:
    """Builds what answers are found with, where it is not there or lacks too much."""
    with KnowledgeBase.open(Settings(store=folder)) as kb:
        kb.build_index()
        if kb.degraded():
            sys.exit(f"{folder}: no index serves (see the warning above); run the command again")


def _kept(file: Path, make: Callable[[], list[Sample]]) -> list[Sample]:
    """What `make` returned once: reading and embedding the samples takes minutes."""
    if not file.exists():
        file.write_bytes(pickle.dumps(make()))
    found: list[Sample] = pickle.loads(file.read_bytes())  # this program wrote it
    return found


def samples(documents: Path, embedder: SentenceTransformerEmbedder) -> list[Sample]:
    """Every passage of the files below `documents` that can be read."""
    found = []
    for file in (item.path for item in walk([documents]) if not item.ignored):
        try:
            document = parse(str(file), file.name)
        except KBError:
            continue  # a file that is meant to be refused
        title = describe(document, file.name).title
        passages = chunk(document, title, embedder.count_tokens, embedder.max_tokens)
        ranges = [
            tuple((*offsets_within(p.spans, s.spans), s.block) for s in p.sentences)
            for p in passages
        ]
        inputs = [
            EmbeddingInput(p.context, p.text, tuple((a, b) for a, b, _ in part))
            for p, part in zip(passages, ranges, strict=True)
        ]
        found += [
            _sample(document, *item)
            for item in zip(passages, ranges, embedded(inputs, embedder), strict=True)
        ]
    return found


def _sample(
    document: Document,
    passage: Passage,
    ranges: Sequence[tuple[int, int, int]],
    embedding: Embedding,
) -> Sample:
    """A passage with blocks of its own; a list item that loses its stem stands alone."""
    places = {ordinal: n for n, ordinal in enumerate(dict.fromkeys(b for _, _, b in ranges))}
    blocks = tuple(
        replace(document.blocks[o], spans=(), stem=places.get(document.blocks[o].stem))
        for o in places
    )
    sentences = tuple((start, end, places[block]) for start, end, block in ranges)
    return Sample(passage.context, passage.text, sentences, blocks, embedding)


def invented(
    number: int, pool: Sequence[Sample], pipeline: str, limit: int
) -> tuple[Publication, dict[str, Embedding]]:
    """The invented document of that number, with at most `limit` passages, and its vectors."""
    random = np.random.default_rng(number)
    wanted = min(int(random.integers(*PASSAGES_A_DOCUMENT)), limit)
    drawn = [pool[n] for n in random.integers(len(pool), size=wanted)]
    sha256 = hashlib.sha256(f"invented document {number}".encode()).hexdigest()
    pages: list[Page] = []
    blocks: list[Block] = []
    passages: list[Passage] = []
    for start in range(0, wanted, PASSAGES_A_PAGE):
        text = ""
        for sample in drawn[start : start + PASSAGES_A_PAGE]:
            at = (len(pages) + 1, len(text))
            passages.append(_passage(sample, sha256[:16], len(passages), at, len(blocks)))
            blocks += _blocks(sample, at, len(blocks))
            text += f"{sample.text}\n\n"
        pages.append(Page(len(pages) + 1, text))
    document = Document(sha256[:16], sha256, "text/plain", "invented", tuple(pages), tuple(blocks))
    keys = [f"{sha256[:48]}{ordinal:016d}" for ordinal in range(wanted)]
    kind, standing = TYPES[int(random.integers(len(TYPES)))]
    board = f"Board of {'ABCDEFGHIJKLMNOPQRST'[int(random.integers(20))]}shire"
    year = int(random.integers(1995, 2026))
    fields = (Field("date of report", f"{year}-05-01"), Field("board", board))
    publication = Publication(
        document=document,
        description=Description(f"Invented {kind} {number}", kind, standing, board, year, fields),
        passages=passages,
        embedding_keys=keys,
        pipeline=f"invented|{pipeline}",
        status=FileStatus.INGESTED,
        cause=None,
        signature=sign(document),
    )
    vectors = (_jittered(sample.embedding, random) for sample in drawn)
    return publication, dict(zip(keys, vectors, strict=True))


def _passage(
    sample: Sample, document_id: str, ordinal: int, at: tuple[int, int], first_block: int
) -> Passage:
    page, offset = at
    return Passage(
        id=f"{document_id}:{ordinal}",
        document_id=document_id,
        ordinal=ordinal,
        spans=(Span(page, offset, offset + len(sample.text)),),
        text=sample.text,
        context=sample.context,
        sentences=tuple(
            Sentence((Span(page, offset + start, offset + end),), first_block + block)
            for start, end, block in sample.sentences
        ),
    )


def _blocks(sample: Sample, at: tuple[int, int], first: int) -> Iterator[Block]:
    page, offset = at
    for ordinal, block in enumerate(sample.blocks):
        inside = [(start, end) for start, end, owner in sample.sentences if owner == ordinal]
        spans = (Span(page, offset + inside[0][0], offset + inside[-1][1]),)
        stem = None if block.stem is None else first + block.stem
        yield replace(block, spans=spans, stem=stem)


def _jittered(embedding: Embedding, random: np.random.Generator) -> Embedding:
    def near(rows: Vectors) -> Vectors:
        noise = random.standard_normal(rows.shape, dtype=np.float32)
        moved = rows + noise * np.float32(JITTER / np.sqrt(rows.shape[1]))
        found: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return found

    passage = near(embedding.passage[None, :])[0]
    return Embedding(passage, near(embedding.sentences), near(embedding.statements))


def ask(folder: Path, repeats: int) -> dict[str, object]:
    """Asks every question once and then `repeats` times, in a store and model opened for it."""
    embedder = SentenceTransformerEmbedder()
    embedder.encode_question("warm up")
    begun = _peak_mib()
    found: dict[str, object] = {}
    with KnowledgeBase.open(Settings(store=folder), embedder=embedder) as kb:
        with kb.read() as snapshot:
            documents = list(snapshot.documents.values())
        found["documents"] = len(documents)
        found["passages"] = sum(d.passages for d in documents)
        for kind, questions in (("sweep", SET_QUESTIONS), ("fact", FACT_QUESTIONS)):
            first = [_timed(kb, question) for question in questions]
            later = [_timed(kb, question) for question in questions * repeats]
            found |= {
                f"{kind}_first_s": first[0],
                f"{kind}_new_question_s": statistics.median(first[1:]),
                f"{kind}_median_s": statistics.median(later),
                f"{kind}_worst_s": max(later),
                f"{kind}_peak_mib": _peak_mib(),
            }
        found["degraded"] = kb.degraded()
    return found | {"peak_before_mib": begun}


def _timed(kb: KnowledgeBase, question: str) -> float:
    begun, cpu = time.perf_counter(), time.process_time()
    answer = kb.ask(question)
    took = round(time.perf_counter() - begun, 4)
    cpu = time.process_time() - cpu
    cites = sum(row.verdict == "cites" for row in answer.rows)
    said = f"{took:8.3f} s ({cpu:.3f} s CPU)  {answer.kind}, {len(answer.rows)} rows, {cites} cite"
    print(f"{said}  {answer.timings_ms}  {question}", file=sys.stderr)
    return took


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def as_lines(found: dict[str, object]) -> str:
    """The figures, one a line."""
    return "\n".join(f"{name:24}{value}" for name, value in found.items())


if __name__ == "__main__":
    main()
