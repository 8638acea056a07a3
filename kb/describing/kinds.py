"""Which type a document is: what it calls itself in title, cover and running lines, and its words.

A word for a type in running prose proves nothing: a committee's paper speaks of a serious case
review, a newspaper of an inquiry. Where nothing names the type, all the words of the opening may
tell it (`kb.describing.likely_types`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from kb.describing.letters import before_salutation, is_letter
from kb.describing.likely_types import likely_types
from kb.describing.opening import Opening, Said
from kb.describing.outlets import find_outlet, find_web_article
from kb.describing.review_titles import AFTER, find_in_line, find_of_body, title_lines
from kb.document_types import (
    LETTER,
    REVIEW_TYPES,
    UNKNOWN,
    DocumentType,
    document_types,
    standing_of_type,
)
from kb.types import Field, Standing

_OPENING_PARAGRAPHS = 4
# From which probability a document is of a type that nothing in it names; what would speak for
# itself must be nearly sure: an article about an inspection has its words.
_LIKELY, _LIKELY_PRIMARY = 0.3, 0.9
_CONTENTS = re.compile(r"\W*(?:table of |list of )?contents\W*", re.IGNORECASE)
_PARTS = (
    (
        "executive summary",
        r"\b(?:executive|public|published) summary\b|^summary of an? (?:[\w’'-]+ )*review\b",
    ),
    ("overview report", r"\boverview report\b"),
    ("appendix", r"^\W*(?:combined )?appendi(?:x|ces)\b"),
)
_ORDINAL = re.compile(
    r"\b(second|reconsidered|revised|further|new)\s+(?:\w+ ){0,2}?$", re.IGNORECASE
)


def find_type(opening: Opening) -> tuple[str, list[Field]]:
    """The name of the document's type, "document" where unknown, and what says so."""
    named, evidence = _by_rules(opening)
    odds = likely_types(opening) if named == UNKNOWN and opening.lines else {}
    likely = max(odds, key=odds.__getitem__, default=UNKNOWN)
    is_primary = standing_of_type(likely) is Standing.PRIMARY
    if odds.get(likely, 0.0) < (_LIKELY_PRIMARY if is_primary else _LIKELY):
        return named, evidence
    found = opening.lines[0].field("document type", likely, None, round(odds[likely], 2))
    return likely, [found, *(_part(opening) if likely in REVIEW_TYPES else ())]


def _by_rules(opening: Opening) -> tuple[str, list[Field]]:
    """What a document calls itself."""
    if is_letter(opening):
        head = before_salutation(opening)
        if not any(_named(kind, head) for kind in document_types()):
            return _of_letter(opening, head)
    if outlet := find_outlet(opening):
        return outlet, []
    if found := _of_no_review(opening, document_types(), _on_cover):
        return found.value, [found]
    if outlet := find_web_article(opening):
        return outlet, []
    kind, evidence = _of_review(opening)
    if kind == UNKNOWN and (found := _of_no_review(opening, document_types(), _told)):
        return found.value, [found]
    return kind, evidence


def _of_letter(opening: Opening, head: Sequence[Said]) -> tuple[str, list[Field]]:
    """A letter, or what is written in letters, as its subject or its letterhead says."""
    in_letters = [kind for kind in document_types() if kind.in_letters]
    for look in (_on_cover, _told):
        if found := _of_no_review(opening, in_letters, look):
            return found.value, [found]
    for kind in document_types():
        other = kind.unless and any(kind.unless.search(line.text) for line in opening.lines)
        for line in head if kind.letterhead and not other else ():
            if kind.letterhead and (match := kind.letterhead.search(line.text)):
                return kind.name, [line.field("document type", kind.name, match.span(), 0.8)]
    return LETTER, []


def _of_no_review(
    opening: Opening,
    kinds: Iterable[DocumentType],
    look: Callable[[DocumentType, Opening], Field | None],
) -> Field | None:
    for kind in kinds:
        if not kind.is_review and (found := look(kind, opening)):
            return replace(found, name="document type", value=kind.name)
    return None


def _of_review(opening: Opening) -> tuple[str, list[Field]]:
    for look in (_on_cover, _coded, _self_described, find_in_line):
        for kind in document_types():
            if kind.is_review and (found := look(kind, opening)):
                named = replace(found, name="document type", value=kind.name)
                return kind.name, [named, found, *_part(opening)]
    if found := find_of_body(opening):
        named = replace(found, name="document type")
        return found.value, [named, found, *_part(opening)]
    return UNKNOWN, []


def _told(kind: DocumentType, opening: Opening) -> Field | None:
    """A first paragraph that says what only papers of `kind` say."""
    for said in (*opening.cover, *opening.prose[:_OPENING_PARAGRAPHS]):
        match = kind.tells.search(said.text) if kind.tells else None
        if match:
            return said.field("regime", kind.name, match.span(), 0.8)
    return None


def _on_cover(kind: DocumentType, opening: Opening) -> Field | None:
    """A line of title or cover that names `kind`, above the contents."""
    above = [*takewhile(lambda line: not _CONTENTS.fullmatch(line.text), opening.cover)]
    below = {line.text for line in opening.cover[len(above) :]}
    return _named(kind, (*(line for line in opening.titles if line.text not in below), *above))


def _named(kind: DocumentType, lines: Iterable[Said]) -> Field | None:
    """A line of title or cover that names `kind`."""
    for line in title_lines(lines):
        if line.text.startswith("(") and not kind.is_review:
            continue  # "(Working Together to Safeguard Children, 2010)" is a remark
        match = kind.opens.match(line.text) if kind.opens else None
        if match and (not kind.is_review or AFTER.match(line.text, match.end())):
            return line.field("regime", match["name"].lower(), match.span("name"), 0.95)
        match = kind.says.search(line.text) if kind.says else None
        if match:
            return line.field("regime", kind.name, match.span(), 0.9)
    return None


def _coded(kind: DocumentType, opening: Opening) -> Field | None:
    """A running line that names `kind`, in words or in letters ("WSCB Child M SCR FINAL")."""
    for line in opening.running:
        for pattern in (kind.codes, kind.opens):
            match = pattern.search(line.text) if pattern else None
            if match:
                return line.field("regime", kind.name, match.span("name"), 0.85)
    return None


_SELF = re.compile(
    r"\b(?:this|the present)\b(?: (?:is|document|report|paper|was|sets out|presents|summar\w+))*"
    r"(?: (?:the|an?|of|on|findings|full|public|overview|executive|summary|report|final|local))*\W+"
    r"|^\W*(?:[\d.]+\s+)?(?:the|an?) (?=[\w ]+ (?:was|has been) commissioned)",
    re.IGNORECASE,
)
_MADE = re.compile(  # on a cover that speaks of a review and does not say of what kind
    r"\bthe (?:[\w’']+ ){0,3}(?:board|committee|partnership|panel) (?:has |have )?"
    r"(?:carried out|undert(?:ook|aken)|held|conducted|commissioned|completed) (?:an?|this|the) ",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"\breview\b", re.IGNORECASE)


def _self_described(kind: DocumentType, opening: Opening) -> Field | None:
    """A first paragraph that says "This is the overview report of a serious case review"."""
    unnamed = any(_REVIEW.search(line.text) for line in opening.titles)
    for said in (*opening.cover, *opening.prose[:_OPENING_PARAGRAPHS]):
        made = _MADE.finditer(said.text) if unnamed else ()
        for match in (*_SELF.finditer(said.text), *made):
            found = kind.opens.match(said.text[match.end() :]) if kind.opens else None
            if found:
                place = (match.end() + found.start("name"), match.end() + found.end("name"))
                return said.field("regime", kind.name, place, 0.8)
    return None


def _part(opening: Opening) -> list[Field]:
    """Which part of the papers of a review this is: its overview report, its summary."""
    for line in (*title_lines(opening.lines), *opening.running):
        for part, pattern in _PARTS:
            match = re.search(pattern, line.text, re.IGNORECASE)
            if match:
                again = _ORDINAL.search(line.text[: match.start()])
                value = f"{again[1].lower()} {part}" if again else part
                return [line.field("part", value, match.span(), 0.9)]
    return []
