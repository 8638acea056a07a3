"""The judge: small linear models over named features, their weights in `judge.json`.

Each is a logistic regression that `kb eval train` fits and writes down with what it was
fitted on and how reliable it is: how far a sentence says the subject, without a classifier of its
theme and with one; whether a document does, from its best sentences; whether anything held does;
and whether a fact question is answered. No word of a theme, no document is a feature.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "judge.json"

SENTENCE_FEATURES = (
    "similarity",
    "coverage",
    "phrase",
    "aligned",
    "opposed",
    "directive",
    "states",
    "usual",  # how similar sentences of such documents are to the subject by and large
)
THEME_FEATURES = (  # of a subject whose theme has a classifier, in whatever words it is asked for
    "phrase",
    "aligned",
    "opposed",
    "directive",
    "states",
    "classified",
)
DOCUMENT_FEATURES = ("best", "best_3", "best_8", "log_sentences", "phrase", "phrases")
CONFIDENCE_FEATURES = (
    "best_passage",
    "best_sentence",
    "words_in_sentence",
    "words_around",
    "lost",  # whether something that the question names is not where the best sentence stands
    "answers",  # log-odds of the best of those that were read together with the question
)
SET_FEATURES = (
    "best_document",  # log-odds that the surest document says it
    "nowhere",  # of a subject that is no theme, the share of its words that no document has
)
_BEST = (1, 3, 8)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights over standardised features: `bias + weights · (x - mean) / scale`."""

    features: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def __call__(self, rows: Floats) -> Floats:
        """Log-odds of each row; `rows` has shape (n, features)."""
        slopes = self.weights / self.scale
        found: Floats = (rows @ slopes + (self.bias - self.mean @ slopes)).astype(np.float32)
        return found

    @classmethod
    def of(cls, item: dict[str, Any]) -> "Linear":
        """The weights as `judge.json` holds them."""
        columns = [item["features"][name] for name in item["features"]]
        mean, scale, weights = np.asarray(columns, dtype=np.float32).T
        return cls(tuple(item["features"]), mean, scale, weights, float(item["bias"]))

    def json(self) -> dict[str, Any]:
        """For `judge.json`: of each feature its mean, scale and weight."""
        rows = zip(self.mean, self.scale, self.weights, strict=True)
        values = [[round(float(x), 4) for x in row] for row in rows]
        return {"features": dict(zip(self.features, values, strict=True)), "bias": self.bias}


@dataclass(frozen=True, slots=True)
class Judge:
    """The fitted models, and the probabilities from which something holds.

    From `borderline` on, a document may say it; from `answered` on, a fact question is answered and
    not refused, from `set_answered` on one for a set. `usual` (dim,) is the mean of the unit
    vectors of sentences of such documents.
    """

    sentence: Linear
    of_theme: Linear
    usual: Floats
    document: Linear
    borderline: float
    answer: Linear
    answered: float
    set_answer: Linear
    set_answered: float
    digest: str

    def probability(self, rows: Floats) -> Floats:
        """Whether each document says it, 0 to 1, from its features (n, features)."""
        found: Floats = (1 / (1 + np.exp(-self.document(rows)))).astype(np.float32)
        return found

    def confidence(self, row: Floats) -> float:
        """Whether the best sentences answer a question, 0 to 1, from `CONFIDENCE_FEATURES`."""
        return float(1 / (1 + np.exp(-self.answer(row)[0])))

    def set_confidence(self, best: float, nowhere: float) -> float:
        """Whether any document says a subject, 0 to 1.

        `best` is the probability of the surest one, `nowhere` as in `SET_FEATURES`.
        """
        sure = log_odds(np.asarray([best], dtype=np.float32))[0]
        row = np.asarray([[sure, nowhere]], dtype=np.float32)
        return float(1 / (1 + np.exp(-self.set_answer(row)[0])))


@cache
def judge() -> Judge:
    """The judge whose weights are shipped."""
    text = WEIGHTS.read_text(encoding="utf-8")
    return read_judge(json.loads(text))


def read_judge(item: dict[str, Any]) -> Judge:
    """A judge from the content of `judge.json`."""
    return Judge(
        usual=np.asarray(item["usual"], dtype=np.float32),
        sentence=Linear.of(item["sentence"]),
        of_theme=Linear.of(item["of_theme"]),
        document=Linear.of(item["document"]),
        borderline=item["borderline"],
        answer=Linear.of(item["answer"]),
        answered=item["answered"],
        set_answer=Linear.of(item["set_answer"]),
        set_answered=item["set_answered"],
        digest=item["digest"],
    )


def log_odds(probabilities: Floats) -> Floats:
    """Of probabilities; none is beyond one in a million."""
    sure = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.log(sure / (1 - sure)).astype(np.float32)


def cites_from(probabilities: Floats, least: float) -> float:
    """From which probability on documents cite: where the F1 to expect of those named is highest.

    That is half of this F1 (Lipton, Elkan and Narayanaswamy 2014, arXiv:1402.1892): where much is
    sure, little that is doubtful is named beside it.

    Args:
        probabilities: that each document asked says it; shape (n,).
        least: no cut is below, so that what others say moves no document from citing to silence.
    """
    best_first = np.sort(probabilities.astype(np.float64))[::-1]
    named = np.arange(1, len(best_first) + 1)
    expected = 2 * np.cumsum(best_first) / (named + best_first.sum())
    return max(least, float(expected.max(initial=0.0)) / 2)


def document_features(
    scores: Floats,
    phrases: NDArray[np.bool_],
    starts: NDArray[np.int32],
    eligible: NDArray[np.bool_] | None = None,
) -> Floats:
    """Features of each document from its sentences' scores; sentences of -inf do not count.

    Args:
        scores: log-odds of each sentence, shape (n,).
        phrases: which sentences use a known phrase of the theme.
        starts: where each document's sentences begin, and the end; shape (documents + 1,).
        eligible: the sentences that tell how long a document is, where that is more than those that
            count (not all of them speak of whom is asked about).

    Returns:
        Shape (documents, features); a document without sentences has very low scores.
    """
    n_documents = len(starts) - 1
    counted = np.isfinite(scores)
    owners = np.repeat(np.arange(n_documents), np.diff(starts))[counted]
    n_counted = np.bincount(owners, minlength=n_documents)
    said = np.bincount(owners[phrases[counted]], minlength=n_documents)
    best_first = scores[counted][np.lexsort((-scores[counted], owners))]
    place = np.arange(len(owners)) - (np.cumsum(n_counted) - n_counted)[owners]
    rows = np.empty((n_documents, len(DOCUMENT_FEATURES)), dtype=np.float32)
    for column, k in enumerate(_BEST):
        best = place < k
        sums = np.bincount(owners[best], best_first[best], minlength=n_documents)
        rows[:, column] = np.where(n_counted, sums / np.clip(n_counted, 1, k), -10.0)
    n_eligible = n_counted if eligible is None else np.diff(np.r_[0, np.cumsum(eligible)][starts])
    rows[:, len(_BEST) :] = np.stack([np.log1p(n_eligible), said > 0, said > 1], axis=1)
    return rows
