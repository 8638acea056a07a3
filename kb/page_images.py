"""A page of a PDF as a picture, and where on it a quote stands; the home of page rendering.

PDFium crashes a threaded process, so `locate` and `render` run in a sandbox's worker only: other
code calls them through `PageImages`.

PDFium's own search misses most quotes, because line ends, hyphens, ligatures and quotation marks
differ between what it reads and what is stored. Here both texts are reduced to skeletons, their
letters and digits alone (NFKD, case-folded), and compared. Words that were blacked out stand in a
quote as `[redacted]`; whatever the page has there is passed over. On a page that was read off its
picture the quote is found among the recognised words instead.
"""

import io
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import UnknownDocument, UnreadableDocument
from kb.sandbox import Sandbox
from kb.types import REDACTED, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72
_MAX_PIXELS = 25_000_000
_MARKER_RGB = (255, 236, 90)
_MARGIN_POINTS = 1.0
_MAX_GAP = 80  # letters that may stand where a quote has `[redacted]`

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page as displayed (rotated, cut to its CropBox).

    In points from the page's top left corner; x grows to the right and y downwards.
    """

    left: float
    top: float
    right: float
    bottom: float


class PageImages:
    """`locate` and `render`, run in a sandbox.

    Each raises what its function raises, and ParserFailed where PDFium crashed, hung or outgrew
    its memory.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        """Starts nothing; the sandbox stays the caller's to close."""
        self._sandbox = sandbox

    def locate(
        self,
        pdf_path: str,
        page_number: int,
        quote: str,
        near: float | None = None,
        words: Sequence[Word] = (),
    ) -> list[Rectangle]:
        """See the function `locate`."""
        return self._sandbox.run(locate, pdf_path, page_number, quote, near, words)

    def render(
        self,
        pdf_path: str,
        page_number: int,
        quote: str | None = None,
        near: float | None = None,
        words: Sequence[Word] = (),
    ) -> bytes:
        """See the function `render`."""
        return self._sandbox.run(render, pdf_path, page_number, quote, near, words=words)

    def words_within(self, pdf_path: str, page_number: int, rectangles: Sequence[Rectangle]) -> str:
        """See the function `words_within`."""
        return self._sandbox.run(words_within, pdf_path, page_number, rectangles)


def locate(
    pdf_path: str,
    page_number: int,
    quote: str,
    near: float | None = None,
    words: Sequence[Word] = (),
) -> list[Rectangle]:
    """The rectangles of `quote` on a page, one a line, in reading order; empty if not located.

    Args:
        pdf_path: file of the PDF.
        page_number: counts from 1.
        quote: what stands on this page; of a quote that runs over two pages, this page's part.
        near: where the quote starts, as a fraction (0 to 1) of the page's text. Of several
            occurrences the nearest is taken; without it, the first.
        words: what was read off the page's picture, if its text was.

    Raises:
        UnknownDocument: the PDF has no such page.
        UnreadableDocument: PDFium cannot open the file or the page.
    """
    with _opened(pdf_path, page_number) as page:
        return _rectangles(page, quote, near, words)


def render(
    pdf_path: str,
    page_number: int,
    quote: str | None,
    near: float | None,
    dpi: int = 110,
    words: Sequence[Word] = (),
) -> bytes:
    """The page as a PNG with `quote`, where it is given and located, marked in yellow.

    Args:
        pdf_path: file of the PDF.
        page_number: counts from 1.
        quote: as for `locate`; None marks nothing.
        near: as for `locate`.
        dpi: pixels an inch; lowered where the picture would exceed 25 megapixels (25,000,000).
        words: as for `locate`.

    Raises:
        UnknownDocument: the PDF has no such page.
        UnreadableDocument: PDFium cannot open the file or the page.
    """
    with _opened(pdf_path, page_number) as page:
        rectangles = _rectangles(page, quote, near, words) if quote else []
        width, height = page.get_size()
        scale = min(dpi / _POINTS_PER_INCH, math.sqrt(_MAX_PIXELS / (width * height)))
        with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
            picture = bitmap.to_pil().copy()
    data = io.BytesIO()
    _marked(picture, rectangles, scale).save(data, "PNG")
    return data.getvalue()


def words_within(pdf_path: str, page_number: int, rectangles: Sequence[Rectangle]) -> str:
    """The characters of a page whose middle is inside one of `rectangles`, in PDFium's order.

    Raises:
        UnknownDocument: the PDF has no such page.
        UnreadableDocument: PDFium cannot open the file or the page.
    """
    with _opened(pdf_path, page_number) as page, closing(page.get_textpage()) as textpage:
        bounds, rotation = page.get_bbox(), page.get_rotation()
        inside = ""
        for index, letter in enumerate(_characters(textpage)):
            left, top, right, bottom = _displayed(textpage.get_charbox(index), bounds, rotation)
            x, y = (left + right) / 2, (top + bottom) / 2
            if any(r.left <= x <= r.right and r.top <= y <= r.bottom for r in rectangles):
                inside += letter
        return inside


@contextmanager
def _opened(pdf_path: str, page_number: int) -> Iterator[Any]:
    import pypdfium2

    name = Path(pdf_path).name
    try:
        with pypdfium2.PdfDocument(pdf_path) as document:
            n_pages = len(document)
            if not 1 <= page_number <= n_pages:
                raise UnknownDocument(f"no page {page_number} in {name}: it has 1 to {n_pages}")
            with closing(document[page_number - 1]) as page:
                yield page
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadableDocument(
            f"page {page_number} of {name} cannot be shown ({error}); check the file"
        ) from error


def _rectangles(
    page: Any, quote: str, near: float | None, words: Sequence[Word]
) -> list[Rectangle]:
    if words:
        return _word_lines(words, quote, near or 0.0)
    with closing(page.get_textpage()) as textpage:
        text = _characters(textpage)
        found = _find(text, quote, near or 0.0)
        boxes = _line_boxes(textpage, [i for i in found if not text[i].isspace()])
    width, height = page.get_size()
    rectangles = []
    for box in boxes:
        left, top, right, bottom = _displayed(box, page.get_bbox(), page.get_rotation())
        if left < width and top < height and right > 0 and bottom > 0:
            corner = (max(left, 0.0), max(top, 0.0))
            rectangles.append(Rectangle(*corner, min(right, width), min(bottom, height)))
    return rectangles


def _characters(textpage: Any) -> str:
    """The page's text, one code point for each of PDFium's character indices."""
    from pypdfium2 import raw

    return "".join(chr(raw.FPDFText_GetUnicode(textpage, i)) for i in range(textpage.count_chars()))


def _word_lines(words: Sequence[Word], quote: str, near: float) -> list[Rectangle]:
    """The rectangles of a quote among recognised words, which come line by line."""
    owners = [index for index, word in enumerate(words) for _ in f"{word.text} "]
    text = "".join(f"{word.text} " for word in words)
    lines: list[Rectangle] = []
    for index in dict.fromkeys(owners[i] for i in _find(text, quote, near)):
        word = words[index]
        box = Rectangle(word.left, word.top, word.right, word.bottom)
        lines[-1:] = _merged(lines[-1], box) if lines else [box]
    return lines


def _merged(line: Rectangle, box: Rectangle) -> list[Rectangle]:
    """One rectangle if `box` goes on where `line` ends, else both."""
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    if box.left < line.left or shared < 0.5 * min(line.bottom - line.top, box.bottom - box.top):
        return [line, box]
    top, bottom = min(line.top, box.top), max(line.bottom, box.bottom)
    return [Rectangle(line.left, top, max(line.right, box.right), bottom)]


def _find(text: str, quote: str, near: float) -> range:
    """The indices of `quote` in `text`: of several occurrences the nearest, whole words first."""
    letters, indices = _skeleton(text)
    outer = quote.removeprefix(REDACTED).removesuffix(REDACTED)
    wanted = [part for piece in outer.split(REDACTED) if (part := _skeleton(piece)[0])]
    if not wanted:
        return range(0)
    gap = f".{{0,{_MAX_GAP}}}?"
    spans = [m.span(1) for m in re.finditer(f"(?=({gap.join(wanted)}))", letters)]
    if not spans:
        return range(0)
    whole = [s for s in spans if indices[s[0]] == 0 or not text[indices[s[0]] - 1].isalnum()]
    start, stop = min(whole or spans, key=lambda s: abs(indices[s[0]] / len(text) - near))
    first, end = indices[start], indices[stop - 1] + 1
    places = _skeleton(outer)[1]
    before = _n_marks(text[:first][::-1], outer[: places[0]])
    after = _n_marks(text[end:], outer[places[-1] + 1 :])
    return range(first - before, end + after)


def _skeleton(text: str) -> tuple[str, list[int]]:
    """Letters and digits of `text`, and for each the index of the character it comes from.

    >>> _skeleton("Ofﬁce?")
    ('office', [0, 1, 2, 2, 3, 4])
    """
    pairs = [
        (letter, index)
        for index, character in enumerate(text)
        for letter in unicodedata.normalize("NFKD", character).casefold()
        if letter.isalnum()
    ]
    return "".join(letter for letter, _ in pairs), [index for _, index in pairs]


def _n_marks(text: str, quoted: str) -> int:
    """How many characters at the start of `text` are the quote's outer punctuation, `quoted`."""
    n_quoted = len("".join(quoted.split()))
    marks = takewhile(lambda ch: not (ch.isspace() or ch.isalnum()), text[:n_quoted])
    return len(list(marks))


def _line_boxes(textpage: Any, indices: Sequence[int]) -> list[_Box]:
    """Boxes (left, bottom, right, top) in PDF coordinates that hold the characters, one a line."""
    from pypdfium2 import raw

    lines: list[_Box] = []
    band = (0.0, 0.0)
    for index in indices:
        box = textpage.get_charbox(index)
        # A loose box is as high as the font: a comma and a quotation mark share one, tight do not.
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        sideways = abs(math.sin(raw.FPDFText_GetCharAngle(textpage, index))) > math.sqrt(0.5)
        low, high = (left, right) if sideways else (bottom, top)
        shared = min(high, band[1]) - max(low, band[0])
        if lines and shared > 0.5 * min(high - low, band[1] - band[0]):
            lines[-1] = (*map(min, lines[-1][:2], box[:2]), *map(max, lines[-1][2:], box[2:]))
            band = (min(low, band[0]), max(high, band[1]))
        else:
            lines.append(box)
            band = (low, high)
    return lines


def _displayed(box: _Box, page_box: _Box, rotation: int) -> _Box:
    """`box` as (left, top, right, bottom) on the page displayed: `page_box`, turned clockwise."""
    width, height = page_box[2] - page_box[0], page_box[3] - page_box[1]
    left, right = (x - page_box[0] for x in box[::2])
    bottom, top = (y - page_box[1] for y in box[1::2])
    if rotation == 90:
        return bottom, left, top, right
    if rotation == 180:
        return width - right, bottom, width - left, top
    if rotation == 270:
        return height - top, width - right, height - bottom, width - left
    return left, height - top, right, height - bottom


def _marked(picture: "Image", rectangles: Sequence[Rectangle], scale: float) -> "Image":
    """`picture` with the rectangles tinted as by a marker pen, dark words staying dark."""
    from PIL import Image, ImageChops, ImageDraw

    tint = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(tint)
    for r in rectangles:
        lower = [scale * (value - _MARGIN_POINTS) for value in (r.left, r.top)]
        upper = [scale * (value + _MARGIN_POINTS) for value in (r.right, r.bottom)]
        draw.rectangle(lower + upper, fill=_MARKER_RGB)
    return ImageChops.multiply(picture, tint)
