"""What conclusions ask beside "We recommend that": plain sentences, and a box that adds some."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from kb.body_names import ends_in_body
from kb.recommending.addressees import addressees
from kb.recommending.advice_headings import advising
from kb.recommending.directives import is_directive
from kb.recommending.drafts import Draft, draft_block, draft_part
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.sentences import sentence_ranges
from kb.types import BlockKind

_CONCLUDES = re.compile(r"\bconclu(?:sions?|ding)\b", re.IGNORECASE)
_SAME_PERCENT = 85.0


def concluding_advice(blocks: LabelledBlocks, recommended: Sequence[Draft]) -> Iterator[Draft]:
    """What the conclusions ask, given what they say that they recommend."""
    sections = {d.block.section for d in recommended if not blocks.advises(d.block.section)}
    places = {draft.at for draft in recommended}
    for i in blocks.shown:
        block = blocks.document.blocks[i]
        concludes = block.section in sections and any(map(_CONCLUDES.search, block.section[-1:]))
        if concludes and block.kind is BlockKind.PARAGRAPH and i not in places:
            yield from _asked_of_bodies(blocks, i)
    yield from _added_in_box(blocks, recommended)


def _asked_of_bodies(blocks: LabelledBlocks, i: int) -> Iterator[Draft]:
    """The first sentence of a paragraph that asks a body by its name."""
    lead, text = blocks.lead(i), blocks.texts[i]
    for a, b in sentence_ranges(text[lead:]):
        sentence = text[lead + a : lead + b]
        if is_directive(sentence, blocks.names) and names_body(blocks, sentence):
            yield draft_part(blocks, i, lead + a, lead + b, None)
            return


def names_body(blocks: LabelledBlocks, sentence: str) -> bool:
    """Whether a sentence asks a body that has a name of its own."""
    asked = addressees(sentence, blocks.names)
    return any(re.match(r"[A-Z]", name) and " " in name and ends_in_body(name) for name in asked)


def _added_in_box(blocks: LabelledBlocks, recommended: Sequence[Draft]) -> Iterator[Draft]:
    """What a box of recommendations asks in full beside short forms of those told before."""
    box: list[int] = []
    headed = False
    for i in [*blocks.shown, -1]:
        boxed = i >= 0 and blocks.document.blocks[i].kind is BlockKind.QUOTATION
        if boxed and (box or headed):
            box.append(i)
        elif boxed:
            headed = bool(advising([blocks.words(i)])) and len(blocks.words(i).split()) < 12
        else:
            yield from _beside_short_forms(blocks, box, recommended)
            box, headed = [], False


def _beside_short_forms(
    blocks: LabelledBlocks, box: Sequence[int], recommended: Sequence[Draft]
) -> Iterator[Draft]:
    asking = [i for i in box if is_directive(blocks.words(i), blocks.names)]
    short = [i for i in box if i not in asking]
    for i in asking if len(short) >= len(asking) else []:
        draft = draft_block(blocks, i, labelled=True)
        ratios = (fuzz.token_set_ratio(draft.text, other.text) for other in recommended)
        if max(ratios, default=0) < _SAME_PERCENT:
            draft.number = None
            yield draft
