"""Cases over documents that models of sentences did not learn from.

A judge that is fitted on what its models know by heart believes them too much.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from evals import classifying, stating
from evals.cases import Case
from evals.classifying import Coded
from evals.progress import Progress
from evals.stating import Example
from kb.embedding import Vectors
from kb.hearing import Hearing, of_theme
from kb.judging import SENTENCE_FEATURES
from kb.statements import StatementEncoder
from kb.theme_classifier import ThemeClassifier, read_classifier
from kb.words import word_stems

_STATES = SENTENCE_FEATURES.index("states")
_UNSHOWN = -16.0  # log-odds of sentences that are not held out, and not looked at


@dataclass(frozen=True, slots=True)
class Learnt:
    """What models of sentences learn from: examples of statements, and coded sentences."""

    statements: Sequence[Example]
    coded: Sequence[Coded]

    def without(self, texts: Collection[str]) -> "Learnt":
        """What remains when some sentences are held out."""
        return Learnt(
            [row for row in self.statements if _plain(row.text) not in texts],
            [row for row in self.coded if _plain(row.text) not in texts],
        )


def with_unseen_models(
    cases: Sequence[Case],
    texts: Mapping[str, Sequence[str]],
    learnt: Learnt,
    progress: Progress,
) -> list[Case]:
    """Cases over documents that are held out, before models of sentences that never saw them.

    Documents are held out, not themes: most of what is asked is in the vocabulary, and every
    document is new.
    """
    held_out = _held_out(cases)
    rows = {
        name: np.flatnonzero(_sentences_of(cases, name, documents)).tolist()
        for name, documents in held_out.items()
    }
    kept = learnt.without({_plain(texts[name][row]) for name in rows for row in rows[name]})
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "weights.safetensors"
        stating.fit(kept.statements, weights, progress)
        encoder = StatementEncoder(weights)
        classifying.fit(kept.coded, encoder, weights, progress)
        classifier = read_classifier(weights)
    found = []
    for name, inside in rows.items():
        first = next(case for case in cases if case.dataset == name)
        unseen = _Unseen.of(encoder, classifier, first.hearing, inside, texts[name])
        of_these = _sentences_of(cases, name, held_out[name])
        for case in (case for case in cases if case.dataset == name):
            case.hearing.features[:, _STATES] = unseen.states(case, case.said)
            found.append(
                replace(
                    case,
                    judged=case.judged & held_out[name],
                    shows=case.shows & of_these,
                    read=case.read & of_these,
                    of_theme=unseen.of_theme(case),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class _Unseen:
    """What models that did not learn from the sentences at `rows` of a dataset say of these.

    `stated` (rows, dim) is what they state, `shows` (rows, codes) are log-odds of the classifier.
    """

    encoder: StatementEncoder
    classifier: ThemeClassifier
    rows: Sequence[int]
    stated: Vectors
    shows: Vectors

    @classmethod
    def of(
        cls,
        encoder: StatementEncoder,
        classifier: ThemeClassifier,
        hearing: Hearing,
        rows: Sequence[int],
        texts: Sequence[str],
    ) -> "_Unseen":
        """What both models say of the sentences at `rows` of a hearing's."""
        read = [texts[row] for row in rows]
        stated = encoder.encode(read)
        dim = classifier.rows.shape[1]
        axes = np.eye(dim - encoder.dim, dim, dtype=np.float32)
        vectors = hearing.sentences.products(axes)[list(rows)]
        shows = classifier(np.hstack([vectors, stated]), [word_stems(text) for text in read])
        return cls(encoder, classifier, rows, stated, shows)

    def states(self, case: Case, subject: str) -> Vectors:
        """How far each sentence states a subject; those that are not among `rows` do not."""
        wanted, bias = self.encoder.subject(case.subject.kind, subject)
        found = np.full(len(case.hearing.sentences), bias, dtype=np.float32)
        found[self.rows] += self.stated @ wanted
        return found

    def of_theme(self, case: Case) -> Vectors | None:
        """`THEME_FEATURES` of every sentence, None where no classifier knows the theme."""
        theme = case.subject.theme
        number = self.classifier.number(theme.id, case.subject.kind) if theme is not None else None
        if theme is None or number is None:
            return None
        told = np.full(len(case.hearing.sentences), _UNSHOWN, dtype=np.float32)
        told[self.rows] = self.shows[:, number]
        features = case.hearing.features.copy()
        features[:, _STATES] = self.states(case, theme.label)
        return of_theme(features, told)


def _held_out(cases: Sequence[Case]) -> dict[str, NDArray[np.bool_]]:
    """Which documents by dataset: half of the largest one's, and every other dataset in turn."""
    counts = {case.dataset: len(case.judged) for case in cases}
    largest = max(counts, key=lambda name: counts[name])
    order = np.random.default_rng(1).permutation(counts[largest])
    half = np.isin(np.arange(len(order)), order[: (len(order) + 1) // 2])
    others = sorted(counts.keys() - {largest})[::2]
    return {largest: half} | {name: np.ones(counts[name], dtype=np.bool_) for name in others}


def _sentences_of(
    cases: Sequence[Case], dataset: str, documents: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which sentences of a dataset are of some documents."""
    starts = next(c for c in cases if c.dataset == dataset).hearing.sentences.starts
    return np.repeat(documents, np.diff(starts))


def _plain(text: str) -> str:
    return " ".join(text.split())
