"""What a short text is, told by its vector and its words.

Of a sentence what it does, of a subject whether it is a failing or a circumstance and which theme
it is about, of a question whether it asks of every document and whether it is one that is never
answered, of the opening of a document which type it is. Each is a softmax regression that `kb eval
train` fits on texts that hands wrote for it (`evals/classes.py`). Vectors know the same thing in
other words, words and pairs of words know what vectors hardly tell apart ("who was she", "who was
told"). Openings are read by words alone, before anything is embedded; sentences by vectors alone.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from kb.embedding import Vectors
from kb.types import SubjectKind

WEIGHTS = Path(__file__).parent / "text_classes.safetensors"

ACTS = (
    "finding",  # something went wrong
    "good",  # something went well
    "topic",  # a fact of the case
    "recommendation",
    "guidance",
    "plan",
    "question",
    "definition",
    "allegation",
    "reference",  # what other reviews or research say
)
UNSAFE = ("risk", "identity")
"""What a question asks that is never answered: the risk to somebody, or who or where they are."""

ALL, ONE = "all", "one"
"""Whether a question asks of every document or wants one thing."""

NONE = "none"
"""The class of what is of no other: of no theme, of nothing unsafe."""

_LIKELY = 0.5  # from which a theme is more probable than all else
_WORD = re.compile(r"[\w']+|\?")


def grams(text: str) -> list[str]:
    """The words of `text` and its pairs of neighbours, in small letters.

    >>> grams("Who’s Child K?")
    ["who's", 'child', 'k', '?', "who's child", 'child k', 'k ?']
    """
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


@dataclass(frozen=True, slots=True, eq=False)
class TextClassifier:
    """Probabilities of classes, by softmax of `rows · x + words · w + biases`.

    x is the unit vector of a text (dim,), w its known grams as a unit vector: `(1 + log n) · idf`
    of each that stands in it n times (Manning, Raghavan and Schütze 2008, 6.4). `rows` has shape
    (classes, dim), `words` (grams, classes), `idf` (grams,); `names` and `grams` number them.
    `least` is the probability from which a text is said to be of a class at all.
    """

    names: tuple[str, ...]
    grams: Mapping[str, int]
    least: float
    rows: Vectors
    words: Vectors
    idf: Vectors
    biases: Vectors

    def __call__(self, vectors: Vectors, texts: Sequence[str]) -> Vectors:
        """Of texts with these unit vectors (n, dim); shape (n, classes)."""
        logits = vectors @ self.rows.T + self.biases
        for row, text in enumerate(texts):
            known = Counter(self.grams[gram] for gram in grams(text) if gram in self.grams)
            if known:
                places, counts = list(known), np.fromiter(known.values(), dtype=np.float32)
                weights = (1 + np.log(counts)) * self.idf[places]
                logits[row] += weights / np.linalg.norm(weights) @ self.words[places]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)

    def of(self, text: str, vector: Vectors) -> dict[str, float]:
        """The probability of each class of one text."""
        return dict(zip(self.names, self(vector[None], [text])[0].tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class TextClasses:
    """The classifiers whose weights are shipped; `digest` identifies them."""

    act: TextClassifier
    subject: TextClassifier
    asked: TextClassifier
    refused: TextClassifier
    about: TextClassifier
    paper: TextClassifier
    digest: str

    def acts(self, vectors: Vectors, texts: Sequence[str]) -> Vectors:
        """Probabilities of `ACTS` of sentences; shape (n, acts)."""
        order = [self.act.names.index(name) for name in ACTS]
        return self.act(vectors, texts)[:, order]

    def kind(self, subject: str, vector: Vectors) -> SubjectKind:
        """Whether a subject is a failing or a circumstance."""
        odds = self.subject.of(subject, vector)
        return SubjectKind(max(odds, key=odds.__getitem__))

    def asks_of_all(self, question: str, vector: Vectors) -> bool:
        """Whether a question asks of every document."""
        return self.asked.of(question, vector)[ALL] > self.asked.least

    def unsafe(self, question: str, vector: Vectors) -> str | None:
        """Which of `UNSAFE` a question is; None where it is none."""
        odds = self.refused.of(question, vector)
        sure = 1 - odds[NONE] >= self.refused.least
        return max(UNSAFE, key=odds.__getitem__) if sure else None

    def theme(self, subject: str, vector: Vectors, named: Collection[str] = ()) -> str | None:
        """The id of the theme that a subject is about, if one is more probable than all else.

        One that it names too only has to be the likeliest, unless none at all is more probable.
        """
        odds = self.about.of(subject, vector)
        none = odds.pop(NONE)
        best = max(odds, key=odds.__getitem__)
        sure = odds[best] > _LIKELY or (best in named and none < _LIKELY)
        return best if sure else None

    def paper_types(self, opening: str) -> dict[str, float]:
        """The probability of each type of document, from the words of an opening."""
        return self.paper.of(opening, np.empty(0, dtype=np.float32))


def read_classes(weights: Path) -> TextClasses:
    """The classifiers in a file that `evals.classes.fit` wrote."""
    from safetensors import safe_open

    with safe_open(weights, framework="numpy") as file:
        about = {name: json.loads(text) for name, text in file.metadata().items()}
        tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:16]
    parts = ("rows", "words", "idf", "biases")
    return TextClasses(
        digest=digest,
        **{
            name: TextClassifier(
                tuple(item["names"]),
                {gram: n for n, gram in enumerate(item["grams"])},
                item["least"],
                **{part: tensors[f"{name}.{part}"] for part in parts},
            )
            for name, item in about.items()
        },
    )


@cache
def text_classes() -> TextClasses:
    """The classifiers whose weights are shipped."""
    return read_classes(WEIGHTS)
