"""Which documents a question names, and what it asks of them."""

from dataclasses import replace

import pytest
from test_planning import document

from kb.record_answers import period
from kb.scope import read_scope
from kb.types import Field

DOCUMENTS = {
    "a": document("a", 2011, "Acre"),
    "b": document("b", 2014, "Brook"),
    "c": document("c", 2019, "Acre"),
}
FIELDS = {
    "a": (Field("case label", "Child R"),),
    "b": (Field("case label", "Child R"),),
    "c": (Field("case label", "Baby T"),),
}


def scope(question):
    return read_scope(question, DOCUMENTS, FIELDS)


SCOPES = [
    ("How old was Child R?", {"a", "b"}),
    ("How old was Child R in Acre?", {"a"}),
    ("When did Acre's Baby T die?", {"c"}),
    ("What was said in Acre of delay?", {"a", "c"}),
    ("Who said so in 2011?", set()),
    ("How old was Child Z?", set()),
    ("How old was Child Z in Acre?", set()),
]


def test_a_paper_of_another_place_that_names_one_in_its_title():
    paper = replace(document("d", 2012, "Brook"), title="Briefing on the Acre case")
    found = read_scope("What was said in Acre of delay?", DOCUMENTS | {"d": paper}, FIELDS)
    assert set(found.documents) == {"a", "c", "d"}
    assert [item.documents for item in found.of("place")] == [{"d"}]


@pytest.mark.parametrize(("question", "expected"), SCOPES)
def test_documents_that_a_question_names(question, expected):
    assert set(scope(question).documents) == expected


RESTS = [
    ("How old was Child R of Acre in 2011?", "How old was the child"),
    ("Who chaired the SCR?", "Who chaired the serious case review"),
    ("Acre's Baby T: who saw her?", "the child: who saw her"),
]


@pytest.mark.parametrize(("question", "rest"), RESTS)
def test_words_that_name_documents_are_not_searched_for(question, rest):
    assert scope(question).rest == rest


PERIODS = [
    ("What happened between March 2006 and May 2007?", ("2006-03-01", "2007-05-31")),
    ("What happened in 2009?", ("2009-01-01", "2009-12-31")),
    ("Chronology after 4 May 2010", ("2010-05-04", "9999")),
    ("Chronology of injuries", ("", "9999")),
]


@pytest.mark.parametrize(("question", "days"), PERIODS)
def test_period_that_a_question_sets(question, days):
    assert period(question) == days
