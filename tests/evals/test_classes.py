"""Classifiers of short texts: how they are learnt, and measured on hands that they did not see."""

import numpy as np
import pytest

from evals import classes
from evals.cataloguing import type_called
from evals.classes import MEASURED, Named, Reading, acts, fit, kinds, learn, papers, unseen
from kb.text_classes import ACTS, ALL, NONE, ONE, UNSAFE, read_classes, text_classes

FRUIT, TOOLS = "a ripe pear", "a rusty saw"
ROWS = [
    Named(f"{text} of {hand}", name, hand)
    for hand in ("ann", "bob", "cid", "dan", "eve")
    for text, name in ((FRUIT, "fruit"), (TOOLS, "tool"))
]
NO_VECTORS = np.empty((len(ROWS), 0), dtype=np.float32)


def test_every_hand_is_told_by_what_the_others_wrote():
    odds, names = unseen(ROWS, NO_VECTORS)

    assert names == ("fruit", "tool")
    assert [names[n] for n in odds.argmax(axis=1)] == [row.name for row in ROWS]
    np.testing.assert_allclose(odds.sum(axis=1), 1, atol=1e-5)


def test_what_one_hand_alone_knows_is_unknown_when_it_is_held_out():
    rows = [*ROWS, *(Named("a tabby cat", "animal", "fay") for _ in range(3))]
    odds, names = unseen(rows, np.empty((len(rows), 0), dtype=np.float32))

    assert (odds[-3:, names.index("animal")] == 0).all()


def test_words_or_vectors_may_be_left_unread():
    vectors = np.asarray([[1, 0], [0, 1]] * 5, dtype=np.float32)
    model = learn(ROWS, vectors, Reading(with_words=False))

    assert not model.grams
    assert model.of("a rusty saw", np.asarray([1, 0], dtype=np.float32))["fruit"] > 0.5


def test_what_is_fitted_is_read_back_with_its_thresholds(tmp_path, embedder, monkeypatch):
    def texts(*names):
        said = {name: f"{name} {' '.join(2 * [name[::-1]])}" for name in names}
        hands = "abcdefgh"
        return [Named(f"{said[n]} by {hand}", n, hand) for hand in hands for n in names]

    other = Named("none enon enon by others", NONE, "others 1")
    monkeypatch.setattr(classes, "acts", lambda: texts(*ACTS))
    monkeypatch.setattr(classes, "kinds", lambda: texts("failing", "circumstance"))
    monkeypatch.setattr(classes, "_asked", lambda _: texts(ALL, ONE))
    monkeypatch.setattr(classes, "_unsafe", lambda _: [*texts(*UNSAFE, NONE), other])
    monkeypatch.setattr(classes, "_about", lambda: texts("supervision", NONE))
    monkeypatch.setattr(classes, "papers", lambda _: texts("press", "minutes"))
    out = tmp_path / "w.safetensors"

    right = fit([], embedder, out)

    model = read_classes(out)
    question = "identity ytitnedi ytitnedi by dan"
    assert model.unsafe(question, embedder.encode_question(question)) == "identity"
    assert model.theme("none enon enon", embedder.encode_question("none enon enon")) is None
    assert model.paper_types("press sserp sserp")["press"] > 0.5
    assert not model.act.grams  # sentences are read by vectors alone
    assert set(right) == {"act", "subject", "asked", "refused", "about", "paper"}
    assert right["refused"] > 0.5
    assert model.digest != text_classes().digest


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("serious case review executive summary", "serious case review"),
        ("newspaper article", "press"),
        ("local child safeguarding practice review", "local child safeguarding practice review"),
        ("a shopping list", None),
    ],
)
def test_the_longest_type_that_a_catalogue_names(written, called):
    assert type_called(written) == called


def test_all_hands_are_read_but_those_that_are_measured():
    hands = {row.hand for row in papers([])}

    assert len(hands) >= 10
    assert not hands & MEASURED
    assert len({row.name for row in acts()}) == 10
    assert {row.name for row in kinds()} == {"failing", "circumstance"}
