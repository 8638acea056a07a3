"""Ranks a BEIR folder with dense, lexical and fused scores, and measures refusal.

    python benchmarks/ranking.py DATASET_FOLDER [--store FOLDER]

Prints nDCG@10 and recall@20 of each way to rank documents (a document by its best passage), and how
well the score of the best sentence tells answerable questions from unanswerable ones (AUROC).
"""

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import R, nDCG

from ingest.parsing import parse
from kb import planning, retrieval
from kb.access import LOCAL
from kb.config import Settings
from kb.evidence import Reader, find_evidence
from kb.knowledge_base import KnowledgeBase

Scores = dict[str, float]


def main() -> None:
    """Reads the arguments, ingests what the store lacks, prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("dataset", type=Path)
    arguments.add_argument("--store", type=Path, help="keep the store here between runs")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = given.store or Path(scratch) / "store"
        with KnowledgeBase.open(Settings(store=store), create=True) as kb:
            _fill(kb, given.dataset)
            _measure(kb, given.dataset)


def _fill(kb: KnowledgeBase, dataset: Path) -> None:
    with kb.read(LOCAL) as snapshot:
        held = {name for d in snapshot.documents.values() for name in d.sources}
    with tempfile.TemporaryDirectory() as scratch, kb.writing("benchmark"):
        for number, row in enumerate(_rows(dataset, "corpus.jsonl")):
            if row["_id"] not in held:
                path = Path(scratch) / "document.txt"
                path.write_text(f"{row['title']}\n\n{row['text']}\n\n", encoding="utf-8")
                kb.add(parse(str(path), "document.txt"), row["_id"], row["title"] or row["_id"])
            if number % 200 == 0:
                print(f"{number} documents", flush=True)


def _measure(kb: KnowledgeBase, dataset: Path) -> None:
    qrels = list(ir_measures.read_trec_qrels(_trec_qrels(dataset)))
    runs: dict[str, dict[str, Scores]] = defaultdict(dict)
    best: list[tuple[float, bool]] = []
    with kb.read(LOCAL) as snapshot:
        names = {d.id: d.sources for d in snapshot.documents.values()}
        reader = Reader(snapshot)
        for query in _rows(dataset, "queries.jsonl"):
            plan = planning.plan(query["text"])
            vector = kb._embedder.encode_question(plan.subject)
            hits = retrieval.retrieve(snapshot, kb._index, vector, plan.terms, 2)
            for name, score in _RANKINGS.items():
                runs[name][query["_id"]] = _documents(hits, score(hits), names)
            found = find_evidence(reader, plan, vector, hits)
            best.append((found[0].score if found else 0.0, bool(query.get("answerable", True))))
    for name, run in runs.items():
        figures = ir_measures.calc_aggregate([nDCG @ 10, R @ 20], qrels, run)
        print(f"{name:14s}" + "  ".join(f"{m} {v:.3f}" for m, v in figures.items()))
    print(f"refusal AUROC {_auroc(best):.3f} over {len(best)} questions")
    for quantile in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        right = [s >= quantile for s, a in best if a]
        wrong = [s < quantile for s, a in best if not a]
        if right and wrong:
            print(
                f"threshold {quantile}: answers {sum(right) / len(right):.2f} of the answerable, "
                f"refuses {sum(wrong) / len(wrong):.2f} of the unanswerable"
            )


Hits = list[retrieval.Retrieved]


def _reciprocal_ranks(hits: Hits, k: int = 60) -> list[float]:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""
    total = [0.0] * len(hits)
    for score in (lambda h: h.dense, lambda h: h.lexical):
        order = sorted(range(len(hits)), key=lambda i: -score(hits[i]))
        for rank, i in enumerate(order, 1):
            if score(hits[i]) > 0:
                total[i] += 1 / (k + rank)
    return total


_RANKINGS: dict[str, Callable[[Hits], list[float]]] = {
    "lexical": lambda hits: [h.lexical for h in hits],
    "dense": lambda hits: [h.dense for h in hits],
    "ranks (RRF)": _reciprocal_ranks,
    "standardised": lambda hits: [h.score for h in hits],
}


def _documents(hits: Hits, scores: list[float], names: dict[str, list[str]]) -> Scores:
    run: Scores = {}
    for hit, score in zip(hits, scores, strict=True):
        for name in names[hit.passage.document_id]:
            run[name] = max(score, run.get(name, float("-inf")))
    return run


def _auroc(scored: list[tuple[float, bool]]) -> float:
    yes = [s for s, a in scored if a]
    no = [s for s, a in scored if not a]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no)) if yes and no else float("nan")


def _rows(dataset: Path, name: str) -> Iterator[dict[str, Any]]:
    packed = dataset / f"{name}.gz"
    opened = gzip.open(packed, "rt") if packed.exists() else (dataset / name).open()
    with opened as stream:
        yield from map(json.loads, stream)


def _trec_qrels(dataset: Path) -> str:
    """BEIR's judgments in the form that ir_measures reads."""
    plain, packed = dataset / "qrels/test.tsv", dataset / "qrels/test.tsv.gz"
    text = plain.read_text() if plain.exists() else gzip.open(packed, "rt").read()
    rows = [line.split("\t") for line in text.splitlines()[1:] if line.strip()]
    return "\n".join(f"{q} 0 {d} {grade}" for q, d, grade in rows)


if __name__ == "__main__":
    main()
