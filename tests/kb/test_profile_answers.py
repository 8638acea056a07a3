"""The profile of one review: what it is, what happened, what it found and recommends."""

import pytest
from texts import holding

from kb.planning.asked_kinds import asked_kind

REVIEW = """# Serious Case Review: Child A

Acre Safeguarding Children Board

**Independent author:** Ann Marr

**Published:** 9 September 2013

## 1 Introduction

1.1 The panel considered the criteria in Working Together after a death.

1.2 Child A was three years old when he died at home in Acre on 4 May 2009. The cause of his death \
was a head injury.

1.3 On 6 January 2009 his mother moved to another flat, where the family stayed.

## 2 Terms of reference

2.1 The review looks at what was known of the child before he died.

## 3 Findings

3.1 The hospital failed to share information with the school and with the health visitor.

3.2 The social worker had no supervision at all between March and May.

## Recommendations

R1. Acre Police should record the name of each child at an incident.

R2. Acre Safeguarding Children Board should provide training on bruises for all staff every year.

R3. Acre NHS Trust should tell the Board when a family moves to new housing.

R4. Acre Council should review its procedures for moves within a year.
"""
SYSTEMS = """# Serious Case Review: Child B

Brook Safeguarding Children Board

June 2014

1.1 Child B was scalded in the bath in June 2012, when she was five.

1.2 This report makes no recommendations.
"""
PROFILES = [
    "Summarise the Child S review",
    "What happened to Child M?",
    "what happened to baby t",
    "Tell me about Baby T",
    "What is the Child H case about?",
    "give me the gist of the Ann Marr review",
    "Child S review in a nutshell",
    "Please could you sum up the serious case review of Child S in a few lines, thanks",
]
OTHERS = [
    ("timeline", "What happened to Child A between March and May 2007?"),
    ("timeline", "What happened to Child A and when?"),
    ("recommendations", "Summarise the recommendations of the Child S review"),
    ("inventory", "Do you have the executive summary of the Child S review?"),
    (None, "What happened to Child M's sister?"),
    (None, "Tell me about neglect"),
    (None, "Tell me about child neglect"),
    (None, "What happened at the hospital on the night that Child M died?"),
]


@pytest.mark.parametrize("question", PROFILES)
def test_questions_for_a_profile(question):
    assert asked_kind(question) == "profile"


@pytest.mark.parametrize(("kind", "question"), OTHERS)
def test_questions_that_ask_for_another_kind(kind, question):
    assert asked_kind(question) == kind


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    with holding(tmp_path_factory.mktemp("profiles"), embedder, REVIEW, SYSTEMS) as (kb, _):
        yield kb.ask


def parts(answer):
    """The lines of each part of a profile, by its heading."""
    return {
        lines[0].strip("*"): lines[1:]
        for lines in (part.split("\n") for part in answer.text.split("\n\n"))
    }


def test_profile_of_a_review(ask):
    answer = ask("Tell me about Child A")
    assert (answer.kind, answer.status) == ("profile", "answered")
    found = parts(answer)
    assert list(found) == [
        "Serious Case Review: Child A, Acre, 2013",
        "What happened",
        "What it found",
        "What it recommends",
    ]
    is_it = found["Serious Case Review: Child A, Acre, 2013"]
    assert any(line.startswith("- published: 9 September 2013 — “") for line in is_it)
    assert any(line.startswith("- written by: Ann Marr — “") for line in is_it)


def test_what_befell_the_child_is_told_and_not_what_the_panel_did(ask):
    told = parts(ask("What happened to Child A?"))["What happened"]
    assert [line.rpartition(" [")[0] for line in told] == [
        "- “Child A was three years old when he died at home in Acre on 4 May 2009.” (para 1.2)",
        "- “The cause of his death was a head injury.” (para 1.2)",
    ]


def test_findings_stand_under_their_themes(ask):
    found = parts(ask("Summarise the review of Child A"))["What it found"]
    assert [line.split(": “")[0] for line in found] == ["- information sharing", "- supervision"]


def test_recommendations_are_counted_and_the_first_are_shown(ask):
    found = parts(ask("Summarise the review of Child A"))["What it recommends"]
    assert found[0] == "4 recommendations; the first 3:"
    assert len(found) == 4
    assert found[1].startswith("- R1: “Acre Police should record")


def test_a_review_that_makes_none_says_so(ask):
    found = parts(ask("what is the child b case about"))
    assert found["What it recommends"][0].startswith("None made")
    assert "This report makes no recommendations." in found["What it recommends"][1]
    assert "scalded in the bath" in found["What happened"][0]


def test_every_quotation_is_cited(ask):
    answer = ask("Tell me about Child A")
    assert all(f"{c.quote}”" in answer.text for c in answer.citations)
    assert all(f"[{c.id}]" in answer.text for c in answer.citations)


def test_a_case_that_is_not_held_has_none(ask):
    answer = ask("What happened to Child Z?")
    assert answer.status == "insufficient_evidence"
    assert "none is of Child Z" in answer.text
