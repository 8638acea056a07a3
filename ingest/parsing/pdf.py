"""PDF: pypdf gives text with positions; PDFium takes over a page whose text reads badly."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.parsing.structure import Line, assemble, group, mark_running_lines
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page, PageState

PARSER = "pypdf-1"

_FALLBACK = "pdfium"
_TAIL_BYTES = 4096
_GOOD_TEXT = 0.85
_HEADING_WORDS = 25
_CELL_LINES = 14
_PAINTING = frozenset(b"Do|INLINE IMAGE|sh|S|s|f|F|f*|B|B*|b|b*".split(b"|"))


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line with its place: points from the page's lower left corner, `size` in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool = False
    is_row: bool = False


def parse_pdf(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """Pages, blocks, and what the file declares of itself.

    Raises:
        UnreadableDocument: truncated, encrypted, without pages, or without any text.
    """
    reader = _open(data)
    pages: list[Page] = []
    printed: list[list[_Printed]] = []
    for number, page in enumerate(reader.pages, 1):
        lines, extractor, cause = _read(page, data, number)
        state = PageState.TEXT if lines else PageState.UNREADABLE if cause else PageState.BLANK
        pages.append(Page(number, "", _label(reader, number), state, cause, extractor))
        printed.append(lines)
    if not any(printed):
        raise UnreadableDocument(_no_text(pages))
    texts, blocks = assemble(group(mark_running_lines(_as_lines(printed))))
    pages = [replace(page, text=texts.get(page.number, "")) for page in pages]
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
    return reader


def _read(page: Any, data: bytes, number: int) -> tuple[list[_Printed], str, str | None]:
    """Lines of a page, who extracted them, and why there are none."""
    cause = None
    try:
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
        if cause is None and not _draws(page):
            return [], extractor, None
        return [], extractor, cause or "no text on it: a scan or a picture"
    if quality < _GOOD_TEXT / 2:
        return [], extractor, "its text is garbled: the fonts do not say which letters they draw"
    return lines, extractor, None


def _pypdf_lines(page: Any) -> list[_Printed]:
    """Lines as pypdf finds them, cut at wide gaps; place and font are the first fragment's."""
    segments: list[_Printed] = []
    fragments: list[_Printed] = []

    def flush() -> None:
        segments.extend(_segments(fragments))
        fragments.clear()

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        name = str((font or {}).get("/BaseFont", "")).lower()
        for index, part in enumerate(text.split("\n")):
            if index:
                flush()
            points = float(size) * scale
            bold, italic = "bold" in name, "italic" in name or "oblique" in name
            fragments.append(_Printed(_clean(part), x, y, points, bold, italic))

    page.extract_text(visitor_text=visit)
    flush()
    return _join_rows(segments)


def _segments(fragments: Sequence[_Printed]) -> list[_Printed]:
    """Fragments of one line joined, but for gaps so wide that they part cells or columns."""
    segments: list[list[_Printed]] = []
    edge = 0.0
    for fragment in fragments:
        shown = bool(fragment.text.strip())
        if not segments or (shown and fragment.x - edge > 3 * fragment.size):
            segments.append([])
        segments[-1].append(fragment)
        if shown:
            edge = fragment.x + 0.55 * fragment.size * len(fragment.text)
    out = []
    for segment in segments:
        visible = [f for f in segment if f.text.strip()]
        if visible:
            text = "".join(f.text for f in segment)
            bold, italic = all(f.bold for f in visible), all(f.italic for f in visible)
            out.append(replace(visible[0], text=text, bold=bold, italic=italic))
    return out


def _join_rows(segments: Sequence[_Printed]) -> list[_Printed]:
    """Lines, with the cells of a table row joined by " | ".

    A row is seen where a segment stands to the right of the one before it, level with a line just
    above: cells are drawn one after the other, each from the row's top.
    """
    lines: list[_Printed] = []
    cells: list[list[_Printed]] = []
    for segment in segments:
        if cells and segment.x > cells[-1][0].x + segment.size and _level(cells[0][0], segment):
            cells.append([segment])
        elif cells and _below(cells[-1], segment):
            cells[-1].append(segment)
        else:
            lines.extend(_row(cells))
            cells = []
            top = _row_top(lines, segment)
            if top is None:
                lines.append(segment)
            else:
                cells = [lines[top:], [segment]]
                del lines[top:]
    return [*lines, *_row(cells)]


def _level(one: _Printed, other: _Printed) -> bool:
    return abs(one.y - other.y) < 0.5 * max(one.size, other.size, 1.0)


def _below(cell: Sequence[_Printed], segment: _Printed) -> bool:
    """Whether `segment` is the next line of the same cell."""
    last = cell[-1]
    drop = last.y - segment.y
    return 0 < drop < 2.0 * max(last.size, 1.0) and segment.x > cell[0].x - last.size


def _row_top(lines: Sequence[_Printed], segment: _Printed) -> int | None:
    """Where the row begins that `segment` is the second cell of, if it is one."""
    for index in range(len(lines) - 1, max(-1, len(lines) - _CELL_LINES), -1):
        line = lines[index]
        if line.is_row:
            return None
        if _level(line, segment):
            return index if segment.x > max(n.x for n in lines[index:]) + segment.size else None
    return None


def _row(cells: Sequence[Sequence[_Printed]]) -> list[_Printed]:
    if not cells:
        return []
    text = " | ".join(" ".join(line.text.strip() for line in cell) for cell in cells)
    return [replace(cells[0][0], text=text, is_row=True)]


def _pdfium_lines(data: bytes, number: int) -> list[_Printed]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            text = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return []
    rows = [row for row in _clean(text).splitlines() if row.strip()]
    return [_Printed(row, 0.0, -12.0 * n, 10.0, False) for n, row in enumerate(rows)]


def _clean(text: str) -> str:
    """Ligatures and odd spaces as a reader sees them; characters no store may hold, replaced."""
    for mark, letters in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(mark, letters)
    for bullet in "\x7f\x95\uf0b7\uf0a7":  # what fonts without a Unicode map make of a bullet
        text = text.replace(bullet, "•")
    text = text.replace("\u00a0", " ").replace("\u00ad", "").replace("\x00", "\ufffd")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _quality(lines: Sequence[_Printed]) -> float:
    """The share of characters that are ordinary, 0 to 1."""
    text = "".join(line.text for line in lines)
    if not text.strip():
        return 0.0
    odd = sum(
        ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" or (ord(ch) < 32 and ch not in "\t\n")
        for ch in text
    )
    return 1.0 - odd / len(text)


def _draws(page: Any) -> bool:
    """Whether a page without text has a picture, shading, line or filled shape on it."""
    contents = page.get_contents()
    return contents is not None and any(name in _PAINTING for _, name in contents.operations)


def _label(reader: Any, number: int) -> str:
    """The page label that the file declares, else the count."""
    try:
        return str(reader.page_labels[number - 1]) or str(number)
    except (IndexError, KeyError, ValueError, TypeError, AttributeError):
        return str(number)


def _declared(reader: Any) -> dict[str, str]:
    try:
        found = reader.metadata or {}
        pairs = {"title": found.get("/Title"), "author": found.get("/Author")}
    except Exception:  # noqa: BLE001 - metadata is optional, whatever is wrong with it
        return {}
    return {key: str(value).strip() for key, value in pairs.items() if value}


def _no_text(pages: Sequence[Page]) -> str:
    causes = Counter(page.cause or "blank" for page in pages)
    cause, count = causes.most_common(1)[0]
    return f"no text on any of {len(pages)} pages ({count} of them: {cause})"


def _as_lines(printed: Sequence[Sequence[_Printed]]) -> list[list[Line]]:
    """Lines with gaps in line heights and heading ranks by size and weight."""
    sizes: Counter[float] = Counter()
    for lines in printed:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    ranks = sorted(
        {round(n.size * 2) / 2 for ls in printed for n in ls if n.size > body}, reverse=True
    )
    left = min((line.x for lines in printed for line in lines), default=0.0)
    pages = []
    for number, lines in enumerate(printed, 1):
        out: list[Line] = []
        for above, line in zip([None, *lines], lines, strict=False):
            pitch = max(body, line.size, 1.0) * 1.2
            gap = 1.0 if above is None else abs(above.y - line.y) / pitch - 1.0
            if above is not None and line.y > above.y + body:
                gap = 2.0
            larger = line.size > body * 1.08
            level = 0
            if (larger or line.bold) and len(line.text.split()) <= _HEADING_WORDS:
                size = round(line.size * 2) / 2
                level = 1 + ranks.index(size) if size in ranks else 1 + len(ranks)
            kind = BlockKind.TABLE_ROW if line.is_row else None
            if line.italic and not level and line.x > left + body:
                kind = BlockKind.QUOTATION  # set in and in italics throughout
            rank = 0 if line.is_row else min(level, 6)
            out.append(Line(number, line.text.strip(), max(0.0, gap), rank, kind))
        pages.append(out)
    return pages
