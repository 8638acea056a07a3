"""Which kind of answer a question asks for, told from its words."""

import json
from pathlib import Path

import pytest

from kb.planning import plan
from kb.planning.asked_kinds import asked_kind
from kb.text_classes import text_classes

TIMELINES = [
    "what happened when in the Baby Ash case",
    "Key dates, Elm Road",
    "How did the concerns about the Ash family develop over time?",
    "dates of every hospital visit by Child Y",
    "Could you kindly trace for me the moves of Child Y between carers?",
    "School absences of Child Y in chronological order",
    "What was the order of events on the night of the fire?",
    "When was each warning about Elm Road given?",
    "Take us through the last year of Baby Ash's life",
    "who knew what and when about the lodger",
    "a dated list of visits to Baby Ash",
    "Elm Road: month by month account",
]
COMPARISONS = [
    "Set the police account of the visit against the school's account.",
    "Where do the Ash and the Yew reviews part company?",
    "Ash and Yew: how far do the recommendations overlap?",
    "Baby Ash v Baby Yew on missed appointments",
    "Was the Ash panel harsher on the police than the Yew panel?",
    "Which was more critical of the GP, the Ash review or the Yew review?",
    "Do the coroner and the review say the same?",
    "Is the father's account consistent with the midwife's?",
    "What does the summary of the Ash review say that the full report does not?",
    "How do the Ash and Yew reviews line up on supervision?",
]
RECOMMENDATIONS = [
    "What did the inspectors tell Elm council it must improve?",
    "Which actions were put to the trust by the Ash review?",
    "what's been recommended to hospitals about bruises",
    "Anything recommended on handovers?",
    "What should the trust do differently, according to the Ash report?",
    "what changes did the Yew inquiry call for",
    "What was the board told it must do within a year?",
    "areas for improvement set for the fostering service",
]
HOLDINGS = [
    "What's in the library?",
    "Which years does the collection cover?",
    "Is the Yew inquiry report in here?",
    "docs by the author Anna Reed",
    "Show me everything you've got on the Elm Road affair",
    "Do you have the Ash overview report?",
    "papers published by Elm council in the collection",
    "What is the oldest paper you hold?",
    "any press cuttings held for Elm, 2008-2010?",
]


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        *(("timeline", question) for question in TIMELINES),
        *(("compare", question) for question in COMPARISONS),
        *(("recommendations", question) for question in RECOMMENDATIONS),
        *(("inventory", question) for question in HOLDINGS),
    ],
)
def test_kind_that_the_words_ask_for(kind, question):
    assert asked_kind(question) == kind
    assert plan(question).kind == kind


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("list", "Which government responses rejected a recommendation outright?"),
        ("list", "reviews in which action plans were not followed"),
        ("list", "Which reviews found that the chronology was late?"),
        ("list", "Which reviews contrast good and bad practice?"),
        ("list", "reviews where agencies gave different accounts"),
        ("list", "Do you have any reviews about bruises in babies?"),
        ("list", "Which papers in the collection discuss fostering?"),
        ("list", "Has any review said that staff did not ask where a family came from?"),
        ("count", "How many reviews made recommendations to schools?"),
        ("count", "How many reviews have no chronology?"),
        ("count", "How often do reviews blame the front door?"),
        ("count", "no. of reviews that mention dogs"),
    ],
)
def test_set_of_papers_that_name_such_a_thing(kind, question):
    assert plan(question).kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "What did the chronology leave out?",
        "Was a chronology kept by the school?",
        "What happened when the police called at the house?",
        "Did the mother agree to the assessment?",
        "Was the injury consistent with a fall from a sofa?",
        "What was the mother told to do by the social worker?",
        "By when must the action plan for Child Y be finished?",
        "Why did the review make no recommendations?",
        "Did Elm council accept the recommendations?",
        "What did the judge say in Re B v Elm County Council?",
        "What were the police told on the night of 4 May?",
    ],
)
def test_fact_that_such_words_are_said_of(question):
    assert plan(question).kind == "fact"


def test_question_for_papers_of_a_name_asks_what_is_held_and_not_what_says_the_name():
    found = plan("Which papers by the Elm safeguarding board are in the collection?")

    assert (found.kind, found.wants_set) == ("inventory", False)


def test_kinds_of_questions_by_a_hand_that_no_pattern_was_written_for(embedder):
    lines = (Path(__file__).parent / "questions_of_kinds.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]

    def asks_of_all(text):
        return text_classes().asks_of_all(text, embedder.encode_question(text))

    right = [plan(row["text"], asks_of_all=asks_of_all).kind == row["kind"] for row in rows]

    assert len(rows) == 180
    assert sum(right) >= 172


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("count", "People say drift is over. Is that true of the reviews after 2014?"),
        ("count", "Numbers please: reviews, drift."),
        ("count", "Is it usual for the author to say that nobody called? How many do?"),
        ("count", "how often, in reviews of babies, is drift raised"),
        ("list", "gangs AND exclusion from school"),
        ("inventory", "What do you hold on forced marriage?"),
        ("inventory", "How many LCSPRs have you got?"),
        ("inventory", "List the joint area reviews, all years, all places."),
        ("recommendations", "How many recomendations about visits?"),
        ("recommendations", "What, if anything, did the inspection ask the council to put right?"),
        ("recommendations", "Was training recommended by the Elm reviews, and for whom?"),
        ("timeline", "what happened in the last six weeks"),
        ("compare", "Has thinking on fathers changed between the inquiries and the reviews?"),
        ("compare", "Were thresholds any higher in Elm than in Ash?"),
        ("fact", "What became of the recommendation on bruises?"),
        ("fact", "By when were the reports on Child Y due?"),
        ("fact", "What did the response of 2010 say about the cost of serious case reviews?"),
    ],
)
def test_kind_in_further_manners_of_asking(kind, question):
    assert plan(question).kind == kind


def test_what_is_held_on_a_matter_is_asked_of_every_document():
    found = plan("What do you hold on forced marriage?")

    assert (found.unit, found.subject, found.wants_set) == ("document", "forced marriage", True)
