"""Boxes that Markdown sets as quotations, with empty lines, bullets and lines wrapped by hand."""

from texts import document_of, recommended

from kb.recommending import find_recommendations
from kb.types import BlockKind, RecommendationKind


def test_label_is_joined_to_what_the_box_says_below_an_empty_line():
    text = (
        "# Review\n\n## Findings and recommendations\n\n### Theme 1\n\nNobody rang.\n\n"
        "> **Recommendation 1**\n>\n> Acre Trust should:\n>\n> - keep a list\n> - ring back\n\n"
        "**A second matter.** A child must be asked.\n\n"
        "> **Recommendation 2**\n>\n> Brook Council should agree with Acre Police\n> a route.\n"
    )
    assert recommended(text) == [
        ("Recommendation 1", "Acre Trust should: keep a list ring back"),
        ("Recommendation 2", "Brook Council should agree with Acre Police a route."),
    ]


def test_empty_line_of_a_quotation_is_no_words():
    document = document_of("Text.\n\n> One thing.\n>\n> Another thing.\n> >\n> A third.")
    quoted = [b for b in document.blocks if b.kind is BlockKind.QUOTATION]
    assert [document.text(b.spans) for b in quoted] == [
        "> One thing.",
        "> Another thing.",
        "> A third.",
    ]


def test_questions_in_a_box_for_the_board_make_a_findings_model():
    text = (
        "# Serious case review\n\n## Finding 1\n\nPlans are not read.\n\n"
        "> **Finding 1: issues for the Board to consider**\n>\n> - Was the Board aware of this?\n"
        "> - What would help?\n"
    )
    kinds = [record.kind for record in find_recommendations(document_of(text))]
    assert kinds == [RecommendationKind.NONE_MADE]
