"""Papers that label their recommendations: what bears no label is none."""

from texts import document_of, recommended

from kb.recommending import find_recommendations
from kb.types import RecommendationKind

LABELLED = (
    "# Review\n\n## Findings and recommendations\n\n### Theme 1\n\nNobody rang.\n\n"
    "**Recommendation 1**\n\nAcre Trust should ring.\n\n"
    "**Recommendation 2**\n\nThe Board should ask.\n\n"
    "**Recommendation 3**\n\nBrook Council should keep a list.\n\n"
)


def test_duty_in_another_theme_is_no_recommendation_where_no_label_is_left_out():
    text = f"{LABELLED}### Theme 2\n\nAcre Police should recognise fear.\n"
    assert [number for number, _ in recommended(text)] == [
        "Recommendation 1",
        "Recommendation 2",
        "Recommendation 3",
    ]
    left_out = text.replace("Recommendation 2", "Recommendation 5")
    assert (None, "Acre Police should recognise fear.") in recommended(left_out)


def test_items_that_members_are_asked_to_agree_stay_beside_labels():
    duty = "### Theme 2\n\nProfessionals must recognise fear.\n\n"
    asked = "## Decision\n\nMembers are asked to:\n\n- note the review; and\n- meet again.\n"
    assert len(recommended(f"{LABELLED}{duty}{asked}")) == 5


def test_number_with_the_letter_of_its_section_is_no_label():
    text = (
        "# Review\n\n## SECTION J – RECOMMENDATIONS\n\n"
        "**J1.** The Trust should expect to be asked what it has done.\n\n"
        "| No. | Recommendation |\n|---|---|\n| TH1 | The Trust should ring its callers back. |\n"
        "| TH2 | The Trust should keep one list. |\n| TH3 | The Trust should tell the Board. |\n"
    )
    assert [number for number, _ in recommended(text)] == ["TH1", "TH2", "TH3"]


def test_resolution_that_set_the_group_up_is_history():
    text = (
        "# Report of the task group\n\n## Terms of reference\n\nThe Committee resolved in May:\n\n"
        "> **RESOLVED** –\n>\n> (1) That a task group of five members be established;\n>\n"
        "> (2) That it report by November.\n\n"
        "## Recommendations\n\n1. That Cabinet publish a plan.\n\n2. That the Trust name a lead.\n"
    )
    assert [words for _, words in recommended(text)] == [
        "That Cabinet publish a plan.",
        "That the Trust name a lead.",
    ]
    minutes = text.split("## Recommendations", maxsplit=1)[0]
    assert {record.kind for record in find_recommendations(document_of(minutes))} == {
        RecommendationKind.RESOLUTION
    }
