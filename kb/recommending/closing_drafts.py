"""Recommendations whose label closes them: "… should keep a list **(Recommendation 3)**."."""

import re
from collections.abc import Sequence

from kb.recommending.addressees import addressees
from kb.recommending.advice_labels import counts_from_one
from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.directives import is_directive
from kb.recommending.drafts import Draft, add_below, draft_part, drafts_told_apart
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.labels_in_words import closing_labels
from kb.sentences import sentence_ranges
from kb.spans import narrow
from kb.types import BlockKind

_FEWEST = 3
_GOES_ON = re.compile(  # of those, or of that, which the sentence before it names
    r"\W*(?:It|They|This|These|The\s(?:programme|plan|protocol|group|guidance|policy|training))\s"
    r"(?:also\s)?(?:should|must|shall|ought|needs?)\b"
)
_VIEW = re.compile(
    r"(?:We|I|The\s(?:\w+\s)?(?:Panel|panel|author|[Rr]eview(?:ers?)?|inquiry|Inquiry|Committee))\s(?:\w+\s)?"
    r"(?:(?:took|takes?|formed|came\sto)\sthe|(?:was|were|is|are|am)\sof\sthe)\s(?:view|opinion)\sthat\s+"
)


def closed_places(blocks: LabelledBlocks) -> frozenset[int]:
    """Blocks in which a label may close a recommendation: under its heading, or in any chapter.

    In any chapter where labels that close what asks count up from 1, and none opens one.
    """
    counts: list[int] = []
    places: list[int] = []
    for i in blocks.shown:
        if blocks.label(i) is not None:
            return blocks.unlabelled
        for start, end, number, _ in closing_labels(blocks.texts[i]):
            if _asks(blocks, blocks.texts[i][start:end]) or _closes_list(blocks, i):
                counts += map(int, re.findall(r"\d+", number)[:1])
                places.append(i)
    whole = len(counts) >= _FEWEST and counts_from_one(counts)
    return blocks.unlabelled.union(places) if whole else blocks.unlabelled


def _asks(blocks: LabelledBlocks, words: str) -> bool:
    return is_directive(words, blocks.names) or asks(words)


def told_apart(blocks: LabelledBlocks, i: int, closing: frozenset[int]) -> list[Draft]:
    """The recommendations of a paragraph that tells them apart, by their labels or otherwise.

    Args:
        blocks: of its document.
        i: the paragraph.
        closing: blocks in which a label may close a recommendation.
    """
    closed = closing_labels(blocks.texts[i]) if i in closing else []
    several = [_closed(blocks, i, *one) for one in closed]
    return several or drafts_told_apart(blocks, i, counts=i in blocks.unlabelled)


def with_closed_lists(
    blocks: LabelledBlocks, drafts: Sequence[Draft], closing: frozenset[int]
) -> list[Draft]:
    """The drafts, each paragraph whose list ends in its label with all of that list."""
    found = list(drafts)
    for i in sorted(closing):
        if closed := _closes_list(blocks, i):
            inside = {closed.at, *blocks.items_of(closed.at)}
            found = [*(draft for draft in found if draft.at not in inside), closed]
    return sorted(found, key=lambda draft: draft.at)


def _closes_list(blocks: LabelledBlocks, i: int) -> Draft | None:
    """The recommendation of a paragraph and its list, if only the last item ends in a label."""
    block, closing = blocks.document.blocks[i], closing_labels(blocks.texts[i])
    if block.kind is not BlockKind.LIST_ITEM or block.stem is None or len(closing) != 1:
        return None
    items = blocks.items_of(block.stem)
    others = [block.stem, *items[:-1]]
    if items[-1] != i or len(items) < 2 or any(closing_labels(blocks.texts[k]) for k in others):
        return None
    _, end, number, whom = closing[0]
    draft = _closed(blocks, block.stem, 0, len(blocks.texts[block.stem]), number, whom)
    for k in items[:-1]:
        add_below(blocks, draft, k)
    draft.spans = (*draft.spans, *narrow(block.spans, 0, end))
    draft.text = f"{draft.text} {blocks.texts[i][:end]}"
    return draft


def _closed(blocks: LabelledBlocks, i: int, start: int, end: int, number: str, whom: str) -> Draft:
    """A recommendation that its label closes, perhaps with the names of those it asks."""
    start = _where_it_opens(blocks, i, max(start, blocks.lead(i)), end)
    draft = draft_part(blocks, i, start, end, number)
    if whom:
        draft.plan["addressee"] = whom.replace(", with ", "; ")
    return draft


def _where_it_opens(blocks: LabelledBlocks, i: int, start: int, end: int) -> int:
    """Where the sentence begins that a label closes, with those before it that it goes on with.

    It goes on with another where it asks nothing, or asks nobody by name: "It should report".
    """
    text = blocks.texts[i][:end]
    ranges = [(start + a, start + b) for a, b in sentence_ranges(text[start:])]
    asking = [_asks(blocks, text[a:b]) for a, b in ranges]
    if True not in asking:
        return start
    first = len(asking) - 1 - asking[::-1].index(True)
    while first and asking[first - 1] and not _names(blocks, text[slice(*ranges[first])]):
        first -= 1
    opens = ranges[first][0]
    view = _VIEW.match(text, opens)
    return view.end() if view else opens


def _names(blocks: LabelledBlocks, sentence: str) -> bool:
    """Whether a sentence says itself whom it asks, or that it recommends."""
    if RECOMMENDS.search(sentence):
        return True
    return not _GOES_ON.match(sentence) and bool(addressees(sentence, blocks.names))
