"""Words in a PDF that no reader sees: under a box, white, tiny, off the page, invisible.

A blacked-out name is often still there, below the box that was drawn over it. PDFium says which
character stands where and what was drawn after it; the words are then taken out of pypdf's lines.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.parsing.joining import REDACTED
from ingest.parsing.printed import Printed

_DARK, _WHITE = 100, 250  # of 255: a box in another colour may be a highlighter's
_SOLID = 200
_BOX_SEGMENTS = 6
_TINY_POINTS = 1.5
_INVISIBLE = (3, 7)  # text rendering modes
_CONTEXT = 12
_OPENS, _ENDS = re.compile(r"[\W_]*"), re.compile(r"[\W_]*\Z")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters next to each other that are not seen; `before` is what stands before them."""

    before: str
    text: str
    boxed: bool


def find_hidden(data: bytes) -> dict[int, list[Hidden]]:
    """What each page hides, by page number; nothing where PDFium cannot read the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            found = {
                number: list(_hidden(document[number - 1]))
                for number in range(1, len(document) + 1)
            }
    except pypdfium2.PdfiumError:
        return {}
    return {number: runs for number, runs in found.items() if runs}


def without_hidden(lines: Sequence[Printed], hidden: Sequence[Hidden]) -> list[Printed]:
    """`lines` without the words that are not seen; for those under a box stands `[redacted]`."""
    texts = [line.text for line in lines]
    for run in reversed(hidden):  # so that what stands before each is still as it was
        places = _find(texts, run)
        by_line: dict[int, list[int]] = {}
        for index, at in places:
            by_line.setdefault(index, []).append(at)
        for index, ats in by_line.items():
            mark = REDACTED if run.boxed and index == places[-1][0] else ""
            before, after = texts[index][: min(ats)], texts[index][max(ats) + 1 :]
            # the points at a line's ends go too, if the run goes on above or below
            if index == places[0][0]:
                before = before.removesuffix(_points(_OPENS, run.text))
            elif not _folded(before):
                before = ""
            if index == places[-1][0]:
                after = after.removeprefix(_points(_ENDS, run.text))
            elif not _folded(after):
                after = ""
            texts[index] = before + mark + after
    pairs = zip(lines, texts, strict=True)
    return [replace(line, text=text) for line, text in pairs if text.strip()]


def _points(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0].strip() if match else ""


def _find(texts: Sequence[str], run: Hidden) -> list[tuple[int, int]]:
    """The places (line, character) in `texts` of the letters and digits of a run."""
    folded, places = [], []
    for index, text in enumerate(texts):
        for at, ch in enumerate(text):
            for letter in _folded(ch):
                folded.append(letter)
                places.append((index, at))
    page, wanted, before = "".join(folded), _folded(run.text), _folded(run.before)[-_CONTEXT:]
    at = page.find(before + wanted)
    start = at + len(before) if at >= 0 else page.find(wanted)
    if start < 0 or not wanted or (at < 0 and page.count(wanted) > 1 and not run.boxed):
        return []
    return places[start : start + len(wanted)]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def _hidden(page: Any) -> Iterator[Hidden]:
    import pypdfium2.raw as pdfium

    objects = list(page.get_objects(max_depth=1))
    order = {_key(thing.raw): index for index, thing in enumerate(objects)}
    boxes = [
        (index, thing.get_bounds(), colour)
        for index, thing in enumerate(objects)
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH and (colour := _fill(thing)) is not None
    ]
    pictured = any(thing.type == pdfium.FPDF_PAGEOBJ_IMAGE for thing in objects)
    unseen = {
        index
        for index, thing in enumerate(objects)
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT and _is_unseen(thing, index, boxes, pictured)
    }
    covering = [box for box in boxes if box[2] <= _DARK or box[2] >= _WHITE]
    sheet = page.get_bbox()
    if not unseen and all(
        _inside(thing.get_bounds(), sheet)
        and not any(after > index and _meet(thing.get_bounds(), b) for after, b, _ in covering)
        for index, thing in enumerate(objects)
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT
    ):
        return
    yield from _runs(_flags(page, order, covering, unseen))


def _flags(
    page: Any,
    order: dict[int | None, int],
    covering: Sequence[tuple[int, Box, int]],
    unseen: set[int],
) -> list[tuple[str, bool | None]]:
    """Each character of a page, and whether it is under a box; None where it is seen."""
    import pypdfium2.raw as pdfium

    words, sheet = page.get_textpage(), page.get_bbox()
    flags: list[tuple[str, bool | None]] = []
    for index in range(words.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(words.raw, index))
        thing = order.get(_key(pdfium.FPDFText_GetTextObject(words.raw, index)))
        x0, y0, x1, y1 = words.get_charbox(index)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if thing is None or letter.isspace():
            flags.append((letter, flags[-1][1] if flags else None))
        elif any(after > thing and _holds(bounds, x, y) for after, bounds, _ in covering):
            flags.append((letter, True))
        else:
            seen = thing not in unseen and _holds(sheet, x, y)
            flags.append((letter, None if seen else False))
    return flags


def _runs(flags: Sequence[tuple[str, bool | None]]) -> Iterator[Hidden]:
    start = 0
    for index in range(1, len(flags) + 1):
        if index == len(flags) or flags[index][1] != flags[start][1]:
            text = "".join(letter for letter, _ in flags[start:index])
            if flags[start][1] is not None and any(ch.isalnum() for ch in text):
                before = "".join(letter for letter, _ in flags[max(0, start - 40) : start])
                yield Hidden(before, text, bool(flags[start][1]))
            start = index


def _is_unseen(
    thing: Any, index: int, boxes: Sequence[tuple[int, Box, int]], pictured: bool
) -> bool:
    """Whether a piece of text is invisible, tiny, or white with nothing behind it.

    The invisible words on a page with a picture are what a scanner read off it.
    """
    import pypdfium2.raw as pdfium

    x0, y0, x1, y1 = thing.get_bounds()
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing.raw)
    if mode in _INVISIBLE:
        return not pictured
    if min(y1 - y0, x1 - x0) < _TINY_POINTS and max(y1 - y0, x1 - x0) < 100 * _TINY_POINTS:
        return _font_points(thing) < _TINY_POINTS
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    behind = any(i < index and c < _WHITE and _holds(b, *middle) for i, b, c in boxes)
    return mode == 0 and (_lightness(thing) or 0) >= _WHITE and not behind and not pictured


def _font_points(thing: Any) -> float:
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing.raw, size)
    matrix = thing.get_matrix()
    scale: float = max(abs(part) for part in (matrix.a, matrix.b, matrix.c, matrix.d))
    return size.value * scale


def _fill(thing: Any) -> int | None:
    """How light a filled box is, 0 to 255; None for lines, outlines and other shapes."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing.raw, mode, stroke)
    if mode.value == 0 or pdfium.FPDFPath_CountSegments(thing.raw) > _BOX_SEGMENTS:
        return None
    return _lightness(thing)


def _lightness(thing: Any) -> int | None:
    """The middle ground of a colour's lightest and darkest part; None if it can be seen through."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha):
        return None
    parts = (red.value, green.value, blue.value)
    if alpha.value < _SOLID:
        return None
    dark = max(parts) <= _DARK
    return max(parts) if dark else min(parts) if min(parts) >= _WHITE else (_DARK + _WHITE) // 2


def _key(thing: Any) -> int | None:
    return ctypes.cast(thing, ctypes.c_void_p).value


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _inside(box: Box, sheet: Box) -> bool:
    return _holds(sheet, box[0], box[1]) and _holds(sheet, box[2], box[3])


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
