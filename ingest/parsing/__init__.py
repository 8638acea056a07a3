"""One file's bytes -> `Document`, by what the bytes are and not only by what the name says."""

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten

from ingest.parsing import docx, eml, html, office, pdf, text
from ingest.parsing.ocr import OcrLimits
from ingest.parsing.structure import STRUCTURE
from ingest.parsing.word_package import is_word
from ingest.parsing.wordshape import word_shape
from kb.errors import UnreadableDocument, UnsupportedFormat
from kb.types import Block, BlockKind, Document, Page

PARSERS = {
    "application/pdf": (pdf.parse_pdf, pdf.PARSER),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        docx.parse_docx,
        docx.PARSER,
    ),
    "application/msword": (office.parse_office, office.PARSER),
    "application/rtf": (office.parse_office, office.PARSER),
    "application/vnd.oasis.opendocument.text": (office.parse_office, office.PARSER),
    "message/rfc822": (eml.parse_eml, eml.PARSER),
    "text/html": (html.parse_html, html.PARSER),
    "text/markdown": (text.parse_text, text.PARSER),
    "text/plain": (text.parse_text, text.PARSER),
}

UNREAD = "attachments_not_read"
"""What `Document.declared` calls the names of files inside the file that were not read."""

CURRENT = frozenset(f"{name}+{STRUCTURE}" for _, name in PARSERS.values())
"""What `Document.parser` says of documents that the present parsers made."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x7fELF": "a program",
    b"MZ": "a Windows program",
    _OLE: "an old binary Office file (.xls, .ppt, .msg)",
    _ZIP: "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
_INSIDE = {
    b"xl/workbook": "an Excel workbook",
    b"ppt/presentation": "a PowerPoint file",
    b"opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"opendocument.presentation": "an OpenDocument presentation",
}
_PROMISES = {".pdf": "application/pdf", ".docx": _DOCX, ".eml": "message/rfc822"}
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = rb"[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n"
_EMAIL = re.compile(rb"\s*(?:>?From \S[^\r\n]*\r?\n)?(?:" + _HEADER + rb"){2,}\r?\n")
_SENT = re.compile(rb"^(?:From|Sender|Received):", re.IGNORECASE | re.MULTILINE)
_TRANSPORTED = re.compile(rb"^(?:Message-ID|MIME-Version|Received):", re.IGNORECASE | re.MULTILINE)
_NAMES = 200  # characters of the names of attached files that a page's cause may have
_HEADERS_BYTES = 65536
_MIMETYPE_BYTES = 200  # the first entry of an OpenDocument archive says what it is


def parse(path: str, name: str, limits: OcrLimits | None = None) -> Document:
    """The document in the file at `path`, which people call `name`.

    Args:
        path: where the bytes are.
        name: may promise a format by its suffix.
        limits: of reading a page off its picture.

    Raises:
        UnsupportedFormat: the bytes are of a kind that is not read, or not what `name` says.
        UnreadableDocument: the kind is known, its content cannot be had.
    """
    data = Path(path).read_bytes()
    media_type = sniff(data, name)
    parser, parser_name = PARSERS[media_type]
    if parser is pdf.parse_pdf:
        pages, blocks, declared = pdf.parse_pdf(data, limits)
    else:
        pages, blocks, declared = parser(data)
    if all(block.kind is BlockKind.FURNITURE for block in blocks):
        raise UnreadableDocument("holds no text but menus, headers and footers")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=sha256[:16],
        sha256=sha256,
        media_type=media_type,
        parser=f"{parser_name}+{STRUCTURE}",
        pages=tuple(_remarked(_measured(pages, blocks), declared.get(UNREAD, ""))),
        blocks=tuple(blocks),
        declared=declared,
    )


def _remarked(pages: list[Page], attached: str) -> list[Page]:
    """`pages`, the first one saying which files came with them and were not read."""
    if not attached:
        return pages
    names = shorten(attached, _NAMES, placeholder=" …")
    said = f"not read: what is attached to the file ({names})"
    first, *others = pages
    return [replace(first, cause=f"{first.cause}; {said}" if first.cause else said), *others]


def _measured(pages: Sequence[Page], blocks: Sequence[Block]) -> list[Page]:
    """`pages`, each with what can be said of any format's: shape of words, tables."""
    tables: Counter[int] = Counter()
    last: set[int] = set()  # the pages of the table above
    for block in blocks:
        if block.kind is BlockKind.TABLE_ROW:
            here = {span.page for span in block.spans}
            tables.update(here - last)
            last |= here
        elif block.kind is not BlockKind.FURNITURE:
            last = set()
    return [
        replace(
            page,
            tables=tables[page.number],
            word_shape=round(word_shape(page.text), 3) if page.text else None,
        )
        for page in pages
    ]


def sniff(data: bytes, name: str) -> str:
    """The media type of `data`.

    Raises:
        UnsupportedFormat: it is not one that is read, or not the one that the suffix promises.
        UnreadableDocument: it is empty.
    """
    if not data.strip():
        raise UnreadableDocument("an empty file")
    if data.startswith(_OLE) and _utf16("EncryptedPackage") in data:
        raise UnreadableDocument(
            "a password-protected Office file; save a copy without the password and ingest that"
        )
    suffix = Path(name).suffix.lower()
    found = _by_content(data, suffix)
    promised = _PROMISES.get(suffix)
    if promised == _DOCX and data.startswith(_ZIP) and not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableDocument("a truncated Word file: its end is missing; fetch the file again")
    if promised and found != promised:
        raise UnsupportedFormat(
            f"named {suffix} but holds {found or _looks_like(data)}; rename it to what it is, "
            "or fetch it again"
        )
    if found is None:
        raise UnsupportedFormat(
            f"{_looks_like(data)}, which is not read; save it as PDF, DOCX, HTML, .eml or text"
        )
    return found


def _by_content(data: bytes, suffix: str) -> str | None:
    """The media type that the first bytes show, or None where they show none that is read."""
    head = data[:4096]
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b"endobj" in data):
        return "application/pdf"
    if office := _office(data):
        return office
    if _HTML.match(head) or (suffix in (".html", ".htm") and re.search(rb"<\w+[^>]*>", head)):
        return "text/html"
    if _is_email(data, suffix):
        return "message/rfc822"
    binary = b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
    # "MZ" and "GIF8" may well open a sentence; programs and pictures hold a zero byte
    if binary or head.startswith(tuple(magic for magic in _BINARY if not magic.isalnum())):
        return None
    return "text/markdown" if suffix in (".md", ".markdown") else "text/plain"


def _office(data: bytes) -> str | None:
    """The kind of word processor's file that `data` is."""
    if data.startswith(_ZIP) and is_word(data):
        return _DOCX
    if data.startswith(_ZIP) and _ODT.encode() in data[:_MIMETYPE_BYTES]:
        return _ODT
    if data.startswith(_OLE) and _utf16("WordDocument") in data:
        return "application/msword"
    return "application/rtf" if data.startswith(b"{\\rtf") else None


def _is_email(data: bytes, suffix: str) -> bool:
    """Whether headers of a message lead `data`; a note in .txt may have "From:" at its head."""
    match = _EMAIL.match(data[:_HEADERS_BYTES])
    if match is None or suffix in (".txt", ".md", ".markdown"):
        return False
    return bool(_SENT.search(match[0])) and (
        suffix == ".eml" or bool(_TRANSPORTED.search(match[0]))
    )


def _utf16(name: str) -> bytes:
    """A name as the directory of an old Office file holds it."""
    return name.encode("utf-16-le")


def _looks_like(data: bytes) -> str:
    for name, what in _INSIDE.items() if data.startswith(_ZIP) else ():
        if name in data:
            return what
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            return what
    return "binary data of an unknown kind" if b"\x00" in data[:4096] else "plain text"
