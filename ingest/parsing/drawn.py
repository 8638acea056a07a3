"""What is drawn on the pages of a PDF: pictures, boxes, and words that no reader sees.

A blacked-out name is often still there, below the box that was drawn over it. PDFium says which
character stands where and what was drawn after it.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from ingest.parsing import pageobjects
from ingest.parsing.hidden import BOXED, ON_A_BLOT, UNDER_A_BOX, Hidden
from ingest.parsing.joining import REDACTED
from ingest.parsing.pageobjects import DARK, WHITE, Box, Thing, area, holds, meet

_CLEAR = 25  # of 255: what is less opaque cannot be seen
_TINY_POINTS = 1.5
_WINDOW = 7  # text rendering mode: the letters are where what is painted next is seen
_INVISIBLE = (3, _WINDOW)
_SCAN = 0.5  # of the page: a picture as large as this one may be what a scanner saw
_FIGURE = 0.05  # of the page: smaller pictures are logos and ornaments
_BLOT = 0.75  # of a letter's place: so much ink has no letter, however bold

_WHITE_ON_WHITE, _TOO_SMALL = "white on white", "too small to see"
_OFF_THE_PAGE, _SEE_THROUGH = "off the page", "invisible"
_NO_INK = "nowhere on the scan"
_SURE_LETTERS = 3  # a layer's words may stand a little beside their picture


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows besides words that are seen.

    Where words are hidden, `seen` is the rest of the page's text, line by line. `pictured` is the
    share of the page that pictures cover, 0 to 1; `figures` are the pictures on it that are too
    large for a logo; `is_layer` says that its words lie on or under a picture of the page, as a
    scanner's own recogniser leaves them.
    """

    hidden: tuple[Hidden, ...] = ()
    seen: str = ""
    pictures: int = 0
    figures: int = 0
    pictured: float = 0.0
    is_layer: bool = False


def drawn_on(data: bytes) -> list[Drawn] | None:
    """What is drawn on each page; None where PDFium cannot read the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            found = []
            for number in range(len(document)):
                with closing(document[number]) as page:
                    found.append(_drawn(page))
            return found
    except pypdfium2.PdfiumError:
        return None


@dataclass(frozen=True, slots=True)
class _Cover:
    """What hides everything that was drawn before it."""

    order: float
    bounds: Box


def _drawn(page: Any) -> Drawn:
    import pypdfium2.raw as pdfium

    sheet = page.get_bbox()
    things = list(pageobjects.things_on(page))
    texts = [t for t in things if t.kind == pdfium.FPDF_PAGEOBJ_TEXT]
    pictures = [t for t in things if t.kind == pdfium.FPDF_PAGEOBJ_IMAGE and area(t.bounds)]
    whole = max(area(sheet), 1.0)
    pictured = min(1.0, sum(area(t.bounds) for t in pictures) / whole)
    scan = pictures if pictured >= _SCAN else []
    layer = {
        t.order
        for t in texts
        if (
            pageobjects.render_mode(t) in _INVISIBLE
            and (t.is_over(pictures) or t.is_under(pictures))
        )
        or t.is_under(scan)
    }
    grounds = [t for t in things if pageobjects.is_ground(t)]
    shown = {
        t.order for t in texts if pageobjects.render_mode(t) == _WINDOW and t.is_under(grounds)
    }
    reasons = {t.order: None if t.order in layer | shown else _reason(t, grounds) for t in texts}
    covers = _covers(page, things, texts, scan)
    flags: list[tuple[str, str | None]] = []
    if layer or any(reasons.values()) or any(_may_be_hidden(t, sheet, covers) for t in texts):
        flags = _flags(page, things, covers, reasons, layer)
    hidden = tuple(_runs(flags))
    return Drawn(
        hidden=hidden,
        seen=_seen(flags) if hidden else "",
        pictures=len(pictures),
        figures=sum(area(t.bounds) >= _FIGURE * whole for t in pictures),
        pictured=pictured,
        is_layer=bool(scan) and len(layer) > len(texts) / 2,
    )


def _may_be_hidden(text: Thing, sheet: Box, covers: Sequence[_Cover]) -> bool:
    left, bottom, right, top = text.bounds
    return not (holds(sheet, left, bottom) and holds(sheet, right, top)) or any(
        cover.order > text.order and meet(text.bounds, cover.bounds) for cover in covers
    )


def _covers(
    page: Any, things: Sequence[Thing], texts: Sequence[Thing], scan: Sequence[Thing]
) -> list[_Cover]:
    """The black or white boxes, pens and pictures of a page, and its annotations' boxes."""
    import pypdfium2.raw as pdfium

    found = [_Cover(inf, bounds) for bounds in pageobjects.annotated(page)]
    first = min((t.order for t in texts), default=inf)
    for thing in things:
        if thing.order < first or not area(thing.bounds):
            continue
        bounds: Box | None = None
        if thing.kind == pdfium.FPDF_PAGEOBJ_PATH:
            bounds = pageobjects.covered_by(thing)
        elif thing.kind == pdfium.FPDF_PAGEOBJ_IMAGE and thing not in scan:
            above = (t.order < thing.order and meet(t.bounds, thing.bounds) for t in texts)
            bounds = thing.bounds if any(above) and pageobjects.is_patch(thing) else None
        if bounds is not None:
            found.append(_Cover(thing.order, bounds))
    return found


def _flags(
    page: Any,
    things: Sequence[Thing],
    covers: Sequence[_Cover],
    reasons: dict[int, str | None],
    layer: set[int],
) -> list[tuple[str, str | None]]:
    """Each character of a page, and how it is hidden; None where it is seen."""
    import pypdfium2.raw as pdfium

    orders = {thing.key: thing.order for thing in things}
    sheet, ink = page.get_bbox(), _Ink(page) if layer else None
    flags: list[tuple[str, str | None]] = []
    with closing(page.get_textpage()) as words:
        for index in range(words.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(words.raw, index))
            text = pageobjects.address(pdfium.FPDFText_GetTextObject(words.raw, index))
            order = orders.get(text)
            x0, y0, x1, y1 = words.get_charbox(index)
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            if order is None or letter.isspace():
                reason = flags[-1][1] if flags else None
            elif any(cover.order > order and holds(cover.bounds, x, y) for cover in covers):
                reason = UNDER_A_BOX
            elif ink is not None and order in layer:
                reason = ink.hides(words.get_charbox(index, loose=True))
            else:
                reason = reasons[order] or (None if holds(sheet, x, y) else _OFF_THE_PAGE)
            flags.append((letter, reason))
    return flags


class _Ink:
    """A page as a reader sees it, to tell a scanner's words that stand on no ink, or on a blot."""

    def __init__(self, page: Any):
        with closing(page.render(scale=1, grayscale=True)) as bitmap:
            self._levels = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        self._page = page

    def hides(self, box: Box) -> str | None:
        """How a letter is hidden; `box` is as high as its font, so that no letter fills it."""
        import pypdfium2.raw as pdfium

        height, width = self._levels.shape
        places = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            across, down = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(self._page.raw, 0, 0, width, height, 0, x, y, across, down)
            places.append((across.value, down.value))
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*places, strict=True))
        patch = self._levels[max(y0, 0) : max(y1, 0) + 1, max(x0, 0) : max(x1, 0) + 1]
        if not patch.size:
            return _OFF_THE_PAGE
        if np.mean(patch <= DARK) >= _BLOT:
            return ON_A_BLOT
        return _NO_INK if patch.min() >= WHITE else None


def _runs(flags: Sequence[tuple[str, str | None]]) -> Iterator[Hidden]:
    start = 0
    for index in range(1, len(flags) + 1):
        if index == len(flags) or flags[index][1] != flags[start][1]:
            text = "".join(letter for letter, _ in flags[start:index])
            reason = flags[start][1]
            least = _SURE_LETTERS if reason in (ON_A_BLOT, _NO_INK) else 1
            if reason is not None and sum(ch.isalnum() for ch in text) >= least:
                before = "".join(letter for letter, _ in flags[max(0, start - 40) : start])
                yield Hidden(before, text, reason)
            start = index


def _seen(flags: Sequence[tuple[str, str | None]]) -> str:
    text = ""
    for letter, reason in flags:
        if reason is None or letter in "\r\n":
            text += letter
        elif reason in BOXED and not text.endswith(REDACTED):
            text += REDACTED
    return text


def _reason(text: Thing, grounds: Sequence[Thing]) -> str | None:
    """How a piece of text is hidden: invisible, tiny, or white with nothing behind it."""
    x0, y0, x1, y1 = text.bounds
    mode = pageobjects.render_mode(text)
    if mode in _INVISIBLE or (mode == 0 and pageobjects.opacity(text) < _CLEAR):
        return _SEE_THROUGH
    if min(y1 - y0, x1 - x0) < _TINY_POINTS and max(y1 - y0, x1 - x0) < 100 * _TINY_POINTS:
        return _TOO_SMALL if pageobjects.font_points(text) < _TINY_POINTS else None
    if mode == 0 and (pageobjects.lightness(text) or 0) >= WHITE and not text.is_over(grounds):
        return _WHITE_ON_WHITE
    return None
