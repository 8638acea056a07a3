"""Which kind of answer a question asks for in so many words: a timeline, a comparison, ….

How people ask stands in `asked_kinds.toml`. What asks for a set of papers that say something
("Which reviews …") before it asks for anything else asks for no other kind.
"""

import re
from collections.abc import Sequence

from kb.word_lists import WordLists, table_beside

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])
_TYPING = str.maketrans("‘’‐‑", "''--")


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_WORDS.spelled_out(p)})" for p in patterns), re.IGNORECASE)


_KINDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (row["kind"], _compiled(row["patterns"]), _compiled([row.get("unless", "(?!)")]))
    for row in _FORMS["kinds"]
)
_PAPERS = _compiled([rf"\b{p}" for p in _FORMS["for_papers"]])


def asked_kind(text: str) -> str | None:
    """The kind that the words of a question ask for; None for a set, and where they do not tell.

    >>> asked_kind("What happened when in the Child T case?")
    'timeline'
    >>> asked_kind("Which reviews found that key dates were missing?") is None
    True
    """
    text = text.translate(_TYPING)
    papers = _PAPERS.search(text)
    for kind, pattern, unless in _KINDS:
        found = pattern.search(text)
        if found is None or unless.search(text):
            continue
        if kind in ("inventory", "fact") or papers is None or found.start() < papers.start():
            return kind
    return None
