"""Which paragraphs under a heading of recommendations are recommendations."""

import re

from kb.advice_labels import is_coded, printed_number
from kb.advising import announces, asks, counts_up
from kb.directives import is_asked_again, is_directive, is_imperative, is_ordered, is_told
from kb.drafts import draft_block
from kb.labelled_blocks import LabelledBlocks
from kb.recommended_lists import has_items, leads_to_asking, names_who

_NOTHING = re.compile(
    r"\baction should be taken to prevent future deaths\b|"  # the form of a coroner's report
    r"\bnothing to recommend\b|\bmakes? no (?:\w+ )?recommendations?\b|"
    r"\b(?:do|does) not (?:\w+ )?recommend\b|\bdeclined? to (?:do so|recommend)\b|"
    r"\bno such recommendation\b",
    re.IGNORECASE,
)

_LEAD_IN = re.compile(r"\brecommends?:\W*$", re.IGNORECASE)


def is_asked(blocks: LabelledBlocks, position: int) -> bool:
    """Whether a paragraph under a heading of recommendations is one."""
    i = blocks.shown[position]
    text = blocks.words(i)
    if (announces(text) or names_who(blocks, i)) and has_items(blocks, position):
        return False  # its items are
    if _NOTHING.search(text) or leads_to_asking(blocks, position):
        return False
    if is_directive(text, blocks.names) or is_coded(blocks.texts[i]):
        return True
    if (asks(text) and not (counts_up(text) or _LEAD_IN.search(text))) or (
        is_imperative(text) and draft_block(blocks, i).plan
    ):
        return True
    bears_number = blocks.bears_number(i)
    if bears_number or printed_number(blocks.texts[i]) is not None:
        tests = (is_imperative, is_ordered, is_told, is_asked_again)
        if any(test(text) for test in tests):
            return True
    # "It is recommended / 23. That … / 24. A further report is provided …"
    section = blocks.document.blocks[i].section
    return bears_number and any(
        blocks.words(k).startswith("That ")
        for k in blocks.shown[:position]
        if blocks.document.blocks[k].section == section
    )
