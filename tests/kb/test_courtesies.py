"""What is said around a question is no part of it."""

import pytest

from kb.planning.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("I have an inspection on Monday and I'd like reviews that cite drift.",
         "I'd like reviews that cite drift."),
        ("Hello all, I'm a trainee. Which reviews cite drift? Many thanks, Jo",
         "Which reviews cite drift?"),
        ("Councillor Ash here. Which reviews cite drift? It feels like every time.",
         "Which reviews cite drift?"),
        ("For a dissertation: which reviews, if any, cite drift?", "which reviews cite drift?"),
        ("Which reviews cite drift, whatever the year?", "Which reviews cite drift?"),
        ("My sister's boy was never asked. Which reviews cite drift?", "Which reviews cite drift?"),
        ("Which reviews cite drift? I'm after ones from 2019.",
         "Which reviews cite drift? I'm after ones from 2019."),
    ],
)  # fmt: skip
def test_courtesy_and_who_asks_and_why_stand_out_of_the_question(question, asked):
    assert without_courtesies(question) == asked


def test_topic_stays_where_the_question_only_points_back_to_it():
    asked = without_courtesies("I am writing about drift in long cases. Which reviews have this?")

    assert "drift in long cases" in asked


def test_question_that_is_all_courtesy_is_kept():
    assert without_courtesies("Thanks!") == "Thanks!"
