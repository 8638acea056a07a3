"""Which paragraphs under a heading of recommendations are recommendations."""

import re

from kb.named_bodies import asked_of_all
from kb.recommending.address_lines import addressed_in_line, addresses_those_above
from kb.recommending.addressees import addressees
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
from kb.recommending.notes_beside import stands_beside
from kb.recommending.recommended_lists import has_items, leads_to_asking, names_who
from kb.sentences import sentence_ranges
from kb.types import BlockKind

_NOTHING = re.compile(
    r"\baction should be taken to prevent future deaths\b|"  # the form of a coroner's report
    r"\bnothing to recommend\b|\bmakes? no (?:\w+ )?recommendations?\b|"
    r"\b(?:do|does) not (?:\w+ )?recommend\b|\bdeclined? to (?:do so|recommend)\b|"
    r"\bno such recommendation\b|\bnot (?:as )?(?:a|an|one of (?:our|the|"
    r"my)) (?:\w+ )?recommendations?\b|"
    r"\b(?:ask|asks|asking|seek|seeks) (?:for )?no(?:thing)?\b|\bnothing (?:further |"
    r"more )?(?:is|was) asked\b",
    re.IGNORECASE,
)

_LEAD_IN = re.compile(r"\brecommends?:\W*$", re.IGNORECASE)


def is_asked(blocks: LabelledBlocks, position: int) -> bool:
    """Whether a paragraph under a heading of recommendations is one."""
    i = blocks.shown[position]
    text = blocks.words(i)
    section = blocks.document.blocks[i].section
    apart = blocks.bears_number(i) or printed_number(blocks.texts[i]) is not None
    leads = (announces(text) or names_who(blocks, i)) and has_items(blocks, position)
    shown = blocks.texts[i]
    if leads or stands_beside(shown) or addressed_in_line(shown) or addresses_those_above(shown):
        return False  # what stands below it is
    if any(map(names_areas, section[-1:])) and not apart:
        return _is_area(blocks, i) or _asks_somebody(blocks, i)
    if _is_addressed(blocks, i):
        return blocks.asks(text)
    if apart and (any(map(asked_of_all, section[-1:])) or blocks.addressed(section)):
        return True
    if leads_to_asking(blocks, position) or (not apart and says_none(text)):
        return False
    return not _NOTHING.search(text) and _says_what(blocks, position, apart=apart)


def _is_area(blocks: LabelledBlocks, i: int) -> bool:
    """Whether a paragraph is one of several of a sentence each: areas, and not what was found."""
    section = blocks.document.blocks[i].section
    beside = [k for k in blocks.shown if blocks.document.blocks[k].section == section]
    plain = [k for k in beside if blocks.document.blocks[k].kind is BlockKind.PARAGRAPH]
    single = [
        k
        for k in plain
        if len(sentence_ranges(blocks.words(k))) == 1
        and not re.search(r":[*_]*\s*$", blocks.texts[k])
    ]
    listed = any(blocks.document.blocks[k].kind is BlockKind.LIST_ITEM for k in beside)
    return i in single and 2 * len(single) > len(plain) > 1 and not listed


def _asks_somebody(blocks: LabelledBlocks, i: int) -> bool:
    """Whether the last sentence of what inspectors found says who must act."""
    words = blocks.words(i)
    start, end = sentence_ranges(words)[-1]
    last = words[start:end]
    return is_directive(last, blocks.names) and bool(addressees(last, blocks.names))


def _is_addressed(blocks: LabelledBlocks, i: int) -> bool:
    """Whether a line above a paragraph, in its section, says to whom it is addressed."""
    section = blocks.document.blocks[i].section
    before = [k for k in blocks.shown if k < i and blocks.document.blocks[k].section == section]
    return any(addressed_in_line(blocks.texts[k]) for k in before)


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
