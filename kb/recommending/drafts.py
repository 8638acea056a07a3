"""Recommendations being put together: the words of one, cut from its blocks, and its number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.named_bodies import bodies_in
from kb.recommending.advice_labels import count_of, printed_number, sub_number, words_from
from kb.recommending.advising import asks, inline_items, resolves
from kb.recommending.asking_parts import asked_apart, asking_part, where_asking_ends
from kb.recommending.directives import is_directive
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.labels_in_words import (
    bracketed,
    counting_word,
    counts_in_adverbs,
    labels_within,
    opening_label,
    ordinals,
)
from kb.recommending.notes_beside import without_note
from kb.spans import narrow
from kb.types import Block, BlockKind, RecommendationKind, Spans


@dataclass(slots=True)
class Draft:
    """A recommendation being put together; `at` is the ordinal of its block."""

    at: int
    text: str
    spans: Spans
    number: str | None
    block: Block
    kind: RecommendationKind = RecommendationKind.RECOMMENDATION
    labelled: bool = False
    stem: str = ""
    plan: dict[str, str] = field(default_factory=dict)


def plain_number(number: str | None) -> str:
    """A printed number without its words: "Recommendation 3" and "R3" are 3."""
    return re.sub(r"[^\d./a-z]|rec(?:ommendation)?|^r", "", (number or "").lower()).strip(".")


def kind_below(stem: str) -> RecommendationKind:
    """Whether what follows these words is resolved or recommended."""
    return RecommendationKind.RESOLUTION if resolves(stem) else RecommendationKind.RECOMMENDATION


def draft_block(
    blocks: LabelledBlocks,
    i: int,
    *,
    labelled: bool = False,
    kind: RecommendationKind = RecommendationKind.RECOMMENDATION,
    stem: str = "",
) -> Draft:
    """A block that is one recommendation.

    Args:
        blocks: of its document.
        i: the block.
        labelled: whether a label says that it is one.
        kind: what it is.
        stem: the words above its list.
    """
    draft = without_what_stands_beside(blocks, i)
    draft.number = _number(blocks, i)
    draft.kind, draft.labelled, draft.stem = kind, labelled, stem
    return draft


def add_below(blocks: LabelledBlocks, draft: Draft, i: int) -> None:
    """Adds an item, with its letter, to the recommendation that it stands below."""
    draft.spans = (*draft.spans, *blocks.document.blocks[i].spans)
    draft.text = f"{draft.text} {blocks.texts[i]}"


def without_what_stands_beside(blocks: LabelledBlocks, i: int) -> Draft:
    """The words of a block, without what stands beside them."""
    block, text = blocks.document.blocks[i], blocks.texts[i]
    following = blocks.after(i)
    below = blocks.texts[following] if following is not None else None
    start, end, whom = without_note(text, blocks.lead(i), below)
    first, last = asking_part(text[start:end], blocks.names)
    start, end = start + first, start + last
    plan = {"addressee": whom} if whom else {}
    return Draft(i, text[start:end], narrow(block.spans, start, end), None, block, plan=plan)


def _number(blocks: LabelledBlocks, i: int) -> str | None:
    """The number of a block as printed: of its label, its own, or its letter in a list."""
    block, text = blocks.document.blocks[i], blocks.texts[i]
    printed = printed_number(text)
    if part := sub_number(text):
        return part
    if (label := blocks.label(i)) is not None:
        return label or None
    listed = block.kind is BlockKind.LIST_ITEM and printed is None
    if listed or count_of(text, None) is not None:
        letter = re.match(r"\s*(\(?\w{1,5}[.)])\s", text)
        return letter[1] if letter else None
    if not printed and not blocks.bears_number(i):
        return counting_word(text)  # the number above an unnumbered paragraph is not its own
    return printed or block.paragraph


def drafts_labelled(blocks: LabelledBlocks, i: int) -> list[Draft]:
    """What a block with a label holds: one recommendation, or several that no number makes one."""
    draft = draft_block(blocks, i, labelled=True)
    lead = blocks.lead(i)
    apart = [] if draft.number else asked_apart(draft.text, blocks.names, 2)
    start = blocks.texts[i].find(draft.text, lead) if apart else -1
    if start < 0:
        return [draft]
    return [draft_part(blocks, i, start + a, start + b, None) for a, b in apart]


def drafts_told_apart(blocks: LabelledBlocks, i: int, *, counts: bool) -> list[Draft]:
    """The recommendations of one paragraph that tells them apart.

    Args:
        blocks: of its document.
        i: the paragraph.
        counts: whether words that count may tell them apart.
    """
    if labelled := _labelled_within(blocks, i):
        return labelled
    text = blocks.texts[i]
    if counts and _counted_ask(blocks, i) and (counted := ordinals(text)):
        in_adverbs = _counts_in_prose(blocks, i)
        return [
            _with_topic(
                draft_part(
                    blocks,
                    i,
                    start,
                    where_asking_ends(text, start, end, blocks.names),
                    None if in_adverbs else number,
                ),
                text[:start],
            )
            for start, end, number in counted
        ]
    if counts and (several := bracketed(text)):
        return [draft_part(blocks, i, *one) for one in several]
    if counts and blocks.document.blocks[i].paragraph is None:
        apart = asked_apart(text, blocks.names)
        if apart:
            return [draft_part(blocks, i, *one, None) for one in apart]
    return list(_inline(blocks, i, inline_items(text)))


def _labelled_within(blocks: LabelledBlocks, i: int) -> list[Draft]:
    """What labels open within a paragraph, or behind its first few words."""
    text = blocks.texts[i]
    if within := labels_within(text):
        return [
            draft_part(blocks, i, a, where_asking_ends(text, a, b, blocks.names), label)
            for a, b, label in within
        ]
    opened = opening_label(text)
    if opened and is_directive(text[opened[0] :], blocks.names):
        return [draft_part(blocks, i, opened[0], len(text), opened[1])]
    return []


def _with_topic(draft: Draft, before: str) -> Draft:
    """A recommendation that says "It should" of the body just named: "Lastly, the Board."."""
    topic = re.search(r",\s+((?:the\s)?[^.,]{3,60}?)(?:\s(?:itself|themselves))?\.\s*$", before)
    if topic and bodies_in(topic[1]) and re.match(r"(?:It|They)\s", draft.text):
        draft.plan.setdefault("addressee", topic[1])
    return draft


def _counted_ask(blocks: LabelledBlocks, i: int) -> bool:
    """Whether half of what words such as "Secondly" open in the section of a block asks."""
    section = blocks.document.blocks[i].section
    counted = [
        text[start:end]
        for k in blocks.shown
        if blocks.document.blocks[k].section == section
        for text in [blocks.texts[k]]
        for start, end, _ in ordinals(text)
    ]
    asking = sum(blocks.asks(words) or asks(words) for words in counted)
    return 2 * asking >= len(counted)


def _counts_in_prose(blocks: LabelledBlocks, i: int) -> bool:
    """Whether "Secondly" is a word of the prose about a block.

    It is a number where it is set off, and where nothing stands before what a section so counts.
    """
    section = blocks.document.blocks[i].section
    beside = [
        blocks.texts[k]
        for k in blocks.shown
        if blocks.document.blocks[k].section == section
        and blocks.document.blocks[k].kind is not BlockKind.HEADING
    ]
    return any(map(counts_in_adverbs, beside)) and not ordinals(beside[0])


def draft_part(blocks: LabelledBlocks, i: int, start: int, end: int, number: str | None) -> Draft:
    """One of the recommendations of a paragraph."""
    block, text = blocks.document.blocks[i], blocks.texts[i][start:end]
    first, last, whom = without_note(text, 0, None)
    spans = narrow(block.spans, start + first, start + last)
    plan = {"addressee": whom} if whom else {}
    return Draft(i, text[first:last], spans, number, block, labelled=True, plan=plan)


def _inline(blocks: LabelledBlocks, i: int, items: Sequence[tuple[int, int]]) -> Iterator[Draft]:
    """The lettered items of one paragraph."""
    if not items:
        return
    text, block = blocks.texts[i], blocks.document.blocks[i]
    stem = text[: items[0][0]]
    kind = kind_below(stem[words_from(text, block.paragraph) :])
    for start, end in items:
        letter = text[start:end].split()[0]
        lead = start + len(letter) + 1
        spans = narrow(block.spans, lead, end)
        yield Draft(i, text[lead:end], spans, letter, block, kind, stem=stem)
