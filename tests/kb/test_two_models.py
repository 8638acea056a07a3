"""Another embedding model finds passages; the packaged one reads, so answers stay what they are."""

import pytest
from sentence_transformers import SentenceTransformer
from tiny_models import make_embedding_model

from ingest.run import ingest_paths
from kb.config import Settings
from kb.embedding import PACKAGED_DIGEST, packaged_path
from kb.errors import StoreMismatch
from kb.knowledge_base import KnowledgeBase
from kb.types import FileStatus, Verdict, to_json

REVIEWS = {
    "a.md": """# Marrowby Safeguarding Children Board

# Serious Case Review: Child A

Published March 2014

1.1 Child A died on 4 March 2013 at the age of two.

2.1 The hospital failed to share information with the school about the broken arm.

2.2 On the second visit the nurse did not share information with the doctor.

3.1 The panel met on six occasions in the winter.
""",
    "d.md": """# Quorn Safeguarding Children Board

# Serious Case Review: Child D

Published May 2010

1.1 Child D lived with her grandmother. The garden of the house was tidy.
""",
}
SET = "Which reviews cite failure to share information?"
OF_ALL = "Is there any report that is worried about what the nurse kept to herself?"
FACT = "When did Child A die?"
UNANSWERED = "What did the fire brigade say of the ladder at the harbour?"


def answered(kb, question):
    """The answer but for what names the program that gave it."""
    found = to_json(kb.ask(question))
    return {k: v for k, v in found.items() if k not in {"fingerprint", "timings_ms"}}


@pytest.fixture(scope="module")
def reviews(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reviews")
    for name, text in REVIEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory, embedder, reviews):
    """The store of the packaged model alone."""
    settings = Settings(store=tmp_path_factory.mktemp("plain") / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        ingest_paths(kb, settings, [reviews])
        yield kb


@pytest.fixture(scope="module", params=[16, 384], ids=["of another width", "of the same width"])
def settings(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    words = sorted({word for text in REVIEWS.values() for word in text.split()})
    model = make_embedding_model(folder, request.param, words)
    return Settings(store=folder / "store", embedding_model=str(model))


@pytest.fixture(scope="module")
def other(settings, reviews):
    """The same documents, found by another model."""
    with KnowledgeBase.open(settings, create=True) as kb:
        report = ingest_paths(kb, settings, [reviews])
        assert {file.status for file in report.files} == {FileStatus.INGESTED}
        yield kb
        assert kb.verify() == []


def test_sets_and_facts_are_read_by_the_packaged_model(plain, other):
    rows = other.ask(SET).rows
    assert {row.title: row.verdict for row in rows} == {
        "Serious Case Review: Child A": Verdict.CITES,
        "Serious Case Review: Child D": Verdict.SILENT,
    }
    assert other.ask(FACT).citations[0].quote == "Child A died on 4 March 2013 at the age of two."
    assert other.ask(UNANSWERED).status == "insufficient_evidence"
    for question in (SET, OF_ALL, FACT, UNANSWERED):
        assert answered(other, question) == answered(plain, question)


def test_passages_are_found_by_the_other_model(settings, other):
    query = "the nurse on the second visit"
    model = SentenceTransformer(settings.embedding_model, device="cpu")
    asked = model.encode(query, normalize_embeddings=True)
    hits = other.search(query).hits
    assert hits
    with other.read() as snapshot:
        stored = snapshot.passages.by_key(snapshot.passages.owners()).values()
        contexts = {passage.id: passage.context for passage in stored}
    for hit in hits:
        text = f"{contexts[hit.passage_id]}\n{hit.text}"
        near = model.encode(text, normalize_embeddings=True) @ asked
        assert hit.dense == pytest.approx(float(near), abs=0.02)


def test_reading_the_same_files_again_does_no_work(settings, other, reviews):
    report = ingest_paths(other, settings, [reviews])
    assert {file.status for file in report.files} == {FileStatus.UNCHANGED}
    assert not other.degraded()


def test_packaged_model_named_by_its_folder_is_the_packaged_one(tmp_path):
    settings = Settings(store=tmp_path / "store", embedding_model=str(packaged_path()))
    KnowledgeBase.open(settings, create=True).close()
    with KnowledgeBase.open(Settings(store=tmp_path / "store")) as kb:
        assert kb.pipeline.count(PACKAGED_DIGEST) == 1


def test_store_is_tied_to_both_models(settings, other):
    with pytest.raises(StoreMismatch, match=f"\\+{PACKAGED_DIGEST}"):
        KnowledgeBase.open(Settings(store=settings.store))
