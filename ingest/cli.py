"""`kb ingest`: read files into the knowledge base."""

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.run import FileReport, Listener, Report

_WAIT_S = 24 * 3600.0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--wait", is_flag=True, help="Wait for another writer instead of giving up.")
@click.option("--source", help="Where a single file came from, instead of its path.")
@click.option("--name", help="What people call a single file, instead of its file name.")
def ingest(
    paths: tuple[Path, ...], as_json: bool, wait: bool, source: str | None, name: str | None
) -> None:
    """Read files and folders: PDF, DOCX, HTML, e-mail, Markdown and text.

    Where LibreOffice is installed, RTF, ODT and DOC too. Every file ends as ingested, unchanged,
    replaced, duplicate, partial, quarantined or failed, with the cause. A quarantined document
    hides text; it is not searched until a person accepts it.
    """
    from ingest.run import Upload, ingest_paths
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase
    from kb.types import FileStatus, to_json

    upload = None
    if source or name:
        if len(paths) != 1 or not paths[0].is_file():
            raise click.UsageError("--source and --name describe exactly one file")
        upload = Upload(source or str(paths[0].resolve()), name or paths[0].name)
    settings = Settings()
    with KnowledgeBase.open(settings, create=True, on_load=_say) as kb, _listener() as listener:
        report = ingest_paths(
            kb,
            settings,
            paths,
            listener=listener,
            upload=upload,
            wait_s=_WAIT_S if wait else 0.5,
        )
    if as_json:
        click.echo(json.dumps(to_json(report), indent=1))
    else:
        _print_table(report)
    if not report.files:
        _say("nothing to ingest: no files there, or all of them ignored")
        sys.exit(2)
    sys.exit(1 if report.counts[FileStatus.FAILED] else 0)


def _say(message: str) -> None:
    click.echo(message, err=True)


@contextmanager
def _listener() -> "Iterator[Listener]":
    """A progress bar on a terminal, a line a file elsewhere; both on stderr."""
    from ingest.run import Listener

    if not sys.stderr.isatty():
        yield Listener(finished=lambda report: _say(_line(report)))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def started(path: str, number: int, total: int) -> None:
            progress.update(task, total=total, completed=number - 1, description=Path(path).name)

        yield Listener(started=started)


def _line(report: "FileReport") -> str:
    cause = f": {report.cause}" if report.cause else ""
    return f"{report.status.value} {report.path}{cause}"


def _print_table(report: "Report") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("file", "status", "pages", "passages", "cause"):
        table.add_column(heading, justify="right" if heading in ("pages", "passages") else "left")
    for file in report.files:
        table.add_row(
            Path(file.path).name,
            file.status.value,
            str(file.pages or ""),
            str(file.passages or ""),
            file.cause or "",
        )
    console = Console()
    console.print(table)
    counts = ", ".join(f"{n} {status}" for status, n in report.counts.items() if n)
    console.print(f"{counts or 'no files'} in {sum(report.timings_ms.values()) / 1000:.1f} s")
