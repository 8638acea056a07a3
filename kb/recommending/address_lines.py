"""Lines that stand alone and say to whom what follows is addressed: "To the Trust:"."""

import re

from kb.body_names import is_proper_name
from kb.named_bodies import asked_of_all
from kb.recommending.noted_bodies import bodies_noted, is_note

_LINE = re.compile(
    r"[\W\d]*(?:To|For)\s+(?P<whom>(?=[Tt]he\s|[Aa]ll\s|[Ee]ach\s|[Ee]very\s|[Bb]oth\s|[A-Z]|"
    r"[a-z]+\s[a-z]+)[^.;:]{3,160}):\W*$"
)
_ABOVE = re.compile(
    r"(?:each|all|both|any|every one)\s+(?:(?:of\s+)?(?:the|those|these)\s+)?(?:\w+\s+)?"
    r"(?:above|named\s+above|bodies\s+above|mentioned)",
    re.IGNORECASE,
)


def addressed_in_line(text: str) -> tuple[str, ...]:
    """Whom a line addresses that says nothing else.

    >>> addressed_in_line("To Acre Health:"), addressed_in_line("To the point:")
    (('Acre Health',), ())
    """
    match = _LINE.match(text.strip())
    if match is None:
        return ()
    if named := asked_of_all(text):
        return named
    whom = re.sub(r"^the\s+", "", match["whom"].strip(" *_"))
    return bodies_noted(whom) if is_note(whom) or is_proper_name(whom) else ()


def addresses_those_above(text: str) -> bool:
    """Whether a line addresses all whom the lines before it name: "To each of the above:".

    >>> addresses_those_above("To each of the above:")
    True
    """
    match = _LINE.match(text.strip())
    return bool(match and _ABOVE.fullmatch(match["whom"].strip()))
