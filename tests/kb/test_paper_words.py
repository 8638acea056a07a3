"""Whose statement a paper is, by the words people use for its kind."""

import pytest

from kb.document_types import standing_of_type
from kb.types import Standing


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("public inquiry report", Standing.PRIMARY),
        ("coroner's regulation 28 report", Standing.PRIMARY),
        ("select committee report", Standing.PRIMARY),
        ("ministerial statement", Standing.RESPONSE),
        ("board response", Standing.RESPONSE),
        ("committee briefing", Standing.RESPONSE),
        ("police press release", Standing.RESPONSE),
        ("board minutes", Standing.SECOND_HAND),
        ("learning bulletin", Standing.SECOND_HAND),
        ("root cause analysis", Standing.ASSERTED),
        ("agency's own review", Standing.ASSERTED),
        ("family statement", Standing.ALLEGED),
        ("parents' submission", Standing.ALLEGED),
        ("campaign web page", Standing.ALLEGED),
        ("local procedures", Standing.GUIDANCE),
        ("newspaper editorial", Standing.PRESS),
        ("radio transcript", Standing.PRESS),
        ("readers' comments", Standing.COMMENT),
    ],
)
def test_a_type_in_plain_words_says_who_speaks(name, standing):
    assert standing_of_type(name) is standing


@pytest.mark.parametrize("name", ["document", "unknown", "wall chart"])
def test_words_that_tell_nothing_leave_it_unknown(name):
    assert standing_of_type(name) is Standing.UNKNOWN
