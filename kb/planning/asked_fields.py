"""Which fields of the catalogue a question asks for of the paper that it names: who wrote it, when.

How people ask stands in `asked_fields.toml`. A question that asks for anything more asks for none.
"""

import re

from kb.word_lists import WordLists, table_beside

PAGES = "pages"
"""How many pages a paper has, which the catalogue counts."""

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])
_FIELDS = tuple(
    (name, re.compile(_WORDS.spelled_out(f"(?:{'|'.join(patterns)})"), re.IGNORECASE))
    for name, patterns in _FORMS["fields"].items()
)
_AROUND = re.compile(
    _WORDS.spelled_out(r"^\W*(?:{courtesy}\W+)*|(?:\W+{close})*\W*$"), re.IGNORECASE
)
_NEXT = re.compile(r",?\s+and\s+(?=(?:who|when|which|what|how|by whom)\b)", re.IGNORECASE)


def asked_fields(rest: str) -> tuple[str, ...]:
    """The fields that a question asks for and nothing else; () for any other question.

    Args:
        rest: the question without the names of documents, a case in it as "the child"
            (`kb.scope.Scope`).

    >>> asked_fields("Who wrote the review of the child, and when was it published")
    ('author', 'date published')
    """
    parts = _NEXT.split(_AROUND.sub("", rest.replace("’", "'")))
    found = [
        next((name for name, pattern in _FIELDS if pattern.fullmatch(part.strip())), None)
        for part in parts
    ]
    return tuple(dict.fromkeys(name for name in found if name)) if all(found) else ()
