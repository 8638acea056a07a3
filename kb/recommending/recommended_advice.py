"""What a document says, in its own voice and wherever it stands, that it recommends."""

import re
from collections.abc import Iterator, Sequence

from kb.recommending.addressees import addressees
from kb.recommending.advice_labels import printed_number
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.concluding_advice import concluding_advice
from kb.recommending.directives import is_asked_again, is_directive
from kb.recommending.drafts import Draft, add_below, draft_part
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.sentences import sentence_ranges
from kb.types import BlockKind

_OWN_VOICE = re.compile(
    r"\b(?:we|i|(?:the|this)\s(?:panel|committee|inquiry|review|tribunal|commission|working\sparty|jury|report|"
    r"author|reviewers?))\s(?:\w+\s)?recommends?\b",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\W*(?:[A-Z]\w+,\s)?it\sis\s(?:(?:also|therefore|further|accordingly)\s){0,2}recommended\sthat\b",
    re.IGNORECASE,
)
_IS_ASKED = re.compile(
    r"(?:The\s)?[A-Z][^,;:.]{3,90}?\s(?:is|are)\s(?:(?:also|therefore|further|accordingly)\s)?"
    r"(?:asked|invited|requested|urged)\sto\s"
)
_FEWEST = 3


def recommended_advice(blocks: LabelledBlocks) -> list[Draft]:
    """Sentences that say "We recommend that", with those behind them that ask, too."""
    paragraphs = [i for i in blocks.shown if blocks.document.blocks[i].kind is BlockKind.PARAGRAPH]
    found = [draft for i in paragraphs for draft in _recommended_in(blocks, i)]
    if len(found) < _FEWEST:
        return []
    return sorted([*found, *concluding_advice(blocks, found)], key=lambda draft: draft.at)


def _recommended_in(blocks: LabelledBlocks, i: int) -> Iterator[Draft]:
    """What one paragraph says that it recommends; its items belong to the last.

    With its number a paragraph is one; without, each "We also recommend" is.
    """
    lead, text = blocks.lead(i), blocks.texts[i]
    ranges = [(lead + a, lead + b) for a, b in sentence_ranges(text[lead:])]
    opens = [n for n, (a, b) in enumerate(ranges) if _recommends(blocks, text[a:b])]
    if not opens:
        return
    told = ranges[opens[0] :]
    opens += [n for n, (a, b) in enumerate(told, opens[0]) if _asks_more(blocks, text[a:b])]
    opens = sorted(set(opens))
    number = _own_number(blocks, i)
    if number is not None:
        opens = opens[:1]
    ends = [*opens[1:], len(ranges)]
    for first, last in zip(opens, ends, strict=True):
        end = _where_it_ends(blocks, i, ranges[first:last])
        draft = draft_part(blocks, i, ranges[first][0], end, number)
        if last == len(ranges):
            for k in blocks.items_of(i):
                add_below(blocks, draft, k)
        yield draft


def _asks_more(blocks: LabelledBlocks, sentence: str) -> bool:
    """Whether a sentence behind a recommendation asks others for something else."""
    also = re.search(r"\b(?:should|must|ought)\s+also\s", sentence)
    return bool(also and addressees(sentence, blocks.names) and not is_asked_again(sentence))


def _own_number(blocks: LabelledBlocks, i: int) -> str | None:
    """The number of a paragraph, unless it says in which chapter of analysis it stands: "4.3"."""
    own = blocks.document.blocks[i].paragraph if blocks.bears_number(i) else None
    of_chapter = own is not None and "." in own.rstrip(".")
    if of_chapter and not blocks.advises(blocks.document.blocks[i].section):
        return None
    return printed_number(blocks.texts[i]) or own


def _recommends(blocks: LabelledBlocks, sentence: str) -> bool:
    """Whether a sentence says in the writer's own voice, and now, what it recommends.

    "The Chief Constable is asked to" does, and "Staff are asked to" tells what is usual.
    """
    if _IS_ASKED.match(sentence):
        return any(re.match(r"[A-Z].*\s", name) for name in addressees(sentence, blocks.names))
    own = _OWN_VOICE.search(sentence) or _IMPERSONAL.match(sentence)
    return bool(RECOMMENDS.search(sentence) and own)


def _where_it_ends(blocks: LabelledBlocks, i: int, ranges: Sequence[tuple[int, int]]) -> int:
    """Where the last of some sentences of a block ends that asks, before one that does not."""
    end = ranges[0][1]
    for a, b in ranges[1:]:
        words = blocks.texts[i][a:b]
        if not (is_directive(words, blocks.names) or is_asked_again(words)):
            break
        end = b
    return end
