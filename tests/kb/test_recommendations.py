"""Recommendations as reports, committee papers and action plans print them."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.types import Recommendation, RecommendationKind


def found(text: str) -> list[tuple[str | None, str]]:
    """Number and words of each recommendation, white space evened."""
    document = document_of(text)
    return [
        (r.number, " ".join(document.text(r.spans).split())) for r in find_recommendations(document)
    ]


def one(text: str) -> Recommendation:
    (record,) = find_recommendations(document_of(text))
    return record


def under(heading: str, *paragraphs: str) -> str:
    return "\n\n".join(["# Serious Case Review: Child Z", f"## {heading}", *paragraphs])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            under("Recommendations", "R1. The Board should audit.", "R2. Acre Police should tell."),
            [("R1", "The Board should audit."), ("R2", "Acre Police should tell.")],
        ),
        (
            under("9. Recommendations", "Recommendation 1: The Board should audit it every year."),
            [("Recommendation 1", "The Board should audit it every year.")],
        ),
        (
            under("7. What should be done", "7.1 Acre Council should train its staff."),
            [("7.1", "Acre Council should train its staff.")],
        ),
        (
            under("Recommendations", "- The Trust should review its policy.", "- GPs must reply."),
            [(None, "The Trust should review its policy."), (None, "GPs must reply.")],
        ),
        (
            under("Recommendations", "6.1 All midwives to receive supervision every month."),
            [("6.1", "All midwives to receive supervision every month.")],
        ),
    ],
)
def test_recommendation_is_found_under_the_number_it_bears(text, expected):
    assert found(text) == expected


def test_sub_items_belong_to_their_recommendation():
    text = under(
        "Recommendations",
        "8. The partnership should:\n\n- appoint a chair\n- audit its work each quarter.",
        "9. Acre Police should record it.",
    )

    assert found(text) == [
        ("8", "The partnership should: - appoint a chair - audit its work each quarter."),
        ("9", "Acre Police should record it."),
    ]


def test_label_alone_as_a_heading_takes_what_asks_and_not_the_reasons():
    text = under(
        "Recommendations",
        "### Recommendation 4",
        "The Board should relaunch its policy.",
        "Nobody in this case had heard of it.",
        "### Recommendation 5",
        "That the Clinical Commissioning Group seeks assurance from all practices.",
    )

    assert found(text) == [
        ("Recommendation 4", "The Board should relaunch its policy."),
        (
            "Recommendation 5",
            "That the Clinical Commissioning Group seeks assurance from all practices.",
        ),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "8.1 The panel makes six recommendations, which should be read with the action plan.",
        "8.1 The social worker should have visited sooner.",
        "8.1 A council must, under section 47 of the Children Act 1989, make enquiries.",
        "8.1 Progress will be reported to the Board in March 2014.",
        "8.1 The table that follows gives the date by which the lead officer is to finish.",
    ],
)
def test_what_stands_beside_recommendations_is_none(paragraph):
    text = under("8. Recommendations", paragraph, "8.2 The Board should audit.")

    assert found(text) == [("8.2", "The Board should audit.")]


@pytest.mark.parametrize(
    "text",
    [
        under("Analysis", "5.1 Recommendation 3 of the earlier review had not been carried out."),
        under("Progress on recommendations", "5.1 Staff should now ask. The council is content."),
        under("Local action", "The steps bear on more than one recommendation:\n\n- a meeting;"),
        under("Findings", "The Children Act 2004 says that agencies must have regard to need."),
    ],
)
def test_what_only_mentions_recommendations_is_none(text):
    assert found(text) == []


def test_resolutions_of_a_committee_are_told_from_recommendations():
    document = document_of(
        "# Minutes\n\n## 7. Child Z\n\n7.1 The Chair spoke.\n\nRESOLVED that\n\n"
        "(a) the report be noted;\n(b) Cabinet be asked to report in May.\n"
    )
    records = find_recommendations(document)

    assert [(r.number, r.kind) for r in records] == [
        ("(a)", RecommendationKind.RESOLUTION),
        ("(b)", RecommendationKind.RESOLUTION),
    ]
    assert records[1].addressees == ("Cabinet",)


def test_lettered_list_after_asked_to_is_asked_of_that_body():
    text = under(
        "Recommendations",
        "26. The Committee is recommended to:\n\n(a) note it;\n(b) ask the Board.",
    )
    records = find_recommendations(document_of(text))

    assert [(r.number, r.addressees) for r in records] == [
        ("(a)", ("Committee",)),
        ("(b)", ("Committee",)),
    ]


def test_committee_paper_goes_on_after_that():
    text = under(
        "**Recommendation**",
        "23. That Select Committee note the report.",
        "24. A further report is provided to the Committee after the review.",
    )

    assert [number for number, _ in found(text)] == ["23", "24"]


PLAN = """
## Action plan

| No. | Recommendation | Action | Lead | Timescale | RAG |
|---|---|---|---|---|---|
| 1 | The Board should audit its work | Sample of ten | Business Manager | March 2019 | Green |
| | | Report | Chair | June 2019 | Amber |
| 2 | No case should end without a meeting | Closing form | Team Manager | May 2019 | Red |
"""


def test_rows_of_an_action_plan_are_recommendations_with_lead_date_and_state():
    first, second = find_recommendations(document_of("# Review\n" + PLAN))

    assert (first.number, first.addressees, first.due) == ("1", ("Board",), "March 2019; June 2019")
    assert (first.action, first.status) == ("Sample of ten; Report", "Green; Amber")
    assert second.addressees == ("Team Manager",)  # the row names nobody else


def test_row_that_repeats_a_recommendation_adds_to_it():
    text = under("Recommendations", "R1. The Board should audit its work every year.") + PLAN

    records = find_recommendations(document_of(text))

    assert [(r.number, r.lead) for r in records] == [
        ("R1", "Business Manager; Chair"),
        ("2", "Team Manager"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Review\n\n1.5 This report makes no recommendations. It asks questions.",
        "# Review\n\n1.5 The lead reviewers did not make recommendations, as is usual.",
        "# Review\n\n## Finding 1\n\nIt was slow.\n\n### Considerations for the Board\n\nIs it so?",
    ],
)
def test_findings_model_is_said_with_its_evidence(text):
    record = one(text)

    assert record.kind is RecommendationKind.NONE_MADE
    assert record.spans


def test_nothing_is_found_where_nothing_is_said():
    assert found("# Review\n\nThe child was seen. Staff should have asked.") == []


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("Acre Council and the governing bodies of its schools should check.", 2),
        ("Acre Fire and Rescue Service should check.", 1),
        ("Acre Council, Acre Police and Acre Primary Care Trust should check.", 3),
        ("Where a test is abnormal, the surgery should ring.", 1),
        ("Acre Council, through its Director, should check.", 1),
        ("Assessments should be audited.", 0),
        ("Names must be written down by every agency.", 1),
        ("Vacancies should be reported to the Board.", 0),
    ],
)
def test_addressees_are_those_who_are_to_act(text, addressees):
    assert len(one(under("Recommendations", f"R1. {text}")).addressees) == addressees


def test_heading_names_the_agency_where_the_words_do_not():
    record = one(under("Recommendations for Acre Police", "- To ensure that forms are complete."))

    assert record.addressees == ("Acre Police",)


@pytest.mark.parametrize(
    ("heading", "text", "scope"),
    [
        ("Recommendations", "Acre Police should record it.", "single-agency"),
        ("Recommendations", "All agencies should record it.", "multi-agency"),
        ("Recommendations", "Acre Police and Acre Council should agree.", "multi-agency"),
        ("Recommendations", "The Government should legislate.", "national"),
        ("Single agency recommendations", "The Board should ensure it.", "single-agency"),
        ("Recommendations", "Assessments should be audited.", None),
    ],
)
def test_scope_follows_the_addressees_unless_the_heading_says_it(heading, text, scope):
    assert one(under(heading, f"R1. {text}")).scope == scope


def test_date_by_which_it_is_due_is_kept_as_printed():
    text = "R1. The Board should refresh its protocol by 30 September 2014."

    assert one(under("Recommendations", text)).due == "30 September 2014"


def test_answer_of_the_government_is_the_state():
    text = (
        "# Government response\n\nThe study makes two recommendations to the Government.\n\n"
        "## Recommendation 1: Reviews should be kept for ever\n\n"
        "### Government response: accepted in part\n\nWe agree."
    )

    record = one(text)

    assert (record.status, record.addressees) == ("accepted in part", ("Government",))


def test_summary_and_chapter_give_a_recommendation_once():
    text = (
        "# Review\n\n## Summary of recommendations\n\nR1. The Board should audit its work.\n\n"
        "## 8. Recommendations\n\nR1. The Board should audit its work.\n"
    )

    assert len(found(text)) == 1
