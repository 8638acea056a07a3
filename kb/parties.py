"""Whom a text names: agencies and professions, and kin and others about a child.

A question that names one asks for what is said of that one: "Which reviews praise the school?".
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from kb.agency_names import Named, forms_in, named_in
from kb.words import content_terms

PARTIES = "parties-1"  # to be changed with what is found in texts
_FILE = Path(__file__).parent / "kin.toml"
_BESIDE = re.compile(r"\W*(?:,|/|\band\b)\W*(?:\w+ ){0,2}", re.IGNORECASE)
_OTHERS = re.compile(r"\bor\b", re.IGNORECASE)
_NEAR = 30  # characters to either side of a name
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_EVERYBODY = frozenset(
    {
        "adult social care",
        "children's social care",
        "health trust",
        "local authority",
        "multi-agency hub",
        "safeguarding board",
    }
)
"""Who has a part in most of what reviews tell, whether or not a paragraph names them."""
_IN_PASSING = frozenset({"GP", "health visiting", "hospital", "police", "school"})
"""Whom people name in passing when they put a matter in words of their own."""
_BRIEF = 4  # content words up to which nobody is named in passing


def parties_in(text: str) -> frozenset[str]:
    """Those whom `text` names, by the values of the two lists.

    >>> sorted(parties_in("Nobody rang the surgery, or asked his gran."))
    ['GP', 'grandparents']
    """
    return frozenset(named.value for named in _named(text))


def asked_of(text: str, *, theme: bool = False) -> frozenset[str]:
    """Of whom a statement must be made to answer `text`: all of them in one place.

    A list of agencies ("police, health and social care") or a choice ("a clinic or surgery") only
    says what kind of agency is meant, but for what is "between the GP and the hospital". Where the
    text puts a `theme` in other words, or is long, only those count who are seldom named.

    >>> asked_of("praise the school"), asked_of("police, schools and GPs kept things to themselves")
    (frozenset({'school'}), frozenset())
    """
    named = _named(text)
    told = frozenset(one.value for one in named) - _EVERYBODY
    if _BETWEEN.search(text):
        return told
    listed = any(_BESIDE.fullmatch(text[a.end : b.start]) for a, b in pairwise(named))
    chosen = any(_OTHERS.search(text, max(0, n.start - _NEAR), n.end + _NEAR) for n in named)
    if listed or chosen:
        return frozenset()
    in_passing = theme or len(content_terms(text)) > _BRIEF
    return told - _IN_PASSING if in_passing else told


def _named(text: str) -> list[Named]:
    kin = [
        Named(value, match.start(), match.end())
        for value, pattern in _kin()
        for match in pattern.finditer(text)
    ]
    return sorted([*named_in(text), *kin], key=lambda named: named.start)


@cache
def _kin() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return forms_in(_FILE, "kin")
