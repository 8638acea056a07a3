"""The case of which papers of a page or two speak, in the ways in which hands write them."""

import pytest
from texts import document_of

from kb.describing import describe

PAPER = "**THE ACRE GAZETTE**\n\n# Failed by every agency\n\nBy Jane Reporter\n\n"
REVIEW = "# Serious Case Review\n\n**Acre Safeguarding Children Board**\n\n"
LETTER = "Acre Council\n\n3 May 2011\n\nDear Chair\n\n"


def values(text, name="case label"):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == name]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # the surname that the text says, and the name before the letter
        (PAPER + "The chances to save little Leo. Leo Example was three. Leo was known.",
         "Leo Example"),
        (PAPER + "Leo Example was found dead in May. The report calls him Child AB. Child AB is "
                 "the boy. Leo was three.", "Leo Example"),
        ("# For Leo\n\nThis page was made by Leo's gran.\n\nLeo James Example was born in May. "
         "The review calls him Child Y. Child Y!", "Leo Example"),
        (PAPER + "He denies killing his step-daughter, Mia Example. Mia, who was four, died.",
         "Mia Example"),
        (PAPER + "SIX-YEAR-OLD Mia Example was beaten. Mia had been seen twice.", "Mia Example"),
        # names that are said once, where it is plain whose they are
        (LETTER + "It is hard to read of the life of Leo without being moved.", "Leo"),
        (REVIEW + "## 1. Why\n\nA girl of ten, known in the report as Mia, was hurt.", "Mia"),
        ("# A note\n\nHe is called Child 17 in what follows.", "Child 17"),
        ("# A note\n\nThe review on Mia and Leo is out. These are not their real names.",
         "Mia and Leo"),
        (REVIEW + "| Subject(s) | Mia (adult, 27) and Leo (child, 2) |\n|---|---|\n\nMia was "
                  "killed. Leo was, too.", "Mia and Leo"),
        (REVIEW + "Child's pseudonym: Mia\n\n## 1. Why\n\nA girl was hurt.", "Mia"),
        # lines left open, titles with a colon, quotation marks, letters spaced out
        ("# REPORT OF THE COMMITTEE OF INQUIRY\n\nINTO THE CARE PROVIDED BY AGENCIES IN RELATION "
         "TO\n\n**LEO EXAMPLE**\n\nLeo was seven.", "Leo Example"),
        ('# Serious Case Review\n\n## "Nobody asked": Leo\n\nLeo was seven. Leo had a dog.', "Leo"),
        ('# Learning brief: case of "the brothers"\n\nTwo boys were hurt.', "the brothers"),
        (REVIEW + "**S A M   E X A M P L E**\n\n## 1. Why\n\nSam Example died.", "Sam Example"),
        (REVIEW + "C H I L D   G\n\n## 1. Why\n\nA girl died.", "Child G"),
        (REVIEW + '"M"\n\n## 1. Why\n\nA boy died.', "M"),
        (REVIEW + "Family 7\n\n## 1. Why\n\nThree children.", "Family 7"),
        (REVIEW + "re. the B—— children\n\n## 1. Why\n\nThree children.", "the B children"),
        (REVIEW + "concerning LEO E. and MIA E.\n\n## 1. Why\n\nLeo was six. Mia was four.",
         "Leo E. and Mia E."),
        # other kinds of label, and what is said of each of several
        (LETTER + "**The above case (\"Student X\")**\n\nStudent X was sixteen.", "Student X"),
        ("# Management review\n\n**Subject:** Baby Rh. (d.o.b. 2008)\n\nAcre Trust.", "Baby Rh."),
        ("# 7-minute briefing\n\n## 1. What happened\n\nTwin B died. Twin A was hurt. The report "
         "is called Twins A and B.", "Twins A and B"),
        ("# Learning from Operation Heron: a serious case review\n\nSix women spoke.",
         "Operation Heron"),
        (LETTER + "**Serious Incident Notification SIN-2291**\n\nThank you.", "SIN-2291"),
        # a paper of many cases that follows one
        ("# Inspection of safeguarding in Acre\n\nWe came after the conviction of the parents of "
         "Child C.\n\nWe did not look at Child C's death again.", "Child C"),
        ("# Freedom of information request\n\nYou asked what the SCR into Child Elm cost. It was "
         "that of Child Elm.", "Child Elm"),
    ],
)  # fmt: skip
def test_whom_a_short_paper_is_about(text, label):
    assert values(text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        # a relative, a pronoun, several, a part of a title
        REVIEW + "## 1. Why\n\nThey have an older daughter, Mia, who was three. Mia was well.",
        PAPER + "She was seven. She was funny.",
        PAPER + "The deaths of Leo Example, aged 3, and Mia Sample, aged 4. Leo ran. Mia sang.",
        "# Inspection of safeguarding in Acre\n\nChild A and Child B are examples. Child C, too.",
        "# Report of the Review: Sub-Committee\n\nThe members met in May.",
    ],
)
def test_who_is_not_the_subject(text):
    assert values(text) == []
