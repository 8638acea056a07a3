"""Who speaks in a sentence: told from the sentence's own words, beside every quotation."""

import pytest

from kb.speaking.attribution import is_alleged, is_asserted, is_reported, speaker_in
from kb.speech import standing_of
from kb.types import Block, BlockKind, Standing

PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


@pytest.mark.parametrize(
    "text",
    [
        "Grandmother says that she rang four times in one week.",
        "In her letter to the Board, the maternal aunt complained that the worker never came.",
        "According to the child's father, the nursery had been warned.",
        "By the mother's own account the visits stopped in May.",
        "It was alleged that the officer had laughed.",
    ],
)
def test_what_the_family_says_is_an_allegation(text):
    assert is_alleged(text)
    assert standing_of(Standing.PRIMARY, PARAGRAPH, text) is Standing.ALLEGED


@pytest.mark.parametrize(
    "text",
    [
        "Grandmother said that she rang four times, and the log shows four calls.",
        "Mother told the nurse that he bruised easily, and the nurse accepted this.",
        "The views of the father were never sought.",
        "Nobody asked the aunt what she thought.",
    ],
)
def test_what_the_review_bears_out_or_finds_is_its_own(text):
    assert not is_alleged(text)
    assert standing_of(Standing.PRIMARY, PARAGRAPH, text) is Standing.PRIMARY


def test_agency_in_its_own_cause_asserts():
    assert is_asserted("The trust maintains that the letter was posted.")
    assert not is_asserted("The trust did not post the letter.")


def test_studies_and_other_reviews_are_reported():
    assert is_reported("A national study of 120 cases found that fathers were seldom named.")
    assert not is_reported("The health visitor did not name the father.")


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Why was the school not told?", Standing.QUESTION),
        ("The Board should ask each agency for its audit.", Standing.RECOMMENDATION),
        ("The school should have been told that day.", Standing.PRIMARY),
        ("The procedures require a visit within ten days.", Standing.GUIDANCE),
        ("The procedures required a visit within ten days and none was made.", Standing.PRIMARY),
    ],
)
def test_each_sentence_has_a_standing_of_its_own(text, standing):
    assert standing_of(Standing.PRIMARY, PARAGRAPH, text) is standing


def test_press_and_comments_stay_what_they_are():
    text = "The Board should resign."
    comment = Block(BlockKind.COMMENT, ())
    assert standing_of(Standing.PRESS, PARAGRAPH, text) is Standing.PRESS
    assert standing_of(Standing.PRESS, comment, text) is Standing.COMMENT


def test_the_chain_of_a_second_hand_report_is_named():
    said = (
        "The Cabinet Member told the meeting that the inspection report had identified a list of "
        "weaknesses including: slow allocation of cases"
    )
    assert speaker_in(said) == "The Cabinet Member, on the inspection report"
    assert speaker_in("Cases were allocated slowly.") is None
