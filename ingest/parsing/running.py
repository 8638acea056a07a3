"""Headers, footers and page numbers: lines that repeat from page to page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.parsing.lines import ALIGNED, PARAGRAPH_GAP, Line
from kb.types import BlockKind

_EDGE = 3  # lines at the head and the foot of a page that may be running
_PAGE_NUMBER = re.compile(
    r"[\s|–-]*(?:page\s+|p\.?\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s|–-]*", re.IGNORECASE
)
_PAGED = re.compile(r"\bpage\s+(\d{1,4})(?:\s+of\s+\d{1,4})?\b", re.IGNORECASE)
_SAYS_PAGE = re.compile(
    r"(?:.{0,80}\W)?page\s+\d+(?:\s+of\s+\d+)?\W*|page\s+\d+.{0,80}", re.IGNORECASE
)
_RUNNING_HEAD = re.compile(r"(?:\S+\s+){3,14}?\|?\s*(\d{1,4})|(\d{1,4})\s+(?:\S+\s*){3,14}")
_ROMAN, _ROMAN_SHAPE = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})"), "in roman figures"
_ROW_GAP = 2.0  # line heights between two rows of a table
_RUNNING_WORDS = 15
_FEW_PAGES = 3


def mark_running_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines, with headers and footers that repeat from page to page marked as furniture.

    A line counts as running when it stands among the outermost lines of at least three pages and of
    a third of them, word for word but for a number that counts with the pages. Where there are no
    more than three pages, two will do for a line that is set small or says "page" and a number.
    """
    seen: dict[str, list[tuple[int, Line]]] = {}
    for number, lines in enumerate(pages):
        for shape, line in {_shape(line.text): line for line in _outer(lines)}.items():
            seen.setdefault(shape, []).append((number, line))
    marked = []
    for number, lines in enumerate(pages):
        outer = {id(line) for line in _outer(lines)}
        for line, below in zip_longest(lines, lines[1:]):
            runs = id(line) in outer and (
                _is_page_number(line)
                or _counts_in_roman(line, number, seen.get(_ROMAN_SHAPE, []))
                or (
                    not _heads_table(line, below)
                    and _runs(line, number, seen.get(_shape(line.text), []), len(pages))
                )
            )
            marked.append(
                replace(line, kind=BlockKind.FURNITURE, level=0, note=False) if runs else line
            )
    return marked


def _outer(lines: Sequence[Line]) -> list[Line]:
    """The lines at the head and the foot of a page, wherever in the file they were drawn."""
    placed = sorted(lines, key=lambda line: -line.place[1] if line.place else 0.0)
    return [*placed[:_EDGE], *placed[max(_EDGE, len(placed) - _EDGE) :]]


def _is_page_number(line: Line) -> bool:
    if line.level:
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    paged = _PAGED.search(line.text)
    return bool(paged and " of " in paged[0].lower() and len(line.text.split()) <= _RUNNING_WORDS)


def _heads_table(line: Line, below: Line | None) -> bool:
    """Whether `line` names the columns of the rows that follow it closely, as on every page."""
    row = BlockKind.TABLE_ROW
    if below is None or line.kind is not row or below.kind is not row or below.gap > _ROW_GAP:
        return False
    aligned = line.place and below.place and abs(line.place[0] - below.place[0]) < ALIGNED
    return bool(aligned) and line.text.count(" | ") == below.text.count(" | ")


def _counts_in_roman(line: Line, page: int, others: Sequence[tuple[int, Line]]) -> bool:
    """Whether `line` is a page number in roman figures, as a page beside this one shows."""
    if not _ROMAN.fullmatch(line.text):
        return False
    ahead = _in_arabic(line.text) - page
    return any(
        _in_arabic(theirs.text) - other == ahead and abs(other - page) == 1
        for other, theirs in others
    )


def printed_roman(line: Line) -> str | None:
    """The page number that a running line says in roman figures."""
    return line.text if _ROMAN.fullmatch(line.text) else None


def _in_arabic(figures: str) -> int:
    """The number that small roman figures are; 0 for other words."""
    match = _ROMAN.fullmatch(figures)
    if match is None:
        return 0
    tens, ones = match[1], match[2]
    return 10 * len(tens) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix").index(ones)


def _runs(line: Line, page: int, others: Sequence[tuple[int, Line]], n_pages: int) -> bool:
    """Whether the numbers of a line stay the same or count with the page, as on enough pages."""
    values, needed = _numbers(line.text), max(_FEW_PAGES, n_pages // 3)
    alike = [
        (other, theirs)
        for other, theirs in others
        if all(
            a == b or a - page == b - other
            for a, b in zip(values, _numbers(theirs.text), strict=True)
        )
    ]
    if line.level:  # headings may say the same, but not at the same height
        alike = [(n, theirs) for n, theirs in alike if _is_level(line, theirs)]
    if len(alike) >= needed or (len(alike) > 1 and _is_running_head(line, page, alike)):
        return True
    few = n_pages <= _FEW_PAGES and len(alike) > 1 and not line.level
    return few and (line.small or bool(_SAYS_PAGE.fullmatch(line.text)))


def _is_running_head(line: Line, page: int, alike: Sequence[tuple[int, Line]]) -> bool:
    """Whether `line` is the running head of a chapter: its name, and a number that counts pages."""
    match = _RUNNING_HEAD.fullmatch(line.text)
    if match is None or line.place is None:
        return False
    number = int(match[1] or match[2])
    return all(
        _is_level(line, theirs)
        and str(number - page + other) in re.findall(r"\d+", theirs.text)
        and theirs.gap >= PARAGRAPH_GAP
        for other, theirs in alike
    )


def _is_level(line: Line, other: Line) -> bool:
    if line.place is None or other.place is None:
        return False
    return abs(line.place[1] - other.place[1]) < ALIGNED


def printed_page_number(line: Line) -> int | None:
    """The page number that a running line says in digits."""
    if match := _PAGED.search(line.text):
        return int(match[1])
    digits = re.search(r"\d+", line.text) if _PAGE_NUMBER.fullmatch(line.text) else None
    return int(digits[0]) if digits else None


def _shape(text: str) -> str:
    if _ROMAN.fullmatch(text):
        return _ROMAN_SHAPE
    return re.sub(r"\d+|\s+", " ", text).strip().lower() + f" {len(_numbers(text))}"


def _numbers(text: str) -> list[int]:
    return [int(digits[:9]) for digits in re.findall(r"\d+", text)]
