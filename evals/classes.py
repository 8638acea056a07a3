"""Fits what is learnt from what hands wrote alone.

What a sentence does is learnt from sentences that were written for it (`evals/sentences`), what a
question is after from subjects that hands named (`evals/subjects`), whether it asks of all
documents from questions as people type them (`evals/questions`), whether it is one that is never
answered from such and their neighbours (`evals/unsafe`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.answerability import questions
from evals.dataset import Dataset
from evals.rows import read_objects
from evals.stating import SENTENCES, SUBJECTS
from evals.weights import FOLDS, GRID, class_weights, logistic
from kb.embedding import Embedder, EmbeddingInput
from kb.judging import NO_THEME
from kb.themes import themes
from kb.types import SubjectKind

QUESTIONS = Path(__file__).parent / "questions"
UNSAFE_QUESTIONS = Path(__file__).parent / "unsafe"
_OTHERS = Path(__file__).parent / "no_theme.jsonl"
_STRONG = 10.0
_REFUSED, _REFUSED_NEAR = 0.01, 0.05  # of what may be answered, and of what is near to refusal
_DOCUMENTS = "written/"  # whose questions are of cases, as what is refused mostly is
_PARTS = 4  # in which what one hand wrote is left out
_SAME = {"praise": "good", "other": None}


def written() -> tuple[list[str], list[str]]:
    """Sentences that were written for their act, and the acts."""
    texts, acts = [], []
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            says = {"failing": "finding", "practice": "good", "circumstance": "topic"}[row["kind"]]
            texts += row["says"]
            acts += [says] * len(row["says"])
            if row["kind"] == "failing":
                texts += row["opposite"]
                acts += ["good"] * len(row["opposite"])
            for near in row["near"]:
                beside = "finding" if row["kind"] == "failing" else "topic"
                texts.append(near["text"])
                acts.append(_SAME.get(near["why"], near["why"]) or beside)
    return texts, acts


def fit_acts(embedder: Embedder) -> dict[str, Any]:
    """What a sentence does, from sentences that were written for it."""
    texts, acts = written()
    inputs = [EmbeddingInput("", text, ((0, len(text)),)) for text in texts]
    vectors = np.stack([e.sentences[0] for e in embedder.encode_passages(inputs)])
    return class_weights(vectors, acts, 2.0)


def fit_kinds(embedder: Embedder) -> dict[str, Any]:
    """Whether a subject is a failing or a circumstance, from how people name it.

    Vectors hardly tell what was done from what was left undone: praise is told by its words
    (`kb.praise.asks_for_praise`).
    """
    rows = [row for file in sorted(SUBJECTS.glob("*.jsonl")) for _, row in read_objects(file)]
    kinds = (SubjectKind.FAILING, SubjectKind.CIRCUMSTANCE)
    named = [(text, kind) for row in rows for kind in kinds for text in row.get(kind, ())]
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            if row["kind"] in kinds:
                named += [(text, row["kind"]) for text in (row["subject"], *row["also"])]
    vectors = np.stack([embedder.encode_question(text) for text, _ in named])
    return class_weights(vectors, [kind for _, kind in named], _STRONG)


def fit_asked(datasets: Sequence[Dataset], embedder: Embedder) -> dict[str, Any]:
    """Whether a question asks of all documents ("all") or wants one thing ("one")."""
    asked = _asked(datasets)
    vectors = np.stack([embedder.encode_question(text) for text, _ in asked])
    return class_weights(vectors, ["all" if of_all else "one" for _, of_all in asked], _STRONG)


def _asked(datasets: Sequence[Dataset]) -> list[tuple[str, bool]]:
    """Questions, and whether they ask of all documents."""
    rows = [row for file in sorted(QUESTIONS.glob("*.jsonl")) for _, row in read_objects(file)]
    asked = [(row["text"], row["set"]) for row in rows]
    return asked + [(item.text, item.wants_set) for part in datasets for item in part.questions]


def fit_unsafe(datasets: Sequence[Dataset], embedder: Embedder) -> dict[str, Any]:
    """Whether a question is one that is never answered, and from which probability on.

    Measured on the questions of each hand by models that did not see them; other questions that we
    have may be answered.
    """
    hands = [file.stem for file in sorted(UNSAFE_QUESTIONS.glob("*.jsonl"))]
    asked = [
        (hand, row["text"], row["refuse"])
        for hand in hands
        for _, row in read_objects(UNSAFE_QUESTIONS / f"{hand}.jsonl")
    ]
    others = [text for text, _ in _asked(datasets)]
    others += [item.text for item in questions() if item.of.startswith(_DOCUMENTS)]
    asked += [(f"others {n % _PARTS}", text, "none") for n, text in enumerate(others)]
    vectors = np.stack([embedder.encode_question(text) for _, text, _ in asked])
    by, wanted = (np.asarray(column) for column in ([a[0] for a in asked], [a[2] for a in asked]))
    sure = np.empty(len(asked))
    for unseen in sorted(set(by)):
        inside = by == unseen
        model = logistic(_STRONG).fit(vectors[~inside], wanted[~inside])
        odds = model.predict_proba(vectors[inside])
        sure[inside] = 1 - odds[:, list(model.classes_).index("none")]
    near = np.isin(by, hands)
    safe = [(sure[near & (wanted == "none")], _REFUSED_NEAR), (sure[~near], _REFUSED)]
    return {
        "unsafe": class_weights(vectors, wanted.tolist(), _STRONG),
        "unsafe_from": next(
            round(float(t), 3) for t in GRID if all(np.mean(s >= t) <= most for s, most in safe)
        ),
    }


def fit_themes(embedder: Embedder) -> dict[str, Any]:
    """Which theme a subject is about, if any, and from which probability on that is said.

    Measured on the names of each hand by models that did not see them.
    """
    hands = [file.stem for file in sorted(SUBJECTS.glob("*.jsonl"))]
    named = [(hand, *item) for hand in hands for item in _names_by(SUBJECTS / f"{hand}.jsonl")]
    named += [("", name, theme.id) for theme in themes() for name in theme.names if len(name) > 5]
    others = [row["text"] for _, row in read_objects(_OTHERS)]
    named += [(f"others {n % _PARTS}", text, NO_THEME) for n, text in enumerate(others)]
    vectors = np.stack([embedder.encode_question(text) for _, text, _ in named])
    by = np.asarray([hand for hand, _, _ in named])
    wanted = np.asarray([theme for _, _, theme in named])
    wanted[~np.isin(wanted, [theme.id for theme in themes()])] = NO_THEME
    sure, right = [], []
    for unseen in np.array_split(sorted(set(by) - {""}), FOLDS):
        inside = np.isin(by, unseen)
        model = logistic(_STRONG).fit(vectors[~inside], wanted[~inside])
        odds = model.predict_proba(vectors[inside])
        said = model.classes_[odds.argmax(axis=1)]
        sure += odds.max(axis=1)[said != NO_THEME].tolist()
        right += (said == wanted[inside])[said != NO_THEME].tolist()
    return {
        "themes": class_weights(vectors, wanted.tolist(), _STRONG),
        "named": _named_from(np.asarray(sure), np.asarray(right)),
    }


def _names_by(file: Path) -> list[tuple[str, str]]:
    """How a hand named subjects, with the theme of each."""
    rows = [row for _, row in read_objects(file)]
    return [
        (text, row["theme"]) for row in rows for kind in SubjectKind for text in row.get(kind, ())
    ]


def _named_from(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """From which probability a theme is said: where more are right than wrong."""
    return round(float(max(GRID, key=lambda t: (right[sure >= t] * 2.0 - 1.0).sum())), 3)
