"""Documents from Markdown, through the parser that reads such files."""

import hashlib

from ingest.parsing.text import parse_text
from kb.types import Document


def document_of(text: str) -> Document:
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    pages, blocks, declared = parse_text(data)
    return Document(
        sha256[:16], sha256, "text/markdown", "text", tuple(pages), tuple(blocks), declared
    )
