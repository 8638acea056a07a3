"""Every sentence of the store, judged for one question: a verdict a document and part, no top-k.

What all sentences score is array arithmetic over `SentenceTable`. Rules on speech act and polarity
(`kb.speech`) come first: they decide for which verdict a sentence may count. The judge
(`kb.judging`) then says how probable it is that a document says the subject.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Vectors
from kb.evidence import Evidence, term_weights
from kb.judging import ACTS, SENTENCE_FEATURES, document_features, judge
from kb.planning import Part, Plan
from kb.reader import Reader
from kb.sentence_table import Floats, SentenceTable
from kb.speech import asks_for_failing, gates, is_failing_word, voice_of
from kb.themes import Theme, ThemeKind, theme_of
from kb.types import Verdict

_NAMED = 0.97
_CONTRARY_COVERAGE = 0.5
_THEME_NAMES = 8
_PHRASE_SHOWS = 1.5
_DIRECTIVE = [ACTS.index(act) for act in ("recommendation", "guidance", "plan", "question")]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a document or review says: its verdict and the sentences that best show it.

    There is one sentence a part asked. `voice` says who speaks where it is not the review itself.
    """

    document_id: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    voice: str | None = None


def sweep(
    reader: Reader,
    plan: Plan,
    encode: Callable[[str], Vectors],
    table: SentenceTable,
    admitted: Collection[str],
) -> dict[str, tuple[Judgement, ...]]:
    """What each `admitted` document says of each part of the question, by document."""
    places = [n for n, name in enumerate(table.documents) if name in admitted]
    found: list[list[Judgement]] = []
    for part in plan.parts:
        hearing = Hearing.of(reader, Subject.of(reader, plan, part, encode), table)
        found.append([hearing.judge(n) for n in places])
    return {
        table.documents[n]: tuple(judged[at] for judged in found) for at, n in enumerate(places)
    }


def expansions(plan: Plan) -> list[str]:
    """The names of the vocabulary that are searched beside the question's own words."""
    themes = (theme_in(plan, part) for part in plan.parts)
    return [name for theme in themes if theme is not None for name in _names(theme)]


def theme_in(plan: Plan, part: Part) -> Theme | None:
    """The theme of the vocabulary that a part of a question names, unless that is switched off."""
    return theme_of(part.text) if plan.expand else None


def _names(theme: Theme) -> tuple[str, ...]:
    return theme.names[:_THEME_NAMES]


@dataclass(frozen=True, slots=True)
class Subject:
    """What must be said: its vector, its words by stem with their weights, and what it names."""

    vector: Vectors
    weights: Mapping[str, float]
    theme: Theme | None
    kind: ThemeKind
    mention: bool

    @classmethod
    def of(
        cls, reader: Reader, plan: Plan, part: Part, encode: Callable[[str], Vectors]
    ) -> "Subject":
        """The subject of one part of a question, with the names that the vocabulary has for it."""
        theme = theme_in(plan, part)
        vector = encode(part.text)
        if theme is not None:
            names = np.mean([encode(name) for name in _names(theme)], axis=0)
            vector = vector + names / np.linalg.norm(names)
        words = tuple(w for w in part.terms if not is_failing_word(w)) or part.terms
        failing = asks_for_failing(plan.question, part.text)
        return cls(
            vector=(vector / np.linalg.norm(vector)).astype(np.float32),
            weights=term_weights(reader.snapshot, words),
            theme=theme,
            kind=theme.kind if theme else ThemeKind.FAILING if failing else ThemeKind.CIRCUMSTANCE,
            mention=plan.mention,
        )


@dataclass(frozen=True, slots=True)
class Hearing:
    """One part of a question before every document: features and scores of all sentences.

    `features` has the columns `kb.judging.SENTENCE_FEATURES`; `findings`, `advice` and `contrary`
    say for which verdict a sentence may count; `phrases` which use a known phrase of the theme.
    """

    reader: Reader
    table: SentenceTable
    mention: bool
    features: Floats
    phrases: NDArray[np.bool_]
    findings: NDArray[np.bool_]
    advice: NDArray[np.bool_]
    contrary: NDArray[np.bool_]
    scores: Floats
    probabilities: Floats
    advised: Floats

    @classmethod
    def of(cls, reader: Reader, subject: Subject, table: SentenceTable) -> "Hearing":
        """Scores every sentence of `table` for `subject`."""
        present, absent = _said(subject.theme, table)
        features = _features(subject, table, present)
        gate = gates(table.marks, absent, failing=subject.kind is ThemeKind.FAILING)
        scores = features[:, 1] if subject.mention else judge().sentence(features)

        def probable(rows: NDArray[np.bool_]) -> Floats:
            kept = np.where(rows, scores, -np.inf).astype(np.float32)
            return judge().probability(document_features(kept, present, table.starts))

        return cls(
            reader=reader,
            table=table,
            mention=subject.mention,
            features=features,
            phrases=present,
            findings=gate.findings,
            advice=gate.advice,
            contrary=gate.contrary & ((features[:, 1] >= _CONTRARY_COVERAGE) | absent),
            scores=scores,
            probabilities=probable(gate.findings),
            advised=probable(gate.advice),
        )

    def document_rows(self) -> Floats:
        """What the judge reads of each document; shape (documents, features)."""
        kept = np.where(self.findings, self.scores, -np.inf).astype(np.float32)
        return document_features(kept, self.phrases, self.table.starts)

    def judge(self, document: int) -> Judgement:
        """What a document says, by its place in the table."""
        if self.mention:
            return self._named(document)
        found = judge()
        against = self._best(document, self.contrary)
        probability = float(self.probabilities[document])
        best = self._best(document, self.findings)
        denied = against >= 0 and not self._says_phrase(document)
        if probability >= found.cites and best >= 0 and not denied:
            return self._judgement(document, Verdict.CITES, probability, best, against)
        if against >= 0:
            return self._judgement(document, Verdict.CONTRARY, probability, against)
        if probability >= found.borderline and best >= 0:
            return self._judgement(document, Verdict.BORDERLINE, probability, best)
        advised, advice = float(self.advised[document]), self._best(document, self.advice)
        if advised >= found.cites and advice >= 0:
            found_advice = self._judgement(document, Verdict.BORDERLINE, advised, advice)
            return replace(found_advice, voice=voice_of(int(self.table.marks[advice])))
        return self._silent(document, probability)

    def _says_phrase(self, document: int) -> bool:
        """Whether a finding of the document uses a known phrase of the theme."""
        rows = slice(int(self.table.starts[document]), int(self.table.starts[document + 1]))
        return bool((self.phrases & self.findings)[rows].any())

    def _named(self, document: int) -> Judgement:
        everything = np.ones(len(self.table), dtype=np.bool_)
        row = self._best(document, everything)
        score = float(self.scores[row]) if row >= 0 else 0.0
        if score >= _NAMED:
            return self._judgement(document, Verdict.CITES, score, row)
        return self._silent(document, score)

    def _silent(self, document: int, score: float) -> Judgement:
        document_id = self.table.documents[document]
        partly = self.reader.snapshot.documents[document_id].unreadable_pages
        verdict = Verdict.SILENT_IN_PART if partly else Verdict.SILENT
        return Judgement(document_id, verdict, score)

    def _best(self, document: int, rows: NDArray[np.bool_]) -> int:
        """The document's best sentence among `rows`, -1 where it has none."""
        start, end = int(self.table.starts[document]), int(self.table.starts[document + 1])
        among = np.flatnonzero(rows[start:end])
        if not len(among):
            return -1
        # a known phrase shows the subject plainly; of equals, the one nearest in meaning
        scores = self.scores[start:end][among] + 0.02 * self.features[start:end, 0][among]
        shown = scores + _PHRASE_SHOWS * self.phrases[start:end][among]
        return start + int(among[np.argmax(shown)])

    def _judgement(
        self, document: int, verdict: Verdict, score: float, row: int, contrary: int = -1
    ) -> Judgement:
        return Judgement(
            document_id=self.table.documents[document],
            verdict=verdict,
            score=score,
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
            score=float(self.scores[row]),
            dense=float(self.features[row, 0]),
            coverage=float(self.features[row, 1]),
        )


def _said(theme: Theme | None, table: SentenceTable) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    if theme is not None:
        return table.said(theme)
    nowhere = np.zeros(len(table), dtype=np.bool_)
    return nowhere, nowhere


def _features(subject: Subject, table: SentenceTable, phrases: NDArray[np.bool_]) -> Floats:
    """`kb.judging.SENTENCE_FEATURES` of every sentence; shape (n, features)."""
    if not len(table):
        return np.empty((0, len(SENTENCE_FEATURES)), dtype=np.float32)
    finding, good = table.acts[:, ACTS.index("finding")], table.acts[:, ACTS.index("good")]
    directive = table.acts[:, _DIRECTIVE].sum(axis=1)
    aligned, opposed = {
        ThemeKind.FAILING: (finding, good),
        ThemeKind.PRACTICE: (good, finding),
        ThemeKind.CIRCUMSTANCE: (1 - directive, np.zeros_like(good)),
    }[subject.kind]
    columns = (
        table.vectors @ subject.vector,
        table.coverage(subject.weights),
        phrases,
        aligned,
        opposed,
        directive,
    )
    return np.stack(columns, axis=1).astype(np.float32)
