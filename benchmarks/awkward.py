"""Reads awkward files as `kb ingest` does and says what a reader would miss: `make awkward`.

    python benchmarks/awkward.py [WORD…]        (only files whose name holds one of the words)

Each file is made in a temporary folder and parsed in the sandbox. Exit code 1 where one crashes the
parser, runs past the time limit, ends well with no text, lacks words that its page shows, or shows
words that its page does not.
"""

import argparse
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from awkward_files import CASES, Case
from rich.console import Console
from rich.table import Table

from ingest import parsing
from kb.config import Settings
from kb.errors import KBError, ParserFailed
from kb.sandbox import Sandbox
from kb.types import PageState


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended: `faults` is empty where everything was as it must be."""

    status: str
    seconds: float
    found: int
    cause: str
    faults: list[str]


def main() -> None:
    """Prints a row a file, then every fault."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("words", nargs="*")
    words = arguments.parse_args().words
    chosen = [case for case in CASES if not words or any(word in case.name for word in words)]
    settings = Settings()
    limits = {"timeout_s": settings.parse_timeout_s, "memory_mib": settings.parse_memory_mib}
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, Sandbox(**limits) as sandbox:
        outcomes = {case.name: read(case, Path(folder), sandbox) for case in chosen}
    show(chosen, outcomes)
    sys.exit(1 if any(outcomes[case.name].faults and not case.known for case in chosen) else 0)


def read(case: Case, folder: Path, sandbox: Sandbox) -> Outcome:
    """Makes the file of `case` and reads it."""
    path = folder / case.name
    case.make(path)
    begun = time.perf_counter()
    try:
        document = sandbox.run(parsing.parse, str(path), case.name)
    except ParserFailed as error:
        return Outcome("crashed", time.perf_counter() - begun, 0, str(error), ["the parser failed"])
    except KBError as error:
        seconds, cause = time.perf_counter() - begun, str(error)
        expected = case.cause is not None and case.cause in cause
        faults = [] if expected else [f"failed, where {case.cause or 'text'!r} was expected"]
        return Outcome("failed", seconds, 0, cause, faults)
    finally:
        path.unlink()
    seconds = time.perf_counter() - begun
    unread = {p.number: p.cause or "" for p in document.pages if p.state is PageState.UNREADABLE}
    faults = case.faults(document)
    missing = sum(fault.startswith("missing") for fault in faults)
    causes = "; ".join(f"page {page}: {cause}" for page, cause in unread.items())
    status = "partial" if unread else "read"
    return Outcome(status, seconds, len(case.sees) - missing, causes, faults)


def show(cases: list[Case], outcomes: dict[str, Outcome]) -> None:
    """The table, the faults and the count."""
    table = Table(box=None, pad_edge=False)
    for heading in ("file", "outcome", "s", "words", "", "cause"):
        table.add_column(heading, justify="right" if heading in ("s", "words") else "left")
    for case in cases:
        outcome = outcomes[case.name]
        words = f"{outcome.found}/{len(case.sees)}" if case.sees else ""
        verdict = (
            "as it must be" if not outcome.faults else "known" if case.known else "[red]wrong[/]"
        )
        seconds = f"{outcome.seconds:.2f}"
        table.add_row(case.name, outcome.status, seconds, words, verdict, outcome.cause[:90])
    console = Console(width=200, soft_wrap=True)
    console.print(table)
    for case in cases:
        for fault in outcomes[case.name].faults:
            said = f"{case.name}: {case.known}: {fault}" if case.known else f"{case.name}: {fault}"
            console.print(said, markup=False, highlight=False)
    faulty = [case for case in cases if outcomes[case.name].faults]
    known = sum(bool(case.known) for case in faulty)
    console.print(f"{len(cases)} files: {len(faulty) - known} wrong, {known} known to be")


if __name__ == "__main__":
    main()
