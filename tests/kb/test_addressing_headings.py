"""Headings that say whom what stands below them asks."""

from texts import document_of

from kb.recommending import find_recommendations


def found(text):
    return [(r.number, r.addressees) for r in find_recommendations(document_of(text))]


def test_several_headings_that_address_bodies_head_recommendations():
    text = (
        "# Report\n\nI was asked to look.\n\n**To the Acre NHS Trust:**\n\n1. Repair the bell.\n\n"
        "**To Brook Council and the Acre NHS Trust together:**\n\n2. Keep one list.\n\n"
        "I thank them all."
    )
    assert found(text) == [
        ("1", ("Acre NHS Trust",)),
        ("2", ("Brook Council", "Acre NHS Trust")),
    ]


def test_an_officer_under_the_heading_of_a_body_is_asked_with_it():
    text = (
        "# Review\n\n## Recommendations\n\n### Acre NHS Trust\n\n1. Area managers should audit.\n\n"
        "2. The Trust should report.\n\n3. Front-line staff should ask.\n\n"
        "4. Brook Council should look."
    )
    assert found(text) == [
        ("1", ("Acre NHS Trust", "Area managers")),
        ("2", ("Acre NHS Trust",)),
        ("3", ("Acre NHS Trust",)),
        ("4", ("Brook Council",)),
    ]


def test_a_short_recommendation_that_is_set_as_a_heading_is_one():
    document = document_of(
        "# Report\n\n## Recommendations\n\n1. Every guardian of a boarded-out child in the region "
        "should be seen again each year.\n\n2. Brook Council should look. (Acre Trust)\n\n"
        "3. No child should be boarded with a parent's employer in any part of the region."
    )
    assert [r.number for r in find_recommendations(document)] == ["1", "2", "3"]


def test_letters_that_begin_anew_bear_the_number_of_their_heading():
    text = (
        "# Report\n\n## Recommendations\n\n**1. Planning.**\n(a) Acre Trust should meet.\n"
        "(b) It should write.\n\n**2. Letters.**\n(a) Brook Council should write."
    )
    assert [number for number, _ in found(text)] == ["1(a)", "1(b)", "2(a)"]
