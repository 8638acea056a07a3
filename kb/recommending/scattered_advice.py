"""Recommendations of a document that has no list of them: each in the form that it gives to them.

Select committees and some reviewers set each recommendation in bold within the analysis, reviews
close a finding with boxes, letters count ("First, …", "Secondly, …"), inquiries write "We recommend
that" at the end of a paragraph, and coroners number their concerns. A form is known by its coming
back, and by most of what bears it asking for something; few of any are only emphasis.
"""

import re
from collections.abc import Iterator, Sequence

from kb.recommending.advice_labels import ordinals
from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.asking_parts import asking_sentences
from kb.recommending.directives import is_asked_again, is_directive
from kb.recommending.drafts import Draft, draft_block, draft_part, drafts_told_apart
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.sentences import sentence_ranges
from kb.types import BlockKind

_BOLD = re.compile(r"\*\*(?=[A-Z“\"])(?P<words>[^*]+[.;])\*\*")
_OWN_VOICE = re.compile(
    r"\b(?:we|i|(?:the|this)\s(?:panel|committee|inquiry|review|tribunal|commission|working\sparty|jury|report|"
    r"author|reviewers?))\s(?:\w+\s)?recommends?\b",
    re.IGNORECASE,
)
_LED = re.compile(r"[*_]*(?:To|For)\s[^:.;]{2,120}:")
_FEWEST = 3
_FEWEST_WORDS = 4


def scattered_advice(blocks: LabelledBlocks) -> list[Draft]:
    """The recommendations that stand in the analysis of a document, if it makes a habit of it."""
    forms = (_boxed, _addressed, _bold, _counted, _recommended, _concerns)
    return next(filter(None, (form(blocks) for form in forms)), [])


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
    led = [i for i in texts if _LED.match(blocks.words(i))]
    drafts = [draft_block(blocks, i, labelled=True) for i in led]
    found = [draft for draft in drafts if draft.plan.get("addressee") and blocks.asks(draft.text)]
    return found if len(found) >= _FEWEST else []


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


def _recommended(blocks: LabelledBlocks) -> list[Draft]:
    """Sentences that say "We recommend that", with those behind them that ask, too."""
    found: list[Draft] = []
    for i in _of_kind(blocks, BlockKind.PARAGRAPH):
        lead = blocks.lead(i)
        ranges = [(lead + a, lead + b) for a, b in sentence_ranges(blocks.texts[i][lead:])]
        opens = [n for n, (a, b) in enumerate(ranges) if _recommends(blocks.texts[i][a:b])]
        if opens:
            start = ranges[opens[0]][0]
            end = _where_it_ends(blocks, i, ranges[opens[0] :])
            own = blocks.document.blocks[i].paragraph if blocks.bears_number(i) else None
            found.append(draft_part(blocks, i, start, end, own))
    return found if len(found) >= _FEWEST else []


def _recommends(sentence: str) -> bool:
    """Whether a sentence says in the writer's own voice, and now, what it recommends."""
    return bool(RECOMMENDS.search(sentence) and _OWN_VOICE.search(sentence))


def _where_it_ends(blocks: LabelledBlocks, i: int, ranges: Sequence[tuple[int, int]]) -> int:
    """Where the last of some sentences of a block ends that asks, before one that does not."""
    end = ranges[0][1]
    for a, b in ranges[1:]:
        words = blocks.texts[i][a:b]
        if not (is_directive(words, blocks.names) or is_asked_again(words)):
            break
        end = b
    return end


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
