"""Ways to rank every document for a question: ours, its parts one by one, and what we beat.

A ranking gives a score, larger is better, to some or all of the dataset's documents.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from evals.baselines import LlamaIndexPipeline, best_of
from evals.control import ControlA
from evals.dataset import Question
from evals.progress import Progress
from evals.workspace import Workspace
from kb.errors import QuestionError
from kb.passage_table import PassageTable
from kb.words import content_terms, surface_forms

Ranking = dict[str, float]
Ranker = Callable[[Question], Ranking]


def ours(workspace: Workspace) -> Ranker:
    """Documents as the knowledge base ranks them."""

    def rank(question: Question) -> Ranking:
        try:
            with workspace.kb.read() as snapshot:
                ranked = workspace.kb.answerer.rank(snapshot, question.text)
        except QuestionError:
            return {}  # it cannot be asked: nothing is found
        return {
            name: score
            for document_id, score in ranked
            for name in workspace.corpus_ids[document_id]
        }

    return rank


@dataclass(frozen=True, slots=True)
class Passages:
    """Every passage of a workspace."""

    workspace: Workspace
    table: PassageTable

    @classmethod
    def of(cls, workspace: Workspace) -> "Passages":
        """Reads them from the store."""
        with workspace.kb.read() as snapshot:
            return cls(workspace, PassageTable().refreshed(snapshot))

    def lexical(self, question: Question) -> NDArray[np.float64]:
        """BM25 of each passage."""
        terms = surface_forms(content_terms(question.text))
        with self.workspace.kb.read() as snapshot:
            return self.table.lexical(snapshot, terms)

    def dense(self, question: Question) -> NDArray[np.float64]:
        """Cosine of each passage."""
        vector = self.workspace.embedder.encode_question(question.text)
        return np.asarray(self.table.vectors @ vector, dtype=np.float64)

    def ranker(self, score: Callable[[Question], NDArray[np.float64]]) -> Ranker:
        """Documents that have a passage, by their best."""
        with_passages = np.unique(self.table.owners)

        def rank(question: Question) -> Ranking:
            best = self.table.best(score(question))[with_passages].tolist()
            ids = self.workspace.corpus_ids
            return {
                name: value
                for owner, value in zip(with_passages.tolist(), best, strict=True)
                for name in ids[self.table.documents[owner]]
            }

        return rank


def standardised(*scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of z-scores."""
    total: NDArray[np.float64] = np.sum([(s - s.mean()) / (s.std() or 1.0) for s in scores], axis=0)
    return total


def reciprocal_ranks(*scores: NDArray[np.float64], k: int = 60) -> NDArray[np.float64]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) of what scores above 0."""
    total = np.zeros_like(scores[0])
    for values in scores:
        order = np.argsort(-values, kind="stable")
        ranks = np.empty(len(values))
        ranks[order] = np.arange(1, len(values) + 1)
        total += np.where(values > 0, 1 / (k + ranks), 0.0)
    return total


def parts(workspace: Workspace) -> Mapping[str, Ranker]:
    """The parts of our ranking, each switched on in turn, in that order."""
    passages = Passages.of(workspace)
    return {
        "bm25": passages.ranker(passages.lexical),
        "dense": passages.ranker(passages.dense),
        "rrf": passages.ranker(lambda q: reciprocal_ranks(passages.lexical(q), passages.dense(q))),
        "fused": passages.ranker(lambda q: standardised(passages.lexical(q), passages.dense(q))),
        "ours": ours(workspace),
    }


def baselines(workspace: Workspace, progress: Progress) -> Mapping[str, Ranker]:
    """LlamaIndex's pipeline with two sizes of chunk, and control A."""
    pipelines = LlamaIndexPipeline.open_all(workspace, LLAMAINDEX, progress)
    found: dict[str, Ranker] = {p.name: partial(_by_chunk, p) for p in pipelines}
    return found | {ControlA.name: control(workspace, progress)}


def control(workspace: Workspace, progress: Progress) -> Ranker:
    """Control A, over the smaller chunks of LlamaIndex's pipeline."""
    (windows,) = LlamaIndexPipeline.open_all(workspace, LLAMAINDEX[-1:], progress)
    return ControlA(windows, workspace.texts, workspace.embedder).rank


def _by_chunk(pipeline: LlamaIndexPipeline, question: Question) -> Ranking:
    return best_of(pipeline.chunks(question))


LLAMAINDEX = ((1024, 200), (256, 20))
"""Sizes and overlaps of LlamaIndex's chunks: its default, and one that our model reads whole."""

MAX_RANKED = 1000
"""How many documents of a ranking are kept."""

ANSWERED_FROM = 10
"""From how many documents a pipeline that retrieves and reads answers."""
