"""One model and one read-only store for all tests of the API; small stores for those that write."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from api_support import PDF, Stored, add_note, pdf_document
from fastapi.testclient import TestClient

from api.app import create_app
from kb.config import Settings
from kb.embedding import Embedder
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming


@pytest.fixture(scope="session")
def stored(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    folder = tmp_path_factory.mktemp("api")
    settings = Settings(store=folder / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        briefing = pdf_document()
        with kb.writing("testing"):
            kb.originals.keep(PDF)
            kb.add([Incoming(briefing, "/tmp/briefing.pdf", "briefing.pdf")])
            kb.catalog.failures.record("/tmp/broken.pdf", "the file is encrypted")
        note = add_note(kb, folder)
        kb.build_index()
        yield Stored(kb, settings, note, briefing.id)


@pytest.fixture(scope="session")
def client(stored: Stored) -> Iterator[TestClient]:
    """A client of the read-only store; failures of the application come back as responses."""
    app = create_app(stored.kb, stored.settings)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def make_client(embedder: Embedder, tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """Makes a client of a store of its own, empty at first."""
    opened: list[TestClient] = []
    bases: list[KnowledgeBase] = []

    def make(**settings: object) -> TestClient:
        chosen = Settings(store=tmp_path / "store", **settings)
        kb = KnowledgeBase.open(chosen, create=True, embedder=embedder)
        bases.append(kb)
        client = TestClient(create_app(kb, chosen), base_url="http://localhost")
        opened.append(client.__enter__())
        return opened[-1]

    yield make
    for found in opened:
        found.__exit__(None, None, None)
    for kb in bases:
        kb.close()
