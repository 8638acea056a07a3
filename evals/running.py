"""One evaluation: a dataset in, every figure of every system out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals import answering, systems
from evals.dataset import Dataset, Question
from evals.measures import precision_recall, ranking_figures, set_figures
from evals.progress import Progress
from evals.results import OURS, Result
from evals.systems import Ranker, Ranking
from evals.workspace import Workspace, open_workspace
from kb.embedding import Embedder

Answers = dict[str, dict[str, Any]]


def evaluate(
    dataset: Dataset,
    embedder: Embedder,
    cache: Path,
    progress: Progress,
    *,
    with_answers: bool = True,
    with_baselines: bool = False,
) -> tuple[Result, dict[str, Ranking], Answers]:
    """The result of our system (and of the baselines), our rankings, our answers."""
    with open_workspace(dataset, embedder, cache, progress) as workspace:
        result = Result.of(
            dataset,
            fingerprint=workspace.kb.pipeline,
            n_documents=len(workspace.document_ids),
        )
        result.unread.update(workspace.failures)
        run = rank_all(workspace, OURS, systems.ours(workspace), progress)
        result.add(OURS, ranking_figures(dataset.questions, run))
        answers: Answers = {}
        if with_answers:
            answers = answering.ask_all(workspace, progress)
            result.add(OURS, answering.answer_figures(workspace, answers))
            result.answers.update({key: _kept(answer) for key, answer in answers.items()})
        if with_baselines:
            add_baselines(result, workspace, progress)
        return result, run, answers


def add_baselines(result: Result, workspace: Workspace, progress: Progress) -> None:
    """Adds every system that ours is measured against."""
    dataset = workspace.dataset
    lists = [q for q in dataset.questions if q.wants_set and q.answerable]
    compared = {k: r for k, r in systems.parts(workspace).items() if k != OURS}
    compared |= systems.baselines(workspace, progress)
    runs = {name: rank_all(workspace, name, ranker, progress) for name, ranker in compared.items()}
    for name, run in runs.items():
        result.add(name, ranking_figures(dataset.questions, run))
        result.add(name, {q.id: {"confidence": _best(run[q.id])} for q in dataset.questions})
    n_documents = len(workspace.document_ids)
    if not lists:
        return
    everything = workspace.document_ids
    sets = {"always-cites": {q.id: set(everything) for q in lists}}
    for name in runs:
        if name.startswith("llamaindex"):
            sets[name] = {q.id: _first(runs[name][q.id], systems.ANSWERED_FROM) for q in lists}
    sets["bm25-oracle"] = _oracle(lists, runs["bm25"])
    for name, found in sets.items():
        result.add(
            name, {q.id: set_figures(q, found[q.id], found[q.id], n_documents) for q in lists}
        )


def rank_all(
    workspace: Workspace, name: str, ranker: Ranker, progress: Progress
) -> dict[str, Ranking]:
    """The ranking of every question, cut where measures end."""
    run = {}
    with progress.task(f"ranking ({name})", len(workspace.dataset.questions)) as advance:
        for question in workspace.dataset.questions:
            ranked = ranker(question)
            kept = sorted(ranked, key=lambda d: (-ranked[d], d))[: systems.MAX_RANKED]
            run[question.id] = {document: ranked[document] for document in kept}
            advance(1)
    return run


def write_run(run: Mapping[str, Ranking], dataset: Dataset, path: Path) -> None:
    """A TREC run; documents that the dataset calls unjudged are left out."""
    unjudged = {q.id: q.unjudged for q in dataset.questions}
    lines = []
    for question, ranked in run.items():
        kept = [d for d in ranked if d not in unjudged[question]]  # best first, as `rank_all` left
        for rank, document in enumerate(kept, 1):
            lines.append(f"{question} Q0 {document} {rank} {ranked[document]:.6f} kb\n")
    path.write_text("".join(lines), encoding="utf-8")


def _oracle(lists: list[Question], run: Mapping[str, Ranking]) -> dict[str, set[str]]:
    """Documents above the one score that gives the best mean F1 on these very questions."""
    scores = sorted({round(s, 3) for q in lists for s in run[q.id].values()})
    step = max(1, len(scores) // 200)

    def above(threshold: float) -> dict[str, set[str]]:
        return {
            q.id: {d for d, s in run[q.id].items() if s >= threshold} - q.unjudged for q in lists
        }

    def mean_f1(threshold: float) -> float:
        found = above(threshold)
        return sum(precision_recall(found[q.id], set(q.relevant))[2] for q in lists)

    return above(max(scores[::step], key=mean_f1, default=0.0))


def _first(ranking: Ranking, k: int) -> set[str]:
    return set(sorted(ranking, key=lambda d: (-ranking[d], d))[:k])


def _best(ranking: Ranking) -> float:
    return max(ranking.values(), default=0.0)


def _kept(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a report shows of an answer."""
    strict, lenient = answering.found_sets(answer)
    citations = [
        {name: c[name] for name in ("corpus_id", "page", "paragraph", "quote", "score")}
        for c in answer["citations"]
    ]
    return {
        "status": answer["status"],
        "kind": answer["kind"],
        "text": answer["text"] if not answer["rows"] else "",
        "cites": sorted(strict),
        "borderline": sorted(lenient - strict),
        "citations": citations[:20],
        "nearest": [c["quote"] for c in answer["nearest"]],
    }
