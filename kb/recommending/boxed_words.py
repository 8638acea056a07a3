"""Boxes that a parser took for tables: one column, and words in it as in a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.spans import narrow
from kb.tables import cells
from kb.types import Block, BlockKind, Document

_FEWEST_WORDS = 4
_BULLET = re.compile(r"\s*>\s*(?=[-*•●▪–]\s+\S)")
_ITEM = re.compile(r"[\s>]*(\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S)")


def with_boxes(document: Document) -> Document:
    """The document, with the rows of tables of one column as boxed paragraphs."""
    blocks: list[Block] = []
    run: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            run.append(block)
            continue
        if block.kind is not BlockKind.FURNITURE:
            blocks += _as_boxes(document, run)
            run = []
        elif run:
            run.append(block)
            continue
        blocks.append(block)
    blocks += _as_boxes(document, run)
    return replace(document, blocks=tuple(_with_items(document, blocks)))


def _with_items(document: Document, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with what is numbered in a box below words of its own as items of these.

    So is what has bullets, below words that lead to it.
    """
    stem: int | None = None
    leads = False
    for ordinal, block in enumerate(blocks):
        if block.kind is not BlockKind.QUOTATION:
            stem = stem if block.kind is BlockKind.FURNITURE else None
            yield block
            continue
        text = document.text(block.spans)
        bullet = _BULLET.match(text)
        if bullet and stem is not None and leads:
            spans = narrow(block.spans, bullet.end(), len(text))
            yield replace(block, kind=BlockKind.LIST_ITEM, spans=spans, stem=stem)
            continue
        numbered = _ITEM.match(text)
        if numbered and stem is not None:
            spans = narrow(block.spans, numbered.start(1), len(text))
            number = re.match(r"\d+", text[numbered.start(1) :])
            paragraph = number[0] if number else block.paragraph
            yield replace(
                block, kind=BlockKind.LIST_ITEM, paragraph=paragraph, spans=spans, stem=stem
            )
        else:
            stem = None if numbered else ordinal
            leads = text.rstrip("*_ ")[-1:] not in ".!?;”\"'"
            yield block


def _as_boxes(document: Document, run: Sequence[Block]) -> list[Block]:
    """The rows of one table, each a box where all have one cell and most hold a sentence."""
    rows = [block for block in run if block.kind is BlockKind.TABLE_ROW]
    held = [cells(document, block) for block in rows]
    long = sum(len(row) == 1 and len(row[0].text.split()) >= _FEWEST_WORDS for row in held)
    if not rows or any(len(row) != 1 for row in held) or 2 * long < len(rows):
        return list(run)
    return [
        replace(block, kind=BlockKind.QUOTATION, spans=cells(document, block)[0].spans, stem=None)
        if block.kind is BlockKind.TABLE_ROW
        else block
        for block in run
    ]
