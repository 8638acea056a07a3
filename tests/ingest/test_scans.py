"""Scanned pages: decided page by page, read by Tesseract, or said to be unread and why.

`tesseract-5.3.0.tsv` is what that program wrote of page 2 of a sample, which is a scan.
"""

import os
import re
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hiding import make
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from documents.building.scan import scanned
from ingest.parsing import ocr, parse
from ingest.parsing.grouping import group
from ingest.parsing.layout import as_lines
from ingest.parsing.ocr import OcrLimits
from ingest.parsing.structure import assemble
from kb.errors import UnreadableDocument
from kb.page_images import locate
from kb.types import PageState

SAMPLE = Path(__file__).parents[2] / "documents/northern/calderwick-child-k-part-8-review.pdf"
TABLE = Path(__file__).parent / "tesseract-5.3.0.tsv"
PROSE = [
    "5.1 The school saw a bruise on the arm of the child in June and wrote it down,",
    "but nobody there told the health visitor or the police of what had been seen.",
    "5.2 The police came to the house three times before the autumn of that year.",
    "5.3 In November the mother told her doctor that she could not go on as she did.",
]


@pytest.fixture
def without_tesseract(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))


@pytest.fixture
def install(monkeypatch, tmp_path):
    """Puts a program on the PATH in Tesseract's place; it does what the shell `commands` say."""
    pytest.importorskip("pytesseract")

    def put(commands):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "tesseract"
        program.write_text(
            f'#!/bin/sh\nif [ "$1" = --version ]; then echo tesseract 5.3.0; exit; fi\n{commands}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.defpath}")

    return put


def read(path, limits=None):
    return parse(str(path), path.name, limits)


def prose(canvas, lines=PROSE):
    canvas.setFont("Times-Roman", 12)
    for row, line in enumerate(lines):
        canvas.drawString(72, 700 - 16 * row, line)


def scan(path, draw=prose):
    path.write_bytes(scanned(make(path, draw).read_bytes(), [1]))
    return path


def joined(path, *parts):
    """One PDF of all pages of `parts`."""
    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(part))
    writer.write(path)
    return path


def one_page_of(path, source, number):
    writer = PdfWriter()
    writer.add_page(PdfReader(source).pages[number - 1])
    writer.write(path)
    return path


# What Tesseract's table says


def test_table_becomes_words_with_boxes_and_confidence():
    lines = ocr.lines_of(TABLE.read_text(encoding="utf-8"))

    words = [word for line in lines for word in line]
    assert len(words) > 200
    assert all(word.left < word.right and word.top < word.bottom for word in words)
    assert 0.9 < ocr.confidence_of(words) <= 1.0
    assert all(0 <= word.confidence <= 1 for word in words)
    assert all(line == sorted(line, key=lambda word: word.left) for line in lines)


def test_rows_without_words_are_none():
    head = TABLE.read_text(encoding="utf-8").split("\n")[0]
    rows = [
        "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t",
        "5\t1\t1\t1\t1\t1\t100\t100\t50\t20\t95.5\t \t",
        "5\t1\t1\t1\t1\t2\t200\t100\t50\t20\t-1\tghost",
        '5\t1\t1\t1\t1\t3\t300\t100\t50\t20\t90\t"quoted',
        "",
    ]

    (line,) = ocr.lines_of("\n".join([head, *rows]))

    assert [(w.text, w.left, w.right, w.confidence) for w in line] == [('"quoted', 300, 350, 0.9)]


@pytest.mark.parametrize("slope", [-0.015, 0.0, 0.015])
@given(indent=st.integers(0, 30), size=st.sampled_from([9.0, 11.0, 14.0]))
def test_paragraphs_of_a_page_that_lies_askew(slope, indent, size):
    """Three paragraphs of two lines, the page turned by up to a degree."""
    lines = []
    for row in range(6):
        top = 100 + row * size * 1.2 + (row // 2) * size
        line, x = [], 72.0 + (indent if row % 2 == 0 else 0)
        start, end = ("The", f"nobody{row}") if row % 2 == 0 else ("the", f"nobody{row}.")
        for text in (start, "group", "went", "by", "to", "tell", end):
            right = x + 0.5 * size * len(text)
            feet = top + size * (0.95 if set(text) & set("gpqy") else 0.72) + slope * x
            head = top + slope * x
            line.append(ocr.Word(text, x, head, right, feet, 0.95))
            x = right + 0.3 * size
        lines.append(line)

    pages = as_lines([ocr.as_printed(lines, 842.0)])
    texts, blocks = assemble(group(pages[0]))

    assert len(blocks) == 3
    assert texts[1].count("nobody") == 6


# Pages


def test_scan_is_read_into_numbered_paragraphs(tmp_path, install):
    install(f'cp {TABLE} "$2.tsv"')
    digital = make(tmp_path / "digital.pdf", prose)
    path = joined(tmp_path / "a.pdf", digital, one_page_of(tmp_path / "scan.pdf", SAMPLE, 2))

    document = read(path)

    first, second = document.pages
    assert (first.extractor, first.confidence, first.words) == ("pypdf", None, ())
    assert (second.state, second.cause) == (PageState.TEXT, None)
    assert second.extractor == "tesseract 5.3.0"
    assert second.confidence > 0.9
    assert second.word_shape > 0.9
    numbered = [b.paragraph for b in document.blocks if b.spans[0].page == 2 and b.paragraph]
    assert len(numbered) >= 5
    assert numbered == sorted(numbered, key=lambda n: [int(p) for p in n.split(".")])


def test_quote_on_a_scan_stands_under_its_words_boxes(tmp_path, install):
    install(f'cp {TABLE} "$2.tsv"')
    path = one_page_of(tmp_path / "a.pdf", SAMPLE, 2)
    document = read(path)
    (page,) = document.pages
    block = max(document.blocks, key=lambda b: b.spans[0].end - b.spans[0].start)
    quote = document.text(block.spans)

    found = locate(str(path), 1, quote, block.spans[0].start / len(page.text), page.words)

    inside = [
        word.text
        for word in page.words
        if any(
            r.left <= (word.left + word.right) / 2 <= r.right
            and r.top <= (word.top + word.bottom) / 2 <= r.bottom
            for r in found
        )
    ]
    assert len(found) > 3
    assert letters("".join(inside)) == letters(quote)
    assert locate(str(path), 1, quote) == []


def letters(text):
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.usefixtures("without_tesseract")
def test_scan_without_tesseract_says_what_to_install(tmp_path):
    path = joined(tmp_path / "a.pdf", make(tmp_path / "b.pdf", prose), scan(tmp_path / "c.pdf"))

    page = read(path).pages[1]

    assert page.state is PageState.UNREADABLE
    assert page.cause.startswith("no text on it: a scan or a picture; Tesseract")
    assert "make system-packages" in page.cause
    with pytest.raises(UnreadableDocument, match=r"no text on any of 1 pages.*system-packages"):
        read(tmp_path / "c.pdf")


@pytest.mark.usefixtures("without_tesseract")
def test_stamp_on_a_scan_does_not_make_it_read(tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    parts = [make(folder / "0.pdf", prose)]
    for number in range(1, 3):
        path = scan(folder / f"{number}.pdf")
        stamp = make(folder / "stamp.pdf", lambda c, n=number: c.drawString(480, 20, f"Annex {n}A"))
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.pages[0].merge_page(PdfReader(stamp).pages[0])
        writer.write(path)
        parts.append(path)

    pages = read(joined(tmp_path / "a.pdf", *parts)).pages

    assert [page.state for page in pages] == [PageState.TEXT, *[PageState.UNREADABLE] * 2]
    assert "Annex 1A" in pages[1].text
    assert pages[1].cause.startswith("but for a few words a scan or a picture; Tesseract")


@pytest.mark.usefixtures("without_tesseract")
def test_cover_with_a_picture_over_the_whole_page_is_no_scan(tmp_path):
    def cover(canvas):
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(72, 500, "Serious Case Review: Child Q")

    pages = []
    for number, (draw, other) in enumerate(((lambda c: None, cover), (prose, None))):
        path = make(tmp_path / f"{number}.pdf", draw)
        if other:
            path.write_bytes(scanned(path.read_bytes(), [1]))
            writer = PdfWriter(clone_from=PdfReader(path))
            top = make(tmp_path / "top.pdf", other)
            writer.pages[0].merge_page(PdfReader(top).pages[0])
            writer.write(path)
        pages.append(path)

    cover_page, _ = read(joined(tmp_path / "a.pdf", *pages)).pages

    assert (cover_page.state, cover_page.cause) == (PageState.TEXT, "a figure that was not read")
    assert "Child Q" in cover_page.text


def layered(path, lines, *, under=False, draw=prose):
    """A scan with a layer of words: invisible and on top of the picture, or seen and under it."""
    picture = scan(path, draw)
    layer = path.with_suffix(".layer.pdf")
    canvas = Canvas(str(layer), pagesize=(595, 842))
    text = canvas.beginText(72, 700)
    text.setFont("Times-Roman", 12, leading=16)
    text.setTextRenderMode(0 if under else 3)
    text.textLines(lines)
    canvas.drawText(text)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(picture))
    writer.pages[0].merge_page(PdfReader(layer).pages[0], over=not under)
    writer.write(path)
    return path


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("under", [False, True], ids=["invisible", "under the picture"])
def test_layer_that_a_scanner_left_is_kept_and_hides_nothing(tmp_path, under):
    document = read(layered(tmp_path / "a.pdf", PROSE, under=under))

    (page,) = document.pages
    assert (page.state, page.extractor) == (PageState.TEXT, "embedded ocr")
    assert document.hidden == ()
    assert [b.paragraph for b in document.blocks] == ["5.1", "5.2", "5.3"]


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("blotted", ["on the paper", "in the file"])
def test_layer_under_what_was_blotted_out_is_hidden(tmp_path, blotted):
    """The scanner's words were left when the picture, or the page, was blackened."""

    def blot(canvas):
        canvas.rect(60, 624, 190, 34, stroke=0, fill=1)

    def page(canvas):
        prose(canvas, lines)
        if blotted == "on the paper":
            blot(canvas)

    lines = [*PROSE[:3], "", PROSE[3]]
    path = layered(tmp_path / "a.pdf", lines, draw=page)
    if blotted == "in the file":
        top = make(tmp_path / "top.pdf", blot)
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.pages[0].merge_page(PdfReader(top).pages[0])
        writer.write(path)

    document = read(path)

    (found,) = document.hidden
    assert found.reason.startswith("under a box")
    assert 5 <= found.words <= 8
    assert "[redacted]" in document.pages[0].text
    assert "In November the mother" not in document.pages[0].text
    assert "bruise on the arm" in document.pages[0].text


BAD = ["5.l Tbe 5ch00l s4w @ bru1se 0n tl1e arm 0f t#e ch!ld ln ]une @nd wr0te 1t d0wn,"] * 4


@pytest.mark.usefixtures("without_tesseract")
def test_bad_layer_without_tesseract_is_not_quoted(tmp_path):
    path = joined(
        tmp_path / "a.pdf", make(tmp_path / "b.pdf", prose), layered(tmp_path / "c.pdf", BAD)
    )

    page = read(path).pages[1]

    assert page.state is PageState.UNREADABLE
    assert "system-packages" in page.cause
    assert page.text == ""


def test_bad_layer_is_read_again(tmp_path, install):
    install(f'cp {TABLE} "$2.tsv"')

    (page,) = read(layered(tmp_path / "a.pdf", BAD)).pages

    assert page.extractor == "tesseract 5.3.0"
    assert "ch!ld" not in page.text


SHIFTED = [
    "".join(chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c for c in line) for line in PROSE
]


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("lines", [SHIFTED, [line.replace("e", "\x02") for line in SHIFTED]])
def test_letters_that_no_font_maps_are_not_stored_as_text(tmp_path, lines):
    garbled = make(tmp_path / "b.pdf", lambda canvas: prose(canvas, lines))

    page = read(joined(tmp_path / "a.pdf", make(tmp_path / "c.pdf", prose), garbled)).pages[1]

    assert (page.state, page.text) == (PageState.UNREADABLE, "")
    assert page.cause.startswith("its text is garbled")


@pytest.mark.parametrize(
    ("commands", "limits", "cause"),
    [
        ("sleep 20", OcrLimits(timeout_s=0.3), r"longer than 0.3 s \(KB_OCR_TIMEOUT_S\)"),
        ("echo Failed loading language cym >&2; exit 1", OcrLimits(), "Failed loading language"),
        (f'head -1 {TABLE} > "$2.tsv"', OcrLimits(), "found no words"),
        (
            f'sed "s/\\t9[0-9][.0-9]*\\t/\\t12.5\\t/" {TABLE} > "$2.tsv"',
            OcrLimits(),
            "too badly to be quoted",
        ),
        ("exit 0", OcrLimits(megapixels=0.1), "KB_OCR_MEGAPIXELS"),
    ],
)
def test_what_tesseract_cannot_do_is_the_pages_cause(tmp_path, install, commands, limits, cause):
    install(commands)
    path = joined(tmp_path / "a.pdf", make(tmp_path / "b.pdf", prose), scan(tmp_path / "c.pdf"))

    first, second = read(path, limits).pages

    assert first.state is PageState.TEXT
    assert second.state is PageState.UNREADABLE
    assert re.search(cause, second.cause)


@pytest.mark.usefixtures("_unindexed")
def test_page_is_read_at_the_next_run_after_tesseract_came(
    kb, ingest, tmp_path, monkeypatch, install
):
    path = joined(tmp_path / "a.pdf", make(tmp_path / "b.pdf", prose), scan(tmp_path / "c.pdf"))
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    statuses = [ingest(path).files[0].status.value for _ in range(2)]
    install(f'cp {TABLE} "$2.tsv"')
    statuses += [ingest(path).files[0].status.value for _ in range(2)]

    assert statuses == ["partial", "unchanged", "replaced", "unchanged"]
    with kb.read() as snapshot:
        (document,) = snapshot.documents
        read_off = snapshot.texts.words(document, 2)
        assert snapshot.texts.words(document, 1) == []
    words = [word.text for line in ocr.lines_of(TABLE.read_text("utf-8")) for word in line]
    assert sorted(word.text for word in read_off) == sorted(words)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract on this machine")
def test_tesseract_reads_a_scan(tmp_path):
    pytest.importorskip("pytesseract")

    document = read(scan(tmp_path / "a.pdf"))

    assert [document.text(b.spans) for b in document.blocks] == [
        f"{PROSE[0]} {PROSE[1]}",
        *PROSE[2:],
    ]
    quote = "nobody there told the health visitor"
    (page,) = document.pages
    (found,) = locate(str(tmp_path / "a.pdf"), 1, quote, None, page.words)
    assert found.top == pytest.approx(842 - 684 - 10, abs=12)
    assert page.confidence > 0.85


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract on this machine")
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_tesseract_reads_a_scan_that_lies_on_its_side(tmp_path, turn):
    pytest.importorskip("pytesseract")
    path = scan(tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=150 / 72).to_pil().rotate(turn, expand=True)
    picture.save(path, resolution=150)

    document = read(path)

    assert document.text(document.blocks[0].spans) == f"{PROSE[0]} {PROSE[1]}"
    (page,) = document.pages
    word = next(word for word in page.words if word.text == "bruise")
    with pypdfium2.PdfDocument(path) as pdf:
        seen = np.asarray(pdf[0].render(scale=1, grayscale=True).to_pil())
    inside = seen[int(word.top) : int(word.bottom) + 1, int(word.left) : int(word.right) + 1]
    assert inside.min() < 120 < inside.mean()
    assert (word.bottom - word.top > word.right - word.left) == (turn != 180)
