"""The place that a paper is of: joined names, boards that share a review, bodies named once."""

import pytest
from texts import document_of

from kb.describing import describe

REVIEW = "\n\n# Serious Case Review: Leo\n\n## 1. The child\n\n1.1 Leo was seen by a nurse."


def described(text):
    return describe(document_of(text), "paper.md")


@pytest.mark.parametrize(
    ("cover", "authority"),
    [
        ("Acre & the Vale Safeguarding Children Partnership", "Acre and the Vale"),
        ("Acre, Brook and Carr Area Child Protection Committee", "Acre, Brook and Carr"),
        ("ACRE, BROOK AND THE ISLES\n\n**Child Protection Committee**",
         "Acre, Brook and the Isles"),
        ("Local Safeguarding Children Board\n\n**ACRE & LITTLE BROOK**",
         "Acre and Little Brook"),
        ("Acre and Brook — Safeguarding Children Partnership", "Acre and Brook"),
        ("Acre and Brook Safeguarding Partners", "Acre and Brook"),
        ("ACRE JOINT CHILD PROTECTION COMMITTEE", "Acre"),
        ("Acre Public Protection Partnership", "Acre"),
        ("Safer Acre Partnership", "Acre"),
        ("To: Chairman, Acre A.C.P.C.", "Acre"),
        ("ACRE AREA CHlLD PROTECTlON COMMlTTEE", "Acre"),
        ("Report of a group of the ACRE AREA CHILD PROTECTION COMMITTEE", "Acre"),
        ("Bwrdd Lleol Diogelu Plant **Acre** Local Safeguarding Children Board", "Acre"),
        ("BWRDD DIOGELU PLANT BRO ACRE", "Bro Acre"),
        ("BWRDD DIOGELU PLANT CAER\n\nACRE SAFEGUARDING CHILDREN BOARD", "Acre"),
        ("COUNTY OF ACRE\n\nThe County Council appointed the panel", "Acre"),
        ("ACRE METROPOLITAN BOROUGH", "Acre"),
        ("News for all who work with children in Acre & Brook", "Acre and Brook"),
        ("Safeguarding Children Board for Acre", "Acre"),
    ],
)  # fmt: skip
def test_a_place_as_covers_join_and_part_its_name(cover, authority):
    assert described(cover + REVIEW).authority == authority


def test_a_masthead_goes_before_a_council_that_sent_apologies():
    minutes = "ACRE AREA CHILD PROTECTION COMMITTEE\n\nMinutes\n\nApologies: Brook Council"

    assert described(minutes).authority == "Acre"


def test_a_joint_review_is_of_all_its_boards():
    cover = (
        "**ACRE SAFEGUARDING CHILDREN BOARD** and **BROOK LSCB**\n\n# Joint Serious Case Review"
        "\n\nAccepted by Acre Safeguarding Children Board"
    )
    found = described(cover + REVIEW)

    assert found.authority == "Acre and Brook"
    named = [field.value for field in found.fields if field.name == "authority"]
    assert named == ["Acre and Brook", "Acre", "Brook"]


def test_a_place_whose_board_is_named_once_and_no_other():
    once = f"{REVIEW}\n\n1.2 The Chair of Acre LSCB decided that there should be a review."

    assert described(once).authority == "Acre"
    assert described(f"{once}\n\n1.3 He had lived in Brook, and Brook LSCB knew.").authority is None
    assert described(f"# Guidance on bruises{once.replace('Serious', '')}").authority is None


def test_councils_of_professions_are_of_no_place():
    assert described(f"{REVIEW}\n\n1.2 The General Medical Council was told.").authority is None


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("**The Acre Herald**, Friday 3 May 1996\n\n# Sorry\n\nBrook Islands Council was told.",
         "Brook"),
        ("# Sorry\n\n**Ann Other** · Chief reporter · *Acre Live*\n\nHe died in Acre.", "Acre"),
        ("THE DAILY EXPRESS, Friday 3 May 1996\n\n# Sorry\n\nThe Daily truth.", None),
        ("# On the Acre review\n\n*a nurse's blog*\n\nAcre's board says that it is sorry.", "Acre"),
    ],
)  # fmt: skip
def test_where_newspapers_and_blogs_write_of(text, authority):
    assert described(text).authority == authority


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("# SCR: Leo\n\nIndependent author: Ann Other-Sample Acre Fields LSCB", "Acre Fields"),
        ("# Review: Leo\n\nFor Safer Acre Community Safety Partnership", "Acre"),
        ("# Review: Leo\n\nAcre a'r Cylch Safeguarding Board", "Acre a'r Cylch"),
        ("# ACRE DISTRICT REVIEW COMMITTEE (NON-ACCIDENTAL INJURY)", "Acre"),
        ("# Acre Regional Council", "Acre"),
        ("# Inspection\n\n## Acre community planning partnership: progress", "Acre"),
        ("# A letter\n\n## 1. Why\n\nThe Acre Health and Social Services Trust said no.", "Acre"),
        ("# Our Leo\n\nWe rang the social services at Acre on the 2nd.", "Acre"),
        ("# A paper\n\n**LSCB:** Acre\n\n**Owner:** Panel", "Acre"),
        ("# Serious case review\n\nwww.acre-valelscb.org.uk", "Acre Vale"),
        ("# Serious case review\n\nThe Board met.\n\n*The Hall, Mill Lane, Acre ZZ9 1AA*", "Acre"),
        ("# Serious case review\n\n## 1. Why\n\nShe was found in the Acre area.", "Acre"),
        ("# Justice for Mia\n\nMia died at the house in Acre. Mia was three.", "Acre"),
        ("# Justice for Mia\n\nMia died at the house in Mill Row. Mia was three.", None),
        ("Ofsted, Agora, 6 Mill Place, Acre ZZ9 1AA\n\nDear All\n\nWe came.", None),
        ("# Acre, Brook and Carr: Thematic Review of Harm\n\nFor three partnerships.",
         "Acre, Brook and Carr"),
    ],
)  # fmt: skip
def test_a_place_named_in_other_ways(text, authority):
    assert described(text).authority == authority
