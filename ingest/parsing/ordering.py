"""Words of a page put where a reader meets them, and the numbers of its lines left out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.parsing.columns import is_prose
from ingest.parsing.lines import goes_on
from ingest.parsing.printed import Printed, is_level

_NUMBERED_LINES = 8
_OVERLAP = 0.5  # of the width of the narrower one: it stands below, not beside
_MANY = 3000  # parts of a page: a map or a drawing, which has no order


def without_line_numbers(groups: list[list[Printed]]) -> list[list[Printed]]:
    """`groups` without the count of lines in the margin that drafts and transcripts have.

    The rows of a table may be counted too, but their cells are no sentences that go on.
    """
    numbers = [f for group in groups for f in group if re.fullmatch(r"\s*\d{1,4}\s*", f.text)]
    numbers.sort(key=lambda number: -number.y)
    rest = [
        replace(f, text=f.text.strip())
        for group in groups
        for f in group
        if f.text.strip() and f not in numbers
    ]
    if len(numbers) < _NUMBERED_LINES or not rest:
        return groups
    margin = min(f.x for f in rest)
    counts = all(int(b.text) == int(a.text) + 1 for a, b in pairwise(numbers))
    if not counts or any(n.x >= margin for n in numbers) or not is_prose(rest):
        return groups
    return [[f for f in group if f not in numbers] for group in groups]


def in_place(segments: Sequence[Printed]) -> list[Printed]:
    """`segments` as drawn, but those drawn late above what they stand over put before it.

    A footer may be drawn first, a title last, a page from the foot up. What stands beside other
    words (a column, a cell) and what is set into a sentence (a quotation) stays as it was drawn.
    """
    if len(segments) > _MANY:
        return list(segments)
    placed: list[Printed] = []
    at = 0  # where the words that are drawn next go
    for last, segment in zip([None, *segments], segments, strict=False):
        if last is not None and segment.y > last.y + segment.size:
            at = _place(segment, placed, at)
        while at < len(placed) and _is_below(segment, placed[at]):
            at += 1
        placed.insert(at, segment)
        at += 1
    return placed


def _place(segment: Printed, placed: Sequence[Printed], at: int) -> int:
    """Where `segment` goes: `at`, unless it stands over what was drawn before it."""
    if any(is_level(other, segment) for other in placed):
        return at
    below = next((n for n, other in enumerate(placed) if _is_below(other, segment)), None)
    if below is None or (below and goes_on(placed[below - 1].text, placed[below].text)):
        return at
    return below


def _is_below(one: Printed, other: Printed) -> bool:
    return one.y < other.y and not is_level(one, other) and _overlap(one, other)


def _overlap(one: Printed, other: Printed) -> bool:
    shared = min(one.end, other.end) - max(one.x, other.x)
    return shared >= _OVERLAP * min(one.end - one.x, other.end - other.x)
