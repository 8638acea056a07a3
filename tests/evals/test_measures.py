"""Measures against values worked out by hand, and properties that any measure must have."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.dataset import GoldQuote, Question
from evals.measures import (
    Cited,
    auroc,
    citation_figures,
    counts_right,
    precision_recall,
    ranking_figures,
    refusal_figures,
    set_figures,
)
from evals.quotes import fold


def _question(kind="list", relevant=(), **rest):
    given_ = {"unjudged": frozenset(), "quotes": (), "themes": (), "stratum": None}
    return Question(
        id="q",
        text="?",
        kind=kind,
        answerable=True,
        relevant=dict.fromkeys(relevant, 1),
        **(given_ | rest),
    )


def test_ranking_measures_by_hand():
    question = _question(relevant="ab")
    run = {"q": {"x": 3.0, "a": 2.0, "b": 1.0}}
    figures = ranking_figures([question], run)["q"]
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    assert figures["ndcg@10"] == pytest.approx(gain / (1 + 1 / math.log2(3)))
    assert figures["rr@10"] == pytest.approx(0.5)
    assert figures["ap"] == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert figures["success@1"] == 0
    assert figures["recall@5"] == 1


def test_a_question_without_an_answer_counts_as_zero():
    questions = [_question(relevant="a"), _question(relevant="b")]
    questions[1] = Question(
        **{f: getattr(questions[1], f) for f in Question.__slots__} | {"id": "r"}
    )
    figures = ranking_figures(questions, {"q": {"a": 1.0}})
    assert figures["q"]["ndcg@10"] == 1
    assert set(figures["r"].values()) == {0.0}
    assert set(ranking_figures(questions, {})["q"].values()) == {0.0}


def test_unjudged_documents_leave_the_ranking():
    question = _question(relevant="a", unjudged=frozenset("x"))
    assert ranking_figures([question], {"q": {"x": 9.0, "a": 1.0}})["q"]["rr@10"] == 1


def test_set_measures_strict_and_lenient():
    question = _question("count", relevant="abc", unjudged=frozenset("u"))
    figures = set_figures(question, {"a", "b", "x", "u"}, {"a", "b", "c", "x", "u"}, 10)
    assert figures["set precision"] == pytest.approx(2 / 3)
    assert figures["set recall"] == pytest.approx(2 / 3)
    assert figures["set recall lenient"] == 1
    assert figures["borderline share"] == pytest.approx(0.1)
    assert figures["recall >= 0.8"] == 0
    # three found and three right, but not the same three: the count is not exact
    assert figures["count exact"] == 0
    assert figures["count bias"] == 0


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([(True, "ab"), (True, "c"), (False, "x")], True),  # a and b are one review
        ([(True, "ax"), (True, "bc")], True),  # its other document does not say so
        ([(True, "ab"), (True, "c"), (True, "x")], False),
        ([(True, "ab"), (False, "c")], False),
        ([(True, "abc"), (True, "u")], True),  # nobody judged it
        ([(True, "ab")], False),  # one is not there at all
    ],
)
def test_count_of_reviews_is_right_where_its_rows_stand_for_the_relevant_documents(rows, right):
    question = _question("count", relevant="abc", unjudged=frozenset("u"))
    assert counts_right(question, [(says, set(names)) for says, names in rows]) == right


def test_an_empty_set_for_an_empty_gold_set_is_right():
    figures = set_figures(_question("count"), set(), set(), 10)
    assert figures["set f1"] == figures["count exact"] == 1


QUOTE = GoldQuote("d", "Nobody told the nursery.", 2, "4.1", "queries.jsonl:1")
WORDS = "The family moved. Nobody told the nursery. The nursery closed."
TEXTS = {"d": fold(WORDS)}


def _cited(quote="Nobody told the nursery.", page=2, paragraph="4.1", document="d"):
    return Cited(frozenset([document]), page, None, paragraph, quote)


def test_citations_that_are_right():
    figures = citation_figures(_question("fact", quotes=(QUOTE,)), [_cited()], TEXTS)
    assert figures == {
        "quote validity": 1,
        "char precision": 1,
        "char recall": 1,
        "page exact": 1,
        "paragraph exact": 1,
    }


def test_citations_that_are_wrong_or_missing():
    question = _question("fact", quotes=(QUOTE,))
    wrong_page = citation_figures(question, [_cited(page=3, paragraph="4.2")], TEXTS)
    assert (wrong_page["page exact"], wrong_page["paragraph exact"]) == (0, 0)
    invented = citation_figures(question, [_cited("Somebody told the nursery.")], TEXTS)
    assert invented["quote validity"] == invented["char recall"] == invented["page exact"] == 0
    nothing = citation_figures(question, [], TEXTS)
    assert "quote validity" not in nothing
    assert nothing["char recall"] == nothing["char precision"] == nothing["page exact"] == 0


def test_a_list_item_with_its_stem_is_two_pieces():
    stitched = "The family moved. The nursery closed."
    question = _question("fact")
    once = Cited(frozenset("d"), 2, None, None, stitched)
    twice = Cited(frozenset("d"), 2, None, None, stitched, n_spans=2)
    assert citation_figures(question, [once], TEXTS) == {"quote validity": 0}
    assert citation_figures(question, [twice], TEXTS) == {"quote validity": 1}


def test_a_quotation_may_break_where_a_word_was_blacked_out():
    texts = {"d": fold("XXXXX told the nursery on Monday.")}
    said = Cited(frozenset("d"), 2, None, None, "[redacted] told the nursery on Monday.")
    other = Cited(frozenset("d"), 2, None, None, "[redacted] told the school on Monday.")
    assert citation_figures(_question("fact"), [said], texts) == {"quote validity": 1}
    assert citation_figures(_question("fact"), [other], texts) == {"quote validity": 0}


def test_a_bloated_citation_loses_precision_only():
    question = _question("fact", quotes=(QUOTE,))
    figures = citation_figures(question, [_cited(WORDS)], TEXTS)
    assert figures["char recall"] == 1
    assert figures["char precision"] == pytest.approx(20 / 50, abs=0.05)


def test_refusals():
    assert refusal_figures(_question(), True, 0.2) == {"false refusal": 1, "confidence": 0.2}
    unanswerable = Question("q", "?", "unanswerable", False, None, (), frozenset(), ())
    assert refusal_figures(unanswerable, True, 0.2) == {"rejection": 1, "confidence": 0.2}


def test_auroc_by_hand():
    assert auroc([0.9, 0.4], [0.5, 0.4]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert math.isnan(auroc([], [0.5]))


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_f1_lies_between_precision_and_recall(found, gold):
    precision, recall, f1 = precision_recall(set(map(str, found)), set(map(str, gold)))
    assert 0 <= f1 <= 1
    assert min(precision, recall) - 1e-9 <= f1 <= max(precision, recall) + 1e-9
    assert (f1 == 1) == (found == gold)


def test_findings_told_without_their_words_are_a_slice_of_their_own():
    question = _question(relevant="abc", implicit={"b", "c"})
    figures = set_figures(question, "ab", "ab", 9)
    assert (figures["recall implicit"], figures["recall explicit"]) == (0.5, 1.0)
    assert "recall implicit" not in set_figures(_question(relevant="a"), "a", "a", 9)
