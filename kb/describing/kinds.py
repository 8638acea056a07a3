"""Which type a document is: what it calls itself in title, cover and running lines.

A word for a type in running prose proves nothing: a committee's paper speaks of a serious case
review, a newspaper of an inquiry.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.describing.bodies import names_body
from kb.describing.opening import Opening, Said
from kb.document_types import (
    BLOG,
    PRESS,
    SERIOUS_CASE_REVIEW,
    UNKNOWN,
    DocumentType,
    document_types,
)
from kb.types import BlockKind, Field

_LINE_WORDS = 24
_OPENING_PARAGRAPHS = 4
_MASTHEAD_LINES = 3

_BYLINE = re.compile(r"by [A-Z][\w'’-]+ [A-Z][\w'’-]+(?:,? [\w'’ ]{0,40})?$", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:author|chair|reviewer|independent|director|Dr|Dame|Sir|Lord|Lady|Baroness|Professor|"
    r"Honour|[QK]C|[DCOM]BE)\b",
    re.IGNORECASE,
)
_AGENCY_COPY = re.compile(r"\((?:Reuters|AP|PA)\)|\bBBC News\b|\bstaff reporter\b", re.IGNORECASE)
_CORRESPONDENT = re.compile(r"\b(?:correspondent|reporter|columnist)\b", re.IGNORECASE)
_WEB_CHROME = re.compile(r"related articles|comments are closed|sign in\b", re.IGNORECASE)
_POSTED = re.compile(r"(?:posted by|filed under)\b", re.IGNORECASE)
_BLOG = re.compile(
    rf"\b(?:this|my) blog\b|\bblogspot\b|{_POSTED.pattern}|about me\b", re.IGNORECASE
)
_MASTHEAD = re.compile(
    r"(?:the )?(?:[\w’'-]+ ){1,3}(?:mercury|herald|gazette|chronicle|echo|times|observer|argus|"
    r"courier|telegraph|advertiser|evening (?:news|post)|examiner|tribune|sentinel)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:report|summary|account|findings) (?:of|on) (?:an?|the|this) (?:\w+ )?review\b",
    re.IGNORECASE,
)
_OLD_BOARD = re.compile(
    r"\barea child protection committee\b|\bsafeguarding children board\b", re.IGNORECASE
)
# What may follow a review's name on its cover; "finds failings" after it is a headline.
_AFTER = re.compile(
    r"\s*(?:$|[:–—|,.(/‘“\"-]|'(?=[A-Z])|(?:in respect of|into|concerning|regarding|relating to|"
    r"relation|on|of|for|about|re|under|using|with|by|reports?|overview|executive|final|full|summary|panel|"
    r"child(?:ren)?|baby|young (?:person|people)|family|case|(?-i:[A-Z]{2,}\d*))\b)",
    re.IGNORECASE,
)
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


def is_posting(line: str) -> bool:
    """Whether a line says who posted a page: "Posted by Ann, 3 May 2012"."""
    return bool(_POSTED.match(line))


def is_masthead(line: str) -> bool:
    """Whether a line is the name of a newspaper and no more.

    >>> is_masthead("THE ACRE MERCURY"), is_masthead("The Acre Mercury has seen the report")
    (True, False)
    """
    return bool(_MASTHEAD.fullmatch(line.strip()))


def find_type(opening: Opening) -> tuple[str, list[Field]]:
    """The name of the document's type, "document" where unknown, and what says so."""
    if outlet := _outlet(opening):
        return outlet, []
    for kind in document_types():
        if not kind.is_review and (found := _named(kind, opening)):
            return kind.name, [replace(found, name="document type", value=kind.name)]
    if _is_web_article(opening):
        return _press(opening), []
    for look in (_named, _coded, _self_described):
        for kind in document_types():
            if kind.is_review and (found := look(kind, opening)):
                named = replace(found, name="document type", value=kind.name)
                return kind.name, [named, found, *_part(opening)]
    if found := _of_old_board(opening):
        named = replace(found, name="document type")
        return SERIOUS_CASE_REVIEW, [named, found, *_part(opening)]
    return UNKNOWN, []


def _named(kind: DocumentType, opening: Opening) -> Field | None:
    """A line of title or cover that names `kind`."""
    for line in _short(opening.lines):
        match = kind.opens.match(line.text) if kind.opens else None
        if match and (not kind.is_review or _AFTER.match(line.text, match.end())):
            return line.field("regime", match["name"].lower(), match.span("name"), 0.95)
        match = kind.says.search(line.text) if kind.says else None
        if match:
            return line.field("regime", kind.name, match.span(), 0.9)
    return None


def _short(lines: tuple[Said, ...]) -> Iterator[Said]:
    return (line for line in lines if len(line.text.split()) <= _LINE_WORDS)


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


def _self_described(kind: DocumentType, opening: Opening) -> Field | None:
    """A first paragraph that says "This is the overview report of a serious case review"."""
    for said in opening.prose[:_OPENING_PARAGRAPHS]:
        for match in _SELF.finditer(said.text):
            found = kind.opens.match(said.text[match.end() :]) if kind.opens else None
            if found:
                place = (match.end() + found.start("name"), match.end() + found.end("name"))
                return said.field("regime", kind.name, place, 0.8)
    return None


def _of_old_board(opening: Opening) -> Field | None:
    """A title "Report of a second review" on a cover of a board that made serious case reviews.

    Boards of these names made reviews of that one kind, until partnerships followed them.
    """
    if not any(_OLD_BOARD.search(line.text) for line in opening.cover):
        return None
    for line in _short(opening.titles):
        if match := _UNNAMED.match(line.text):
            return line.field("regime", SERIOUS_CASE_REVIEW, match.span(), 0.6)
    return None


def _part(opening: Opening) -> list[Field]:
    """Which part of the papers of a review this is: its overview report, its summary."""
    for line in (*_short(opening.lines), *opening.running):
        for part, pattern in _PARTS:
            match = re.search(pattern, line.text, re.IGNORECASE)
            if match:
                again = _ORDINAL.search(line.text[: match.start()])
                value = f"{again[1].lower()} {part}" if again else part
                return [line.field("part", value, match.span(), 0.9)]
    return []


def _outlet(opening: Opening) -> str | None:
    """Press or blog, where its first lines show that a journalist or a blog's author speaks."""
    if any(is_posting(line.text) for line in opening.cover):
        return BLOG
    if any(is_masthead(line.text) for line in opening.cover[:_MASTHEAD_LINES]):
        return PRESS
    return _press(opening) if _is_news(opening) else None


def _is_news(opening: Opening) -> bool:
    """Whether an agency, a broadcaster or a byline shows that a journalist speaks."""
    if any(_AGENCY_COPY.search(said.text) for said in (*opening.lines, *opening.prose[:3])):
        return True
    author = opening.document.declared.get("author", "")
    if _CORRESPONDENT.search(author):
        return True
    bylines = [line for line in opening.cover if _BYLINE.match(line.text.strip())]
    return any(not _ROLE.search(line.text) for line in bylines) and not _has_cover(opening)


def _has_cover(opening: Opening) -> bool:
    """Whether a board or council stands on a line of its own, as it does on its papers."""
    return any(names_body(line.text) for line in (*opening.cover, *opening.running))


def _is_web_article(opening: Opening) -> bool:
    document = opening.document
    if any(block.kind is BlockKind.COMMENT for block in document.blocks):
        return True
    if _has_cover(opening):
        return False
    return any(
        block.kind is BlockKind.FURNITURE and _WEB_CHROME.match(document.text(block.spans))
        for block in document.blocks
    )


def _press(opening: Opening) -> str:
    """Press, or a blog: a page that says so, or that one signs with a single name."""
    document = opening.document
    chrome = [document.text(b.spans) for b in document.blocks if b.kind is BlockKind.FURNITURE]
    handle = re.fullmatch(r"\w+", document.declared.get("author", ""))
    return BLOG if handle or any(_BLOG.search(text) for text in chrome) else PRESS
