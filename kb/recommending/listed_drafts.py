"""Recommendations that are items of lists, and those that a document gives twice."""

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from kb.named_bodies import asked_of_all
from kb.recommending.advice_headings import names_areas
from kb.recommending.advice_labels import printed_number
from kb.recommending.advising import counts_up, leads_to_items
from kb.recommending.directives import is_directive, is_imperative, is_told
from kb.recommending.drafts import Draft, add_below, draft_block, kind_below, plain_number
from kb.recommending.item_levels import items_below
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.recommended_lists import lists, names_who
from kb.types import RecommendationKind, Span

_DISPOSED = re.compile(  # a meeting's say on what the paper before it recommends
    r"\W*(?:that\s+)?(?:the\s+)?recommendations?\s+\(?(?:[ivx]+|[a-z]|\d+)\b[^.;]{0,60}?\sbe\s+"
    r"(?:agreed|approved|adopted|accepted|endorsed|noted|deferred|rejected|referred)\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(  # what a meeting resolves of its papers and not of the case
    r"\W*(?:that\s+)?(?:the\s+report\s+be\s+(?:received|noted),?\s+and\s+that\s+(?:the\s+)?thanks\b[^.;]*\W*$|"
    r"[^.;]*\bbe\s+treated\s+as\s+confidential\b)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\W*that\s(?:(?!\b(?:be|should|must|shall)\b)[^.;])*?\b(?:had|was|were|has|have|would)\s",
    re.IGNORECASE,
)
_COPY_PERCENT = 92.0


def with_lists(blocks: LabelledBlocks, drafts: list[Draft]) -> list[Draft]:
    """Adds lists whose items are recommendations, each with a letter or bullet of its own."""
    taken = {draft.at for draft in drafts}
    inside = [
        span
        for draft in drafts
        for span in draft.spans
        if span not in blocks.document.blocks[draft.at].spans
    ]
    for items, stem in lists(blocks):
        if any(_overlap(inside, blocks.document.blocks[i].spans) for i in items if i not in taken):
            continue
        words = _stem_of(blocks, stem)
        if _reports(blocks, items):
            continue
        if not words and not _is_list_that_asks(blocks, items):
            continue
        for draft in drafts:
            if draft.at in items and not draft.stem:
                draft.stem = words
        drafts += _of_items(blocks, items, stem, taken, drafts)
        drafts = [d for d in drafts if d.at != stem]
    return sorted(drafts, key=lambda draft: draft.at)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether two sequences of spans have a character in common."""
    return any(
        one.page == other.page and one.start < other.end and other.start < one.end
        for one in some
        for other in others
    )


def _reports(blocks: LabelledBlocks, items: Sequence[int]) -> bool:
    """Whether most items tell what was, as members may agree "that practice had been prompt"."""
    return 2 * sum(bool(_REPORT.match(blocks.words(i))) for i in items) > len(items)


def _of_items(
    blocks: LabelledBlocks,
    items: Sequence[int],
    stem: int | None,
    taken: Collection[int],
    drafts: Sequence[Draft],
) -> list[Draft]:
    """A recommendation of each item of a list that is not taken, with the items below it."""
    words = _stem_of(blocks, stem)
    prefix = _prefix(blocks, stem, drafts) or _number_of_heading(blocks, items[0])
    found: dict[int, Draft] = {}
    for i, below in zip(items, items_below([blocks.texts[i] for i in items]), strict=True):
        if below is not None:
            if parent := found.get(items[below]):
                add_below(blocks, parent, i)
        elif i not in taken and blocks.texts[i].strip() and not _disposes(blocks, i, drafts):
            draft = draft_block(blocks, i, kind=kind_below(words), stem=words)
            if prefix and re.match(r"\(\w", draft.number or ""):
                draft.number = f"{prefix}{draft.number}"
            found[i] = draft
    return list(found.values())


def _stem_of(blocks: LabelledBlocks, stem: int | None) -> str:
    """The words above a list, if they make recommendations of its items."""
    if stem is None:
        return ""
    words = blocks.words(stem)
    return words if leads_to_items(words) or names_who(blocks, stem) else ""


def _prefix(blocks: LabelledBlocks, stem: int | None, drafts: Sequence[Draft]) -> str:
    """The number of a paragraph among recommendations that only says what its items are about."""
    if stem is None:
        return ""
    words = blocks.words(stem)
    asks = not counts_up(words) and (_stem_of(blocks, stem) or is_directive(words, blocks.names))
    if asks and not blocks.items_apart:
        return ""
    section = blocks.document.blocks[stem].section
    if not blocks.items_apart and not any(
        d.number and d.block.section == section and d.at < stem for d in drafts
    ):
        return ""
    own = blocks.document.blocks[stem].paragraph if blocks.bears_number(stem) else None
    return printed_number(blocks.texts[stem]) or own or ""


def _number_of_heading(blocks: LabelledBlocks, i: int) -> str:
    """The number of the heading above a lettered item, where letters begin anew below another."""
    section = blocks.document.blocks[i].section
    number = re.match(r"(\d{1,2})\.?\s", section[-1]) if section else None
    anew = sum(
        bool(re.match(r"\s*\(a\)\s", blocks.texts[k]))
        for k in blocks.shown
        if blocks.document.blocks[k].section[: len(section) - 1] == section[:-1]
    )
    return number[1] if number and anew > 1 else ""


def _is_list_that_asks(blocks: LabelledBlocks, items: Sequence[int]) -> bool:
    """Whether half of the items of a list under a heading of recommendations ask for something."""
    if items[0] not in blocks.unlabelled:
        return False
    nearest = blocks.document.blocks[items[0]].section[-1]
    if asked_of_all(nearest) or names_areas(nearest):
        return True
    texts = [blocks.words(i) for i in items]
    asked = sum(is_directive(t, blocks.names) or is_imperative(t) or is_told(t) for t in texts)
    return 2 * asked >= len(items)


def _disposes(blocks: LabelledBlocks, i: int, drafts: Sequence[Draft]) -> bool:
    """Whether an item only says what becomes of recommendations that stand above it."""
    if _FORMAL.match(blocks.words(i)):
        return True
    return bool(_DISPOSED.match(blocks.words(i))) and any(
        draft.kind is RecommendationKind.RECOMMENDATION for draft in drafts
    )


def without_copies(drafts: list[Draft]) -> list[Draft]:
    """A summary at the front and the chapter at the end give the same recommendation once."""
    kept: list[Draft] = []
    by_number: dict[str, list[Draft]] = {}
    for draft in drafts:
        others = by_number.setdefault(plain_number(draft.number), [])
        if not any(
            other.block.section != draft.block.section
            and fuzz.ratio(other.text.lower(), draft.text.lower()) >= _COPY_PERCENT
            for other in others
        ):
            kept.append(draft)
            others.append(draft)
    return kept
