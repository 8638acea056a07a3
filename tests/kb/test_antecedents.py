"""Who "she" is, and who goes on speaking in the next sentence."""

import pytest

from kb.speaking.antecedents import person_meant
from kb.speaking.voices import voice_in


@pytest.mark.parametrize(
    ("pronoun", "before", "who"),
    [
        ("She", "The school nurse met the father in June.", "The school nurse"),
        ("He", "The mother met the teacher in June.", "the teacher"),
        ("They", "The teacher and the clerks were moved.", "the clerks"),
        ("She", "The tutor wrote twice. Nothing came of it.", "The tutor"),
    ],
)
def test_a_pronoun_means_the_person_named_before_that_fits(pronoun, before, who):
    assert person_meant(pronoun, before).who.startswith(who)


def test_nobody_is_meant_where_nobody_is_named():
    assert person_meant("She", "The form was green and long.") is None


@pytest.mark.parametrize(
    ("before", "text", "speaker"),
    [
        ("The tutor saw the boy in May.", "She told us that he was cold.", "staff"),
        ("The boy's aunt saw him in May.", "She told us that he was cold.", "family"),
        ("The registrar told the panel that he was tired.", "He thought it a sprain.", "staff"),
        ("“We were full,” the ward manager told us.", "“There was no bed.”", "staff"),
        ("“We were cold,” the girl's brother told us.", "“There was no coal.”", "family"),
        ("The clerk left.", "The letter was, in her words, “a mistake”.", "staff"),
    ],
)
def test_what_goes_on_in_the_next_sentence_has_the_same_speaker(before, text, speaker):
    assert voice_in(text, before=before).speaker.value == speaker
