"""Who is answerable for an area that inspectors want improved."""

import re

from kb.body_names import ends_in_body, unique_names, without_article
from kb.named_bodies import split_bodies

_STAFF = re.compile(
    r"^[a-z].*(?:workers?|staff|officers?|managers?|nurses?|practitioners?|professionals?|"
    r"visitors?|team)$"
)
_RESTS = re.compile(
    r"\b(?:responsib\w+|accountab\w+)\s+(?:for\s[^,;.]{2,60}\s)?(?:rests?|lies?|sits?|falls?|belongs?)\s+"
    r"(?:with|to|on|upon)\s+(?P<whom>[^,;.]{3,120})"
)
_BY = re.compile(
    r"\bby\s+(?P<whom>(?:the\s|all\s|each\s|every\s)?[^,;.]{3,90}?)(?=\s(?:of|in|to|for|on|at)\s|\sand\sby\s|[,;.]|$)"
)
_WHOSE = re.compile(r"^\W*(?:How\s)?(?P<whom>(?:[Tt]he\s)?[\w’' ]{3,80}?)(?:s[’']|[’']s)\s+[a-z]")
_DOES = re.compile(
    r"\b(?:to|in)\s+which\s+(?P<whom>(?:the\s|all\s)?[^,;.]{3,90}?)\s+(?!of\b|for\b|in\b|at\b)[a-z]+s?\s+(?:its|their|the|every|each|to)\b"
)
_WHICH = re.compile(
    r"\b(?:which|that)\s(?P<whom>[^,;.]{3,80}?)\s(?:must|should|needs?\sto|has\sto)\b"
)
_OF = re.compile(
    r"^\W*The\s(?:[a-z-]+\s){1,5}?(?:of|in|at)\s(?P<whom>[A-Z][\w’' ]{3,80}?)(?=\s(?:of|in|to|"
    r"for|with)\s|[,.;])"
)


def owners_of_area(words: str) -> tuple[str, ...]:
    """The bodies that have to see to an area: its owner, its agent, or whose work it is.

    >>> owners_of_area("The quality of plans, by Acre Council.")
    ('Acre Council',)
    >>> owners_of_area("The Youth Justice Service’s use of assessments.")
    ('Youth Justice Service',)
    """
    for pattern in (_RESTS, _WHICH, _BY, _DOES, _WHOSE, _OF):
        named = [name for m in pattern.finditer(words) for name in split_bodies(m["whom"])]
        plain = [without_article(name.strip()) for name in named]
        bodies = [name for name in plain if ends_in_body(name) and not _STAFF.search(name)]
        if bodies:
            return unique_names(bodies)
    return ()
