"""PDFs that are broken, cut short, or made to exhaust a reader."""

import re
from functools import partial
from pathlib import Path

from .case import Case
from .pdf_layout import FINDING, LESSON
from .raw_pdf import objects, pdf, shown, stream

BOTH = (FINDING, LESSON)
WHOLE = pdf(objects(shown(*BOTH)))


def wrong_offsets() -> bytes:
    """Every place in the table some bytes off, as after a change of line ends."""
    head, table = WHOLE.split(b"xref\n", 1)
    return head.replace(b"%PDF-1.4\n", b"%PDF-1.4\r\n%\xe2\xe3\xcf\xd3\r\n") + b"xref\n" + table


def no_table() -> bytes:
    """No cross-reference table at all."""
    head, _ = WHOLE.split(b"xref\n", 1)
    return head + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def wrong_length() -> bytes:
    """A stream that says that it is shorter than it is."""
    parts = objects(shown(*BOTH))
    return pdf(parts | {4: re.sub(rb"/Length \d+", b"/Length 10", parts[4], count=1)})


def page_tree(kids: dict[int, bytes]) -> bytes:
    """A file with other nodes in its page tree."""
    return pdf(objects(shown(FINDING)) | kids)


def circle() -> bytes:
    """A page tree that leads back to its root after the first page."""
    return page_tree({2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"})


def deep_tree(depth: int = 90) -> bytes:
    """One page, ninety levels down."""
    nodes = {
        100 + n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (101 + n, 99 + n)
        for n in range(depth)
    }
    parts = objects(shown(FINDING)) | nodes
    parts[2] = b"<< /Type /Pages /Kids [100 0 R] /Count 1 >>"
    parts[100 + depth] = parts[3].replace(b"/Parent 2", b"/Parent %d" % (99 + depth))
    return pdf(parts)


def swelling() -> bytes:
    """A few hundred KB of content that unpack to 200 MB of nothing."""
    return pdf(objects(b"") | {4: stream(b" " * (200 << 20), packed=True)})


def many_letters(n: int = 40_000) -> bytes:
    """A page with tens of thousands of letters, each placed by itself."""
    rows = b"\n".join(b"1 0 0 1 %d %d Tm (ab ) Tj" % (n % 500, n % 800) for n in range(n))
    return pdf(objects(b"") | {4: stream(b"BT /F1 4 Tf " + rows + b" ET", packed=True)})


def empty_tree() -> bytes:
    """A file with no page."""
    return page_tree({2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def lost_page() -> bytes:
    """Two pages, one of which is not in the file."""
    return page_tree({2: b"<< /Type /Pages /Kids [3 0 R 77 0 R] /Count 2 >>"})


def broken_content() -> bytes:
    """Two pages, the content of the first compressed and damaged."""
    whole = stream(shown(LESSON), packed=True)
    damaged = whole.replace(b"stream\n", b"stream\nXX", 1)
    parts = objects(shown(FINDING))
    second = parts[3].replace(b"/Contents 4", b"/Contents 7")
    kids = b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>"
    return pdf(parts | {2: kids, 6: second, 7: damaged})


def _bytes(name: str, data: bytes, *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", partial(_write, data), sees, **more)


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _made(name: str, make: object, *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", lambda path: path.write_bytes(make()), sees, **more)


CASES = (
    _bytes("table-of-wrong-places", wrong_offsets(), *BOTH),
    _bytes("no-table", no_table(), *BOTH),
    _bytes("wrong-length", wrong_length(), *BOTH),
    _bytes("page-tree-in-a-circle", circle(), cause="a damaged PDF"),
    _made("page-tree-90-deep", deep_tree, FINDING),
    _bytes("no-pages", empty_tree(), cause="0 pages"),
    _bytes("page-not-there", lost_page(), FINDING),
    _bytes("content-damaged", broken_content(), FINDING, unread={1: "damaged"}),
    _bytes("cut-short", WHOLE[: len(WHOLE) * 6 // 10], cause="truncated PDF"),
    _bytes("words-before-the-head", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + WHOLE, *BOTH),
    _bytes("words-after-the-end", WHOLE + b"\r\n<!-- served in 0.03 s -->\r\n", *BOTH),
    _bytes("web-page-named-pdf", b"<!doctype html><html><p>404 Not found</p></html>",
           cause="named .pdf but holds text/html"),
    _bytes("blank", pdf(objects(b"")), cause="no text on any of 1 pages (1 of them: blank)"),
    _made("swells-to-200-mb", swelling, cause="no text", slow=True),
    _made("40000-letters", many_letters, "ab", slow=True),
)  # fmt: skip
