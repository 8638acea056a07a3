"""The package that ingests, found as the command line finds its commands: doors import no door."""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from kb.types import Document


def documents_below(folder: Path) -> list[Path]:
    """The files that `kb ingest` would read at and below `folder`."""
    return [item.path for item in _door("walk")([folder]) if not item.ignored and not item.cause]


def parse(file: Path) -> Document:
    """`ingest.parsing.parse`."""
    document: Document = _door("parse")(str(file), file.name)
    return document


def ingest(*arguments: Any, **options: Any) -> Any:
    """`ingest.run.ingest_paths`."""
    return _door("paths")(*arguments, **options)


def _door(name: str) -> Any:
    (found,) = entry_points(group="kb.ingest", name=name)
    return found.load()
