"""What a long run says of itself, on stderr: a bar on a terminal, a line a task elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


class Progress:
    """Names tasks and counts them on; silent where `quiet`, a line a task with a `prefix`."""

    def __init__(self, *, quiet: bool = False, prefix: str = "") -> None:
        self._quiet = quiet
        self._prefix = prefix

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Shows a task of `total` steps; the body calls what it gets with the steps done."""
        begun = time.perf_counter()
        if self._quiet or self._prefix or not sys.stderr.isatty():
            yield lambda n: None
            if not self._quiet:
                took = time.perf_counter() - begun
                click.echo(f"{self._prefix}{name}: {total:,} in {took:.1f} s", err=True)
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            shown = bar.add_task(name, total=total)
            yield lambda n: bar.update(shown, advance=n)
