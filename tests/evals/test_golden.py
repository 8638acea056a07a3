"""The golden sets are whole: numbers of questions, quotations in place, nothing written twice."""

import json
import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from evals.dataset import read_dataset
from evals.pairs import tell_apart
from evals.quotes import fold
from kb.errors import DatasetError
from kb.themes import themes

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "evals/golden"
AT_LEAST = {
    "list": 60, "count": 40, "fact": 60, "compare": 20, "recommendations": 20, "timeline": 20,
    "who": 20, "unanswerable": 40, "pairs": 20, "misleading": 10,
}  # fmt: skip
CORPORA = {"northern": 2, "southern": 1}
NOTICE = re.compile("invented document|do not exist|written as a sample")


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("corpus", "share"), CORPORA.items())
def test_there_are_enough_questions_of_every_kind(corpus, share):
    questions = _lines(GOLDEN / corpus / "queries.jsonl")
    counts = Counter(q["kind"] for q in questions if q["answerable"])
    counts["unanswerable"] = sum(not q["answerable"] for q in questions)
    counts["pairs"] = len({q["pair"] for q in questions if "pair" in q})
    counts["misleading"] = sum(q.get("stratum") == "misleading premise" for q in questions)
    short = {k: counts[k] for k, n in AT_LEAST.items() if counts[k] < n / share}
    assert short == {}


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_golden_set_is_a_sound_dataset(corpus):
    dataset = read_dataset(GOLDEN / corpus)
    assert len(dataset.files) >= 30
    assert {d for q in dataset.questions for d in q.relevant} <= set(dataset.files)


def test_the_two_sets_share_no_case():
    northern, southern = (
        {row["slug"].split("-")[0] for row in _lines(GOLDEN / c / "intended.jsonl")}
        for c in CORPORA
    )
    general = {"national", "blog", "government", "ofsted", "bro"}
    assert northern & southern <= general


def test_few_gold_sentences_use_a_phrase_of_the_vocabulary():
    """At most 40%: the others must be found by what they say."""
    sentences = {
        row["quote"]
        for path in GOLDEN.glob("*/judged/?-?.jsonl")
        for row in _lines(path)
        if row.get("verdict") in ("cites", "mixed")
    }
    phrased = [s for s in sentences if any(theme.phrase_in(s) for theme in themes())]
    assert len(phrased) / len(sentences) <= 0.4


def test_no_sentence_stands_in_two_documents():
    """But for the notice, quotations, and a summary of its own report."""
    where = {}
    for path in sorted((ROOT / "documents").glob("*/sources/*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[-1]
        for sentence in set(re.split(r"(?<=[.?!])\s+", body)):
            if len(sentence.split()) > 9 and not NOTICE.search(sentence):
                where.setdefault(sentence.strip(), []).append(path.stem)
    shared = Counter(
        pair for paths in where.values() if len(paths) > 1 for pair in combinations(paths, 2)
    )
    assert sum(shared.values()) <= 12, shared


def test_minimal_pairs_are_enough_and_of_every_kind(embedder):
    found = tell_apart(GOLDEN / "pairs.jsonl", embedder)
    assert sum(n for _, n in found.values()) >= 120
    assert set(found) == {
        "allegation", "contrary", "guidance", "negated_failure", "question", "recommendation",
    }  # fmt: skip
    hands = Counter(row["hand"] for row in _lines(GOLDEN / "pairs.jsonl"))
    assert min(hands.values()) >= 60


def test_a_line_that_is_no_pair_is_refused(tmp_path, embedder):
    (tmp_path / "pairs.jsonl").write_text('{"a": {"text": "One."}}\n')
    with pytest.raises(DatasetError, match=r"pairs\.jsonl:1"):
        tell_apart(tmp_path / "pairs.jsonl", embedder)


@pytest.mark.parametrize("corpus", CORPORA)
def test_words_of_recommendations_and_events_stand_in_their_documents(corpus):
    astray = []
    for name in ("recommendations.jsonl", "events.jsonl"):
        for row in _lines(GOLDEN / corpus / name):
            words = row.get("quote") or row.get("text", "")
            if fold(words) not in _folded_source(corpus, row["document"]):
                astray.append((row["document"], words[:60]))
    assert astray == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_implicit_findings_are_positives_that_stand_in_their_documents(corpus):
    questions = {q.id: q for q in read_dataset(GOLDEN / corpus).questions}
    rows = _lines(GOLDEN / corpus / "implicit.jsonl")
    assert {row["form"] for row in rows} == {"unsaid", "anaphora"}
    for row in rows:
        assert row["document"] in questions[row["query_id"]].relevant
        stem = row["document"].rpartition(".")[0]
        for piece in row["quote"].split("[redacted]"):
            assert fold(piece) in _folded_source(corpus, stem)


def test_held_out_pairs_are_new(embedder):
    held, known = (
        {row[side]["text"] for row in _lines(GOLDEN / name) for side in "ab"}
        for name in ("pairs-held.jsonl", "pairs.jsonl")
    )
    assert len(held) == 240
    assert not held & known
    told = tell_apart(GOLDEN / "pairs-held.jsonl", embedder)
    assert sum(n for _, n in told.values()) == 120


@cache
def _folded_source(corpus, stem):
    sources = ROOT / "documents" / corpus / "sources"
    text = (sources / f"{stem}.md").read_text(encoding="utf-8")
    if copied := re.search(r"^copy_of: *(\S+)", text, re.MULTILINE):
        text = (sources / copied[1]).read_text(encoding="utf-8")
    return fold(text)
