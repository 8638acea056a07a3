"""Places that a paper names beside no full name of a body: whose people, districts, papers."""

import pytest
from texts import document_of

from kb.describing import describe


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("# Statement\n\nMany residents of Acre will have seen the programme.", "Acre"),
        ("# Part 8 review\n\nEvery service in Acre had assumed that it was of no concern.", "Acre"),
        ("LSCB ACRE VALE\n\n# Serious case review", "Acre Vale"),
        ("# Action plan\n\n| Owner: | Acre CPC, Quality Group |\n|---|---|", "Acre"),
        ("Pwyllgor Amddiffyn Plant Ardal\n\nSir Acre Area Child Protection Committee\n\n# Review",
         "Sir Acre"),
        ("# Joint inspection\n\nServices to protect children in Carse of Acre", "Carse of Acre"),
        ("# A blog about reports\n\nThe safeguarding board for Acre and the Isles has spoken.",
         "Acre and the Isles"),
        ("# Letter\n\nDear Sir\n\nWe rang social services in Acre Heath in May.", "Acre Heath"),
        ("# Press\n\nBy Ann Other, Social Affairs Correspondent\n\nTwo officers of Acre "
         "Metropolitan Borough were in the balance.", "Acre"),
        ("The Acre Packet | Thursday 6 March 1986 | 16p\n\n# Sorry\n\nAcre wept.", "Acre"),
        ("# Regulation 28 report\n\nI am Ann Other, coroner for the coroner area of Acre", "Acre"),
        ("MEMORANDUM\n\nTo: School Nurses – Acre Health District\n\nBe kind.", "Acre"),
        ("# Freedom of information request\n\nWhere Acre District Council holds it, we answer.",
         "Acre"),
    ],
)  # fmt: skip
def test_places_of_papers_without_a_masthead(text, authority):
    assert describe(document_of(text), "paper.md").authority == authority


def test_a_nation_is_no_authority():
    text = "# A note\n\nDear Sir\n\nThe Safeguarding Board for Northern Ireland has it."

    assert describe(document_of(text), "paper.md").authority is None
