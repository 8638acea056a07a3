"""Word documents: paragraphs, headings by style, lists, tables row by row, headers and footers."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ingest.parsing.structure import Line, assemble, group
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page

PARSER = "python-docx-1"

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
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
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
    from docx.table import Table

    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs if not part.is_linked_to_previous else ():
                if paragraph.text.strip():
                    yield Line(1, paragraph.text, gap=1.0, kind=BlockKind.FURNITURE)
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                yield Line(1, " | ".join(cells), gap=1.0, kind=BlockKind.TABLE_ROW)
        elif item.text.strip():
            yield _paragraph(item)


def _paragraph(paragraph: Any) -> Line:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    text = " ".join(paragraph.text.split())
    if match := re.match(r"Heading (\d)|(Title)", style):
        return Line(1, text, gap=1.0, level=int(match[1] or 1))
    if style.startswith("List"):
        return Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM)
    if "Quot" in style:
        return Line(1, text, gap=1.0, kind=BlockKind.QUOTATION)
    return Line(1, text, gap=1.0)
