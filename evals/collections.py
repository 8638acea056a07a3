"""Every dataset of a folder beside all baselines, written down as one page."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.dataset import Dataset, read_dataset
from evals.progress import Progress
from evals.results import OURS, Result
from evals.running import evaluate
from evals.tables import GROUPS, held, markdown, markdown_groups
from kb.embedding import Embedder
from kb.errors import DatasetError

_ORIGINS = Path(__file__).parent / "origins.toml"
_RANKING = ("ndcg@10", "recall@10", "recall@20", "recall@100", "rr@10", "r-precision", "ap")
_SYSTEMS = (
    OURS,
    "bm25",
    "dense",
    "rrf",
    "fused",
    "llamaindex-1024-200",
    "llamaindex-256-20",
    "control-a",
    "bm25-oracle",
    "always-cites",
)


def run_collections(
    folder: Path,
    embedder: Embedder,
    cache: Path,
    progress: Progress,
    kept: Path | None,
    page: Path | None,
) -> str:
    """Evaluates every dataset below `folder`; the page of tables, in Markdown.

    Raises:
        DatasetError: there is none, or one is wrong.
    """
    datasets = [read_dataset(path) for path in sorted(folder.iterdir()) if _is_dataset(path)]
    if not datasets:
        raise DatasetError(f"{folder}: no folder in it holds queries.jsonl")
    results = []
    for dataset in datasets:
        result, _, _ = evaluate(dataset, embedder, cache, progress, with_baselines=True)
        results.append(result)
        if kept:
            result.save(kept / f"{dataset.name}.json.gz")
    if page:
        from evals.report import write_report

        write_report(results, page)
    return render(datasets, results)


def render(datasets: list[Dataset], results: list[Result]) -> str:
    """The page: what each set is, then its tables."""
    origins = tomllib.loads(_ORIGINS.read_text("utf-8"))
    parts = [origins["head"].strip()]
    named: set[str] = set()
    for dataset, result in zip(datasets, results, strict=True):
        name = dataset.name.rsplit("-", 1)[0]
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
    yield markdown(result, _RANKING, _SYSTEMS)
    if len(list(result.groups())) > 1:
        yield markdown_groups(result, ("ndcg@10", "ap"), (OURS, "control-a"))
    for title in ("sets", "counts", "citations", "refusal"):
        measures = [m for m in GROUPS[title] if any(held(result, (m,), s) for s in result.figures)]
        if measures:
            yield f"{title.capitalize()}:"
            yield markdown(result, measures, _SYSTEMS)
