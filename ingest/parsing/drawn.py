"""What is drawn on the pages of a PDF: pictures, boxes, and words that no reader sees.

A blacked-out name is often still there, below the box that was drawn over it. PDFium says which
character stands where and what was drawn after it.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ingest.parsing.hidden import UNDER_A_BOX, Hidden
from ingest.parsing.joining import REDACTED

_DARK, _WHITE = 100, 250  # of 255: a box in another colour may be a highlighter's
_SOLID, _CLEAR = 200, 25  # of 255, how opaque
_BOX_SEGMENTS = 6
_PEN_POINTS = 5.0  # a black line as thick as this one blots words out
_TINY_POINTS = 1.5
_INVISIBLE = (3, 7)  # text rendering modes
_SCAN = 0.5  # of the page: a picture as large as this one may be what a scanner saw
_FIGURE = 0.05  # of the page: smaller pictures are logos and ornaments
_DEPTH = 5

_WHITE_ON_WHITE, _TOO_SMALL = "white on white", "too small to see"
_OFF_THE_PAGE, _SEE_THROUGH = "off the page", "invisible"

Box = tuple[float, float, float, float]


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
class _Thing:
    """One object of a page, forms taken apart, with its bounds on the page."""

    raw: Any
    kind: int
    bounds: Box
    order: int
    object: Any

    @property
    def middle(self) -> tuple[float, float]:
        left, bottom, right, top = self.bounds
        return (left + right) / 2, (bottom + top) / 2

    def is_under(self, others: Sequence["_Thing"]) -> bool:
        return any(o.order > self.order and _holds(o.bounds, *self.middle) for o in others)

    def is_over(self, others: Sequence["_Thing"]) -> bool:
        return any(o.order < self.order and _holds(o.bounds, *self.middle) for o in others)


@dataclass(frozen=True, slots=True)
class _Cover:
    """What hides everything that was drawn before it."""

    order: float
    bounds: Box


def _drawn(page: Any) -> Drawn:
    import pypdfium2.raw as pdfium

    sheet = page.get_bbox()
    things = list(_things(page, sheet))
    texts = [t for t in things if t.kind == pdfium.FPDF_PAGEOBJ_TEXT]
    pictures = [t for t in things if t.kind == pdfium.FPDF_PAGEOBJ_IMAGE and _area(t.bounds)]
    area = max(_area(sheet), 1.0)
    pictured = min(1.0, sum(_area(t.bounds) for t in pictures) / area)
    scan = [t for t in pictures if pictured >= _SCAN]
    read_off = {
        t.order
        for t in texts
        if (_mode(t) in _INVISIBLE and (t.is_over(pictures) or t.is_under(pictures)))
        or t.is_under(scan)
    }
    reasons = {t.order: _reason(t, things) for t in texts if t.order not in read_off}
    covers = _covers(page, things, [t for t in texts if t.order not in read_off])
    flags: list[tuple[str, str | None]] = []
    if any(reasons.values()) or any(
        not _inside(t.bounds, sheet)
        or any(c.order > t.order and _meet(t.bounds, c.bounds) for c in covers)
        for t in texts
        if t.order in reasons
    ):
        flags = _flags(page, things, covers, reasons)
    hidden = tuple(_runs(flags))
    return Drawn(
        hidden=hidden,
        seen=_seen(flags) if hidden else "",
        pictures=len(pictures),
        figures=sum(_area(t.bounds) >= _FIGURE * area for t in pictures),
        pictured=pictured,
        is_layer=bool(scan) and len(read_off) > len(texts) / 2,
    )


def _things(page: Any, sheet: Box) -> Iterator[_Thing]:
    """The objects of a page in the order they are drawn in, those inside forms too."""
    import pypdfium2.raw as pdfium

    for order, thing in enumerate(page.get_objects(max_depth=_DEPTH)):
        bounds = thing.get_bounds()
        if thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
            bounds = _cut(bounds, _clip(thing))
        above = thing.container
        while above is not None:
            bounds = above.get_matrix().on_rect(*bounds)
            above = above.container
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            bounds = _cut(bounds, sheet)
        yield _Thing(thing.raw, thing.type, bounds, order, thing)


def _clip(thing: Any) -> Box:
    """The bounds that a clipping path leaves of an object."""
    import pypdfium2.raw as pdfium

    bounds = (-math.inf, -math.inf, math.inf, math.inf)
    path = pdfium.FPDFPageObj_GetClipPath(thing.raw)
    for part in range(max(pdfium.FPDFClipPath_CountPaths(path), 0) if path else 0):
        points = []
        for index in range(pdfium.FPDFClipPath_CountPathSegments(path, part)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, part, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            bounds = _cut(bounds, (min(xs), min(ys), max(xs), max(ys)))
    return bounds


def _covers(page: Any, things: Sequence[_Thing], texts: Sequence[_Thing]) -> list[_Cover]:
    """The opaque dark or white boxes, pens and pictures of a page, and its annotations' boxes."""
    import pypdfium2.raw as pdfium

    found = [_Cover(math.inf, bounds) for bounds in _annotated(page)]
    for thing in things:
        if not _area(thing.bounds):
            continue
        bounds: Box | None = None
        if thing.kind == pdfium.FPDF_PAGEOBJ_PATH:
            bounds = thing.bounds if _is_box(thing) else _inked(thing)
        elif thing.kind == pdfium.FPDF_PAGEOBJ_IMAGE and any(
            t.order < thing.order and _meet(t.bounds, thing.bounds) for t in texts
        ):
            bounds = thing.bounds if _is_solid(thing) else None
        if bounds is not None:
            found.append(_Cover(thing.order, bounds))
    return found


def _annotated(page: Any) -> Iterator[Box]:
    """The places of annotations that black words out, or that ask for it to be done."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        inner = pdfium.FPDFANNOT_COLORTYPE_InteriorColor
        outer = pdfium.FPDFANNOT_COLORTYPE_Color
        blacks_out = (
            kind == pdfium.FPDF_ANNOT_REDACT
            or (kind == pdfium.FPDF_ANNOT_SQUARE and _is_dark(note, inner))
            or (kind == pdfium.FPDF_ANNOT_HIGHLIGHT and _is_dark(note, outer))
        )
        place = pdfium.FS_RECTF()
        if blacks_out and pdfium.FPDFAnnot_GetRect(note, place):
            bottom, top = sorted((place.bottom, place.top))
            yield place.left, bottom, place.right, top
        pdfium.FPDFPage_CloseAnnot(note)


def _is_dark(note: Any, which: int) -> bool:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFAnnot_HasKey(note, b"IC" if which else b"C"):
        return False
    pdfium.FPDFAnnot_GetColor(note, which, red, green, blue, alpha)
    return max(red.value, green.value, blue.value) <= _DARK and alpha.value >= _SOLID


def _flags(
    page: Any, things: Sequence[_Thing], covers: Sequence[_Cover], reasons: dict[int, str | None]
) -> list[tuple[str, str | None]]:
    """Each character of a page, and how it is hidden; None where it is seen."""
    import pypdfium2.raw as pdfium

    orders = {_key(thing.raw): thing.order for thing in things}
    words, sheet = page.get_textpage(), page.get_bbox()
    flags: list[tuple[str, str | None]] = []
    for index in range(words.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(words.raw, index))
        order = orders.get(_key(pdfium.FPDFText_GetTextObject(words.raw, index)))
        x0, y0, x1, y1 = words.get_charbox(index)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if order is None or letter.isspace():
            flags.append((letter, flags[-1][1] if flags else None))
        elif order not in reasons:
            flags.append((letter, None))
        elif any(cover.order > order and _holds(cover.bounds, x, y) for cover in covers):
            flags.append((letter, UNDER_A_BOX))
        else:
            off = None if _holds(sheet, x, y) else _OFF_THE_PAGE
            flags.append((letter, reasons[order] or off))
    words.close()
    return flags


def _runs(flags: Sequence[tuple[str, str | None]]) -> Iterator[Hidden]:
    start = 0
    for index in range(1, len(flags) + 1):
        if index == len(flags) or flags[index][1] != flags[start][1]:
            text = "".join(letter for letter, _ in flags[start:index])
            reason = flags[start][1]
            if reason is not None and any(ch.isalnum() for ch in text):
                before = "".join(letter for letter, _ in flags[max(0, start - 40) : start])
                yield Hidden(before, text, reason)
            start = index


def _seen(flags: Sequence[tuple[str, str | None]]) -> str:
    text = ""
    for letter, reason in flags:
        if reason is None or letter in "\r\n":
            text += letter
        elif reason == UNDER_A_BOX and not text.endswith(REDACTED):
            text += REDACTED
    return text


def _reason(text: _Thing, things: Sequence[_Thing]) -> str | None:
    """How a piece of text is hidden: invisible, tiny, or white with nothing behind it."""
    x0, y0, x1, y1 = text.bounds
    mode = _mode(text)
    if mode in _INVISIBLE or (mode == 0 and _alpha(text) < _CLEAR):
        return _SEE_THROUGH
    if min(y1 - y0, x1 - x0) < _TINY_POINTS and max(y1 - y0, x1 - x0) < 100 * _TINY_POINTS:
        return _TOO_SMALL if _font_points(text) < _TINY_POINTS else None
    if mode == 0 and (_lightness(text) or 0) >= _WHITE and not _has_ground(text, things):
        return _WHITE_ON_WHITE
    return None


def _has_ground(text: _Thing, things: Sequence[_Thing]) -> bool:
    """Whether something that is not white was drawn behind a piece of text."""
    import pypdfium2.raw as pdfium

    grounds = [
        t
        for t in things
        if t.order < text.order
        and (
            t.kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
            or (t.kind == pdfium.FPDF_PAGEOBJ_PATH and _is_filled(t) and not _is_white(t))
        )
    ]
    return text.is_over(grounds)


def _mode(text: _Thing) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFTextObj_GetTextRenderMode(text.raw))


def _font_points(text: _Thing) -> float:
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text.raw, size)
    scale, above = 1.0, text.object
    while above is not None:
        matrix = above.get_matrix()
        scale *= max(abs(part) for part in (matrix.a, matrix.b, matrix.c, matrix.d))
        above = above.container
    return size.value * scale


def _is_filled(path: _Thing) -> bool:
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, mode, stroke)
    return bool(mode.value)


def _is_box(path: _Thing) -> bool:
    """Whether a path is a box filled with black or white."""
    import pypdfium2.raw as pdfium

    if not _is_filled(path) or pdfium.FPDFPath_CountSegments(path.raw) > _BOX_SEGMENTS:
        return False
    lightness = _lightness(path)
    return lightness is not None and (lightness <= _DARK or lightness >= _WHITE)


def _inked(path: _Thing) -> Box | None:
    """What a thick black line covers, if a path is one."""
    import pypdfium2.raw as pdfium

    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path.raw, mode, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(path.raw, width)
    if not stroke.value or mode.value or pdfium.FPDFPath_CountSegments(path.raw) != 2:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetStrokeColor(path.raw, red, green, blue, alpha)
    dark = max(red.value, green.value, blue.value) <= _DARK and alpha.value >= _SOLID
    if not (known and dark and width.value >= _PEN_POINTS):
        return None
    # PDFium's bounds reach a whole width beyond the line on every side
    left, bottom, right, top = path.bounds
    x, y = (1.0, 0.5) if right - left > top - bottom else (0.5, 1.0)
    x, y = x * width.value, y * width.value
    return left + x, bottom + y, right - x, top - y


def _is_solid(picture: _Thing) -> bool:
    """Whether a picture is one black or white patch."""
    import pypdfium2

    try:
        image = picture.object.get_bitmap(render=True, scale_to_original=False).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        return False
    if "A" in image.getbands() and image.getchannel("A").getextrema()[0] < _SOLID:
        return False
    low, high = image.convert("L").getextrema()
    return bool(high <= _DARK or low >= _WHITE)


def _is_white(path: _Thing) -> bool:
    return (_lightness(path) or 0) >= _WHITE


def _lightness(thing: _Thing) -> int | None:
    """The middle ground of a colour's lightest and darkest part; None if it can be seen through."""
    colour = _colour(thing)
    if colour is None or colour[3] < _SOLID:
        return None
    parts = colour[:3]
    dark = max(parts) <= _DARK
    return max(parts) if dark else min(parts) if min(parts) >= _WHITE else (_DARK + _WHITE) // 2


def _alpha(thing: _Thing) -> int:
    colour = _colour(thing)
    return 255 if colour is None else colour[3]


def _colour(thing: _Thing) -> tuple[int, int, int, int] | None:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


def _key(thing: Any) -> int | None:
    return ctypes.cast(thing, ctypes.c_void_p).value


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _cut(box: Box, other: Box) -> Box:
    return (
        max(box[0], other[0]),
        max(box[1], other[1]),
        min(box[2], other[2]),
        min(box[3], other[3]),
    )


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _inside(box: Box, sheet: Box) -> bool:
    return _holds(sheet, box[0], box[1]) and _holds(sheet, box[2], box[3])


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
