"""Every dataset of a folder beside all baselines, written down as one page."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evals.dataset import Dataset, read_dataset
from evals.progress import Progress
from evals.remembering import RememberingEmbedder
from evals.results import OURS, Result
from evals.running import evaluate
from evals.tables import GROUPS, held, markdown, markdown_groups
from kb.embedding import CORES, SentenceTransformerEmbedder
from kb.errors import DatasetError
from kb.lifeline import end_with_parent

_ORIGINS = Path(__file__).parent / "origins.toml"
_RANKING = ("ndcg@10", "recall@10", "recall@20", "recall@100", "rr@10", "r-precision", "ap")


@dataclass(frozen=True, slots=True)
class _Job:
    """Datasets over one corpus, evaluated one after the other in a process of their own."""

    folders: tuple[Path, ...]
    model: str | None
    cache: Path


def run_collections(
    folders: Sequence[Path], model: str | None, cache: Path, kept: Path | None, page: Path | None
) -> str:
    """Evaluates every dataset in `folders`, a corpus a core; the page of tables, in Markdown.

    Args:
        folders: each holds datasets, a folder each.
        model: folder of the embedding model; None takes the packaged one.
        cache: where stores are kept between runs.
        kept: where each result is written, if anywhere.
        page: the HTML report to write, if any.

    Raises:
        DatasetError: there is none, or one is wrong.
    """
    found_in = [
        path for folder in folders for path in sorted(folder.iterdir()) if _is_dataset(path)
    ]
    if not found_in:
        raise DatasetError(f"{', '.join(map(str, folders))}: no folder in it holds queries.jsonl")
    datasets = [read_dataset(path) for path in found_in]
    corpora: dict[str, list[Dataset]] = {}
    for dataset in datasets:
        corpora.setdefault(dataset.corpus_digest(), []).append(dataset)
    largest_first = sorted(corpora.values(), key=lambda part: -_size(part[0]))
    jobs = [_Job(tuple(d.folder for d in part), model, cache) for part in largest_first]
    with ProcessPoolExecutor(
        min(CORES, len(jobs)), get_context("spawn"), initializer=end_with_parent
    ) as pool:
        found = {r.dataset: r for part in pool.map(_evaluate, jobs) for r in part}
    results = [found[dataset.name] for dataset in datasets]
    if kept:
        for result in results:
            result.save(kept / f"{result.dataset}.json.gz")
    if page:
        from evals.report import write_report

        write_report(results, page)
    return render(datasets, results)


def _evaluate(job: _Job) -> list[Result]:
    model = SentenceTransformerEmbedder(job.model)  # the last job has the other cores to itself
    embedder, results = RememberingEmbedder(model), []
    for folder in job.folders:
        progress = Progress(prefix=f"{folder.name}: ")
        dataset = read_dataset(folder)
        result, _, _ = evaluate(dataset, embedder, job.cache, progress, with_baselines=True)
        results.append(result)
    return results


def _size(dataset: Dataset) -> int:
    return sum(len(t.text) for t in dataset.texts) or sum(
        path.stat().st_size for path in dataset.files.values()
    )


def render(datasets: list[Dataset], results: list[Result]) -> str:
    """The page: what each set is, then its tables."""
    origins = tomllib.loads(_ORIGINS.read_text("utf-8"))
    parts = [origins["head"].strip()]
    named: set[str] = set()
    for dataset, result in zip(datasets, results, strict=True):
        name = re.sub(r"-(?:tune|test)$", "", dataset.name)
        if name not in named:
            named.add(name)
            parts += [f"## {name}", *_origin(origins.get("set", {}).get(name))]
        parts += list(_tables(dataset, result))
    return "\n\n".join(parts) + "\n"


def _is_dataset(path: Path) -> bool:
    return any((path / name).is_file() for name in ("queries.jsonl", "queries.jsonl.gz"))


def _origin(origin: dict[str, Any] | None) -> Iterator[str]:
    if origin is not None:
        yield origin["what"].strip()
        yield f"Origin: {origin['origin'].strip()}"


def _tables(dataset: Dataset, result: Result) -> Iterator[str]:
    kinds: dict[str, int] = {}
    for question in dataset.questions:
        kinds[question.kind] = kinds.get(question.kind, 0) + 1
    counted = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    yield f"### {dataset.name}"
    yield f"{result.n_documents:,} documents; {len(dataset.questions)} questions ({counted})."
    yield markdown(result, _RANKING)
    if len(list(result.groups())) > 1:
        yield markdown_groups(result, ("ndcg@10", "ap"), (OURS, "control-a"))
    for title in ("sets", "counts", "citations", "refusals"):
        measures = [m for m in GROUPS[title] if any(held(result, (m,), s) for s in result.figures)]
        if measures:
            yield f"{title.capitalize()}:"
            yield markdown(result, measures)
