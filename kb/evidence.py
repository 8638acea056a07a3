"""Passages -> evidence: single sentences, scored for one question.

A sentence's score blends its similarity to the question, the share of the question's words that
stand in it and around it, and whether it holds the kind of thing that is asked for. The weights
were set by hand, fitted to nothing; `kb eval run` measures how well the best score tells answerable
questions from others.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kb.catalog import Snapshot, StoredPassage
from kb.embedding import Vectors
from kb.judging import judge
from kb.planning import Plan
from kb.reader import Reader
from kb.retrieval import Retrieved, lexical_coverage
from kb.speech import is_cut_quotation, is_question
from kb.types import Block, BlockKind, DocumentSummary, Spans
from kb.words import index_terms, numbers, stems, word_stems

_PASSAGES = 30
_MIN_WORDS = 3
_W_DENSE, _W_SENTENCE, _W_AROUND, _W_WANTED = 0.40, 0.30, 0.15, 0.15
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d{{2}}\b")
_NUMBER_WORDS = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|"
    r"thousand|half|third|quarter)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Professor|Councillor|Cllr)\.? [A-Z][a-z]")
_NAMED = re.compile(r"\b[A-Z][a-z’']+ (?:[A-Z]\. )?[A-Z][a-z’'-]+\b")
_NAME = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence judged for a question; `spans` lead with its list stem where it has one.

    `dense` is its similarity to the question, `coverage` the share of the question's words in it,
    `around` the share in it and around it.
    """

    document_id: str
    block: Block
    spans: Spans
    text: str
    score: float
    dense: float
    coverage: float
    around: float = 0.0


def confidence(hits: Sequence[Retrieved], evidence: Sequence[Evidence]) -> float:
    """How probable it is that the best of `evidence` answers the question, 0 to 1."""
    row = features(hits, evidence)
    return 0.0 if row is None else judge().confidence(np.asarray([row], dtype=np.float32))


def features(hits: Sequence[Retrieved], evidence: Sequence[Evidence]) -> tuple[float, ...] | None:
    """`kb.judging.CONFIDENCE_FEATURES`; None where nothing was found."""
    if not evidence or not hits:
        return None
    return (
        max(hit.dense for hit in hits[:_PASSAGES]),
        max(item.dense for item in evidence),
        max(item.coverage for item in evidence),
        max(item.around for item in evidence),
    )


def find_evidence(
    reader: Reader, plan: Plan, vector: Vectors, hits: Sequence[Retrieved]
) -> list[Evidence]:
    """Sentences of the best `hits`, best first."""
    weights = term_weights(reader.snapshot, plan.terms)
    documents = reader.snapshot.documents
    passages = reader.snapshot.passages([hit.key for hit in hits[:_PASSAGES]])
    reader.fetch_passages(passages.values())
    found = [
        evidence
        for passage in passages.values()
        for evidence in _judge(reader, plan, vector, passage, weights, documents)
    ]
    return sorted(found, key=lambda e: (-e.score, e.document_id, e.spans))


def term_weights(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of each term, by stem, over the store's passages."""
    held = {term: index_terms(term) for term in terms}
    counts = snapshot.passages_with([name for names in held.values() for name in names])
    total = sum(d.passages for d in snapshot.documents.values())
    weights = {}
    for term, stem in zip(terms, stems(terms), strict=True):
        count = min(total, sum(counts[name] for name in held[term]))
        weights[stem] = float(np.log(1 + (total - count + 0.5) / (count + 0.5)))
    return weights


def absent_names(snapshot: Snapshot, question: str) -> list[str]:
    """Names in `question` that stand in no passage."""
    names = [name.removesuffix("'s").removesuffix("’s") for name in _NAME.findall(question)]
    looked_up = {name: index_terms(name.lower()) for name in names if len(name) > 3}
    counts = snapshot.passages_with([term for terms in looked_up.values() for term in terms])
    return [
        name
        for name, terms in looked_up.items()
        if name.isalpha() and not name.isupper() and not any(counts[term] for term in terms)
    ]


def _judge(
    reader: Reader,
    plan: Plan,
    vector: Vectors,
    passage: StoredPassage,
    weights: Mapping[str, float],
    documents: Mapping[str, DocumentSummary],
) -> Iterable[Evidence]:
    document = documents[passage.document_id]
    around = f"{passage.context} {reader.text(passage.document_id, passage.spans)}"
    missing = _missing_anchors(plan.subject, around, document)
    outside = sum(document.id not in condition.documents for condition in plan.filters)
    covered = lexical_coverage(plan.terms, weights, word_stems(around))
    for ordinal, sentence in enumerate(passage.sentences):
        block = reader.block(passage.document_id, sentence.block)
        spans = reader.quotable(passage.document_id, block, sentence.spans)
        text = reader.text(passage.document_id, spans)
        if len(text.split()) < _MIN_WORDS:
            continue
        dense = float(passage.embedding.sentences[ordinal] @ vector)
        coverage = lexical_coverage(plan.terms, weights, word_stems(text))
        score = (
            _W_DENSE * dense
            + _W_SENTENCE * coverage
            + _W_AROUND * covered
            + _W_WANTED * _holds(plan, text)
        )
        if is_question(text) or block.kind is BlockKind.COMMENT:
            score -= 0.1
        elif is_cut_quotation(text):
            score -= 0.05
        yield Evidence(
            passage.document_id,
            block,
            spans,
            text,
            score * 0.75 ** (len(missing) + outside),
            dense,
            coverage,
            covered,
        )


def _missing_anchors(question: str, around: str, document: DocumentSummary) -> list[str]:
    """Numbers and names of the question that stand nowhere near: what was asked is not this."""
    place = f"{around} {document.title} {document.authority or ''} {document.year or ''}"
    held, lowered = numbers(place), place.lower()
    names = {name.rstrip("’'s") for name in _NAME.findall(question)}
    return [n for n in numbers(question) if n not in held] + [
        name for name in names if name.lower() not in lowered
    ]


def _holds(plan: Plan, text: str) -> float:
    """1 where `text` holds the kind of thing asked for beyond what the question gave, else 0."""
    if plan.wants == "number":
        return float(bool(numbers(text) - numbers(plan.question)) or _has_number_word(text))
    if plan.wants == "date":
        return float(bool(_DATE.search(text)))
    if plan.wants == "person":
        titled = bool(_TITLED.search(text))
        named = any(m.group() not in plan.question for m in _NAMED.finditer(text))
        return 1.0 if titled else 0.7 if named else 0.0
    return 0.5


def _has_number_word(text: str) -> bool:
    return bool(_NUMBER_WORDS.search(text))
