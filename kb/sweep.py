"""Every sentence of the store, judged for one question: a verdict a document and part, no top-k.

What sentences score is array arithmetic over columns (`kb.sentence_columns`). Rules on speech act
and polarity (`kb.speech`) come first: they decide for which verdict a sentence may count. The judge
(`kb.judging`) then says how probable it is that a document says the subject.
"""

import logging
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Vectors
from kb.evidence import Evidence, term_weights
from kb.judging import ACTS, SENTENCE_FEATURES, document_features, judge
from kb.planning import Part, Plan
from kb.reader import Reader
from kb.sentence_columns import Floats, Place, Sentences, check_of
from kb.sentence_table import SentenceTable
from kb.speech import asks_for_criticism, gates, is_failing_word, voice_of
from kb.statements import StatementEncoder, statement_encoder
from kb.themes import Theme, themes, themes_of
from kb.types import SubjectKind, Verdict

log = logging.getLogger(__name__)

_NAMED = 0.97
_CONTRARY_COVERAGE = 0.5
_THEME_NAMES = 8
_FOUND = 0.5
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
class Judgement:
    """A ruling with the words of its sentences, read from the store."""

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
    subjects = [Subject.of(reader, plan, part, encode) for part in plan.parts]
    unread = {d.id for d in reader.snapshot.documents.values() if d.unreadable_pages}
    found: dict[str, list[Ruling]] = {}
    for sentences, places in table.runs(admitted.__contains__):
        hearings = [Hearing.of(subject, sentences, unread) for subject in subjects]
        for n in places:
            found[sentences.documents[n]] = [hearing.judge(n) for hearing in hearings]
    return _with_words(reader, found)


def _with_words(
    reader: Reader, rulings: Mapping[str, Sequence[Ruling]]
) -> dict[str, tuple[Judgement, ...]]:
    """Rulings with the words of what they show, the words of all of them read at once."""
    shown = [s for found in rulings.values() for r in found for s in (*r.shown, *r.contrary)]
    reader.fetch(
        {(item.document_id, span.page) for item in shown for span in item.place.spans},
        {(item.document_id, item.place.block) for item in shown},
    )

    def read(items: Sequence[Shown]) -> tuple[Evidence, ...]:
        return tuple(e for item in items if (e := _evidence(reader, item)) is not None)

    return {
        document_id: tuple(
            Judgement(r.document_id, r.verdict, r.score, read(r.shown), read(r.contrary), r.voice)
            for r in found
        )
        for document_id, found in rulings.items()
    }


def _evidence(reader: Reader, shown: Shown) -> Evidence | None:
    """A sentence with its words; None where they are not those that were judged."""
    place = shown.place
    text = reader.text(shown.document_id, place.spans)
    if check_of(text) != place.check:
        log.warning("%s: %s is not what was judged", shown.document_id, place.spans)
        return None
    return Evidence(
        document_id=shown.document_id,
        block=reader.block(shown.document_id, place.block),
        spans=place.spans,
        text=text,
        score=shown.score,
        dense=shown.dense,
        coverage=shown.coverage,
    )


def expansions(plan: Plan, encode: Callable[[str], Vectors]) -> list[str]:
    """The names of the vocabulary that are searched beside the question's own words."""
    named = (theme_in(plan, part, encode) for part in plan.parts)
    return [name for theme in named if theme is not None for name in _names(theme)]


def theme_in(plan: Plan, part: Part, encode: Callable[[str], Vectors]) -> Theme | None:
    """The theme of the vocabulary that a part of a question is about, unless that is switched off.

    Learnt from how people name themes; where that is not sure, or a theme that people added is
    named, the one whose label is named.
    """
    if not plan.expand:
        return None
    named = themes_of(part.text)
    learnt = judge().theme(encode(part.text))
    added = (theme for theme in named if theme.id not in judge().themes)
    known = (theme for theme in themes() if theme.id == learnt)
    return next(chain(added, known, named), None)


def _names(theme: Theme) -> tuple[str, ...]:
    return theme.names[:_THEME_NAMES]


@dataclass(frozen=True, slots=True)
class Subject:
    """What must be said: its words by stem with their weights, and what it names.

    `rows` (2, dims) are what the two vectors of a sentence are multiplied with: its similarity in
    the first place, and with `bias` the log-odds that it states the subject in the second.
    """

    rows: Vectors
    bias: float
    weights: Mapping[str, float]
    theme: Theme | None
    kind: SubjectKind
    mention: bool

    @classmethod
    def of(
        cls, reader: Reader, plan: Plan, part: Part, encode: Callable[[str], Vectors]
    ) -> "Subject":
        """The subject of one part of a question, with the names that the vocabulary has for it."""
        theme = theme_in(plan, part, encode)
        vector = said = encode(part.text)
        if theme is not None:
            names = np.mean([encode(name) for name in _names(theme)], axis=0)
            vector = said + names / np.linalg.norm(names)
        words = tuple(w for w in part.terms if not is_failing_word(w)) or part.terms
        kind = _kind(plan, theme, said)
        row, bias = stated(kind, part.text, theme, statement_encoder())
        rows = np.zeros((2, len(vector) + len(row)), dtype=np.float32)
        rows[0, : len(vector)] = vector / np.linalg.norm(vector)
        rows[1, len(vector) :] = row
        return cls(
            rows=rows,
            bias=bias,
            weights=term_weights(reader.snapshot, words),
            theme=theme,
            kind=kind,
            mention=plan.mention,
        )


def _kind(plan: Plan, theme: Theme | None, said: Vectors) -> SubjectKind:
    """What a subject is; people ask for circumstances also where they went unanswered."""
    if theme is not None and theme.kind is not SubjectKind.CIRCUMSTANCE:
        return theme.kind
    if asks_for_criticism(plan.question):
        return SubjectKind.FAILING
    return judge().kind(said)


def stated(
    kind: SubjectKind, said: str, theme: Theme | None, encoder: StatementEncoder
) -> tuple[Vectors, float]:
    """What statements are held against: the subject as asked, and as the vocabulary names it."""
    names = [said, *([theme.label] if theme is not None and theme.kind is kind else [])]
    rows, biases = zip(*(encoder.subject(kind, name) for name in names), strict=True)
    return np.mean(rows, axis=0), float(np.mean(biases))


@dataclass(frozen=True, slots=True)
class Hearing:
    """One part of a question before some documents: features and scores of all sentences.

    `features` has the columns `kb.judging.SENTENCE_FEATURES`; `findings`, `advice` and `contrary`
    say for which verdict a sentence may count; `phrases` which use a known phrase of the theme.
    `unread` are documents with pages that could not be read.
    """

    sentences: Sentences
    unread: Container[str]
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
    def of(cls, subject: Subject, sentences: Sentences, unread: Container[str] = ()) -> "Hearing":
        """Scores every one of `sentences` for `subject`."""
        present, absent = _said(subject, sentences)
        features = _features(subject, sentences, present)
        gate = gates(sentences.marks, absent, failing=subject.kind is SubjectKind.FAILING)
        scores = features[:, 1] if subject.mention else judge().sentence(features)

        def probable(rows: NDArray[np.bool_]) -> Floats:
            kept = np.where(rows, scores, -np.inf).astype(np.float32)
            return judge().probability(document_features(kept, present, sentences.starts))

        return cls(
            sentences=sentences,
            unread=unread,
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

    def judge(self, document: int) -> Ruling:
        """What a document says, by its place in the table."""
        if self.mention:
            return self._named(document)
        found = judge()
        against = self._best(document, self.contrary)
        probability = float(self.probabilities[document])
        best = self._best(document, self.findings)
        denied = against >= 0 and not self._says_phrase(document)
        if probability >= found.cites and best >= 0 and not denied:
            return self._ruling(document, Verdict.CITES, probability, best, against)
        if against >= 0:
            return self._ruling(document, Verdict.CONTRARY, probability, against)
        if probability >= found.borderline and best >= 0:
            return self._ruling(document, Verdict.BORDERLINE, probability, best)
        advised, advice = float(self.advised[document]), self._best(document, self.advice)
        if advised >= found.cites and advice >= 0:
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


def _features(subject: Subject, sentences: Sentences, phrases: NDArray[np.bool_]) -> Floats:
    """`kb.judging.SENTENCE_FEATURES` of every sentence; shape (n, features)."""
    if not len(sentences):
        return np.empty((0, len(SENTENCE_FEATURES)), dtype=np.float32)
    acts = sentences.acts
    finding, good = acts[:, ACTS.index("finding")], acts[:, ACTS.index("good")]
    directive = acts[:, _DIRECTIVE].sum(axis=1)
    aligned, opposed = {
        SubjectKind.FAILING: (finding, good),
        SubjectKind.PRACTICE: (good, finding),
        SubjectKind.CIRCUMSTANCE: (1 - directive, np.zeros_like(good)),
    }[subject.kind]
    products = sentences.products(subject.rows)
    columns = (
        products[:, 0],
        sentences.coverage(subject.weights),
        phrases,
        aligned,
        opposed,
        directive,
        products[:, 1] + np.float32(subject.bias),
    )
    return np.stack(columns, axis=1).astype(np.float32)
