"""Cited sentences that answer one question with different dates or numbers: shown, never averaged.

Precision first. A conflict is claimed only about a case or a title that the question names, between
sentences of two documents on it that are of no two places; both must hold nearly all the words that
are asked, and each must give exactly one value of the kind asked for.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from kb.citing import Written
from kb.dates import find_dates
from kb.evidence import Asked
from kb.retrieval import lexical_coverage
from kb.story import Mention, Story
from kb.types import Citation
from kb.words import NUMBER_WORDS, numbers, stems, word_stems

_COVERED = 0.75


@dataclass(frozen=True, slots=True)
class _Value:
    """A number or date as printed; of a date, the days between which it lies."""

    said: str
    first: date | None = None
    last: date | None = None


def conflicting(asked: Asked, written: Written) -> Written:
    """`written` with its conflicts: pairs of citation ids, and a line that says so for each."""
    named = [*asked.scope.of("case"), *asked.scope.of("title")]
    if written.status != "answered" or asked.plan.wants not in ("date", "number"):
        return written
    if asked.plan.kind != "fact" or len(named) != 1:
        return written
    pairs = [
        (a, b)
        for a, b in combinations(written.citations, 2)
        if {a.document_id, b.document_id} <= set(asked.scope.documents)
        and a.document_id != b.document_id
        and _of_one_place(a, b)
        and _conflict(asked, a, b)
    ]
    if not pairs:
        return written
    lines = [f"The sources differ: {_said(asked, a)}, {_said(asked, b)}." for a, b in pairs]
    return replace(
        written,
        text="\n\n".join([*lines, written.text]),
        conflicts=[[a.id, b.id] for a, b in pairs],
    )


def _said(asked: Asked, citation: Citation) -> str:
    value = _value(asked, citation)
    return f"{value.said if value else ''} [{citation.id}]"


def _of_one_place(a: Citation, b: Citation) -> bool:
    """Whether two documents can be on one case: a board's label means another child elsewhere."""
    return a.authority is None or b.authority is None or a.authority == b.authority


def _conflict(asked: Asked, a: Citation, b: Citation) -> bool:
    one, other = _value(asked, a), _value(asked, b)
    if one is None or other is None or _agree(one, other):
        return False
    return all(
        lexical_coverage(stems(asked.terms), asked.asked_weights, word_stems(c.quote)) >= _COVERED
        for c in (a, b)
    )


def _value(asked: Asked, citation: Citation) -> _Value | None:
    """The one date or number that a quotation gives; None where it gives none or several."""
    found = {_Value(m.words(citation.quote), m.first, m.last) for m in _dates(citation.quote)}
    if asked.plan.wants == "number":
        text = citation.quote
        for mention in reversed(_dates(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        text = text.replace(citation.paragraph or "\0", " ", 1)
        words = re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower())
        counted = {str(NUMBER_WORDS[word]) for word in words if NUMBER_WORDS.get(word, 1) > 1}
        found = {_Value(n) for n in (numbers(text) | counted) - numbers(asked.plan.question)}
    return next(iter(found)) if len(found) == 1 else None


def _dates(text: str) -> list[Mention]:
    """Dates with a printed year, told as timelines are."""
    return [m for m in find_dates(text, Story()) if m.year_stated and m.first is not None]


def _agree(a: _Value, b: _Value) -> bool:
    """Whether one value is the other, or a date within it."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return a.said == b.said
    inside = a.first <= b.first and b.last <= a.last
    return inside or (b.first <= a.first and a.last <= b.last)
