"""Writes PDFs, with ReportLab."""

import io
import textwrap
from collections.abc import Iterator
from html import escape
from itertools import count, groupby
from pathlib import Path
from typing import Any

from reportlab import platypus
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable, PageBreakIfNotEmpty, TopPadder

from .scan import scanned
from .source import NOTICE, Source, SourceError, pieces, plain, widths

MARGIN, FOOT, GUTTER, TITLE_HEIGHT = 27 * mm, 25 * mm, 8 * mm, 24 * mm
MEASURE = A4[0] - 2 * MARGIN
HEIGHT = A4[1] - 52 * mm
COLUMN = (MEASURE - GUTTER) / 2
SERIF, ITALIC, SANS, OBLIQUE, BOLD = (
    "Times-Roman",
    "Times-Italic",
    "Helvetica",
    "Helvetica-Oblique",
    "Helvetica-Bold",
)
GREY, HAIRLINE, TINT = HexColor("#55595F"), HexColor("#B9BEC5"), HexColor("#F2F4F6")
Styles = dict[str, ParagraphStyle]


def write(source: Source, target: Path) -> None:
    """Writes a PDF twice over: only the second time are the numbers of its pages known."""
    pages, found, draft = 0, dict[str, int](), io.BytesIO()
    for _ in range(2):
        report = Report(draft := io.BytesIO(), source, pages)
        report.build(list(Story(source, found)))
        pages, found = report.page, report.found
    pdf, scans = draft.getvalue(), source.meta["scan_pages"]
    if source.meta["scan"]:
        scans = range(1, pages + 1)
    if scans and max(scans) > pages:
        raise SourceError(f"scan_pages: there are only {pages} pages")
    target.write_bytes(scanned(pdf, scans) if scans else pdf)


def styles_of(source: Source) -> Styles:
    """Returns the styles of a PDF, those of the text under their kind of block."""
    ink = HexColor(f"#{source.ink}")
    hang = 36 if any(block.kind == "numbered" for block in source.blocks) else 0
    scale = 0.85 if source.meta["layout"] else 1
    letter = source.meta["kind"] == "letter"
    upright, slanted = SERIF, ITALIC
    if source.meta["kind"] in ("minutes", "guidance", "press"):
        upright, slanted = SANS, OBLIQUE

    def style(font: str, size: float, leading: float, **rest: object) -> ParagraphStyle:
        rest |= {"fontName": font, "fontSize": size * scale, "leading": leading * scale}
        mark = {"bulletFontName": font, "bulletFontSize": size * scale}
        return ParagraphStyle(font, allowWidows=0, allowOrphans=0, **mark, **rest)

    return {
        "title": style(BOLD, 22, 27, textColor=ink, spaceAfter=14),
        "heading1": style(BOLD, 15, 19, textColor=ink, spaceBefore=16, spaceAfter=8),
        "heading2": style(BOLD, 11.5, 15, textColor=ink, spaceBefore=10, spaceAfter=5),
        "paragraph": style(upright, 11, 15.4, spaceAfter=9),
        "numbered": style(upright, 11, 15.4, leftIndent=36, spaceAfter=7),
        "lettered": style(upright, 11, 15.4, bulletIndent=hang, leftIndent=hang + 22, spaceAfter=7),
        "bullet": style(upright, 11, 15.4, bulletIndent=hang, leftIndent=hang + 14, spaceAfter=5),
        "quote": style(slanted, 10.5, 14.6, leftIndent=hang + 18, rightIndent=18, spaceAfter=9),
        "letterhead": style(SANS, 9, 13, alignment=TA_RIGHT if letter else TA_LEFT),
        "address": style(upright, 11, 14),
        "subject": style(BOLD, 11, 15.4, spaceAfter=9),
        "note": style(upright, 8.5, 10.5, spaceAfter=2),
        "cell": style(SANS, 9, 11.6),
        "head": style(BOLD, 9, 11.6, textColor=white),
        "contents1": style(BOLD, 10, 15, alignment=TA_RIGHT, spaceBefore=7),
        "contents2": style(SANS, 10, 15, bulletIndent=14, alignment=TA_RIGHT),
        "publisher": style(BOLD, 13, 17, textColor=GREY),
        "cover": style(BOLD, 31, 38, textColor=ink),
        "detail": style(SERIF, 13, 21),
        "notice": style(SANS, 9, 13, textColor=GREY),
    }


class Paragraph(platypus.Paragraph):  # type: ignore[misc]
    """A paragraph with footnotes, and with black boxes over its words rather than behind them."""

    notes: tuple["Paragraph", ...] = ()

    def split(self, width: float, height: float) -> list[Flowable]:
        """Keeps a paragraph with notes whole, so that they stand on its page."""
        return [] if self.notes else super().split(width, height)

    def draw(self) -> None:
        """Draws the words, then the boxes, which ReportLab would draw first."""
        boxes: list[tuple[tuple[float, ...], dict[str, Any]]] = []
        self.canv.rect = lambda *box, **look: boxes.append((box, look))
        super().draw()
        del self.canv.rect
        for box, look in boxes:
            self.canv.setFillColor(black)
            self.canv.rect(*box, **look)


class Frame(platypus.Frame):  # type: ignore[misc]
    """A column that keeps room at its foot for the footnotes of its paragraphs."""

    def __init__(self, x: float, y: float, width: float, height: float) -> None:
        """Opens a column without padding, whose lower left corner is at x and y."""
        super().__init__(x, y, width, height, 0, 0, 0, 0)

    def _reset(self) -> None:
        super()._reset()
        self._geom()
        self.notes: list[Paragraph] = []

    def add(self, flowable: Flowable, canvas: Canvas, trySplit: int = 0) -> int:
        """Draws a flowable if there is room for it and its notes."""
        notes = getattr(flowable, "notes", ())
        room = sum(note.wrap(self._aW, self._aH)[1] for note in notes)
        if notes and not self.notes:
            room += 8  # for the rule above the first
        self._y1p += room
        added: int = super().add(flowable, canvas, trySplit)
        if added:
            self.notes += notes
        else:
            self._y1p -= room
        return added

    def draw_notes(self, canvas: Canvas) -> None:
        """Draws the notes at the foot of the column, below a short rule."""
        y = self._y1p
        if self.notes:
            canvas.setStrokeColor(HAIRLINE)
            canvas.line(self._x1, y - 4, self._x1 + 40 * mm, y - 4)
            y -= 8
        for note in self.notes:
            y -= note.wrap(self._aW, self._aH)[1]
            note.drawOn(canvas, self._x1, y)


class Report(platypus.BaseDocTemplate):  # type: ignore[misc]
    """The pages of a PDF: a cover if there is one, then pages with running header and footer."""

    def __init__(self, target: io.BytesIO, source: Source, pages: int) -> None:
        """Lays out the pages; ``pages`` is how many the footer says there are."""
        facts = {"title": source.meta["title"], "author": source.meta["author"], "lang": "en-GB"}
        super().__init__(target, pagesize=A4, invariant=1, **facts)
        self.source, self.pages = source, pages
        self.found: dict[str, int] = {}  # the page of each heading, by its bookmark
        self.addPageTemplates(self.templates())

    def templates(self) -> list[platypus.PageTemplate]:
        """Returns the kinds of page, that of the first page first."""
        top, right = FOOT + HEIGHT - TITLE_HEIGHT, MARGIN + COLUMN + GUTTER
        frames = {
            "cover": [Frame(MARGIN, FOOT, MEASURE, HEIGHT)],
            "running": [Frame(MARGIN, FOOT, MEASURE, HEIGHT)],
            "opening": [
                Frame(MARGIN, top, MEASURE, TITLE_HEIGHT),
                Frame(MARGIN, FOOT, COLUMN, HEIGHT - TITLE_HEIGHT),
                Frame(right, FOOT, COLUMN, HEIGHT - TITLE_HEIGHT),
            ],
            "columns": [Frame(MARGIN, FOOT, COLUMN, HEIGHT), Frame(right, FOOT, COLUMN, HEIGHT)],
            "landscape": [Frame(MARGIN, FOOT, A4[1] - 2 * MARGIN, A4[0] - 52 * mm)],
        }
        sizes, looks = {"landscape": landscape(A4)}, {"cover": self.band}
        pages = {
            name: platypus.PageTemplate(
                name, frames[name], looks.get(name, self.running), pagesize=sizes.get(name, A4)
            )
            for name in frames
        }
        return [pages.pop(first_page(self.source)), *pages.values()]

    def band(self, canvas: Canvas, _: object) -> None:
        """Draws the band of colour down the edge of the cover."""
        canvas.setFillColor(HexColor(f"#{self.source.ink}"))
        canvas.rect(0, 0, 10 * mm, A4[1], stroke=0, fill=1)

    def running(self, canvas: Canvas, _: object) -> None:
        """Draws the running header and footer, each with its hairline."""
        width, height = self.pageTemplate.pagesize
        top, bottom, right = height - 19 * mm, 14 * mm, width - MARGIN
        footer = [self.source.meta["footer"], f"Page {self.page} of {self.pages}"]
        canvas.setFont(SANS, 8)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, top, self.source.meta["header"])
        canvas.drawString(MARGIN, bottom, "  \u00b7  ".join(filter(None, footer)))
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.lines([(MARGIN, y, right, y) for y in (top - 5, bottom + 12)])

    def afterPage(self) -> None:
        """Draws the footnotes, when all of the page's paragraphs are known."""
        for frame in self.pageTemplate.frames:
            frame.draw_notes(self.canv)

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enters a heading in the outline, and notes its page for the contents page."""
        if heading := getattr(flowable, "heading", None):
            block, bookmark = heading
            level = len(block.mark) - 1 if self.found else 0  # an outline has to open at its top
            self.canv.bookmarkPage(bookmark)
            self.canv.addOutlineEntry(plain(block.text), bookmark, level)
            self.found[bookmark] = self.page


def first_page(source: Source) -> str:
    """Returns the name of the template of a PDF's first page."""
    if source.meta["cover"]:
        return "cover"
    return "opening" if source.meta["layout"] and not source.meta["contents"] else "running"


class Story:
    """All that flows over a PDF's pages."""

    def __init__(self, source: Source, found: dict[str, int]) -> None:
        """Takes a source; ``found`` says on which pages its headings were before."""
        self.source, self.found = source, found
        self.styles = styles_of(source)
        self.numbers = count(1)  # of the footnotes
        self.body = "columns" if source.meta["layout"] else "running"
        self.measures = {"columns": COLUMN, "landscape": A4[1] - 2 * MARGIN}
        self.measure = self.measures.get(self.body, MEASURE)

    def __iter__(self) -> Iterator[Flowable]:
        """Yields what opens the document, then its blocks."""
        if self.source.meta["cover"]:
            yield from self.cover()
        elif self.source.headline:
            yield self.paragraph(self.source.headline, "title")
        if self.source.meta["contents"]:
            yield from self.contents()
        if first_page(self.source) == "opening":
            yield from (platypus.NextPageTemplate(self.body), platypus.FrameBreak())
        for place, block in enumerate(self.source.blocks):
            if block.kind == "table":
                yield from self.table(block.rows)
            elif block.kind == "turn":
                yield self.turn(block.text)
            elif block.kind == "heading":
                heading = self.paragraph(block.text, f"heading{len(block.mark)}")
                heading.heading = (block, f"block{place}")
                yield from (platypus.CondPageBreak((40 - 6 * len(block.mark)) * mm), heading)
            else:
                mark = "\u2022" if block.kind == "bullet" else block.mark or None
                yield self.paragraph(block.text, block.kind, mark)

    def cover(self) -> Iterator[Flowable]:
        """Yields the cover: its lines in their order, those that make up the title set large."""
        cover, title = self.source.meta["cover"], self.source.meta["title"]

        def look(line: str) -> str:
            if line == NOTICE:
                return "notice"
            return "cover" if line in title else "publisher" if line == cover[0] else "detail"

        yield platypus.Spacer(0, 48 * mm)
        for name, lines in groupby(cover, look):
            parts = [self.paragraph(line, name) for line in lines]
            yield from map(TopPadder, parts) if name == "notice" else parts
            yield platypus.Spacer(0, 8 * mm)
        yield platypus.PageBreak("running" if self.source.meta["contents"] else self.body)

    def contents(self) -> Iterator[Flowable]:
        """Yields the contents page: each heading, then dots as far as its page."""
        yield self.paragraph("Contents", "title")
        for place, block in enumerate(self.source.blocks):
            if block.kind == "heading":
                style, bookmark = self.styles[f"contents{len(block.mark)}"], f"block{place}"
                text = textwrap.shorten(plain(block.text), 72, placeholder="\u2026")
                face = (style.fontName, style.fontSize)
                room = MEASURE - 24 - style.bulletIndent - stringWidth(text, *face)
                dots = " ." * int(room / stringWidth(" .", *face))
                link = f'<a href="#{bookmark}">{dots} {self.found.get(bookmark, 0)}</a>'
                yield Paragraph(link, style, bulletText=text)
        yield platypus.PageBreak(self.body)

    def turn(self, way: str) -> Flowable:
        """Returns a break to a new page, which may lie on its side or stand up again."""
        if way == "page":
            return PageBreakIfNotEmpty()
        template = "landscape" if way == "landscape" else self.body
        self.measure = self.measures.get(template, MEASURE)
        return PageBreakIfNotEmpty(template)

    def table(self, rows: list[list[str]]) -> Iterator[Flowable]:
        """Yields a table whose header row is repeated on every page, and the notes to it."""
        cells = [
            [self.paragraph(cell, "cell" if number else "head") for cell in row]
            for number, row in enumerate(rows)
        ]
        face = BOLD, self.styles["head"].fontSize
        columns = widths(rows, self.measure, lambda text: stringWidth(text, *face) + 13)
        rules = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), self.styles["title"].textColor),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [None, TINT]),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, HAIRLINE),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
        yield platypus.LongTable(cells, columns, None, rules, 1, spaceBefore=4, spaceAfter=12)
        yield from (note for row in cells for cell in row for note in cell.notes)

    def paragraph(self, text: str, style: str, mark: str | None = None) -> Paragraph:
        """Returns a paragraph with its footnotes."""
        notes: list[Paragraph] = []
        paragraph = Paragraph(self.markup(text, notes), self.styles[style], bulletText=mark)
        paragraph.notes = tuple(notes)
        return paragraph

    def markup(self, text: str, notes: list[Paragraph]) -> str:
        """Returns a text in ReportLab's markup, and adds the notes in it to `notes`."""
        markup = ""
        for kind, part in pieces(text):
            if lacking := {sign for sign in part if not sign.encode("cp1252", "ignore")}:
                raise SourceError(f"the fonts lack {' '.join(sorted(lacking))} in: {text[:60]}")
            if kind == "note":
                number = next(self.numbers)
                note = f"<super>{number}</super> {self.markup(part, notes)}"
                notes.append(Paragraph(note, self.styles["note"]))
                markup += f"<super>{number}</super>"
            elif kind:
                markup += f'<span backColor="black">{escape(part)}</span>'
            else:
                markup += escape(part)
        return markup
