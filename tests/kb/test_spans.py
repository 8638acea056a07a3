"""Spans: from characters of a joined text to characters of pages, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.spans import narrow, offsets_within
from kb.types import Span, cut

PAGES = {1: "The plan lapsed. Nobody", 2: "told the school.", 3: "A footer"}
ACROSS = (Span(1, 17, 23), Span(2, 0, 8))  # "Nobody" + " " + "told the"


@pytest.mark.parametrize(
    ("start", "end", "spans", "text"),
    [
        (0, 15, ACROSS, "Nobody told the"),
        (0, 6, (Span(1, 17, 23),), "Nobody"),
        (0, 7, (Span(1, 17, 23),), "Nobody"),  # the joining space stands on no page
        (6, 7, (), ""),
        (7, 15, (Span(2, 0, 8),), "told the"),
        (2, 11, (Span(1, 19, 23), Span(2, 0, 4)), "body told"),
        (3, 3, (), ""),
        (0, 99, ACROSS, "Nobody told the"),
    ],
)
def test_narrow(start, end, spans, text):
    found = narrow(ACROSS, start, end)

    assert found == spans
    assert cut(PAGES, found) == text


@pytest.mark.parametrize(
    ("inner", "offsets"),
    [
        (ACROSS, (0, 15)),
        ((Span(1, 19, 23), Span(2, 0, 4)), (2, 11)),
        ((Span(2, 5, 8),), (12, 15)),
    ],
)
def test_offsets_within(inner, offsets):
    assert offsets_within(ACROSS, inner) == offsets


@pytest.mark.parametrize("stranger", [Span(1, 0, 4), Span(1, 20, 24), Span(2, 0, 9), Span(3, 0, 1)])
def test_offsets_of_what_lies_outside_are_refused(stranger):
    with pytest.raises(ValueError, match=f"page {stranger.page}"):
        offsets_within(ACROSS, (stranger,))


@st.composite
def spans_in_order(draw):
    """Spans in reading order on a few pages, never empty, never touching."""
    found = []
    for page in range(1, draw(st.integers(1, 3)) + 1):
        edges = draw(st.sets(st.integers(0, 40), min_size=2, max_size=6))
        inner = sorted(edges)[: len(edges) // 2 * 2]
        found += [Span(page, a, b) for a, b in zip(inner[::2], inner[1::2], strict=True)]
    return tuple(found)


@given(spans_in_order(), st.data())
def test_a_narrowed_range_is_found_again_where_it_was(spans, data):
    pages = {page: "".join(chr(0x4E00 + 50 * page + i) for i in range(41)) for page in (1, 2, 3)}
    text = cut(pages, spans)
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda i: text[i] != " "))
    end = data.draw(st.integers(start + 1, len(text)).filter(lambda i: text[i - 1] != " "))

    inner = narrow(spans, start, end)

    assert offsets_within(spans, inner) == (start, end)
    assert cut(pages, inner) == text[start:end]
