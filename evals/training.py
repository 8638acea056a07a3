"""Fits the judge (`kb/judging.py`) and writes its weights, with how reliable they are.

What a sentence does is learnt from sentences that hands wrote for it (`evals/sentences`), what a
question is after from subjects that hands named (`evals/subjects`), what a sentence states and a
document says from the judged sentences of datasets. What is measured here is measured with
statements of an encoder that did not learn from the document, and a judge that was not fitted on
the theme.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals import stating
from evals.cases import Case, cases_of, sentences_of_store, with_unseen_statements
from evals.classes import fit_acts, fit_asked, fit_kinds, fit_themes, written
from evals.dataset import Dataset
from evals.progress import Progress
from evals.weights import FOLDS, GRID, linear, unfitted, write
from evals.workspace import open_workspace
from kb import statements
from kb.embedding import Embedder
from kb.judging import (
    DOCUMENT_FEATURES,
    SENTENCE_FEATURES,
    SET_FEATURES,
    Floats,
    Linear,
    cites_from,
    document_features,
    read_judge,
)
from kb.reader import Reader

_AT_RANDOM, _NEAREST = 10, 6
_BORDERLINE_SHARE = 0.15
_LOST = 0.05  # of the questions that could be answered, this share is given up


def train(
    datasets: Sequence[Dataset], embedder: Embedder, cache: Path, progress: Progress, out: Path
) -> dict[str, Any]:
    """Fits everything but refusals, writes the judge to `out`, and returns what was measured.

    The weights of statements are written to `kb.statements.WEIGHTS`: what sentences state is a part
    of how every store is made.
    """
    held = json.loads(out.read_text(encoding="utf-8"))
    held["acts"] = fit_acts(embedder)
    held["kinds"] = fit_kinds(embedder)
    held["asked"] = fit_asked(datasets, embedder)
    held |= fit_themes(embedder)
    held["sentence"] = unfitted(SENTENCE_FEATURES).json()  # the last may be of other features
    write(held, out)
    learnt = stating.examples([dataset.folder for dataset in datasets])
    stating.fit(learnt, statements.WEIGHTS, progress)
    statements.statement_encoder.cache_clear()
    held["usual"] = _usual(datasets, embedder, cache, progress)
    write(held, out)
    cases: list[Case] = []
    texts: dict[str, list[str]] = {}
    for dataset in datasets:
        with open_workspace(dataset, embedder, cache, progress) as workspace:
            more, texts[dataset.name] = cases_of(workspace, embedder, progress)
        cases += more
    cases = with_unseen_statements(cases, texts, learnt, progress)
    held["sentence"] = _fit_sentences(cases).json()
    features, labels, owners, found = _heard_out_of_fold(cases)
    held["document"] = linear(features, labels, DOCUMENT_FEATURES, 0.3).json()
    probabilities = _probabilities_out_of_fold(features, labels, owners, cases)
    held["borderline"] = _borderline_from(probabilities, labels, owners)
    held["reliability"] = _reliability(probabilities, labels)
    held |= _fit_set_answers(found, cases)
    held["fitted_on"] = {
        "sentences": len(written()[0]),
        "statements": len(learnt),
        "questions": len(cases),
        "documents": len(labels),
        "datasets": [dataset.name for dataset in datasets],
    }
    held["measured"] = _measured(held, probabilities, labels, owners)
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
            sentences = sentences_of_store(Reader(snapshot))
            dim = len(embedder.encode_question(""))
            axes = np.eye(dim, dim + statements.statement_encoder().dim, dtype=np.float32)
            found.append(sentences.products(axes))
    return [round(float(x), 4) for x in np.concatenate(found).mean(axis=0)]


def _fit_sentences(cases: Sequence[Case]) -> Linear:
    """What shows it against what does not.

    That is what readers said so of, and sentences of documents that do not say it, near and far.
    """
    rows, labels = [], []
    random = np.random.default_rng(0)
    states = SENTENCE_FEATURES.index("states")
    for case in cases:
        hearing, starts = case.hearing, case.hearing.sentences.starts
        features = hearing.features
        shows = np.flatnonzero(case.shows & hearing.findings)
        against = [np.flatnonzero(case.read & ~case.shows & hearing.findings)]
        for n in np.flatnonzero(case.judged & ~case.relevant):
            among = np.arange(starts[n], starts[n + 1])[hearing.findings[starts[n] : starts[n + 1]]]
            against += [among[np.argsort(-features[among, k])[:_NEAREST]] for k in (0, states)]
            against.append(random.choice(among, min(len(among), _AT_RANDOM), replace=False))
        others = np.setdiff1d(np.concatenate(against), shows)
        rows += [features[shows], features[others]]
        labels += [1] * len(shows) + [0] * len(others)
    return linear(np.concatenate(rows), np.asarray(labels), SENTENCE_FEATURES, 1.0)


def _folds(cases: Sequence[Case]) -> list[set[str]]:
    themes = sorted({case.theme for case in cases})
    order = np.random.default_rng(0).permutation(len(themes))
    return [{themes[i] for i in part} for part in np.array_split(order, FOLDS)]


def _heard_out_of_fold(
    cases: Sequence[Case],
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """What cases are judged by, with sentence models that did not see the theme.

    Returns:
        Features, labels and cases of judged documents, and `SET_FEATURES` of every case.
    """
    rows, labels, owners = [], [], []
    found = np.empty((len(cases), len(SET_FEATURES)), dtype=np.float32)
    for fold_ in _folds(cases):
        model = _fit_sentences([case for case in cases if case.theme not in fold_])
        for number, case in enumerate(cases):
            if case.theme in fold_:
                hearing = replace(case.hearing, scores=model(case.hearing.features))
                scores = np.where(hearing.findings, hearing.scores, -np.inf).astype(np.float32)
                features = document_features(scores, hearing.phrases, hearing.sentences.starts)
                best = hearing.best(np.flatnonzero(case.judged).tolist())
                found[number] = case.subject.set_features(best)
                rows.append(features[case.judged])
                labels += case.relevant[case.judged].astype(int).tolist()
                owners += [number] * int(case.judged.sum())
    return np.concatenate(rows), np.asarray(labels), np.asarray(owners), found


def _fit_set_answers(features: Floats, cases: Sequence[Case]) -> dict[str, Any]:
    """Whether any document says a subject, and from which probability on that is believed."""
    asked = np.asarray([case.judged.any() for case in cases])
    features = features[asked]
    cases = [case for case, kept in zip(cases, asked, strict=True) if kept]
    said = np.asarray([bool((case.relevant & case.judged).any()) for case in cases])
    sure = np.empty(len(cases))
    for fold_ in _folds(cases):
        inside = np.asarray([case.theme in fold_ for case in cases])
        model = linear(features[~inside], said[~inside].astype(int), SET_FEATURES, 0.3)
        sure[inside] = 1 / (1 + np.exp(-model(features[inside])))
    return {
        "set_answer": linear(features, said.astype(int), SET_FEATURES, 0.3).json(),
        "set_answered": round(float(np.quantile(sure[said], _LOST)), 3),
    }


def _probabilities_out_of_fold(
    features: Floats,
    labels: NDArray[np.int64],
    owners: NDArray[np.int64],
    cases: Sequence[Case],
) -> Floats:
    found = np.empty(len(labels), dtype=np.float32)
    themes = np.asarray([cases[owner].theme for owner in owners])
    for fold_ in _folds(cases):
        inside = np.isin(themes, list(fold_))
        model = linear(features[~inside], labels[~inside], DOCUMENT_FEATURES, 0.3)
        found[inside] = 1 / (1 + np.exp(-model(features[inside])))
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


def _measured(
    held: dict[str, Any],
    probabilities: Floats,
    labels: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> dict[str, float]:
    read_judge(held | {"digest": ""})  # what is written can be read
    cites = _cites(probabilities, owners, held["borderline"])
    lenient = probabilities >= held["borderline"]
    return {
        "f1_strict": round(_mean_f(cites, labels, owners, 1.0), 3),
        "f1_lenient": round(_mean_f(lenient, labels, owners, 1.0), 3),
        "share_borderline": round(float(np.mean(lenient & ~cites)), 3),
        "share_that_say_it": round(float(labels.mean()), 3),
    }
