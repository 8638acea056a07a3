"""PDF: pypdf gives text with positions; PDFium takes over a page whose text reads badly."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.parsing.grouping import group
from ingest.parsing.hidden import find_hidden, without_hidden
from ingest.parsing.joining import SOFT_HYPHEN, redacted
from ingest.parsing.layout import as_lines, reading_order
from ingest.parsing.lines import Line
from ingest.parsing.pdf_annotations import with_annotations
from ingest.parsing.pdf_layers import drop_layers, layers_off
from ingest.parsing.pdf_shells import attached, refuse_shells
from ingest.parsing.printed import Printed
from ingest.parsing.running import mark_running_lines, printed_page_number
from ingest.parsing.structure import assemble
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page, PageState

PARSER = "pypdf-3"

_FALLBACK = "pdfium"
_TAIL_BYTES = 4096
_GOOD_TEXT = 0.85
_FEW_LETTERS = 8
_NOTHING_BYTES = 16  # more than an empty stream takes when it is compressed
_SHOWN = {
    **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
    **dict.fromkeys("\x7f\x95\uf0b7\uf0a7\uf0d8\uf02d", "•"),  # bullets of fonts without a map
    "‟": "’",  # what one version of Word made of an apostrophe
    "\u00a0": " ",
    "\x00": "\ufffd",
}
_MOJIBAKE = re.compile("â€[^ ]|Ã[\u00a0-\u00bf]|Â[\u00a0-\u00bf]")
_PAINTING = frozenset(b"Do|INLINE IMAGE|sh|S|s|f|F|f*|B|B*|b|b*".split(b"|"))


def parse_pdf(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """Pages, blocks, and what the file declares of itself.

    Raises:
        UnreadableDocument: truncated, encrypted, without pages, or without any text.
    """
    reader = _open(data)
    pages: list[Page] = []
    printed: list[list[Printed]] = []
    hidden = find_hidden(data)
    off = layers_off(reader)
    for number, page in enumerate(reader.pages, 1):
        found, extractor, cause = _read(page, data, number, off)
        found = [
            replace(line, text=redacted(line.text))
            for line in without_hidden(found, hidden.get(number, ()))
        ]
        state = PageState.TEXT if found else PageState.UNREADABLE if cause else PageState.BLANK
        pages.append(Page(number, "", None, state, cause, extractor))
        printed.append(found)
    if not any(printed):
        raise UnreadableDocument(_no_text(pages))
    lines = mark_running_lines(as_lines(printed))
    texts, blocks = assemble(group(lines))
    labels = _labels(reader, lines, len(pages))
    pages = [
        replace(page, text=texts.get(page.number, ""), label=label)
        for page, label in zip(pages, labels, strict=True)
    ]
    return pages, blocks, _declared(reader)


def _open(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    end = data.rfind(b"%%EOF")
    if end < 0 and b"startxref" not in data[-_TAIL_BYTES:]:
        raise UnreadableDocument("a truncated PDF: its end is missing; fetch the file again")
    if 0 <= end < len(data) - _TAIL_BYTES and data[end + 5 :].strip(b"\x00 \r\n\t"):
        raise UnreadableDocument(
            f"a truncated PDF: {len(data) - end} bytes follow its last end mark; fetch it again"
        )
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(
                "password-protected; save a copy without the password and ingest that"
            )
        n_pages = len(reader.pages)
    except DependencyError as error:
        raise UnreadableDocument(f"encrypted in a way that is not read here ({error})") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableDocument(f"a damaged PDF ({error})") from error
    if n_pages == 0:
        raise UnreadableDocument("a PDF with 0 pages")
    refuse_shells(reader)
    return reader


def _read(
    page: Any, data: bytes, number: int, off: set[int]
) -> tuple[list[Printed], str, str | None]:
    """Lines of a page, who extracted them, and why there are none."""
    cause = None
    try:
        if off:
            drop_layers(page, off)
        lines = _pypdf_lines(page)
    except Exception as error:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        lines, cause = [], f"{type(error).__name__}: {error}"
    quality = _quality(lines)
    if lines and quality >= _GOOD_TEXT:
        return lines, PARSER, None
    others = _pdfium_lines(data, number)
    if others and _quality(others) > quality:
        lines, quality, extractor = others, _quality(others), _FALLBACK
    else:
        extractor = PARSER
    if not lines:
        if cause is None and _is_lost(page):
            cause = "its content is damaged"
        if cause is None and not _draws(page):
            return [], extractor, None
        return [], extractor, cause or "no text on it: a scan or a picture"
    if quality < _GOOD_TEXT / 2:
        return [], extractor, "its text is garbled: the fonts do not say which letters they draw"
    return lines, extractor, None


def _pypdf_lines(page: Any) -> list[Printed]:
    """Lines as pypdf finds them, in reading order.

    Places are turned so that the text runs from left to right, on pages that lie on their side too.
    """
    groups: list[list[Printed]] = [[]]
    pitches: dict[str, float] = {}

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        if abs(up) > abs(across):
            x, y = (y, -x) if up > 0 else (-y, x)
        elif across < 0:
            x, y = -x, -y
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        name = str((font or {}).get("/BaseFont", "")).lower()
        if name not in pitches:
            pitches[name] = _letter_width(font or {})
        for index, part in enumerate(text.split("\n")):
            if index:
                groups.append([])
            points = float(size) * scale
            bold, italic = "bold" in name, "italic" in name or "oblique" in name
            fragment = Printed(_clean(part), x, y, points, bold, italic, pitch=pitches[name])
            groups[-1].append(fragment)

    page.extract_text(visitor_text=visit)
    return reading_order(with_annotations(groups, page))


def _letter_width(font: Any) -> float:
    """How wide a common letter of a font is, in parts of the type size, as far as it says."""
    name = str(font.get("/BaseFont", "")).lower()
    try:
        below = font.get("/DescendantFonts")
        if below:
            entries = below[0].get_object().get("/W", ())
            lists = [entry.get_object() for entry in entries]
            widths = [float(w) for entry in lists if isinstance(entry, list) for w in entry]
        else:
            first = int(font.get("/FirstChar", 0))
            widths = [float(w) for w in list(font.get("/Widths", ()))[max(0, 97 - first) :][:26]]
    except Exception:  # noqa: BLE001 - a hint only, from a table that may be broken in any way
        widths = []
    shown = [width for width in widths if width > 0]
    if len(shown) >= _FEW_LETTERS:
        return min(max(sum(shown) / len(shown) / 1000, 0.3), 0.8)
    return 0.6 if "courier" in name else 0.45 if "times" in name else 0.5


def _pdfium_lines(data: bytes, number: int) -> list[Printed]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            text = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return []
    rows = [row for row in _clean(text).splitlines() if row.strip()]
    return [Printed(row, 0.0, -12.0 * n, 10.0, False) for n, row in enumerate(rows)]


def _clean(text: str) -> str:
    """Ligatures and odd spaces as a reader sees them; characters no store may hold, replaced."""
    for mark, letters in _SHOWN.items():
        text = text.replace(mark, letters)
    text = _MOJIBAKE.sub(_repaired, text)
    text = re.sub(rf"{SOFT_HYPHEN}(?=\S)", "", text)  # at a line's end it says how to go on
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _repaired(match: re.Match[str]) -> str:
    """Characters of UTF-8 that were read as Windows-1252, read again where that can be."""
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]


def _quality(lines: Sequence[Printed]) -> float:
    """The share of characters that are ordinary, 0 to 1."""
    text = "".join(line.text for line in lines)
    if not text.strip():
        return 0.0
    odd = sum(
        ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" or (ord(ch) < 32 and ch not in "\t\n")
        for ch in text
    )
    return 1.0 - odd / len(text)


def _is_lost(page: Any) -> bool:
    """Whether nothing comes out of compressed content, which pypdf takes for an empty page."""
    try:
        found = page.get("/Contents")
        parts = found if isinstance(found, list) else [found]
        streams = [part.get_object() for part in parts if part is not None]
        packed = [s for s in streams if "/Filter" in s and len(s._data) > _NOTHING_BYTES]
        return bool(packed) and not any(stream.get_data() for stream in packed)
    except Exception:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        return True


def _draws(page: Any) -> bool:
    """Whether a page without text has a picture, shading, line or filled shape on it.

    What cannot be read at all may well draw something.
    """
    try:
        contents = page.get_contents()
        return contents is not None and any(name in _PAINTING for _, name in contents.operations)
    except Exception:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        return True


def _labels(reader: Any, lines: Sequence[Line], n_pages: int) -> list[str]:
    """What is printed on each page as its number: declared by the file, else read off the page."""
    try:
        declared = [str(label) for label in reader.page_labels]
    except Exception:  # noqa: BLE001 - labels are optional, whatever is wrong with them
        declared = []
    counted = [str(number) for number in range(1, n_pages + 1)]
    if len(declared) == n_pages and declared != counted and all(declared):
        return declared
    numbers = [
        (line.page, number)
        for line in lines
        if line.kind is BlockKind.FURNITURE and (number := printed_page_number(line)) is not None
    ]
    ahead = Counter(number - page for page, number in numbers).most_common(1)
    if not ahead or ahead[0][1] < max(2, len(numbers) / 2):
        return counted
    said = {page: str(number) for page, number in numbers if number - page == ahead[0][0]}
    return [said.get(page, label) for page, label in enumerate(counted, 1)]


def _declared(reader: Any) -> dict[str, str]:
    try:
        found = reader.metadata or {}
        pairs = {"title": found.get("/Title"), "author": found.get("/Author")}
        pairs["attachments_not_read"] = ", ".join(attached(reader))
    except Exception:  # noqa: BLE001 - metadata is optional, whatever is wrong with it
        return {}
    return {key: str(value).strip() for key, value in pairs.items() if value}


def _no_text(pages: Sequence[Page]) -> str:
    causes = Counter(page.cause or "blank" for page in pages)
    cause, count = causes.most_common(1)[0]
    return f"no text on any of {len(pages)} pages ({count} of them: {cause})"
