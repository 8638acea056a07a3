"""Which part of a paragraph is the recommendation."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.recommending.asking_parts import asking_part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The Board should audit. It has not since 2004.",) * 2,
        ("Nobody rang. We recommend that Acre Trust ring.", "We recommend that Acre Trust ring."),
        (
            "The Board should audit. It might also report.",
            "The Board should audit. It might also report.",
        ),
        ("Ring before each visit. Nobody had done so.",) * 2,
        ("Nobody rang. It was cold.", "Nobody rang. It was cold."),
    ],
)
def test_what_is_told_before_a_recommendation_is_left_out_and_what_stands_behind_stays(text, part):
    assert text[slice(*asking_part(text, frozenset()))] == part


def test_a_response_behind_a_recommendation_is_left_out():
    document = document_of(
        "# Reply\n\nThe inquiry's recommendations are these.\n\n"
        "**Recommendation 1.** *The Acre Trust should ring each family within a day.* Accepted. "
        "The Trust should keep to it.\n\n"
        "**Recommendation 2.** Brook Council should keep a list. The Government agrees. It should."
    )
    assert [document.text(r.spans) for r in find_recommendations(document)] == [
        "The Acre Trust should ring each family within a day.",
        "Brook Council should keep a list.",
    ]


def test_what_another_paper_says_in_quotation_marks_asks_nothing():
    document = document_of(
        "# Report\n\n## Recommendations\n\nThe guide says that staff “should always ring”.\n\n"
        "1. Acre Trust should ring."
    )
    assert len(find_recommendations(document)) == 1
