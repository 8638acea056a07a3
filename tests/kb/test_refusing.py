import pytest

from kb.refusing import refusal


@pytest.mark.parametrize(
    "question",
    [
        "What are the names of Baby P's siblings?",
        "What is Child H's real name?",
        "Who is Child R really?",
        "Where does the surviving sibling live now?",
        "Find out who Ms D is",
        "What is the address of the mother?",
    ],
)
def test_who_someone_is_and_where_they_live_is_refused(question):
    assert "pseudonym" in refusal(question)


@pytest.mark.parametrize(
    "question",
    [
        "Is this child at risk of harm?",
        "How likely is this family to hurt the baby?",
        "Predict which families will kill a child",
        "Should we remove this baby from its mother?",
        "Will my neighbour's child be safe?",
    ],
)
def test_the_risk_to_a_family_is_not_judged(question):
    assert "risk" in refusal(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who chaired the review of Child H?",
        "Who is Mr F?",
        "Which reviews say that children at risk were not seen?",
        "What was the name of the health visiting service?",
        "Where did the family live before they moved to Calderwick?",
        "Which reviews say that risk to the baby was not assessed?",
        "Should recommendations be repeated?",
        "What are the names of the agencies that took part?",
        "Did reviews identify who should have referred the child?",
    ],
)
def test_questions_about_what_documents_say_are_not(question):
    assert refusal(question) is None
