"""PDFs made for a test, with reportlab and pypdf."""

from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, PITCH = 60, 780, 12


class Sheet:
    """A PDF page, written from top to bottom; `text` opens a new paragraph."""

    def __init__(self, canvas, folder):
        self.canvas = canvas
        self.folder = folder
        self.y = TOP

    def text(self, *lines, size=10, font="Helvetica", y=None, x=LEFT):
        self.y = self.y if y is None else y
        self.canvas.setFont(font, size)
        for line in lines:
            self.canvas.drawString(x, self.y, line)
            self.y -= PITCH * size / 10
        self.y -= PITCH
        return self

    def bold(self, *lines, size=10):
        return self.text(*lines, size=size, font="Helvetica-Bold")

    def row(self, *cells):
        for column, cell in enumerate(cells):
            self.canvas.drawString(LEFT + 150 * column, self.y, cell)
        self.y -= 2 * PITCH
        return self

    def picture(self):
        path = self.folder / "grey.png"
        Image.new("RGB", (40, 40), "grey").save(path)
        self.canvas.drawImage(str(path), LEFT, 200, 400, 400)
        return self


def make_pdf(path: Path, *pages) -> Path:
    """A PDF at `path`; each of `pages` is given a blank `Sheet` to write on."""
    canvas = Canvas(str(path), pagesize=A4)
    for write in pages:
        write(Sheet(canvas, path.parent))
        canvas.showPage()
    canvas.save()
    return path


def one_page(path: Path, *lines) -> Path:
    return make_pdf(path, lambda sheet: sheet.text(*lines))


def encrypt(path: Path, user: str, algorithm: str) -> Path:
    """The PDF at `path`, now opened by the password `user`."""
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt(user_password=user, owner_password="the owner's", algorithm=algorithm)
    writer.write(path)
    return path


def cut_short(path: Path, share: float) -> Path:
    """The first `share` of the file at `path`, as a broken download leaves it."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def without_pages(path: Path) -> Path:
    PdfWriter().write(path)
    return path
