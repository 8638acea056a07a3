"""The packaged model, loaded once, and stores that must be whole when a test ends."""

import os

import pytest
from hypothesis import settings

from kb.config import Settings
from kb.embedding import SentenceTransformerEmbedder
from kb.knowledge_base import KnowledgeBase

settings.register_profile("machines are noisy", deadline=None)
settings.load_profile("machines are noisy")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith("KB_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def embedder():
    return SentenceTransformerEmbedder()


@pytest.fixture
def settings(tmp_path):
    return Settings(store=tmp_path / "store")


@pytest.fixture
def make_kb(settings, embedder):
    """Opens the test's store, as often as is wanted; at the end it must be whole.

    A test that does damage adds to `make_kb.faults` how `verify` may begin what it finds then.
    """
    opened = []

    def make(model=embedder):
        opened.append(KnowledgeBase.open(settings, create=True, embedder=model))
        return opened[-1]

    make.faults = []
    yield make
    faults = opened[0].verify() if opened else []
    for kb in opened:
        kb.close()
    assert [fault for fault in faults if not fault.startswith(tuple(make.faults))] == []


@pytest.fixture
def kb(make_kb):
    return make_kb()
