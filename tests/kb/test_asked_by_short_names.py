"""Whom long papers ask by names that they gave in full only once."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.recommending.full_names import FullNames


def asked(text):
    return [record.addressees for record in find_recommendations(document_of(text))]


@pytest.mark.parametrize(
    ("title", "short", "full"),
    [
        ("Acre Borough Council Children's Services Area", "council", "Acre Borough Council"),
        ("Acre Primary Care Trust", "primary care trust", "Acre Primary Care Trust"),
        ("Acre and Dale Clinical Commissioning Group", "clinical commissioning group",
         "Acre and Dale Clinical Commissioning Group"),
        ("The Northvale Probation Area came.", "Probation Area", "Northvale Probation Area"),
        ("The Chair of Acre Safeguarding Board (the Board) wrote.", "Board",
         "Acre Safeguarding Board"),
        ("The Independent Chair of Acre Children Board and the Dale Improvement Board met.",
         "Independent Chair of the Board", "Independent Chair of Acre Children Board"),
        ("The Health Board was told.", "Board", "Board"),
        ("**R3** The Board should report.", "Board", "Board"),
    ],
)  # fmt: skip
def test_short_name(title, short, full):
    assert FullNames([title]).of(short) == full


def test_the_department_of_a_chapter_is_the_one_that_its_heading_names():
    text = (
        "# Inquiry\n\nThe Education Department came.\n\n## The Social Services Department\n\n"
        "We recommend that the Department ring.\n\nWe recommend that the Director write.\n\n"
        "We recommend that Acre Council meet.\n"
    )
    assert asked(text)[0] == ("Social Services Department",)


def test_body_that_items_follow_at_once_is_asked():
    text = (
        "# Inquiry\n\n## Chapter\n\n9.1 We recommend that the Acre Committee:\n\n(a) meet in "
        "public; and\n\n(b) report.\n\n9.2 We recommend that Acre Council meet.\n\n"
        "9.3 We recommend that Brook Trust meet.\n"
    )
    assert asked(text) == [("Acre Committee",), ("Acre Council",), ("Brook Trust",)]


def test_heading_in_capitals_is_nobodys_name():
    text = (
        "# Review for Acre Hospitals NHS Trust\n\n## SECTION J – RECOMMENDATIONS FOR THE TRUST\n\n"
        "1. All letters should be changed.\n"
    )
    assert asked(text) == [()]


def test_below_single_agency_recommendations_each_heading_is_an_agency():
    text = (
        "# Review\n\n## Single agency recommendations\n\n### Sure Start Acre\n\n"
        "1. To visit each family that does not come.\n"
    )
    assert asked(text) == [("Sure Start Acre",)]


def test_words_above_a_list_say_who_is_asked_and_not_who_is_named_in_an_item():
    text = (
        "# Review\n\n## Areas for action\n\nAcre Care Trust should:\n\n"
        "- see that assessments are done by a doctor within a month\n- fill the posts\n"
    )
    assert asked(text) == [("Acre Care Trust",), ("Acre Care Trust",)]


def test_lead_of_a_row_without_an_action_is_asked_with_the_body():
    text = (
        "# Review\n\n## Recommendations\n\n| No. | Recommendation | Lead | By when |\n"
        "|---|---|---|---|\n| 1 | Acre Trust should keep a list. | Chief Nurse | May 2010 |\n"
    )
    assert asked(text) == [("Acre Trust", "Chief Nurse")]


def test_column_for_action_by_says_who_is_asked():
    text = (
        "# Review\n\n## Recommendations\n\n"
        "| Ref. | Recommendation | For action by |\n|---|---|---|\n"
        "| R1 | That the call centre and the police desk share a room. | Cabinet; Acre Police |\n"
        "| R2 | That each head report. | Governing bodies of all schools and academies in the "
        "borough |\n"
    )
    assert asked(text) == [
        ("Cabinet", "Acre Police"),
        ("Governing bodies of all schools and academies in the borough",),
    ]


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("Acre Board should agree a protocol. The protocol should set out who rings.",
         ("Acre Board",)),
        ("Acre Board to keep a route for reports, and Brook Council to send them by it.",
         ("Acre Board", "Brook Council")),
        ("Acre Board to re-write its procedure.", ("Acre Board",)),
        ("The Home Office should consider, with the Department of Health, a new rule.",
         ("Home Office", "Department of Health")),
        ("We recommend that, where a child is at home, the team leader be required to read.",
         ("team leader",)),
        ("The designated safeguarding leads of all schools should meet.",
         ("designated safeguarding leads of all schools",)),
    ],
)  # fmt: skip
def test_words(words, whom):
    assert asked(f"# Review\n\n## Recommendations\n\n1. {words}\n") == [whom]


def test_heading_that_names_a_school_gives_way_to_its_governing_body():
    text = (
        "# Review\n\n## Recommendations\n\n### Acre Road Primary School\n\n"
        "1. That the Governing Body of Acre Road Primary School train its staff.\n"
    )
    assert asked(text) == [("Governing Body of Acre Road Primary School",)]
