"""Labels and names in marks, codes and the words of papers that say what they call a child."""

import pytest
from texts import document_of

from kb.describing import describe

REVIEW = "# Serious Case Review\n\n"


def labels(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "case label"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (REVIEW + "Name changed from \"Child A19\"\n\nIn this report he is called **Leo**, a name "
         "that Leo's mother chose.", "Leo"),
        ("# CONCISE REVIEW — CHILD \"GREY\"\n\nOf the child we say little.", "Child Grey"),
        ("# quarnwatch\n\n*a blog about money*\n\nThey have called her \"Child Linnet\". Fine.",
         "Child Linnet"),
        ("# Serious Case Review\n\nin respect of Child 11 and Child 12", "Child 11 and Child 12"),
        ("# The review of the case of \"K.\"\n\nThe panel met.", "K."),
        (REVIEW + "Case 2 / 02\n\nThe girl was three.", "Case 2 / 02"),
        ("# Individual management review\n\n1. Subjects\n\nChild, subject: C1 (F, 14 months)",
         "C1"),
        ("# Committee of Inquiry\n\nReport into the death of\n\n# ANN MAY EXAMPLE\n\nAnn was six.",
         "Ann Example"),
        ("# Press release\n\nThe twins, Leo and Mia Example, who were nine weeks old, were found.",
         "Leo and Mia Example"),
        ("# Freedom of information request\n\nYou asked for the report concerning Child B.",
         "Child B"),
        ("Dear colleagues\n\nRapid review: notification – 'Leo'\n\nWe read of the injuries to Leo.",
         "Leo"),
    ],
)  # fmt: skip
def test_what_papers_call_a_child(text, label):
    assert labels(text) == [label]


def test_the_child_of_a_letter_stands_before_the_number_of_its_review():
    text = "# Advice to Ministers\n\nPublication of CPR 1/2018\n\nChild M was ten. Child M drowned."

    assert labels(text) == ["Child M"]
