"""Whom a recommendation asks to act, by its own words and those above its list."""

import re
from collections.abc import Sequence

from kb.asked_sentences import ITSELF_ASKS, asked_in, at_place, bodies_only, sentences
from kb.body_names import is_body, unique_names
from kb.named_bodies import bodies_in, split_bodies

_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")  # bold and italics of Markdown
_SECOND_CLAUSE = re.compile(
    r"(?:[,;]\s+(?:and|while)|;)\s+(?P<whom>(?:the|all|each|every|[A-Z])[^,;:]{2,80}?)"
    r"\s+(?:should|must|shall)\b"
)
ACTION = re.compile(r"\bActions?:\s*(.{2,80}?)\s+to\s+(?=[a-z]{2,}\b)")
_SERVICE = re.compile(  # how a brief names a service before a colon
    r"All|Everyone|Everybody|(?:[\w’']+\s+){0,2}(?:visiting|nursing|midwifery|maternity|education|"
    r"early years|youth justice|social work)",
    re.IGNORECASE,
)
ADDRESSED = re.compile(r"\W*((?:The\s+|All\s+)?[A-Za-z][^:.;]{1,70}?)\s*:\s+(?=\S)")
_COLLECTIVE = re.compile(
    r"\b(?:boards?|partnerships?|partners|agencies|organisations|professionals|practitioners|lscb|"
    r"lscp|services)\b|\b(?:every|each|all)\b",
    re.IGNORECASE,
)
_ONE_SERVICE = re.compile(r"\bservices$", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:government|secretary of state|department (?:for|of)|ministers?|home office|dfe|ofsted|"
    r"nhs england|national)\b",
    re.IGNORECASE,
)


def addressees(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Who is asked to act in `text`, as named there, without a leading article.

    Args:
        text: a recommendation, without its number.
        names: words that the document writes with a capital within its sentences.

    >>> addressees("If it is late, the GP surgery and Acre NHS Trust should ring.", frozenset())
    ('GP surgery', 'Acre NHS Trust')
    """
    text = plain_words(text)
    if found := [
        name for m in ACTION.finditer(text) for name in split_bodies(m[1]) if is_body(name, names)
    ]:
        return unique_names(found)
    if prefix := ADDRESSED.match(text):
        if bodies := bodies_in(prefix[1]):
            return bodies
        if _SERVICE.fullmatch(prefix[1]):
            return (prefix[1],)
    for sentence in sentences(text):
        found += at_place(sentence, asked_in(sentence, names))
        found += [name for m in _SECOND_CLAUSE.finditer(sentence) for name in bodies_only(m)]
    return unique_names(found)


def addressees_below(stem: str, item: str, names: frozenset[str]) -> tuple[str, ...]:
    """Whom an item asks by the words above its list, and whom it asks itself.

    >>> addressees_below("That the Committee:", "asks the Director to report.", frozenset())
    ('Committee', 'Director')
    """
    if re.search(r"\bthat\W*$", stem):
        return addressees(f"That {item}", names)
    lead = re.sub(r"\W+$", "", stem)
    said = f"{lead} {item[:1].lower()}{item[1:]}"
    found = addressees(stem, names) or addressees(said, names)
    match = ITSELF_ASKS.match(item)
    passed_on = bodies_only(match)
    if match and match["bare"] and found:
        return found  # who is asked to ask another
    return unique_names([*found, *passed_on])


def scope_of(found: Sequence[str], heading: str) -> str | None:
    """Whether a recommendation is single-agency, multi-agency or national; None if nobody is named.

    Args:
        found: its addressees.
        heading: the headings above it, which overrule.
    """
    if match := re.search(
        r"\b(single|multi|inter)[- ]?agency|\b(national)\b", heading, re.IGNORECASE
    ):
        return "national" if match[2] else f"{match[1].lower().replace('inter', 'multi')}-agency"
    if not found:
        return None
    if any(_NATIONAL.search(name) for name in found):
        return "national"
    shared = any(
        _COLLECTIVE.search(name) and not (_ONE_SERVICE.search(name) and name[0].isupper())
        for name in found
    )
    return "multi-agency" if len(found) > 1 or shared else "single-agency"


def plain_words(text: str) -> str:
    """`text` without bold and italics of Markdown."""
    return _MARKS.sub("", text)
