"""Recommendations that a parser took for headings, because they are short and numbered."""

import re
from dataclasses import replace

from kb.recommending.advice_headings import advising
from kb.recommending.advice_labels import label_of
from kb.recommending.directives import is_directive
from kb.types import Block, BlockKind, Document

_NUMBERED = re.compile(
    r"[\s#*_]*(?P<number>\d{1,3}(?:\.\d{1,2})*|[A-L](?=\.\sthat\b)|[A-Z]{1,3}\d{1,2}(?=[.:)]\s|\s[–—-]\s))(?:[.:)]|\s[–—-])?\s+"
    r"(?P<words>\S.*(?:[.;:)]|; and))[*_]*\s*$"
)


def with_told_headings(document: Document) -> Document:
    """The document, with numbered sentences that ask as paragraphs where they are headings."""
    blocks: list[Block] = []
    told: tuple[str, ...] | None = None  # the headings above the last of them
    stem: int | None = None  # the last of them, while it leads to a list
    for ordinal, block in enumerate(document.blocks):
        if told is not None and block.kind is BlockKind.HEADING and len(block.section) <= len(told):
            told = None
        number = _number_told(document, block)
        if number is not None:
            told = block.section
            stem = ordinal if document.text(block.spans).rstrip(" *_").endswith(":") else None
            blocks.append(replace(block, kind=BlockKind.PARAGRAPH, paragraph=number))
        elif told is not None:
            listed = block.kind is BlockKind.LIST_ITEM and block.stem is None
            stem = stem if listed or block.kind is BlockKind.FURNITURE else None
            above = stem if listed else block.stem
            section = told + block.section[len(told) + 1 :]
            blocks.append(replace(block, section=section, stem=above))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _number_told(document: Document, block: Block) -> str | None:
    """The number of a heading under one of recommendations, if it is a sentence that asks."""
    if block.kind is not BlockKind.HEADING:
        return None
    text = document.text(block.spans)
    match = _NUMBERED.match(text)
    if not advising(block.section) and not (match and match["words"].startswith("that ")):
        return None
    told = match and not label_of(text) and is_directive(match["words"], frozenset())
    return match["number"] if match and told else None
