"""What a document is, read from its first page: title, type, authority, year.

Deliberately few rules; what they cannot tell stays unknown.
"""

import re
from collections import Counter

from kb.stated_fields import stated_fields
from kb.types import Block, BlockKind, Description, Document, Standing

DESCRIBER = "description-2"

_HEAD_CHARS = 2500

REVIEW_TYPES = frozenset(
    {
        "serious case review",
        "local child safeguarding practice review",
        "child practice review",
        "case management review",
        "learning review",
    }
)

_STANDING = {
    "government response": Standing.RESPONSE,
    "committee report": Standing.SECOND_HAND,
    "press": Standing.PRESS,
    "guidance": Standing.GUIDANCE,
    "document": Standing.UNKNOWN,
}

_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\s+(?P<year>(?:19|20)\d{2})"
)
_BYLINE = re.compile(r"^by [A-Z][\w'’-]+ [A-Z][\w'’-]+", re.IGNORECASE)
_AGENCY_COPY = re.compile(r"\((?:Reuters|AP|PA)\)|\bBBC News\b|\bstaff reporter\b", re.IGNORECASE)
_WEB_CHROME = re.compile(r"related articles|comments are closed|sign in\b", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"(?:select|scrutiny|overview)\b[^.\n]{0,60}\b(?:committee|panel)|"
    r"report of the (?:strategic )?director",
    re.IGNORECASE,
)
_RESPONSE = re.compile(r"government(?:['’]s)? response\b", re.IGNORECASE)
_GUIDANCE = re.compile(r"\b(?:statutory|practice) guidance\b|\bprocedures? manual\b", re.IGNORECASE)
_PRIMARY = (
    ("local child safeguarding practice review", r"child safeguarding practice review|\bLCSPR\b"),
    ("child practice review", r"\bchild practice review\b"),
    ("case management review", r"\bcase management review\b"),
    ("joint area review", r"\bjoint area review\b"),
    ("inquiry", r"\b(?:public|statutory) inquiry\b|\binquiry report\b"),
    ("serious case review", r"\bserious case review\b"),
    ("learning review", r"\blearning review\b"),
    ("inspection report", r"\binspection (?:report|of)\b"),
)
_AUTHORITY = re.compile(
    r"(?!The )([A-Z][a-z]+(?:[- ][A-Z][a-z]+){0,2}?) (?:Local )?(?:Safeguarding Children(?:['’]s)? "
    r"(?:Board|Partnership)|(?:Metropolitan |City |County |Borough )*Council\b)"
)
_NOT_A_TITLE = re.compile(
    rf"(?:\w+day,? )?{_DATE}$|report of\b|(?:[\w'’]+ ){{0,6}}(?:board|partnership|council)$|"
    r"(?:[\w'’]+ ){0,6}(?:committee|panel)(?: on [\w'’ ]+)?$|published\b|appendix\b|"
    r"overview report$|microsoft word|untitled",
    re.IGNORECASE,
)


def describe(document: Document, name: str) -> Description:
    """What `document`, found under the file name `name`, is; unknown stays None."""
    head = "\n\n".join(page.text for page in document.pages)[:_HEAD_CHARS]
    document_type = _type(document, head)
    return Description(
        title=_title(document, name),
        document_type=document_type,
        standing=_STANDING.get(document_type, Standing.PRIMARY),
        authority=None if document_type == "press" else _authority(document),
        year=_year(document, head, dated=document_type != "press"),
        fields=stated_fields(document),
    )


def standing_of(document_standing: Standing, block: Block) -> Standing:
    """Who speaks in `block` of a document with `document_standing`."""
    return Standing.COMMENT if block.kind is BlockKind.COMMENT else document_standing


def _type(document: Document, head: str) -> str:
    texts = [document.text(block.spans) for block in document.blocks[:8]]
    if _RESPONSE.search(head[:400]):
        return "government response"
    if _is_press(document, head, texts):
        return "press"
    if _COMMITTEE.search(head[:1000]):
        return "committee report"
    for name, pattern in _PRIMARY:
        if re.search(pattern, head[:1200], re.IGNORECASE):
            return name
    return "guidance" if _GUIDANCE.search(head[:600]) else "document"


def _is_press(document: Document, head: str, texts: list[str]) -> bool:
    if any(_BYLINE.match(text) for text in texts) or _AGENCY_COPY.search(head[:600]):
        return True
    if any(block.kind is BlockKind.COMMENT for block in document.blocks):
        return True
    return any(
        block.kind is BlockKind.FURNITURE and _WEB_CHROME.match(document.text(block.spans))
        for block in document.blocks
    )


def _title(document: Document, name: str) -> str:
    declared = document.declared.get("title", "")
    if declared and not _NOT_A_TITLE.match(declared) and len(declared.split()) > 1:
        return declared
    headings = [
        " ".join(document.text(block.spans).strip("#*_ ").split())
        for block in document.blocks[:40]
        if block.kind is BlockKind.HEADING and block.speaker is None
    ]
    good = [text for text in headings if not _NOT_A_TITLE.match(text)]
    return (good or headings or [name])[0]


def _authority(document: Document) -> str | None:
    counts: Counter[str] = Counter()
    for page in document.pages:
        counts.update(match[1] for match in _AUTHORITY.finditer(page.text) if match[1] != "Local")
    return counts.most_common(1)[0][0].strip() if counts else None


def _year(document: Document, head: str, *, dated: bool) -> int | None:
    """The year of publication; the first date of all counts only where such documents open so."""
    for pattern in (rf"[Pp]ublished:?\s+(?:on\s+|in\s+)?{_DATE}", rf"updated\b.{{0,40}}?{_DATE}"):
        if match := re.search(pattern, head, re.DOTALL):
            return int(match["year"])
    if match := re.match(r"(\d{4})-\d{2}", document.declared.get("date", "")):
        return int(match[1])
    match = re.search(_DATE, head) if dated else None
    return int(match["year"]) if match else None
