"""Arithmetic on spans: between characters of pages and characters of the text they join to.

A sequence of spans joins to one text with a single space between spans (`kb.types.cut`).
"""

from collections.abc import Sequence

from kb.types import Span, Spans


def narrow(spans: Sequence[Span], start: int, end: int) -> Spans:
    """The spans of characters `start` to `end` of the text that `spans` join to.

    >>> narrow([Span(1, 10, 14), Span(2, 0, 6)], 2, 8)
    (Span(page=1, start=12, end=14), Span(page=2, start=0, end=3))
    """
    out, offset = [], 0
    for span in spans:
        length = span.end - span.start
        first, last = max(start - offset, 0), min(end - offset, length)
        if first < last:
            out.append(Span(span.page, span.start + first, span.start + last))
        offset += length + 1
    return tuple(out)


def offsets_within(outer: Sequence[Span], inner: Sequence[Span]) -> tuple[int, int]:
    """Where `inner` begins and ends in the text that `outer` joins to.

    Raises:
        ValueError: `inner` does not lie inside `outer`.

    >>> offsets_within([Span(1, 10, 14), Span(2, 0, 6)], [Span(1, 12, 14), Span(2, 0, 3)])
    (2, 8)
    """
    return _offset(outer, inner[0].page, inner[0].start), _offset(
        outer, inner[-1].page, inner[-1].end
    )


def _offset(spans: Sequence[Span], page: int, position: int) -> int:
    offset = 0
    for span in spans:
        if span.page == page and span.start <= position <= span.end:
            return offset + position - span.start
        offset += span.end - span.start + 1
    raise ValueError(f"page {page}, character {position} is outside {list(spans)}")
