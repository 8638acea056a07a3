"""Letters, numbers, codes and operations by which papers label a case."""

import pytest
from texts import document_of

from kb.describing import describe

BODY = "\n\n## 1. Introduction\n\n1.1 The child was seen by a nurse, and then nobody came.\n"


def labels(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "case label"]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("# OVERVIEW REPORT: CHILDREN H AND L", ["Children H and L"]),
        ("# Individual Management Review\n\n**Subjects:** Child F and Sibling G",
         ["Child F", "Sibling G"]),
        ("# Individual Management Review\n\n**Subject:** Child \"J.J.\" (d.o.b. 02/2007)",
         ["Child J.J."]),
        ("# Review relating to \"Child T.McA.\"", ["Child T.McA."]),
        ("# Executive Summary\n\n# Child *Ó*", ["Child Ó"]),
        ("# Council will not say sorry over BABY 'Z'", ["Baby Z"]),
        ("# EXECUTIVE SUMMARY OF A SERIOUS CASE REVIEW\n\n# CASE J", ["Case J"]),
        ("# Serious Case Review – C13", ["C13"]),
        ("# Report to Committee\n\n**Subject: Serious Case Review – Child 9 – progress**",
         ["Child 9"]),
        ("# OPERATION HERON\n\n## A Serious Case Review\n\n## Young People 1 to 6",
         ["Operation Heron"]),
        ("# Safeguarding Adults Review: Mr B", ["Mr B"]),
        ("Dear partners,\n\n**Rapid review – your reference ACR/CH/0219**", ["ACR/CH/0219"]),
        ("Dear colleague\n\n**Decision on a serious case review – our case 15/06**",
         ["case 15/06"]),
    ],
)  # fmt: skip
def test_covers_label_a_case(cover, expected):
    assert labels(cover + BODY) == expected


def test_a_person_goes_before_a_code():
    cover = '# Briefing – CPR 2/2018 ("Child Rowan")'

    assert labels(f"{cover}{BODY}\n1.2 Rowan was a boy of ten.") == ["Child Rowan"]


def test_a_code_beside_a_child_is_kept_and_the_child_is_one():
    cover = "# Child Practice Review\n\n**Re: ACB 02/2020 — Child D**"
    text = f"{cover}\n\n## 1. Why\n\n1.1 Child D was six."
    fields = describe(document_of(text), "paper.md").fields

    assert labels(text) == ["Child D", "ACB 02/2020"]
    assert [field.value for field in fields if field.name == "age band"] == ["6-10"]


@pytest.mark.parametrize(
    "cover",
    [
        "# Operation Heron\n\n## A guide for schools on calls to the police",
        "# Serious case reviews\n\n## Children 1-5 and their needs",
        "# Learning from serious case reviews: a biennial analysis\n\nIn one review Child A died.",
        "# Serious Case Review\n\n# Baby P-J's mother",
        "# A letter to Mr B",
    ],
)
def test_what_only_looks_like_a_label_is_none(cover):
    assert labels(cover + BODY) == []


ITEM = "Members noted the review. J.P. was four. The file of J.P. was read."


def test_short_minutes_of_one_case_have_its_label():
    opening = "# Minutes of the Special Meeting\n\n## 113. CHILD ABUSE: THE CASE OF J.P.\n\n"

    assert labels(opening + ITEM) == ["J.P."]


def test_minutes_of_a_whole_meeting_are_of_no_case():
    other = "\n\n".join(f"## {n}. Roads and parks\n\nNoted." for n in range(1, 8))
    text = f"# Minutes of the Meeting\n\n{other}\n\n## 9. THE CASE OF J.P.\n\n{ITEM}"

    assert labels(text) == []
