"""What a sentence does, told by rules: it fails, praises, recommends, or speaks for others.

Speech act and polarity come before scores: a recommendation, a question, a quotation of guidance or
"there was no failure to …" resembles a subject more than the finding itself does.
"""

import re
from enum import IntFlag, StrEnum

from kb.types import Block, BlockKind

_FAILING = re.compile(
    r"\b(?:fail(?:s|ed|ing|ings|ure|ures)?|not|n['’]t|never|no|nobody|none|nothing|nor|without|lack(?:s|ed|ing)?|"
    r"poor(?:ly)?|weak(?:ness|nesses)?|insufficient|inadequate|inconsistent(?:ly)?|missed|missing|"
    r"delay(?:s|ed)?|breakdown|isolation|unaware|drift(?:ed)?|over-?optimis\w+|too optimistic|"
    r"stayed in|kept to)\b",
    re.IGNORECASE,
)
_CRITICAL = re.compile(r"\b(?:criticis|fault|blam)\w+", re.IGNORECASE)
_CONTRARY = re.compile(
    r"\b(?:no|not (?:a|any)|nor (?:a|any)|without|did not find (?:any |a )?|found no)"
    r"\s+(?:\w+\s+){0,3}?(?:fail(?:ure|ures|ing|ings)|lack|delay|evidence that \w+ failed)\b|"
    r"\b(?:was|were|had been|is)\s+(?:\w+ly\s+)?(?:shared|passed on|exchanged|communicated)\s+"
    r"(?:\w+[\s,]+){0,3}?(?:promptly|well|appropriately|properly|in full|quickly|at once)|"
    r"\b(?:promptly|properly|appropriately) (?:shared|passed on|exchanged)\b",
    re.IGNORECASE,
)
_RECOMMENDING = re.compile(
    r"\b(?:should|must|ought to|needs? to|recommend(?:s|ed|ation)?|is asked to|are asked to|"
    r"is to (?:ensure|review|refresh|agree))\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"terms of reference|glossary|acronym|abbreviation|bibliograph|reference number|methodolog|"
    r"how the work was done|guidance",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(r"recommendation|action plan|considerations? for", re.IGNORECASE)


class Act(StrEnum):
    """What a sentence does with the subject of a question."""

    FINDING = "finding"
    CONTRARY = "contrary"
    RECOMMENDATION = "recommendation"
    OTHER = "other"


class Marks(IntFlag):
    """What can be told of a sentence before any question is asked."""

    NONE = 0
    FAILING = 1
    CONTRARY = 2
    RECOMMENDING = 4
    APART = 8


def marks(block: Block, text: str) -> Marks:
    """The marks of the sentence `text` of `block`.

    >>> marks(Block(BlockKind.PARAGRAPH, ()), "The hospital did not tell the school.").name
    'FAILING'
    """
    section = " / ".join(block.section)
    found = Marks.NONE
    if _APART.search(section) or _speaks_for_others(block, text):
        found |= Marks.APART
    if _CONTRARY.search(text):
        found |= Marks.CONTRARY
    if _RECOMMENDATIONS.search(section) or _RECOMMENDING.search(text):
        found |= Marks.RECOMMENDING
    if _FAILING.search(text):
        found |= Marks.FAILING
    return found


def act_of(found: Marks, *, failing: bool) -> Act:
    """What a sentence with these marks does with a subject that is (or is not) a `failing`."""
    if Marks.APART in found:
        return Act.OTHER
    if failing and Marks.CONTRARY in found:
        return Act.CONTRARY
    if Marks.RECOMMENDING in found:
        return Act.RECOMMENDATION
    if failing and Marks.FAILING not in found:
        return Act.OTHER
    return Act.FINDING


def is_failing_word(word: str) -> bool:
    """Whether `word` says that something failed."""
    return bool(_FAILING.fullmatch(word))


def asks_for_failing(question: str, subject: str) -> bool:
    """Whether a question is about something that went wrong."""
    return bool(_FAILING.search(subject) or _CRITICAL.search(question))


def is_cut_quotation(text: str) -> bool:
    """Whether a sentence holds only one end of a quotation: half of what someone said."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return text.rstrip(" ”’\"'").endswith("?")


def _speaks_for_others(block: Block, text: str) -> bool:
    """Whether a sentence asks or quotes instead of finding."""
    quotes = block.kind in (BlockKind.QUOTATION, BlockKind.COMMENT)
    return quotes or is_cut_quotation(text) or is_question(text)
