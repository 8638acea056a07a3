"""Labels that stand alone above their recommendation, and what stands beside it in a box."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations


def found(text):
    document = document_of(text)
    return [
        (record.number, document.text(record.spans), record.addressees)
        for record in find_recommendations(document)
    ]


def test_label_alone_in_a_box_opens_the_words_below_it():
    text = (
        "# Review\n\n## Finding 1: Nobody rang\n\nThe line was busy.\n\n> **Recommendation 1**\n"
        "> A second line should be opened. (Acre Trust)\n\n> **Recommendation 2**\n"
        "> Callers should be told how long they wait — Brook Council."
    )
    assert found(text) == [
        ("Recommendation 1", "A second line should be opened.", ("Acre Trust",)),
        ("Recommendation 2", "Callers should be told how long they wait", ("Brook Council",)),
    ]


def test_label_without_words_is_no_recommendation():
    assert found("# Review\n\n## Recommendations\n\n> **Recommendation 1**\n\n## Thanks") == []


def test_everyone_in_brackets_is_asked():
    text = "# Review\n\n> **Recommendation 1**\n> Someone should sit with them. (All employers)"
    assert found(text)[0][1:] == ("Someone should sit with them.", ("All employers",))


@pytest.mark.parametrize(
    "reasons", ["*Rationale.* Nobody had.", "**Reason:** It was late.", "*Outcome: all are told.*"]
)
def test_reasons_behind_the_words_are_left_out(reasons):
    text = (
        "# Review\n\n## Recommendations\n\n**Recommendation One: The door.**\n"
        f"Acre Council should mend it.\n{reasons}"
    )
    assert found(text)[0][1] == "Acre Council should mend it."


def test_words_that_a_reply_quotes_stand_without_their_marks():
    text = (
        '# Reply\n\n**Recommendation A.** "The Board should meet."\n\n*Accepted.* It has met.\n\n'
        '**Recommendation B.** "The Board should report."\n\n*Accepted.*'
    )
    assert [words for _, words, _ in found(text)] == [
        "The Board should meet.",
        "The Board should report.",
    ]
