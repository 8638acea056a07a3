"""Which set questions ask for papers by what these recommend, to whom and on what."""

import pytest

from kb.planning import plan
from kb.planning.asked_advice import asked_advice

ASKED = [
    ("Which reviews have recommendations for GPs?", "GPs", ""),
    ("Which reviews made recommendations to the police?", "the police", ""),
    ("How many reviews recommend training?", "", "training"),
    ("which SCRs recommended something to schools about attendance", "schools", "attendance"),
    ("In which reviews were recommendations made to the fire service?", "the fire service", ""),
    ("reviews with recs for midwives on bruising", "midwives", "bruising"),
    ("Any reviews that recommend training?", "", "training"),
    ("Which reviews contain any recommendations about school attendance?", "", "school attendance"),
    ("What proportion of reviews recommended a lead nurse?", "", "a lead nurse"),
    ("Which reviews make recommendations to improve supervision?", "", "improve supervision"),
    ("Which reviews had recommendations for housing?", "housing", ""),
    ("Which reviews make recommendations to GPs, and what are they?", "GPs", ""),
]
STATEMENTS = [
    "Which reviews found that recommendations were not carried out?",
    "which reviews say that earlier recommendations had been forgotten",
    "Which reviews have recommendations that were never implemented?",
    "Which government responses rejected a recommendation outright?",
    "Which reviews repeat the same recommendations?",
    "Which reviews had their recommendations accepted?",
    "Which reviews mention a recommendation to the police?",
    "Which reviews recommended training and criticised the GP?",
    "Which reviews had recommendations for the police from an earlier review?",
    "Which reviews have the longest list of recommendations, more than 40 say?",
]


@pytest.mark.parametrize(("question", "to", "about"), ASKED)
def test_question_says_to_whom_and_on_what(question, to, about):
    found = plan(question)

    assert found.kind in ("list", "count")
    assert found.unit == "review"
    assert (found.advice.to, found.advice.about) == (to, about)


@pytest.mark.parametrize("question", STATEMENTS)
def test_what_became_of_recommendations_is_a_statement(question):
    assert plan(question).advice is None


@pytest.mark.parametrize(
    "question",
    ["Which reviews make no recommendations at all?", "Which reviews don’t recommend it?"],
)
def test_papers_may_have_to_recommend_nothing_of_the_kind(question):
    assert plan(question).parts[0].negated


@pytest.mark.parametrize(
    "question", ["What have reviews recommended to schools?", "What was recommended to schools?"]
)
def test_recommendations_themselves_are_no_set(question):
    assert plan(question).kind == "recommendations"
    assert asked_advice(question, "recommendations") is None
