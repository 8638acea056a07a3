"""Whom a recommendation asks that points back at another: "They should", "the same two bodies"."""

import re
from collections.abc import Sequence

from kb.body_names import is_nobody

_PRONOUN = re.compile(
    r"\W*(?:[^,.;:]{2,40},\s+)?"
    r"(?:It|it|They|they|He|he|She|she)\s+(?:should|must|shall|ought\s+to|may|might|will)\s+"
    r"(?!(?:also\s+)?be\s)"
)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_POINTING = re.compile(
    r"(?:the\s+)?(?P<same>same\s+|said\s+)?(?P<these>these\s+|those\s+)?(?P<count>two|three|four)?\s*"
    r"(?:same\s+)?(?P<what>(?:[\w’']+\s)?(?:bodies|agencies|organisations|departments|authorities|"
    r"inspectorates|regulators|trusts|councils|services|forces|officers|directors|committees|partners|"
    r"boards|post[ -]?holders|posts|people|persons|leads|managers|heads|doctors|nurses|"
    r"clinicians|parties|providers|"
    r"committees|schools|hospitals|colleagues|partnerships))|(?:the\s+)?(?P<latter>latter|former)\s*(?P<number>two|three)?",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:Both|All)?\s?(?P<whom>[Tt]hese\s\w+(?:ies|[^s\W]s))\s+(?:should|must|ought\s+to)\s+(?!be\s)"
)
_SAME = re.compile(
    r"(?:\W*The|.{0,40}\bthe)\s(?P<whom>(?:same|said)\s(?:two|three|"
    r"four)?\s?[\w’ -]{3,40}?(?=\s(?:should|must|ought|may|are)\b)|(?:latter|former)(?:\s(?:two|"
    r"three))?(?=\s(?!of\b)[a-z]))\s"
    r"(?:[a-z]+|should|must|ought\s+to|may|are\s(?:also\s)?asked)\b"
)
_BOTH = re.compile(r"\bboth\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?$", re.IGNORECASE)


def asked_again(
    text: str, found: Sequence[str], earlier: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """The bodies of earlier recommendations that this one means; `found` where it means none.

    Args:
        text: a recommendation.
        found: whom it asks, as it names them.
        earlier: whom each recommendation before it asks, in full.

    >>> asked_again("The same two bodies should meet.", ["same two bodies"], [["Acre", "Brook"]])
    ('Acre', 'Brook')
    """
    if not found and earlier and _PRONOUN.match(text):
        return tuple(earlier[-1])
    if not found and (pointing := _POINTS.match(text) or _SAME.match(text)):
        found = [pointing["whom"]]
    bodies: list[str] = []
    for name in found:
        if said := re.match(r"said\s+(.+)", name):
            last = (body for bodies in reversed(earlier) for body in bodies)
            bodies.append(next((body for body in last if said[1] in body), said[1]))
            continue
        match = _POINTING.fullmatch(name)
        if match and (match["same"] or match["these"]) and len(bodies) > 1:
            continue  # those that the same words have named
        bodies += (_pointed_at(text, name, match, earlier) if match else None) or [name]
    return tuple(dict.fromkeys(bodies))


def _pointed_at(
    text: str, name: str, match: re.Match[str], earlier: Sequence[Sequence[str]]
) -> list[str] | None:
    """The bodies that a phrase such as "these authorities" or "the two departments" means."""
    before = text[: max(text.find(name), 0)]
    count = 2 if _BOTH.search(before) else _COUNTS.get((match["count"] or "").lower(), 0)
    if match["latter"] and earlier:
        several = list(earlier[-1])
        many = _COUNTS.get((match["number"] or "").lower(), 1)
        return several[-many:] if match["latter"].lower() == "latter" else several[:many]
    if not count and not (match["these"] or match["same"]):
        return None
    one_before = next((bodies for bodies in reversed(earlier) if len(bodies) == count), None)
    if not count:
        return list(earlier[-1]) if earlier and len(earlier[-1]) > 1 else None
    if match["same"] or (earlier and one_before == earlier[-1]):
        return list(one_before) if one_before else None
    head = match["what"].split()[-1].lower().removesuffix("s").removesuffix("ie")
    last = [body for bodies in reversed(earlier) for body in reversed(bodies)]
    named = list(dict.fromkeys(body for body in last if not is_nobody(body)))[:count]
    if not _BOTH.search(before) and not all(head in body.lower() for body in named):
        return None
    return named[::-1] if len(named) == count else None
