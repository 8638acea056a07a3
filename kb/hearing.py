"""One subject before the sentences of some documents: features, scores and a ruling a document.

What sentences score is array arithmetic over columns (`kb.sentence_columns`). Rules on speech act
and polarity (`kb.speech`) come first: they decide for which verdict a sentence may count. The judge
(`kb.judging`) then says how probable it is that a document says the subject.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kb.judging import SENTENCE_FEATURES, THEME_FEATURES, document_features, judge
from kb.sentence_columns import Floats, Place, Sentences
from kb.speech import gates, voice_of
from kb.subjects import Subject
from kb.text_classes import ACTS
from kb.types import SubjectKind, Verdict

_NAMED = 0.97
_CONTRARY_COVERAGE = 0.5
_FOUND = 0.5
_OF_THEME = [SENTENCE_FEATURES.index(n) for n in THEME_FEATURES if n in SENTENCE_FEATURES]
_DIRECTIVE = [ACTS.index(act) for act in ("recommendation", "guidance", "plan", "question")]


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that shows what a document says; its words are still to be read."""

    document_id: str
    place: Place
    score: float
    dense: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one document says: its verdict and the sentence that best shows it.

    `voice` says who speaks where it is not the document itself.
    """

    document_id: str
    verdict: Verdict
    score: float
    shown: tuple[Shown, ...] = ()
    contrary: tuple[Shown, ...] = ()
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """One part of a question before some documents: features and scores of all sentences.

    `features` has the columns `kb.judging.SENTENCE_FEATURES`; `findings`, `advice` and `contrary`
    say for which verdict a sentence may count, `eligible` which are findings, whoever they speak
    of; `phrases` which use a known phrase of the theme. `probabilities` are of documents: that one
    says it, or of a name the share of its words there.
    `unread` are documents with pages that could not be read.
    """

    sentences: Sentences
    unread: Container[str]
    mention: bool
    features: Floats
    phrases: NDArray[np.bool_]
    findings: NDArray[np.bool_]
    advice: NDArray[np.bool_]
    eligible: NDArray[np.bool_]
    contrary: NDArray[np.bool_]
    scores: Floats
    probabilities: Floats
    advised: Floats

    @classmethod
    def of(cls, subject: Subject, sentences: Sentences, unread: Container[str] = ()) -> "Hearing":
        """Scores every one of `sentences` for `subject`."""
        present, absent = _said(subject, sentences)
        products = sentences.products(subject.rows)
        features = _features(subject, sentences, present, products)
        gate = gates(sentences.marks, absent, failing=subject.kind is SubjectKind.FAILING)
        of_them = sentences.naming(subject.parties)
        findings, advice = gate.findings & of_them, gate.advice & of_them
        scores = _scores(subject, sentences, features)

        def probable(rows: NDArray[np.bool_], eligible: NDArray[np.bool_]) -> Floats:
            kept = np.where(rows, scores, -np.inf).astype(np.float32)
            found = document_features(kept, present, sentences.starts, eligible)
            return np.clip(found[:, 0], 0, 1) if subject.mention else judge().probability(found)

        return cls(
            sentences=sentences,
            unread=unread,
            mention=subject.mention,
            features=features,
            phrases=present,
            findings=findings,
            advice=advice,
            eligible=gate.findings,
            contrary=of_them & gate.contrary & ((features[:, 1] >= _CONTRARY_COVERAGE) | absent),
            scores=scores,
            probabilities=probable(findings | subject.mention, gate.findings),
            advised=probable(advice, gate.advice),
        )

    def judge(self, document: int, cites: float) -> Ruling:
        """What a document says, by its place in the table; it cites from probability `cites` on."""
        if self.mention:
            return self._named(document)
        against = self._best(document, self.contrary)
        probability = float(self.probabilities[document])
        best = self._best(document, self.findings)
        denied = against >= 0 and not self._says_phrase(document)
        if probability >= cites and best >= 0 and not denied:
            return self._ruling(document, Verdict.CITES, probability, best, against)
        if against >= 0:
            return self._ruling(document, Verdict.CONTRARY, probability, against)
        if probability >= judge().borderline and best >= 0:
            return self._ruling(document, Verdict.BORDERLINE, probability, best)
        advised, advice = float(self.advised[document]), self._best(document, self.advice)
        if advised >= cites and advice >= 0:
            ruling = self._ruling(document, Verdict.BORDERLINE, advised, advice)
            return replace(ruling, voice=voice_of(int(self.sentences.marks[advice])))
        return self._silent(document, probability)

    def _says_phrase(self, document: int) -> bool:
        """Whether a finding of the document uses a known phrase of the theme."""
        rows = slice(int(self.sentences.starts[document]), int(self.sentences.starts[document + 1]))
        return bool((self.phrases & self.findings)[rows].any())

    def _named(self, document: int) -> Ruling:
        everything = np.ones(len(self.sentences), dtype=np.bool_)
        row = self._best(document, everything)
        score = float(self.scores[row]) if row >= 0 else 0.0
        if score >= _NAMED:
            return self._ruling(document, Verdict.CITES, score, row)
        return self._silent(document, score)

    def _silent(self, document: int, score: float) -> Ruling:
        document_id = self.sentences.documents[document]
        verdict = Verdict.SILENT_IN_PART if document_id in self.unread else Verdict.SILENT
        return Ruling(document_id, verdict, score)

    def _best(self, document: int, rows: NDArray[np.bool_]) -> int:
        """The document's best sentence among `rows`, -1 where it has none."""
        start, end = int(self.sentences.starts[document]), int(self.sentences.starts[document + 1])
        among = np.flatnonzero(rows[start:end])
        if not len(among):
            return -1
        nearest = 0.02 * self.features[start:end, 0][among]  # of equals
        return start + int(among[np.argmax(self.scores[start:end][among] + nearest)])

    def _ruling(
        self, document: int, verdict: Verdict, score: float, row: int, contrary: int = -1
    ) -> Ruling:
        return Ruling(
            document_id=self.sentences.documents[document],
            verdict=verdict,
            score=score,
            shown=(self._shown(document, row),),
            contrary=(self._shown(document, contrary),) if contrary >= 0 else (),
        )

    def _shown(self, document: int, row: int) -> Shown:
        return Shown(
            document_id=self.sentences.documents[document],
            place=self.sentences.place(row),
            score=float(self.scores[row]),
            dense=float(self.features[row, 0]),
            coverage=float(self.features[row, 1]),
        )


def _said(subject: Subject, sentences: Sentences) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which sentences say the subject in a known phrase of its theme, and which its opposite."""
    theme = subject.theme
    if theme is None:
        nowhere = np.zeros(len(sentences), dtype=np.bool_)
        return nowhere, nowhere
    present, absent = sentences.said(theme)
    if subject.kind is not theme.kind:  # that it was so is not yet that nobody answered it
        present = present & (sentences.acts[:, ACTS.index("finding")] >= _FOUND)
    return present, absent


def _scores(subject: Subject, sentences: Sentences, features: Floats) -> Floats:
    """Log-odds that each sentence says the subject; of a name the share of its words there."""
    if subject.mention:
        return features[:, 1]
    if subject.shows is None:
        return judge().sentence(features)
    return judge().of_theme(of_theme(features, sentences.shows(subject.shows)))


def of_theme(features: Floats, classified: Floats) -> Floats:
    """`kb.judging.THEME_FEATURES` of every sentence; shape (n, features).

    Args:
        features: their `SENTENCE_FEATURES`.
        classified: the log-odds that each shows the theme, shape (n,).
    """
    return np.column_stack([features[:, _OF_THEME], classified]).astype(np.float32)


def _features(
    subject: Subject, sentences: Sentences, phrases: NDArray[np.bool_], products: Floats
) -> Floats:
    """`kb.judging.SENTENCE_FEATURES` of every sentence; shape (n, features)."""
    acts = sentences.acts
    finding, good = acts[:, ACTS.index("finding")], acts[:, ACTS.index("good")]
    directive = acts[:, _DIRECTIVE].sum(axis=1)
    aligned, opposed = {
        SubjectKind.FAILING: (finding, good),
        SubjectKind.PRACTICE: (good, finding),
        SubjectKind.CIRCUMSTANCE: (1 - directive, np.zeros_like(good)),
    }[subject.kind]
    columns = (
        products[:, 0],
        sentences.coverage(subject.weights),
        phrases,
        aligned,
        opposed,
        directive,
        products[:, 1] + np.float32(subject.bias),
        np.full(len(sentences), subject.usual),
    )
    return np.stack(columns, axis=1).astype(np.float32)
