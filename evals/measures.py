"""Figures of one question: rankings, sets, citations, refusals.

Ranking measures come from ir-measures (trec_eval's forms). A figure that does not apply to a
question is not in its dictionary; one that applies and was not earned is 0.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import ir_measures
from ir_measures import AP, RR, R, Rprec, Success, nDCG

from evals.dataset import Question
from evals.quotes import find_quote, fold
from kb.types import REDACTED

Figures = dict[str, float]

RANKING = {
    "ndcg@10": nDCG @ 10,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@20": R @ 20,
    "recall@100": R @ 100,
    "rr@10": RR @ 10,
    "success@1": Success @ 1,
    "r-precision": Rprec,
    "ap": AP,
}
GOOD_RECALL = 0.8


def ranking_figures(
    questions: Sequence[Question], run: Mapping[str, Mapping[str, float]]
) -> dict[str, Figures]:
    """The ranking measures of every question that has relevant documents; unjudged ones dropped."""
    judged = [q for q in questions if q.relevant]
    figures = {q.id: dict.fromkeys(RANKING, 0.0) for q in judged}
    qrels = {q.id: dict(q.relevant) for q in judged}
    scored = {
        q.id: {d: score for d, score in run.get(q.id, {}).items() if d not in q.unjudged}
        for q in judged
    }
    names = {measure: name for name, measure in RANKING.items()}
    if any(scored.values()):
        for metric in ir_measures.iter_calc(list(names), qrels, scored):
            figures[metric.query_id][names[metric.measure]] = float(metric.value)
    return figures


def set_figures(
    question: Question, strict: Iterable[str], lenient: Iterable[str], n_documents: int
) -> Figures:
    """How well a set of documents was found.

    Args:
        question: one whose answer is a set.
        strict: documents that the answer says do so.
        lenient: these and the borderline ones.
        n_documents: how many were searched.
    """
    gold = set(question.relevant)
    found = set(strict) - question.unjudged
    wider = set(lenient) - question.unjudged
    precision, recall, f1 = precision_recall(found, gold)
    wide_precision, wide_recall, wide_f1 = precision_recall(wider, gold)
    figures = {
        "set precision": precision,
        "set recall": recall,
        "set f1": f1,
        "set precision lenient": wide_precision,
        "set recall lenient": wide_recall,
        "set f1 lenient": wide_f1,
        "borderline share": len(wider - found) / max(1, n_documents),
        "recall >= 0.8": float(recall >= GOOD_RECALL),
    }
    if question.implicit:
        figures["recall implicit"] = len(found & question.implicit) / len(question.implicit)
        explicit = gold - question.implicit
        figures |= {"recall explicit": len(found & explicit) / len(explicit)} if explicit else {}
    if question.kind == "count":
        figures["count exact"] = float(found == gold)
        figures["count bias"] = (len(found) - len(gold)) / max(1, len(gold))
    return figures


def counts_right(question: Question, rows: Iterable[tuple[bool, Set[str]]]) -> bool:
    """Whether the rows that say so are those that stand for a relevant document.

    A report and its summary are two relevant documents and one row, so this is the count that a
    person reads. Rows of which every document is unjudged are left out; a relevant document
    without a row makes the count wrong.

    Args:
        question: one whose answer is a set.
        rows: of each whether it says so, and the documents that it stands for.
    """
    judged = [(says, names) for says, names in rows if names - question.unjudged]
    held = set().union(*(names for _, names in judged))
    right = all(says == (not names.isdisjoint(question.relevant)) for says, names in judged)
    return right and question.relevant.keys() <= held


def precision_recall(found: set[str], gold: set[str]) -> tuple[float, float, float]:
    """Precision, recall and F1; of two empty sets all are 1."""
    if not found and not gold:
        return 1.0, 1.0, 1.0
    hit = len(found & gold)
    precision = hit / len(found) if found else 0.0
    recall = hit / len(gold) if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return precision, recall, f1


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the dataset sees it; `documents` are equal copies of one document.

    A list item is quoted with the line that introduces the list: two spans, apart in the text.
    """

    documents: frozenset[str]
    page: int
    page_label: str | None
    paragraph: str | None
    quote: str
    n_spans: int = 1


def citation_figures(
    question: Question, cited: Sequence[Cited], texts: Mapping[str, str]
) -> Figures:
    """Whether quotations are verbatim, and how they meet the gold quotations.

    `texts` are folded documents by id: characters are counted on letters and digits alone, so that
    white space, dashes and ligatures do not matter. A gold quotation that no citation meets is
    wrong on page and paragraph.
    """
    figures: Figures = {}
    if cited:
        valid = [_is_verbatim(c, texts) for c in cited]
        figures["quote validity"] = sum(valid) / len(valid)
    if not question.quotes or question.wants_set:  # a set may be shown by other sentences
        return figures
    gold = [
        (quote.document, span)
        for quote in question.quotes
        for span in [find_quote(texts[quote.document], fold(quote.text))]
        if span is not None
    ]
    ours = [
        (document, span)
        for c in cited
        for document in c.documents & texts.keys()
        for span in [_find(texts[document], fold(c.quote))]
        if span is not None
    ]
    overlap, n_cited, n_gold = _overlap(ours, gold)
    figures["char precision"] = overlap / n_cited if n_cited else 0.0
    figures["char recall"] = overlap / n_gold if n_gold else 0.0
    paged = [q for q in question.quotes if q.page is not None]
    if paged:
        hits = [_meets(q.document, q.text, cited, lambda c, q=q: c.page == q.page) for q in paged]
        figures["page exact"] = sum(hits) / len(hits)
    numbered = [q for q in question.quotes if q.paragraph is not None]
    if numbered:
        hits = [
            _meets(q.document, q.text, cited, lambda c, q=q: c.paragraph == q.paragraph)
            for q in numbered
        ]
        figures["paragraph exact"] = sum(hits) / len(hits)
    return figures


def _is_verbatim(cited: Cited, texts: Mapping[str, str]) -> bool:
    """Whether a quotation is as many unbroken pieces of its document as it has spans, or fewer.

    It may break where it says that a word was blacked out ("XXXXX" in a text).
    """
    n = cited.n_spans + cited.quote.count(REDACTED)
    quote = fold(cited.quote.replace(REDACTED, " "))
    return any(_in_pieces(texts[document], quote, n) for document in cited.documents & texts.keys())


def _in_pieces(text: str, quote: str, n: int) -> bool:
    while quote and n:
        lengths = range(1, len(quote) + 1)
        longest = bisect_left(lengths, True, key=lambda k: quote[:k] not in text)
        if longest == 0:
            return False
        quote, n = quote[longest:], n - 1
    return not quote and n >= 0


def _meets(document: str, text: str, cited: Sequence[Cited], same: Any) -> bool:
    """Whether a citation of `document` shares the words of `text` and is the `same` place."""
    gold = fold(text)
    return any(
        document in c.documents and (fold(c.quote) in gold or gold in fold(c.quote)) and same(c)
        for c in cited
    )


def _find(text: str, part: str) -> tuple[int, int] | None:
    start = text.find(part) if part else -1
    return (start, start + len(part)) if start >= 0 else None


def _overlap(
    ours: Sequence[tuple[str, tuple[int, int]]], gold: Sequence[tuple[str, tuple[int, int]]]
) -> tuple[int, int, int]:
    """Characters in both, cited, and gold; each character of a document counted once."""

    def characters(spans: Sequence[tuple[str, tuple[int, int]]]) -> set[tuple[str, int]]:
        return {(document, i) for document, (start, end) in spans for i in range(start, end)}

    a, b = characters(ours), characters(gold)
    return len(a & b), len(a), len(b)


def refusal_figures(question: Question, refused: bool, confidence: float) -> Figures:
    """Whether an answer refused where it should, and only there."""
    if question.answerable:
        return {"false refusal": float(refused), "confidence": confidence}
    return {"rejection": float(refused), "confidence": confidence}


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a score of `positive` exceeds one of `negative`; ties count half."""
    import numpy as np

    if not len(positive) or not len(negative):
        return float("nan")
    pairs = np.subtract.outer(np.asarray(positive), np.asarray(negative))
    return float((np.sign(pairs) + 1).mean() / 2)
