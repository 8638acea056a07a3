"""Pages read off their pictures by Tesseract, where it is installed."""

import csv
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.parsing.printed import Printed
from kb.sandbox import alive
from kb.types import Word

MISSING = "Tesseract, which would read it, is not installed (`make system-packages`)"

_POINTS_PER_INCH = 72
_SPARE_S = 10.0  # for writing the picture and reading the table
_DPI, _LEAST_DPI = 300, 100
_TURNS = (0, 90, 270, 180)  # degrees against the clock
_SURE = 0.5  # the least mean confidence of words that may be quoted
_MANY = 10  # words, after which no other way up is tried
_WORD = "5"  # the level of a word in Tesseract's table
_ALIKE = 0.3  # by which the sizes of lines may differ: boxes of words are not sizes of type
_EM = 0.95  # of the type size: how high a word is that has letters above and below
_MARK_LETTERS, _MARGIN_EMS = 6, 5  # of a paragraph's number, and how far before its line
_SHORT = 10  # words of a line that may be a heading
_WHITE_ABOVE, _WHITE_BELOW = 2.0, 1.2  # in distances from line to line
_HEADING = re.compile(r"(?:[\dA-Z][\d.]*\s+)?[A-Z].*[^.,;:]")


class OcrFailed(Exception):
    """A page cannot be read off its picture; the message is the cause, in words for people."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read off a page: its lines as if it stood upright, its words where they stand."""

    lines: list[Printed]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class OcrLimits:
    """What reading one page may cost, and the languages it may be in, as Tesseract names them."""

    timeout_s: float = 60.0
    megapixels: float = 25.0
    languages: str = "eng"


def is_installed() -> bool:
    """Whether there is a Tesseract to read with."""
    return shutil.which("tesseract") is not None


@cache
def recogniser() -> str:
    """Tesseract and its version."""
    import pytesseract

    return f"tesseract {pytesseract.get_tesseract_version()}"


def read_page(data: bytes, number: int, limits: OcrLimits) -> Recognised:
    """What stands on page `number` (from 1) of a PDF, whichever way up it was scanned.

    Raises:
        OcrFailed: Tesseract is not installed, failed, took too long, or found no words that it is
            sure of; or the page is too large.
    """
    if not is_installed():
        raise OcrFailed(MISSING)
    image, scale = _rendered(data, number, limits)
    found = []
    for turn in _TURNS:
        turned = image.rotate(turn, expand=True) if turn else image
        alive(limits.timeout_s + _SPARE_S)
        lines = recognise(turned, round(scale * _POINTS_PER_INCH), limits)
        words = [word for line in lines for word in line]
        sure = confidence_of(words)
        found.append((sure * sum(len(word.text) for word in words), sure, turn, lines))
        if sure >= _SURE and len(words) >= _MANY:
            break
    alive()
    _, sure, turn, lines = max(found, key=lambda item: item[:2])
    if not lines:
        raise OcrFailed("Tesseract found no words on it")
    if sure < _SURE:
        raise OcrFailed(f"Tesseract reads it too badly to be quoted ({sure:.0%} sure)")
    lines = _with_margins(lines)
    upright = [[_moved(word, scale, 0, image.size) for word in line] for line in lines]
    height = image.width if turn in (90, 270) else image.height
    placed = tuple(_moved(word, scale, turn, image.size) for line in lines for word in line)
    return Recognised(as_printed(upright, height / scale), placed)


def _moved(word: Word, scale: float, turn: int, size: tuple[int, int]) -> Word:
    """`word` with its box in points of the page, from pixels of its picture turned by `turn`.

    A picture turned by 90 degrees has its right side on top.
    """
    box = (word.left, word.top, word.right, word.bottom)
    left, top, right, bottom = (value / scale for value in box)
    width, height = (value / scale for value in size)
    if turn == 90:
        left, top, right, bottom = width - bottom, left, width - top, right
    elif turn == 270:
        left, top, right, bottom = top, height - right, bottom, height - left
    elif turn == 180:
        left, top, right, bottom = width - right, height - bottom, width - left, height - top
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def recognise(image: Any, dpi: int, limits: OcrLimits) -> list[list[Word]]:
    """The words on a picture of `dpi` pixels an inch, line by line; their boxes are in its pixels.

    Raises:
        OcrFailed: Tesseract failed or took too long.
    """
    import pytesseract

    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        table = pytesseract.image_to_data(
            image, lang=limits.languages, config=f"--psm 3 --dpi {dpi}", timeout=limits.timeout_s
        )
    except pytesseract.TesseractError as error:
        raise OcrFailed(
            f"Tesseract failed: {' '.join(str(error.message).split())[:200]}"
        ) from error
    except RuntimeError as error:  # what pytesseract raises when time is up
        raise OcrFailed(
            f"Tesseract took longer than {limits.timeout_s:g} s (KB_OCR_TIMEOUT_S)"
        ) from error
    except (OSError, SystemExit) as error:
        raise OcrFailed(f"Tesseract cannot be run: {error}") from error
    return lines_of(table)


def lines_of(table: str) -> list[list[Word]]:
    """The words of Tesseract's table (TSV), line by line.

    Source: https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html#tsv-output
    """
    lines: dict[tuple[str, str, str], list[Word]] = {}
    for row in csv.DictReader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, confidence = (row["text"] or "").strip(), float(row["conf"])
        if row["level"] != _WORD or not text or confidence < 0:
            continue
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), [])
        line.append(Word(text, left, top, right, bottom, confidence / 100))
    return list(lines.values())


def as_printed(lines: Sequence[Sequence[Word]], height: float) -> list[Printed]:
    """Lines of words as lines of type, as if the page lay straight; `height` is its own, in points.

    A line stands on the feet of its words without letters that reach below. How bold it is cannot
    be told; a short one with much white above it and some below counts as a bold heading.
    """
    slope = _slope(lines)
    sizes = [_upper(word.bottom - word.top for word in line) / _EM for line in lines]
    body = median(sizes) if sizes else 10.0
    printed = []
    for line, size in zip(lines, sizes, strict=True):
        feet = sorted(word.bottom - slope * (word.left + word.right) / 2 for word in line)
        foot = feet[len(feet) // 3]
        larger = size > (1 + _ALIKE) * body and len(line) <= _SHORT
        printed.append(
            Printed(
                text=" ".join(word.text for word in line),
                x=line[0].left + slope * foot,
                y=height - foot,
                size=size if larger else body,
                bold=False,
                end=line[-1].right + slope * foot,
            )
        )
    return _with_headings(printed)


def _with_headings(lines: Sequence[Printed]) -> list[Printed]:
    drops = [above.y - line.y for above, line in pairwise(lines)]
    pitch = median(drop for drop in drops if drop > 0) if any(d > 0 for d in drops) else 0.0
    found = list(lines)
    for index, (above, below) in enumerate(pairwise(drops), 1):
        line = lines[index]
        apart = above > _WHITE_ABOVE * pitch and _WHITE_BELOW * pitch < below < above
        if apart and len(line.text.split()) <= _SHORT and _HEADING.fullmatch(line.text):
            found[index] = replace(line, bold=True)
    return found


def _with_margins(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """`lines`, those in the margin that are but a number or a mark put before the line beside them.

    Tesseract takes a column of paragraph numbers for a block of its own.
    """
    slope = _slope(lines)
    joined = [list(line) for line in lines]
    for index, line in enumerate(lines):
        if len(line) > 1 or len(line[0].text) > _MARK_LETTERS:
            continue
        beside = [
            (other[0].left, at)
            for at, other in enumerate(joined)
            if at != index and other and _is_beside(line[0], other[0], slope)
        ]
        if beside:
            joined[min(beside)[1]][:0] = line
            joined[index] = []
    return [line for line in joined if line]


def _is_beside(mark: Word, word: Word, slope: float) -> bool:
    """Whether `word` opens the line that `mark` stands in the margin of."""
    size = max(word.bottom - word.top, mark.bottom - mark.top)
    drop = slope * (word.left - mark.left)
    level = abs((mark.top + mark.bottom) / 2 + drop - (word.top + word.bottom) / 2) < 0.5 * size
    return level and 0 < word.left - mark.right < _MARGIN_EMS * size


def confidence_of(words: Sequence[Word]) -> float:
    """The mean confidence of `words`, long ones counting for more, 0 to 1."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _slope(lines: Sequence[Sequence[Word]]) -> float:
    """How far the lines of a page fall for each point to the right."""
    slopes = [
        (line[-1].bottom - line[0].bottom) / (line[-1].left - line[0].left)
        for line in lines
        if len(line) > 3 and line[-1].left > line[0].left
    ]
    return median(slopes) if slopes else 0.0


def _upper(heights: Any) -> float:
    """The height that nine of ten do not exceed."""
    ordered = sorted(heights)
    return float(ordered[(9 * (len(ordered) - 1)) // 10])


def _rendered(data: bytes, number: int, limits: OcrLimits) -> tuple[Any, float]:
    """A page as a grey picture, and its pixels a point."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document, closing(document[number - 1]) as page:
            width, height = page.get_size()
            allowed = (limits.megapixels * 1e6 / max(width * height, 1.0)) ** 0.5
            scale = min(_DPI / _POINTS_PER_INCH, allowed)
            if scale < _LEAST_DPI / _POINTS_PER_INCH:
                raise OcrFailed(
                    f"it is {width / _POINTS_PER_INCH:.0f} by {height / _POINTS_PER_INCH:.0f} "
                    f"inches; the limit of {limits.megapixels:g} megapixels (KB_OCR_MEGAPIXELS) "
                    "is too small to read it"
                )
            with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                return bitmap.to_pil().copy(), scale
    except pypdfium2.PdfiumError as error:
        raise OcrFailed(f"PDFium cannot draw it ({error})") from error
