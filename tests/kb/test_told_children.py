"""The child as first paragraphs introduce it, and people whom they introduce beside it."""

import pytest
from texts import document_of

from kb.describing import describe

PAPER = "**THE ACRE GAZETTE**\n\n# Failed by every agency\n\nBy Jane Reporter\n\n"
REVIEW = "# Serious Case Review\n\n**Acre Safeguarding Children Board**\n\n## 1. Why\n\n"


def labels(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "case label"]


@pytest.mark.parametrize(
    ("opening", "says", "label"),
    [
        (PAPER, "An inquest heard of Leo Example, three, who was seen by nobody.", "Leo Example"),
        (PAPER, "It led to the death of three-year-old Leo Example.", "Leo Example"),
        (PAPER, "Leo Example was found at a flat in May. Ben Other, 31, was jailed. Leo had "
                "been seen.", "Leo Example"),
        ("# Justice for Leo\n\n", "Leo Example was born on a hot day.", "Leo Example"),
        ("# Our Leo\n\n", "Leo Example. 29th May 2009 – 3rd December 2015.", "Leo Example"),
        ("# The third report\n\n*Posted on 12 March 2015 by Ann*\n\n",
         "I read the Leo Example review.", "Leo Example"),
        ("# Letters\n\n", "We considered Leo Example's case in 1999.", "Leo Example"),
        ("# Statement by the Board\n\n", "Two people were found guilty of the murder of Leo.",
         "Leo"),
        ("# To parents\n\n", "A review is out. In the report he's called **Leo**.", "Leo"),
        ("# Government response\n\n", "Leo Example was five years old when he died.",
         "Leo Example"),
        (REVIEW, "1.1 The subject of this review will be known as Leo.", "Leo"),
        (REVIEW, "1.1 To protect him the pseudonym Leo is used.", "Leo"),
        (REVIEW, "1.1 We have called him Leo.", "Leo"),
        (REVIEW, "1.1 Leo (not his real name) died.", "Leo"),
        (REVIEW, "1.1 His name was Leo.", "Leo"),
    ],
)  # fmt: skip
def test_paragraphs_introduce_the_child(opening, says, label):
    assert labels(f"{opening}{says}\n\n1.2 Leo's aunt wrote. Nobody wrote to Leo.") == [label]


def test_a_row_of_a_coroners_form_says_into_whose_death():
    text = (
        "# Regulation 28: Report to Prevent Future Deaths\n\n| | |\n|---|---|\n| **3** | "
        "**INVESTIGATION** On 11 August an investigation was opened into the death of "
        "**Leo Kay-Example**, aged 15. |"
    )

    assert labels(text) == ["Leo Kay-Example"]


@pytest.mark.parametrize(
    "text",
    [
        # who did it, who was named once, who of several, a sister, a post, an anecdote
        PAPER + "Ben Other, 19, was jailed for life. Other was calm. Ben Other said nothing.",
        "# A letter on thresholds\n\nSince the death of Leo Example, aged 3, all is slower.",
        PAPER + "Leo Example, 3, and Mia Sample, 4, died. Leo was shy. Mia was not.",
        REVIEW + "1.1 They have an older daughter, Mia, who was three. Mia was well.",
        "# Minute\n\nThe Regional Solicitor's report was heard. The Regional Solicitor left.",
        "# Notes\n\n*Posted by Ann on 1 May 2015*\n\nI think of a boy known as Leo. Leo was sad.",
        "# Annual report\n\nThe death of Leo Example, aged 3, was reviewed. Leo was known.",
    ],
)
def test_others_are_not_the_child(text):
    assert labels(text) == []
