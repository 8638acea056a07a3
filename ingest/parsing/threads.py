"""Comments below a web page: who wrote each, when, and the words, replies apart."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.parsing.structure import Line
from kb.types import BlockKind

_LEVEL = 7  # below every heading, so that each comment ends the one before
_ITEM = re.compile(r"(?:^|[\w-]*[-_])(?:comment|response)(?:[-_]item)?$", re.IGNORECASE)
_PLACE = re.compile(r"comment|response|discussion|thread|disqus", re.IGNORECASE)
_AUTHOR = re.compile(
    r"author|(?:^|[-_\s])(?:fn|user-?name|nickname|commenter|poster|byline|by|name)(?:$|[-_\s])",
    re.IGNORECASE,
)
_DATE = re.compile(r"date|timestamp|metadata|(?:^|[-_\s])(?:time|posted|when)(?:$|[-_\s])", re.I)
_BODY = re.compile(r"(?:content|body|text|message)$", re.IGNORECASE)
_CONTROL = re.compile(
    r"(?:reply|report|share|like|dislike|edit|delete|permalink|link|quote|flag|recommend|up|down|"
    r"says|wrote|said)(?: (?:abuse|this|comment|to .{1,40}))?[\s:()\d]*",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^(?:posted |written |comment )?by\s+|\s*\b(?:says|wrote|said|on|at)?\s*[:,|-]?\s*$", re.I
)
_TIME = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}"
)
_BYLINE_WORDS = 12
_BLOCKS = ("p", "div", "li", "blockquote", "header", "footer", "h2", "h3", "h4", "h5", "h6", "dd")


def take_comments(tree: Any) -> list[Line]:
    """Takes the comments out of a page: their heading, then byline and words of each."""
    items = [
        element for element in tree.iter("li", "article", "div", "section") if _is_item(element)
    ]
    if not items:
        return []
    place = _place(items)
    heads = [] if place is None else [*place.iter("h1", "h2", "h3", "h4")]
    own = [head for head in heads if not any(_is_item(above) for above in head.iterancestors())]
    lines = [Line(1, text, gap=1.0, level=2) for head in own[:1] if (text := _text(head))]
    for item in items:
        lines.extend(_comment(item))
    for element in [place] if place is not None else items:
        if element.getparent() is not None:
            element.drop_tree()
    return lines


def _is_item(element: Any) -> bool:
    if "comment" in (element.get("itemtype") or "").lower():
        return True
    return any(_ITEM.fullmatch(name) for name in (element.get("class") or "").split())


def _place(items: list[Any]) -> Any | None:
    """The part of the page that holds all comments and nothing else."""
    for above in items[0].iterancestors():
        named = f"{above.get('id') or ''} {above.get('class') or ''}"
        if above.tag in ("body", "main", "html"):
            return None
        if _PLACE.search(named) and all(above in item.iterancestors() for item in items):
            return above
    return None


def _comment(item: Any) -> Iterator[Line]:
    author = date = ""
    for element in _own(item):
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        text = _own_text(element, item)
        brief = 0 < len(text.split()) <= _BYLINE_WORDS
        if not date and brief and (element.tag == "time" or _DATE.search(named)):
            date = text
        signs = element.tag == "cite" or element.get("rel") == "author" or _AUTHOR.search(named)
        if brief and signs and (not author or len(text) < len(author)):
            author = text
    parts = _parts(item)
    if not author and parts and len(parts[0].split()) <= _BYLINE_WORDS:
        dated = _TIME.search(parts[0])
        if dated or (len(parts) > 1 and not re.search(r"[.!?]$", parts[0])):
            author = parts.pop(0)
    found = _TIME.search(author)
    if found:
        date = date if date and date not in author else author[found.start() :]
        author = author[: found.start()]
    elif date and author.endswith(date):
        author = author.removesuffix(date)
    author = _SAYS.sub("", _SAYS.sub("", author.strip())).strip(" ,|-–")
    name = author.split(",")[0].strip()
    words = " ".join(part for part in parts if not _is_byline(part, author, date))
    if words:
        byline = ", ".join(part for part in (author, date.strip(" ,|")) if part)
        yield Line(1, byline or "Comment", gap=1.0, level=_LEVEL, speaker=name or "anonymous")
        yield Line(1, words, gap=1.0, kind=BlockKind.COMMENT, speaker=name or None)


def _parts(item: Any) -> list[str]:
    """The paragraphs of a comment: those of its body where it has one."""
    bodies = [
        element
        for element in _own(item)
        if any(_BODY.search(name) for name in (element.get("class") or "").split())
        or element.get("itemprop") == "text"
    ]
    inner = [
        body for body in bodies if not any(other in body.iterdescendants() for other in bodies)
    ]
    texts: list[str] = []
    for root in inner or [item]:
        blocks = [element for element in root.iter(*_BLOCKS) if _holder(element) is _holder(root)]
        ends = [e for e in blocks if not any(c.tag in _BLOCKS for c in e.iterdescendants())]
        if ends and not (root.text or "").strip():
            texts.extend(_own_text(element, item) for element in ends if element is not item)
        else:
            texts.append(_own_text(root, item))
    return [text for text in texts if text and not _CONTROL.fullmatch(text)]


def _is_byline(part: str, author: str, date: str) -> bool:
    rest = part
    for known in (author, date):
        rest = rest.replace(known, "") if known else rest
    rest = _CONTROL.sub("", re.sub(r"^(?:posted )?by\b", "", rest.strip(" ,|:-"), flags=re.I))
    return len(part.split()) <= _BYLINE_WORDS and not re.search(r"\w", rest)


def _holder(element: Any) -> Any:
    """The comment that an element is part of."""
    if _is_item(element):
        return element
    return next((above for above in element.iterancestors() if _is_item(above)), None)


def _own(item: Any) -> Iterator[Any]:
    """The elements of a comment, without those of the replies inside it."""
    for element in item.iterdescendants():
        if isinstance(element.tag, str) and _holder(element) is item:
            yield element


def _own_text(element: Any, item: Any) -> str:
    parts = []
    for part in element.xpath(".//text()[not(ancestor::script or ancestor::style)]"):
        above = part.getparent()
        above = above.getparent() if part.is_tail else above
        if above is not None and _holder(above) is item:
            parts.append(f" {part}" if part.is_tail and part.getparent().tag == "br" else str(part))
    return " ".join("".join(parts).split())


def _text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
