"""Questions for the meaning of a term: "What is meant by …?", "What does … stand for?".

How they begin and end stands in `asked_terms.toml`.
"""

import re

from kb.word_lists import WordLists, table_beside

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])
_PATTERNS = tuple(
    re.compile(_WORDS.spelled_out(rf"\W*(?:{{courtesy}}\W+)*{pattern}{{close}}"), re.IGNORECASE)
    for pattern in _FORMS["patterns"]
)
_ARTICLE = re.compile(
    _WORDS.spelled_out(r"^(?:(?:an?|the) )?(?:{kind_of_word} )?(?:an? )?"), re.IGNORECASE
)
_MOST_WORDS = 6


def asked_term(question: str) -> str | None:
    """The term whose meaning a question asks for, as it writes it; None for any other question.

    >>> asked_term("what is meant by the term “disguised compliance”?")
    'disguised compliance'
    """
    text = question.replace("’", "'").translate(str.maketrans("", "", '“”‘"*'))
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            term = _ARTICLE.sub("", match["term"].strip(" '?.,"))
            return term if 0 < len(term.split()) <= _MOST_WORDS else None
    return None
