"""What a document recommends or resolves, from its prose, its lists and its action plans.

Rules of how such documents are built: recommendations stand under a heading that says so, or bear a
label (`R3`, `Recommendation 3:`), or follow "RESOLVED that" and "Members are asked to", or fill
a column of a table. A sub-item belongs to its recommendation; a row of an action plan that repeats
one adds to it. What only mentions recommendations is none.
"""

import re

from kb.recommending.action_plans import with_plans
from kb.recommending.addressees import scope_of
from kb.recommending.advising import RESOLVED
from kb.recommending.asked_again import asked_again
from kb.recommending.asked_bodies import asked_bodies, asked_of_document
from kb.recommending.asked_paragraphs import is_asked
from kb.recommending.closing_drafts import closed_places, told_apart, with_closed_lists
from kb.recommending.drafts import (
    Draft,
    add_below,
    draft_block,
    drafts_labelled,
)
from kb.recommending.drafts_below import drafts_below_heading
from kb.recommending.findings_model import none_made
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.labelled_throughout import without_unlabelled
from kb.recommending.listed_drafts import with_lists, without_copies
from kb.recommending.passing_remarks import without_remarks
from kb.recommending.recommended_lists import has_items
from kb.recommending.scattered_advice import scattered_advice, spread_instead
from kb.types import BlockKind, Document, Recommendation, RecommendationKind
from kb.words import MONTHS

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


def find_recommendations(document: Document) -> tuple[Recommendation, ...]:
    """The recommendations and resolutions of `document`, in reading order.

    Where it makes none and says so, or has findings with questions for its board instead, one
    record of kind NONE_MADE holds the words that show it; nothing at all means that none was found.
    """
    blocks = LabelledBlocks(document)
    prose = _prose(blocks)
    prose = without_copies(spread_instead(blocks, prose)) or prose
    listed = with_plans(blocks.document, prose) or without_copies(scattered_advice(blocks))
    shown = (draft for draft in without_remarks(blocks, without_unlabelled(listed)) if draft.spans)
    drafts = sorted(shown, key=lambda draft: draft.at)
    if all(_is_weak(draft) for draft in drafts) and (
        none := none_made(document, of_itself=bool(drafts))
    ):
        return (none,)
    of_document = asked_of_document(blocks)
    found: list[Recommendation] = []
    for draft in drafts:
        earlier = [record.addressees for record in found]
        named = map(blocks.full_names.of, asked_bodies(blocks, draft, of_document))
        found.append(_finished(blocks, draft, asked_again(draft.text, list(named), earlier)))
    return tuple(found)


def _prose(blocks: LabelledBlocks) -> list[Draft]:
    """Everything but tables."""
    drafts: list[Draft] = []
    below: set[int] = set()
    closing = closed_places(blocks)
    for position, i in enumerate(blocks.shown):
        block = blocks.document.blocks[i]
        if i in below:
            continue
        if block.kind is BlockKind.HEADING or blocks.is_bare_label(i):
            opened, body = drafts_below_heading(blocks, position)
            drafts += opened
            below |= body
        elif blocks.is_labelled(i):
            drafts += drafts_labelled(blocks, i)
        elif several := told_apart(blocks, i, closing):
            drafts += several
        elif block.kind is BlockKind.LIST_ITEM:
            _take_item(blocks, i, drafts)
        elif RESOLVED.match(blocks.words(i)):
            if not has_items(blocks, position) and not _MINUTED.search(blocks.words(i)):
                drafts.append(draft_block(blocks, i, kind=RecommendationKind.RESOLUTION))
        elif i in blocks.unlabelled and is_asked(blocks, position):
            drafts.append(draft_block(blocks, i))
    return without_copies(with_lists(blocks, with_closed_lists(blocks, drafts, closing)))


def _finished(blocks: LabelledBlocks, draft: Draft, found: tuple[str, ...]) -> Recommendation:
    """The record of a draft that asks the bodies `found`: by when, and how wide it reaches."""
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
        add_below(blocks, last, i)
