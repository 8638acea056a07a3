"""Recommendations of a document that has no list of them: in bold where they arise, or counted.

Select committees and some reviewers set each recommendation in bold within the analysis; letters
count them: "First, …", "Secondly, …". Few of either are only emphasis.
"""

import re
from collections.abc import Sequence

from kb.advising import asks
from kb.directives import is_asked_again, is_directive
from kb.drafts import Draft, draft_part, drafts_told_apart
from kb.labelled_blocks import LabelledBlocks
from kb.types import BlockKind

_BOLD = re.compile(r"\*\*(?=[A-Z“\"])(?P<words>[^*]+[.;])\*\*")
_FEWEST = 3
_FEWEST_WORDS = 5


def scattered_advice(blocks: LabelledBlocks) -> list[Draft]:
    """The recommendations that stand in the analysis of a document, if it makes a habit of it."""
    paragraphs = [i for i in blocks.shown if blocks.document.blocks[i].kind is BlockKind.PARAGRAPH]
    bold = [draft for i in paragraphs for draft in _in_bold(blocks, i)]
    if len(bold) >= _FEWEST:
        alone = all(blocks.words(draft.at).strip(" *") == draft.text for draft in bold)
        for draft in bold:
            draft.number = draft.block.paragraph if alone else None
        return bold
    counted = [d for i in paragraphs for d in drafts_told_apart(blocks, i, counts=True) if d.number]
    return counted if len(counted) >= _FEWEST and _most_ask(blocks, counted) else []


def _in_bold(blocks: LabelledBlocks, i: int) -> list[Draft]:
    """The sentences of a paragraph that stand in bold and ask for something."""
    found: list[Draft] = []
    for match in _BOLD.finditer(blocks.texts[i]):
        words = match["words"]
        asked = is_directive(words, blocks.names) or asks(words) or is_asked_again(words)
        if asked and len(words.split()) >= _FEWEST_WORDS:
            found.append(draft_part(blocks, i, *match.span("words"), None))
    return found


def _most_ask(blocks: LabelledBlocks, drafts: Sequence[Draft]) -> bool:
    asking = sum(is_directive(d.text, blocks.names) or is_asked_again(d.text) for d in drafts)
    return 3 * asking >= 2 * len(drafts)
