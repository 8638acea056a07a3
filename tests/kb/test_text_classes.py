"""What short texts are told to be, and that what is read of them is what was learnt from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.classes import Named, learn
from kb.text_classes import NONE, grams, text_classes
from kb.themes import themes

WORDS = st.lists(st.sampled_from("who is was child k the real name told ?".split()), max_size=9)
ASKED = [
    Named(text, name, "")
    for name, texts in {
        "one": ("who is child k ?", "who was told ?", "the real name ?", "is the child told ?"),
        "two": ("the child was told", "child k was told", "the real child", "was k told the name"),
    }.items()
    for text in (*texts, *texts)
]


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_words_weigh_what_they_weighed_when_learnt_from(texts):
    texts = [" ".join(words) for words in texts]
    vectors = np.zeros((len(ASKED), 2), dtype=np.float32)
    model = learn(ASKED, vectors)
    counter = TfidfVectorizer(analyzer=grams, min_df=3, sublinear_tf=True)
    counter.fit([row.text for row in ASKED])

    found = model(np.zeros((len(texts), 2), dtype=np.float32), texts)

    logits = counter.transform(texts) @ model.words + model.biases
    odds = np.exp(logits)
    np.testing.assert_allclose(found, odds / odds.sum(axis=1, keepdims=True), atol=1e-4)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("substance misuse by a parent was minimised", "failing"),
        ("parents who drink", "circumstance"),
        ("fathers nobody looked into", "failing"),
        ("children with a disability", "circumstance"),
    ],
)
def test_what_a_subject_is_after(embedder, subject, kind):
    assert text_classes().kind(subject, embedder.encode_question(subject)) == kind


@pytest.mark.parametrize(
    ("subject", "theme"),
    [
        ("one service knew of it and did not pass it on to another", "information-sharing"),
        (
            "warnings from an aunt and from people next door went unheeded",
            "family-and-community-concerns",
        ),
        ("nobody got to know the dad", "unseen-men"),
        ("managers' one-to-one sessions with workers were rare", "supervision"),
        ("a recipe for soup", None),
    ],
)
def test_which_theme_a_subject_is_about(embedder, subject, theme):
    assert text_classes().theme(subject, embedder.encode_question(subject)) == theme


def test_a_phrase_of_a_theme_does_not_make_a_subject_one_of_the_theme(embedder):
    subject = "a church youth leader groomed the child"
    vector = embedder.encode_question(subject)
    assert text_classes().theme(subject, vector) is None
    assert text_classes().theme(subject, vector, {"child-sexual-exploitation"}) is None


def test_a_theme_that_is_named_need_only_be_the_likeliest(embedder):
    subject = "a chronology nobody had drawn up"
    vector = embedder.encode_question(subject)
    assert text_classes().theme(subject, vector) is None
    assert text_classes().theme(subject, vector, {"record-keeping"}) == "record-keeping"


def test_themes_that_were_learnt_are_in_the_vocabulary():
    assert set(text_classes().about.names) == {theme.id for theme in themes()} | {NONE}
