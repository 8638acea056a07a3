"""Writes Word documents: real headings, lists, tables, sections, footnotes and running lines."""

import io
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from .source import Block, Source, pieces, plain, widths

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FACES = {"letter": "Times New Roman", "minutes": "Arial", "guidance": "Arial"}
STYLES = {"bullet": "List Bullet", "quote": "Quote"}
WORDS_PER_PAGE = 430  # a guess, for the page numbers of the contents
NOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {names}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
{notes}</w:footnotes>
"""
NOTE = (
    '<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    '<w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
    '<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>\n'
)


def write(source: Source, target: Path) -> None:
    """Writes a source; its layout in columns and its scans are for PDF only."""
    word, notes = docx.Document(), list[str]()
    _prepare(word, source)
    if source.headline:
        word.add_paragraph(source.headline, "Title")
    for line in source.meta["cover"]:
        word.add_paragraph(line)
    if source.meta["contents"]:
        _contents(word, source.blocks)
    elif source.meta["cover"]:
        word.add_page_break()
    for block in source.blocks:
        if block.kind == "table":
            _table(word, block.rows, notes)
        elif block.kind == "turn":
            _turn(word, block.text)
        else:
            _paragraph(word, block, notes)
    if notes:
        _attach(word, notes)
    word.save(draft := io.BytesIO())
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():  # packed afresh, because the draft's parts bear today's date
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


def _prepare(word: Document, source: Source) -> None:
    """Sets the page, its running lines, the facts about the document and the look of its text."""
    facts, page, normal = word.core_properties, word.sections[0], word.styles["Normal"].font
    facts.title, facts.author, facts.comments = source.meta["title"], source.meta["author"], ""
    facts.created = facts.modified = EPOCH
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.header.paragraphs[0].text = source.meta["header"]
    page.footer.paragraphs[0].text = source.meta["footer"]
    normal.name, normal.size = FACES.get(source.meta["kind"], "Calibri"), Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        word.styles[name].font.color.rgb = RGBColor.from_string(source.ink)


def _contents(word: Document, blocks: list[Block]) -> None:
    """Adds a page of contents, as Word leaves it behind: dots, then the page of each heading."""
    word.add_paragraph("Contents", "Title")
    words = 0
    for block in blocks:
        if block.kind == "heading":
            line = word.add_paragraph(f"{plain(block.text)}\t{3 + words // WORDS_PER_PAGE}")
            line.paragraph_format.left_indent = Mm(6 * len(block.mark) - 6)
            stops = line.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        words += len(block.text.split()) + sum(len(c.split()) for row in block.rows for c in row)
    word.add_page_break()


def _turn(word: Document, way: str) -> None:
    """Goes on to a new page, which may lie on its side or stand up again."""
    if way == "page":
        word.add_page_break()
        return
    page = word.add_section()
    sides = sorted((page.page_width, page.page_height), reverse=way == "landscape")
    page.page_width, page.page_height = sides
    page.orientation = WD_ORIENT.LANDSCAPE if way == "landscape" else WD_ORIENT.PORTRAIT


def _table(word: Document, rows: list[list[str]], notes: list[str]) -> None:
    """Adds a table whose header row is repeated on every page."""
    table, page = word.add_table(0, len(rows[0]), "Table Grid"), word.sections[-1]
    room = round(Length(page.page_width - page.left_margin - page.right_margin).mm)
    columns = widths(rows, room, lambda text: len(text) * 2.1 + 4)
    for row in rows:
        for cell, text, width in zip(table.add_row().cells, row, columns, strict=True):
            cell.width = Mm(width)
            _runs(cell.paragraphs[0], text, notes, row is rows[0])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def _paragraph(word: Document, block: Block, notes: list[str]) -> None:
    """Adds a block that is no table."""
    heading = f"Heading {len(block.mark)}" if block.kind == "heading" else "Normal"
    paragraph = word.add_paragraph("", STYLES.get(block.kind, heading))
    layout, text = paragraph.paragraph_format, block.text
    if block.kind in ("numbered", "lettered"):
        hang, left = (13, 13) if block.kind == "numbered" else (9, 22)
        layout.left_indent, layout.first_line_indent = Mm(left), Mm(-hang)
        text = f"{block.mark}\t{text}"
    elif block.kind in ("letterhead", "address"):
        layout.space_after = Pt(0)
    if block.kind == "letterhead":
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _runs(paragraph, text, notes, block.kind == "subject" or None)


def _runs(paragraph: Paragraph, text: str, notes: list[str], bold: bool | None = None) -> None:
    """Adds a text to a paragraph, black on black where it is covered, its notes to `notes`."""
    for kind, part in pieces(text):
        run = paragraph.add_run("" if kind == "note" else part)
        if bold is not None:
            run.bold = bold
        if kind == "note":
            notes.append(plain(part))
            run.font.superscript = True
            mark = OxmlElement("w:footnoteReference", {qn("w:id"): str(len(notes))})
            run._r.append(mark)
        elif kind:
            run.font.highlight_color, run.font.color.rgb = WD_COLOR_INDEX.BLACK, RGBColor(0, 0, 0)


def _attach(word: Document, notes: list[str]) -> None:
    """Adds the footnotes' own part, which python-docx does not write."""
    texts = [NOTE.format(number=n, text=escape(note)) for n, note in enumerate(notes, 1)]
    xml = NOTES.format(names=nsdecls("w"), notes="".join(texts)).encode()
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, xml, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
