"""Recommendations whose label stands above their words: a heading, or a line of its own."""

import re
from collections.abc import Sequence

from kb.named_bodies import bodies_in
from kb.recommending.addressees import addressees
from kb.recommending.advice_labels import Label, sub_number
from kb.recommending.directives import is_directive
from kb.recommending.drafts import Draft, draft_block, plain_number, without_what_stands_beside
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.notes_beside import stands_beside, where_reasons_begin
from kb.spans import narrow
from kb.types import BlockKind

_FOR = re.compile(r"(?:for|to)\b", re.IGNORECASE)


def drafts_below_heading(blocks: LabelledBlocks, position: int) -> tuple[list[Draft], set[int]]:
    """`Recommendation 3: …` set as a heading, or the label alone above its text.

    Args:
        blocks: of the document.
        position: the place of the heading among those shown.

    Returns:
        What the heading opens, if anything, and the blocks below that are settled by it.
    """
    i = blocks.shown[position]
    block, text = blocks.document.blocks[i], blocks.texts[i]
    label = blocks.mark(i)
    if label is None:
        return [], set()
    number = label.number or None
    title = text[label.end :].strip(" *_:.–-()")
    below: list[int] = []
    for k in blocks.shown[position + 1 :]:
        if blocks.document.blocks[k].kind is BlockKind.HEADING:
            break
        if _own_label(blocks, k, label):
            break
        below.append(k)
    if title and (not below or is_directive(title, blocks.names)):
        spans = narrow(block.spans, label.end, len(text.rstrip(" *#")))
        words = text[label.end :]
        return [Draft(i, words, spans, number, block, labelled=True)], set()
    if lettered := _numbered_below(blocks, below, number):
        opened = [draft_block(blocks, k, labelled=True) for k in lettered]
        return opened, set(below[: below.index(lettered[-1]) + 1])
    body = _body(blocks, below)
    if not body:
        return [], set()
    parts = [without_what_stands_beside(blocks, k) for k in body]
    spans = tuple(span for part in parts for span in part.spans)
    words = " ".join(part.text for part in parts)
    draft = Draft(i, words, spans, number, block, labelled=True)
    draft.plan |= parts[-1].plan
    if bodies_in(title) and (_FOR.match(title) or not addressees(words, blocks.names)):
        draft.plan["addressee"] = title
    return [draft], set(below)


def _numbered_below(blocks: LabelledBlocks, below: Sequence[int], number: str | None) -> list[int]:
    """The parts below a label that bear its number and a letter, each a recommendation: "2(a)"."""
    digits = plain_number(number)
    parts = [k for k in below if (sub_number(blocks.texts[k]) or "-").startswith(digits or "?")]
    return [k for k in parts if blocks.asks(blocks.words(k))]


def _own_label(blocks: LabelledBlocks, i: int, above: Label) -> bool:
    """Whether a block bears a label of another number, or one that bears none."""
    label = blocks.mark(i)
    return label is not None and label.firm and (label.number != above.number or not label.number)


def _leaves_box(blocks: LabelledBlocks, above: int, i: int) -> bool:
    """Whether a block stands below the box that holds the one above it."""
    members = blocks.document.blocks
    stem = members[above].stem
    boxed = members[above] if stem is None else members[stem]
    return boxed.kind is BlockKind.QUOTATION and members[i].kind is BlockKind.PARAGRAPH


def _body(blocks: LabelledBlocks, below: Sequence[int]) -> list[int]:
    """Of the blocks below a label what asks, with its list; not the reasons beside it."""
    asking = [is_directive(blocks.words(k), blocks.names) for k in below]
    first = asking.index(True) if True in asking else 0
    body: list[int] = []
    for k, asked in zip(below[first:], asking[first:], strict=True):
        listed = blocks.document.blocks[k].kind is BlockKind.LIST_ITEM
        if body and not listed and (not asked or stands_beside(blocks.texts[k])):
            break
        if body and _leaves_box(blocks, body[-1], k):
            break
        body.append(k)
        if asked and where_reasons_begin(blocks.texts[k], 0) < len(blocks.texts[k]):
            break
    return body
