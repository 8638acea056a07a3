"""The standing of a sentence: by its own words, and by the kind of document it stands in."""

import pytest

from kb.document_types import standing_of_type
from kb.speech import standing_of
from kb.types import Block, BlockKind, Standing

PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


def standing(text, document=Standing.PRIMARY):
    return standing_of(document, PARAGRAPH, text)


@pytest.mark.parametrize(
    "text",
    [
        "Under the county's missing children protocol, an interview is to follow within 72 hours.",
        "Section 9 of the Act provides that notice must be given in writing.",
        "The procedures of the day required a second signature on every closure.",
        "By law, a carer is bound to tell the council of the arrangement.",
        "Supervision is the time in which a worker thinks aloud with a manager.",
        "Parents have a right to see what is written about them.",
        "Never close a case on the telephone.",
        "A concise review is held where a child has died and was not on the register.",
        "A core group should meet within ten working days of the conference.",
        "Such an order is to be made only where nothing else will do.",
        "A person with charge of a child must not leave the child alone.",
        "The placement rules are silent as to who is to be told.",
        "An initial discussion, or ID, is the start of the process.",
        "The term ‘was not seen’ is to be preferred.",
    ],
)
def test_what_law_and_procedure_say_is_guidance_and_no_recommendation(text):
    assert standing(text) is Standing.GUIDANCE


@pytest.mark.parametrize(
    "text",
    [
        "We ask that the form be withdrawn.",
        "The Board is invited to consider a single form.",
        "RESOLVED that the form be withdrawn.",
        "Action: the clerk to write to all schools.",
        "That the trust withdraws the form and writes a shorter one.",
        "The trust should have a form of one page.",
        "It is desirable that one office, and one only, be answerable.",
        "I would ask you to look at the form again.",
        "Every ward in the county needs a named nurse.",
    ],
)
def test_what_is_asked_for_the_future_is_a_recommendation(text):
    assert standing(text) is Standing.RECOMMENDATION


@pytest.mark.parametrize(
    "text",
    [
        "The policy required a second signature, and nobody gave one.",
        "The boy was looked after under section 20 from May.",
        "The conference decided that he should go home.",
        "A high turnover of staff meant that she began again each spring.",
        "The nurse asked whether the baby slept.",
        "This inspector stayed for an hour.",
        "The plans seldom say what his life should look like.",
        "In my opinion there is a risk of another death.",
    ],
)
def test_what_happened_under_a_rule_or_was_decided_is_told_by_the_paper(text):
    assert standing(text) is Standing.PRIMARY


def test_the_review_is_another_paper_in_all_pages_but_its_own():
    text = "The review found that nobody had read the letters."
    assert standing(text) is Standing.PRIMARY
    assert standing(text, Standing.RESPONSE) is Standing.SECOND_HAND
    assert standing(text, Standing.PRESS) is Standing.SECOND_HAND
    assert standing("Ofsted judged the service inadequate.") is Standing.SECOND_HAND


def test_officials_answer_in_minutes_and_assert_in_a_review():
    text = "The Director of Education replied that two posts stood empty."
    assert standing(text, Standing.SECOND_HAND) is Standing.RESPONSE
    asked = "Cllr Dunmore asked how many posts stood empty."
    assert standing(asked, Standing.SECOND_HAND) is Standing.QUESTION
    assert standing("The Director told us that two posts stood empty.") is Standing.ASSERTED


def test_a_body_that_mends_its_ways_answers():
    denied = "Tarnside Council said that the family had never been known to it."
    mended = "Tarnside Council said that it had since doubled its night staff."
    assert standing(denied, Standing.PRESS) is Standing.ASSERTED
    assert standing(mended, Standing.PRESS) is Standing.RESPONSE


def test_an_agency_speaks_in_its_own_management_review():
    assert standing_of_type("individual management review") is Standing.ASSERTED
    text = "The notice was sent on the day."
    assert standing(text, Standing.ASSERTED) is Standing.ASSERTED
    since = "Since the inquest the Trust has appointed a second nurse."
    assert standing(since, Standing.ASSERTED) is Standing.RESPONSE


def test_press_lets_others_speak_and_keeps_its_own_advice():
    assert standing("“He was hungry,” said a neighbour.", Standing.PRESS) is Standing.ALLEGED
    assert standing("The leader should resign.", Standing.PRESS) is Standing.PRESS


def test_orders_to_readers_recommend_and_what_has_been_settled_answers():
    assert standing("Record every adult.", Standing.SECOND_HAND) is Standing.RECOMMENDATION
    assert standing("The Panel resolved to meet.", Standing.SECOND_HAND) is Standing.RESPONSE
    assert standing("The clerk to send the form.", Standing.SECOND_HAND) is Standing.RECOMMENDATION


def test_a_question_is_asked_by_the_sentence_and_not_by_whom_it_quotes():
    told = "An aunt told us, “Who was I to ask?”"
    assert standing(told) is Standing.ALLEGED
    assert standing("Who in the office used the word “later”?") is Standing.QUESTION
    wished = "Mr Tarn wished to know who kept the list."
    assert standing(wished, Standing.SECOND_HAND) is Standing.QUESTION


def test_a_body_pleads_in_its_statement_and_answers_a_committee():
    assert standing("We were not invited to the meeting.", Standing.RESPONSE) is Standing.ASSERTED
    concluded = "The Committee concluded that the form was too long."
    assert standing(concluded, Standing.RESPONSE) is Standing.SECOND_HAND
    accepted = "Recommendation 4 is accepted in part."
    assert standing(accepted, Standing.RESPONSE) is Standing.RESPONSE


def test_half_a_quotation_is_nobody_s_known_word():
    assert standing("“I never liked that house.") is Standing.UNKNOWN
