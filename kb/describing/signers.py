"""Who answers for a paper that is no review: by-lines, signatures, offices, bodies that say so."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from kb.body_names import ends_in_body
from kb.describing.names import NAME, PEOPLE, PERSON, TITLE, people_of
from kb.describing.opening import Opening, Said, lines_of, unmarked
from kb.describing.outlets import is_masthead
from kb.describing.places import in_case, names_body
from kb.document_types import BLOG, PRESS
from kb.types import BlockKind, Field

_OFFICE = (
    r"(?:(?:[A-Z]\w+ ){0,3}Director|Head|Chief Executive)"
    r"(?: of [A-Z][\w’']+(?:(?: and)? [A-Z][\w’']+)*)?"
)
_REPORT_OF = re.compile(
    rf"\b[Rr]eport (?:of|by)(?: the|:| \|)? "
    rf"(?:[A-Z][\w’' ]+(?:, [A-Z][\w’' ]+)? \((?P<person>{PERSON})\)|"
    rf"[A-Z][\w’' ]+, (?P<post>{TITLE}{NAME})|(?P<name>{PERSON}(?=,|$)|{_OFFICE}))"
)
_BYLINE = re.compile(
    rf"(?i:(?:posted |words |story |written )?by) (?:{PEOPLE}|(?P<handle>[A-Z]\w+)(?=\W|$))"
)
_BY_ONE_OF = re.compile(  # a post follows the name without a comma: "By Ann Other Home editor"
    r"(?i:by) (?P<names>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}?)"
    r" (?:[A-Z]\w+ ){0,3}?(?i:(?:affairs )?(?:editor|correspondent|reporter))\b"
)
_CREDIT = re.compile(
    rf"{PEOPLE}(?:,| \||\s[–—-]) (?:[\w’']+ ){{0,4}}(?i:correspondent|reporter|columnist|editor)\b"
)
_LEADER = re.compile(r"\W*(?:leader|comment|editorial|opinion|we say)\W*", re.IGNORECASE)
_MINISTER = re.compile(r"\bSecretary of State(?: for (?:the )?[A-Z]\w+(?:(?:,| and)? [A-Z]\w+)*)?")
_CLOSING = re.compile(r"Yours (?:sincerely|faithfully|truly)\b(?: /[^,]*)?\W*$")
_CLERK = re.compile(
    rf"\b(?i:clerk(?: to the \w+)?|minute[- ]taker|minutes (?:taken |prepared )?by|minutes)"
    rf"\s*[:|–-]?\s+{PEOPLE}"
)
_AS_CLERK = re.compile(rf"{PEOPLE}(?: \||,) \(?(?i:clerk|minute[- ]taker|minutes)\b")
_CORONER = re.compile(rf"\bI am,? {PEOPLE},? (?:\w+ ){{0,4}}(?i:coroner)\b")
_STATEMENT = re.compile(rf"(?i:statement (?:from|by|of)(?: the \w+)?:?) {PEOPLE}")
_MADE = r"(?:written|prepared|compiled|produced|drafted|authored)"
_LABEL = rf"\W*(?i:(?:report |paper )?(?:authors?|{_MADE}(?: by)?)|(?:report|paper|briefing) by)"
_LABELLED = re.compile(rf"{_LABEL}\s*[:|]\s*{PEOPLE}")
_BY_BODY = re.compile(rf"{_LABEL}\s*[:|]\s*(?P<body>[^,;:(|.]+)")
_ISSUED = re.compile(r"\W*(?i:issued|given) by\s*[:|]\s*(?P<body>[^,;:(|.]+)")
_BODY_WORDS = 12
_FIRST_BLOCKS = 40
_LETTER_BLOCKS = 15
_LAST_BLOCKS = 12


def find_signers(opening: Opening, document_type: str) -> list[Field]:
    """The authors of a paper of a type, by the ways in which such papers name them."""
    ways = _WAYS.get(document_type, ())
    if document_type not in _ONLY_THEIR_WAYS:
        ways = (*ways, _labelled, _by_body, _letter)
    return next(filter(None, (way(opening) for way in ways)), [])


def _byline(opening: Opening) -> list[Field]:
    """The author that a page declares, without what follows of the paper, or its by-line."""
    author = opening.document.declared.get("author", "").split(";")[0].strip()
    if author:
        return [Field("author", author, (), 0.9)]
    for line in opening.cover:
        match = _BYLINE.match(line.text)
        if match and match["handle"]:
            return [line.field("author", match["handle"], match.span("handle"), 0.85)]
        for pattern in (_BY_ONE_OF, _BYLINE, _CREDIT) if match or _CREDIT.match(line.text) else ():
            if pattern.match(line.text):
                return people_of(line, pattern, "author", 0.85)
    return []


def _leader(opening: Opening) -> list[Field]:
    """The newspaper, where what it prints is its own opinion."""
    if not any(_LEADER.fullmatch(line.text) for line in opening.cover):
        return []
    return _bodies(opening, is_masthead)


def _masthead(opening: Opening) -> list[Field]:
    """The body whose name stands on a line of its own."""
    return _bodies(opening, names_body)


def _bodies(opening: Opening, is_one: Callable[[str], bool]) -> list[Field]:
    for line in opening.cover:
        if is_one(line.text):
            body = in_case(line.text.strip())
            return [line.field("author", body[:1].upper() + body[1:], None, 0.75)]
    return []


def _officer(opening: Opening) -> list[Field]:
    """Who reports to a committee: a person or, as often, an office."""
    for line in opening.lines:
        match = _REPORT_OF.search(line.text)
        if match:
            group = match.lastgroup or "name"
            return [line.field("author", match[group], match.span(group), 0.9)]
    return []


def _ministers(opening: Opening) -> list[Field]:
    """The offices that lay a government's paper before Parliament."""
    return [
        line.field("author", match[0], match.span(), 0.9)
        for line in opening.cover
        for match in _MINISTER.finditer(line.text)
    ]


def _labelled(opening: Opening) -> list[Field]:
    """People behind a label: "Report author: Ann Other"."""
    return _first(opening.cover, _LABELLED, 0.9)


def _by_body(opening: Opening) -> list[Field]:
    """A group, an office or a board behind a label: "Produced by: Learning Subgroup"."""
    return _body_of(opening, _BY_BODY)


def _issuer(opening: Opening) -> list[Field]:
    return _body_of(opening, _ISSUED)


def _body_of(opening: Opening, pattern: re.Pattern[str]) -> list[Field]:
    for line in opening.cover:
        match = pattern.match(line.text)
        body = match["body"].strip() if match else ""
        if match and body[:1].isupper() and len(body.split()) <= _BODY_WORDS and ends_in_body(body):
            return [line.field("author", body, match.span("body"), 0.85)]
    return []


def _clerk(opening: Opening) -> list[Field]:
    """Who took the minutes."""
    lines = [*_first_lines(opening)]
    return _first(lines, _CLERK, 0.8) or _first(lines, _AS_CLERK, 0.8)


def _coroner(opening: Opening) -> list[Field]:
    """Who says "I am Ann Other, Area Coroner"."""
    return _first(_first_lines(opening), _CORONER, 0.9)


def _speaker(opening: Opening) -> list[Field]:
    """Whose statement it is."""
    return _first(opening.lines, _STATEMENT, 0.85)


def _declared_body(opening: Opening) -> list[Field]:
    """A body that the file declares as its author; a person declared may be its typist."""
    author = opening.document.declared.get("author", "").strip()
    return [Field("author", author, (), 0.6)] if " " in author and ends_in_body(author) else []


def _letter(opening: Opening) -> list[Field]:
    """Who signs what is a letter from its beginning, and has none only behind it."""
    blocks = opening.document.blocks[:_LETTER_BLOCKS]
    texts = (unmarked(opening.document, block.spans).text for block in blocks)
    return _signature(opening) if any(text.startswith("Dear ") for text in texts) else []


def _signature(opening: Opening) -> list[Field]:
    """Whose name stands below "Yours sincerely" at the end."""
    shown = [b for b in opening.document.blocks if b.kind is not BlockKind.FURNITURE]
    lines = [x for b in shown[-_LAST_BLOCKS:] for x in lines_of(opening.document, b)]
    for closing, line in pairwise(lines):
        person = re.match(PERSON, line.text) if _CLOSING.match(closing.text) else None
        if person:
            return [line.field("author", person[0], person.span(), 0.85)]
    return []


def _first_lines(opening: Opening) -> Iterator[Said]:
    for block in opening.document.blocks[:_FIRST_BLOCKS]:
        yield from lines_of(opening.document, block)


def _first(
    lines: Iterable[Said],
    pattern: re.Pattern[str],
    confidence: float,
) -> list[Field]:
    found = (people_of(line, pattern, "author", confidence) for line in lines)
    return next(filter(None, found), [])


_WAYS: dict[str, tuple[Callable[[Opening], list[Field]], ...]] = {
    PRESS: (_byline, _leader),
    BLOG: (_byline,),
    "hansard": (),
    "judgment": (),
    "minutes": (_clerk,),
    "committee report": (_officer,),
    "government response": (_ministers,),
    "press statement": (_speaker, _labelled, _issuer, _masthead),
    "improvement notice": (_issuer,),
    "guidance": (_labelled, _by_body, _issuer, _declared_body),
    "learning brief": (_labelled, _by_body, _declared_body),
    "prevention of future deaths report": (_coroner, _signature),
    "inspection letter": (_signature,),
    "inspection report": (_signature,),
    "joint area review": (_signature,),
    "joint targeted area inspection": (_signature,),
}
_ONLY_THEIR_WAYS = frozenset({PRESS, BLOG, "hansard", "judgment", "minutes"})
