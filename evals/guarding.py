"""Two alarms: a figure that fell, and a split whose one part answers the other."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.comparing import compare_results
from evals.control import ControlA
from evals.dataset import Dataset, Question
from evals.measures import ranking_figures
from evals.progress import Progress
from evals.quotes import fold
from evals.results import OURS, Result
from evals.running import rank_all
from evals.systems import Ranker, Ranking, control
from evals.tables import MEASURES
from evals.workspace import open_workspace
from kb.embedding import Embedder

_LOWER_IS_BETTER = frozenset({"false refusal", "borderline share"})
_NEITHER = frozenset({"count bias"})
_SHINGLE, _SAME = 8, 0.6
_CLOSE = 0.8


def gate(result: Result, reference: Result) -> list[str]:
    """What is significantly worse in `result` than in `reference`, a line each.

    The paired 95% interval of the difference over all questions must lie wholly on the bad side.
    Quotations must be verbatim without exception.

    Raises:
        DatasetError: they do not answer the same questions.
    """
    failures = []
    gated = [name for name in MEASURES if name not in _NEITHER and name != "auroc"]
    for d in compare_results((reference, OURS), (result, OURS), gated):
        if d.group != "all":
            continue
        worse = d.by_question.low > 0 if d.measure in _LOWER_IS_BETTER else d.by_question.high < 0
        if worse:
            failures.append(
                f"{d.measure}: {d.a:.3f} fell to {d.b:.3f}, {d.by_question} by question; "
                f"lost {d.losses} of {d.by_question.n}"
            )
    for name in reference.figures[OURS].keys() - result.figures[OURS].keys():
        failures.append(f"question {name}: the reference has figures, this result has none")
    validity = result.summary(OURS, "quote validity")
    if validity is not None and validity.mean < 1:
        failures.append(f"quote validity: {validity.mean:.4f}; every quotation must be verbatim")
    return failures


@dataclass(frozen=True, slots=True)
class Leak:
    """Whether copied labels beat control A, and the figures in words."""

    leaks: bool
    text: str


def leak(tune: Dataset, test: Dataset, embedder: Embedder, cache: Path, progress: Progress) -> Leak:
    """Copies the labels of `tune` into `test` and compares what they score with control A.

    A document of `test` gets the labels of the documents of `tune` that are the same text or nearly
    (most shingles of eight words shared) or have the same id; a question those of the questions
    that say nearly the same or have the same themes. In a sound split that ranks next to nothing.
    """
    with open_workspace(test, embedder, cache, progress) as workspace:
        twins = _twins(_texts_of(tune, embedder, cache), workspace.texts)
        copied = _copied(tune, twins, embedder)
        scores = {}
        for name, ranker in {
            "copied labels": copied,
            ControlA.name: control(workspace, progress),
        }.items():
            run = rank_all(workspace, name, ranker, progress)
            figures = ranking_figures(test.questions, run)
            scores[name] = float(np.mean([values["ndcg@10"] for values in figures.values()]))
    leaks = scores["copied labels"] > scores[ControlA.name]
    verdict = "LEAKS: the parts are not disjoint" if leaks else "no leak"
    figures_text = ", ".join(f"{name} {score:.3f}" for name, score in scores.items())
    return Leak(leaks, f"{verdict}; nDCG@10 on {test.name}: {figures_text}")


def _copied(tune: Dataset, twins: Mapping[str, Sequence[str]], embedder: Embedder) -> Ranker:
    vectors = np.stack([embedder.encode_question(q.text) for q in tune.questions])

    def rank(question: Question) -> Ranking:
        closeness = vectors @ embedder.encode_question(question.text)
        found: Ranking = defaultdict(float)
        for known, cosine in zip(tune.questions, closeness.tolist(), strict=True):
            same = known.themes == question.themes and bool(known.themes)
            if same or cosine >= _CLOSE or fold(known.text) == fold(question.text):
                for document in known.relevant:
                    for twin in twins.get(document, ()):
                        found[twin] += cosine + same
        return dict(found)

    return rank


def _texts_of(dataset: Dataset, embedder: Embedder, cache: Path) -> dict[str, str]:
    if dataset.texts:
        return {text.id: text.words for text in dataset.texts}
    with open_workspace(dataset, embedder, cache, Progress(quiet=True)) as workspace:
        return workspace.texts


def _twins(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, list[str]]:
    """Documents of `theirs` that are the same as each of `ours`."""
    holders: dict[int, list[str]] = defaultdict(list)
    sizes = {}
    for name, text in theirs.items():
        shingles = _shingles(text)
        sizes[name] = len(shingles)
        for shingle in shingles:
            holders[shingle].append(name)
    found = {}
    for name, text in ours.items():
        shingles = _shingles(text)
        shared = Counter(other for shingle in shingles for other in holders.get(shingle, ()))
        found[name] = [
            other
            for other, count in shared.items()
            if count >= _SAME * max(1, min(len(shingles), sizes[other]))
        ]
        if name in theirs and name not in found[name]:
            found[name].append(name)
    return found


def _shingles(text: str) -> set[int]:
    words: Sequence[str] = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + _SHINGLE])) for i in range(max(1, len(words) - _SHINGLE + 1))}
