"""PDFs of reports as they are laid out: margins, running lines, notes, tables over pages."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .case import Case
from .pdf_layout import (
    FINDING,
    HEALTH,
    HISTORY,
    LESSON,
    POLICE,
    SCHOOL,
    Draw,
    pages,
    said,
    scanned,
    table,
    turned,
)

BOTH = (FINDING, LESSON)
AGENCIES = ("Police", "School", "Health")
BOARD = "Calderwick Safeguarding Children Board"


def line_numbers(canvas: Canvas) -> None:
    """A draft with a number before every line, as they are sent out for comment."""
    canvas.setFont("Helvetica", 10)
    for row, line in enumerate((*SCHOOL, *POLICE)):
        canvas.drawString(90, 760 - 14 * row, line)
        canvas.drawRightString(70, 760 - 14 * row, str(row + 1))


def every_fifth(canvas: Canvas) -> None:
    """A number at every fifth line, in small type."""
    for row, line in enumerate((*SCHOOL, *POLICE)):
        canvas.drawString(90, 760 - 14 * row, line)
        if row % 5 == 4:
            canvas.setFont("Helvetica", 7)
            canvas.drawRightString(70, 760 - 14 * row, str(row + 1))
            canvas.setFont("Helvetica", 10)


def odd_headers(number: int, canvas: Canvas) -> None:
    """The board on left pages, the chapter on right ones, as books have it."""
    canvas.setFont("Helvetica-Oblique", 8)
    if number % 2:
        canvas.drawRightString(530, 812, f"What happened    {number}")
    else:
        canvas.drawString(60, 812, f"{number}    {BOARD}")
    canvas.setFont("Helvetica", 10)
    said(canvas, HISTORY[number % 7], y=740)


def odd_only(number: int, canvas: Canvas) -> None:
    """A header on every other page."""
    if number % 2:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 812, "CONFIDENTIAL UNTIL PUBLISHED")
        canvas.setFont("Helvetica", 10)
    said(canvas, HISTORY[number % 7], y=740)


def over_the_page(number: int, canvas: Canvas) -> None:
    """A paragraph that runs over a page which ends in a footnote, a version and a number."""
    small = partial(canvas.setFont, "Helvetica", 7.5)
    small()
    said(canvas, f"{BOARD} SCR FINAL 02.02.2017", y=812)
    canvas.drawCentredString(300, 30, f"Page {number} of 4")
    canvas.setFont("Helvetica", 10)
    if number == 1:
        said(canvas, "4.1 The school saw a bruise on the arm of the older child in June and", y=740)
        said(
            canvas,
            "wrote to the duty social worker about it. The letter was put on the file",
            y=727,
        )
        small()
        said(canvas, "1 Letter of 14 June, in the records of the school.", y=60)
    elif number == 2:
        said(canvas, "of another family, where it was found at the trial.", y=740)
        said(canvas, "4.2 Nobody looked for it.", y=714)
        said(canvas, *SCHOOL, y=680)
        small()
        said(canvas, "2 The records were seen by the author.", y=60)
    else:
        said(canvas, f"4.{number} {HISTORY[number]}", y=740)
        said(canvas, *POLICE, *HEALTH, y=700)


def entry(number: int, n: int) -> tuple[str, str, str]:
    """One of the rows of a chronology."""
    return f"{4 * number + n} May 2012", AGENCIES[n], HISTORY[(number + n) % 7]


def table_over_pages(number: int, canvas: Canvas) -> None:
    """A chronology over three pages, its head on each of them."""
    rows = [("Date", "Agency", "What happened")]
    rows += [entry(number, n) for n in range(3)]
    for row, cells in enumerate(rows):
        for x, cell in zip((60, 150, 230), cells, strict=True):
            canvas.drawString(x, 760 - 22 * row, cell)


def cells_of_several_lines(canvas: Canvas) -> None:
    """An action plan between lines, each cell wrapped, drawn cell by cell."""
    rows: Sequence[tuple[tuple[str, ...], ...]] = (
        (("Recommendation",), ("Action",), ("Lead",)),
        (("1. Record every", "adult in the home."), ("Change the form and", "train all teams."),
         ("Head of", "Service")),
        (("2. Ask the child", "alone."), ("Write a standard",), ("Board", "Manager")),
    )  # fmt: skip
    y = 700
    for row in rows:
        for x, cell in zip((60, 220, 380), row, strict=True):
            said(canvas, *cell, x=x, y=y)
        y -= 40
        canvas.line(55, y + 18, 500, y + 18)


def pull_quote(canvas: Canvas) -> None:
    """A sentence of the text again in large type between two paragraphs."""
    said(canvas, *SCHOOL[:3], y=760)
    canvas.setFont("Times-Italic", 18)
    canvas.drawString(100, 690, "“Nobody noticed this until the trial.”")
    canvas.setFont("Helvetica", 10)
    said(canvas, *POLICE, y=650)


def heading_across(canvas: Canvas) -> None:
    """Two columns, a heading across both in the middle of the page, two columns again."""
    canvas.setFont("Helvetica", 9)
    for top, texts in ((760, (SCHOOL, POLICE)), (600, (HEALTH, SCHOOL))):
        for x, text in zip((60, 310), texts, strict=True):
            said(canvas, *text, x=x, y=top)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 640, "What the review found about the work of all agencies")


def sidebar(canvas: Canvas) -> None:
    """Text with a narrow box of key points beside it, drawn first."""
    canvas.rect(420, 600, 130, 180)
    canvas.setFont("Helvetica", 8)
    said(canvas, "Key points", "Ask the child alone.", "Record every adult.", x=428, y=765)
    canvas.setFont("Helvetica", 10)
    said(canvas, *SCHOOL, *POLICE, x=60, y=760)


def footer_first(number: int, canvas: Canvas) -> None:
    """A page whose footer is drawn before its text, and its title last."""
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(300, 30, str(number + 2))
    canvas.setFont("Helvetica", 10)
    said(canvas, HISTORY[number % 7], y=700)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 740, f"Chapter {'ABCDEF'[number]}: what was known")


def roman_front(number: int, canvas: Canvas) -> None:
    """Pages i to iii, then 1 and so on, printed at the foot."""
    said(canvas, HISTORY[number % 7], y=740)
    canvas.drawCentredString(300, 30, ("i", "ii", "iii")[number] if number < 3 else str(number - 2))


def strips(canvas: Canvas) -> None:
    """A scan in forty strips, as fax machines and old scanners send it."""
    from PIL import Image

    for row in range(40):
        strip = ImageReader(Image.effect_noise((120, 4), 60))
        canvas.drawImage(strip, 0, row * 21.05, 595, 21.05)


def numbered_scan(canvas: Canvas) -> None:
    """A scan on which an office stamped the number of the bundle's page."""
    scanned(canvas)
    canvas.drawString(500, 20, "Bundle page 217")


def words_under_the_picture(canvas: Canvas) -> None:
    """A scan over the words that were read off it, which are black and hidden by the picture."""
    said(canvas, *BOTH)
    scanned(canvas)


def slides(number: int, canvas: Canvas) -> None:
    """Two slides on a page, each in a frame, with their own large titles."""
    for half, y in ((0, 700), (1, 320)):
        canvas.rect(60, y - 200, 470, 280)
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(80, y + 40, f"Lesson {2 * number + half + 1}")
        canvas.setFont("Helvetica", 14)
        said(canvas, f"• {HISTORY[(2 * number + half) % 7]}", x=80, y=y)


def mixed_sheets(number: int, canvas: Canvas) -> None:
    """A4 upright, A4 on its side, turned, A5: an appendix made by several hands."""
    if number == 1:
        canvas.setPageSize(landscape(A4))
        table(canvas)
    elif number == 2:
        canvas.setPageSize(A5)
        said(canvas, HISTORY[5], x=20, y=500)
    elif number == 3:
        canvas.setPageSize(A4[::-1])
        turned(canvas, 90)
    else:
        canvas.setPageSize(A4)
        said(canvas, HISTORY[1], HISTORY[2])


def blank_between(number: int, canvas: Canvas) -> None:
    """A page left blank on purpose, and one that is simply empty."""
    if number == 1:
        canvas.drawCentredString(300, 420, "This page is intentionally left blank")
    elif number != 2:
        said(canvas, HISTORY[number], y=740)


def _many(name: str, draw: object, n: int, *sees: str, **more: object) -> Case:
    draws: tuple[Draw, ...] = tuple(partial(draw, number) for number in range(n))
    return Case(f"{name}.pdf", partial(pages, draws, A4), sees, **more)


def _one(name: str, draw: Draw, *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", partial(pages, (draw,), A4), sees, **more)


TEXT = tuple(" ".join(text) for text in (SCHOOL, POLICE, HEALTH))
ROWS = tuple(" | ".join(entry(number, n)) for number in range(3) for n in range(3))

CASES = (
    _one("number-before-every-line", line_numbers, *TEXT[:2]),
    _one("number-at-every-fifth-line", every_fifth, *TEXT[:2]),
    _many("headers-of-left-and-right", odd_headers, 8, *HISTORY[:7], unshown=(BOARD, "What happ")),
    _many("header-on-odd-pages", odd_only, 8, *HISTORY[:7], unshown=("CONFIDENTIAL",)),
    Case(
        "paragraph-over-a-footnote.pdf",
        partial(pages, tuple(partial(over_the_page, n) for n in (1, 2, 3, 4)), A4),
        ("put on the file of another family, where it was found at the trial.", "4.2 Nobody"),
        unshown=("FINAL", "Page 1 of 4"),
    ),
    _many("table-over-pages", table_over_pages, 3, "Date | Agency | What happened", *ROWS),
    _one("cells-of-several-lines", cells_of_several_lines, "Recommendation | Action | Lead",
         "Record every adult in the home. | Change the form and train all teams. | Head of Service",
         "Ask the child alone. | Write a standard | Board Manager"),
    _one("pull-quote", pull_quote, " ".join(SCHOOL[:3]), TEXT[1]),
    _one("heading-across-columns", heading_across, TEXT[0], TEXT[1], "What the review found",
         TEXT[2], TEXT[0]),
    _one("box-beside-the-text", sidebar, f"{TEXT[0]} {TEXT[1]}"),
    _many("footer-first-title-last", footer_first, 5,
          *chain.from_iterable((f"Chapter {'ABCDEF'[n]}: what was known", HISTORY[n])
                               for n in range(5))),
    _many("roman-then-arabic", roman_front, 7, *HISTORY[:7], unshown=("ii",),
          labels=("i", "ii", "iii", "1", "2", "3", "4")),
    _one("scan-in-strips", strips, cause="a scan or a picture"),
    _one("scan-with-a-stamped-number", numbered_scan, unread={1: "a scan or a picture"}),
    _one("words-under-the-scan", words_under_the_picture, *BOTH),
    _many("two-slides-on-a-page", slides, 3, *(f"Lesson {n + 1}" for n in range(6))),
    _many("sheets-of-many-sizes", mixed_sheets, 4, HISTORY[1], HISTORY[2], "Table 4",
          HISTORY[5], FINDING, LESSON, "Table 4",
          "Check who lives in the home | Police | May 2014 | Done"),
    _many("blank-on-purpose", blank_between, 4, HISTORY[0], HISTORY[3]),
)  # fmt: skip
