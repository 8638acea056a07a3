"""The shipped model tells a sentence that answers a question from one that only looks so."""

import numpy as np
import pytest
from texts import add

from kb.answerability import AnswerModel, Candidate, answer_model, pair_ids
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase

TITLE = "Serious Case Review: Child A"
ANSWERS = "The health visitor weighed Sam on 4 March and rang the surgery that afternoon."
NEAR = "The health visitor had not met Sam before, and nobody at the surgery knew his weight."


@pytest.mark.parametrize(
    ("question", "answers", "near"),
    [
        ("On what date was Sam weighed?", ANSWERS, NEAR),
        (
            "Who chaired the conference?",
            "The conference was chaired by Mr Ellis.",
            "The conference was held on 3 May and lasted an hour.",
        ),
        (
            "Were the three letters ever compared?",
            "Nobody laid the three letters side by side.",
            "The three letters came from the nursery, the school and the surgery.",
        ),
        (
            "How many times did the police come to the flat?",
            "Officers called at the flat on five occasions that winter.",
            "The flat was on the second floor, and the police station across the road.",
        ),
    ],
)
def test_what_answers_is_told_from_what_is_on_the_same_matter(question, answers, near):
    told = answer_model().log_odds(question, [Candidate(near, TITLE), Candidate(answers, TITLE)])

    assert told.shape == (2,)
    assert told[1] > 0 > told[0]


def test_what_is_asked_decides():
    told = [
        answer_model().log_odds(question, [Candidate(ANSWERS, TITLE)])[0]
        for question in ("Who weighed Sam?", "How much did Sam weigh?", "Why was Sam weighed?")
    ]

    assert told[0] > max(told[1:])
    assert max(told[1:]) < 0


def test_candidates_are_read_each_for_itself():
    both = answer_model().log_odds(
        "Who weighed Sam?", [Candidate(ANSWERS, TITLE), Candidate("It rained.", TITLE)]
    )
    alone = answer_model().log_odds("Who weighed Sam?", [Candidate(ANSWERS, TITLE)])

    np.testing.assert_allclose(both[0], alone[0], atol=1e-4)  # padded otherwise
    assert answer_model().log_odds("Who weighed Sam?", []).shape == (0,)


def test_a_pair_is_question_sentence_and_title():
    tokenizer = answer_model()._model._tokenizer
    ((ids,), (types,)) = pair_ids(tokenizer, "Who came?", [Candidate("The nurse came.", "A " * 99)])

    words = [tokenizer.id_to_token(n) for n in ids]
    assert words[:10] == [
        "[CLS]", "who", "came", "?", "[SEP]", "the", "nurse", "came", ".", "[SEP]"
    ]  # fmt: skip
    assert words[-1] == "[SEP]"
    assert words.count("a") == 16
    assert types == [0] * 5 + [1] * (len(ids) - 5)


def test_the_sentence_that_answers_is_cited_first_and_near_misses_are_refused(tmp_path, embedder):
    with KnowledgeBase.open(Settings(store=tmp_path / "s"), create=True, embedder=embedder) as kb:
        add(kb, f"# {TITLE}\n\n1.1 {NEAR}\n\n1.2 {ANSWERS}\n\n1.3 Sam's mother kept a diary.")
        answered = kb.ask("In the Child A review, on what date did the health visitor weigh Sam?")
        refused = kb.ask("In the Child A review, which ward was Sam admitted to?")

    assert answered.citations[0].quote == ANSWERS
    assert refused.status == "insufficient_evidence"


def test_other_weights_have_another_digest(tmp_path):
    copy = tmp_path / "w.safetensors"
    data = (AnswerModel.__init__.__defaults__[0]).read_bytes()
    copy.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    assert AnswerModel(copy).digest != answer_model().digest
