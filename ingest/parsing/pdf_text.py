"""The words of a PDF page with their places, by pypdf; without places, by PDFium."""

import re
from collections import deque
from typing import Any

from ingest.parsing.joining import SOFT_HYPHEN
from ingest.parsing.layout import reading_order
from ingest.parsing.pdf_annotations import with_annotations
from ingest.parsing.pdf_fonts import UNKNOWN, Font, read_font
from ingest.parsing.printed import Printed

_SHOWN = {
    **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
    **dict.fromkeys("\x7f\x95\uf0b7\uf0a7\uf0d8\uf02d", "•"),  # bullets of fonts without a map
    "‟": "’",  # what one version of Word made of an apostrophe
    "\u00a0": " ",
    "\x00": UNKNOWN,
}
_MOJIBAKE = re.compile("â€[^ ]|Ã[\u00a0-\u00bf]|Â[\u00a0-\u00bf]")
_BESIDE = 0.2  # of the type size: what is drawn again so near is one word, bold or with a shadow
_PLACES = 50  # that are remembered of one word
_DOUBLED = 3  # letters of a word whose letters are each drawn twice


def pypdf_lines(page: Any) -> list[Printed]:
    """Lines as pypdf finds them, in reading order.

    Places are turned so that the text runs from left to right, on pages that lie on their side too.
    What was drawn twice, for bold letters or by an update, is there once.
    """
    groups: list[list[Printed]] = [[]]
    fonts: dict[int, tuple[Any, Font]] = {}
    again = _Again()

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        if abs(up) > abs(across):
            x, y = (y, -x) if up > 0 else (-y, x)
        elif across < 0:
            x, y = -x, -y
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        _, look = fonts.setdefault(id(font), (font, read_font(font)))
        for index, part in enumerate(look.letters(text).split("\n")):
            if index:
                groups.append([])
            points = float(size) * scale
            words = _undoubled(_clean(part))
            fragment = Printed(words, x, y, points, look.bold, look.italic, pitch=look.pitch)
            if not again.is_drawn(fragment):
                groups[-1].append(fragment)

    page.extract_text(visitor_text=visit)
    return reading_order(with_annotations(groups, page))


class _Again:
    """Tells words that were drawn over the same words before.

    pypdf gives words that follow others without a move the place of those: "no" "no" may be two.
    """

    def __init__(self) -> None:
        self._places: dict[str, deque[tuple[float, float]]] = {}
        self._above: Printed | None = None
        self._repeats = False  # whether the last words that were moved to were there before

    def is_drawn(self, words: Printed) -> bool:
        """Whether the words were on the page already; they are from now on."""
        text = words.text.strip()
        if not text:
            return False
        above, self._above = self._above, words
        moved = above is None or (above.x, above.y) != (words.x, words.y)
        if not moved and above is not None and above.text.strip() == text and " " in text:
            return True
        places = self._places.setdefault(text, deque(maxlen=_PLACES))
        near = _BESIDE * words.size
        drawn = len(text) > 1 and any(
            abs(words.x - x) < near and abs(words.y - y) < near for x, y in places
        )
        places.append((words.x, words.y))
        if moved:
            self._repeats = drawn
        return drawn and self._repeats


def _undoubled(text: str) -> str:
    """`text`, every letter once where each was drawn twice: "TThhee  nnuurrssee" is "The nurse"."""
    pieces = text.split()
    twice = [word for word in pieces if word[::2] == word[1::2]]
    told = any(len(set(word)) >= _DOUBLED for word in twice)  # "oo" and "11111111" are no sign
    if not told or len(twice) < len(pieces):
        return text
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return lead + " ".join(word[::2] for word in pieces) + trail


def pdfium_lines(data: bytes, number: int) -> list[Printed]:
    """Lines as PDFium finds them, without places."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        with pypdfium2.PdfDocument(data) as document:
            words = document[number - 1].get_textpage()
            unknown = [
                pdfium.FPDFText_HasUnicodeMapError(words.raw, index) == 1
                for index in range(words.count_chars())
            ]
            if not any(unknown):
                return rows(words.get_text_bounded())
            letters = [
                UNKNOWN if is_unknown else chr(pdfium.FPDFText_GetUnicode(words.raw, index))
                for index, is_unknown in enumerate(unknown)
            ]
    except pypdfium2.PdfiumError:
        return []
    return rows("".join(letters))


def rows(text: str) -> list[Printed]:
    """Lines of text without places."""
    found = [row for row in _clean(text).splitlines() if row.strip()]
    return [Printed(row, 0.0, -12.0 * n, 10.0, False) for n, row in enumerate(found)]


def _clean(text: str) -> str:
    """Ligatures and odd spaces as a reader sees them; characters no store may hold, replaced."""
    for mark, letters in _SHOWN.items():
        text = text.replace(mark, letters)
    text = _MOJIBAKE.sub(_repaired, text)
    text = re.sub(rf"{SOFT_HYPHEN}(?=\S)", "", text)  # at a line's end it says how to go on
    return re.sub(r"[\ud800-\udfff]", UNKNOWN, text)


def _repaired(match: re.Match[str]) -> str:
    """Characters of UTF-8 that were read as Windows-1252, read again where that can be."""
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]
