"""Where words stand on a page -> lines in reading order: cells, columns, gaps, ranks, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.parsing.lines import Line, goes_on
from kb.types import BlockKind

_HEADING_WORDS = 25
_CELL_LINES = 14
_SMALL = 0.9  # of the size of the text: headers, footers, footnotes
_UNSURE = 0.08  # of the width of a text that is known from its letters only
_TYPEWRITER = 0.58
_COLUMN_LINES = 5
_COLUMN_CHARS = 15
_ALIGNED = 4.0  # points by which the cells of a column may differ
_NOTE = re.compile(r"[\d*†‡§\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[.)]?\s+\S")
_MARKER = re.compile(
    r"(?:\d{1,3}(?:[.\-–]\d{1,3})+|R\d{1,3}|\(?[a-z]{1,5}\)|[a-z][.]|\d{1,3}[.)])[.:)]?|[•●▪◦·‣*–-]"
)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘!|()[] "), frozenset("mwMW—…%@")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with its place: points from the page's lower left corner, `size` in points.

    `pitch` is how wide a common letter of its font is, in parts of the size; `columns` is where
    the cells of a table row start.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool = False
    is_row: bool = False
    end: float = 0.0
    pitch: float = 0.5
    columns: tuple[float, ...] = ()


def reading_order(groups: Sequence[Sequence[Printed]]) -> list[Printed]:
    """The lines of a page from the fragments of each line as drawn: cut, ordered, rows joined."""
    starts = Counter(round(f.x) for group in groups for f in group if f.text.strip())
    segments = [s for group in groups for s in _segments(group, starts)]
    return [line for flow in _flows(segments) for line in _with_empty_cells(_join_rows(flow))]


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
        column = at > 0.4 * right and sum(starts[x] for x in near) >= _COLUMN_LINES
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


def _flows(segments: Sequence[Printed]) -> list[list[Printed]]:
    """The columns of a page in reading order; one flow where it has no columns.

    Two columns drawn whole are parted, so that no row is seen across them; two drawn line by line
    are taken apart. A table drawn row by row looks like that too, but its cells are no sentences
    that go on from line to line.
    """
    edge = _column_edge(segments)
    if edge is None:
        return [list(segments)]
    width = max(s.end for s in segments) - min(s.x for s in segments)
    sides = ["R" if s.x >= edge - 3 else "S" if s.end > edge + 0.08 * width else "L"
             for s in segments]  # fmt: skip
    turns = [i for i in range(1, len(sides)) if sides[i - 1] == "L" and sides[i] == "R"]
    level = [i for i in turns if _level(segments[i - 1], segments[i])]
    if len(level) >= _COLUMN_LINES and len(level) >= 0.8 * len(turns):
        columns = [[s for s, at in zip(segments, sides, strict=True) if at == side]
                   for side in "LR"]  # fmt: skip
        return _unwoven(segments, sides) if all(map(_is_prose, columns)) else [list(segments)]
    return _parted(segments, sides)


def _column_edge(segments: Sequence[Printed]) -> float | None:
    """Where the second of two columns of text stands."""
    if not segments:
        return None
    left, right = min(s.x for s in segments), max(s.end for s in segments)
    starts = Counter(
        round(s.x) for s in segments if 0.35 < (s.x - left) / max(right - left, 1.0) < 0.65
    )
    edge, count = starts.most_common(1)[0] if starts else (0, 0)
    if count < _COLUMN_LINES:
        return None
    lengths = sorted(len(s.text) for s in segments if abs(s.x - edge) < 3)
    return edge if lengths[len(lengths) // 2] >= _COLUMN_CHARS else None


def _is_prose(column: Sequence[Printed]) -> bool:
    pairs = [goes_on(a.text, b.text) for a, b in pairwise(column)]
    return len(pairs) >= _COLUMN_LINES - 1 and sum(pairs) >= 0.3 * len(pairs)


def _unwoven(segments: Sequence[Printed], sides: Sequence[str]) -> list[list[Printed]]:
    """Columns drawn line by line: between lines across the page, first the left, then the right.

    A short line above or below both columns may be one across the page too.
    """
    flows: list[list[Printed]] = []
    pairs = zip(segments, sides, strict=True)
    for across, band in groupby(pairs, lambda pair: pair[1] == "S"):
        lines = list(band)
        right = [s for s, side in lines if side == "R"]
        left = [s for s, side in lines if side != "R"]
        if across or not right:
            flows.append([s for s, _ in lines])
            continue
        top, bottom = max(s.y for s in right), min(s.y for s in right)
        head = [s for s in left if s.y > top + s.size / 2]
        foot = [s for s in left if s.y < bottom - 2 * s.size]
        if foot and any(bottom - 2 * foot[0].size <= s.y < bottom - s.size / 2 for s in left):
            foot = []  # the left column is the longer one
        rest = [s for s in left if s not in head and s not in foot]
        flows += [head, rest, right, foot]
    return [flow for flow in flows if flow]


def _parted(segments: Sequence[Printed], sides: Sequence[str]) -> list[list[Printed]]:
    """Columns drawn whole, each a flow of its own."""
    flows: list[list[Printed]] = []
    run: list[Printed] = []
    pairs = zip(segments, sides, strict=True)
    for side, part in groupby(pairs, lambda pair: pair[1]):
        lines = [s for s, _ in part]
        if side == "R" and min(len(lines), len(run)) >= _COLUMN_LINES and _is_varied(run, lines[0]):
            flows.append(run)
            run = []
        run = [*run, *lines]
    return [*flows, run]


def _is_varied(lines: Sequence[Printed], first: Printed) -> bool:
    """Whether headings stand among the lines level with `first` and below: no cell has them."""
    last = lines[-_CELL_LINES:]
    top = next((i for i, line in enumerate(last) if _level(line, first)), len(last))
    return len({(round(s.size), s.bold) for s in last[top:]}) > 1


def _join_rows(segments: Sequence[Printed]) -> list[Printed]:
    """Lines, with the cells of a table row joined by " | ".

    A row is seen where a segment stands to the right of the one before it, level with a line just
    above: cells are drawn one after the other, each from the row's top.
    """
    lines: list[Printed] = []
    cells: list[list[Printed]] = []
    for segment in segments:
        if cells and segment.x > cells[-1][0].x + segment.size and _level(cells[0][0], segment):
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


def _level(one: Printed, other: Printed) -> bool:
    return abs(one.y - other.y) < 0.5 * max(one.size, other.size, 1.0)


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
        if _level(line, segment):
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
    if alone and len(cells) == 2 and all(map(_is_prose, cells)):
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
