"""Tables of a document as rows of named cells, each cell with its spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.spans import narrow
from kb.types import Block, BlockKind, Document, Spans


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words and where they stand."""

    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row, the block `at`, names its columns; `rows` are (ordinal, cells)."""

    header: tuple[str, ...]
    section: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    at: int


def tables(document: Document) -> Iterator[Table]:
    """The tables of `document`; a header that is printed again on the next page is no row."""
    run: list[int] = []
    for ordinal, block in enumerate(document.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        opens = run and block.stem is None and document.blocks[run[-1]].stem is not None
        if block.kind is not BlockKind.TABLE_ROW or opens:
            if len(run) > 1:
                yield _table(document, run)
            run = []
        if block.kind is BlockKind.TABLE_ROW:
            run.append(ordinal)
    if len(run) > 1:
        yield _table(document, run)


def _table(document: Document, run: Sequence[int]) -> Table:
    first = document.blocks[run[0]]
    header = tuple(cell.text.lower() for cell in cells(document, first))
    rows = [(ordinal, cells(document, document.blocks[ordinal])) for ordinal in run[1:]]
    return Table(
        header,
        first.section,
        tuple(r for r in rows if tuple(cell.text.lower() for cell in r[1]) != header),
        run[0],
    )


def cells(document: Document, block: Block) -> tuple[Cell, ...]:
    """The cells of a table's row, empty ones too; they stand in its text with `|` between them."""
    text = document.text(block.spans)
    found, start = [], 0
    for piece in text.split("|"):
        words = piece.strip()
        begin = start + len(piece) - len(piece.lstrip())
        found.append(Cell(" ".join(words.split()), narrow(block.spans, begin, begin + len(words))))
        start += len(piece) + 1
    if text.lstrip().startswith("|"):
        found = found[1:]
    if text.rstrip().endswith("|"):
        found = found[:-1]
    return tuple(found)
