"""Saved web pages: the main content and the comments, as trafilatura finds them."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.parsing.structure import Line, assemble, group
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page

PARSER = "trafilatura-1"

# a commenter's name, with or without a town and a date: no sentence, so no stop at its end
_SIGNATURE = re.compile(
    r"(?P<speaker>[^,.!?]{1,40}(?:\.[^,.!?]{1,40})?)(?:,[^,.!?]{1,40}){0,2},?"
    r"(?:\s+\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4})?"
)
_SIGNATURE_WORDS = 8
_COMMENT_LEVEL = 7


def parse_html(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page, its blocks, and what the page declares (title, author, date).

    Raises:
        UnreadableDocument: the page has no text of its own.
    """
    import trafilatura
    from lxml import etree

    xml = trafilatura.extract(
        data, output_format="xml", include_comments=True, include_tables=True, with_metadata=True
    )
    if not xml:
        raise UnreadableDocument("a web page without any text of its own (only menus or scripts)")
    root = etree.fromstring(xml.encode())
    main, comments = root.find("main"), root.find("comments")
    lines = [*(_lines(main) if main is not None else ())]
    lines += [*(_comment_lines(comments) if comments is not None else ())]
    texts, blocks = assemble(group(lines))
    if not texts.get(1, "").strip():
        raise UnreadableDocument("a web page without any text of its own (only menus or scripts)")
    declared = {key: root.get(key) for key in ("title", "author", "date", "sitename")}
    return (
        [Page(1, texts[1], extractor=PARSER)],
        blocks,
        {key: value for key, value in declared.items() if value},
    )


def _lines(parent: Any) -> Iterator[Line]:
    for element in parent:
        if element.tag == "head":
            rank = element.get("rend", "h2")[-1:]
            yield _line(element, level=int(rank) if rank.isdigit() else 2)
        elif element.tag == "list":
            for item in element.iter("item"):
                yield Line(1, _own_text(item), gap=1.0, kind=BlockKind.LIST_ITEM)
        elif element.tag == "table":
            for row in element.iter("row"):
                cells = [_text(cell) for cell in row.iter("cell")]
                yield Line(1, " | ".join(cells), gap=1.0, kind=BlockKind.TABLE_ROW)
        elif element.tag == "quote":
            yield _line(element, kind=BlockKind.QUOTATION)
        elif _text(element):
            yield _line(element, kind=BlockKind.PARAGRAPH)


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
    return " ".join("".join(element.itertext()).split())
