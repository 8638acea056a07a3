"""The child whom a paper never introduces, told by all that it says of one forename."""

import pytest
from texts import document_of

from kb.describing import describe

LETTER = "Acre Council\n\n12 January 2018\n\nDear Peter\n\n"
BRIEF = "# Learning brief: a winter in Acre\n\n"


def labels(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "case label"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (LETTER + "I have met Leo's grandmother. She says that Leo was never asked.", "Leo"),
        (LETTER + "Leo's school rang on the day. Leo's brother had rung before.", "Leo"),
        (BRIEF + "Leo was taken to hospital in May. Leo's father was not asked.", "Leo"),
        (BRIEF + "Leo (a name that his nan picked) was with his nan. Leo is well.", "Leo"),
        (BRIEF + "| Case | **Leo** |\n|---|---|\n\nLeo had a bus pass.", "Leo"),
        ("# Slide 1\n\nTraining\n\n# Meet Leo\n\nLeo likes slime. Leo's mother was ill.", "Leo"),
        ("# Statement\n\n\"Leo and Mia were loved by everyone at their school. Their deaths are "
         "felt here,\" said the council.", "Leo and Mia"),
        ("# Remembering Leo\n\nThis is me and his nan.\n\nLeo Example. 9 lb 2 at birth.",
         "Leo Example"),
        ("# Report of a Panel of Inquiry\n\nWe looked at services to the family of LEO JAMES "
         "EXAMPLE.\n\nLeo was born in May 1974.", "Leo Example"),
    ],
)  # fmt: skip
def test_many_things_said_of_a_forename_show_the_child(text, label):
    assert labels(text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        # a colleague, two rivals, a place, a word of papers, who is named once
        LETTER + "Dr Leo Other was ill. Leo was away in May. Leo's team wrote.",
        BRIEF + "Leo was found in May. Mia was found in June. Leo's mother wrote. Mia's aunt did.",
        BRIEF + "The team in Carrow was brought together. Carrow's needs are new.",
        BRIEF + "Chapter 4 is new. Chapter 4 was read. Chapter's end.",
        LETTER + "Since the death of Leo's father, aged 30, all is slower.",
    ],
)
def test_what_is_said_of_others_shows_nobody(text):
    assert labels(text) == []
