"""What bears no label where a document labels its recommendations: duties, minutes, next steps."""

import re
from collections.abc import Sequence

from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.concluding_advice import names_body
from kb.recommending.drafts import Draft
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.sentences import sentence_ranges
from kb.types import BlockKind, RecommendationKind

_LABEL = re.compile(
    r"[\W_]*(?:Recommendation|Rec\.?|Action)?\s?(?P<code>[A-Z]{0,4})\.?\s?(?P<count>\d{1,3})\W*"
)
_OF_THE_PAPER = re.compile(  # where a paper tells how it came to be, and what became of it
    r"\b(?:terms of reference|background|appendix|appendices|annex)\b",
    re.IGNORECASE,
)
_STEM = 5  # letters that the forms of a word share
_FEWEST = 2
_SURE = 3  # labels in a row, which say that the paper labels all that it recommends


def without_unlabelled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, without paragraphs and items that lack the labels of a run that is complete.

    "Recommendation 1" to "Recommendation 9", or N1 and N2 with L1 to L8, leave out what only says
    "must" in another chapter. What a meeting resolves about the paper itself is left out, too.
    """
    drafts = _each_label_once(without_history(drafts))
    runs: dict[str, set[int]] = {}
    for draft in drafts:
        if run := _run(draft):
            runs.setdefault(run[0], set()).add(run[1])
    whole = {code for code, counts in runs.items() if counts == set(range(1, len(counts) + 1))}
    labelled = [draft for draft in drafts if (run := _run(draft)) and run[0] in whole]
    others = [draft for draft in drafts if draft not in labelled and not _stands_apart(draft)]
    few = len(labelled) < _SURE and len(others) >= len(labelled)
    if len(labelled) < _FEWEST or few or set(runs) != whole:
        return list(drafts)
    return [draft for draft in drafts if draft not in others]


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
        if len(at_once.get(section, ())) >= max(_SURE, 4 * len(several))
        for draft in several
        if not (RECOMMENDS.search(draft.text) or names_body(blocks, draft.text))
    ]
    return [draft for draft in drafts if draft not in remarks]


def without_history(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts of a paper that recommends, without what set it up or received it."""
    if all(draft.kind is RecommendationKind.RESOLUTION for draft in drafts):
        return drafts
    return [
        draft
        for draft in drafts
        if draft.kind is not RecommendationKind.RESOLUTION
        or not any(map(_OF_THE_PAPER.search, draft.block.section))
    ]


def _each_label_once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where most labels that stand twice stand above the same words, each in full."""
    fullest: dict[tuple[str, int], Draft] = {}
    for draft in drafts:
        if run := _run(draft):
            fullest[run] = max(fullest.get(run, draft), draft, key=lambda one: len(one.text))
    again = [d for d in drafts if (run := _run(d)) and fullest[run] is not d]
    alike = sum(_shortens(d, fullest[run]) for d in again if (run := _run(d)))
    return [d for d in drafts if d not in again] if 3 * alike >= 2 * len(again) else list(drafts)


def _shortens(some: Draft, full: Draft) -> bool:
    """Whether half of the words of one draft stand in another, elsewhere, in any of their forms."""
    mine, its = (
        {word[:_STEM] for word in re.findall(r"\w{4,}", draft.text.lower())}
        for draft in (some, full)
    )
    return some.block.section != full.block.section and 2 * len(mine & its) >= len(mine)


def _run(draft: Draft) -> tuple[str, int] | None:
    """The letters and the count of a label that is more than a number: "L3", "Action 3"."""
    match = _LABEL.fullmatch(draft.number or "")
    if match is None or not (match["code"] or re.match(r"[\W_]*[A-Z]", draft.number or "")):
        return None
    chapter = rf"\b(?:section|part|chapter)\s{match['code']}\b"  # J1 is its first paragraph
    if match["code"] and any(re.search(chapter, h, re.IGNORECASE) for h in draft.block.section):
        return None
    return match["code"], int(match["count"])


def _stands_apart(draft: Draft) -> bool:
    """Whether something other than its words makes a recommendation of what bears no label."""
    in_table = draft.block.kind is BlockKind.TABLE_ROW
    counted = re.fullmatch(r"\d{1,2}[.)]?", draft.number or "")  # and not by chapter: "9.2"
    if any(map(_OF_THE_PAPER.search, draft.block.section)):
        counted = None  # an appendix gives what each agency recommended to itself
    return bool(draft.labelled or in_table or counted or draft.plan or draft.stem)
