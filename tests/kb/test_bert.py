"""A question is read in numpy as sentence-transformers would read it, and without importing it."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as drawing
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from texts import add

from kb.answerability import AnswerModel, Candidate
from kb.embedding import EmbeddingInput, SentenceTransformerEmbedder, packaged_path
from kb.statements import asked_as, statement_encoder
from kb.types import SubjectKind


@pytest.fixture(scope="module")
def published():
    return SentenceTransformer(str(packaged_path()), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def in_numpy():
    return SentenceTransformerEmbedder()


@given(st.text(min_size=1, max_size=60))
@drawing(max_examples=30, deadline=None)
def test_a_question_has_the_vector_that_sentence_transformers_gives(published, in_numpy, text):
    expected = published.encode_query([text], normalize_embeddings=True)[0]

    np.testing.assert_allclose(in_numpy.encode_question(text), expected, atol=1e-5)


def test_a_question_longer_than_the_model_reads_is_cut_where_it_is(published, in_numpy):
    text = "Which reviews say that nobody listened to the child? " * 40

    expected = published.encode_query([text], normalize_embeddings=True)[0]

    np.testing.assert_allclose(in_numpy.encode_question(text), expected, atol=1e-5)


def test_a_subject_is_read_by_the_adapted_weights(in_numpy):
    model = statement_encoder()._model
    text = asked_as(SubjectKind.FAILING, "records that nobody kept")

    read = model.encode_question(text)

    [by_torch] = model.encode_passages([EmbeddingInput("", text, ())])
    assert read @ by_torch.passage > 0.999  # half floats, where the processor has them
    assert read @ in_numpy.encode_question(text) < 0.99


def test_a_first_question_is_answered_as_those_after_it():
    model = AnswerModel()
    candidates = [
        Candidate("The health visitor weighed Sam on 3 May.", "Child S: a review"),
        Candidate("It rained.", "Weather"),
        Candidate("Nobody at the nursery weighed him, so far as is known. " * 9, "Child S"),
    ]

    first = model.log_odds("Who weighed Sam?", candidates)
    assert model._model._loaded is None
    second = model.log_odds("Who weighed Sam?", candidates)
    assert model._model._loaded is not None

    np.testing.assert_allclose(first, second, atol=1e-4)


ASK = """
import sys
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
with KnowledgeBase.open(Settings(store=sys.argv[1])) as kb:
    for question in sys.argv[2:]:
        print(kb.ask(question).kind)
print(*sorted({"torch", "transformers", "sentence_transformers", "sklearn"} & sys.modules.keys()))
"""


@pytest.mark.parametrize(
    ("question", "kind"),
    [("Which reviews say that records were lost?", "list"), ("Who weighed Sam?", "fact")],
)
def test_a_lone_question_imports_no_torch(kb, settings, question, kind):
    add(kb, "# Serious Case Review: Child A\n\nRecords were lost. The nurse weighed Sam.\n")
    kb.build_index()

    told = subprocess.run(
        [sys.executable, "-c", ASK, str(settings.store), question],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split("\n") == [kind, "", ""]
