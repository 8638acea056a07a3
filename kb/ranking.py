"""A set question -> every document in order, none cut off: conditions, conjunction, feedback.

For each part of the question, cosine and BM25 of a document's best passage are standardised over
all documents and added. The best documents then refine the part's query (pseudo-relevance feedback
after Rocchio 1971, on vectors and on words), and documents are scored again; the log-odds that the
judge gives them are standardised and added. A conjunction is worth as much as its worst part;
documents that fail a filter come last.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kb.catalog import Snapshot
from kb.embedding import Vectors
from kb.passage_table import PassageTable, Scores
from kb.planning import Plan
from kb.planning.parting import Part
from kb.words import content_terms, index_terms, surface_forms

_OUTSIDE = 1000.0
_SURE = 1e-4


@dataclass(frozen=True, slots=True)
class Feedback:
    """How the best documents refine a query: how many, and the weight of what they say."""

    documents: int = 10
    vector: float = 0.7
    words: int = 20
    word_weight: float = 0.5


@dataclass(frozen=True, slots=True)
class _Query:
    """What is searched for one part: its vector and its words."""

    vector: Vectors
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Scores the documents of one snapshot.

    `judged` are the probabilities that each document says each part of the question, if known.
    """

    snapshot: Snapshot
    table: PassageTable
    encode: Callable[[str], Vectors]
    feedback: Feedback | None = Feedback()
    judged: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def rank(self, plan: Plan) -> list[tuple[str, float]]:
        """Ids of every document with a score, best first."""
        scores = self._combined(plan) if plan.parts else np.zeros(len(self.table.documents))
        for condition in plan.filters:
            passes = np.asarray([name in condition.documents for name in self.table.documents])
            scores = scores - _OUTSIDE * ~passes
        order = np.argsort(-scores, kind="stable")
        return [(self.table.documents[n], float(scores[n])) for n in order]

    def _combined(self, plan: Plan) -> Scores:
        scores = [self.part(part) + self._judged(n) for n, part in enumerate(plan.parts)]
        pairs = list(zip(plan.parts, scores, strict=True))
        wanted = [found for part, found in pairs if not part.negated]
        unwanted = [-found for part, found in pairs if part.negated]
        joined = np.max(wanted, axis=0) if plan.any_part else np.min(wanted, axis=0)
        found: Scores = np.min([joined, *unwanted], axis=0)
        return found

    def _judged(self, n: int) -> Scores:
        """How far documents say part `n`: standardised log-odds, zeros where that is not known."""
        silent = (0.0,) * (n + 1)
        found = np.asarray([self.judged.get(name, silent)[n] for name in self.table.documents])
        odds = np.clip(found, _SURE, 1 - _SURE)
        return standardised(np.log(odds / (1 - odds)))

    def part(self, part: Part) -> Scores:
        """A standardised score of each document for one part of a question."""
        query = _Query(self.encode(part.text), part.terms)
        dense, lexical = self._passages(query)
        scores = self._documents(dense, lexical)
        if self.feedback is None or len(self.table) == 0:
            return scores
        return self._refined(scores, query, dense, lexical)

    def _refined(self, scores: Scores, query: "_Query", dense: Scores, lexical: Scores) -> Scores:
        """Scores once more, for the query moved towards the best documents."""
        feedback = self.feedback
        assert feedback is not None
        best = np.argsort(-scores, kind="stable")[: feedback.documents]
        sums = standardised(dense) + standardised(lexical)
        rows = [row for row in self.table.best_rows(sums)[best].tolist() if row >= 0]
        moved = query.vector + feedback.vector * self.table.vectors[rows].mean(axis=0)
        words = self._telling_words(rows, query.terms, feedback)
        dense = self.table.vectors @ (moved / np.linalg.norm(moved))
        more = self.table.lexical(self.snapshot, words)
        return self._documents(dense, lexical + feedback.word_weight * more)

    def _telling_words(
        self, rows: Sequence[int], terms: Sequence[str], feedback: Feedback
    ) -> list[str]:
        """Words that stand in many of the passages at `rows` and in few others."""
        texts = self.snapshot.full_text.texts(self.table.keys[rows].tolist())
        held = Counter(word for text in texts.values() for word in set(content_terms(text)))
        common = [w for w, n in held.items() if n > 1 and w not in terms and w.isalpha()]
        stems = {word: index_terms(word)[0] for word in common}
        counts = self.snapshot.full_text.passages_with(list(set(stems.values())))
        total = len(self.table)

        def weight(word: str) -> float:
            return held[word] / len(rows) * float(np.log(total / (counts[stems[word]] + 0.5)))

        return sorted(common, key=lambda word: (-weight(word), word))[: feedback.words]

    def _passages(self, query: "_Query") -> tuple[Scores, Scores]:
        dense = np.asarray(self.table.vectors @ query.vector, dtype=np.float64)
        return dense, self.table.lexical(self.snapshot, surface_forms(query.terms))

    def _documents(self, dense: Scores, lexical: Scores) -> Scores:
        return standardised(self.table.best(dense)) + standardised(self.table.best(lexical))


def standardised(scores: Scores) -> Scores:
    """z-scores; zeros where all are equal."""
    found: Scores = (scores - scores.mean()) / (scores.std() or 1.0)
    return found
