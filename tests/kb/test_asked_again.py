"""Recommendations that ask those whom earlier ones ask."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations


def asked(*words):
    listed = "\n".join(f"{n}. {text}" for n, text in enumerate(words, 1))
    text = f"# Review\n\n## Recommendations\n\n{listed}"
    return [record.addressees for record in find_recommendations(document_of(text))]


@pytest.mark.parametrize(
    "again",
    [
        "They should report on it once a year.",
        "The same two bodies should say what it costs.",
        "Both these authorities should keep a list.",
    ],
)
def test_bodies_of_the_recommendation_before_are_meant(again):
    both = ("Acre Council", "Brook Trust")
    assert asked("Acre Council and Brook Trust should meet.", again) == [both, both]


def test_two_departments_are_the_last_two():
    told = asked(
        "The Department for Roads should pay.",
        "The Department for Schools should ask.",
        "The two departments should name one officer.",
    )
    assert told[-1] == ("Department for Roads", "Department for Schools")


def test_nobody_is_asked_by_what_is_done_to_him():
    assert asked("Acre Council should write to the father.", "He should be offered a visit.") == [
        ("Acre Council",),
        (),
    ]
