"""What a sentence does, told by rules: it fails, praises, recommends, or speaks for others.

Speech act and polarity come before scores: a recommendation, a question, a quotation of guidance or
"there was no failure to …" resembles a subject more than the finding itself does.
"""

import re
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from kb.types import Block, BlockKind

Flags = NDArray[np.bool_]

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


class Marks(IntFlag):
    """What can be told of a sentence before any question is asked."""

    NONE = 0
    CONTRARY = 1
    RECOMMENDING = 2
    APART = 4


@dataclass(frozen=True, slots=True)
class Gates:
    """For which verdict each sentence may count; at most one of the three is true."""

    findings: Flags
    advice: Flags
    contrary: Flags


def marks(block: Block, text: str) -> Marks:
    """The marks of the sentence `text` of `block`.

    >>> marks(Block(BlockKind.PARAGRAPH, ()), "The hospital should tell the school.").name
    'RECOMMENDING'
    """
    section = " / ".join(block.section)
    found = Marks.NONE
    if _APART.search(section) or _speaks_for_others(block, text):
        found |= Marks.APART
    if _CONTRARY.search(text):
        found |= Marks.CONTRARY
    if _RECOMMENDATIONS.search(section) or _RECOMMENDING.search(text):
        found |= Marks.RECOMMENDING
    return found


def gates(found: NDArray[np.uint8], denied: Flags, *, failing: bool) -> Gates:
    """The gates of sentences, before any score.

    Args:
        found: their `Marks`.
        denied: which say the opposite of the subject in known words.
        failing: whether the subject is one; only a failing can be denied.
    """
    apart = (found & Marks.APART) > 0
    advice = ~apart & ((found & Marks.RECOMMENDING) > 0)
    contrary = ~apart & ~advice & (denied | ((found & Marks.CONTRARY) > 0)) & failing
    return Gates(~apart & ~advice & ~contrary, advice, contrary)


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
