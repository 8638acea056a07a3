"""Word documents: paragraphs, headings by style, lists, tables row by row, headers and footers."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ingest.parsing.structure import Line, assemble, group
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page

PARSER = "python-docx-1"

_WRAPS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_ROWS = "./w:tr | ./w:sdt/w:sdtContent/w:tr"
_CELLS = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
_TEXT = "self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:p"

_DAMAGE = (
    *(KeyError, ValueError, AttributeError, SyntaxError, EOFError, RuntimeError, OSError),
    *(zipfile.BadZipFile, zlib.error),
)
_MAX_RATIO, _MAX_MEMBERS, _MAX_MIB = 200, 10_000, 1024


def parse_docx(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page (Word files carry no page breaks of their own), its blocks, what it declares.

    Raises:
        UnreadableDocument: damaged, an archive bomb, or without text.
    """
    import docx

    _refuse_bombs(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except _DAMAGE as error:
        raise UnreadableDocument(f"a damaged Word file ({error})") from error
    texts, blocks = assemble(group([*_lines(document)]))
    if not texts.get(1, "").strip():
        raise UnreadableDocument("a Word file without text")
    core = document.core_properties
    declared = {"title": core.title, "author": core.author}
    return (
        [Page(1, texts[1], extractor=PARSER)],
        blocks,
        {key: value for key, value in declared.items() if value},
    )


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_MIB << 20:
        raise UnreadableDocument(
            f"unpacks to {unpacked >> 20} MiB in {len(members)} parts; the limits are "
            f"{_MAX_MIB} MiB and {_MAX_MEMBERS}"
        )
    if unpacked / packed > _MAX_RATIO:
        raise UnreadableDocument(
            f"unpacks to {unpacked / packed:.0f} times its size; the limit is {_MAX_RATIO}"
        )


def _lines(document: Any) -> Iterator[Line]:
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs if not part.is_linked_to_previous else ():
                if text := _text(paragraph._p):
                    yield Line(1, text, gap=1.0, kind=BlockKind.FURNITURE)
    yield from _below(document.element.body, document)


def _below(parent: Any, document: Any) -> Iterator[Line]:
    """Paragraphs and table rows in `parent`, in content controls and text boxes too."""
    from docx.text.paragraph import Paragraph

    for element in parent.xpath("./*"):
        kind = element.tag.rpartition("}")[2]
        if kind in _WRAPS:
            yield from _below(element, document)
        if kind not in ("p", "tbl"):
            continue
        if kind == "tbl":
            for row in element.xpath(_ROWS):
                cells = [_text(cell) for cell in row.xpath(_CELLS)]
                yield Line(1, " | ".join(cells), gap=1.0, kind=BlockKind.TABLE_ROW)
        elif text := _text(element):
            yield _paragraph(Paragraph(element, document), text)
        for box in element.xpath(f".//w:txbxContent{_shown(element)}"):
            yield from _below(box, document)


def _text(element: Any) -> str:
    """The words of a paragraph or cell, with insertions that are tracked, without text boxes."""
    parts = element.xpath(f".//*[{_TEXT}][not(ancestor::w:moveFrom)]{_shown(element)}")
    words = ((part.text or "") if part.tag.endswith("}t") else " " for part in parts)
    return " ".join("".join(words).split())


def _shown(element: Any) -> str:
    """The condition that picks what is drawn with `element`, once, and not in a box of its own."""
    depth = int(element.xpath("count(ancestor-or-self::w:txbxContent)"))
    return (
        f"[count(ancestor::w:txbxContent) = {depth}][not(ancestor::*[local-name() = 'Fallback'])]"
    )


def _paragraph(paragraph: Any, text: str) -> Line:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if match := re.match(r"Heading (\d)|(Title)", style):
        return Line(1, text, gap=1.0, level=int(match[1] or 1))
    if style.startswith("List"):
        return Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM)
    if "Quot" in style:
        return Line(1, text, gap=1.0, kind=BlockKind.QUOTATION)
    return Line(1, text, gap=1.0)
