"""Papers in which a journalist or the author of a blog speaks, as their first lines show."""

import re

from kb.describing.names import PERSON
from kb.describing.opening import Opening
from kb.describing.places import names_body, with_names_in_case
from kb.document_types import BLOG, PRESS
from kb.types import BlockKind

_MASTHEAD_LINES = 3
_BYLINE = re.compile(r"(?i:by) [A-Z][\w'’-]+ [A-Z][\w'’-]+(?:,? [\w'’ ]{0,40})?$")
_ROLE = re.compile(
    r"\b(?:author|chair|reviewer|independent|director|Dr|Dame|Sir|Lord|Lady|Baroness|Professor|"
    r"Honour|[QK]C|[DCOM]BE)\b",
    re.IGNORECASE,
)
_AGENCY_COPY = re.compile(r"\((?:Reuters|AP|PA)\)|\bBBC News\b|\bstaff reporter\b", re.IGNORECASE)
_OUR_OWN = re.compile(
    r"(?:by|from) (?:our|a) (?:[\w’'-]+ ){0,4}(?:correspondent|reporter)s?\b", re.IGNORECASE
)
_CORRESPONDENT = re.compile(r"\b(?:correspondent|reporter|columnist)\b", re.IGNORECASE)
# "Children's Reporter" is an office of Scottish law
_CREDIT = re.compile(
    rf"(?:(?i:exclusive )?(?i:by ))?{PERSON}\s?(?:,|·|\||[—–-])\s?"
    r"(?:(?!(?i:child|authority|locality|principal))[\w’'-]+ ){0,4}"
    r"(?i:correspondent|reporter|columnist)\b"
)
_BY_AND_HOUR = re.compile(rf"(?i:by) {PERSON}\b.{{0,60}}\b\d{{1,2}}[:.]\d\d\b.{{0,20}}\b20\d\d\b")
_WEB_CHROME = re.compile(r"related articles|comments are closed|sign in\b", re.IGNORECASE)
_POSTED = re.compile(
    r"(?:.*[·|/—–] )?(?:posted (?:on .{3,25} )?(?:by|in)|filed under|leave a (?:comment|reply))\b",
    re.IGNORECASE,
)
_POSTED_ON = re.compile(r"posted (?:on )?\d", re.IGNORECASE)
_BLOG = re.compile(
    rf"\b(?:this|my) blog\b|\bblogspot\b|{_POSTED.pattern}|about me\b", re.IGNORECASE
)
_NAMED_BLOG = re.compile(
    r"^an? blog (?:by|about|on)\b|\b(?:an?|my|our) (?:[\w’']+ ){1,4}blog\b", re.IGNORECASE
)
_PAPER = (
    r"(?:mercury|herald|gazette|chronicle|echo|times|observer|argus|courier|telegraph|advertiser|"
    r"evening (?:news|post|courier|standard|mail)|weekly news|free press|examiner|tribune|sentinel|"
    r"express|citizen|d[ei]spatch|recorder|informer|enquirer|messenger|"
    r"(?<!children['’]s )(?<!authority )(?<!principal )reporter)"
)
# words that name a newspaper where the day and its price stand beside them
_OTHER_PAPER = re.compile(
    r"the (?:[\w’'-]+ ){1,3}(?:leader|journal|post|star|guardian|independent|press|mail|news|"
    r"standard|record|register|voice|pioneer|packet|visitor|democrat|banner)\b",
    re.IGNORECASE,
)
_BLOG_MENU = re.compile(r"(?:\W*\w+ ?[|·•/] )*\W*Blog(?: ?[|·•/] ?\w+\W*)+$")
_READING_TIME = re.compile(r"\W*\d+[ -]min(?:ute)?s? read\W*", re.IGNORECASE)
_NEWS_COLUMN = re.compile(r"news (?:in brief|extra|focus|review|analysis|feature)\b", re.IGNORECASE)
_INTRANET = re.compile(r"\bintranet\b", re.IGNORECASE)
_PRICED = re.compile(
    r"\b(?:19|20)\d\d\b.*(?:\b\d{1,3}p\b|\bp(?:age|\.)? ?\d|£\d|\bprice\b)", re.IGNORECASE
)
_MASTHEAD = re.compile(
    rf"(?:the )?(?:(?:[\w’'-]+|&) ){{1,3}}{_PAPER}(?: (?:&|and) \w+)?", re.IGNORECASE
)
# what stands beside a newspaper's name: the day, the price, its address
_BESIDE = re.compile(
    r"\W+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|www|est\b|price|no\b|\d)", re.IGNORECASE
)
_NO_TOWN = r"(?:Daily|Weekly|Sunday|Financial|Evening|Morning|National|World|British)\b"
_KIND = r"(?:(?:&|and) )?(?:district |county |evening |morning |daily |weekly |sunday )*"
_TOWN = re.compile(
    rf"(?:.*[\W_](?i:the )|(?i:the )?)(?P<town>(?!{_NO_TOWN})[A-Z][\w’'-]+(?: "
    rf"(?!{_NO_TOWN})[A-Z][\w’'-]+)?) "
    rf"(?i:{_KIND}(?:{_PAPER}|live|online|evening\b))"
)
_PRICED_TOWN = re.compile(rf"(?i:the )(?P<town>(?!{_NO_TOWN})[A-Z][\w’'-]+) [A-Z][\w’'-]+\W")
_LIVE = re.compile(rf"[·|] (?P<town>(?!{_NO_TOWN})[A-Z][\w’'-]+) (?:Live|Online)\b")


def is_posting(line: str) -> bool:
    """Whether a line says who posted a page: "Posted by Ann, 3 May 2012"."""
    return bool(_POSTED.match(line))


def is_masthead(line: str) -> bool:
    """Whether a line is the name of a newspaper and no more.

    >>> is_masthead("THE ACRE MERCURY"), is_masthead("The Acre Mercury has seen the report")
    (True, False)
    """
    return bool(_MASTHEAD.fullmatch(line.strip()))


def place_of_masthead(line: str) -> str | None:
    """The town in the name of a newspaper at the head of its page.

    >>> place_of_masthead("The Acre Mercury, 4 May 1999"), place_of_masthead("Ann · Acre Live")
    ('Acre', 'Acre')
    """
    line = with_names_in_case(line)
    match = (
        _TOWN.match(line)
        or _LIVE.search(line)
        or (_PRICED.search(line) and _PRICED_TOWN.match(line))
    )
    return match["town"] if match else None


def find_outlet(opening: Opening) -> str | None:
    """Press or blog, where its first lines show that a journalist or a blog's author speaks."""
    if any(_INTRANET.search(line.text) for line in opening.cover):
        return None
    if any(is_posting(line.text) for line in (*opening.cover, *opening.imprint)):
        return BLOG
    if _heads_as_paper(opening):
        return PRESS
    if _heads_as_blog(opening):
        return BLOG
    if _is_news(opening):
        return _press(opening)
    first = opening.cover[:_MASTHEAD_LINES]
    return BLOG if any(_NAMED_BLOG.search(line.text) for line in first) else None


def find_web_article(opening: Opening) -> str | None:
    """Press or blog, where comments, furniture or the day of posting show a web page."""
    document = opening.document
    if any(block.kind is BlockKind.COMMENT for block in document.blocks):
        return _press(opening)
    if _has_cover(opening):
        return None
    if any(_POSTED_ON.match(line.text) for line in opening.cover):
        return BLOG
    chrome = any(
        block.kind is BlockKind.FURNITURE and _WEB_CHROME.match(document.text(block.spans))
        for block in document.blocks
    )
    return _press(opening) if chrome else None


def _heads_as_paper(opening: Opening) -> bool:
    """Whether the first lines are a newspaper's name, a column of it, or its day and price."""
    first = [line.text for line in opening.cover[:_MASTHEAD_LINES]]
    if any(is_masthead(x) or _heads_page(x) or _NEWS_COLUMN.match(x) for x in first):
        return True
    return any(map(_OTHER_PAPER.match, first)) and any(map(_PRICED.search, first))


def _heads_as_blog(opening: Opening) -> bool:
    """Whether a menu with "Blog" stands first, or how long the page takes to read."""
    menu = any(_BLOG_MENU.match(line.text) for line in opening.cover[:_MASTHEAD_LINES])
    return menu or any(_READING_TIME.fullmatch(line.text) for line in opening.cover)


def _heads_page(line: str) -> bool:
    """Whether a line begins with a newspaper's name and goes on with its day or price."""
    match = _MASTHEAD.match(line)
    return bool(match and _BESIDE.match(line, match.end()))


def _is_news(opening: Opening) -> bool:
    """Whether an agency, a broadcaster or a byline shows that a journalist speaks."""
    if any(_AGENCY_COPY.search(said.text) for said in (*opening.lines, *opening.prose[:3])):
        return True
    author = opening.document.declared.get("author", "")
    if _CORRESPONDENT.search(author) or any(_OUR_OWN.match(x.text) for x in opening.cover):
        return True
    if any(_BY_AND_HOUR.match(x.text) for x in opening.cover):
        return True
    if _has_cover(opening):
        return False
    bylines = [x for x in opening.cover if _BYLINE.match(x.text.strip()) or _CREDIT.match(x.text)]
    return any(_CREDIT.match(x.text) or not _ROLE.search(x.text) for x in bylines)


def _has_cover(opening: Opening) -> bool:
    """Whether a board or council stands on a line of its own, as it does on its papers."""
    return any(names_body(line.text) for line in (*opening.cover, *opening.running))


def _press(opening: Opening) -> str:
    """Press, or a blog: a page that says so, or that one signs with a single name."""
    document = opening.document
    chrome = [document.text(b.spans) for b in document.blocks if b.kind is BlockKind.FURNITURE]
    handle = re.fullmatch(r"\w+", document.declared.get("author", ""))
    return BLOG if handle or any(_BLOG.search(text) for text in chrome) else PRESS
