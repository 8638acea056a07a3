"""Numbered paragraphs that ask only in passing, among those that recommend."""

from collections.abc import Sequence

from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.concluding_advice import names_body
from kb.recommending.drafts import Draft
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.sentences import sentence_ranges

_FEWEST = 3  # that ask at once


def without_remarks(blocks: LabelledBlocks, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, without numbered paragraphs that ask only in passing, where most ask at once.

    One that says that it recommends, or whom by name, comes to its point behind its reasons.
    """
    at_once: dict[tuple[str, ...], list[Draft]] = {}
    late: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.number and not (draft.labelled or draft.plan or draft.stem):
            words = blocks.words(draft.at)
            told = [words[a:b] for a, b in sentence_ranges(words)]
            opens = len(told) < 2 or told[0].endswith("?") or blocks.asks(told[0]) or asks(told[0])
            (at_once if opens else late).setdefault(draft.block.section, []).append(draft)
    remarks = [
        draft
        for section, several in late.items()
        if len(at_once.get(section, ())) >= max(_FEWEST, 4 * len(several))
        for draft in several
        if not (RECOMMENDS.search(draft.text) or names_body(blocks, draft.text))
    ]
    return [draft for draft in drafts if draft not in remarks]
