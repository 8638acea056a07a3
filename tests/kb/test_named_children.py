"""Names that titles and covers give a child, and words there that are no child's name."""

import pytest
from texts import document_of

from kb.describing import describe

LEO = (
    "\n\n## 1. Introduction\n\n1.1 Leo was seen by a nurse. Leo's aunt wrote twice.\n\n"
    "1.2 Mia was six. Mia's school knew her.\n"
)


def labels(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "case label"]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        # pseudonyms in quotation marks, whatever the paper
        ("# What we may learn from \"Leo\"", ["Leo"]),
        ("# The Bulletin\n\n**In this issue:** Training dates\n\n# Learning from \"Leo\"", ["Leo"]),
        ("# Serious Case Review\n\n**SUBJECT 1 (\"Mia\")** and **SUBJECT 2 (\"Leo\")**",
         ["Mia", "Leo"]),
        ("# Report into the deaths of \"Mia\", and of her son \"Leo\"", ["Mia", "Leo"]),
        ("# Overview report relating to Child 'Leo'", ["Leo"]),
        ("# SAFEGUARDING ADULT REVIEW: \"MS. MIA\"", ["Ms Mia"]),
        # behind what kind of subject it is
        ("# Learning from Child Leo – half a day", ["Child Leo"]),
        ("# What we have learnt from Baby Leo and others", ["Baby Leo"]),
        ("# Review of services provided to \"Family Teal\"", ["Family Teal"]),
        # introduced
        ("# PART 8 REVIEW\n\n**re: MIA and LEO E.**", ["Mia and Leo E."]),
        ("# PART 8 REVIEW\n\n**Re: L.M. (male), born 14.3.92**", ["L.M."]),
        ("# Learning from the case of Leo", ["Leo"]),
        ("# Report into the deaths of\n\n# Mia and her son Leo", ["Mia and Leo"]),
        ("# Review of the response to Leo, aged 15", ["Leo"]),
        ("# Serious Case Review\n\n| Subject of review | Leo |\n|---|---|\n| Pages | 9 |", ["Leo"]),
        ("# A child practice review (Leo)", ["Leo"]),
        ("# Inspection of services following the death of Leo Example", ["Leo Example"]),
        ("# Into the arrangements made for Leo Example in Acre, 1997–2000", ["Leo Example"]),
        ("# REPORT OF THE COMMITTEE OF INQUIRY INTO THE CARE PROVIDED IN RELATION TO LEO EXAMPLE",
         ["Leo Example"]),
        ("# RESPONSE TO THE REPORT OF THE LEO EXAMPLE INQUIRY", ["Leo Example"]),
        ("# Inquiry into the death of\n\n# LEO McEXAMPLE", ["Leo McExample"]),
        # as files have it
        ("# Report\n\n**EXAMPLE, Leo James (d.o.b. 14.6.74)**", ["Leo Example"]),
        ("**Subject: Part 8 review – Leo James EXAMPLE, b. 3/3/86**", ["Leo Example"]),
        # alone on a line
        ("# Learning brief\n\n*Mia and Leo*", ["Mia and Leo"]),
        ("# Leo – A Local Child Safeguarding Practice Review", ["Leo"]),
    ],
)  # fmt: skip
def test_covers_name_the_child(cover, expected):
    assert labels(cover + LEO) == expected


def test_the_subject_of_a_letter_is_the_child_of_whom_it_speaks():
    text = "Dear Minister,\n\n**Leo Example**\n\nMrs. Ann Example is the aunt of the above child."

    assert labels(text) == ["Leo Example"]


@pytest.mark.parametrize(
    "text",
    [
        # a subject, a body, a place, speech, a kind of report
        "Dear Madam,\n\n**Foster Allowances**\n\nThank you for your letter on Foster Allowances.",
        "# Review of services provided by Acre Homes Limited\n\nAcre Homes had six homes.",
        '# Council says it is "sorry"\n\nSorry was the word. The council was sorry.',
        "# Child Practice Review Report: Extended\n\nThe review was held in May.",
        "# Serious Case Review\n\n# Acre\n\nAcre was told. Acre was slow. Acre Council met.",
        "# Family Hubs in Acre\n\nThe Family Hubs were opened. Hubs are for all.",
        "# Report regarding the papers of A.B. Other",
        "# Reports\n\n**READING, Berkshire**\n\nBerkshire was visited.",
        # another case, and one of many
        "Dear Sir\n\nI write on the death of Leo Example, aged eight, in another town.",
        "# Thematic review of neglect\n\nIn the case of Leo, aged 3, nobody came. Leo was cold.",
        "# House of Commons\n\n## Hansard\n\nThe deaths of Leo Example, aged 4, and Mia Sample, "
        "aged 5. Leo was known. Mia was not.",
    ],
)
def test_what_is_nobody_or_of_another_case_is_no_label(text):
    assert labels(text) == []


def test_what_a_review_says_of_a_named_child_is_its_age():
    text = "# Serious Case Review: Baby Leo\n\n## 1. The child\n\n1.1 Leo was aged 3 when he died."
    fields = describe(document_of(text), "paper.md").fields

    assert [field.value for field in fields if field.name == "age band"] == ["1-5"]


def test_a_death_by_its_own_hand_gives_the_age():
    text = (
        '# Serious Case Review: "Leo"\n\n## 1. The child\n\n1.1 Leo went to a school until he was '
        "nine.\n\n1.2 Leo took his own life at the age of sixteen.\n"
    )
    fields = describe(document_of(text), "paper.md").fields

    assert [field.value for field in fields if field.name == "age band"] == ["16-17"]
    assert [field.value for field in fields if field.name == "outcome"] == ["death"]
