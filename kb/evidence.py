"""Passages -> evidence: single sentences, scored for one question.

Where a question names a case, a place or a title, those words choose documents (`kb.scope`) and the
others choose sentences, of all that these documents say. A sentence's score blends its similarity
to the question and that of its passage, the share of the question's words that stand in it and
around it, and whether it holds the kind of thing that is asked for. The best are then read together
with the question (`kb.answerability`). The weights were set by hand; `kb eval run` measures how
well the best score tells answerable questions from others.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kb.answer_types import holds
from kb.answerability import Candidate, answer_model
from kb.catalog import Snapshot, StoredPassage
from kb.embedding import Vectors
from kb.judging import judge
from kb.planning import Plan
from kb.reader import Reader
from kb.retrieval import Retrieved, lexical_coverage
from kb.scope import ACRONYMS, Scope, spelled_out
from kb.speech import is_cut_quotation, is_question
from kb.types import Block, BlockKind, DocumentSummary, Spans
from kb.words import content_terms, index_terms, numbers, stems, word_stems

_PASSAGES = 30
_MIN_WORDS = 3
_READ, _RERANKED = 10, 40
_SCOPED_DOCUMENTS, _SCOPED_PASSAGES = 6, 60
_W_ASKED, _W_DENSE, _W_PASSAGE = 0.40, 0.15, 0.20
_W_SENTENCE, _W_AROUND, _W_WANTED, _W_ANSWERS = 0.30, 0.15, 0.20, 0.80
_OUTSIDE_SCOPE, _NO_STATEMENT, _QUESTION, _CUT, _SHORT = 0.30, 0.10, 0.10, 0.05, 0.05
_SHORT_WORDS = 6
_UNREAD = -8.0  # log-odds that nothing answers where nothing was read
_WHOLE = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})  # without a full stop
_STATEMENT = re.compile(r"[.!?;…][\"'”’)\]]*$")
_LABELLED = re.compile(r"^\W*[A-Z][\w ’'-]{2,30}:[*_]*\s\S")  # "**Contact:** Ann Marr"
_SAYING = frozenset(
    "conclude concluded describe described explain explained find finds found happen happened "
    "state stated".split()  # an answer does not say that it says
)
_NAME = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence judged for a question; `spans` lead with its list stem where it has one.

    `dense` is its similarity to the question, `coverage` the share of the question's words in it,
    `around` the share in it and around it; `retrieved` says that the search found it; `holds` how
    far it holds the kind of thing that is asked for, below 0 where it cannot answer; `lost` counts
    what the question names that is not here; `answers` the log-odds that it answers, where it was
    read together with the question. `quoted` is what is quoted where that is more.
    """

    document_id: str
    block: Block
    spans: Spans
    text: str
    score: float
    dense: float
    coverage: float
    around: float = 0.0
    retrieved: bool = True
    holds: float = 0.0
    lost: int = 0
    answers: float | None = None
    quoted: Spans | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the whole question, and what it asks of the documents that it names.

    `words`, `vector` and `weights` (inverse document frequencies by stem) are of the whole,
    `terms`, `asked` and `asked_weights` of what remains when the names of documents are taken
    away. Short names of kinds of document are spelled out in both. `search` is what passages are
    found with: `vector`, or the same by another model.
    """

    plan: Plan
    scope: Scope
    words: tuple[str, ...]
    terms: tuple[str, ...]
    vector: Vectors
    search: Vectors
    asked: Vectors
    weights: Mapping[str, float]
    asked_weights: Mapping[str, float]

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        plan: Plan,
        scope: Scope,
        encode: Callable[[str], Vectors],
        find: Callable[[str], Vectors],
    ) -> "Asked":
        """What `plan` asks for within `scope`; unit vectors by what reads and by what finds."""
        whole = spelled_out(plan.subject)
        rest = scope.rest or whole
        words = _telling(whole)
        terms = _telling(rest) or words
        vector = encode(whole)
        return cls(
            plan=plan,
            scope=scope,
            words=words,
            terms=terms,
            vector=vector,
            search=vector if find == encode else find(whole),  # one model mostly does both
            asked=vector if rest == whole else encode(rest),
            weights=term_weights(snapshot, words),
            asked_weights=term_weights(snapshot, terms),
        )


def _telling(text: str) -> tuple[str, ...]:
    """The content words of a question, those left out that ask to be told."""
    terms = content_terms(text)
    return tuple(term for term in terms if term not in _SAYING) or terms


def confidence(hits: Sequence[Retrieved], evidence: Sequence[Evidence]) -> float:
    """How probable it is that the best of `evidence` answers the question, 0 to 1."""
    row = features(hits, evidence)
    return 0.0 if row is None else judge().confidence(np.asarray([row], dtype=np.float32))


def features(hits: Sequence[Retrieved], evidence: Sequence[Evidence]) -> tuple[float, ...] | None:
    """`kb.judging.CONFIDENCE_FEATURES`; None where nothing was found.

    All but the last two are read from what the search found, not from all that a named document
    says.
    """
    found = [item for item in evidence if item.retrieved]
    if not found or not hits:
        return None
    return (
        max(hit.dense for hit in hits[:_PASSAGES]),
        max(item.dense for item in found),
        max(item.coverage for item in found),
        max(item.around for item in found),
        float(evidence[0].lost > 0),
        max((item.answers for item in evidence if item.answers is not None), default=_UNREAD),
    )


def find_evidence(reader: Reader, asked: Asked, hits: Sequence[Retrieved]) -> list[Evidence]:
    """Sentences of the best `hits`, and of the documents that the question names, best first."""
    best = {hit.key for hit in hits[:_PASSAGES]}
    keys = [*best, *(key for key in _scoped(reader.snapshot, asked) if key not in best)]
    passages = reader.snapshot.passages.by_key(keys)
    reader.fetch_passages(passages.values())
    found = [
        evidence
        for key, passage in passages.items()
        for evidence in _judge(reader, asked, passage, retrieved=key in best)
    ]
    return sorted(found, key=lambda e: (-e.score, e.document_id, e.spans))


def read_together(snapshot: Snapshot, question: str, found: Sequence[Evidence]) -> list[Evidence]:
    """Evidence in a new order: the best sentences that can answer are read with the question.

    To their scores is added how probable it is that they answer it.
    """
    able = [n for n, item in enumerate(found) if item.holds >= 0]
    read = (able or list(range(len(found))))[:_READ]
    told = answer_model().log_odds(
        spelled_out(question),
        [Candidate(found[n].text, snapshot.documents[found[n].document_id].title) for n in read],
    )
    scored = list(found)
    for n, odds in zip(read, told.tolist(), strict=True):
        more = _W_ANSWERS / (1 + math.exp(-odds))
        scored[n] = replace(found[n], score=found[n].score + more, answers=odds)
    return sorted(scored, key=lambda e: (-e.score, e.document_id, e.spans))


def reranked(
    found: Sequence[Evidence],
    question: str,
    relevance: Callable[[str, Sequence[str]], Sequence[float]],
) -> list[Evidence]:
    """Evidence in a new order: to the scores of the best is added how far each answers, 0 to 1.

    The others, which are not read, stay behind them.
    """
    best, rest = found[:_RERANKED], found[_RERANKED:]
    told = relevance(question, [item.text for item in best])
    scored = [replace(e, score=e.score + more) for e, more in zip(best, told, strict=True)]
    return sorted(scored, key=lambda e: (-e.score, e.document_id, e.spans)) + list(rest)


def _scoped(snapshot: Snapshot, asked: Asked) -> list[int]:
    """Keys of the passages nearest to what is asked, in the documents that are named."""
    keys = snapshot.passages.keys_of(asked.scope.documents[:_SCOPED_DOCUMENTS])
    if len(keys) <= _SCOPED_PASSAGES:
        return keys
    near = np.argsort(-(snapshot.passages.vectors(keys, as_read=True) @ asked.asked), kind="stable")
    return [keys[n] for n in near[:_SCOPED_PASSAGES].tolist()]


def term_weights(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of each term, by stem, over the store's passages."""
    counts = _passages_with(snapshot, terms)
    total = sum(d.passages for d in snapshot.documents.values())
    weights = {}
    for term, stem in zip(terms, stems(terms), strict=True):
        count = min(total, counts[term])
        weights[stem] = float(np.log(1 + (total - count + 0.5) / (count + 0.5)))
    return weights


def absent_terms(snapshot: Snapshot, terms: Sequence[str]) -> tuple[str, ...]:
    """Those of `terms` that stand in no passage, in no form."""
    return tuple(term for term, count in _passages_with(snapshot, terms).items() if not count)


def _passages_with(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, int]:
    """In how many passages each term stands; those with two forms of it count twice."""
    held = {term: index_terms(term) for term in terms}
    counts = snapshot.full_text.passages_with([name for names in held.values() for name in names])
    return {term: sum(counts[name] for name in names) for term, names in held.items()}


def names_in(question: str) -> list[str]:
    """The words of `question` that are written as names."""
    return [name.removesuffix("'s").removesuffix("’s") for name in _NAME.findall(question)]


def absent_names(snapshot: Snapshot, question: str) -> list[str]:
    """Names in `question` that stand in no passage."""
    looked_up = {n: index_terms(n.lower()) for n in names_in(question) if len(n) > 3}
    counts = snapshot.full_text.passages_with(
        [term for terms in looked_up.values() for term in terms]
    )
    return [
        name
        for name, terms in looked_up.items()
        if name.isalpha()
        and not name.removesuffix("s").isupper()
        and not any(counts[term] for term in terms)
    ]


def _judge(
    reader: Reader, asked: Asked, passage: StoredPassage, *, retrieved: bool
) -> Iterable[Evidence]:
    written = reader.text(passage.document_id, passage.spans)
    around = f"{passage.context} {written}"
    near = word_stems(spelled_out(around))
    words, terms = stems(asked.words), stems(asked.terms)
    places = [p.value for p in asked.scope.of("place") if passage.document_id in p.documents]
    not_here = _lost(reader.snapshot, asked, passage.document_id, around)
    base = _W_PASSAGE * float(passage.embedding.passage @ asked.asked)
    base += _W_AROUND * lexical_coverage(terms, asked.asked_weights, near)
    for ordinal, sentence in enumerate(passage.sentences):
        block = reader.block(passage.document_id, sentence.block)
        spans = reader.quotable(passage.document_id, block, sentence.spans)
        text = reader.text(passage.document_id, spans)
        if len(text.split()) < _MIN_WORDS or text.endswith(":"):
            continue  # what only leads on to a list is quoted with its items
        held = word_stems(spelled_out(text))
        # a paper on another place speaks of its own place too
        lost = not_here or int(not all(name in f"{written} {text}" for name in places))
        dense = float(passage.embedding.sentences[ordinal] @ asked.vector)
        wanted = holds(asked.plan.wants, asked.plan.question, block, text)
        score = (
            base
            + _W_DENSE * dense
            + _W_ASKED * float(passage.embedding.sentences[ordinal] @ asked.asked)
            + _W_SENTENCE * lexical_coverage(terms, asked.asked_weights, held)
            + _W_WANTED * wanted
            - _unfit(block, text)
        )
        yield Evidence(
            passage.document_id,
            block,
            spans,
            text,
            score * 0.75**lost if not asked.scope.documents else score - _OUTSIDE_SCOPE * lost,
            dense,
            lexical_coverage(words, asked.weights, held),
            lexical_coverage(words, asked.weights, near),
            retrieved,
            wanted,
            lost,
        )


def _lost(snapshot: Snapshot, asked: Asked, document_id: str, around: str) -> int:
    """How much of what the question names is not here.

    Where it names documents, this is one of them or not; else every name, number and filter counts.
    """
    if asked.scope.documents:
        return document_id not in asked.scope.documents
    missing = _missing_anchors(asked.plan.subject, around, snapshot.documents[document_id])
    return len(missing) + sum(document_id not in f.documents for f in asked.plan.filters)


def _unfit(block: Block, text: str) -> float:
    """How much less a sentence is worth that asks, is cut off, or states nothing (a cover line)."""
    lost = 0.0
    if not _LABELLED.search(text):
        whole = block.kind in _WHOLE and not text.endswith(":")
        lost += 0.0 if whole or _STATEMENT.search(text) else _NO_STATEMENT
        lost += _SHORT if len(text.split()) < _SHORT_WORDS else 0.0
    if is_question(text) or block.kind is BlockKind.COMMENT:
        return lost + _QUESTION
    return lost + _CUT if is_cut_quotation(text) else lost


def _missing_anchors(question: str, around: str, document: DocumentSummary) -> list[str]:
    """Numbers and names of the question that stand nowhere near: what was asked is not this."""
    place = f"{around} {document.title} {document.authority or ''} {document.year or ''}"
    held, lowered = numbers(place), place.lower()
    names = {name.rstrip("’'s") for name in _NAME.findall(question)} - ACRONYMS.keys()
    return [n for n in numbers(question) if n not in held] + [
        name for name in names if name.lower() not in lowered
    ]
