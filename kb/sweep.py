"""Every sentence of the store, scored for one subject: a verdict a document, no top-k anywhere.

The scores of all sentences are array arithmetic over `SentenceTable`; rules on speech act and
polarity decide which score counts for which verdict (`kb.speech`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Vectors
from kb.evidence import Evidence, term_weights
from kb.planning import Part, Plan
from kb.reader import Reader
from kb.sentence_table import Floats, SentenceTable
from kb.speech import Act, Marks, act_of, asks_for_failing, is_failing_word
from kb.themes import Theme, theme_of
from kb.types import Verdict

_CITES, _BORDERLINE = 0.62, 0.50
_NAMED = 0.97
_ACTS = (Act.FINDING, Act.CONTRARY, Act.RECOMMENDATION)
_ALL_MARKS = sum(Marks)
_ORDER = list(Verdict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one document says: its verdict and the sentences that best show it, one a part asked."""

    document_id: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()


def sweep(
    reader: Reader, plan: Plan, encode: Callable[[str], Vectors], table: SentenceTable
) -> list[Judgement]:
    """A judgement for every document that passes the plan's filters, best verdict first."""
    places = [n for n, name in enumerate(table.documents) if plan.admits(name)]
    found: list[list[Judgement]] = []
    for part in plan.parts:
        subject = _Subject.of(reader, plan, part)
        pass_ = _Pass.of(reader, subject, encode(part.text), table)
        found.append([pass_.judge(n) for n in places])
    judged = [
        _joined(plan, table.documents[n], [part[at] for part in found])
        for at, n in enumerate(places)
    ]
    return sorted(judged, key=lambda j: (_ORDER.index(j.verdict), -j.score, j.document_id))


def _joined(plan: Plan, document_id: str, judged: Sequence[Judgement]) -> Judgement:
    """One judgement from those of the parts: a conjunction is worth as much as its worst part."""
    wanted = [j for part, j in zip(plan.parts, judged, strict=True) if not part.negated]
    against = [j for part, j in zip(plan.parts, judged, strict=True) if part.negated]
    if not wanted and not against:
        return Judgement(document_id, Verdict.CITES, 1.0)  # only conditions were asked
    if any(j.verdict is Verdict.CITES for j in against):
        return Judgement(document_id, Verdict.SILENT, 0.0)
    if not wanted:
        return Judgement(document_id, Verdict.CITES, 1.0 - max(j.score for j in against))
    ranked = sorted(wanted, key=lambda j: (_ORDER.index(j.verdict), -j.score))
    if plan.any_part:
        return ranked[0]
    worst = ranked[-1]
    shown = worst.verdict in (Verdict.CITES, Verdict.BORDERLINE)
    return Judgement(
        document_id,
        worst.verdict,
        worst.score,
        tuple(e for j in wanted for e in j.evidence) if shown else worst.evidence,
        tuple(e for j in wanted for e in j.contrary),
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """What must be said: its words by stem with their weights, its theme, if it is a failing."""

    weights: Mapping[str, float]
    theme: Theme | None
    failing: bool
    mention: bool

    @classmethod
    def of(cls, reader: Reader, plan: Plan, part: Part) -> "_Subject":
        words = tuple(w for w in part.terms if not is_failing_word(w)) or part.terms
        return cls(
            weights=term_weights(reader.snapshot, words),
            theme=theme_of(part.text),
            failing=asks_for_failing(plan.question, part.text),
            mention=plan.mention,
        )

    def coverage(self, table: SentenceTable) -> Floats:
        """How far each sentence speaks of the subject in its words or in a known phrase, 0 to 1."""
        found = table.coverage(self.weights)
        if self.theme is not None:
            found[table.with_phrase(self.theme)] = 1.0
        return found

    def acts(self, marks: NDArray[np.uint8]) -> NDArray[np.int8]:
        """What each sentence does with the subject: an index into `_ACTS`, or -1."""
        if self.mention:
            return np.zeros(len(marks), dtype=np.int8)
        every = (act_of(Marks(value), failing=self.failing) for value in range(_ALL_MARKS + 1))
        table = [_ACTS.index(act) if act in _ACTS else -1 for act in every]
        return np.asarray(table, dtype=np.int8)[marks]


@dataclass(frozen=True, slots=True)
class _Pass:
    """One sweep: every sentence's scores, and the best row of each act in each document (or -1)."""

    reader: Reader
    table: SentenceTable
    mention: bool
    dense: Floats
    coverage: Floats
    scores: Floats
    best: NDArray[np.int64]

    @classmethod
    def of(
        cls, reader: Reader, subject: _Subject, vector: Vectors, table: SentenceTable
    ) -> "_Pass":
        dense = table.vectors @ vector if len(table) else np.empty(0, dtype=np.float32)
        coverage = subject.coverage(table)
        weight = 0.02 if subject.mention else 0.5
        scores = ((1 - weight) * coverage + weight * dense).astype(np.float32)
        acts = subject.acts(table.marks)
        best = np.stack([_best_rows(np.where(acts == n, scores, -np.inf), table) for n in range(3)])
        return cls(reader, table, subject.mention, dense, coverage, scores, best)

    def judge(self, document: int) -> Judgement:
        """What a document says, by its place in the table."""
        cites, borderline = (_NAMED, _NAMED) if self.mention else (_CITES, _BORDERLINE)
        finding, contrary, recommendation = (int(row) for row in self.best[:, document])
        against = contrary if self._score(contrary) >= _BORDERLINE else -1
        if self._score(finding) >= cites:
            return self._judgement(document, Verdict.CITES, finding, against)
        if against >= 0:
            return self._judgement(document, Verdict.CONTRARY, against)
        for weaker, bar in ((finding, borderline), (recommendation, _CITES)):
            if self._score(weaker) >= bar:
                return self._judgement(document, Verdict.BORDERLINE, weaker)
        document_id = self.table.documents[document]
        partly = self.reader.snapshot.documents[document_id].unreadable_pages
        verdict = Verdict.SILENT_IN_PART if partly else Verdict.SILENT
        score = self._score(finding) if finding >= 0 else 0.0
        return Judgement(document_id, verdict, score)

    def _score(self, row: int) -> float:
        return float(self.scores[row]) if row >= 0 else float("-inf")

    def _judgement(
        self, document: int, verdict: Verdict, row: int, contrary: int = -1
    ) -> Judgement:
        return Judgement(
            document_id=self.table.documents[document],
            verdict=verdict,
            score=self._score(row),
            evidence=(self._evidence(document, row),),
            contrary=(self._evidence(document, contrary),) if contrary >= 0 else (),
        )

    def _evidence(self, document: int, row: int) -> Evidence:
        document_id = self.table.documents[document]
        ordinal, spans, text = self.table.sentence(document, row)
        return Evidence(
            document_id=document_id,
            block=self.reader.blocks(document_id)[ordinal],
            spans=spans,
            text=text,
            score=self._score(row),
            dense=float(self.dense[row]),
            coverage=float(self.coverage[row]),
        )


def _best_rows(scores: Floats, table: SentenceTable) -> NDArray[np.int64]:
    """The first row of the highest score in each document, -1 where there is none."""
    found = np.full(len(table.documents), -1, dtype=np.int64)
    for document, (start, end) in enumerate(zip(table.starts, table.starts[1:], strict=False)):
        if end > start:
            row = start + int(np.argmax(scores[start:end]))
            found[document] = row if np.isfinite(scores[row]) else -1
    return found
