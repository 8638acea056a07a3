"""SIGKILL at any moment of an ingest, and the loss of the whole vector index."""

import json
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import run_kb, start_kb

from ingest.parsing import parse
from ingest.run import ingest_paths
from kb.chunking import chunk
from kb.config import Settings
from kb.describing import describe
from kb.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.slow

DOCUMENTS = Path(__file__).parents[2] / "documents" / "northern"
KILLS = 20
SCANS = ("calderwick-child-k-part-8-review.pdf", "ofsted-letter-braithmoor-2011.pdf")
DONE = ("ingested ", "replaced ", "unchanged ")


@pytest.fixture
def folder(tmp_path):
    """A copy of the sample documents that can be read, one of which will be edited."""
    copy = tmp_path / "documents"
    copy.mkdir()
    for path in sorted(DOCUMENTS.iterdir()):
        if path.suffix in (".pdf", ".docx", ".html", ".txt") and path.name not in SCANS:
            shutil.copy(path, copy)
    return copy


def wait_for(condition, process, within_s=120.0):
    """Waits until `condition()` holds or the process has ended."""
    deadline = time.monotonic() + within_s
    while process.poll() is None and not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def kill_ingest(store, folder, log, after_first_file, delay_s):
    """Starts an ingest and kills it: whether it still ran, and the files that it said were in.

    The kill comes `delay_s` after the first file was done, or after the writer's lock was taken.
    """
    lock = store / "writer.lock"
    with log.open("w") as stderr:
        process = start_kb(store, "ingest", folder, stdout=subprocess.DEVNULL, stderr=stderr)
        if after_first_file:
            wait_for(lambda: any(line.startswith(DONE) for line in lines(log)), process)
        else:
            wait_for(
                lambda: lock.exists() and f'"pid": {process.pid},' in lock.read_text(), process
            )
        time.sleep(delay_s)
        process.kill()
        was_running = process.wait() == -signal.SIGKILL
    return was_running, {line.partition(" ")[2] for line in lines(log) if line.startswith(DONE)}


def lines(log):
    whole = log.read_text().rpartition("\n")[0]  # the last line may be cut short
    return whole.splitlines()


def live_sources(store):
    _, out, _ = run_kb(store, "documents", "--json")
    return {source for document in json.loads(out)["documents"] for source in document["sources"]}


def test_killed_ingests_lose_nothing_and_the_last_one_completes(tmp_path, folder, embedder):
    rng = random.Random(20)
    store, response = tmp_path / "store", next(folder.glob("*response*.txt"))
    acknowledged, n_running = set(), 0

    for number in range(KILLS):
        with response.open("a") as stream:
            stream.write(f"\n\n9.{number + 1} The minister wrote letter number {number + 1}.\n")
        was_running, said = kill_ingest(
            store,
            folder,
            tmp_path / "stderr.txt",
            after_first_file=number % 2 == 1,
            delay_s=rng.uniform(0.2, 6),
        )
        n_running += was_running
        acknowledged |= said

        code, out, err = run_kb(store, "verify", "--json")
        faults = [
            f for f in json.loads(out)["faults"] if not f.startswith("no usable vector index")
        ]
        assert (faults, err) == ([], "")
        assert acknowledged <= live_sources(store)

    assert n_running > KILLS / 2
    code, out, _ = run_kb(store, "ingest", "--json", folder)
    assert code == 0
    assert run_kb(store, "verify")[:2] == (0, "the store is whole\n")
    assert live_sources(store) == {str(path) for path in folder.iterdir()}
    assert stored_passages(store, embedder) == fresh_passages(folder, embedder)
    assert len(list((store / "files").iterdir())) == len(list(folder.iterdir()))
    assert len(list((store / "index").iterdir())) == 1


def stored_passages(store, embedder):
    """Id and text of every passage in the store."""
    with KnowledgeBase.open(Settings(store=store), embedder=embedder) as kb, kb.read() as snapshot:
        found = snapshot.passages.by_key(snapshot.passages.owners()).values()
        texts = {
            d: {p.number: p.text for p in snapshot.texts.pages(d).values()}
            for d in snapshot.documents
        }
    return {
        p.id: " ".join(texts[p.document_id][s.page][s.start : s.end] for s in p.spans)
        for p in found
    }


def fresh_passages(folder, embedder):
    """Id and text of every passage that the files in `folder` have."""
    documents = [(parse(str(path), path.name), path.name) for path in folder.iterdir()]
    titled = [(document, describe(document, name).title) for document, name in documents]
    return {
        passage.id: passage.text
        for document, title in titled
        for passage in chunk(document, title, embedder.count_tokens, embedder.max_tokens)
    }


QUESTIONS = [
    "Which reviews cite failure to share information?",
    "When did Baby T die?",
    "How many recommendations did the Government accept?",
]


def test_loss_of_the_index_changes_no_answer(tmp_path, folder, embedder):
    settings = Settings(store=tmp_path / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        ingest_paths(kb, settings, [folder])
        before = [kb.ask(question) for question in QUESTIONS]
        assert not any(answer.searched.degraded for answer in before)

    for generation in (settings.store / "index").iterdir():
        shutil.rmtree(generation)

    with KnowledgeBase.open(settings, embedder=embedder) as kb:
        after = [kb.ask(question) for question in QUESTIONS]
        for old, new in zip(before, after, strict=True):
            assert (new.status, new.text, new.citations, new.rows, new.nearest) == (
                old.status,
                old.text,
                old.citations,
                old.rows,
                old.nearest,
            )
            assert old.citations
            assert new.searched.degraded
        assert kb.verify() == ["no usable vector index; `kb verify --repair` builds one"]
        assert kb.build_index()
        assert kb.verify() == []
        assert [kb.ask(question).citations for question in QUESTIONS] == [
            a.citations for a in before
        ]
