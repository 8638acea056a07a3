"""Fits the judge (`kb/judging.py`) and writes its weights, with how reliable they are.

What short texts are is learnt from what hands wrote for it (`evals/classes.py`), whether a sentence
answers a question from questions that they asked (`evals/answerability.py`), what a sentence states
and a document says from the judged sentences of datasets. Verdicts are measured with models of
sentences that did not learn from the document, and a judge that was not fitted on the theme.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import kb.answerability
from evals import answerability, classes, classifying, stating
from evals.cases import Case, cases_of, sentences_of_store
from evals.dataset import Dataset
from evals.progress import Progress
from evals.stating import Example
from evals.unseen import Learnt, with_unseen_models
from evals.weights import FOLDS, GRID, linear, unfitted, write
from evals.workspace import open_workspace
from kb import statements, text_classes, theme_classifier
from kb.embedding import Embedder
from kb.judging import (
    DOCUMENT_FEATURES,
    SENTENCE_FEATURES,
    SET_FEATURES,
    THEME_FEATURES,
    Floats,
    Linear,
    cites_from,
    document_features,
    log_odds,
    read_judge,
)
from kb.reader import Reader
from kb.sentence_columns import Sentences

STAGES = ("texts", "statements", "answers", "verdicts")
"""What is fitted, each with what those before it give; refusals (`evals.refusals`) come after."""

_AT_RANDOM, _NEAREST = 10, 6
_STATES = SENTENCE_FEATURES.index("states")
_BORDERLINE_SHARE = 0.15
_LOST = 0.05  # of the questions that could be answered, this share is given up


def train(
    datasets: Sequence[Dataset],
    embedder: Embedder,
    cache: Path,
    progress: Progress,
    out: Path,
    stages: Collection[str] = STAGES,
) -> dict[str, Any]:
    """Fits what `stages` name, in the order of `STAGES`, and returns what was measured.

    Verdicts are judged by weights in `out`, the others read theirs from the `WEIGHTS` of
    `kb.text_classes`, `kb.statements`, `kb.answerability` and `kb.theme_classifier`: they are a
    part of how every store is made and of every answer.
    """
    found: dict[str, Any] = {}
    if "texts" in stages:
        found["texts"] = classes.fit(datasets, embedder, text_classes.WEIGHTS)
        text_classes.text_classes.cache_clear()
    learnt = stating.examples([dataset.folder for dataset in datasets])
    if "statements" in stages:
        stating.fit(learnt, statements.WEIGHTS, progress)
        statements.statement_encoder.cache_clear()
    if "answers" in stages:
        asked = answerability.questions()
        answerability.fit(asked, embedder, kb.answerability.WEIGHTS, progress)
        kb.answerability.answer_model.cache_clear()
    if "verdicts" in stages:
        found |= _fit_verdicts(datasets, learnt, embedder, cache, progress, out)
    return found


def _fit_verdicts(
    datasets: Sequence[Dataset],
    learnt: Sequence[Example],
    embedder: Embedder,
    cache: Path,
    progress: Progress,
    out: Path,
) -> dict[str, Any]:
    """Fits what sentences show of themes and what documents say; `learnt` are statements."""
    held = json.loads(out.read_text(encoding="utf-8"))
    held |= _unfitted()  # the last may be of other features
    held["usual"] = _usual(datasets, embedder, cache, progress)
    write(held, out)
    cases: list[Case] = []
    texts: dict[str, list[str]] = {}
    coded = [*classifying.coded_extracts(embedder), *classifying.coded_variants(embedder)]
    for dataset in datasets:
        with open_workspace(dataset, embedder, cache, progress) as workspace:
            more, texts[dataset.name] = cases_of(workspace, embedder, progress)
        cases += more
        vectors = _vectors(more[0].hearing.sentences, embedder)
        coded += classifying.coded_documents(dataset, texts[dataset.name], vectors)
    classifying.fit(coded, statements.statement_encoder(), theme_classifier.WEIGHTS, progress)
    theme_classifier.theme_classifier.cache_clear()
    cases = with_unseen_models(cases, texts, Learnt(learnt, coded), progress)
    held |= _fit_sentences(cases).json()
    heard = _heard_out_of_fold(cases)
    labels, owners = heard.labels, heard.owners
    held["document"] = linear(heard.features, labels, DOCUMENT_FEATURES, 0.3).json()
    probabilities = _probabilities_out_of_fold(heard, cases)
    held["borderline"] = _borderline_from(probabilities, labels, owners)
    held["reliability"] = _reliability(probabilities, labels)
    held |= _fit_set_answers(probabilities, owners, cases)
    held["fitted_on"] = {
        "statements": len(learnt),
        "coded": len(coded),
        "questions": len(cases),
        "documents": len(labels),
        "datasets": [dataset.name for dataset in datasets],
    }
    held["measured"] = _measured(held, probabilities, heard)
    write(held, out)
    return dict(held["measured"])


def _usual(
    datasets: Sequence[Dataset], embedder: Embedder, cache: Path, progress: Progress
) -> list[float]:
    """The mean of the unit vectors of all sentences."""
    found = []
    for dataset in datasets:
        with (
            open_workspace(dataset, embedder, cache, progress) as workspace,
            workspace.kb.read() as snapshot,
        ):
            found.append(_vectors(sentences_of_store(Reader(snapshot)), embedder))
    return [round(float(x), 4) for x in np.concatenate(found).mean(axis=0)]


def _vectors(sentences: Sentences, embedder: Embedder) -> Floats:
    """Those of the embedding model; shape (n, dim)."""
    dim = len(embedder.encode_question(""))
    axes = np.eye(dim, dim + statements.statement_encoder().dim, dtype=np.float32)
    return sentences.products(axes)


@dataclass(frozen=True, slots=True)
class _Says:
    """How far a sentence says a subject, without a classifier of its theme and with one."""

    sentence: Linear
    of_theme: Linear

    def __call__(self, case: Case) -> Floats:
        model = self.sentence if case.of_theme is None else self.of_theme
        return model(_features(case))

    def json(self) -> dict[str, Any]:
        """For `judge.json`."""
        return {"sentence": self.sentence.json(), "of_theme": self.of_theme.json()}


def _unfitted() -> dict[str, Any]:
    return _Says(unfitted(SENTENCE_FEATURES), unfitted(THEME_FEATURES)).json()


def _features(case: Case) -> Floats:
    return case.hearing.features if case.of_theme is None else case.of_theme


def _fit_sentences(cases: Sequence[Case]) -> _Says:
    """Both models; the one for subjects without a classifier learns from all cases."""
    known = [case for case in cases if case.of_theme is not None]
    plain = [replace(case, of_theme=None) for case in cases]
    return _Says(
        _fit_on(plain, SENTENCE_FEATURES),
        _fit_on(known, THEME_FEATURES) if known else unfitted(THEME_FEATURES),
    )


def _fit_on(cases: Sequence[Case], names: tuple[str, ...]) -> Linear:
    """What shows it against what does not.

    That is what readers said so of, and sentences of documents that do not say it, near and far.
    """
    rows, labels = [], []
    random = np.random.default_rng(0)
    for case in cases:
        hearing, starts = case.hearing, case.hearing.sentences.starts
        features, nearest = _features(case), case.hearing.features
        shows = np.flatnonzero(case.shows & hearing.findings)
        against = [np.flatnonzero(case.read & ~case.shows & hearing.findings)]
        for n in np.flatnonzero(case.judged & ~case.relevant):
            among = np.arange(starts[n], starts[n + 1])[hearing.findings[starts[n] : starts[n + 1]]]
            against += [among[np.argsort(-nearest[among, k])[:_NEAREST]] for k in (0, _STATES)]
            against.append(random.choice(among, min(len(among), _AT_RANDOM), replace=False))
        others = np.setdiff1d(np.concatenate(against), shows)
        rows += [features[shows], features[others]]
        labels += [1] * len(shows) + [0] * len(others)
    return linear(np.concatenate(rows), np.asarray(labels), names, 1.0)


def _folds(cases: Sequence[Case]) -> list[set[str]]:
    themes = sorted({case.theme for case in cases})
    order = np.random.default_rng(0).permutation(len(themes))
    return [{themes[i] for i in part} for part in np.array_split(order, FOLDS)]


@dataclass(frozen=True, slots=True)
class _Heard:
    """Cases before models of sentences that did not see the theme.

    Of judged documents `features`, `labels` (whether they say it) and `owners` (their case).
    `shown` says of documents with sentences that readers found to show it whether the best-scored
    one is among these.
    """

    features: Floats
    labels: NDArray[np.int64]
    owners: NDArray[np.int64]
    shown: NDArray[np.bool_]


def _heard_out_of_fold(cases: Sequence[Case]) -> _Heard:
    rows, labels, owners, shown = [], [], [], []
    for fold_ in _folds(cases):
        model = _fit_sentences([case for case in cases if case.theme not in fold_])
        for number, case in enumerate(cases):
            if case.theme in fold_:
                hearing = replace(case.hearing, scores=model(case))
                scores = np.where(hearing.findings, hearing.scores, -np.inf).astype(np.float32)
                starts = hearing.sentences.starts
                features = document_features(scores, hearing.phrases, starts, hearing.eligible)
                # where nothing is said of whom is asked about there is nothing to learn
                judged = case.judged & (np.diff(np.r_[0, np.cumsum(hearing.findings)][starts]) > 0)
                rows.append(features[judged])
                labels += case.relevant[judged].astype(int).tolist()
                owners += [number] * int(judged.sum())
                shown += _best_shows(case, scores)
    return _Heard(np.concatenate(rows), np.asarray(labels), np.asarray(owners), np.asarray(shown))


def _best_shows(case: Case, scores: Floats) -> list[bool]:
    starts = case.hearing.sentences.starts
    parts = [
        slice(int(starts[n]), int(starts[n + 1]))
        for n in np.flatnonzero(case.judged & case.relevant)
    ]
    return [bool(case.shows[p][scores[p].argmax()]) for p in parts if case.shows[p].any()]


def _fit_set_answers(
    probabilities: Floats, owners: NDArray[np.int64], cases: Sequence[Case]
) -> dict[str, Any]:
    """Whether any document says a subject, and from which probability on that is believed."""
    asked = np.unique(owners)
    best = log_odds(np.asarray([probabilities[owners == number].max() for number in asked]))
    nowhere = np.asarray([cases[number].subject.nowhere for number in asked])
    said = np.asarray([bool((cases[n].relevant & cases[n].judged).any()) for n in asked])
    rows = np.column_stack([best, nowhere]).astype(np.float32)
    model = linear(rows, said.astype(int), SET_FEATURES, 0.3)
    sure = 1 / (1 + np.exp(-model(rows)))
    return {
        "set_answer": model.json(),
        "set_answered": round(float(np.quantile(sure[said], _LOST)), 3),
    }


def _probabilities_out_of_fold(heard: _Heard, cases: Sequence[Case]) -> Floats:
    found = np.empty(len(heard.labels), dtype=np.float32)
    themes = np.asarray([cases[owner].theme for owner in heard.owners])
    for fold_ in _folds(cases):
        inside = np.isin(themes, list(fold_))
        model = linear(heard.features[~inside], heard.labels[~inside], DOCUMENT_FEATURES, 0.3)
        found[inside] = 1 / (1 + np.exp(-model(heard.features[inside])))
    return found


def _cites(
    probabilities: Floats, owners: NDArray[np.int64], borderline: float
) -> NDArray[np.bool_]:
    """Which documents cite, each question cut for itself."""
    found = np.zeros(len(probabilities), dtype=np.bool_)
    for owner in np.unique(owners):
        own = owners == owner
        found[own] = probabilities[own] >= cites_from(probabilities[own], borderline)
    return found


def _mean_f(
    above: NDArray[np.bool_], labels: NDArray[np.int64], owners: NDArray[np.int64], beta: float
) -> float:
    """The mean over the questions that a document answers; of others a set is refused or not."""
    scores = []
    for owner in np.unique(owners[labels > 0]):
        said, gold = above[owners == owner], labels[owners == owner] > 0
        weight = beta * beta * gold.sum() + said.sum()
        scores.append((1 + beta * beta) * (said & gold).sum() / weight)
    return float(np.mean(scores))


def _borderline_from(
    probabilities: Floats, labels: NDArray[np.int64], owners: NDArray[np.int64]
) -> float:
    """Where F2 is highest, as far as few documents lie between there and what cites."""
    few = [
        t
        for t in GRID
        if np.mean((probabilities >= t) & ~_cites(probabilities, owners, t)) <= _BORDERLINE_SHARE
    ]
    best = max(few, key=lambda t: _mean_f(probabilities >= t, labels, owners, 2.0))
    return round(float(best), 3)


def _reliability(probabilities: Floats, labels: NDArray[np.int64]) -> list[dict[str, float]]:
    """Of documents with a probability in each fifth: how many, and what share says it."""
    table = []
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (probabilities >= low) & (probabilities < low + 0.2)
        if inside.any():
            table.append(
                {
                    "from": round(float(low), 1),
                    "documents": int(inside.sum()),
                    "mean_probability": round(float(probabilities[inside].mean()), 3),
                    "share_that_say_it": round(float(labels[inside].mean()), 3),
                }
            )
    return table


def _measured(held: dict[str, Any], probabilities: Floats, heard: _Heard) -> dict[str, float]:
    read_judge(held | {"digest": ""})  # what is written can be read
    labels, owners = heard.labels, heard.owners
    cites = _cites(probabilities, owners, held["borderline"])
    lenient = probabilities >= held["borderline"]
    return {
        "f1_strict": round(_mean_f(cites, labels, owners, 1.0), 3),
        "f1_lenient": round(_mean_f(lenient, labels, owners, 1.0), 3),
        "share_borderline": round(float(np.mean(lenient & ~cites)), 3),
        "share_that_say_it": round(float(labels.mean()), 3),
        "best_sentence_shows": round(float(heard.shown.mean()), 3),
    }
