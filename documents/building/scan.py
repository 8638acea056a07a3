"""Makes pages look like what comes out of an office scanner: pictures, with no text behind them."""

import io
from collections.abc import Collection

import numpy as np
import pypdfium2
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter

RESOLUTION_DPI = 110
GREATEST_TURN_DEGREES = 0.9
NOISE = 6  # standard deviation, in levels of grey
PAPER = 238


def scanned(pdf: bytes, numbers: Collection[int]) -> bytes:
    """Returns a PDF with these of its pages (from 1) as pictures.

    Bookmarks are lost, and where all pages are pictures so is what the PDF says of itself.
    """
    writer, reader = PdfWriter(), PdfReader(io.BytesIO(pdf))
    if reader.metadata and len(numbers) < len(reader.pages):
        writer.add_metadata(reader.metadata)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, (page, sheet) in enumerate(zip(document, reader.pages, strict=True), 1):
            if number in numbers:
                picture = page.render(RESOLUTION_DPI / 72, grayscale=True).to_pil()
                writer.add_page(_sheet(_worn(picture, number)))
            else:
                writer.add_page(sheet)
    writer.write(whole := io.BytesIO())
    return whole.getvalue()


def _worn(picture: Image.Image, seed: int) -> Image.Image:
    """Returns a page as it comes off the glass: greyed, a little turned and noisy."""
    random = np.random.default_rng(seed)
    turn = random.choice((-1, 1)) * random.uniform(0.2, GREATEST_TURN_DEGREES)
    greyed = picture.convert("L").point(lambda level: 30 + level * (PAPER - 30) / 255)
    turned = greyed.rotate(turn, Image.Resampling.BICUBIC, fillcolor=PAPER)
    noisy = np.asarray(turned) + random.normal(0, NOISE, (turned.height, turned.width))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def _sheet(picture: Image.Image) -> PageObject:
    """Returns a PDF page that is filled by a picture, as JPEG."""
    picture.save(pdf := io.BytesIO(), "PDF", resolution=RESOLUTION_DPI, quality=50)
    return PdfReader(pdf).pages[0]
