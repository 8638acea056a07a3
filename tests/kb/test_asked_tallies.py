"""Which questions ask for a tally of themes, or of the values of a field."""

import pytest

from kb.planning import plan

THEMES = [
    "What are the main themes across all these reviews?",
    "what are the most common failings in SCRs",
    "What lessons keep coming up?",
    "recurring issues in reviews",
    "which theme comes up most often?",
    "top ten themes please",
    "what keeps going wrong?",
    "Which failings recur?",
    "Can you tell me the key themes from the serious case reviews please",
]
FIELDS = [
    ("Which agencies were criticised most often?", "agency criticised", 1),
    ("most criticised agencies", "agency criticised", 1),
    ("Which boards published more than one review?", "authority", 2),
    ("Which councils had three or more reviews?", "authority", 3),
    ("How many reviews did each authority publish?", "authority", 1),
    ("who has written more than one of these reviews?", "author", 2),
    ("which authors wrote at least three reviews", "author", 3),
    ("how many reviews per year?", "year", 1),
    ("Which year had the most reviews?", "year", 1),
    ("what types of documents are there, and how many of each?", "document type", 1),
    ("How many reviews by each author?", "author", 1),
    ("How many reviews were published each year?", "year", 1),
    ("How many reviews are there for each age group?", "age band", 1),
]
OTHERS = [
    "What are the most common failings of midwives?",
    "What are the main themes in the Child H review?",
    "What are the key findings of the report?",
    "Which reviews cite failure as a main theme?",
    "no. of reviews with neglect as main theme",
    "Which partnerships have had more than one review about infant head injury?",
    "How many reviews mention drift in each authority?",
    "What lessons were drawn for the ambulance service?",
    "What types of document does this collection contain?",
    "What happened each year?",
    "What are the recurring themes in the review?",
]


@pytest.mark.parametrize("question", THEMES)
def test_themes_are_counted(question):
    found = plan(question)

    assert (found.kind, found.unit, found.wants_set) == ("tally", "review", False)
    assert found.tally.of == "themes"


@pytest.mark.parametrize(("question", "field", "least"), FIELDS)
def test_values_of_a_field_are_counted(question, field, least):
    found = plan(question)

    assert (found.kind, found.tally.of, found.tally.least) == ("tally", field, least)


@pytest.mark.parametrize("question", OTHERS)
def test_question_that_says_more_is_no_tally(question):
    assert plan(question).kind != "tally"


def test_failings_are_themes_of_one_kind():
    assert plan("most common failings").tally.kind == "failing"
    assert plan("most common themes").tally.kind is None


def test_documents_are_counted_where_they_are_asked_for():
    assert plan("how many documents per year?").unit == "document"
