"""Columns of a page: found by where lines start, read one after the other."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from ingest.parsing.lines import goes_on
from ingest.parsing.printed import Printed, is_level

COLUMN_LINES = 5  # lines that start at one place before a column is seen there
_CELL_LINES = 14
_COLUMN_CHARS = 15
_INNER = 0.28  # of the width of the text, at either side, in which no second column begins


def in_columns(segments: Sequence[Printed]) -> list[list[Printed]]:
    """The columns of a page in reading order; one flow where it has none.

    Each column is looked at again, for columns of its own. Two columns drawn whole are parted, so
    that no row is seen across them; two drawn line by line are taken apart. A table drawn row by
    row looks like that too, but its cells are no sentences that go on from line to line.
    """
    edge = _column_edge(segments)
    if edge is None:
        return [list(segments)]
    width = max(s.end for s in segments) - min(s.x for s in segments)
    sides = ["R" if s.x >= edge - 3 else "S" if s.end > edge + 0.08 * width else "L"
             for s in segments]  # fmt: skip
    turns = [i for i in range(1, len(sides)) if sides[i - 1] == "L" and sides[i] == "R"]
    level = [i for i in turns if is_level(segments[i - 1], segments[i])]
    if len(level) >= COLUMN_LINES and len(level) >= 0.8 * len(turns):
        columns = [[s for s, at in zip(segments, sides, strict=True) if at == side]
                   for side in "LR"]  # fmt: skip
        parts = [flow for column in columns for flow in in_columns(column)]
        if not all(is_prose(flow) for flow in parts):
            return [list(segments)]
        flows = _unwoven(segments, sides)
    else:
        flows = _parted(segments, sides)
    if len(flows) == 1:
        return flows
    return [inner for flow in flows for inner in in_columns(flow)]


def _column_edge(segments: Sequence[Printed]) -> float | None:
    """Where the second of two columns of text stands."""
    if not segments:
        return None
    left, right = min(s.x for s in segments), max(s.end for s in segments)
    starts = Counter(
        round(s.x) for s in segments if _INNER < (s.x - left) / max(right - left, 1.0) < 1 - _INNER
    )
    edge, count = starts.most_common(1)[0] if starts else (0, 0)
    if count < COLUMN_LINES:
        return None
    lengths = sorted(len(s.text) for s in segments if abs(s.x - edge) < 3)
    return edge if lengths[len(lengths) // 2] >= _COLUMN_CHARS else None


def is_prose(column: Sequence[Printed]) -> bool:
    """Whether sentences go on from line to line, as they do not in the cells of a table."""
    pairs = [goes_on(a.text, b.text) for a, b in pairwise(column)]
    return len(pairs) >= COLUMN_LINES - 1 and sum(pairs) >= 0.3 * len(pairs)


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
        if side == "R" and min(len(lines), len(run)) >= COLUMN_LINES and _is_varied(run, lines[0]):
            flows.append(run)
            run = []
        run = [*run, *lines]
    return [*flows, run]


def _is_varied(lines: Sequence[Printed], first: Printed) -> bool:
    """Whether headings stand among the lines level with `first` and below: no cell has them."""
    last = lines[-_CELL_LINES:]
    top = next((i for i, line in enumerate(last) if is_level(line, first)), len(last))
    return len({(round(s.size), s.bold) for s in last[top:]}) > 1
