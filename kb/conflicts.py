"""Cited sentences that answer one question with different dates or numbers: shown, never averaged.

Precision first. A conflict is claimed only about a case or a title that the question names, between
sentences of two documents on it that are of no two places; both must hold nearly all the words that
are asked, and each must give exactly one value of the kind asked for.
"""

import re
from dataclasses import replace
from itertools import combinations

from kb.citing import Written
from kb.evidence import Asked
from kb.retrieval import lexical_coverage
from kb.types import Citation
from kb.words import numbers, word_stems

_COVERED = 0.75
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({'|'.join(_MONTHS)})\w*\.?\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_COUNTS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


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
    lines = [
        f"The sources differ: {_value(asked, a)} [{a.id}], {_value(asked, b)} [{b.id}]."
        for a, b in pairs
    ]
    return replace(
        written,
        text="\n\n".join([*lines, written.text]),
        conflicts=[[a.id, b.id] for a, b in pairs],
    )


def _of_one_place(a: Citation, b: Citation) -> bool:
    """Whether two documents can be on one case: a board's label means another child elsewhere."""
    return a.authority is None or b.authority is None or a.authority == b.authority


def _conflict(asked: Asked, a: Citation, b: Citation) -> bool:
    values = [_value(asked, citation) for citation in (a, b)]
    if None in values or _agree(*map(str, values)):
        return False
    return all(
        lexical_coverage(asked.terms, asked.asked_weights, word_stems(c.quote)) >= _COVERED
        for c in (a, b)
    )


def _value(asked: Asked, citation: Citation) -> str | None:
    """The one date or number that a quotation gives; None where it gives none or several."""
    found = _dates(citation.quote)
    if asked.plan.wants == "number":
        text = _DATE.sub(" ", citation.quote).replace(citation.paragraph or "\0", " ", 1)
        words = re.findall(r"[a-z]+", text.lower())
        counted = {_COUNTS[word] for word in words if word in _COUNTS and word != "one"}
        found = sorted((numbers(text) | counted) - numbers(asked.plan.question))
    return found[0] if len(found) == 1 else None


def _dates(text: str) -> list[str]:
    found = []
    for match in _DATE.finditer(text):
        day, month = match[1] or match[3], _MONTHS.index(match[2].lower()[:3]) + 1
        found.append(f"{match[4]}-{month:02d}" + (f"-{int(day):02d}" if day else ""))
    return list(dict.fromkeys(found))


def _agree(a: str, b: str) -> bool:
    """Whether one value is the other, said less exactly."""
    return a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-")
