"""Rectangles of quotes and pictures of pages, on PDFs made here and on the samples."""

import io
import random
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kb.errors import UnknownDocument, UnreadableDocument
from kb.page_images import PageImages, Rectangle, locate, render, words_within
from kb.sandbox import Sandbox
from kb.types import Word

SAMPLES = sorted((Path(__file__).parents[2] / "documents" / "northern").glob("*.pdf"))
SIZE = (400, 300)
PNG = b"\x89PNG\r\n\x1a\n"


def make_pdf(path, *lines, rotation=0, crop=None, size=SIZE, turned=0, font="Helvetica"):
    """A page with `lines`, each (x, y, text); (x, y) are points from the lower left corner."""
    # reportlab swaps the sides of a page that it turns by 90 or 270 degrees
    canvas = Canvas(str(path), pagesize=size[::-1] if rotation in (90, 270) else size)
    canvas.setPageRotation(rotation)
    if crop:
        canvas.setCropBox(crop)
    canvas.setFont(font, 12)
    for x, y, text in lines:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turned)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.save()
    return str(path)


def near(left, top, right, bottom):
    return pytest.approx((left, top, right, bottom), abs=3.0)


def sides(rectangle):
    return (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)


def width(text):
    return pdfmetrics.stringWidth(text, "Helvetica", 12)


def marked_area(pdf, quote, dpi=72):
    """The part of the picture that marking the quote changed, and its darkest value there."""
    marked, plain = (
        Image.open(io.BytesIO(render(pdf, 1, q, None, dpi))).convert("RGB") for q in (quote, None)
    )
    assert marked.size == plain.size
    blue, before = marked.getchannel("B"), plain.getchannel("B")
    tinted = Image.eval(blue, lambda v: 255 if v < 200 else 0)
    paper = Image.eval(before, lambda v: 255 if v > 250 else 0)
    box = Image.composite(tinted, Image.new("L", marked.size), paper).getbbox()
    return box, marked.crop(box).convert("L").getextrema()[0] if box else None


def test_quote_is_boxed_in_points_from_the_top_left(tmp_path):
    before, quote = "Before it. ", "Nobody asked the child."
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, before + quote + " After it."))
    [found] = locate(pdf, 1, quote)
    left = 50 + width(before)
    assert sides(found) == near(left, 300 - 209, left + width(quote), 300 - 198)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 380, 290)])
def test_rotation_and_crop_box_are_applied(tmp_path, rotation, crop):
    quote = "Nobody asked the child."
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, quote), rotation=rotation, crop=crop)
    x0, y0, x1, y1 = crop or (0, 0, *SIZE)
    left, right = 50, 50 + width(quote)
    bottom, top = 198, 209
    expected = {
        0: (left - x0, y1 - top, right - x0, y1 - bottom),
        90: (bottom - y0, left - x0, top - y0, right - x0),
        180: (x1 - right, bottom - y0, x1 - left, top - y0),
        270: (y1 - top, x1 - right, y1 - bottom, x1 - left),
    }[rotation]
    [found] = locate(pdf, 1, quote)
    assert sides(found) == near(*expected)
    painted, darkest = marked_area(pdf, quote)
    assert painted == pytest.approx(sides(found), abs=3.0)
    assert darkest < 60


def test_lines_of_text_that_runs_up_the_page(tmp_path):
    lines = ((200, 50, "Nobody asked"), (214, 50, "the child."))
    pdf = make_pdf(tmp_path / "a.pdf", *lines, turned=90)
    found = locate(pdf, 1, "Nobody asked the child.")
    assert [sides(r) for r in found] == [
        near(191, 250 - width("Nobody asked"), 202, 250),
        near(205, 250 - width("the child."), 216, 250),
    ]


def test_what_the_crop_box_hides_has_no_rectangle(tmp_path):
    pdf = make_pdf(
        tmp_path / "a.pdf", (50, 200, "Shown."), (50, 20, "Hidden."), crop=(0, 100, 400, 300)
    )
    assert locate(pdf, 1, "Hidden.") == []
    assert len(locate(pdf, 1, "Shown.")) == 1


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("The “ofﬁce” didn’t ﬂag it – twice.", 'The "office" didn\'t flag it - twice.'),
        ('The "office" didn\'t flag it.', "The “ofﬁce” didn’t ﬂag it."),
        ("Café ½ naïve Straße.", "Cafe\u0301 1/2 NAI\u0308VE STRASSE."),
    ],
)
def test_ligatures_quotation_marks_and_accents_do_not_matter(tmp_path, printed, quote):
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab, has ligatures
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, "See this. " + printed), font="Vera")
    [found] = locate(pdf, 1, quote)
    left, right = (
        50 + pdfmetrics.stringWidth(t, "Vera", 12) for t in ("See this. ", "See this. " + printed)
    )
    assert sides(found) == near(left, 91, right, 102)


def test_the_mark_covers_the_quotes_own_punctuation(tmp_path):
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, "(“Nobody asked…”) he said."))
    [inner], [outer] = locate(pdf, 1, "Nobody asked"), locate(pdf, 1, "“Nobody asked…”")
    assert inner.left - outer.left == pytest.approx(width("“"), abs=1.0)
    assert outer.right - inner.right == pytest.approx(width("…”"), abs=2.0)


@pytest.mark.parametrize(("where", "top"), [(None, 31), (0.0, 31), (0.4, 111), (0.9, 211)])
def test_of_several_occurrences_the_nearest_is_taken(tmp_path, where, top):
    quote = "Nobody asked the child."
    lines = [
        (50, 260, quote),
        (50, 180, quote),
        (50, 120, "Other words stand here."),
        (50, 80, quote),
    ]
    [found] = locate(make_pdf(tmp_path / "a.pdf", *lines), 1, quote, where)
    assert found.top == pytest.approx(top, abs=2.0)


def test_a_quote_does_not_begin_inside_a_word(tmp_path):
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, "She was told."), (50, 100, "He was told."))
    [found] = locate(pdf, 1, "he was told.")
    assert found.top > 150


def test_a_quote_over_three_lines_has_three_rectangles(tmp_path):
    lines = (
        (50, 212, "First. The visit was made by a well-"),
        (50, 198, "known, ‘trusted’"),
        (50, 184, "worker."),
    )
    found = locate(
        make_pdf(tmp_path / "a.pdf", *lines),
        1,
        "The visit was made by a well-known, ‘trusted’ worker.",
    )
    assert [r.top for r in found] == pytest.approx([79, 93, 109], abs=3.0)
    assert found[0].left == pytest.approx(50 + width("First. "), abs=1.5)
    assert found[1].right == pytest.approx(50 + width(lines[1][2]), abs=1.5)
    assert all(upper.bottom <= lower.top for upper, lower in pairwise(found))


@pytest.mark.parametrize("behind", ["uncle Osbert", "1111111", ""])
@pytest.mark.parametrize(
    ("quote", "rows"),
    [
        ("The mother told [redacted] of it in May.", [79]),
        ("[redacted] of it in May. He told [redacted]", [79, 99]),
        ("He told [redacted] nothing at all.", [99]),
    ],
)
def test_whatever_stands_where_words_are_redacted_is_passed_over(tmp_path, behind, quote, rows):
    lines = (
        (50, 212, f"The mother told {behind} of it in May."),
        (50, 192, f"He told {behind} nothing at all."),
    )
    found = locate(make_pdf(tmp_path / "a.pdf", *lines), 1, quote)
    assert [r.top for r in found] == pytest.approx(rows, abs=3.0)


def test_a_gap_reaches_no_further_than_a_few_words(tmp_path):
    lines = [
        (50, 280 - 14 * n, f"Line {n} of what was said in the long meeting.") for n in range(9)
    ]
    pdf = make_pdf(tmp_path / "a.pdf", *lines)
    assert locate(pdf, 1, "Line 1 of [redacted] meeting.")
    assert locate(pdf, 1, "Line 1 of [redacted] Line 8 of") == []
    assert locate(pdf, 1, "[redacted]") == []


def recognised(*lines):
    return [
        Word(text, 50.0 + 40 * n, top, 85.0 + 40 * n, top + 12, 0.9)
        for top, line in lines
        for n, text in enumerate(line.split())
    ]


def test_a_quote_on_a_scan_is_found_among_recognised_words(tmp_path):
    pdf = make_pdf(tmp_path / "a.pdf")
    words = recognised(
        (40.0, "Nobody asked the child. Nobody"), (60.0, "asked the mother, either.")
    )
    assert locate(pdf, 1, "Nobody asked the child.", None, words) == [Rectangle(50, 40, 205, 52)]
    assert locate(pdf, 1, "Nobody asked the mother", None, words) == [
        Rectangle(210, 40, 245, 52),
        Rectangle(50, 60, 165, 72),
    ]
    assert locate(pdf, 1, "Everyone asked", None, words) == []
    assert locate(pdf, 1, "Nobody asked", 0.9, words)[0].left == 210


@pytest.mark.parametrize("quote", ["Nobody was there.", "", "…!"])
def test_a_quote_that_is_not_on_the_page_has_no_rectangles(tmp_path, quote):
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, "Nobody asked the child…!"))
    assert locate(pdf, 1, quote) == []
    assert render(pdf, 1, quote, None) == render(pdf, 1, None, None)


def test_a_page_without_text_is_rendered(tmp_path):
    pdf = make_pdf(tmp_path / "a.pdf")
    assert locate(pdf, 1, "Anything.") == []
    assert Image.open(io.BytesIO(render(pdf, 1, "Anything.", 0.5, dpi=144))).size == (800, 600)


@pytest.mark.parametrize("size", [(14_400, 14_400), (200, 200_000)])
def test_huge_pages_are_rendered_smaller(tmp_path, size):
    pdf = make_pdf(tmp_path / "a.pdf", (50, 50, "Small."), size=size)
    n_columns, n_rows = Image.open(io.BytesIO(render(pdf, 1, None, None, dpi=600))).size
    assert 24_000_000 < n_columns * n_rows < 25_300_000


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_page_that_does_not_exist(tmp_path, number):
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, "Words."))
    for call in (lambda: locate(pdf, number, "Words."), lambda: render(pdf, number, None, None)):
        with pytest.raises(UnknownDocument, match=f"no page {number} in a.pdf: it has 1 to 1"):
            call()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not really", None])
def test_a_file_that_cannot_be_opened(tmp_path, content):
    path = tmp_path / "a.pdf"
    if content is not None:
        path.write_bytes(content)
    for call in (lambda: locate(str(path), 1, "x"), lambda: render(str(path), 1, None, None)):
        with pytest.raises(UnreadableDocument, match=r"a\.pdf"):
            call()


def test_a_password_is_named(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(50, 50, "Locked.")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="password"):
        locate(str(path), 1, "Locked.")


def letters(text):
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def sampled_sentences(n=30):
    """Sentences of random sample pages as pypdf reads them: (path, page, sentence, near)."""
    chosen = random.Random(20)
    readers = [PdfReader(path) for path in SAMPLES]
    found = []
    while len(found) < n:
        which = chosen.randrange(len(SAMPLES))
        number = chosen.randrange(len(readers[which].pages))
        text = readers[which].pages[number].extract_text()
        if matches := list(re.finditer(r"[A-Z“‘][^.?!]{30,}[.?!]", text)):
            match = chosen.choice(matches)
            found.append((SAMPLES[which], number + 1, match.group(), match.start() / len(text)))
    return found


def test_sentences_of_the_samples_stand_under_their_rectangles():
    assert SAMPLES
    for path, number, sentence, where in sampled_sentences():
        found = locate(str(path), number, sentence, where)
        assert found, (path.name, number, sentence)
        with pypdfium2.PdfDocument(path) as document:
            height = document[number - 1].get_height()
            textpage = document[number - 1].get_textpage()
            under = "".join(
                textpage.get_text_bounded(r.left, height - r.bottom, r.right, height - r.top)
                for r in found
            )
        assert letters(under) == letters(sentence)
        assert letters(words_within(str(path), number, found)) == letters(sentence)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_within_a_rectangle_are_those_it_covers(tmp_path, rotation):
    lines = [(60, 200, "Nobody asked the child."), (60, 180, "The plan lapsed.")]
    pdf = make_pdf(tmp_path / "a.pdf", *lines, rotation=rotation)
    (rectangle,) = locate(pdf, 1, "asked the child")

    assert words_within(pdf, 1, [rectangle]).split() == ["asked", "the", "child"]
    assert words_within(pdf, 1, []) == ""


def test_through_a_sandbox(tmp_path):
    quote = "Nobody asked the child."
    pdf = make_pdf(tmp_path / "a.pdf", (50, 200, quote))
    with Sandbox(timeout_s=30, memory_mib=2048) as sandbox:
        images = PageImages(sandbox)
        assert images.locate(pdf, 1, quote) == locate(pdf, 1, quote)
        assert isinstance(images.locate(pdf, 1, quote)[0], Rectangle)
        assert images.render(pdf, 1, quote).startswith(PNG)
        with pytest.raises(UnknownDocument, match="no page 7"):
            images.render(pdf, 7)
        assert images.render(str(SAMPLES[0]), 1).startswith(PNG)
