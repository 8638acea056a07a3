"""PDFs that hide words, each in another of the ways that are met."""

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Rectangle
from pypdf.generic import ArrayObject, FloatObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BEFORE, SECRET, AFTER = "The mother's ", "uncle Osbert", " lived with them in May."
SENTENCE = "The school saw a bruise on the arm of the child and told the quartermaster."
X, Y = 60, 700
START = X + stringWidth(BEFORE, "Helvetica", 12)
END = START + stringWidth(SECRET, "Helvetica", 12)
PLACE = (START, Y - 4, END - START, 16)


def words(canvas, secret=SECRET):
    canvas.setFont("Helvetica", 12)
    canvas.drawString(X, Y + 60, SENTENCE)
    canvas.drawString(X, Y, BEFORE + secret + AFTER)


def box(canvas):
    words(canvas)
    canvas.rect(*PLACE, stroke=0, fill=1)


def white_box(canvas):
    words(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(*PLACE, stroke=0, fill=1)


def pen(canvas):
    words(canvas)
    canvas.setLineWidth(12)
    canvas.line(START, Y + 4, END, Y + 4)


def box_in_a_form(canvas):
    canvas.beginForm("page")
    words(canvas)
    canvas.rect(*PLACE, stroke=0, fill=1)
    canvas.endForm()
    canvas.scale(0.8, 0.8)
    canvas.translate(20, 40)
    canvas.doForm("page")


def apart(canvas, look):
    canvas.setFont("Helvetica", 12)
    canvas.drawString(X, Y + 60, SENTENCE)
    canvas.drawString(X, Y, BEFORE)
    canvas.drawString(END, Y, AFTER)
    look(canvas)


def white(canvas):
    def look(page):
        page.setFillColorRGB(1, 1, 1)
        page.drawString(START, Y, SECRET)

    apart(canvas, look)


def tiny(canvas):
    def look(page):
        page.setFont("Helvetica", 0.5)
        page.drawString(START, Y, SECRET)

    apart(canvas, look)


def off_the_page(canvas):
    apart(canvas, lambda page: page.drawString(-400, Y, SECRET))


def invisible(canvas):
    def look(page):
        text = page.beginText(START, Y)
        text.setTextRenderMode(3)
        text.textOut(SECRET)
        page.drawText(text)

    apart(canvas, look)


def transparent(canvas):
    def look(page):
        page.setFillAlpha(0.02)
        page.drawString(START, Y, SECRET)

    apart(canvas, look)


def make(path, draw):
    """A page at `path` that `draw` draws."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def annotated(path, kind):
    """Words under an annotation that blacks them out, as people draw it in a viewer."""
    make(path, words)
    left, bottom, width, height = PLACE
    corners = (left, bottom, left + width, bottom + height)
    if kind == "square":
        note = Rectangle(rect=corners, interior_color="000000")
    else:
        x0, y0, x1, y1 = corners
        points = ArrayObject(FloatObject(v) for v in (x0, y1, x1, y1, x0, y0, x1, y0))
        note = Highlight(rect=corners, quad_points=points, highlight_color="000000")
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_annotation(0, note)
    writer.write(path)
    return path


HIDDEN = {
    "box": (box, "under a box"),
    "white box": (white_box, "under a box"),
    "pen": (pen, "under a box"),
    "box in a form": (box_in_a_form, "under a box"),
    "white": (white, "white on white"),
    "tiny": (tiny, "too small to see"),
    "off the page": (off_the_page, "off the page"),
    "invisible": (invisible, "invisible"),
    "transparent": (transparent, "invisible"),
}
