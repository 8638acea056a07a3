"""Which part of our ranking earns its keep: each switched on in turn, beside control A."""

from pathlib import Path

from evals import systems
from evals.control import ControlA
from evals.dataset import Dataset
from evals.measures import ranking_figures
from evals.progress import Progress
from evals.results import Result
from evals.running import rank_all
from evals.workspace import open_workspace
from kb.embedding import Embedder


def ablate(dataset: Dataset, embedder: Embedder, cache: Path, progress: Progress) -> Result:
    """Control A and the parts of ours, in the order in which they were built."""
    with open_workspace(dataset, embedder, cache, progress) as workspace:
        result = Result.of(
            dataset,
            fingerprint=workspace.kb.pipeline,
            n_documents=len(workspace.document_ids),
        )
        control = systems.control(workspace, progress)
        rankers = {ControlA.name: control, **systems.parts(workspace)}
        for name, ranker in rankers.items():
            run = rank_all(workspace, name, ranker, progress)
            result.add(name, ranking_figures(dataset.questions, run))
        return result
