"""Comments below a web page: who wrote each, when, and the words, replies apart."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.parsing.lines import Line
from kb.types import BlockKind

_LEVEL = 7  # below every heading, so that each comment ends the one before
_ITEM = re.compile(r"(?:^|[\w-]*[-_])comment(?:[-_]item)?$", re.IGNORECASE)
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
_NOTICE_WORDS = 150
_ITEMS = frozenset({"li", "article", "div", "section"})
_BLOCKS = ("p", "div", "li", "blockquote", "header", "footer", "h2", "h3", "h4", "h5", "h6", "dd")


Owners = dict[Any, Any]
"""For each element of a page the comment that it is part of, the innermost."""


def take_comments(tree: Any) -> list[Line]:
    """Takes the comments out of a page: their heading, then byline and words of each."""
    owners: Owners = {}
    parts: dict[Any, list[Any]] = {}
    for element in tree.iter("*"):
        owner = element if _is_item(element) else owners.get(element.getparent())
        if owner is not None:
            owners[element] = owner
            parts.setdefault(owner, []).append(element)
    items = [*parts]
    if not items:
        return []
    place = _place(items)
    heads = [] if place is None else [*place.iter("h1", "h2", "h3", "h4")]
    own = [head for head in heads if head not in owners]
    lines = [Line(1, text, gap=1.0, level=2) for head in own[:1] if (text := _text(head))]
    for item in items:
        lines.extend(_comment(item, parts[item], owners))
    if place is not None:  # what else it holds are forms and notices, unless it is much
        others = len(_text(place).split()) - sum(_length(n, owners) for n in items)
        place = place if others <= _NOTICE_WORDS else None
    for element in [place] if place is not None else items:
        if element.getparent() is not None:
            element.drop_tree()
    return lines


def _is_item(element: Any) -> bool:
    if element.tag not in _ITEMS:
        return False
    if "comment" in (element.get("itemtype") or "").lower():
        return True
    return any(_ITEM.fullmatch(name) for name in (element.get("class") or "").split())


def _place(items: list[Any]) -> Any | None:
    """The part of the page that holds all comments and nothing else."""
    for above in items[0].iterancestors():
        named = f"{above.get('id') or ''} {above.get('class') or ''}"
        if above.tag in ("body", "main", "html"):
            return None
        if _PLACE.search(named) and above in (items[-1], *items[-1].iterancestors()):
            return above
    return None


def _comment(item: Any, own: list[Any], owners: Owners) -> Iterator[Line]:
    author = date = ""
    for element in own[1:]:
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if element.tag != "time" and not (_DATE.search(named) or _signs(element, named)):
            continue
        text = _own_text(element, owners)
        brief = 0 < len(text.split()) <= _BYLINE_WORDS
        if not date and brief and (element.tag == "time" or _DATE.search(named)):
            date = text
        if brief and _signs(element, named) and (not author or len(text) < len(author)):
            author = text
    parts = _parts(item, own, owners)
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


def _signs(element: Any, named: str) -> bool:
    """Whether an element says who wrote a comment."""
    by = element.tag == "cite" or element.get("rel") == "author"
    return by or bool(_AUTHOR.search(named))


def _parts(item: Any, own: list[Any], owners: Owners) -> list[str]:
    """The paragraphs of a comment: those of its body where it has one."""
    bodies = {
        element
        for element in own[1:]
        if any(_BODY.search(name) for name in (element.get("class") or "").split())
        or element.get("itemprop") == "text"
    }
    outer = {above for body in bodies for above in body.iterancestors()}
    texts: list[str] = []
    for root in [body for body in own if body in bodies - outer] or [item]:
        blocks = [e for e in root.iter(*_BLOCKS) if owners.get(e) is item and e is not item]
        holding = {above for block in blocks for above in block.iterancestors()}
        ends = [block for block in blocks if block not in holding]
        if ends and not (root.text or "").strip():
            texts.extend(_own_text(element, owners) for element in ends)
        else:
            texts.append(_own_text(root, owners))
    return [text for text in texts if text and not _CONTROL.fullmatch(text)]


def _is_byline(part: str, author: str, date: str) -> bool:
    rest = part
    for known in (author, date):
        rest = rest.replace(known, "") if known else rest
    rest = _CONTROL.sub("", re.sub(r"^(?:posted )?by\b", "", rest.strip(" ,|:-"), flags=re.I))
    return len(part.split()) <= _BYLINE_WORDS and not re.search(r"\w", rest)


def _length(item: Any, owners: Owners) -> int:
    """How many words a comment has, its byline counted, replies not."""
    return len(_own_text(item, owners).split())


def _own_text(element: Any, owners: Owners) -> str:
    """The words of an element of a comment, without those of the replies inside it."""
    words: list[str] = []
    _collect(element, owners, owners.get(element), words)
    return " ".join("".join(words).split())


def _collect(element: Any, owners: Owners, owner: Any, words: list[str]) -> None:
    if owners.get(element) is not owner or element.tag in ("script", "style"):
        return
    words.append(element.text or "")
    for child in element:
        words.append(" " if child.tag == "br" else "")
        _collect(child, owners, owner, words)
        words.append(child.tail or "")


def _text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
