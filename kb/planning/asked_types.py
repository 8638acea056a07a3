"""The papers that questions ask for: the nouns that name them, and the type that a noun means.

The nouns stand in `asked_types.toml`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.document_types import REVIEW_TYPES
from kb.word_lists import WordLists, table_beside

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])
_NOUNS = {row["name"]: _WORDS.spelled_out("|".join(row["nouns"])) for row in _FORMS["types"]}
_AS_REVIEWS = REVIEW_TYPES | {row["name"] for row in _FORMS["types"] if row.get("review")}
_REVIEWS = "|".join(
    [*(noun for name, noun in _NOUNS.items() if name in _AS_REVIEWS), *_FORMS["reviews"]]
)
_DOCUMENTS = "|".join(
    [*(noun for name, noun in _NOUNS.items() if name not in _AS_REVIEWS), *_FORMS["documents"]]
)
NOUN = rf"(?:{_DOCUMENTS}|{_REVIEWS})"
"""An expression for whatever names papers."""

UNIT = re.compile(
    rf"(?<![\w-])(?:{_DOCUMENTS})(?!\w)|(?<![\w-])(?P<review>{_REVIEWS})(?!\w)", re.IGNORECASE
)
"""A noun that a set question may ask for; group `review` where it names reviews."""

_TYPES = re.compile(
    "|".join(rf"(?<![\w-])(?P<t{n}>{noun})(?!\w)" for n, noun in enumerate(_NOUNS.values())),
    re.IGNORECASE,
)
_BETWEEN_TWO = re.compile(r"[\s,]*(?:and|or|&|/|,)\s*", re.IGNORECASE)


def types_named(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every type of document that `text` names, with the words that name it.

    >>> [name for name, _ in types_named("exec summaries of SCRs")]
    ['executive summary', 'serious case review']
    """
    names = list(_NOUNS)
    for match in _TYPES.finditer(text):
        yield names[int((match.lastgroup or "t0")[1:])], match


def one_type(text: str, named: list[tuple[str, re.Match[str]]]) -> str | None:
    """The type meant where `text` has `named` these; None where it asks for two at once."""
    for (first, a), (second, b) in pairwise(named):
        if first != second and _BETWEEN_TWO.fullmatch(text[a.end() : b.start()]):
            return None
    return named[0][0] if named else None
