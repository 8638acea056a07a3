"""Saved web pages: the main content as trafilatura finds it, and the comments below it.

trafilatura knows menus from words, but leaves out what it takes for decoration: dates in running
text, numbers of lists, captions. So the tree is made plain for it first (`_plain`).
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ingest.parsing.grouping import group
from ingest.parsing.hidden import is_filler
from ingest.parsing.joining import REDACTED
from ingest.parsing.lines import Line
from ingest.parsing.numbering import in_form
from ingest.parsing.structure import assemble
from ingest.parsing.threads import take_comments
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, HiddenText, Page

PARSER = "trafilatura-4"

# a commenter's name, with or without a town and a date: no sentence, so no stop at its end
_SIGNATURE = re.compile(
    r"(?P<speaker>[^,.!?]{1,40}(?:\.[^,.!?]{1,40})?)(?:,[^,.!?]{1,40}){0,2},?"
    r"(?:\s+\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4})?"
)
_SIGNATURE_WORDS = 8
_COMMENT_LEVEL = 7
_BOLD_WORDS = 12
_SPANNED_ROWS = 200
_CELL_WORDS = 100
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_COLOUR = re.compile(r"(?:^|[;{\s])(color|background(?:-color)?)\s*:\s*([^;}\s!]+)")
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_ENOUGH = 0.5  # share of the words of <main> or <article> that has to come through
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 tr table blockquote pre ul ol section article hr center".split()
)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ITEM = re.compile(r"(\w{1,5})[.)]\s+")
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)?(?:notes?|references)(?:$|[\s_-])")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTROLS = ("button", "input", "select", "form", "iframe", "nav", "script", "style", "svg")
_MACHINERY = frozenset("nav header footer aside dialog menu button script template".split())
_ROLES = frozenset("navigation dialog alertdialog menu banner contentinfo search tooltip".split())
_SENTENCE = 4  # words
_NO_TEXT = "a web page without any text of its own (only menus or scripts)"


def parse_html(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page, its blocks, and what the page declares (title, author, date).

    Raises:
        UnreadableDocument: the page has no text of its own.
    """
    from lxml import etree
    from trafilatura.utils import load_html

    tree = load_html(data)
    if tree is None:
        raise UnreadableDocument(_NO_TEXT)
    _mend(tree)
    hidden = _drop_hidden(tree)
    covered = _cover(tree)
    comments = take_comments(tree)
    notes = _take_notes(tree)
    _plain(tree)
    try:
        xml = _extract(tree)
    except Exception as error:  # what trafilatura raises on a broken page differs by page
        raise UnreadableDocument(f"a damaged web page ({error})") from error
    # what trafilatura makes of a broken page is not always XML
    root = etree.fromstring(xml.encode(), etree.XMLParser(recover=True)) if xml else None
    lines = [*content_lines(root)] if root is not None else []
    texts, blocks = assemble(group([*lines, *notes, *comments]))
    if not texts.get(1, "").strip():
        raise UnreadableDocument(_NO_TEXT)
    declared = {}
    if root is not None:
        declared = {key: root.get(key) or "" for key in ("title", "author", "date", "sitename")}
    return (
        [Page(1, texts[1], extractor=PARSER, hidden=_unseen(hidden, covered))],
        blocks,
        {key: value for key, value in declared.items() if value},
    )


def _unseen(hidden: int, covered: int) -> tuple[HiddenText, ...]:
    found = (("hidden inside the text", hidden), ("in the colour behind them", covered))
    return tuple(HiddenText(1, reason, words) for reason, words in found if words)


def shown_text(page: str | bytes) -> tuple[str, tuple[HiddenText, ...]]:
    """All words of a page as lines of text, for a letter, which has no menus; what it hides."""
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        return "", ()
    _mend(tree)
    unseen = _unseen(_drop_hidden(tree), _cover(tree))
    for element in [*tree.iter("ol")]:
        _number(element)
    for element in [*tree.iter("script", "style", "title")]:
        element.drop_tree()
    for row in [*tree.iter("tr")]:
        _flatten(row)
    words = ""
    for event, element in _events(tree):
        part = (element.text if event == "start" else element.tail) or ""
        name = element.tag if isinstance(element.tag, str) else ""
        words += "\n" if name == "br" and event == "start" else ""
        words += "\n\n" if name in _BLOCKS else ""
        words += "• " if name == "li" and event == "start" and not _in_order(element) else ""
        words += "" if not name and event == "start" else re.sub(r"\s+", " ", part)
    return re.sub(r"[ \t]+\n|\n[ \t]+", "\n", words), unseen


def _flatten(row: Any) -> None:
    """Makes a row of a table one line; rows that only lay out a letter stay as they are."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    words = [_text(cell) for cell in cells]
    layout = next(row.iterdescendants("table"), None) is not None
    if layout or sum(map(bool, words)) < 2 or max(len(w.split()) for w in words) > _CELL_WORDS:
        return
    for cell in cells:
        row.remove(cell)
    row.text = f"| {' | '.join(words)} |"


def _in_order(item: Any) -> bool:
    return item.getparent() is not None and item.getparent().tag == "ol"


def _extract(tree: Any) -> str | None:
    """The main content as trafilatura's XML, with less doubt where most of it would be lost."""
    import trafilatura

    options = {"output_format": "xml", "include_tables": True, "with_metadata": True}
    xml = trafilatura.extract(deepcopy(tree), include_comments=True, **options)
    places = [*tree.iter("main")] or [*tree.iter("article")]
    words = sum(len(_text(place).split()) for place in places)
    if len(re.sub(r"<[^>]*>", " ", xml or "").split()) < _ENOUGH * words:
        more = trafilatura.extract(deepcopy(tree), favor_recall=True, **options)
        xml = max(xml or "", more or "", key=len)
    return xml or None


def _mend(tree: Any) -> None:
    """Takes names out of a broken page that no XML may have."""
    for element in [*tree.iter("*")]:
        kept = {k: v for k, v in element.attrib.items() if _XML_NAME.fullmatch(k)}
        if len(kept) < len(element.attrib):
            element.attrib.clear()  # a name that is none cannot be deleted by name
            element.attrib.update(kept)
        if not _XML_NAME.fullmatch(element.tag) and element.getparent() is not None:
            element.drop_tag()


def _drop_hidden(tree: Any) -> int:
    """Takes out what a browser does not show; how many words that were inside running text.

    Menus and dialogs that wait to be opened are no words kept from a reader.
    """
    words = 0
    for element in [*tree.iter("*")]:
        style = element.get("style") or ""
        if element.tag in ("html", "body") or element.getparent() is None:
            continue
        if element.get("hidden") is not None or _INVISIBLE.search(style):
            words += len(_text(element).split()) if _is_inside_text(element) else 0
            element.drop_tree()
    return words


def _is_inside_text(element: Any) -> bool:
    """Whether people read on around an element: it stands in a sentence or between paragraphs."""
    above = element.getparent()
    if next(element.iter(*_CONTROLS), None) is not None:
        return False
    ups = element.iterancestors()
    if any(up.tag in _MACHINERY or up.get("role") in _ROLES for up in ups):
        return False
    around = [above.text or "", *(child.tail or "" for child in above)]
    around += [_text(child) for child in above if child.tag == "p" and child is not element]
    return len(" ".join(around).split()) >= _SENTENCE


def _cover(tree: Any) -> int:
    """Puts `[redacted]` for words in the colour of what is behind them; how many those were."""
    rules = "".join(style.text or "" for style in tree.iter("style"))
    names = {name for name, look in _RULE.findall(rules) if _is_black_box(look)}
    words = 0
    for element in [*tree.iter("*")]:
        classes = set((element.get("class") or "").split())
        if not (classes & names or _is_black_box(element.get("style") or "")):
            continue
        if element.tag in ("html", "body") or not _text(element):
            continue
        words += 0 if is_filler(_text(element)) else len(_text(element).split())
        for child in [*element]:
            element.remove(child)
        element.text = REDACTED
    return words


def _is_black_box(look: str) -> bool:
    colours = dict(_COLOUR.findall(look.lower()))
    front = colours.get("color")
    back = colours.get("background-color", colours.get("background"))
    return front is not None and front == back


def _take_notes(tree: Any) -> list[Line]:
    """Takes the list of notes out of the page, and the marks that lead to them."""
    lines: list[Line] = []
    for found in tree.xpath("//ol | //section | //div | //ul"):
        named = f"{found.get('class') or ''} {found.get('id') or ''} {found.get('role') or ''}"
        items = [*found.iter("li")]
        if not items or not _NOTES.search(named.lower()) or found.getparent() is None:
            continue
        for number, item in enumerate(items, 1):
            words = re.sub(r"[\u21a9\u2191^]\ufe0e?\s*$", "", _text(item)).strip()
            text = f"{number}. {words}"
            lines.append(Line(1, text, gap=1.0, kind=BlockKind.PARAGRAPH, note=True))
        found.drop_tree()
    if lines:
        for mark in tree.xpath("//sup"):
            if re.fullmatch(r"\W*\d{1,3}\W*", _text(mark)):
                mark.drop_tree()
    return lines


def _plain(tree: Any) -> None:
    """Turns what trafilatura leaves out into plain words."""
    for element in [*tree.iter("time", "abbr", "ins")]:
        element.drop_tag()
    for element in [*tree.iter("form")]:  # some sites put the whole page into one
        if next(element.iter("p", "h1", "h2", "h3", "table"), None) is not None:
            element.tag = "div"
    for element in [*tree.iter("figure")]:
        element.tag = "div"
    for element in [*tree.iter("figcaption")]:
        element.tag = "p"
    for element in [*tree.iter("p")]:
        if _is_bold(element):
            element.tag = "h6"
    for element in [*tree.iter("ol")]:
        _number(element)
    _plain_tables(tree)


def _plain_tables(tree: Any) -> None:
    """Fills the rows that a cell reaches down to; puts captions, no rows themselves, above."""
    for cell in [*tree.iter("td", "th")]:
        _reach_down(cell)
    for table in [*tree.iter("table")]:
        caption = table.find("caption")
        if caption is not None and table.getparent() is not None:
            caption.tag = "p"
            table.addprevious(caption)


def _is_bold(element: Any) -> bool:
    """Whether a paragraph is a short line in bold, as a heading is."""
    words = _text(element)
    bold = "".join(_text(part) for part in element.iter("b", "strong"))
    short = len(words.split()) <= _BOLD_WORDS and not re.search(r"[.,;!?]$", words)
    return bool(bold) and short and bold == words


def _number(element: Any) -> None:
    """Writes the numbers of an ordered list before its items, as a browser does."""
    form = _FORMS.get(element.get("type") or "", "decimal")
    items = [item for item in element if item.tag == "li"]
    back = element.get("reversed") is not None
    count = _whole(element.get("start"), len(items) if back else 1)
    for item in items:
        count = _whole(item.get("value"), count)
        item.text = f"{in_form(count, form)}. {(item.text or '').lstrip()}"
        count += -1 if back else 1


def _reach_down(cell: Any) -> None:
    """Repeats a cell in the rows that it reaches down to."""
    rows = min(_whole(cell.get("rowspan"), 1), _SPANNED_ROWS) - 1
    if rows < 1 or cell.getparent() is None:
        return
    del cell.attrib["rowspan"]
    place = cell.getparent().index(cell)
    for row in [*cell.getparent().itersiblings("tr")][:rows]:
        copy = deepcopy(cell)
        copy.tail = None
        row.insert(place, copy)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise


def content_lines(root: Any) -> Iterator[Line]:
    """The lines of a page that trafilatura has read."""
    main, comments = root.find("main"), root.find("comments")
    if main is not None:
        yield from _lines(main)
    if comments is not None:
        yield from _comment_lines(comments)


def _lines(parent: Any) -> Iterator[Line]:
    above = ""
    for element in parent:
        if element.tag == "head":
            rank = element.get("rend", "h2")[-1:]
            yield _line(element, level=int(rank) if rank.isdigit() else 2)
        elif element.tag == "list":
            yield from _items(element, stem=above.endswith(":"))
        elif element.tag == "table":
            yield from _rows(element)
        elif element.tag == "quote":
            yield _line(element, kind=BlockKind.QUOTATION)
        elif next(element.iter("lb"), None) is not None:
            yield from _broken(element)
        elif _text(element):
            yield _line(element, kind=BlockKind.PARAGRAPH)
        above = _text(element) or above


def _items(element: Any, *, stem: bool) -> Iterator[Line]:
    """The items of a list; numbered ones that no sentence leads to are paragraphs."""
    for item in element.iter("item"):
        text = _own_text(item)
        ordered = item.getparent().get("rend") == "ol"
        mark = _ITEM.match(text) if ordered else None
        if not text:
            continue
        lists = [above for above in item.iterancestors("list")]
        if mark and mark[1].isdigit() and len(lists) == 1 and not stem:
            yield Line(1, text, gap=1.0, number=mark[1])
        elif mark:
            yield Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM, number=f"({mark[1]})")
        else:
            yield Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM)


def _rows(table: Any) -> Iterator[Line]:
    rows = [[*row.iter("cell")] for row in table.iter("row")]
    if max((len(row) for row in rows), default=0) < 2:  # a frame around paragraphs
        for cell in (cell for row in rows for cell in row):
            if len(cell) and not (cell.text or "").strip():
                yield from _lines(cell)
            elif _text(cell):
                yield Line(1, _text(cell), gap=1.0)
        return
    for row in rows:
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield Line(1, " | ".join(cells), gap=1.0, kind=BlockKind.TABLE_ROW)


def _broken(element: Any) -> Iterator[Line]:
    """The lines of a paragraph that is broken by hand; an empty line between two parts them."""
    words = "".join(
        ("\n" if part.tag == "lb" and event == "start" else "")
        + (
            (part.text if event == "start" else part.tail if part is not element else "") or ""
        ).replace("\n", " ")
        for event, part in _events(element)
    )
    gap = 1.0
    for row in words.split("\n"):
        if row.strip():
            yield Line(1, " ".join(row.split()), gap=gap)
            gap = 0.0
        else:
            gap = 1.0


def _events(element: Any) -> Iterator[tuple[str, Any]]:
    yield "start", element
    for child in element:
        yield from _events(child)
    yield "end", element


def _comment_lines(parent: Any) -> Iterator[Line]:
    for element in parent:
        text = _text(element)
        signature = _SIGNATURE.fullmatch(text) if len(text.split()) <= _SIGNATURE_WORDS else None
        if signature and element.tag != "head":
            yield Line(1, text, gap=1.0, level=_COMMENT_LEVEL, speaker=signature["speaker"])
        elif element.tag == "head":
            yield _line(element, level=2)
        elif text:
            yield _line(element, kind=BlockKind.COMMENT)


def _line(element: Any, *, level: int = 0, kind: BlockKind | None = None) -> Line:
    return Line(1, _text(element), gap=1.0, level=level, kind=kind)


def _own_text(item: Any) -> str:
    """The words of a list item without those of the items of a list inside it."""
    depth = len(list(item.iterancestors("item"))) + 1
    parts = item.xpath(f".//text()[count(ancestor::item) = {depth}]")
    return " ".join("".join(parts).split())


def _text(element: Any) -> str:
    words = "".join(
        f" {part}" if getattr(part.getparent(), "tag", "") in ("lb", "br") else str(part)
        for part in element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    )
    return " ".join(words.split())
