"""Whom a recommendation asks to act, by its own words and those above its list."""

import re
from collections.abc import Iterator, Sequence

from kb.body_names import ends_in_body, is_body, unique_names, without_article
from kb.named_bodies import bodies_in, split_bodies
from kb.recommending.asked_sentences import (
    ITSELF_ASKS,
    RECOMMENDS,
    THAT,
    asked_in,
    at_place,
    bodies_only,
    sentences,
)

_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")  # bold and italics of Markdown
_SECOND_CLAUSE = re.compile(
    r"(?:[,;]\s+(?:and|while)|;)\s+(?P<whom>(?:the|all|each|every|[A-Z])[^,;:]{2,80}?)"
    r"\s+(?:(?:should|must|shall)\b(?!\s+(?:\w+\s+)?be\b)|(?:is|are)\s+(?:also\s+)?(?:asked|invited|requested)\s+to\b)"
)
_SECOND_TOLD = re.compile(  # "The Board to agree a route, and Acre Council to send by it"
    r"^(?!.*\b(?:should|must|shall)\b)\W*[A-Z][^,;]{2,80}?\sto\s[a-z][^;]*?[,;]\s+and\s+(?P<whom>(?:the\s)?[A-Z][^,;:]{2,80}?)\s+to\s"
    r"(?=[a-z]{2,}\b)"
)
_SECOND_AGENT = re.compile(
    r";\s[^;.]*?\b(?:should|must|is\s+to|are\s+to)\s+be\s+\w+\s+by\s+"
    r"(?P<whom>(?:the\s|each\s|every\s|all\s)?[^,;.]{2,60}?)"
    r"(?=\s+(?:until|within|before|when|where|at|in|by|and|so|to|once)\b|[,.;]|$)"
)
_LED_BY = re.compile(
    r",\s+(?:to\s+be\s+)?(?:chaired|led|kept(?:\s+up)?|run|overseen|co-?ordinated|convened|hosted|supervised|monitored|"
    r"carried\s+out|delivered|prepared|drawn\s+up)\s+by\s+(?P<whom>(?:the\s)?[^,;.]{2,80})|"
    r",?\s(?:on\s+behalf\s+of|with\s+the\s+(?:help|support|assistance|agreement)\s+of)\s+(?P<too>(?:the\s)?[^,;.]{2,80})"
)
_WHO_SHOULD = re.compile(r"(?P<before>[^.;]*),\s+(?:who|which)\s+(?:should|must)\s+(?!be\b|have\b)")
_SPOKEN_TO = re.compile(
    r"\b(?:we|I)\s+(?:address\s+(?:ourselves|myself)|speak|turn)\s+to\s+(?P<whom>[^,;]+?)(?:\s+alone)?,"
)
ACTION = re.compile(r"\bActions?:\s*(.{2,80}?)\s+to\s+(?=[a-z]{2,}\b)")
_AGREES = re.compile(
    r"(?P<whom>(?:the\s)?[A-Z][^,;:.]{2,80}?)\s(?:has|have)\s(?:now\s)?(?:agreed|undertaken)\s(?:that|to)\b"
)
_AND_THAT = re.compile(
    r"[,;]?\s+and\s+(?:we\s+(?:also\s+)?recommend\s+(?:also\s+)?)?that\s+(?!of\b)"
)
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
    for sentence in _clauses(text):
        found += at_place(sentence, asked_in(sentence, names))
        for pattern in (_SPOKEN_TO, _AGREES, _SECOND_CLAUSE, _SECOND_TOLD, _SECOND_AGENT):
            found += [name for m in pattern.finditer(sentence) for name in bodies_only(m)]
        if found:
            beside = (split_bodies(m["whom"] or m["too"]) for m in _LED_BY.finditer(sentence))
            found += [one for names_ in beside for one in names_ if _is_named(one)]
        found += [name for m in _WHO_SHOULD.finditer(sentence) for name in _last_body(m["before"])]
    return unique_names(found)


def _is_named(name: str) -> bool:
    """Whether a name is that of a body or post, and not of people."""
    return is_body(name, frozenset()) and ends_in_body(name) and bool(re.search("[A-Z]", name))


def _clauses(text: str) -> Iterator[str]:
    """The sentences of a text, those that recommend several things apart: "that …, and that …"."""
    for sentence in sentences(text):
        first = THAT.match(sentence) or RECOMMENDS.search(sentence)
        parts = _AND_THAT.split(sentence) if first else [sentence]
        yield parts[0]
        yield from (f"That {part}" for part in parts[1:])


def _last_body(before: str) -> list[str]:
    """The body that words end in, if it is a known one: "the order of the Director"."""
    starts = [m.end() for m in re.finditer(r"\b(?:of|to|by|with|from|for)\s+(?=the\b)", before)]
    named = (before[start:] for start in starts)
    return next(([without_article(one)] for one in named if is_body(one, frozenset())), [])


def addressees_below(stem: str, item: str, names: frozenset[str]) -> tuple[str, ...]:
    """Whom an item asks by the words above its list, and whom it asks itself.

    >>> addressees_below("That the Committee:", "asks the Director to report.", frozenset())
    ('Committee', 'Director')
    """
    if re.search(r"\bthat\W*$", stem):
        return addressees(f"That {item}", names)
    if len(stem.split()) == 1:  # "DECISION": it says of nobody what follows
        return tuple(bodies_only(ITSELF_ASKS.match(item))) or addressees(item, names)
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
