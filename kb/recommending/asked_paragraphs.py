"""Which paragraphs under a heading of recommendations are recommendations."""

import re

from kb.named_bodies import asked_of_all
from kb.recommending.advice_headings import names_areas
from kb.recommending.advice_labels import is_coded, printed_number
from kb.recommending.advising import announces, asks, counts_up
from kb.recommending.directives import (
    is_asked_again,
    is_directive,
    is_imperative,
    is_ordered,
    is_told,
)
from kb.recommending.drafts import draft_block
from kb.recommending.findings_model import says_none
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.recommended_lists import has_items, leads_to_asking, names_who

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
    section = blocks.document.blocks[i].section
    apart = blocks.bears_number(i) or printed_number(blocks.texts[i]) is not None
    if (announces(text) or names_who(blocks, i)) and has_items(blocks, position):
        return False  # its items are
    if any(map(names_areas, section[-1:])) and not apart:
        return False  # what inspectors found; what they ask stands in a list or is numbered
    if apart and (any(map(asked_of_all, section[-1:])) or blocks.addressed(section)):
        return True
    if leads_to_asking(blocks, position) or (not apart and says_none(text)):
        return False
    return not _NOTHING.search(text) and _says_what(blocks, position, apart=apart)


def _says_what(blocks: LabelledBlocks, position: int, *, apart: bool) -> bool:
    """Whether the words of a paragraph ask, more freely where it bears a number."""
    i = blocks.shown[position]
    text = blocks.words(i)
    if is_directive(text, blocks.names) or is_coded(blocks.texts[i]):
        return True
    if asks(text) and not (counts_up(text) or _LEAD_IN.search(text)):
        return True
    if is_imperative(text) and draft_block(blocks, i).plan:
        return True
    tests = (is_imperative, is_ordered, is_told, is_asked_again)
    if apart and any(test(text) for test in tests):
        return True
    # "It is recommended / 23. That … / 24. A further report is provided …"
    section = blocks.document.blocks[i].section
    return blocks.bears_number(i) and any(
        blocks.words(k).startswith("That ")
        for k in blocks.shown[:position]
        if blocks.document.blocks[k].section == section
    )
