"""`kb eval`: measure, compare, guard. Each sub-command is one function of this package."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.errors import DatasetError

if TYPE_CHECKING:
    from evals.dataset import Dataset
    from evals.progress import Progress
    from evals.results import Result
    from kb.embedding import Embedder

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_DATASET = click.option("--dataset", type=_FOLDER, required=True, help="Folder of the dataset.")
_CACHE = click.option(
    "--cache",
    type=_FOLDER,
    envvar="KB_EVAL_CACHE",
    help="Where stores of datasets are kept between runs; default ~/.cache/safeguarding-kb.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group()
def evaluate() -> None:
    """Measure retrieval and answers on a dataset with judgments."""


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
@click.option("--run", "run_file", type=_FILE, help="Write our rankings here as a TREC run.")
@click.option("--answers", "answers_file", type=_FILE, help="Write our answers here (JSONL).")
@click.option("--no-answers", is_flag=True, help="Rank only.")
@click.option("--baselines", is_flag=True, help="Measure LlamaIndex, BM25 and others beside us.")
@click.option("--out", type=_FILE, help="Keep every figure here, for compare, report and gate.")
@click.option("--reference", type=_FILE, help="Keep the figures alone here, to be committed.")
def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    dataset: Path,
    cache: Path | None,
    as_json: bool,
    run_file: Path | None,
    answers_file: Path | None,
    no_answers: bool,
    baselines: bool,
    out: Path | None,
    reference: Path | None,
) -> None:
    """Rank and answer every question of a dataset, in a store of its own."""
    from evals import answering, running
    from evals.tables import print_result, result_json

    if no_answers and answers_file:
        raise click.UsageError("--answers and --no-answers exclude each other")
    read, embedder, kept, progress = _prepare(dataset, cache)
    result, ranked, answers = running.evaluate(
        read,
        embedder,
        kept,
        progress,
        with_answers=not no_answers,
        with_baselines=baselines,
    )
    if run_file:
        running.write_run(ranked, read, run_file)
    if answers_file:
        answering.write_answers(answers, answers_file)
    if out:
        result.save(out)
    if reference:
        result.save(reference, answers=False)
    if as_json:
        click.echo(json.dumps(result_json(result), indent=1))
    else:
        print_result(result)


@evaluate.command()
@click.argument("a", metavar="RESULT[:SYSTEM]")
@click.argument("b", metavar="RESULT[:SYSTEM]")
@_JSON
def compare(a: str, b: str, as_json: bool) -> None:
    """The difference between two results, B less A, question by question."""
    from evals.comparing import compare_results, differences_json, print_differences

    found = compare_results(_result_and_system(a), _result_and_system(b))
    if as_json:
        click.echo(json.dumps(differences_json(found), indent=1))
    else:
        print_differences(found)


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
def ablate(dataset: Path, cache: Path | None, as_json: bool) -> None:
    """Switch the parts of our ranking on in turn; measure each against control A."""
    from evals.ablating import ablate as run_ablation
    from evals.tables import print_result, result_json

    result = run_ablation(*_prepare(dataset, cache))
    if as_json:
        click.echo(json.dumps(result_json(result), indent=1))
    else:
        print_result(result, against="control-a")


@evaluate.command()
@click.argument("results", nargs=-1, type=_FILE, required=True)
@click.option("--out", type=_FILE, required=True, help="The HTML page to write.")
def report(results: Sequence[Path], out: Path) -> None:
    """One self-contained HTML page over one or several results."""
    from evals.report import write_report
    from evals.results import Result

    write_report([Result.load(path) for path in results], out)
    click.echo(f"wrote {out}", err=True)


@evaluate.command()
@click.argument("result", type=_FILE)
@click.option("--reference", type=_FILE, required=True, help="The committed result.")
def gate(result: Path, reference: Path) -> None:
    """Fail (exit 1) where a result is significantly worse than the reference."""
    from evals.guarding import gate as check
    from evals.results import Result

    failures = check(Result.load(result), Result.load(reference))
    for failure in failures:
        click.echo(failure)
    click.echo("gate: " + (f"{len(failures)} figures fell" if failures else "nothing fell"))
    sys.exit(1 if failures else 0)


@evaluate.command()
@click.option("--tune", type=_FOLDER, required=True, help="The part whose labels are copied.")
@click.option("--test", type=_FOLDER, required=True, help="The part that must not profit.")
@_CACHE
def leak(tune: Path, test: Path, cache: Path | None) -> None:
    """Fail (exit 1) where the labels of one part answer the questions of the other."""
    from evals.dataset import read_dataset
    from evals.guarding import leak as check

    found = check(read_dataset(tune), *_prepare(test, cache))
    click.echo(found.text)
    sys.exit(1 if found.leaks else 0)


@evaluate.command()
@click.option(
    "--dataset",
    "datasets",
    type=_FOLDER,
    required=True,
    multiple=True,
    help="Folders of datasets whose sentences are judged; several may be given.",
)
@_CACHE
@click.option(
    "--refusals",
    type=_FOLDER,
    multiple=True,
    help="More datasets with fact questions that can and cannot be answered.",
)
@click.option(
    "--only",
    "stages",
    type=click.Choice(["texts", "statements", "answers", "verdicts", "refusals"]),
    multiple=True,
    help="Fit this and leave other weights as they are; may be given more than once.",
)
@click.option("--out", type=_FILE, required=True, help="The judge's weights: kb/judge.json.")
def train(
    datasets: tuple[Path, ...],
    cache: Path | None,
    refusals: tuple[Path, ...],
    stages: tuple[str, ...],
    out: Path,
) -> None:
    """Fit what judges verdicts and refusals, and write its weights.

    What short texts are, sentences state, answer and show goes to kb/*.safetensors whatever --out
    names. Refusals are fitted on the first dataset and on those of --refusals.
    """
    from evals.dataset import read_dataset
    from evals.refusals import train_refusals
    from evals.training import STAGES
    from evals.training import train as train_judge

    first, _, folder, progress = _prepare(datasets[0], cache)
    embedder = _packaged()
    judged = [first, *map(read_dataset, datasets[1:])]
    found = train_judge(judged, embedder, folder, progress, out, stages or STAGES)
    if not stages or "refusals" in stages:
        more = [first, *map(read_dataset, refusals)]
        found |= train_refusals(more, embedder, folder, progress, out)
    click.echo(json.dumps(found, indent=1))


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
def check(dataset: Path, cache: Path | None, as_json: bool) -> None:
    """Checks that need no labels; exit 1 where one fails."""
    from evals.checking import check_all

    found = check_all(*_prepare(dataset, cache))
    if as_json:
        click.echo(json.dumps([item.json() for item in found], indent=1))
    else:
        for item in found:
            click.echo(item.text)
    sys.exit(0 if all(item.passed for item in found) else 1)


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
def catalogue(dataset: Path, cache: Path | None, as_json: bool) -> None:
    """Compare what is read of the documents with the dataset's catalogue.csv."""
    from evals.cataloguing import catalogue as compare_all
    from evals.cataloguing import print_cataloguing
    from evals.workspace import open_workspace

    with open_workspace(*_prepare(dataset, cache, asked=False)) as workspace:
        print_cataloguing(compare_all(workspace), as_json=as_json)


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
def addresses(dataset: Path, cache: Path | None, as_json: bool) -> None:
    """Whether gold quotations are on the right page, in the right paragraph, and marked there."""
    from evals.addressing import check_addresses

    found = check_addresses(*_prepare(dataset, cache))
    if as_json:
        click.echo(json.dumps(found.json(), indent=1, ensure_ascii=False))
        return
    for name, figure in found.figures.items():
        click.echo(f"{name:18}{figure}  {round(figure.mean * figure.n)} of {figure.n}")
    for miss in found.misses:
        click.echo(miss)


@evaluate.command()
@_DATASET
@_CACHE
@_JSON
@click.option("--misses", is_flag=True, help="List what was missed and what was made up.")
def records(dataset: Path, cache: Path | None, as_json: bool, misses: bool) -> None:
    """Recommendations and events against recommendations.jsonl and events.jsonl of a dataset."""
    from evals.records import evaluate as measure

    found = measure(*_prepare(dataset, cache, asked=False))
    if as_json:
        click.echo(json.dumps(found.json(), indent=1, ensure_ascii=False))
    else:
        click.echo(found.text(misses=misses))


@evaluate.command()
@click.argument("papers", type=_FILE)
def speakers(papers: Path) -> None:
    """Whether it is told who speaks in each sentence of papers (evals/speakers)."""
    from evals.speaking import print_standings, standings

    click.echo(print_standings(standings(papers)))


@evaluate.command()
@click.argument("questions", type=_FILE)
@click.option("--misses", is_flag=True, help="List what was read otherwise than it was meant.")
def plans(questions: Path, misses: bool) -> None:
    """Whether questions are planned as their writers meant them (evals/plans)."""
    from evals.plan_reading import print_plans, read_plans

    click.echo(print_plans(read_plans(questions, _packaged()), misses=misses))


@evaluate.command()
@click.argument("answers", type=_FILE)
def sufficiency(answers: Path) -> None:
    """Share of quotations that a second reader marked as sufficient in an answers file."""
    from evals.answering import sufficiency as count

    yes, marked = count(answers)
    if not marked:
        raise DatasetError(f"{answers}: no citation is marked; set 'sufficient' to true or false")
    click.echo(f"quote sufficiency {yes / marked:.3f} ({yes} of {marked} marked citations)")


@evaluate.command()
@click.argument("file", type=_FILE)
def pairs(file: Path) -> None:
    """How many minimal pairs of sentences are told apart."""
    from evals.pairs import tell_apart

    found = tell_apart(file, _packaged())
    for kind, (told, n) in found.items():
        click.echo(f"finding against {kind}: {told} of {n}")
    told, n = (sum(values) for values in zip(*found.values(), strict=True))
    click.echo(f"told apart: {told} of {n}")


@evaluate.command()
@click.argument("folders", nargs=-1, required=True, type=_FOLDER)
@_CACHE
@click.option("--out", type=_FILE, help="The Markdown page to write (docs/evaluation.md).")
@click.option("--results", "kept", type=_FOLDER, help="Keep each set's result in this folder.")
@click.option("--report", "page", type=_FILE, help="Write one HTML report over all sets here.")
def collections(
    folders: Sequence[Path],
    cache: Path | None,
    out: Path | None,
    kept: Path | None,
    page: Path | None,
) -> None:
    """Every dataset of some folders, beside all baselines, as one page of tables."""
    from evals.collections import run_collections
    from kb.config import Settings

    text = run_collections(folders, Settings().embedding_model, _cache(cache), kept, page)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)


def _prepare(
    folder: Path, cache: Path | None, *, asked: bool = True
) -> tuple["Dataset", "Embedder", Path, "Progress"]:
    from evals.dataset import read_dataset

    return read_dataset(folder, asked=asked), _embedder(), _cache(cache), _progress()


def _embedder() -> "Embedder":
    from kb.config import Settings

    return _remembering(Settings().embedding_model)


def _packaged() -> "Embedder":
    """What verdicts are fitted on, whatever model searches."""
    return _remembering(None)


def _remembering(model: str | None) -> "Embedder":
    from evals.remembering import RememberingEmbedder
    from kb.embedding import SentenceTransformerEmbedder

    def say(message: str) -> None:
        click.echo(message, err=True)

    return RememberingEmbedder(SentenceTransformerEmbedder(model, on_load=say))


def _cache(cache: Path | None) -> Path:
    from evals.workspace import DEFAULT_CACHE

    return cache or DEFAULT_CACHE


def _progress() -> "Progress":
    from evals.progress import Progress

    return Progress()


def _result_and_system(name: str) -> tuple["Result", str]:
    from evals.results import OURS, Result

    if Path(name).is_file():
        return Result.load(Path(name)), OURS
    path, _, system = name.rpartition(":")
    return Result.load(Path(path or name)), system or OURS
