"""A document that hides text, over HTTP: its state is shown and it answers nothing."""

from collections.abc import Callable
from dataclasses import replace

from api_support import NOTE_TEXT, text_document
from fastapi.testclient import TestClient

from kb.publishing import Incoming
from kb.types import HiddenText


def test_quarantined_document_shows_its_state_and_is_not_searched(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client()
    kb = client.app.state.services.kb
    document = text_document(NOTE_TEXT)
    (page,) = document.pages
    hiding = replace(page, word_shape=1.0, hidden=(HiddenText(1, "under a box", 3),))
    kb.originals.path(document.sha256).parent.mkdir(parents=True, exist_ok=True)
    with kb.writing("testing"):
        kb.add([Incoming(replace(document, pages=(hiding,)), "/tmp/note.txt", "note.txt")])

    shown = client.get(f"/documents/{document.id}").json()
    listed = client.get("/documents").json()["documents"]
    answer = client.post("/ask", json={"question": "Which documents mention bruising?"}).json()

    assert shown["status"] == "quarantined"
    assert shown["hidden"] == [{"page": 1, "reason": "under a box", "words": 3}]
    assert [(p["number"], p["state"], p["word_shape"]) for p in shown["page_list"]] == [
        (1, "text", 1.0)
    ]
    assert [item["status"] for item in listed] == ["quarantined"]
    assert answer["searched"]["quarantined"] == 1
    assert answer["citations"] == []
    assert client.get("/search", params={"q": "bruising"}).json()["hits"] == []
