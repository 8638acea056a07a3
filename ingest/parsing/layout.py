"""Where words stand on a page -> lines in reading order: cells, columns, gaps, ranks, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.parsing.columns import COLUMN_LINES, in_columns, is_prose
from ingest.parsing.lines import Line, goes_on
from ingest.parsing.ordering import in_place, without_line_numbers
from ingest.parsing.printed import Printed, is_level
from kb.types import BlockKind

_HEADING_WORDS = 25
_CELL_LINES = 14
_SMALL = 0.9  # of the size of the text: headers, footers, footnotes
_UNSURE = 0.08  # of the width of a text that is known from its letters only
_TYPEWRITER = 0.58
_DROP_CAP = 1.8  # times the size of the text, at least
_ROW_POINTS = 4.0
_ALIGNED = 4.0  # points by which the cells of a column may differ
_NOTE = re.compile(r"[\d*†‡§\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[.)]?\s+\S")
_MARKER = re.compile(
    r"(?:\d{1,3}(?:[.\-–]\d{1,3})+|R\d{1,3}|\(?[a-z]{1,5}\)|[a-z][.]|\d{1,3}[.)])[.:)]?|[•●▪◦·‣*–-]"
)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘!|()[] "), frozenset("mwMW—…%@")


def reading_order(groups: Sequence[Sequence[Printed]]) -> list[Printed]:
    """The lines of a page from the fragments of each line as drawn: cut, ordered, rows joined."""
    groups = without_line_numbers([list(group) for group in groups])
    starts = Counter(round(f.x) for group in groups for f in group if f.text.strip())
    segments = [s for group in groups for s in _segments(group, starts)]
    segments = _with_margin_marks(_with_drop_caps(in_place(segments)))
    return [line for flow in in_columns(segments) for line in _with_empty_cells(_join_rows(flow))]


def _segments(fragments: Sequence[Printed], starts: Counter[int]) -> list[Printed]:
    """Fragments of one line joined, but for gaps so wide that they part cells or columns.

    A narrow gap will do where many lines of the page start: a column stands there. After a long
    text only a very wide one will: how far it reaches is an estimate.
    """
    parts: list[list[Printed]] = []
    edge = begun = 0.0
    right = max(starts, default=0)
    above: Printed | None = None
    for fragment in fragments:
        shown = bool(fragment.text.strip())
        # the place of words that were drawn without a move is that of the words before them
        moved = above is None or (fragment.x, fragment.y) != (above.x, above.y)
        at = fragment.x if moved or not parts else max(edge, fragment.x)
        near = range(round(at) - 1, round(at) + 2)
        column = at > 0.4 * right and sum(starts[x] for x in near) >= COLUMN_LINES
        enough = 1.6 * fragment.size if column else 3 * fragment.size + _UNSURE * (edge - begun)
        if not parts or (shown and at - edge > enough):
            parts.append([])
        parts[-1].append(fragment)
        if shown:
            begun = at if moved or not parts[-1][:-1] else begun
            edge, above = at + _advance(fragment), fragment
            parts[-1][-1] = replace(fragment, end=edge)
    return [segment for part in parts for segment in _joined(part)]


def _advance(fragment: Printed) -> float:
    """About how wide the words of `fragment` are."""
    if fragment.pitch >= _TYPEWRITER:
        return fragment.pitch * len(fragment.text) * fragment.size
    ems = sum(
        0.28 if ch in _NARROW else 0.85 if ch in _WIDE else 0.67 if ch.isupper() else 0.51
        for ch in fragment.text
    )
    return ems * fragment.size * fragment.pitch / 0.5


def _joined(part: Sequence[Printed]) -> Iterator[Printed]:
    visible = [f for f in part if f.text.strip()]
    if not visible:
        return
    size = max(visible, key=lambda f: len(f.text)).size
    text = ""
    for fragment in part:
        raised = fragment.size < 0.87 * size and fragment.text.strip().isdigit()
        if raised and fragment is not visible[0] and text[-1:].strip():
            text += fragment.text.translate(_SUPERSCRIPT)  # the mark of a footnote
        else:
            text += fragment.text
    bold, italic = all(f.bold for f in visible), all(f.italic for f in visible)
    yield replace(
        visible[0], text=text, size=size, bold=bold, italic=italic, end=max(f.end for f in visible)
    )


def _with_drop_caps(segments: Sequence[Printed]) -> list[Printed]:
    """`segments`, a letter several lines high put before the rest of its word."""
    joined: list[Printed] = []
    for segment in segments:
        above = joined[-1] if joined else None
        if above is not None and _is_drop_cap(above, segment):
            joined[-1] = replace(segment, text=above.text.strip() + segment.text, x=above.x)
        else:
            joined.append(segment)
    return joined


def _is_drop_cap(letter: Printed, rest: Printed) -> bool:
    text = letter.text.strip()
    return (
        len(text) == 1
        and text.isupper()
        and letter.size >= _DROP_CAP * rest.size
        and rest.text[:1].islower()
        and 0 < rest.x - letter.x < 1.2 * letter.size
        and -0.3 * rest.size < rest.y - letter.y < letter.size
    )


def _with_margin_marks(segments: Sequence[Printed]) -> list[Printed]:
    """`segments`, each number in the margin before its line: some programs draw them all last."""
    rows: dict[int, list[int]] = {}
    for index, segment in enumerate(segments):
        rows.setdefault(round(segment.y / _ROW_POINTS), []).append(index)
    place = {index: float(index) for index in range(len(segments))}
    for index, mark in enumerate(segments):
        if not _MARKER.fullmatch(mark.text.strip()):
            continue
        row = round(mark.y / _ROW_POINTS)
        near = (n for key in (row - 1, row, row + 1) for n in rows.get(key, ()) if n < index)
        beside = [n for n in near if is_level(segments[n], mark)]
        if beside and all(segments[n].x > mark.x + mark.size for n in beside):
            place[index] = min(beside) - 0.5
    return [segments[index] for index in sorted(place, key=lambda index: place[index])]


def _join_rows(segments: Sequence[Printed]) -> list[Printed]:
    """Lines, with the cells of a table row joined by " | ".

    A row is seen where a segment stands to the right of the one before it, level with a line just
    above: cells are drawn one after the other, each from the row's top.
    """
    lines: list[Printed] = []
    cells: list[list[Printed]] = []
    for segment in segments:
        if cells and segment.x > cells[-1][0].x + segment.size and is_level(cells[0][0], segment):
            cells.append([segment])
        elif cells and _below(cells[-1], segment):
            cells[-1].append(segment)
        else:
            lines.extend(_row(cells, lines))
            cells = []
            top = _row_top(lines, segment)
            if top is None:
                lines.append(segment)
            else:
                cells = [lines[top:], [segment]]
                del lines[top:]
    return [*lines, *_row(cells, lines)]


def _below(cell: Sequence[Printed], segment: Printed) -> bool:
    """Whether `segment` is the next line of the same cell."""
    last = cell[-1]
    drop = last.y - segment.y
    return 0 < drop < 2.0 * max(last.size, 1.0) and segment.x > cell[0].x - last.size


def _row_top(lines: Sequence[Printed], segment: Printed) -> int | None:
    """Where the row begins that `segment` is the second cell of, if it is one."""
    for index in range(len(lines) - 1, max(-1, len(lines) - _CELL_LINES), -1):
        line = lines[index]
        if line.is_row:
            return None
        if is_level(line, segment):
            return index if segment.x > max(n.x for n in lines[index:]) + segment.size else None
    return None


def _row(cells: Sequence[Sequence[Printed]], above: Sequence[Printed]) -> list[Printed]:
    """A row of `cells`, unless they are a number and its paragraph, or two columns."""
    if not cells:
        return []
    mark = cells[0][0]
    if len(cells) == 2 and len(cells[0]) == 1 and _MARKER.fullmatch(mark.text.strip()):
        first, *rest = cells[1]  # a number or bullet in the margin, and its paragraph
        return [replace(first, text=f"{mark.text.strip()} {first.text}", x=mark.x), *rest]
    alone = not above or not above[-1].is_row
    if alone and len(cells) == 2 and all(map(is_prose, cells)):
        return [line for cell in cells for line in cell]
    text = " | ".join(" ".join(line.text.strip() for line in cell) for cell in cells)
    bold = all(line.bold for cell in cells for line in cell)
    columns = tuple(cell[0].x for cell in cells)
    return [replace(mark, text=text, is_row=True, bold=bold, columns=columns)]


def _with_empty_cells(lines: Sequence[Printed]) -> Iterator[Printed]:
    """`lines`, the cells of each row under those of the table's first row: some may be empty."""
    head: tuple[float, ...] = ()
    for line in lines:
        if not line.is_row:
            head = ()
        elif len(line.columns) >= len(head):
            head = head or line.columns
        else:
            under = [_column_of(x, head) for x in line.columns]
            if len({*under} - {None}) == len(under):
                cells = dict(zip(under, line.text.split(" | "), strict=False))
                text = " | ".join(cells.get(column, "") for column in range(len(head)))
                yield replace(line, text=text)
                continue
        yield line


def _column_of(x: float, head: Sequence[float]) -> int | None:
    return next((column for column, start in enumerate(head) if abs(x - start) < _ALIGNED), None)


def as_lines(printed: Sequence[Sequence[Printed]]) -> list[list[Line]]:
    """Lines with gaps in line heights, heading ranks by size and weight, footnotes marked."""
    sizes: Counter[float] = Counter()
    for lines in printed:
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    ranks = sorted({_rounded(n.size) for ls in printed for n in ls if n.size > body}, reverse=True)
    left = min((line.x for lines in printed for line in lines), default=0.0)
    pitch = _pitch(printed)
    pages = []
    for number, lines in enumerate(printed, 1):
        notes = _footnotes(lines, body)
        out: list[Line] = []
        for index, line in enumerate(lines):
            level = _rank(line, body, ranks)
            kind = BlockKind.TABLE_ROW if line.is_row else None
            if line.italic and not level and line.x > left + body:
                kind = BlockKind.QUOTATION  # set in and in italics throughout
            out.append(
                Line(
                    page=number,
                    text=line.text.strip(),
                    gap=1.0 if not index else _gap(lines[index - 1], line, body, pitch),
                    level=0 if index in notes else level,
                    kind=None if index in notes else kind,
                    place=(line.x, line.y),
                    small=line.size <= _SMALL * body,
                    note=index in notes,
                )
            )
        pages.append(out)
    return pages


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _rank(line: Printed, body: float, ranks: Sequence[float]) -> int:
    """1 for the largest headings, 0 for text."""
    larger = line.size > body * 1.08
    if line.is_row or not (larger or line.bold) or len(line.text.split()) > _HEADING_WORDS:
        return 0
    size = _rounded(line.size)
    return min(1 + (ranks.index(size) if size in ranks else len(ranks)), 6)


def _gap(above: Printed, line: Printed, body: float, pitch: float) -> float:
    """White space between two lines beyond what parts the lines of a paragraph."""
    if line.y > above.y + body:
        return 2.0
    size = max(above.size, line.size, body, 1.0)
    return max(0.0, (abs(above.y - line.y) / size - pitch) / 1.2)


def _pitch(printed: Sequence[Sequence[Printed]]) -> float:
    """From line to line within a paragraph, in multiples of the type size.

    The least distance that is common and at which sentences go on: a text may be double-spaced.
    """
    drops: Counter[float] = Counter()
    inside: Counter[float] = Counter()
    for lines in printed:
        for above, line in pairwise(lines):
            if above.is_row or line.is_row or abs(above.size - line.size) > 0.5:
                continue
            drop = round((above.y - line.y) / max(line.size, 1.0), 1)
            if 0.9 <= drop <= 2.6:
                drops[drop] += 1
                inside[drop] += goes_on(above.text, line.text)
    enough = 0.1 * sum(drops.values())
    return min((d for d, n in drops.items() if n >= enough and inside[d] >= 0.3 * n), default=1.2)


def _footnotes(lines: Sequence[Printed], body: float) -> set[int]:
    """Indices of the small lines below the text, from the first that has a footnote's mark."""
    text = [line.y for line in lines if line.is_row or line.size > _SMALL * body]
    lowest = min(text, default=0.0)
    below = sorted(
        (i for i, line in enumerate(lines) if line.size <= _SMALL * body and line.y < lowest),
        key=lambda i: -lines[i].y,
    )
    first = next((n for n, i in enumerate(below) if _NOTE.match(lines[i].text.strip())), None)
    return set() if first is None else set(below[first:])
