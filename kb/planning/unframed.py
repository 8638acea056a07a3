"""Set questions that name nothing to be listed: "Where was supervision weak?", "How common is …?".

They ask of every document what others ask with "Which reviews …". How many begin and end stands in
`unframed.toml`; what a question of another form asks is told by `kb.text_classes`.
One that points at one case, paper or day never asks so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.word_lists import WordLists, table_beside

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])


def _compiled(
    rows: Sequence[Mapping[str, Any]], form: str
) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The kind and the pattern of each of `rows`, put in the place of "@" in `form`."""
    for row in rows:
        for text in row["patterns"]:
            expression = form.replace("@", _WORDS.spelled_out(text))
            yield row["kind"], re.compile(expression, re.IGNORECASE)


_BEGINNINGS = tuple(_compiled(_FORMS["begins"], r"\W*(?:and |so |but )?@(?P<subject>.{3,})$"))
_ENDINGS = tuple(_compiled(_FORMS["ends"], r"(?P<subject>.{3,}?)\s*@\W*$"))
_COME_UP = re.compile(
    r"\s+(?:(?:come|crop|turn|show)s? up|(?:arise|feature|occur)s?|noted|mentioned|recorded|"
    r"reported|described|discussed|identified)$",
    re.IGNORECASE,
)

_ONE_CASE = re.compile(
    r"\b(?:Child|Baby|Family|Adult|Young Person|Mr|Mrs|Ms|Miss|Dr|Case|Twins?) [A-Z]\w{0,2}\b|"
    r"\bBaby [A-Z]\w+|\bChildren [A-Z] and [A-Z]\b|\b(?i:child|baby|family|adult) [b-hj-z]\d?\b|"
    r"\b(?i:he|she|him|his|hers?|himself|herself|author(?! to)|jar)\b|"
    r"\b(?i:(?:the|this|that) (?:(?!an?\b|any\b|no\b)\w+ ){0,2}?(?:review|report|inquiry|briefing|"
    r"inspection|article|document|paper|letter|summary|case(?! (?:\w+s|of which)\b))\b(?! in))|"
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Febr|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
_NAME = re.compile(r"(?<=[a-z,;:] )(?!I\b)[A-Z][a-z][\w’'-]+")
_NO_NAMES = frozenset(_FORMS["no_names"])


def points_at_one(text: str, rest: str) -> bool:
    """Whether a question names one case, paper or day, or in its `rest` a person or place.

    >>> [points_at_one(text, text) for text in ("Was Child T seen?", "Where was drift ignored?")]
    [True, False]
    """
    return bool(_ONE_CASE.search(text) or set(_NAME.findall(rest)) - _NO_NAMES)


def asked_of_all(text: str) -> tuple[str, str] | None:
    """How a question without a frame asks of every document, and what about.

    Args:
        text: the question without the conditions that it states.

    Returns:
        "list" or "count" and the subject; None where its form does not tell.

    >>> asked_of_all("Where was professional curiosity lacking?")
    ('list', 'professional curiosity lacking')
    """
    for kind, ending in _ENDINGS:
        if match := ending.match(text.strip()):
            return kind, match["subject"]
    for kind, beginning in _BEGINNINGS:
        if match := beginning.match(text.strip().rstrip("?.! ")):
            return kind, _COME_UP.sub("", match["subject"])
    return None
