"""Lists of recommendations: what leads to them, and which blocks are their items."""

import re
from collections.abc import Iterator, Sequence

from kb.recommending.addressees import addressees
from kb.recommending.advice_headings import advising
from kb.recommending.advice_labels import printed_number
from kb.recommending.advising import announces, counts_up, is_stem, resolves
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.notes_beside import without_note
from kb.types import BlockKind


def lists(blocks: LabelledBlocks) -> Iterator[tuple[list[int], int | None]]:
    """Runs of list items, each with the paragraph before it."""
    items: list[int] = []
    before: int | None = None
    for i in [*blocks.shown, -1]:
        block = blocks.document.blocks[i]
        listed = block.kind is BlockKind.LIST_ITEM
        if i >= 0 and (listed or _is_counted(blocks, i, before, items)):
            items.append(i)
            continue
        if items:
            stem = blocks.document.blocks[items[0]].stem
            yield items, stem if stem is not None else before
            items = []
        stands_alone = block.kind is BlockKind.HEADING and not announces(blocks.texts[i])
        before = None if stands_alone else i


def has_items(blocks: LabelledBlocks, position: int) -> bool:
    """Whether a list follows the block at this place of those shown."""
    following = blocks.shown[position + 1 : position + 2]
    return any(
        blocks.document.blocks[k].kind is BlockKind.LIST_ITEM
        or _is_counted(blocks, k, blocks.shown[position], ())
        for k in following
    )


def names_who(blocks: LabelledBlocks, i: int) -> bool:
    """Whether a block that bears no number says who should do what stands numbered below."""
    if (
        not is_stem(blocks.texts[i])
        or blocks.bears_number(i)
        or (printed_number(blocks.texts[i]) and not blocks.items_apart)
        or not advising(blocks.document.blocks[i].section)
    ):
        return False
    following = blocks.after(i)
    if following is None:
        return False
    listed = blocks.document.blocks[following].kind is BlockKind.LIST_ITEM
    return listed or bool(
        re.match(r"\s*(?:\(?\d|\((?:[a-h]|[ivx]{1,4})\))", blocks.texts[following])
    )


def leads_to_asking(blocks: LabelledBlocks, position: int) -> bool:
    """Whether an unnumbered paragraph ends in a colon, and most items below it ask somebody."""
    i = blocks.shown[position]
    if not blocks.texts[i].rstrip().endswith(":") or blocks.bears_number(i):
        return False
    items: list[int] = []
    for k in blocks.shown[position + 1 :]:
        listed = blocks.document.blocks[k].kind is BlockKind.LIST_ITEM
        if not listed and blocks.count(k) != len(items) + 1:
            break
        items.append(k)
    asking = sum(_asks_somebody(blocks, k) for k in items)
    return len(items) > 1 and 3 * asking >= 2 * len(items)


def _asks_somebody(blocks: LabelledBlocks, i: int) -> bool:
    """Whether a block names whom it asks, in its words or in a note beside them."""
    if addressees(blocks.words(i), blocks.names):
        return True
    return bool(without_note(blocks.texts[i], blocks.lead(i), None)[2])


def _is_counted(blocks: LabelledBlocks, i: int, before: int | None, items: Sequence[int]) -> bool:
    """Whether a paragraph `1.` follows a sentence or heading that announces recommendations."""
    number = blocks.count(i)
    if before is None or number is None:
        return False
    above = blocks.document.blocks[before]
    section = blocks.document.blocks[i].section
    if above.kind is BlockKind.HEADING:
        section = section[: len(above.section)]
    words = blocks.words(before)
    last = blocks.count(items[-1]) if items else None
    goes_on = last is None or number == last + 1  # a second list may count on from the first
    counts = (
        counts_up(words)
        or ((names_who(blocks, before) or resolves(words)) and goes_on)
        or (announces(words) and number == len(items) + 1)
    )
    return bool(counts) and section == above.section
