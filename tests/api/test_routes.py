"""Each route against a real store: what it answers, and that failures have the one body."""

import io
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from api_support import NOTE_TEXT, Stored, add_note, error_of
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from api.app import create_app
from api.errors import STATUSES, status_of
from kb import errors as kb_errors
from kb.errors import KBError
from kb.types import Answer, DocumentDetails, DocumentSummary, Hit, SearchResult, to_json


def names(record: type) -> list[str]:
    return [f.name for f in fields(record)]


def without_timings(answer: Any) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


@pytest.mark.parametrize(
    "question",
    [
        "What did the health visitor not share with the social worker?",
        "Which documents cite failure to share information?",
        "What is the boiling point of tungsten?",
    ],
)
def test_ask_gives_the_answer_of_the_core(
    client: TestClient, stored: Stored, question: str
) -> None:
    answer = client.post("/ask", json={"question": question}).json()
    assert list(answer) == names(Answer)
    assert without_timings(answer) == without_timings(to_json(stored.kb.ask(question)))


def test_conditions_and_what_is_switched_off_come_with_the_question(client: TestClient) -> None:
    question = "Which documents cite failure to share information?"
    body = {"question": question, "filters": {"type": ["document"]}, "expand": False}
    answer = client.post("/ask", json=body | {"ignored": ["year"]}).json()
    assert answer["searched"]["filters"] == {"document type": "document"}
    assert answer["searched"]["expansions"] == []
    assert client.post("/ask", json={"question": question}).json()["searched"]["expansions"]


def test_citation_spans_cut_the_quote_from_the_page(client: TestClient, stored: Stored) -> None:
    question = "What did the health visitor not share with the social worker?"
    answer = client.post("/ask", json={"question": question}).json()
    citation = next(c for c in answer["citations"] if c["document_id"] == stored.note)
    (span,) = citation["spans"]
    page = client.get(f"/documents/{stored.note}/pages/{span['page']}").json()
    assert page["text"][span["start"] : span["end"]] == citation["quote"]


def test_search_ranks_passages(client: TestClient, stored: Stored) -> None:
    result = client.get("/search", params={"q": "bruising health visitor", "k": 3}).json()
    assert list(result) == names(SearchResult)
    assert [list(hit) for hit in result["hits"]] == [names(Hit)] * 3
    assert result["hits"][0]["document_id"] == stored.note
    assert result["hits"][0]["spans"] == [{"page": 1, "start": 0, "end": len(NOTE_TEXT)}]


def test_documents_lists_documents_and_failures(client: TestClient, stored: Stored) -> None:
    found = client.get("/documents").json()
    assert {d["id"] for d in found["documents"]} == {stored.note, stored.pdf}
    assert list(found["documents"][0]) == names(DocumentSummary)
    assert found["failures"] == [{"source": "/tmp/broken.pdf", "cause": "the file is encrypted"}]


def test_one_document(client: TestClient, stored: Stored) -> None:
    found = client.get(f"/documents/{stored.note}").json()
    assert found["sources"] == [f"/tmp/{stored.note}.txt"]
    assert found["pages"] == 1
    assert list(found) == names(DocumentDetails)
    assert [(p["number"], p["characters"]) for p in found["page_list"]] == [(1, len(NOTE_TEXT))]


def test_one_page(client: TestClient, stored: Stored) -> None:
    assert client.get(f"/documents/{stored.note}/pages/1").json() == {
        "document_id": stored.note,
        "number": 1,
        "label": None,
        "text": NOTE_TEXT,
        "state": "text",
        "cause": None,
        "extractor": "text",
        "n_pages": 1,
    }


def test_a_page_picture_marks_the_quote(client: TestClient, stored: Stored) -> None:
    url = f"/documents/{stored.pdf}/pages/2"
    text = client.get(url).json()["text"]
    middle = len(text) // 2
    quote = text[middle : middle + 60]
    plain = client.get(f"{url}.png")
    marked = client.get(f"{url}.png", params={"quote": quote, "near": 0.5})
    missing = client.get(f"{url}.png", params={"quote": "not on this page at all"})
    assert plain.headers["content-type"] == "image/png"
    assert "x-quote-located" not in plain.headers
    assert marked.headers["x-quote-located"] == "true"
    assert missing.headers["x-quote-located"] == "false"
    assert missing.content == plain.content != marked.content
    assert Image.open(io.BytesIO(marked.content)).size[0] > 500


def test_health(client: TestClient) -> None:
    found = client.get("/health").json()
    assert (found["status"], found["degraded"]) == ("ok", False)
    assert found["documents"] == 2
    assert found["passages"] > 2
    assert found["version"]


@pytest.mark.parametrize(
    ("method", "url", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/documents/", 404, "not_found"),
        ("PUT", "/ask", 405, "method_not_allowed"),
        ("GET", "/documents/0000000000000000", 404, "unknown_document"),
        ("DELETE", "/documents/0000000000000000", 404, "unknown_document"),
        ("GET", "/documents/0000000000000000/pages/1", 404, "unknown_document"),
        ("GET", "/documents/0000000000000000/pages/1.png", 404, "unknown_document"),
        ("GET", "/documents/{note}/pages/2", 404, "unknown_document"),
        ("GET", "/documents/{note}/pages/1.png", 404, "not_found"),
        ("GET", "/documents/{pdf}/pages/99.png", 404, "unknown_document"),
        ("GET", "/documents/{pdf}/pages/0.png", 422, "invalid_request"),
        ("GET", "/documents/{pdf}/pages/99999999999999999999", 422, "invalid_request"),
        ("GET", "/documents/{pdf}/pages/one", 422, "invalid_request"),
        ("GET", "/documents/{pdf}/pages/1.png?near=2", 422, "invalid_request"),
        ("GET", "/search", 422, "invalid_request"),
        ("GET", "/search?q=", 422, "question"),
        ("GET", "/search?q=x&k=0", 422, "invalid_request"),
        ("GET", "/search?q=x&k=201", 422, "invalid_request"),
        ("GET", "/jobs/../../etc/passwd", 404, "not_found"),
        ("GET", "/jobs/%2e%2e%2fserver", 404, "not_found"),
        ("GET", "/jobs/00000000000000000000000000000000", 404, "not_found"),
    ],
)
def test_every_error_has_one_body(
    client: TestClient, stored: Stored, method: str, url: str, status: int, code: str
) -> None:
    response = client.request(method, url.format(note=stored.note, pdf=stored.pdf))
    assert error_of(response, status)["code"] == code


def test_a_picture_of_a_text_file_says_where_its_text_is(
    client: TestClient, stored: Stored
) -> None:
    error = error_of(client.get(f"/documents/{stored.note}/pages/1.png"), 404)
    assert "only PDFs" in error["message"]
    assert f"/documents/{stored.note}/pages/1" in error["message"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"question": "  "}', 422, "question"),
        (b'{"question": "the of and"}', 422, "question"),
        (b'{"question": "' + b"child " * 1000 + b'"}', 422, "question"),
        (b'{"question": "bruise", "filters": {"colour": ["red"]}}', 422, "question"),
        (b'{"question": "bruise", "filters": {"year": ["1801"]}}', 422, "question"),
        (b'{"question": "bruise", "filters": {"year": []}}', 422, "invalid_request"),
        (b'{"question": "bruise", "filters": {"year": "2017"}}', 422, "invalid_request"),
        (b'{"question": "bruise", "ignored": ["colour"]}', 422, "question"),
        (b'{"question": "\\ud800"}', 422, "invalid_request"),
        (b'{"question": 1}', 422, "invalid_request"),
        (b'{"question": "x", "other": 1}', 422, "invalid_request"),
        (b"{}", 422, "invalid_request"),
        (b"[]", 422, "invalid_request"),
        (b"{bad", 422, "invalid_request"),
        (b'{"question": "\xff"}', 400, "bad_request"),
        (b"x" * (2 << 20), 413, "too_large"),
    ],
)
def test_questions_that_cannot_be_asked(
    client: TestClient, body: bytes, status: int, code: str
) -> None:
    response = client.post("/ask", content=body, headers={"content-type": "application/json"})
    assert error_of(response, status)["code"] == code


def test_validation_says_which_field(client: TestClient) -> None:
    error = error_of(client.post("/ask", json={}), 422)
    assert error["details"]["faults"] == [{"field": "body.question", "message": "Field required"}]


def test_strange_questions_are_answered(client: TestClient) -> None:
    for question in ("a\x00bruise", 'bruise" OR *', "наследие bruise", "bruise \U0001f9d2", "((("):
        response = client.post("/ask", json={"question": question})
        assert response.status_code in (200, 422), response.text


def subclasses(kind: type[KBError]) -> Iterator[type[KBError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from subclasses(below)


@pytest.mark.parametrize("kind", list(subclasses(KBError)), ids=lambda kind: kind.__name__)
def test_every_error_of_the_core_has_a_status(kind: type[KBError]) -> None:
    assert kind in STATUSES, f"add {kind.__name__} to api.errors.STATUSES"
    status, code = status_of(kind("message"))
    assert 400 <= status <= 599
    assert code.isidentifier()


def test_codes_are_unambiguous() -> None:
    codes = [code for _, code in STATUSES.values()]
    assert len(set(codes)) == len(codes)


@pytest.fixture(scope="module")
def failing(stored: Stored) -> Iterator[TestClient]:
    """An application with routes that raise whatever they are told to."""
    app: FastAPI = create_app(stored.kb, stored.settings)

    @app.get("/raise/{name}")
    def raise_it(name: str) -> None:
        raise (getattr(kb_errors, name, None) or RuntimeError)("a secret: /home/me")

    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as found:
        yield found


def test_a_busy_store_says_when_to_come_back(failing: TestClient) -> None:
    response = failing.get("/raise/StoreBusy")
    assert error_of(response, 503)["code"] == "store_busy"
    assert int(response.headers["retry-after"]) > 0


def test_an_unexpected_error_tells_nothing_of_our_insides(failing: TestClient) -> None:
    error = error_of(failing.get("/raise/nothing"), 500)
    assert error["code"] == "internal"
    assert "secret" not in str(error)


def test_deleting_takes_a_document_out(
    make_client: Callable[..., TestClient], tmp_path_factory: pytest.TempPathFactory
) -> None:
    client = make_client()
    kb = client.app.state.services.kb
    note = add_note(kb, tmp_path_factory.mktemp("originals"))
    with kb.read() as snapshot:
        sha256 = snapshot.document(note).sha256
    with kb.writing("testing"):
        busy = client.delete(f"/documents/{note}")
    assert error_of(busy, 503)["code"] == "store_busy"
    gone = client.delete(f"/documents/{note}", params={"reason": "asked to"})
    assert (gone.status_code, gone.content) == (204, b"")
    assert error_of(client.get(f"/documents/{note}"), 404)
    assert client.get("/documents").json() == {"documents": [], "failures": []}
    assert not kb.originals.path(sha256).exists()


def test_openapi_names_every_route_and_error(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/ask",
        "/search",
        "/documents",
        "/documents/{document_id}",
        "/documents/{document_id}/pages/{number}",
        "/documents/{document_id}/pages/{number}.png",
        "/jobs/{job_id}",
        "/health",
        "/recommendations",
        "/timeline",
        "/themes",
        "/themes/groups",
        "/themes/matrix",
        "/themes/mentions",
    }
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for path in described["paths"].values():
        for operation in path.values():
            assert {"403", "500"} <= set(operation["responses"])


def test_openapi_describes_the_records_of_the_core(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for record in (Answer, DocumentSummary, Hit, SearchResult):
        assert list(schemas[record.__name__]["properties"]) == names(record)
