"""Builds the sample corpus: Markdown sources in, finished documents out.

Every file in ``sources/`` opens with YAML front matter whose ``output`` names the document to write
beside this script; the suffix of that name picks the format. The same sources always give the same
bytes, so a rebuilt document that differs has really changed.

    python documents/build.py                          # all of them
    python documents/build.py calderwick eastholm      # those whose name holds either word
"""

import io
import json
import re
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from reportlab import platypus
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable, TopPadder

HERE = Path(__file__).resolve().parent
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the date ReportLab gives to documents that must not vary
INKS = ("6B2737", "1E5148", "3B2F5C", "1F3A5F")  # house colours of the publishing bodies
OPTIONAL = {"header": "", "footer": "", "author": "", "cover": [], "contents": False}
MARKERS = {
    "heading": re.compile(r"(##?)\s+(.+)"),
    "numbered": re.compile(r"(R?\d+(?:\.\d+)+|R?\d+\.)\s+(.+)"),
    "lettered": re.compile(r"(\((?:[a-z]|[ivx]+)\))\s+(.+)"),
    "bullet": re.compile(r"()-\s+(.+)"),
    "quote": re.compile(r"()>\s+(.+)"),
    "table": re.compile(r"()\|(.+)\|"),
    "paragraph": re.compile(r"()(.+)"),
}


@dataclass
class Block:
    """One block of a source.

    Attributes:
        kind: What the block is: a key of ``MARKERS``.
        mark: What it opens with (``##``, ``4.12``, ``(a)``), where that has to be kept.
        text: The text after the mark.
        rows: The cells of a table, its header row first.
    """

    kind: str
    mark: str
    text: str
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Source:
    """A source: its front matter and its blocks."""

    meta: dict[str, Any]
    blocks: list[Block]

    @property
    def ink(self) -> str:
        """The house colour of the body that published the document, as six hex digits."""
        return INKS[ord(self.meta["output"][0]) % len(INKS)]


def load(path: Path) -> Source:
    """Reads a source, whose front matter may hold colons that strict YAML wants quoted."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    bare = re.compile(r"(?m)^( *(?:- )?[a-z]+: | *- )(?![a-z]+: )([^\s\"'\[{>|].*(?:: | #).*)$")
    front = bare.sub(lambda match: match[1] + json.dumps(match[2]), front)
    return Source(OPTIONAL | yaml.safe_load(front), list(parse(body)))


def parse(body: str) -> Iterator[Block]:
    """Yields the blocks of a source's body."""
    block: Block | None = None  # the block that the next line may go on with
    for line in [*map(str.strip, body.splitlines()), ""]:
        matches = ((kind, marker.fullmatch(line)) for kind, marker in MARKERS.items())
        kind, match = next((found for found in matches if found[1]), ("", None))
        cells = [cell.strip() for cell in line.strip("|").split("|")] if kind == "table" else []
        if block and block.rows and cells:
            if not all(re.fullmatch(":?-+:?", cell) for cell in cells):
                block.rows.append(cells)
        elif block and block.kind != "heading" and kind == "paragraph":
            block.text += f" {line}"
        else:
            if block:
                yield block
            block = Block(kind, match[1], match[2], [cells] if cells else []) if match else None


def widths(rows: list[list[str]], total: float, measure: Callable[[str], float]) -> list[float]:
    """Shares out a table's width: each column's longest word, then more where most is lacking."""
    columns = list(zip(*rows, strict=True))
    floors = [max(measure(word) for cell in c for word in cell.split() or [""]) for c in columns]
    wants = [min(max(map(measure, column)), total * 0.6) for column in columns]
    lacks = [max(want - floor, 0) + 0.01 for want, floor in zip(wants, floors, strict=True)]
    share = (total - sum(floors)) / sum(lacks)
    return [floor + share * lack for floor, lack in zip(floors, lacks, strict=True)]


# ---- PDF

MARGIN = 27 * mm
MEASURE = A4[0] - 2 * MARGIN
SERIF, ITALIC, SANS, BOLD = "Times-Roman", "Times-Italic", "Helvetica", "Helvetica-Bold"
Styles = dict[str, ParagraphStyle]
GREY, HAIRLINE, TINT = HexColor("#55595F"), HexColor("#B9BEC5"), HexColor("#F2F4F6")


def pdf_styles(source: Source) -> Styles:
    """Returns the styles of a PDF, those of the text under their kind of block."""
    ink = HexColor(f"#{source.ink}")
    hang = 36 if any(block.kind == "numbered" for block in source.blocks) else 0

    def style(font: str, size: float, leading: float, **rest: object) -> ParagraphStyle:
        rest |= {"fontName": font, "fontSize": size, "leading": leading}
        mark = {"bulletFontName": font, "bulletFontSize": size}
        return ParagraphStyle(font, allowWidows=0, allowOrphans=0, **mark, **rest)

    return {
        "title": style(BOLD, 22, 27, textColor=ink, spaceAfter=14),
        "heading1": style(BOLD, 15, 19, textColor=ink, spaceBefore=16, spaceAfter=8),
        "heading2": style(BOLD, 11.5, 15, textColor=ink, spaceBefore=10, spaceAfter=5),
        "paragraph": style(SERIF, 11, 15.4, spaceAfter=9),
        "numbered": style(SERIF, 11, 15.4, leftIndent=36, spaceAfter=7),
        "lettered": style(SERIF, 11, 15.4, bulletIndent=hang, leftIndent=hang + 22, spaceAfter=7),
        "bullet": style(SERIF, 11, 15.4, bulletIndent=hang, leftIndent=hang + 14, spaceAfter=5),
        "quote": style(ITALIC, 10.5, 14.6, leftIndent=hang + 18, rightIndent=18, spaceAfter=9),
        "cell": style(SANS, 9, 11.6),
        "head": style(BOLD, 9, 11.6, textColor=white),
        "contents1": style(BOLD, 10, 15, alignment=TA_RIGHT, spaceBefore=7),
        "contents2": style(SANS, 10, 15, bulletIndent=14, alignment=TA_RIGHT),
        "publisher": style(BOLD, 13, 17, textColor=GREY),
        "cover": style(BOLD, 31, 38, textColor=ink),
        "detail": style(SERIF, 13, 21),
        "notice": style(SANS, 9, 13, textColor=GREY),
    }


class Report(platypus.BaseDocTemplate):  # type: ignore[misc]
    """The pages of a PDF: a cover if there is one, then pages with running header and footer."""

    def __init__(self, target: Path, source: Source, pages: int) -> None:
        """Lays out the pages; ``pages`` is how many the footer says there are."""
        facts = {"title": source.meta["title"], "author": source.meta["author"], "lang": "en-GB"}
        super().__init__(str(target), pagesize=A4, invariant=1, **facts)
        self.source, self.pages = source, pages
        self.found: dict[str, int] = {}  # the page of each heading, by its bookmark
        frame = platypus.Frame(MARGIN, 25 * mm, MEASURE, A4[1] - 52 * mm, 0, 0, 0, 0)
        cover = platypus.PageTemplate("cover", frame, onPage=self.band)
        running = platypus.PageTemplate("running", frame, onPage=self.running)
        self.addPageTemplates([cover, running] if source.meta["cover"] else [running])

    def band(self, canvas: Canvas, _: object) -> None:
        """Draws the band of colour down the edge of the cover."""
        canvas.setFillColor(HexColor(f"#{self.source.ink}"))
        canvas.rect(0, 0, 10 * mm, A4[1], stroke=0, fill=1)

    def running(self, canvas: Canvas, _: object) -> None:
        """Draws the running header and footer, each with its hairline."""
        top, bottom, right = A4[1] - 19 * mm, 14 * mm, MARGIN + MEASURE
        footer = [self.source.meta["footer"], f"Page {self.page} of {self.pages}"]
        canvas.setFont(SANS, 8)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, top, self.source.meta["header"])
        canvas.drawString(MARGIN, bottom, "  \u00b7  ".join(filter(None, footer)))
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.lines([(MARGIN, y, right, y) for y in (top - 5, bottom + 12)])

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enters a heading in the outline, and notes its page for the contents page."""
        if heading := getattr(flowable, "heading", None):
            block, bookmark = heading
            self.canv.bookmarkPage(bookmark)
            self.canv.addOutlineEntry(block.text, bookmark, len(block.mark) - 1)
            self.found[bookmark] = self.page


def pdf_cover(source: Source, styles: Styles) -> Iterator[Flowable]:
    """Yields the cover: its lines in their order, those that make up the title set large."""
    cover, title = source.meta["cover"], source.meta["title"]

    def look(line: str) -> str:
        if line.startswith("This is an invented document"):
            return "notice"
        return "cover" if line in title else "publisher" if line == cover[0] else "detail"

    yield platypus.Spacer(0, 48 * mm)
    for name, lines in groupby(cover, look):
        parts = [platypus.Paragraph(escape(line), styles[name]) for line in lines]
        yield from map(TopPadder, parts) if name == "notice" else parts
        yield platypus.Spacer(0, 8 * mm)
    yield from (platypus.NextPageTemplate("running"), platypus.PageBreak())


def pdf_table(rows: list[list[str]], styles: Styles) -> Flowable:
    """Returns a table of wrapped cells whose header row is repeated on every page."""
    cells = [
        [platypus.Paragraph(escape(cell), styles["cell" if number else "head"]) for cell in row]
        for number, row in enumerate(rows)
    ]
    columns = widths(rows, MEASURE, lambda text: stringWidth(text, BOLD, 9) + 13)
    rules = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), styles["title"].textColor),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [None, TINT]),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HAIRLINE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return platypus.LongTable(cells, columns, None, rules, 1, spaceBefore=4, spaceAfter=12)


def pdf_contents(source: Source, styles: Styles, found: dict[str, int]) -> Iterator[Flowable]:
    """Yields the contents page: each heading, then dots as far as its page."""
    yield platypus.Paragraph("Contents", styles["title"])
    for place, block in enumerate(source.blocks):
        if block.kind == "heading":
            style, bookmark = styles[f"contents{len(block.mark)}"], f"block{place}"
            text = textwrap.shorten(block.text, 72, placeholder="\u2026")
            room = MEASURE - 24 - style.bulletIndent - stringWidth(text, style.fontName, 10)
            dots = " ." * int(room / stringWidth(" .", style.fontName, 10))
            link = f'<a href="#{bookmark}">{dots} {found.get(bookmark, 0)}</a>'
            yield platypus.Paragraph(link, style, bulletText=text)
    yield platypus.PageBreak()


def pdf_story(source: Source, found: dict[str, int]) -> Iterator[Flowable]:
    """Yields all that flows over a PDF's pages; ``found`` says where its headings were before."""
    styles = pdf_styles(source)
    if source.meta["cover"]:
        yield from pdf_cover(source, styles)
    else:
        yield platypus.Paragraph(escape(source.meta["title"]), styles["title"])
    if source.meta["contents"]:
        yield from pdf_contents(source, styles, found)
    for place, block in enumerate(source.blocks):
        text = escape(block.text)
        if block.kind == "table":
            yield pdf_table(block.rows, styles)
        elif block.kind == "heading":
            heading = platypus.Paragraph(text, styles[f"heading{len(block.mark)}"])
            heading.heading = (block, f"block{place}")
            yield from (platypus.CondPageBreak((40 - 6 * len(block.mark)) * mm), heading)
        else:
            mark = "\u2022" if block.kind == "bullet" else block.mark or None
            yield platypus.Paragraph(text, styles[block.kind], bulletText=mark)


def write_pdf(source: Source, target: Path) -> None:
    """Writes a PDF twice over: only the second time are the numbers of its pages known."""
    pages, found = 0, dict[str, int]()
    for _ in range(2):
        report = Report(target, source, pages)
        report.build(list(pdf_story(source, found)))
        pages, found = report.page, report.found


# ---- DOCX


def write_docx(source: Source, target: Path) -> None:
    """Writes a Word document with real headings, lists, tables, header and footer."""
    word, ink = docx.Document(), RGBColor.from_string(source.ink)
    facts, page, normal = word.core_properties, word.sections[0], word.styles["Normal"].font
    facts.title, facts.author, facts.comments = source.meta["title"], source.meta["author"], ""
    facts.created = facts.modified = EPOCH
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.header.paragraphs[0].text = source.meta["header"]
    page.footer.paragraphs[0].text = source.meta["footer"]
    normal.name, normal.size = "Calibri", Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        word.styles[name].font.color.rgb = ink
    word.add_paragraph(source.meta["title"], "Title")
    for block in source.blocks:
        if block.kind == "table":
            table = word.add_table(0, len(block.rows[0]), "Table Grid")
            columns = widths(block.rows, 160, lambda text: len(text) * 2.1 + 4)
            for row in block.rows:
                for cell, text, width in zip(table.add_row().cells, row, columns, strict=True):
                    cell.width = Mm(width)
                    cell.paragraphs[0].add_run(text).bold = row is block.rows[0]
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            word.add_paragraph()
        elif block.kind in ("numbered", "lettered"):
            hang, left = (13, 13) if block.kind == "numbered" else (9, 22)
            layout = word.add_paragraph(f"{block.mark}\t{block.text}").paragraph_format
            layout.left_indent, layout.first_line_indent = Mm(left), Mm(-hang)
        else:
            names = {"bullet": "List Bullet", "quote": "Quote", "paragraph": "Normal"}
            word.add_paragraph(block.text, names.get(block.kind, f"Heading {len(block.mark)}"))
    word.save(draft := io.BytesIO())
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():  # packed afresh, because the draft's parts bear today's date
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


# ---- HTML

CSS = """
body { margin: 0; font: 18px/1.6 Georgia, serif; color: #1b1b1b }
nav, aside, section, footer, .byline { font: 15px/1.6 Helvetica, Arial, sans-serif }
header, main, footer { padding: 1em max(1em, 50vw - 20em) }
header { background: #INK } header a { color: #fff; margin-right: 1em; text-decoration: none }
aside, section { border-top: 3px solid #INK; margin-top: 3em } footer, .byline { color: #666 }
"""
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="author" content="{byline}">
<meta property="article:published_time" content="{published}">
<style>{css}</style>
</head>
<body>
<header><nav>{navigation}</nav></header>
<main>
<article>
<h1>{title}</h1>
<p class="byline">By {byline}, <time datetime="{published}">{published:%d %B %Y}</time></p>
{text}
</article>
<aside>
<h2>Related articles</h2>
<ul>{related}</ul>
</aside>
<section id="comments">
<h2>Comments</h2>
{comments}
</section>
</main>
<footer>
{footer}
</footer>
</body>
</html>
"""
COMMENT = """<article class="comment">
<p class="byline">{author}, <time datetime="{date}">{date:%d %B %Y}</time></p>
<p>{text}</p>
</article>
"""


def escaped(value: Any) -> Any:
    """Returns a value of the front matter with all the text in it made safe for HTML."""
    if isinstance(value, dict):
        return {key: escaped(part) for key, part in value.items()}
    if isinstance(value, list):
        return [escaped(part) for part in value]
    return escape(value) if isinstance(value, str) else value


def html_block(block: Block) -> str:
    """Returns a block as an HTML element; headings rank below the title."""
    text = escape(block.text, quote=False)
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"
    forms = {
        "heading": f"<h{len(block.mark) + 1}>{text}</h{len(block.mark) + 1}>\n",
        "bullet": f"<ul><li>{text}</li></ul>\n",
        "quote": f"<blockquote>{text}</blockquote>\n",
        "paragraph": f"<p>{text}</p>\n",
    }
    return forms.get(block.kind, f"<p>{block.mark} {text}</p>\n")


def write_html(source: Source, target: Path) -> None:
    """Writes the page of a news site, with the furniture that surrounds an article."""
    meta = escaped(source.meta)
    parts = {
        "navigation": map('<a href="#">{}</a>\n'.format, meta["chrome"]["navigation"]),
        "related": map('<li><a href="#">{}</a></li>\n'.format, meta["chrome"]["related"]),
        "footer": map("<p>{}</p>\n".format, meta["chrome"]["footer"]),
        "comments": (COMMENT.format(**comment) for comment in meta["comments"]),
        "text": map(html_block, source.blocks),
        "css": [CSS.replace("INK", source.ink)],
    }
    page = PAGE.format(**meta | {name: "".join(part) for name, part in parts.items()})
    target.write_text(page.replace("</ul>\n<ul>", "\n"), encoding="utf-8")


# ---- Text


def text_table(rows: list[list[str]]) -> Iterator[str]:
    """Yields the lines of a table of wrapped cells."""
    sizes = [int(size) for size in widths(rows, 80, lambda text: len(text) + 2)]
    for row in [rows[0], ["-" * (size - 2) for size in sizes], *rows[1:]]:
        cells = [textwrap.wrap(cell, size - 2) for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield "".join(map(str.ljust, parts, sizes)).rstrip()


def write_txt(source: Source, target: Path) -> None:
    """Writes plain text, 80 columns wide, with underlined headings."""
    text, before = "", ""
    for block in [Block("heading", "#", source.meta["title"]), *source.blocks]:
        starts = {"numbered": f"{block.mark:<6}", "lettered": f"{'':6}{block.mark} "}
        start = {**starts, "bullet": "- ", "quote": "    "}.get(block.kind, "")
        rest = " " * len(start)
        lines = textwrap.wrap(block.text, 80, initial_indent=start, subsequent_indent=rest)
        if block.kind == "heading":
            lines.append("=-"[len(block.mark) - 1] * max(map(len, lines)))
        text += "" if block.kind == before == "bullet" else "\n"
        text += "\n".join(text_table(block.rows) if block.rows else lines) + "\n"
        before = block.kind
    target.write_text(text.lstrip("\n"), encoding="utf-8")


# ---- All of them

WRITERS = {".pdf": write_pdf, ".docx": write_docx, ".html": write_html, ".txt": write_txt}


def main(names: list[str]) -> None:
    """Builds the documents whose file name holds one of ``names``, or all of them."""
    for path in sorted((HERE / "sources").glob("*.md")):
        source = load(path)
        target = HERE / source.meta["output"]
        if not names or any(name in target.name for name in names):
            WRITERS[target.suffix](source, target)
            sys.stdout.write(f"{target.name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
