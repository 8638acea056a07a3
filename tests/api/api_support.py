"""Documents by hand, and what several tests of the API ask of a response."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pypdf import PdfReader

from api.errors import ErrorBody
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming
from kb.types import Block, BlockKind, Document, Page, Span

DOCUMENTS = Path(__file__).parents[2] / "documents" / "northern"
PDF = DOCUMENTS / "calderwick-scrutiny-committee-child-h-briefing.pdf"
NOTE_TEXT = (
    "The health visitor did not share information about the bruising with the social worker.\n"
    "Staff told the review that the family moved house four times in one year."
)


def text_document(text: str) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    ends = [i for i, c in enumerate(text) if c == "\n"] + [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Document(
        id=sha256[:16],
        sha256=sha256,
        media_type="text/plain",
        parser="by-hand",
        pages=(Page(1, text),),
        blocks=tuple(
            Block(BlockKind.PARAGRAPH, (Span(1, start, end),))
            for start, end in zip(starts, ends, strict=True)
        ),
    )


def pdf_document() -> Document:
    """The briefing as a document: real bytes for pictures, its text by pypdf."""
    sha256 = hashlib.sha256(PDF.read_bytes()).hexdigest()
    pages = [
        Page(number, page.extract_text(), str(number))
        for number, page in enumerate(PdfReader(PDF).pages, 1)
    ]
    return Document(
        id=sha256[:16],
        sha256=sha256,
        media_type="application/pdf",
        parser="by-hand",
        pages=tuple(pages),
        blocks=tuple(
            Block(BlockKind.PARAGRAPH, (Span(page.number, 0, len(page.text)),)) for page in pages
        ),
    )


def add_note(kb: KnowledgeBase, folder: Path, text: str = NOTE_TEXT) -> str:
    """Adds a text document as an ingest run would; its id."""
    document = text_document(text)
    original = folder / "note.txt"
    original.write_text(text)
    with kb.writing("testing"):
        kb.originals.keep(original)
        kb.add([Incoming(document, f"/tmp/{document.id}.txt", "note.txt")])
    return document.id


@dataclass(frozen=True)
class Stored:
    """A store with a PDF and a note in it, and a file that could not be read."""

    kb: KnowledgeBase
    settings: Settings
    note: str
    pdf: str


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error of a response that must be one, and of the one shape."""
    assert response.status_code == status, response.text
    body = response.json()
    ErrorBody.model_validate(body)
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert response.headers["x-content-type-options"] == "nosniff"
    return body["error"]
