"""What a document recommends or resolves, from its prose, its lists and its action plans.

Rules of how such documents are built: recommendations stand under a heading that says so, or bear a
label (`R3`, `Recommendation 3:`), or follow "RESOLVED that" and "Members are asked to", or fill
a column of a table. A sub-item belongs to its recommendation; a row of an action plan that repeats
one adds to it. What only mentions recommendations is none.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from kb.action_plans import with_plans
from kb.addressees import scope_of
from kb.advising import RESOLVED, announces, asks, leads_to_items, printed_number
from kb.asked_bodies import asked_bodies, asked_of_document
from kb.dates import MONTHS
from kb.directives import is_directive, is_imperative, is_ordered, is_told
from kb.drafts import (
    Draft,
    draft_block,
    drafts_below_heading,
    drafts_told_apart,
    kind_below,
    plain_number,
)
from kb.findings_model import none_made
from kb.labelled_blocks import LabelledBlocks
from kb.recommended_lists import has_items, leads_to_asking, lists, names_who
from kb.types import BlockKind, Document, Recommendation, RecommendationKind

RECOMMENDATIONS = "recommendations-5"

_DUE = re.compile(
    r"\b(?:by|before|no later than)\s+((?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?"
    rf"(?:{'|'.join(MONTHS)})"
    r"\s+\d{4})\b|\b(within\s+\w+\s+(?:weeks|months|years?)\s+of\s+(?:the\s+)?(?:date\s+of\s+)?"
    r"publication)\b"
)
_STATUS = re.compile(
    r"(?:response|status|position)\b[^:]{0,40}:\s*(?P<status>\S.{0,80})$", re.IGNORECASE
)
_MINUTED = re.compile(r"\bcorrect record\b|:\W*$")  # what a meeting resolves of its own minutes
_DISPOSED = re.compile(  # a meeting's say on what the paper before it recommends
    r"\W*(?:that\s+)?(?:the\s+)?recommendations?\s+\(?(?:[ivx]+|[a-z]|\d+)\b[^.;]{0,60}?\sbe\s+"
    r"(?:agreed|approved|adopted|accepted|endorsed|noted|deferred|rejected|referred)\b",
    re.IGNORECASE,
)
_COPY_PERCENT = 92.0
_NOTHING = re.compile(r"\bnothing to recommend\b|\bmakes? no recommendations?\b", re.IGNORECASE)


def find_recommendations(document: Document) -> tuple[Recommendation, ...]:
    """The recommendations and resolutions of `document`, in reading order.

    Where it makes none and says so, or has findings with questions for its board instead, one
    record of kind NONE_MADE holds the words that show it; nothing at all means that none was found.
    """
    blocks = LabelledBlocks(document)
    drafts = sorted(with_plans(document, _prose(blocks)), key=lambda draft: draft.at)
    if all(_is_weak(draft) for draft in drafts) and (
        none := none_made(document, of_itself=bool(drafts))
    ):
        return (none,)
    of_document = asked_of_document(blocks)
    return tuple(_finished(blocks, draft, of_document) for draft in drafts)


def _prose(blocks: LabelledBlocks) -> list[Draft]:
    """Everything but tables."""
    drafts: list[Draft] = []
    below: set[int] = set()
    for position, i in enumerate(blocks.shown):
        block = blocks.document.blocks[i]
        if i in below:
            continue
        if block.kind is BlockKind.HEADING:
            opened, body = drafts_below_heading(blocks, position)
            drafts += opened
            below |= body
        elif blocks.is_labelled(i):
            drafts.append(draft_block(blocks, i, labelled=True))
        elif several := drafts_told_apart(blocks, i, counts=i in blocks.unlabelled):
            drafts += several
        elif block.kind is BlockKind.LIST_ITEM:
            _take_item(blocks, i, drafts)
        elif RESOLVED.match(blocks.words(i)):
            if not has_items(blocks, position) and not _MINUTED.search(blocks.words(i)):
                drafts.append(draft_block(blocks, i, kind=RecommendationKind.RESOLUTION))
        elif i in blocks.unlabelled and _is_asked(blocks, position):
            drafts.append(draft_block(blocks, i))
    return _without_copies(_with_lists(blocks, drafts))


def _finished(blocks: LabelledBlocks, draft: Draft, of_document: tuple[str, ...]) -> Recommendation:
    """The record of a draft: whom it asks, by when, and how wide it reaches."""
    found = asked_bodies(blocks, draft, of_document)
    due = _DUE.search(draft.text)
    return Recommendation(
        kind=draft.kind,
        spans=draft.spans,
        number=draft.number,
        paragraph=draft.block.paragraph,
        section=draft.block.section,
        addressees=found,
        scope=scope_of(found, " / ".join(draft.block.section)),
        due=draft.plan.get("due") or (due and (due[1] or due[2])) or None,
        status=draft.plan.get("status") or _status(blocks, draft.at),
        action=draft.plan.get("action"),
        lead=draft.plan.get("lead"),
    )


def _status(blocks: LabelledBlocks, at: int) -> str | None:
    """What the line after a recommendation says: "Government response: accepted"."""
    following = blocks.after(at)
    match = _STATUS.search(blocks.texts[following]) if following is not None else None
    return match["status"].strip() if match else None


def _is_weak(draft: Draft) -> bool:
    """Whether nothing calls it a recommendation but a heading of points for a board."""
    return not (
        draft.labelled
        or draft.stem
        or draft.plan
        or draft.kind is RecommendationKind.RESOLUTION
        or any("recommend" in heading.lower() for heading in draft.block.section)
    )


def _is_asked(blocks: LabelledBlocks, position: int) -> bool:
    """Whether a paragraph under a heading of recommendations is one."""
    i = blocks.shown[position]
    text = blocks.words(i)
    if (announces(text) or names_who(blocks, i)) and has_items(blocks, position):
        return False  # its items are
    if _NOTHING.search(text) or leads_to_asking(blocks, position):
        return False
    if is_directive(text, blocks.names) or asks(text):
        return True
    bears_number = blocks.bears_number(i)
    numbered = bears_number or printed_number(blocks.texts[i]) is not None
    if numbered and (is_imperative(text) or is_ordered(text) or is_told(text)):
        return True
    # "It is recommended / 23. That … / 24. A further report is provided …"
    section = blocks.document.blocks[i].section
    return bears_number and any(
        blocks.words(k).startswith("That ")
        for k in blocks.shown[:position]
        if blocks.document.blocks[k].section == section
    )


def _take_item(blocks: LabelledBlocks, i: int, drafts: list[Draft]) -> None:
    """A list item under a recommendation belongs to it."""
    block = blocks.document.blocks[i]
    last = drafts[-1] if drafts else None
    if last is None or last.at == i or last.block.section != block.section:
        return
    parent = last.block.paragraph
    inside = block.stem == last.at or (
        parent and block.paragraph and re.match(rf"{re.escape(parent)}(?:\(|$)", block.paragraph)
    )
    if inside:
        last.spans = (*last.spans, *block.spans)
        last.text = f"{last.text} {blocks.texts[i]}"


def _with_lists(blocks: LabelledBlocks, drafts: list[Draft]) -> list[Draft]:
    """Adds lists whose items are recommendations, each with a letter or bullet of its own."""
    taken = {draft.at for draft in drafts}
    inside = {
        span
        for draft in drafts
        for span in draft.spans
        if span not in blocks.document.blocks[draft.at].spans
    }
    for items, stem in lists(blocks):
        if any(not inside.isdisjoint(blocks.document.blocks[i].spans) for i in items):
            continue
        words = blocks.words(stem) if stem is not None else ""
        telling = leads_to_items(words) or (stem is not None and names_who(blocks, stem))
        if not telling and not _is_list_that_asks(blocks, items):
            continue
        for draft in drafts:
            if draft.at in items and telling and not draft.stem:
                draft.stem = words
        for i in items:
            if i not in taken and blocks.texts[i].strip() and not _disposes(blocks, i, drafts):
                kind, said = kind_below(words), words if telling else ""
                drafts.append(draft_block(blocks, i, kind=kind, stem=said))
        drafts = [d for d in drafts if d.at != stem]
    return sorted(drafts, key=lambda draft: draft.at)


def _is_list_that_asks(blocks: LabelledBlocks, items: Sequence[int]) -> bool:
    """Whether half of the items of a list under a heading of recommendations ask for something."""
    if items[0] not in blocks.unlabelled:
        return False
    texts = [blocks.words(i) for i in items]
    asked = sum(is_directive(t, blocks.names) or is_imperative(t) or is_told(t) for t in texts)
    return 2 * asked >= len(items)


def _disposes(blocks: LabelledBlocks, i: int, drafts: Sequence[Draft]) -> bool:
    """Whether an item only says what becomes of recommendations that stand above it."""
    return bool(_DISPOSED.match(blocks.words(i))) and any(
        draft.kind is RecommendationKind.RECOMMENDATION for draft in drafts
    )


def _without_copies(drafts: list[Draft]) -> list[Draft]:
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
