"""Fits from which confidence a question of fact is answered."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from evals.dataset import Dataset
from evals.progress import Progress
from evals.weights import FOLDS, GRID, linear, write
from evals.workspace import Workspace, open_workspace
from kb.embedding import Embedder
from kb.judging import CONFIDENCE_FEATURES, Floats

_STRENGTH = 0.3


@dataclass(frozen=True, slots=True)
class _Asked:
    """A fact question with its features; `passed_over` says that what answers it was."""

    dataset: str
    question: str
    row: tuple[float, ...]
    answerable: bool
    passed_over: bool


def train_refusals(
    datasets: Sequence[Dataset], embedder: Embedder, cache: Path, progress: Progress, out: Path
) -> dict[str, Any]:
    """Fits from which confidence a fact question is answered, on questions that can and cannot be.

    Every dataset weighs the same, and in each the answerable as much as the others. A dataset of
    files has few questions that it cannot answer: those that it can are asked again with the
    documents that answer them passed over. (Passages of one pool answer for one another.)
    """
    held = json.loads(out.read_text(encoding="utf-8"))
    asked: list[_Asked] = []
    for dataset in datasets:
        with open_workspace(dataset, embedder, cache, progress) as workspace:
            asked += _asked(workspace, embedder, progress)
    rows = np.asarray([item.row for item in asked], dtype=np.float32)
    answers = np.asarray([item.answerable for item in asked])
    weight = _weights(asked)
    fitted = linear(rows, answers, CONFIDENCE_FEATURES, _STRENGTH, weight)
    unseen = _confidence_out_of_fold(asked, rows, answers)
    held["answer"] = fitted.json()
    held["answered"] = _answered_from(unseen, answers, weight)
    write(held, out)
    above = unseen >= held["answered"]
    real = np.asarray([not item.passed_over for item in asked])
    found: dict[str, Any] = {"answered_from": held["answered"]}
    for dataset in datasets:
        own = real & np.asarray([item.dataset == dataset.name for item in asked])
        found[dataset.name] = {
            "auroc": round(float(roc_auc_score(answers[own], unseen[own])), 3),
            "rejection": round(float(np.mean(~above[own & ~answers])), 3),
            "false_refusal": round(float(np.mean(~above[own & answers])), 3),
        }
    return found


def _weights(asked: Sequence[_Asked]) -> NDArray[np.float64]:
    """Of each question: every dataset, and in it either answer, weighs the same."""
    alike = Counter((item.dataset, item.answerable) for item in asked)
    return np.asarray([len(asked) / alike[item.dataset, item.answerable] for item in asked])


def _confidence_out_of_fold(
    asked: Sequence[_Asked], rows: Floats, answers: NDArray[np.bool_]
) -> Floats:
    """The confidence in each question by a model that has not seen it."""
    names = sorted({item.question for item in asked})
    order = np.random.default_rng(0).permutation(len(names)) % FOLDS
    fold_of = dict(zip(names, order.tolist(), strict=True))
    folds = np.asarray([fold_of[item.question] for item in asked])
    found = np.empty(len(asked), dtype=np.float32)
    for n in range(FOLDS):
        inside = folds == n
        seen = [item for item, out in zip(asked, inside, strict=True) if not out]
        model = linear(
            rows[~inside], answers[~inside], CONFIDENCE_FEATURES, _STRENGTH, _weights(seen)
        )
        found[inside] = 1 / (1 + np.exp(-model(rows[inside])))
    return found


def _answered_from(sure: Floats, answers: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    """The threshold at which the shares of wrong answers and wrong refusals are nearest equal."""

    def apart(threshold: float) -> float:
        above = sure >= threshold
        refused = weight[~above & answers].sum() / weight[answers].sum()
        wrong = weight[above & ~answers].sum() / weight[~answers].sum()
        return abs(float(refused - wrong))

    return round(float(min(GRID, key=apart)), 3)


def _asked(workspace: Workspace, embedder: Embedder, progress: Progress) -> Iterator[_Asked]:
    dataset = workspace.dataset
    questions = [q for q in dataset.questions if not q.wants_set]
    with progress.task("asking", len(questions)) as advance:
        for question in questions:
            answered_by = frozenset(
                i
                for i, names in workspace.corpus_ids.items()
                if set(names) & set(question.relevant)
            )
            again = [answered_by] if dataset.files and question.answerable and answered_by else []
            for without in (frozenset[str](), *again):
                with workspace.kb.read() as snapshot:
                    row = workspace.kb.answerer.confidence_features(
                        snapshot, question.text, without
                    )
                if row is not None:
                    answerable = question.answerable and not without
                    yield _Asked(dataset.name, question.id, row, answerable, bool(without))
            advance(1)
