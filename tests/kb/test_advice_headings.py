"""Under which headings recommendations stand."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations


def found(text):
    document = document_of(text)
    return [
        (r.number, document.text(r.spans), r.addressees) for r in find_recommendations(document)
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Strategies for improving practice and systems",
        "Action should be taken",
        "Matters for consideration",
    ],
)
def test_headings_of_learning_reviews_and_coroners_count(heading):
    assert found(
        f"# Report\n\n## {heading}\n\n1. Acre Trust should ring.\n2. It should write."
    ) == [
        ("1", "Acre Trust should ring.", ("Acre Trust",)),
        ("2", "It should write.", ("Acre Trust",)),
    ]


def test_heading_of_conclusions_and_recommendations_does_not_cover_the_conclusions():
    text = (
        "# Report\n\n## Conclusions and recommendations\n\n### Conclusions\n\nActs differ. "
        "The heads to whom it was told should tell.\n\n### Recommendations\n\n"
        "1. Acre Trust should ring.\n\n### Further work\n\nParticipants should send their papers."
    )
    assert [words for _, words, _ in found(text)] == ["Acre Trust should ring."]


def test_codes_and_sorts_of_recommendations_are_their_labels():
    text = (
        "# Report\n\n## Recommendations\n\n### Single agency\n\n*Acre Council*\n\n"
        "SA1. To keep a list.\n\nSA2. To read it.\n\n### National\n\n"
        "**National Recommendation 1:** Ofsted should visit.\n\n"
        "## Improving systems and practice\n\n**Action 1** – An easy copy to be made."
    )
    assert found(text) == [
        ("SA1", "To keep a list.", ("Acre Council",)),
        ("SA2", "To read it.", ("Acre Council",)),
        ("Recommendation 1", "Ofsted should visit.", ("Ofsted",)),
        ("1", "An easy copy to be made.", ()),
    ]


def test_what_a_report_may_wish_is_advised_to_the_body_that_may():
    text = (
        "# Report\n\n## Matters for the Board\n\n- Acre Board may wish to consider its rule.\n"
        "- It may also wish to ask children.\n- Consideration might be given by Brook Police to it."
    )
    assert [who for _, _, who in found(text)] == [
        ("Acre Board",),
        ("Acre Board",),
        ("Brook Police",),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "7. We were asked to recommend that she should not be employed. We decline to do so.",
        "7. We do not recommend any change in what the Board should do.",
        "7. In my opinion action should be taken to prevent future deaths.",
    ],
)
def test_what_is_not_recommended_is_none(words):
    assert (
        found(f"# Report\n\n## Recommendations\n\n6. Acre Trust should ring.\n\n{words}")[1:] == []
    )


@pytest.mark.parametrize(
    "before",
    ["**R2.** (Bright Days Fostering) ", "**R2.** To Bright Days Trust: ", "R2: For Acre Police. "],
)
def test_name_before_the_words_says_who_is_asked(before):
    ((number, words, who),) = found(f"# Report\n\n## Recommendations\n\n{before}Mend the rule.")
    assert (number, words) == ("R2", "Mend the rule.")
    assert who in (("Bright Days Fostering",), ("Bright Days Trust",), ("Acre Police",))


def test_numbers_in_brackets_on_lines_of_their_own_count_recommendations():
    text = (
        "# Report\n\n## Recommendations\n\n(1) That Acre Trust ring;\n(2) That Brook Council write."
    )
    assert found(text) == [
        ("(1)", "That Acre Trust ring;", ("Acre Trust",)),
        ("(2)", "That Brook Council write.", ("Brook Council",)),
    ]


def test_list_after_i_recommend_is_recommended_under_any_heading():
    text = "# Report\n\n## Chapter 9\n\n9.1 I therefore recommend:\n\n(a) that Acre Trust ring;\n"
    more = "\n(b) that Brook Council write.\n\n9.2 I have no other recommendation to make."
    assert [number for number, *_ in found(text + more)] == ["(a)", "(b)"]


def test_meeting_resolves_below_the_end_of_a_sentence():
    text = (
        "# Minute\n\n## The case\n\nThe Committee, after discussion, **RESOLVED**:—\n\n"
        "(1) that the Director of Roads be instructed to report;\n\n"
        "(2) to request the Chairman of the Panel to consider it."
    )
    assert found(text) == [
        ("(1)", "that the Director of Roads be instructed to report;", ("Director of Roads",)),
        ("(2)", "to request the Chairman of the Panel to consider it.", ("Chairman of the Panel",)),
    ]
