"""The builder of the samples: each mark of its dialect, as readers of each format find it."""

import re
import zipfile

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.table import Table
from pypdf import PdfReader

from documents.building import SourceError, build
from documents.building.source import NOTICE

BODY = """
# 1. The family

4.12 She lived in [[redacted 9]] Road with [[hidden: her uncle Osbert]].^[So the housing file.] The
paragraph goes on.

4-13 Hyphenated.

12. Continuous.

R3. The Board should ask.

(a) Lettered.
(iv) Bracketed.
iv. Roman.

- Bulleted.

> Quoted
> guidance.

@landscape

## Action plan

| Action | Owner^[At the time.] |
|---|---|
| Visit | The [[redacted 5]] team |

@portrait

@page

# 2. The end

Last words.
"""
WORDS = [
    "4.12 She lived in 111111111 Road with her uncle Osbert", "The paragraph goes on.",
    "4-13 Hyphenated.", "12. Continuous.", "R3. The Board should ask.", "(a) Lettered.",
    "(iv) Bracketed.", "iv. Roman.", "Bulleted.", "Quoted guidance.", "Action Owner",
    "Visit The 11111 team", "Last words.", "So the housing file.", "At the time.",
]  # fmt: skip


@pytest.fixture
def make(tmp_path):
    """Builds a source with this front matter and body."""

    def make(front="", body=BODY, suffix=".pdf"):
        source = tmp_path / "source.md"
        facts = (
            f"output: made{suffix}\ntitle: Review: Child Z\nheader: Board\nfooter: v1.2\n{front}"
        )
        source.write_text(f"---\n{facts}\n---\n{body}", encoding="utf-8")
        return build(source, tmp_path)

    return make


def lines(text):
    """The text with single spaces."""
    return " ".join(text.split())


def pdf_text(path):
    return lines(" ".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize("front", ["", "layout: two-column", "contents: true", "kind: minutes"])
def test_every_mark_is_in_the_text_layer_of_a_pdf(make, front):
    text = pdf_text(make(front))

    assert [words for words in WORDS if words not in text.replace("Owner2", "Owner")] == []
    assert NOTICE in text
    assert "v1.2 \u00b7 Page 1 of" in text


def test_contents_and_outline_name_the_pages(make):
    path = make("contents: true\ncover:\n  - The Board\n  - March 2014")
    reader = PdfReader(path)
    pages = [page.extract_text() for page in reader.pages]
    entry = reader.outline[0]

    assert "Page" not in pages[0]
    assert re.findall(r"(?: \.){9,} (\d)", pages[1]) == ["3", "4", "5"]
    assert "Last words." in pages[4]
    assert (entry.title, reader.get_destination_page_number(entry)) == ("1. The family", 2)


def test_landscape_pages_are_wider_than_high_and_no_page_is_empty(make):
    boxes = [page.mediabox for page in PdfReader(make()).pages]

    assert [box.width > box.height for box in boxes] == [False, True, False]


def test_two_columns_stand_beside_each_other(make):
    body = "\n\n".join(f"{n}. {'Some words of a paragraph. ' * 12}" for n in range(1, 13))
    with pypdfium2.PdfDocument(make("layout: two-column", body)) as document:
        width, height = document[0].get_size()
        page = document[0].get_textpage()
        left = page.get_text_bounded(0, 60, width / 2, height - 90)
        right = page.get_text_bounded(width / 2, 60, width, height - 90)

    numbers = [re.findall(r"(\d+)\. Some", lines(column)) for column in (left, right)]
    assert numbers[0] == [str(n) for n in range(1, len(numbers[0]) + 1)]
    assert numbers[1][0] == str(len(numbers[0]) + 1)


def test_footnotes_stand_at_the_foot_of_their_page(make):
    pages = [lines(page.extract_text()) for page in PdfReader(make()).pages]

    assert pages[0].endswith("1 So the housing file.")
    assert pages[1].endswith("2 At the time.")


def test_hidden_words_are_under_a_black_box(make):
    path = make(body="Before [[hidden: WWWWWW]] after.")
    drawn = PdfReader(path).pages[0].get_contents().get_data()
    with pypdfium2.PdfDocument(path) as document:
        textpage = document[0].get_textpage()
        place = textpage.get_text_range().index("WWWWWW") + 2
        left, bottom, right, top = textpage.get_charbox(place)
        height = document[0].get_height()
        picture = document[0].render(4, grayscale=True).to_pil()
    box = [round(4 * side) for side in (left, height - top, right, height - bottom)]

    assert drawn.index(b"WWWWWW") < drawn.rindex(b" re f")
    assert picture.crop(box).getextrema() == (0, 0)


@pytest.mark.parametrize(("front", "scans"), [("scan: true", {0, 1, 2}), ("scan_pages: [2]", {1})])
def test_scanned_pages_are_one_picture_without_text(make, front, scans):
    pages = PdfReader(make(front)).pages

    for number, page in enumerate(pages):
        assert bool(page.extract_text().strip()) == (number not in scans)
        assert len(page.images) == (number in scans)
    assert pages[1].mediabox.width > pages[1].mediabox.height


def test_letter_has_its_address_and_subject_line(make):
    letter = "Ms A Brown\nTown Hall\n\n12 March 2010\n\nDear Ms Brown\n\nThank you."
    cover = "kind: letter\ncover:\n  - Inspectorate\n  - 4 Market Way"

    page = PdfReader(make(cover, letter)).pages[0].extract_text()

    text = [line.strip() for line in page.split("\n")]
    at = text.index("Inspectorate")
    assert text[at + 1] == "4 Market Way"
    assert text.index("Ms A Brown") + 1 == text.index("Town Hall")
    assert text.index("Dear Ms Brown") + 1 == text.index("Review: Child Z")
    assert NOTICE in lines(" ".join(text))


def test_every_mark_is_in_a_word_document(make):
    path = make("contents: true\ncover:\n  - The Board", suffix=".docx")
    word = docx.Document(path)
    paragraphs = [paragraph for block in word.iter_inner_content() for paragraph in within(block)]
    text = lines(" ".join(paragraph.text for paragraph in paragraphs))
    notes = zipfile.ZipFile(path).read("word/footnotes.xml").decode()
    black = [r.text for p in paragraphs for r in p.runs if r.font.highlight_color]

    assert [words for words in [*WORDS[:-2], NOTICE] if words not in text] == []
    assert all(note in notes for note in WORDS[-2:])
    assert text.index("1. The family 3 Action plan 3") < text.index("4.12")
    assert black == ["1" * 9, "her uncle Osbert", "1" * 5]
    assert [(s.orientation, s.page_width > s.page_height) for s in word.sections] == [
        (WD_ORIENT.PORTRAIT, False),
        (WD_ORIENT.LANDSCAPE, True),
        (WD_ORIENT.PORTRAIT, False),
    ]
    assert word.sections[2].header.paragraphs[0].text == "Board"


def within(block):
    """The paragraphs of a block of a Word document: itself, or those of a table's cells."""
    if isinstance(block, Table):
        return [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
    return [block]


CHROME = """byline: A & B
published: 2019-03-01
chrome: {navigation: [Home], related: [Other], footer: [Small print]}
comments:
  - author: X
    date: 2019-03-02
    text: I say: no.
"""


@pytest.mark.parametrize(
    ("front", "furniture"),
    [
        ("kind: press\n" + CHROME, ["By A &amp; B", "Related articles", "Comments", "I say: no."]),
        ("kind: blog\n" + CHROME, ["Posted by A &amp; B", "Recent posts", "Responses", "<nav>"]),
        ("kind: guidance", []),
    ],
)
def test_every_mark_is_in_a_web_page_and_only_the_furniture_that_it_names(make, front, furniture):
    page = make(front, suffix=".html").read_text(encoding="utf-8")
    text = re.sub(r"<sup>.*?</sup>|</?span.*?>", "", page).replace("\u2588", "1")
    text = lines(re.sub(r"<[^>]+>", " ", text))

    assert [words for words in [*WORDS, NOTICE] if words not in text] == []
    assert [words for words in furniture if words not in page] == []
    assert ("<nav>" in page, 'id="comments"' in page) == (bool(furniture), bool(furniture))


def test_every_mark_is_in_a_text_file_but_hidden_words(make):
    text = lines(make(suffix=".txt").read_text(encoding="utf-8"))
    shown = re.sub(r" \[\d\]|-{3,}", "", text)
    assert [words for words in WORDS[1:] if words not in lines(shown).replace("\u2588", "1")] == []
    assert "Osbert" not in text


@pytest.mark.parametrize(
    ("front", "suffix"),
    [("contents: true", ".pdf"), ("scan: true", ".pdf"), ("scan_pages: [2]", ".pdf"),
     ("layout: two-column", ".pdf"), ("", ".docx"), (CHROME, ".html"), ("", ".txt")],
)  # fmt: skip
def test_same_source_gives_same_bytes(make, front, suffix):
    assert make(front, suffix=suffix).read_bytes() == make(front, suffix=suffix).read_bytes()


def test_copy_has_the_text_of_the_other(make, tmp_path):
    first = make("scan: true")
    copy = tmp_path / "copy.md"
    copy.write_text("---\noutput: copy.docx\ncopy_of: source.md\n---\n", encoding="utf-8")

    texts = [paragraph.text for paragraph in docx.Document(build(copy, tmp_path)).paragraphs]

    assert first.exists()
    assert texts[0] == "Review: Child Z"
    assert "Last words." in texts


@pytest.mark.parametrize(
    ("front", "body", "message"),
    [
        ("scna: true", "Text.", "may not hold scna"),
        ("kind: novel", "Text.", "no such look: novel"),
        ("scan_pages: [4]", "Text.", "only 1 pages"),
        ("copy_of: none.md", "", "no source none.md"),
        ("", "### Too deep", "not in the dialect"),
        ("", "@sideways", "not in the dialect"),
        ("", "Some **bold** words", "not in the dialect"),
        ("", "[[redacted nine]]", "not in the dialect"),
        ("", "| a | b |\n| c |", "cells than in the header"),
        ("", "T\u0177 Gwyn", "fonts lack \u0177"),
    ],
)
def test_what_is_not_in_the_dialect_is_refused(make, front, body, message):
    with pytest.raises(SourceError, match=message):
        make(front, body)
