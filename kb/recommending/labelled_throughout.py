"""What bears no label where a document labels its recommendations: duties, minutes, next steps."""

import re
from collections.abc import Sequence

from kb.recommending.advice_labels import counts_from_one
from kb.recommending.drafts import Draft
from kb.types import BlockKind, RecommendationKind
from kb.words import content_terms, stems

_LABEL = re.compile(
    r"[\W_]*(?:Recommendation|Rec\.?|Action)?\s?(?P<code>[A-Z]{0,4})\.?\s?(?P<count>\d{1,3})\W*"
)
_OF_THE_PAPER = re.compile(  # where a paper tells how it came to be, and what became of it
    r"\b(?:terms of reference|background|appendix|appendices|annex)\b",
    re.IGNORECASE,
)
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
    whole = {code for code, counts in runs.items() if counts_from_one(sorted(counts))}
    labelled = [draft for draft in drafts if (run := _run(draft)) and run[0] in whole]
    others = [draft for draft in drafts if draft not in labelled and not _stands_apart(draft)]
    few = len(labelled) < _SURE and len(others) >= len(labelled)
    if len(labelled) < _FEWEST or few or set(runs) != whole:
        return list(drafts)
    return [draft for draft in drafts if draft not in others]


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
    mine, its = ({*stems(content_terms(draft.text))} for draft in (some, full))
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
