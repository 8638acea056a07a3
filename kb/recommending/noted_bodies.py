"""Who is named where only names and times can stand: a cell, a lead, a note beside words."""

import re

from kb.body_names import ends_in_body, unique_names, without_article
from kb.named_bodies import bodies_in
from kb.words import MONTHS, NUMBER_WORDS

_WHEN = re.compile(
    r"(?:(?:by|before|within|from|until|end|start|beginning|no later than|due|target|timescale|"
    r"deadline)\b.*|"
    r"(?:the\s)?(?:immediate(?:ly)?|ongoing|on-going|forthwith|at once|now|quarterly|"
    r"annual(?:ly)?|yearly|monthly|"
    r"short term|medium term|long term|urgent|done|complete[d]?|in progress|high|medium|low|"
    r"priority\b.*)|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?:\s\d{{2,4}})?|"
    r"(?:spring|summer|autumn|winter)\b.*|Q[1-4]\b.*|[\d/.\s-]+|"
    rf"(?:\d+|{'|'.join(NUMBER_WORDS)})\s(?:days|weeks|months|years?)\b.*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:to be (?:confirmed|agreed|decided|appointed|identified)|tbc|tba|n/?a|none|nobody|various|"
    r".*\bto be (?:determined|confirmed|agreed|decided|appointed|identified)|no (?:\w+ )?(?:lead|"
    r"owner|one)\b.*|not (?:yet )?\w+|unallocated|[–—-]+)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*;\s*(?:and\s+)?|\s*/\s*|\s*\+\s*|\n")
_WITH = re.compile(
    r",?\s+(?:(?:together|jointly|working|along|in (?:partnership|"
    r"conjunction))\s+)?with\s+(?=[A-Z]|the\s|all\s|each\s|every\s)|"
    r",?\s+supported by\s+(?:its\s+|their\s+)?|,\s+(?:(?:working\s+)?through|via|by way of|"
    r"assisted by)\s+(?:its\s+|their\s+)?|,\s+and\s+(?=the\s)"
)
_LED = re.compile(
    r"(?:Lead|Owner|Action|Responsible|Responsibility|For|To)(?:\s(?:agency|body|officer|for|by))?:\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?:Health|Education|Housing|Social [Cc]are|Therapies|CAMHS)$")
_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,6}s?$")
_COUNTED_UP = re.compile(r",[^,]+(?:,\s+and|\sand)\s+(?:the\s+)?[^,]+$")
_ALL_OF = re.compile(
    r"^[A-Z][a-z]+(?:\s[a-z]+)?\sof\s(?:all|each|every|both)\s[a-z][^,]*\sand\s[a-z][^,]*$"
)
_JOINED = re.compile(r"\s*,\s*(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?(?=[^,]+$)")
_POST = re.compile(
    r"\b(?:Directors?|Heads?|Leads?|Managers?|Officers?|Chair|Nurse|Doctor|Midwife|Psychologist|Superintendent|"
    r"Inspector|Consultant|Principal|Adviser|Advisor|Partner|Commander|Member)\b"
)
_OWN = re.compile(
    r"\b(?:Council|Trust|Police|Constabulary|Board|Authority|Partnership|Government|Office|Academy|"
    r"Committee|Probation|Commission|Agency|Ofsted|Cafcass|NHS.*|[A-Z]{3,})$"
)
_ALL = re.compile(r"(?:all|each|every|both|other|any)\b", re.IGNORECASE)


def bodies_noted(words: str) -> tuple[str, ...]:
    """The bodies and posts that a note names, times and empty words left out.

    >>> bodies_noted("ICB / YJS"), bodies_noted("Acre Council, Housing; 31 May")
    (('ICB', 'YJS'), ('Acre Council, Housing',))
    """
    plain = _LED.sub("", words.strip(" *_[]()"), count=1)
    found: list[str] = []
    for piece in (p for parted in _PARTED.split(plain) for p in _WITH.split(parted)):
        part = without_article(_bare(piece))
        if not _NOBODY.fullmatch(part) and not _WHEN.fullmatch(part):
            found += _joined(part)
    return unique_names(found)


def _bare(words: str) -> str:
    """Words without the marks and the stop around them, but for that of "A.C.P.C."."""
    plain = words.strip(" *_,[]()")
    return plain if re.search(r"(?:[A-Z]\.){2,}$", plain) else plain.strip(" .")


def is_note(words: str) -> bool:
    """Whether words can be a note of who is to act: names of bodies, and perhaps times.

    >>> is_note("Acre Council, Housing; 31 May"), is_note("see chapter 4")
    (True, False)
    """
    named = bodies_noted(words)
    heads = (name.split(",", maxsplit=1)[0] for name in named)
    return bool(named) and all(_can_act(head) for head in heads)


def _can_act(name: str) -> bool:
    return bool(ends_in_body(name) or any(p.match(name) for p in (_SHORT, _ALL, _FIELD)))


def _joined(part: str) -> list[str]:
    """The names of one part: those that commas and "and" join; a body and its team are one."""
    if _ALL_OF.search(part):
        return [part]
    pieces = _JOINED.split(part)
    if _COUNTED_UP.search(part) and (len(pieces) > 3 or all(map(_can_act, pieces))):
        return [name for piece in pieces for name in bodies_in(piece) or (piece,)]
    if "," not in part:
        if not all(map(_can_act, pieces)):
            pieces = re.split(r"\s+and\s+the\s+", part)
        elif bodies_in(part):
            pieces = [part]
        return [name for piece in pieces for name in bodies_in(piece) or (piece,)]
    merged: list[str] = []
    for piece in re.split(r"\s*,\s*", part):
        if merged and not _stands_apart(merged[-1], piece):
            merged[-1] = f"{merged[-1]}, {piece}"
        else:
            merged += [without_article(piece)]
    return merged


def _stands_apart(left: str, right: str) -> bool:
    """Whether a comma between two names parts two bodies, and not a post or team from its body."""
    if _ALL.match(right) or _SHORT.fullmatch(right) or right.startswith("the "):
        return not _POST.search(left)
    return bool(not _POST.search(left) and ends_in_body(left) and _OWN.search(right))
