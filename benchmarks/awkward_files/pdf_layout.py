"""PDFs whose difficulty is on the page: columns, turned pages, marks across text, letters apart."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .case import Case

SCHOOL = (
    "The school saw a bruise on the arm of",
    "the older child in June and wrote to the",
    "duty social worker about it. The letter",
    "was put on the file of another family.",
    "Nobody noticed this until the trial.",
)
POLICE = (
    "The police were called to the home three",
    "times that summer. Each officer wrote a",
    "report and none of them knew about the",
    "other two. No referral was made to the",
    "local authority after any of the visits.",
)
HEALTH = (
    "The health visitor could not get an",
    "answer at the door and left a card. She",
    "wrote that she would call again and was",
    "then on leave. Her caseload was twice",
    "what her own service thought was safe.",
)
HISTORY = (
    "The family moved to the town in spring.",
    "The midwife saw the mother at home and had no concerns.",
    "Two agencies knew that the father had come back to the house.",
    "The school wrote to the duty team about a bruise.",
    "No reply came, and the letter was put on the wrong file.",
    "An officer called at the house late one night in August.",
    "The review could not find out who had been told of it.",
)
FINDING = "3.1 The agencies did not share what each of them knew about the man in the home."
LESSON = "3.2 Nobody asked the child what her days were like, although she could have said."

Draw = Callable[[Canvas], None]


def page(draw: Draw, size: tuple[float, float], path: Path) -> None:
    """A file of one page."""
    pages((draw,), size, path)


def pages(draws: tuple[Draw, ...], size: tuple[float, float], path: Path) -> None:
    """A file with a page for each of `draws`."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for draw in draws:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()


def said(canvas: Canvas, *lines: str, x: float = 60, y: float = 760) -> None:
    """Lines one below the other."""
    for row, line in enumerate(lines):
        canvas.drawString(x, y - 13 * row, line)


def columns(canvas: Canvas, *texts: tuple[str, ...], woven: bool) -> None:
    """Columns of text, drawn line by line or column by column."""
    step = 480 / len(texts)
    size = 9 if len(texts) < 3 else 7.5
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 790, "Learning brief: what happened and what we know of it")
    canvas.setFont("Helvetica", size)
    places = [
        (60 + step * column, 760 - 13 * row, line)
        for column, text in enumerate(texts)
        for row, line in enumerate(text)
    ]
    for x, y, line in sorted(places, key=lambda p: -p[1]) if woven else places:
        canvas.drawString(x, y, line)


def two(canvas: Canvas, *, woven: bool) -> None:
    columns(canvas, SCHOOL, POLICE, woven=woven)


def three(canvas: Canvas, *, woven: bool) -> None:
    columns(canvas, SCHOOL, POLICE, HEALTH, woven=woven)


def table(canvas: Canvas, x: float = 60, y: float = 480) -> None:
    """An action plan with a caption."""
    said(canvas, "Table 4: what each agency has agreed to do", x=x, y=y + 26)
    rows = (
        ("Recommendation", "Lead agency", "Finish by", "Progress"),
        ("Check who lives in the home", "Police", "May 2014", "Done"),
        ("Ask the child alone", "Children's Services", "June 2014", "Under way"),
    )
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString(x + 170 * column, y - 24 * row, cell)


ROWS = (
    "Recommendation | Lead agency | Finish by | Progress",
    "Check who lives in the home | Police | May 2014 | Done",
    "Ask the child alone | Children's Services | June 2014 | Under way",
)


def turned(canvas: Canvas, by: int) -> None:
    """A page that the viewer turns by `by` degrees, its text upright when it is turned."""
    width, height = A4
    canvas.setPageRotation(by)
    moves = {90: (width, 0), 180: (width, height), 270: (0, height)}
    canvas.translate(*moves[by])
    canvas.rotate(by)
    said(canvas, FINDING, LESSON, y=500)
    if by != 180:
        table(canvas, y=400)


def sideways(canvas: Canvas) -> None:
    """Upright text on a page that the viewer turns: a scanner's lid was open the wrong way."""
    canvas.setPageRotation(90)
    said(canvas, FINDING, LESSON, y=500)  # reportlab turns the sheet too: it is 595 points high


def margin_label(canvas: Canvas) -> None:
    """A label that runs up the margin beside the text."""
    said(canvas, FINDING, LESSON)
    canvas.rotate(90)
    canvas.drawString(300, -30, "OFFICIAL SENSITIVE")


def watermark(canvas: Canvas) -> None:
    """DRAFT across the text, drawn between its lines."""
    said(canvas, FINDING)
    canvas.saveState()
    canvas.setFillGray(0.8)
    canvas.setFont("Helvetica-Bold", 80)
    canvas.translate(150, 600)
    canvas.rotate(50)
    canvas.drawString(0, 0, "DRAFT")
    canvas.restoreState()
    canvas.setFont("Helvetica", 10)
    said(canvas, LESSON, y=734)


def header_on_two(number: int, canvas: Canvas) -> None:
    """Pages of which only the last two have a header and footer."""
    said(canvas, HISTORY[number])
    if number > 3:
        said(canvas, "Calderwick Safeguarding Board", y=815)
        said(canvas, f"Page {number} of 5", y=30, x=280)


def superscripts(canvas: Canvas) -> None:
    """Ordinals as Word raises them."""
    text = canvas.beginText(60, 760)
    text.textOut("3.1 On the 4")
    text.setFont("Helvetica", 6)
    text.setRise(4)
    text.textOut("th")
    text.setRise(0)
    text.setFont("Helvetica", 10)
    text.textOut(" of May and the 21")
    text.setFont("Helvetica", 6)
    text.setRise(4)
    text.textOut("st")
    text.setRise(0)
    text.setFont("Helvetica", 10)
    text.textOut(" of June nobody was in.")
    canvas.drawText(text)


def letter_by_letter(canvas: Canvas) -> None:
    """Every letter placed by itself, as some drivers print; a space is only a gap."""
    x = 60.0
    text = canvas.beginText()
    for letter in "Nobody spoke to the father.":
        if letter != " ":
            text.setTextOrigin(x, 760)
            text.textOut(letter)
        x += canvas.stringWidth(letter, "Helvetica", 10)
    canvas.drawText(text)


def spaced_heading(canvas: Canvas) -> None:
    """A heading with its letters spaced out."""
    text = canvas.beginText(60, 780)
    text.setFont("Helvetica-Bold", 14)
    text.setCharSpace(3)
    text.textLine("FINDINGS OF THE REVIEW")
    text.setCharSpace(0)
    canvas.drawText(text)
    canvas.setFont("Helvetica", 10)
    said(canvas, FINDING, y=740)


def drop_cap(canvas: Canvas) -> None:
    """A first letter three lines high."""
    canvas.setFont("Times-Bold", 36)
    canvas.drawString(60, 734, "T")
    canvas.setFont("Times-Roman", 10)
    said(canvas, "he school saw a bruise on his arm", "and wrote to the duty team in June", x=86)
    said(canvas, "about it. Nobody wrote back.", x=86, y=734)


def mixed_fonts(canvas: Canvas) -> None:
    """Words in bold and italics inside a sentence."""
    text = canvas.beginText(60, 760)
    for font, words in (
        ("Helvetica", "3.1 The plan was "),
        ("Helvetica-Bold", "not shared"),
        ("Helvetica", " with the "),
        ("Helvetica-Oblique", "school nurse"),
        ("Helvetica", ", who asked for it."),
    ):
        text.setFont(font, 10)
        text.textOut(words)
    canvas.drawText(text)


def wide_spaces(canvas: Canvas) -> None:
    """Justified lines with wide gaps between words."""
    text = canvas.beginText(60, 760)
    text.setWordSpace(14)
    text.textLine("The nurse had asked for the plan")
    text.setWordSpace(22)
    text.textLine("three times and did not get it,")
    text.setWordSpace(0)
    text.textLine("which she wrote down.")
    canvas.drawText(text)


def hyphens(canvas: Canvas) -> None:
    """Words broken at line ends: by hand and by soft hyphens."""
    vera()
    canvas.setFont("Vera", 9)
    said(
        canvas,
        "The information was never shared. The infor\u00ad",
        "mation stood in three files, and the multi-",
        "agency meeting was told of none.",
    )


def vera() -> None:
    """Registers a TrueType font, which is embedded in part and with a map to Unicode."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))


def ligatures(canvas: Canvas) -> None:
    """Ligatures as single characters."""
    vera()
    canvas.setFont("Vera", 10)
    said(canvas, "The of\ufb01cer\u2019s \ufb01rst re\ufb02ection was dif\ufb01cult to \ufb01nd.")


def mojibake(canvas: Canvas) -> None:
    """UTF-8 that was once read as Windows-1252."""
    said(canvas, "The nurse didn\u00e2\u20ac\u2122t see the child\u00e2\u20ac\u2122s room.")


def typography(canvas: Canvas) -> None:
    """Signs of Windows-1252 beyond ASCII."""
    said(
        canvas,
        "\u201cNobody asked\u201d \u2013 the cost was \u00a31,200 \u2026 Caf\u00e9, na\u00efve.",
    )


def glyph_runs(canvas: Canvas) -> None:
    """Redactions that come out as runs of one letter."""
    said(canvas, "Mr 1111111111 lived at XXXXXXXXXXXX with the mother.")


def form(canvas: Canvas) -> None:
    """A form that was filled in on the screen."""
    said(canvas, "Rapid review notification form", "Name of the agency:")
    said(canvas, "Date of the incident:", "Was the child known to social care?", y=720)
    boxes = canvas.acroForm
    boxes.textfield(name="agency", x=180, y=742, height=14, width=220, value="Wensholt Homes Trust")
    boxes.textfield(name="date", x=180, y=715, height=14, width=220, value="14 March 2019")
    boxes.checkbox(name="yes", x=250, y=703, size=12, checked=True, buttonStyle="check")
    boxes.choice(
        name="harm",
        x=60,
        y=650,
        width=150,
        height=16,
        value="Neglect",
        options=["Neglect", "Other"],
    )
    boxes.textfield(
        name="story", x=60, y=500, height=100, width=400, fieldFlags="multiline",
        value="The mother said that the baby had fallen.",
    )  # fmt: skip


def scanned(canvas: Canvas) -> None:
    """A page that is a picture."""
    picture = Image.effect_noise((120, 160), 60)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)


def ocr_layer(canvas: Canvas) -> None:
    """A scan with the invisible words that a scanner read off it."""
    scanned(canvas)
    text = canvas.beginText(60, 760)
    text.setTextRenderMode(3)
    text.textLine(FINDING)
    text.textLine(LESSON)
    canvas.drawText(text)


def outside(canvas: Canvas) -> None:
    """Words outside the part of the page that is shown."""
    canvas.setCropBox((0, 400, 595, 842))
    said(canvas, FINDING)
    said(canvas, "The draft named the foster carer.", y=100)


def stacked(canvas: Canvas) -> None:
    """A label of letters one below the other, beside the text."""
    said(canvas, FINDING, LESSON)
    for row, letter in enumerate("APPENDIX"):
        canvas.drawString(20, 700 - 14 * row, letter)


def shaded_table(canvas: Canvas) -> None:
    """White words on the dark head of a table."""
    canvas.setFillGray(0.1)
    canvas.rect(55, 470, 480, 24, fill=1)
    canvas.setFillGray(1)
    for column, cell in enumerate(("Agency", "Event", "Date")):
        canvas.drawString(60 + 160 * column, 478, cell)
    canvas.setFillGray(0)
    for column, cell in enumerate(("School", "Saw a bruise", "4 May 2012")):
        canvas.drawString(60 + 160 * column, 454, cell)


def numbers_in_margin(canvas: Canvas) -> None:
    """Paragraph numbers in the margin, drawn after the text."""
    for row, line in enumerate(SCHOOL):
        canvas.drawString(110, 760 - 13 * row, line)
    for row, line in enumerate(POLICE):
        canvas.drawString(110, 680 - 13 * row, line)
    canvas.drawString(60, 760, "4.1")
    canvas.drawString(60, 680, "4.2")


def numbered(number: int, canvas: Canvas) -> None:
    """A page that says which it is."""
    said(canvas, f"{number}.1 {HISTORY[number % len(HISTORY)]}")
    said(canvas, f"The record for it is number {number * 7919 % 10007}.", y=700)


BOTH = (FINDING, LESSON)
IN_COLUMNS = tuple(" ".join(text) for text in (SCHOOL, POLICE, HEALTH))
TURNED = (*BOTH, *ROWS)


def _one(name: str, draw: Draw, *sees: str, size: tuple[float, float] = A4, **more: object) -> Case:
    return Case(f"{name}.pdf", partial(page, draw, size), sees, **more)


CASES = (
    _one("two-columns-woven", partial(two, woven=True), *IN_COLUMNS[:2]),
    _one("two-columns-whole", partial(two, woven=False), *IN_COLUMNS[:2]),
    _one("three-columns-woven", partial(three, woven=True), *IN_COLUMNS),
    _one("three-columns-whole", partial(three, woven=False), *IN_COLUMNS),
    _one("landscape-table", table, "Table 4: what each agency", *ROWS, size=landscape(A4)),
    _one("turned-90", partial(turned, by=90), *TURNED, size=A4[::-1]),  # reportlab turns it
    _one("turned-180", partial(turned, by=180), *BOTH),
    _one("turned-270", partial(turned, by=270), *TURNED, size=A4[::-1]),
    _one("sideways", sideways, *BOTH),
    _one("label-up-the-margin", margin_label, *BOTH),
    _one("watermark-across-text", watermark, *BOTH),
    Case(
        "header-on-two-pages-only.pdf",
        partial(pages, tuple(partial(header_on_two, n) for n in range(1, 6)), A4),
        HISTORY[1:6],
    ),
    _one("superscript-ordinals", superscripts, "On the 4th of May and the 21st of June nobody was"),
    _one("letter-by-letter", letter_by_letter, "Nobody spoke to the father."),
    _one("spaced-out-heading", spaced_heading, "FINDINGS OF THE REVIEW", FINDING),
    _one("drop-cap", drop_cap, "The school saw a bruise on his arm and wrote to the duty team"),
    _one("bold-inside-a-sentence", mixed_fonts, "was not shared with the school nurse, who asked"),
    _one("justified-with-wide-gaps", wide_spaces, "asked for the plan three times and did not get"),
    _one("soft-hyphens", hyphens, "The information stood in three files, and the multi-agency"),
    _one("ligatures", ligatures, "The officer’s first reflection was difficult to find."),
    _one("mojibake", mojibake, "The nurse didn’t see the child’s room."),
    _one("typography", typography, "“Nobody asked” – the cost was £1,200 … Café, naïve."),
    _one("redacted-by-runs", glyph_runs, "Mr [redacted] lived at [redacted] with the mother."),
    _one(
        "form-filled-in", form, "Name of the agency: Wensholt Homes Trust",
        "Date of the incident: 14 March 2019", "known to social care? ☒", "Neglect",
        "The mother said that the baby had fallen.",
    ),
    _one("scan", scanned, cause="no text on any of 1 pages"),
    Case(
        "scan-among-digital-pages.pdf",
        partial(pages, (partial(numbered, 1), scanned, partial(numbered, 3)), A4),
        (HISTORY[1], HISTORY[3]),
        unread={2: "a scan or a picture"},
    ),
    _one("scan-with-ocr-layer", ocr_layer, *BOTH),
    _one("words-outside-the-cropbox", outside, FINDING, unseen=("foster carer",)),
    _one("stacked-letters", stacked, *BOTH),
    _one("white-on-dark-head", shaded_table, "Agency | Event | Date", "School | Saw a bruise"),
    _one("numbers-drawn-last", numbers_in_margin, *(f"4.{n + 1} {IN_COLUMNS[n]}" for n in (0, 1))),
    _one("tiny-page", lambda c: said(c, "No reply.", x=2, y=30), "No reply.", size=(72, 72)),
    _one("huge-page", lambda c: said(c, *BOTH, y=14000), *BOTH, size=(14400, 14400)),
    Case(
        "thousand-pages.pdf",
        partial(pages, tuple(partial(numbered, n) for n in range(1, 1001)), A4),
        tuple(f"The record for it is number {n * 7919 % 10007}." for n in (1, 500, 1000)),
        slow=True,
    ),
)  # fmt: skip
