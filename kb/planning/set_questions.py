"""Questions whose honest answer is a set of papers, told by the papers that they name. Pure.

"Which reviews …", "no. of SCRs …", "X, all reviews": a list or a count, of reviews or documents, of
one type or any.
"""

import re

from kb.document_types import REVIEW_TYPES
from kb.planning.asked_statement import is_set_off, statement_start
from kb.planning.asked_types import UNIT, one_type, types_named
from kb.planning.framing import BEFORE_UNIT, asks_for_many
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("planning/set_questions.toml")
COUNT = _WORDS.pattern("count")
"""Words that ask how many."""

_COUNT_ASKED = _WORDS.pattern("count_asked")
_CLAIM = re.compile(_WORDS.spelled_out("^{they_say}?{claim}{true_of}$"), re.IGNORECASE)
_BY_UNIT = _WORDS.pattern("by_unit")
_LISTED = _WORDS.pattern("listed")
_WHICH_AFTER = re.compile(_WORDS.spelled_out("^({yes_or_no}){which_do}$"), re.IGNORECASE)
_NOT_ONLY_REVIEWS = _WORDS.pattern("not_only_reviews")


def claim_put(text: str) -> str | None:
    """A claim and whether it is true of papers, as the question of how many say it; else None.

    >>> claim_put("Drift is rare now. Is that true of the reviews after 2014?")
    'How many of the reviews after 2014 say that Drift is rare now?'
    """
    match = _CLAIM.match(text)
    if match is None:
        return None
    papers = match["papers"].strip()
    if not UNIT.search(papers):
        papers = f"{papers} reviews".strip()
    return f"How many of {papers} say that {match['claim']}?"


def asked_before_which(text: str) -> str | None:
    """A question of yes or no that ends with which papers do, without its end; else None.

    >>> asked_before_which("Did any of them find drift? Which?")
    'Did any of them find drift'
    """
    match = _WHICH_AFTER.match(text)
    return match[1] if match else None


def set_kind(text: str, rest: str, wanted: str | None) -> str | None:
    """What a question whose honest answer is a set of documents asks for: "list", "count" or None.

    `rest` is `text` without filters, `wanted` the kind that its words ask for.
    """
    if _LISTED.search(text):
        return "list"
    first = UNIT.search(rest)
    if first is None or wanted not in (None, "inventory") or not asks_for_many(rest):
        return None
    if _COUNT_ASKED.search(text):
        return "count"
    counted = COUNT.search(rest)
    if counted is None:
        return "list"
    between = rest[counted.end() : first.start()].lower().split()
    units = counted.start() < first.start() and len(set(between) - BEFORE_UNIT) <= 1
    units_first = not rest[first.end() : counted.start()].strip(" ,:;-–—")
    set_first = first.end() <= counted.start() and units_first
    return "count" if units or set_first or _BY_UNIT.search(text) else None


def unit_asked(text: str, document_type: str | None) -> str:
    """What is counted; a type of document that is set beside the question decides."""
    if document_type is not None:
        return "review" if document_type in REVIEW_TYPES else "document"
    statement = statement_start(text)
    units = [unit for unit in UNIT.finditer(text) if unit.start() < statement]
    named = not units or any(unit["review"] or unit[0].lower() == "cases" for unit in units)
    return "review" if named and not _NOT_ONLY_REVIEWS.search(text) else "document"


def type_asked(text: str) -> str | None:
    """The one type of the papers that `text` asks for."""
    statement = statement_start(text)
    named = [
        (name, match)
        for name, match in types_named(text)
        if match.start() < statement or is_set_off(text, match.start())
    ]
    return one_type(text, named)
