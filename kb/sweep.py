"""Every sentence of the store, scored for one subject: a verdict a document, no top-k anywhere.

Speech act and polarity come before scores: a recommendation, a question, a quotation of guidance or
"there was no failure to …" resembles the subject more than the finding itself does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kb.catalog import StoredPassage
from kb.embedding import Vectors
from kb.evidence import Evidence, is_cut_quotation, term_weights, word_stems
from kb.planning import Plan
from kb.reader import Reader
from kb.retrieval import lexical_coverage
from kb.themes import Theme, theme_of
from kb.types import Block, BlockKind, Verdict

_CITES, _BORDERLINE = 0.62, 0.50
_NAMED = 0.97
_PHRASE_COVERAGE = 1.0

_FAILING = re.compile(
    r"\b(?:fail(?:s|ed|ing|ings|ure|ures)?|not|n['’]t|never|no|nobody|none|nothing|nor|without|lack(?:s|ed|ing)?|"
    r"poor(?:ly)?|weak(?:ness|nesses)?|insufficient|inadequate|inconsistent(?:ly)?|missed|missing|"
    r"delay(?:s|ed)?|breakdown|isolation|unaware|drift(?:ed)?|over-?optimis\w+|too optimistic|"
    r"stayed in|kept to)\b",
    re.IGNORECASE,
)
_CRITICAL = re.compile(r"\b(?:criticis|fault|blam)\w+", re.IGNORECASE)
_CONTRARY = re.compile(
    r"\b(?:no|not (?:a|any)|nor (?:a|any)|without|did not find (?:any |a )?|found no)"
    r"\s+(?:\w+\s+){0,3}?(?:fail(?:ure|ures|ing|ings)|lack|delay|evidence that \w+ failed)\b|"
    r"\b(?:was|were|had been|is)\s+(?:\w+ly\s+)?(?:shared|passed on|exchanged|communicated)\s+"
    r"(?:\w+[\s,]+){0,3}?(?:promptly|well|appropriately|properly|in full|quickly|at once)|"
    r"\b(?:promptly|properly|appropriately) (?:shared|passed on|exchanged)\b",
    re.IGNORECASE,
)
_RECOMMENDING = re.compile(
    r"\b(?:should|must|ought to|needs? to|recommend(?:s|ed|ation)?|is asked to|are asked to|"
    r"is to (?:ensure|review|refresh|agree))\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"terms of reference|glossary|acronym|abbreviation|bibliograph|reference number|methodolog|"
    r"how the work was done|guidance",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(r"recommendation|action plan|considerations? for", re.IGNORECASE)


class SpeechAct(StrEnum):
    """What a sentence does with the subject."""

    FINDING = "finding"
    CONTRARY = "contrary"
    RECOMMENDATION = "recommendation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one document says: its verdict and the sentence that best shows it."""

    document_id: str
    verdict: Verdict
    score: float
    evidence: Evidence | None
    contrary: Evidence | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """Every sentence vector the viewer may read, float32 (n, dim), with where each stands."""

    commits: int
    passages: tuple[StoredPassage, ...]
    owner: Sequence[int]
    ordinal: Sequence[int]
    vectors: Vectors


def load_sentences(reader: Reader) -> Sentences:
    """All sentences of the snapshot."""
    snapshot = reader.snapshot
    passages = tuple(snapshot.passages(snapshot.passage_keys()).values())
    owner = [n for n, p in enumerate(passages) for _ in p.sentences]
    ordinal = [i for p in passages for i in range(len(p.sentences))]
    parts = [p.embedding.sentences for p in passages if p.sentences]
    vectors = np.concatenate(parts) if parts else np.empty((0, 0), dtype=np.float32)
    return Sentences(snapshot.commits, passages, owner, ordinal, vectors)


def sweep(reader: Reader, plan: Plan, vector: Vectors, sentences: Sentences) -> list[Judgement]:
    """A judgement for every document of the snapshot, in order of verdict and score."""
    scores: Vectors = (
        sentences.vectors @ vector if len(sentences.owner) else np.empty(0, dtype=np.float32)
    )
    pass_ = _Pass(reader, _Subject.of(reader, plan), sentences, scores)
    rows: dict[str, list[int]] = {document_id: [] for document_id in reader.snapshot.documents}
    for row, owner in enumerate(sentences.owner):
        rows[sentences.passages[owner].document_id].append(row)
    judged = [pass_.judge(document_id, found) for document_id, found in rows.items()]
    order = list(Verdict)
    return sorted(judged, key=lambda j: (order.index(j.verdict), -j.score, j.document_id))


@dataclass(frozen=True, slots=True)
class _Subject:
    """What must be said: its words, their weights, its theme, whether it is a failing."""

    terms: tuple[str, ...]
    weights: Mapping[str, float]
    theme: Theme | None
    failing: bool
    mention: bool

    @classmethod
    def of(cls, reader: Reader, plan: Plan) -> "_Subject":
        words = tuple(w for w in plan.terms if not _FAILING.fullmatch(w)) or plan.terms
        return cls(
            terms=words,
            weights=term_weights(reader.snapshot, words),
            theme=theme_of(plan.subject),
            failing=bool(_FAILING.search(plan.subject) or _CRITICAL.search(plan.question)),
            mention=plan.mention,
        )

    def coverage(self, text: str) -> float:
        """How far `text` speaks of the subject in its words or in a known phrase, 0 to 1."""
        if self.theme is not None and self.theme.phrase_in(text):
            return _PHRASE_COVERAGE
        return lexical_coverage(self.terms, self.weights, word_stems(text))

    def score(self, coverage: float, dense: float) -> float:
        """How strongly a sentence speaks of the subject, 0 to 1."""
        weight = 0.02 if self.mention else 0.5
        return (1 - weight) * coverage + weight * dense

    def act(self, block: Block, text: str) -> SpeechAct:
        """What `text` does with the subject."""
        if self.mention:
            return SpeechAct.FINDING
        section = " / ".join(block.section)
        if _APART.search(section) or _speaks_for_others(block, text):
            return SpeechAct.OTHER
        if self.failing and _CONTRARY.search(text):
            return SpeechAct.CONTRARY
        if _RECOMMENDATIONS.search(section) or _RECOMMENDING.search(text):
            return SpeechAct.RECOMMENDATION
        if self.failing and not _FAILING.search(text):
            return SpeechAct.OTHER
        return SpeechAct.FINDING


def _speaks_for_others(block: Block, text: str) -> bool:
    """Whether a sentence asks or quotes instead of finding."""
    quotes = block.kind in (BlockKind.QUOTATION, BlockKind.COMMENT)
    return quotes or is_cut_quotation(text) or text.rstrip(" ”’\"'").endswith("?")


@dataclass(frozen=True, slots=True)
class _Pass:
    """One sweep: the subject, and every sentence with its similarity to it."""

    reader: Reader
    subject: _Subject
    sentences: Sentences
    scores: Vectors

    def judge(self, document_id: str, rows: Sequence[int]) -> Judgement:
        """What the document says in the sentences at `rows`."""
        mention = self.subject.mention
        cites, borderline = (_NAMED, _NAMED) if mention else (_CITES, _BORDERLINE)
        best: dict[SpeechAct, Evidence] = {}
        for found, act in self._read(document_id, rows):
            if act not in best or found.score > best[act].score:
                best[act] = found
        finding, contrary = best.get(SpeechAct.FINDING), best.get(SpeechAct.CONTRARY)
        recommendation = best.get(SpeechAct.RECOMMENDATION)
        against = contrary if contrary is not None and contrary.score >= _BORDERLINE else None
        if finding is not None and finding.score >= cites:
            return Judgement(document_id, Verdict.CITES, finding.score, finding, against)
        if against is not None:
            return Judgement(document_id, Verdict.CONTRARY, against.score, against, None)
        for weaker, bar in ((finding, borderline), (recommendation, _CITES)):
            if weaker is not None and weaker.score >= bar:
                return Judgement(document_id, Verdict.BORDERLINE, weaker.score, weaker, None)
        partly = self.reader.snapshot.documents[document_id].unreadable_pages
        verdict = Verdict.SILENT_IN_PART if partly else Verdict.SILENT
        return Judgement(document_id, verdict, finding.score if finding else 0.0, None, None)

    def _read(self, document_id: str, rows: Sequence[int]) -> Iterable[tuple[Evidence, SpeechAct]]:
        blocks = self.reader.blocks(document_id)
        for row in rows:
            passage = self.sentences.passages[self.sentences.owner[row]]
            ordinal = self.sentences.ordinal[row]
            sentence = passage.sentences[ordinal]
            block = blocks[sentence.block]
            spans = self.reader.quotable(document_id, block, sentence.spans)
            text = self.reader.text(document_id, spans)
            coverage, dense = self.subject.coverage(text), float(self.scores[row])
            evidence = Evidence(
                document_id=document_id,
                block=block,
                spans=spans,
                text=text,
                score=self.subject.score(coverage, dense),
                dense=dense,
                coverage=coverage,
            )
            yield evidence, self.subject.act(block, text)
