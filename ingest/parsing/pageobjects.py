"""The objects of a PDF page as PDFium gives them: what they are, where, in which colour."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

DARK, WHITE = 100, 250  # of 255: a box in another colour may be a highlighter's
SOLID = 200  # of 255, how opaque
_BOX_SEGMENTS = 6
_PEN_POINTS = 5.0  # a black line as thick as this one blots words out
_DEPTH = 5

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of a page, forms taken apart, with its bounds on the page."""

    object: Any
    kind: int
    bounds: Box
    order: int

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of its bounds."""
        left, bottom, right, top = self.bounds
        return (left + right) / 2, (bottom + top) / 2

    @property
    def key(self) -> int | None:
        """What PDFium knows it by."""
        return address(self.object.raw)

    def is_under(self, others: Sequence["Thing"]) -> bool:
        """Whether one of `others` was drawn over its middle."""
        return any(o.order > self.order and holds(o.bounds, *self.middle) for o in others)

    def is_over(self, others: Sequence["Thing"]) -> bool:
        """Whether its middle was drawn over one of `others`."""
        return any(o.order < self.order and holds(o.bounds, *self.middle) for o in others)


def things_on(page: Any) -> Iterator[Thing]:
    """The objects of a page in the order they are drawn in, those inside forms too."""
    import pypdfium2.raw as pdfium

    sheet = page.get_bbox()
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
        yield Thing(thing, thing.type, bounds, order)


def annotated(page: Any) -> Iterator[Box]:
    """The places of annotations that black words out, or that ask for it to be done."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        blacks_out = (
            kind == pdfium.FPDF_ANNOT_REDACT
            or (kind == pdfium.FPDF_ANNOT_SQUARE and _is_black(note, b"IC"))
            or (kind == pdfium.FPDF_ANNOT_HIGHLIGHT and _is_black(note, b"C"))
        )
        place = pdfium.FS_RECTF()
        if blacks_out and pdfium.FPDFAnnot_GetRect(note, place):
            bottom, top = sorted((place.bottom, place.top))
            yield place.left, bottom, place.right, top
        pdfium.FPDFPage_CloseAnnot(note)


def _is_black(note: Any, key: bytes) -> bool:
    """Whether the colour of an annotation, or of its inside (`IC`), is dark and opaque."""
    import pypdfium2.raw as pdfium

    which = (
        pdfium.FPDFANNOT_COLORTYPE_InteriorColor
        if key == b"IC"
        else pdfium.FPDFANNOT_COLORTYPE_Color
    )
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFAnnot_HasKey(note, key):
        return False
    pdfium.FPDFAnnot_GetColor(note, which, *parts)
    return max(part.value for part in parts[:3]) <= DARK and parts[3].value >= SOLID


def covered_by(thing: Thing) -> Box | None:
    """What a path hides: a black or white box, or a thick black line; None for other paths."""
    import pypdfium2.raw as pdfium

    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(thing.object.raw, fill, stroke)
    n_segments = pdfium.FPDFPath_CountSegments(thing.object.raw)
    if fill.value:
        shade = lightness(thing)
        plain = shade is not None and not DARK < shade < WHITE
        return thing.bounds if plain and n_segments <= _BOX_SEGMENTS else None
    pdfium.FPDFPageObj_GetStrokeWidth(thing.object.raw, width)
    if not stroke.value or n_segments != 2 or width.value < _PEN_POINTS:
        return None
    colour = _colour(pdfium.FPDFPageObj_GetStrokeColor, thing)
    if colour is None or max(colour[:3]) > DARK or colour[3] < SOLID:
        return None
    # PDFium's bounds reach a whole width beyond the line on every side
    left, bottom, right, top = thing.bounds
    x, y = (1.0, 0.5) if right - left > top - bottom else (0.5, 1.0)
    x, y = x * width.value, y * width.value
    return left + x, bottom + y, right - x, top - y


def is_patch(picture: Thing) -> bool:
    """Whether a picture is nothing but black, or nothing but white."""
    import pypdfium2

    try:
        image = picture.object.get_bitmap(render=True, scale_to_original=False).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        return False
    if "A" in image.getbands() and image.getchannel("A").getextrema()[0] < SOLID:
        return False
    low, high = image.convert("L").getextrema()
    return bool(high <= DARK or low >= WHITE)


def is_ground(thing: Thing) -> bool:
    """Whether white words can be seen on it."""
    import pypdfium2.raw as pdfium

    if thing.kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        return True
    if thing.kind != pdfium.FPDF_PAGEOBJ_PATH or (lightness(thing) or 0) >= WHITE:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing.object.raw, fill, stroke)
    return bool(fill.value)


def render_mode(text: Thing) -> int:
    """PDF 32000-1, 9.3.6: 0 is filled letters, 3 and 7 are none."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFTextObj_GetTextRenderMode(text.object.raw))


def font_points(text: Thing) -> float:
    """The size of its letters on the page."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text.object.raw, size)
    scale, above = 1.0, text.object
    while above is not None:
        matrix = above.get_matrix()
        scale *= max(abs(part) for part in (matrix.a, matrix.b, matrix.c, matrix.d))
        above = above.container
    return size.value * scale


def lightness(thing: Thing) -> int | None:
    """The middle ground of a colour's lightest and darkest part; None if it can be seen through."""
    import pypdfium2.raw as pdfium

    colour = _colour(pdfium.FPDFPageObj_GetFillColor, thing)
    if colour is None or colour[3] < SOLID:
        return None
    parts = colour[:3]
    if max(parts) <= DARK:
        return max(parts)
    return min(parts) if min(parts) >= WHITE else (DARK + WHITE) // 2


def opacity(thing: Thing) -> int:
    """Of 255."""
    import pypdfium2.raw as pdfium

    colour = _colour(pdfium.FPDFPageObj_GetFillColor, thing)
    return 255 if colour is None else colour[3]


def _colour(get: Any, thing: Thing) -> tuple[int, ...] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    return tuple(part.value for part in parts) if get(thing.object.raw, *parts) else None


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


def address(raw: Any) -> int | None:
    """What PDFium's pointer points to, so that two can be compared."""
    return ctypes.cast(raw, ctypes.c_void_p).value


def area(box: Box) -> float:
    """Square points; 0 of a box turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point is inside `box`."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cut(box: Box, other: Box) -> Box:
    left, bottom, right, top = zip(box, other, strict=True)
    return max(left), max(bottom), min(right), min(top)
