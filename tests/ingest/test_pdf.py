"""PDFs: what a page says, what runs along its edges, and files that cannot be read."""

import pytest
from pdfs import cut_short, encrypt, make_pdf, one_page, without_pages
from reportlab.pdfgen import canvas

from ingest.parsing import parse
from kb.chunking import chunk
from kb.errors import UnreadableDocument, UnsupportedFormat
from kb.types import BlockKind, PageState

SAYINGS = [
    ("The health visitor wrote to the social worker in May.", "Nobody answered her letter."),
    ("In June the school saw a bruise on the arm of the child.", "It did not tell the police."),
    ("The police were called to the house three times.", "The reports stayed in their files."),
    ("In July the family moved to another town.", "Their new doctor was sent no papers."),
]
SENTENCE = "5.1 The school saw a bruise on the arm of the child in June."


def read(path):
    return parse(str(path), path.name)


def blocks(document, kind=None):
    """The text of each block (of a kind), in order."""
    return [document.text(b.spans) for b in document.blocks if kind in (None, b.kind)]


def with_header_and_footer(number, first, second):
    def write(sheet):
        sheet.text("Calderwick Safeguarding Children Board", size=8, y=810)
        sheet.text("OFFICIAL", size=8, y=795)
        sheet.text(f"{number}.1 {first}", y=740).text(f"{number}.2 {second}")
        sheet.text(f"Serious Case Review   Page {number} of 4", size=8, y=40)

    return write


def test_running_header_and_footer_are_furniture_and_in_no_passage(tmp_path):
    pages = [with_header_and_footer(n, *said) for n, said in enumerate(SAYINGS, 1)]
    document = read(make_pdf(tmp_path / "a.pdf", *pages))

    running = ["Calderwick Safeguarding Children Board", "OFFICIAL", "Serious Case Review Page {}"]
    assert sorted(blocks(document, BlockKind.FURNITURE)) == sorted(
        text.format(f"{n} of 4") for n in range(1, 5) for text in running
    )
    assert blocks(document, BlockKind.PARAGRAPH) == [
        f"{n}.{m} {said}" for n, pair in enumerate(SAYINGS, 1) for m, said in enumerate(pair, 1)
    ]
    passages = chunk(document, "A title", lambda text: len(text.split()), 200)
    text = " ".join(passage.text for passage in passages)
    assert all(said in text for pair in SAYINGS for said in pair)
    assert not any(word in text for word in ("Calderwick", "OFFICIAL", "Page"))


def test_bare_page_numbers_are_furniture(tmp_path):
    def page(number, said):
        return lambda sheet: sheet.text(said).text(str(number), y=40, x=290)

    pages = [page(n, said) for n, (said, _) in enumerate(SAYINGS[:2], 7)]
    document = read(make_pdf(tmp_path / "a.pdf", *pages))

    assert blocks(document, BlockKind.FURNITURE) == ["7", "8"]


def test_a_line_on_two_pages_is_no_running_line(tmp_path):
    same = "The plan was not shared."
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            *[lambda sheet, said=said: sheet.text(same).text(*said) for said in SAYINGS[:2]],
        )
    )

    assert blocks(document, BlockKind.FURNITURE) == []
    assert blocks(document).count(same) == 2


def test_contents_page_is_furniture(tmp_path):
    entries = [
        "1. Introduction ............................................. 3",
        "2. What happened ............................................ 5",
        "Annex A  . . . . . . . . . . . . . . . . . . . . . . . . . . 9",
    ]
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: sheet.bold("Contents", size=14).text(*entries),
            lambda sheet: sheet.text("1.1 The board commissioned this review in May."),
        )
    )

    assert blocks(document, BlockKind.FURNITURE) == [
        "Contents",
        *(" ".join(entry.split()) for entry in entries),
    ]
    assert blocks(document, BlockKind.PARAGRAPH) == [
        "1.1 The board commissioned this review in May."
    ]


def test_paragraph_across_pages_is_one_block_with_two_spans(tmp_path):
    def page(number, *paragraphs):
        def write(sheet):
            sheet.text("Child Q review", size=8, y=810)
            for lines in paragraphs:
                sheet.text(*lines)
            sheet.text(str(number), y=40, x=290)

        return write

    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            page(
                1, ["5.1 The school told the police officer that the", "child had been seen with"]
            ),
            page(2, ["a bruise on the arm in June."], ["5.2 Nobody wrote", "that down."]),
            page(3, ["6.1 The family moved."]),
        )
    )

    crossing, *others = [b for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert [span.page for span in crossing.spans] == [1, 2]
    assert document.text(crossing.spans) == (
        "5.1 The school told the police officer that the child had been seen with "
        "a bruise on the arm in June."
    )
    assert [b.paragraph for b in others] == ["5.2", "6.1"]


def test_table_becomes_rows(tmp_path):
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: (
                sheet.text("5.1 The events were these, in the order of their dates:")
                .row("Date", "Agency", "Event")
                .row("May 2012", "School", "Saw a bruise")
                .row("June 2012", "Police", "Was told of it")
                .text("5.2 After that nothing was done by anyone for a year.")
            ),
        )
    )

    assert blocks(document, BlockKind.TABLE_ROW) == [
        "Date | Agency | Event",
        "May 2012 | School | Saw a bruise",
        "June 2012 | Police | Was told of it",
    ]
    assert [b.paragraph for b in document.blocks] == ["5.1", None, None, None, "5.2"]
    assert [b.stem for b in document.blocks] == [None, 0, 1, 1, None]


def test_bold_or_large_short_lines_are_headings(tmp_path):
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: (
                sheet.text("Child Q", size=20)
                .text("Findings", size=14)
                .bold("What the school knew")
                .text(
                    "5.1 The school saw a bruise on the arm of the child in June and again in",
                    "July.",
                )
                .bold("What the police knew")
                .text(
                    "5.2 The police were called to the house three times in two months that",
                    "year.",
                )
            ),
        )
    )

    assert blocks(document, BlockKind.HEADING) == [
        "Child Q",
        "Findings",
        "What the school knew",
        "What the police knew",
    ]
    assert [b.section for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [
        ("Child Q", "Findings", "What the school knew"),
        ("Child Q", "Findings", "What the police knew"),
    ]


def test_page_with_only_a_picture_is_unreadable_and_a_blank_one_is_blank(tmp_path):
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: sheet.text(SENTENCE),
            lambda sheet: sheet.picture(),
            lambda sheet: None,
        )
    )

    assert [page.state for page in document.pages] == [
        PageState.TEXT,
        PageState.UNREADABLE,
        PageState.BLANK,
    ]
    assert document.pages[1].cause.startswith("no text on it: a scan or a picture; Tesseract")
    assert document.pages[2].cause is None


@pytest.mark.usefixtures("_unindexed")
def test_partial_document_names_page_and_cause(kb, ingest, tmp_path):
    path = make_pdf(
        tmp_path / "a.pdf", lambda sheet: sheet.text(SENTENCE), lambda sheet: sheet.picture()
    )

    (file,) = ingest(path).files

    assert (file.status, file.unreadable_pages, file.passages) == ("partial", [2], 1)
    assert file.cause.startswith("page 2: no text on it: a scan or a picture; Tesseract")
    (summary,) = documents(kb)
    assert (summary.status, summary.unreadable_pages) == ("partial", [2])
    assert kb.ask("bruise on the arm").searched.unreadable_pages == 1


def documents(kb):
    with kb.read() as snapshot:
        return list(snapshot.documents.values())


def test_all_pages_pictures(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", *[lambda sheet: sheet.picture()] * 2)

    with pytest.raises(UnreadableDocument, match=r"no text on any of 2 pages .*scan or a picture"):
        read(path)


def test_page_whose_content_is_damaged_is_unreadable(tmp_path):
    path = one_page(tmp_path / "a.pdf", SENTENCE)
    path.write_bytes(path.read_bytes().replace(b"/ASCII85Decode", b"/XSCII85Decode"))

    with pytest.raises(UnreadableDocument, match="no text on any of 1 pages"):
        read(path)


def test_nothing_but_running_lines(tmp_path):
    def page(sheet):
        sheet.text("Calderwick Safeguarding Children Board", y=810).picture()

    with pytest.raises(UnreadableDocument, match="no text but menus, headers and footers"):
        read(make_pdf(tmp_path / "a.pdf", *[page] * 4))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_user_password_is_named_as_the_cause(tmp_path, algorithm):
    path = encrypt(one_page(tmp_path / "a.pdf", SENTENCE), "secret", algorithm)

    with pytest.raises(UnreadableDocument, match="password-protected"):
        read(path)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_owner_password_alone_does_not_hinder_reading(tmp_path, algorithm):
    path = encrypt(one_page(tmp_path / "a.pdf", SENTENCE), "", algorithm)

    assert blocks(read(path)) == [SENTENCE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tmp_path, share):
    path = cut_short(make_pdf(tmp_path / "a.pdf", *[lambda s: s.text(SENTENCE)] * 9), share)

    with pytest.raises(UnreadableDocument, match="truncated PDF"):
        read(path)


def test_no_pages(tmp_path):
    with pytest.raises(UnreadableDocument, match="0 pages"):
        read(without_pages(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    ("data", "error", "cause"),
    [
        (b"just words\n", UnsupportedFormat, r"named \.pdf but holds text/plain"),
        (b"<!doctype html><p>Gone", UnsupportedFormat, r"named \.pdf but holds text/html"),
        (b"\x89PNG\r\n\x1a\n\0\0", UnsupportedFormat, r"named \.pdf but holds a PNG picture"),
        (b"", UnreadableDocument, "an empty file"),
        (b" \n\n", UnreadableDocument, "an empty file"),
        (b"%PDF-1.4\n%%EOF\n", UnreadableDocument, "a damaged PDF"),
        (b"%PDF-1.4\n" + b"\xaa\xbb" * 900 + b"\n%%EOF\n", UnreadableDocument, "a damaged PDF"),
    ],
)
def test_what_is_no_pdf(tmp_path, data, error, cause):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)

    with pytest.raises(error, match=cause):
        read(path)


def test_pdf_under_another_name_is_read_unless_the_name_promises_word(tmp_path):
    path = one_page(tmp_path / "a", SENTENCE)

    assert parse(str(path), "a.bin").media_type == "application/pdf"
    with pytest.raises(UnsupportedFormat, match=r"named \.docx but holds application/pdf"):
        parse(str(path), "a.docx")


def test_headings_that_count_up_but_not_with_the_pages_are_no_running_lines(tmp_path):
    path = tmp_path / "numbered.pdf"
    page = canvas.Canvas(str(path))
    for number, recommendation in enumerate((3, 4, 7, 8), 1):
        page.drawString(72, 800, "Northwick Board")
        page.drawString(72, 780, f"Recommendation {recommendation}: the board should act on it.")
        for line in range(12):
            page.drawString(72, 700 - 40 * line, f"Body line {line} of page {number} says much.")
        page.drawString(72, 40, f"Final copy, page {number + 2} of 9")
        page.showPage()
    page.save()

    document = parse(str(path), path.name)

    furniture = [document.text(b.spans) for b in document.blocks if b.kind is BlockKind.FURNITURE]
    assert furniture.count("Northwick Board") == 4
    assert [text for text in furniture if text.startswith("Final copy")] == [
        f"Final copy, page {n} of 9" for n in (3, 4, 5, 6)
    ]
    assert not [text for text in furniture if "Recommendation" in text]
