"""What the judge reads of documents, against the definition written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.judging import cites_from, document_features

SENTENCES = st.lists(
    st.tuples(st.one_of(st.just(-np.inf), st.floats(-9, 9, width=32)), st.booleans()), max_size=12
)


@given(st.lists(SENTENCES, max_size=6))
def test_features_of_a_document_are_means_of_its_best_sentences_and_counts(documents):
    rows = [row for part in documents for row in part]
    scores = np.asarray([score for score, _ in rows], dtype=np.float32)
    phrases = np.asarray([phrase for _, phrase in rows], dtype=np.bool_)
    starts = np.cumsum([0, *map(len, documents)], dtype=np.int32)

    found = document_features(scores, phrases, starts)

    assert found.shape == (len(documents), 6)
    for row, part in zip(found, documents, strict=True):
        counted = [(score, phrase) for score, phrase in part if score > -np.inf]
        best = sorted((score for score, _ in counted), reverse=True)
        said = sum(phrase for _, phrase in counted)
        means = [np.mean(best[:k]) if best else -10.0 for k in (1, 3, 8)]
        expected = [*means, np.log1p(len(best)), said > 0, said > 1]
        np.testing.assert_allclose(row, expected, rtol=1e-5, atol=1e-5)


def test_a_document_is_as_long_as_it_is_whoever_is_asked_about():
    scores = np.asarray([1, -np.inf, -np.inf, 2], dtype=np.float32)
    nothing, starts = np.zeros(4, dtype=np.bool_), np.asarray([0, 3, 3, 4], dtype=np.int32)
    eligible = np.asarray([True, True, False, True])

    found = document_features(scores, nothing, starts, eligible)

    np.testing.assert_allclose(found[:, 3], np.log1p([2, 0, 1]), rtol=1e-6)
    np.testing.assert_allclose(found[:, 0], [1, -10, 2])


def expected_f1(probabilities, named):
    """The F1 to expect of the `named` most probable documents."""
    best_first = sorted(probabilities, reverse=True)
    return 2 * sum(best_first[:named]) / (named + sum(best_first))


@given(st.lists(st.floats(0.0078125, 0.9921875, width=32), min_size=1, max_size=40))
def test_what_cites_has_the_highest_expected_f1(probabilities):
    cut = cites_from(np.asarray(probabilities, dtype=np.float32), least=0.0)

    named = sum(p >= cut - 1e-9 for p in probabilities)
    best = max(expected_f1(probabilities, n) for n in range(1, len(probabilities) + 1))
    assert expected_f1(probabilities, named) == pytest.approx(best, abs=1e-5)


@given(st.lists(st.floats(0, 1, width=32), max_size=40), st.floats(0, 1))
def test_no_cut_is_below_what_is_borderline_or_above_one_half(probabilities, least):
    cut = cites_from(np.asarray(probabilities, dtype=np.float32), least)

    assert least <= cut <= max(least, 0.5 + 1e-6)
