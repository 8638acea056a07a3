"""Turns Markdown sources into finished documents, one module a format."""

from collections.abc import Callable
from pathlib import Path

from . import pdf, plain, web, word
from .source import Source, SourceError, load

__all__ = ["SourceError", "build"]

WRITERS: dict[str, Callable[[Source, Path], None]] = {
    ".pdf": pdf.write,
    ".docx": word.write,
    ".html": web.write,
    ".txt": plain.write,
}


def build(path: Path, folder: Path) -> Path:
    """Builds the document of one source.

    Args:
        path: The source.
        folder: Where the document goes, under the name that the source gives it.

    Returns:
        The document. The same source always gives the same bytes.

    Raises:
        SourceError: The source does not keep to the dialect.
    """
    source = load(path)
    target: Path = folder / source.meta["output"]
    if target.suffix not in WRITERS:
        raise SourceError(f"output: {target.name} ends in none of {', '.join(WRITERS)}")
    WRITERS[target.suffix](source, target)
    return target
