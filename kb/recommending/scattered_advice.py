"""Recommendations of a document that has no list of them: each in the form that it gives to them.

Select committees and some reviewers set each recommendation in bold within the analysis, reviews
close a finding with boxes, letters count ("First, …", "Secondly, …"), inquiries write "We recommend
that" at the end of a paragraph, and coroners number their concerns. A form is known by its coming
back, and by most of what bears it asking for something; few of any are only emphasis.
"""

import re
from collections.abc import Iterator, Sequence

from kb.named_bodies import bodies_in
from kb.recommending.advising import asks
from kb.recommending.asking_parts import asking_part, asking_sentences
from kb.recommending.directives import is_asked_again, is_directive
from kb.recommending.drafts import Draft, draft_block, draft_part, drafts_told_apart
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.labels_in_words import ordinals
from kb.recommending.noted_bodies import bodies_noted
from kb.recommending.recommended_advice import recommended_advice
from kb.spans import narrow
from kb.types import BlockKind

_BOLD = re.compile(r"\*\*(?=[A-Z“\"])(?P<words>[^*]+[.;])\*\*")
_LED = re.compile(r"[*_]*(?:To|For)\s(?:the\s)?(?P<whom>[^:.;]{2,120}):[*_]*\s+(?=[A-Z“\"*_a-z])")
_ALL_ABOVE = re.compile(
    r"(?:all|each|both)\s(?:of\s)?(?:the\s|those\s)?(?:above|these)",
    re.IGNORECASE,
)
_FEWEST = 3
_FEWEST_WORDS = 4


def scattered_advice(blocks: LabelledBlocks) -> list[Draft]:
    """The recommendations that stand in the analysis of a document, if it makes a habit of it."""
    forms = (_boxed, _addressed, _bold, _counted, recommended_advice, _concerns)
    return next(filter(None, (form(blocks) for form in forms)), [])


def spread_instead(blocks: LabelledBlocks, listed: Sequence[Draft]) -> list[Draft]:
    """What stands in a form spread through the document, where a list is but a part of that.

    Boxes outweigh paragraphs that only their words make recommendations of, and numbered
    paragraphs that each say "We recommend that" outweigh the items below one of them.
    """
    if not any(_is_framed(blocks, draft) for draft in listed) and (boxed := _boxed(blocks)):
        return boxed
    inside = {blocks.document.blocks[draft.at].stem for draft in listed}
    recommended = recommended_advice(blocks)
    places = {draft.at for draft in recommended}
    own = {draft.at for draft in listed}
    if own <= places:
        return recommended if len(places) > len(own) else []
    return recommended if inside <= places and len(places) > len(inside) else []


def _is_framed(blocks: LabelledBlocks, draft: Draft) -> bool:
    """Whether more than its own words says of a paragraph that it is a recommendation."""
    return bool(draft.number or draft.labelled or draft.stem or draft.plan)


def _of_kind(blocks: LabelledBlocks, kind: BlockKind) -> list[int]:
    return [i for i in blocks.shown if blocks.document.blocks[i].kind is kind]


def _boxed(blocks: LabelledBlocks) -> list[Draft]:
    """Boxes or indented paragraphs, most of which ask."""
    boxes = _of_kind(blocks, BlockKind.QUOTATION)
    asking = [i for i in boxes if blocks.asks(blocks.words(i)) or asks(blocks.words(i))]
    if len(asking) < _FEWEST or 3 * len(asking) < 2 * len(boxes):
        return []
    return [draft_block(blocks, i, labelled=True) for i in asking]


def _addressed(blocks: LabelledBlocks) -> list[Draft]:
    """Paragraphs and items that say before their words whom they ask: "To the Trust: see that"."""
    texts = [i for i in blocks.shown if blocks.document.blocks[i].kind is not BlockKind.HEADING]
    led = [(i, match) for i in texts if (match := _LED.match(blocks.words(i)))]
    drafts = [_led(blocks, i, match) for i, match in led]
    named = [d for d in drafts if bodies_in(d.plan.get("addressee", "")) and blocks.asks(d.text)]
    if len(named) < _FEWEST or 2 * len(named) < len(drafts):
        return []
    whom: list[str] = []
    for draft in drafts:
        if _ALL_ABOVE.match(draft.plan["addressee"]):
            draft.plan["addressee"] = "; ".join(whom)
        elif re.match(r"no\s?(?:body|one)\b", draft.plan["addressee"]):
            del draft.plan["addressee"]
        else:
            whom += [one for one in bodies_noted(draft.plan["addressee"]) if one not in whom]
    return drafts


def _led(blocks: LabelledBlocks, i: int, match: re.Match[str]) -> Draft:
    """What stands behind the names of those whom a block addresses."""
    start = blocks.lead(i) + match.end()
    draft = draft_part(blocks, i, start, len(blocks.texts[i]), None)
    first, last = asking_part(draft.text, blocks.names)
    draft.text, draft.spans = draft.text[first:last], narrow(draft.spans, first, last)
    draft.plan["addressee"] = match["whom"]
    draft.number = draft_block(blocks, i).number
    return draft


def _bold(blocks: LabelledBlocks) -> list[Draft]:
    """Sentences in bold."""
    paragraphs = _of_kind(blocks, BlockKind.PARAGRAPH)
    bold = [draft for i in paragraphs for draft in _in_bold(blocks, i)]
    if len(bold) < _FEWEST:
        return []
    alone = all(blocks.words(draft.at).strip(" *") == draft.text for draft in bold)
    for draft in bold:
        draft.number = draft.block.paragraph if alone else None
    return bold


def _in_bold(blocks: LabelledBlocks, i: int) -> Iterator[Draft]:
    """The sentences of a paragraph that stand in bold and ask for something."""
    for match in _BOLD.finditer(blocks.texts[i]):
        words = match["words"]
        asked = is_directive(words, blocks.names) or asks(words) or is_asked_again(words)
        if asked and len(words.split()) >= _FEWEST_WORDS:
            yield draft_part(blocks, i, *match.span("words"), None)


def _counted(blocks: LabelledBlocks) -> list[Draft]:
    """What words such as "Secondly" count."""
    paragraphs = _of_kind(blocks, BlockKind.PARAGRAPH)
    counted = [
        draft
        for i in paragraphs
        for draft in drafts_told_apart(blocks, i, counts=True)
        if draft.number or ordinals(blocks.texts[i])
    ]
    asking = sum(blocks.asks(draft.text) or asks(draft.text) for draft in counted)
    return counted if len(counted) >= _FEWEST and 3 * asking >= 2 * len(counted) else []


def _concerns(blocks: LabelledBlocks) -> list[Draft]:
    """What the numbered concerns of one section ask for, each in its last words."""
    sections: dict[tuple[str, ...], list[int]] = {}
    for i in blocks.shown:
        if blocks.count(i) is not None:
            sections.setdefault(blocks.document.blocks[i].section, []).append(i)
    for members in sections.values():
        found = [draft for i in members if (draft := _asked_at_end(blocks, i))]
        if len(found) >= _FEWEST and 3 * len(found) >= 2 * len(members):
            return found
    return []


def _asked_at_end(blocks: LabelledBlocks, i: int) -> Draft | None:
    """The sentences of a numbered concern that ask for something."""
    text, lead = blocks.texts[i], blocks.lead(i)
    asked = asking_sentences(text[lead:], blocks.names)
    if not asked:
        return None
    draft = draft_part(blocks, i, lead + asked[0], lead + asked[1], None)
    number = re.match(r"\s*(\(?\d{1,2}[.)]?)", text)
    draft.number = number[1].rstrip(".") if number else None
    return draft
