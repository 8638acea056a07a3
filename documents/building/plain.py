"""Writes plain text, 80 columns wide, with underlined headings."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from .source import Block, Source, pieces, widths

STARTS = {"bullet": "- ", "quote": "    ", "address": "", "letterhead": " " * 40}
CLOSE = ("bullet", "address", "letterhead")  # nothing between one of these and the next


def write(source: Source, target: Path) -> None:
    """Writes a source; its notes stand at the end, and what a black box would hide is gone."""
    notes: list[str] = []
    cover = [Block("paragraph", "", line) for line in source.meta["cover"]]
    headline = [Block("heading", "#", source.headline)] if source.headline else []
    text, before = "", ""
    for block in [*headline, *cover, *source.blocks]:
        if block.kind != "turn":
            lines = _table(block.rows, notes) if block.rows else _lines(block, notes)
            text += "" if block.kind == before and before in CLOSE else "\n"
            text += "\n".join(lines) + "\n"
            before = block.kind
    for number, note in enumerate(notes, 1):
        text += "\n" + textwrap.fill(f"[{number}] {note}", 80) + "\n"
    target.write_text(text.lstrip("\n"), encoding="utf-8")


def _lines(block: Block, notes: list[str]) -> list[str]:
    """Returns the lines of a block that is no table."""
    starts = {"numbered": f"{block.mark:<6}", "lettered": f"{'':6}{block.mark} "}
    start = (starts | STARTS).get(block.kind, "")
    words = _words(block.text, notes)
    rest = " " * len(start)
    lines = textwrap.wrap(words, 80, initial_indent=start, subsequent_indent=rest) or [""]
    if block.kind == "heading":
        lines.append("=-"[len(block.mark) - 1] * max(map(len, lines)))
    return lines


def _words(text: str, notes: list[str]) -> str:
    """Returns a text as it is printed, and adds the notes in it to `notes`."""
    words = ""
    for kind, part in pieces(text):
        if kind == "note":
            notes.append(_words(part, notes))
            words += f" [{len(notes)}]"
        else:
            words += "\u2588" * len(part) if kind else part
    return words


def _table(rows: list[list[str]], notes: list[str]) -> Iterator[str]:
    """Yields the lines of a table of wrapped cells."""
    rows = [[_words(cell, notes) for cell in row] for row in rows]
    sizes = [max(int(size), 3) for size in widths(rows, 80, lambda text: len(text) + 2)]
    for row in [rows[0], ["-" * (size - 2) for size in sizes], *rows[1:]]:
        cells = [textwrap.wrap(cell, size - 2) for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield "".join(map(str.ljust, parts, sizes)).rstrip()
