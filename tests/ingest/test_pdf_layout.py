"""PDFs as they are laid out: columns, tables, landscape, footnotes, spacing, running lines."""

import pytest
from pdfs import LEFT, PITCH, make_pdf
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4

from ingest.parsing import parse
from ingest.parsing.joining import redacted
from kb.types import BlockKind


def read(path):
    return parse(str(path), path.name)


def blocks(document, kind=None):
    return [document.text(b.spans) for b in document.blocks if kind in (None, b.kind)]


LEFT_COLUMN = [
    "The health visitor went to the house in",
    "May and saw a bruise on the arm of the",
    "younger child. She asked the mother how",
    "it had come about and was told that he",
    "had fallen from a swing. She wrote down",
    "what she was told and nothing more than",
    "that. Her manager read it in June and",
    "asked her nothing about it.",
]
RIGHT_COLUMN = [
    "The school had seen a mark in April and",
    "had told the police, who sent a letter to",
    "the duty team. The letter was filed with",
    "those of a family of the same name, and",
    "stayed there until the trial began in the",
    "spring. Nobody had looked for it because",
    "nobody knew that it had been written. It",
    "was dated 4 April.",
]


@pytest.mark.parametrize("woven", [True, False], ids=["line by line", "column by column"])
@pytest.mark.parametrize("right", [270, 330])
def test_two_columns_are_read_one_after_the_other(tmp_path, woven, right):
    def page(sheet):
        sheet.bold("What happened to the child, and what was known of it by whom", size=14)
        top = sheet.y
        places = [(LEFT, LEFT_COLUMN), (right, RIGHT_COLUMN)]
        lines = [
            (x, top - PITCH * row, text) for x, column in places for row, text in enumerate(column)
        ]
        for x, y, text in sorted(lines, key=lambda line: -line[1]) if woven else lines:
            sheet.text(text, x=x, y=y)
        sheet.text("What was learned is set out over the page.", y=top - 12 * PITCH)

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert blocks(document, BlockKind.PARAGRAPH) == [
        " ".join(LEFT_COLUMN),
        " ".join(RIGHT_COLUMN),
        "What was learned is set out over the page.",
    ]


def test_table_over_pages_has_one_head_and_whole_rows(tmp_path):
    head = ("No.", "Recommendation", "Lead")

    def first(sheet):
        sheet.text("7.1 The plan:").bold("Action plan").row(*head)
        sheet.row("1", "Train all staff who", "The Board")

    def second(sheet):
        sheet.row(*head).row("2", "Write every visit down", "Health").text("8.1 That is all.")

    document = read(make_pdf(tmp_path / "a.pdf", first, second))

    assert blocks(document, BlockKind.TABLE_ROW) == [
        "No. | Recommendation | Lead",
        "1 | Train all staff who | The Board",
        "2 | Write every visit down | Health",
    ]
    assert blocks(document, BlockKind.FURNITURE) == ["No. | Recommendation | Lead"]
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [b.stem for b in rows] == [None, 2, 2]
    assert [b.paragraph for b in rows] == [None] * 3


def test_empty_cells_keep_their_place(tmp_path):
    def page(sheet):
        sheet.text("7.1 The plan:").row("Action", "Lead", "Done by")
        sheet.row("Train all staff", "", "May 2012").row("Write it down", "Health")
        sheet.row("Ask the child", "All", "June 2012")

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert blocks(document, BlockKind.TABLE_ROW) == [
        "Action | Lead | Done by",
        "Train all staff | | May 2012",
        "Write it down | Health |",
        "Ask the child | All | June 2012",
    ]


@pytest.mark.parametrize("turn", [90, 270])
def test_landscape_page_that_is_a_turned_one(tmp_path, turn):
    def page(sheet):
        canvas = sheet.canvas
        canvas.translate(A4[0], 0) if turn == 90 else canvas.translate(0, A4[1])
        canvas.rotate(turn if turn == 90 else -90)
        sheet.y = 500
        sheet.text("7.1 The plan is this.").row("No.", "Action", "Lead")
        sheet.row("1", "Train all staff", "The Board").row("2", "Write it down", "Health")

    path = make_pdf(tmp_path / "a.pdf", page)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(turn)
    writer.write(path)

    assert blocks(read(path)) == [
        "7.1 The plan is this.",
        "No. | Action | Lead",
        "1 | Train all staff | The Board",
        "2 | Write it down | Health",
    ]


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("Mr and Mrs 1111111 moved.", "Mr and Mrs [redacted] moved."),
        ("Dr XXXXXXXX, of xxxxxx.", "Dr [redacted], of [redacted]."),
        ("St 11111111111's School", "St [redacted]'s School"),
        ("It cost £1,111,111 in all, or 11111.11 each.", None),
        ("Telephone 01111 222333 in 1111 or 2000.", None),
        ("Brrr, he said, and hmmm.", None),
        ("Nooooooooooo, it said.", None),
        ("MrXXXXXXXXXX was told.", "Mr[redacted] was told."),
    ],
)
def test_redactions(drawn, shown):
    assert redacted(drawn) == (shown or drawn)


def test_redaction_on_a_page(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", lambda s: s.text("1.1 Ms 11111111 told Mr 1111111111."))

    assert blocks(read(path)) == ["1.1 Ms [redacted] told Mr [redacted]."]


@pytest.mark.parametrize("pages", [2, 3])
def test_running_lines_of_a_short_document(tmp_path, pages):
    def page(number):
        def write(sheet):
            sheet.text("Northwick Board", size=8, y=810)
            sheet.text(f"Learning brief - Page {number}", y=40)
            sheet.text(*LEFT_COLUMN[2 * number : 2 * number + 2], y=740)
            if pages == 2:  # what three pages say, at their foot, runs
                sheet.text(f"See page {number} of the annex for what was said of it by others.")

        return write

    document = read(make_pdf(tmp_path / "a.pdf", *[page(n + 1) for n in range(pages)]))

    assert sorted(blocks(document, BlockKind.FURNITURE)) == sorted(
        text for n in range(pages) for text in ("Northwick Board", f"Learning brief - Page {n + 1}")
    )


def test_page_numbers_that_are_printed_are_the_labels(tmp_path):
    def page(number):
        return lambda sheet: sheet.text(f"Words of a page, {number * 37} of them.").text(
            f"Page {number} of 9", y=40
        )

    document = read(
        make_pdf(
            tmp_path / "a.pdf", lambda sheet: sheet.text("A cover"), *[page(n) for n in range(5, 9)]
        )
    )

    assert [p.label for p in document.pages] == ["1", "5", "6", "7", "8"]


def test_footnotes_stand_apart_from_the_paragraph_they_interrupt(tmp_path):
    def first(sheet):
        sheet.canvas.setFont("Helvetica", 10)
        text = sheet.canvas.beginText(LEFT, 700)
        text.setFont("Helvetica", 10)
        text.textOut("4.1 The school knew of it")
        text.setFont("Helvetica", 6)
        text.setRise(4)
        text.textOut("3")
        text.setRise(0)
        text.setFont("Helvetica", 10)
        text.textOut(" and told the police that the")
        sheet.canvas.drawText(text)
        sheet.text("3 The head teacher's statement,", "page 12.", size=8, y=90)
        sheet.text("4 Exhibit 9.", size=8, y=60)

    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            first,
            lambda sheet: sheet.text("child was hurt.").text("4.2 Nobody came."),
        )
    )

    assert blocks(document) == [
        "4.1 The school knew of it³ and told the police that the child was hurt.",
        "3 The head teacher's statement, page 12.",
        "4 Exhibit 9.",
        "4.2 Nobody came.",
    ]
    assert [b.paragraph for b in document.blocks] == ["4.1", None, None, "4.2"]


def test_double_spaced_lines_are_one_paragraph(tmp_path):
    def page(sheet):
        for said in ("In May", "In June", "In July"):
            for line in (
                f"{said} the health visitor wrote to the social",
                "worker and said that the child had been seen with a",
                "bruise, and that nobody had asked how he came by it.",
            ):
                sheet.text(line)
            sheet.y -= PITCH

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert len(blocks(document, BlockKind.PARAGRAPH)) == 3


def test_number_in_the_margin_belongs_to_its_paragraph(tmp_path):
    def page(sheet):
        y = 740
        for number, lines in enumerate((["The board met", "in May."], ["It met again."]), 1):
            for mark in (f"{number}.{number}", "(a)", "•"):
                sheet.text(mark, y=y).text(*lines, x=LEFT + 60, y=y)
                y -= 3 * PITCH

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert [b.paragraph for b in document.blocks] == [
        "1.1",
        "1.1(a)",
        "1.1",
        "2.2",
        "2.2(a)",
        "2.2",
    ]
    assert blocks(document)[:2] == ["1.1 The board met in May.", "(a) The board met in May."]


def test_numbers_without_a_point_count_on_across_headings(tmp_path):
    def page(sheet):
        sheet.bold("Purpose").text("1 The committee is asked to note this report.")
        sheet.text("2 It was asked for in May.").bold("Background")
        sheet.text("3 The review began in June.").text("14 September was its last day.")

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert [b.paragraph for b in document.blocks] == [None, "1", "2", None, "3", "3"]


def test_what_follows_a_list_is_not_of_its_last_item(tmp_path):
    def page(sheet):
        sheet.text("The agencies did not:")
        for said in ("ask", "tell"):
            sheet.y += PITCH
            sheet.text(f"• {said} anyone what the child himself had said of it, or", x=LEFT + 10)
            sheet.y += PITCH
            sheet.text("what he had not.", x=LEFT + 20)
        sheet.y += PITCH
        sheet.text("They have since begun to do so.")

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert blocks(document)[1:] == [
        "• ask anyone what the child himself had said of it, or what he had not.",
        "• tell anyone what the child himself had said of it, or what he had not.",
        "They have since begun to do so.",
    ]


def test_paragraph_in_bold_is_no_heading(tmp_path):
    def page(sheet):
        sheet.bold("What we recommend")
        sheet.bold("Recommendation 1: The Board should ask every agency what it", "knows.")
        sheet.text("The reasons for it are given in the chapters before this one.", "See there.")

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert [(b.kind.value, b.paragraph) for b in document.blocks] == [
        ("heading", None),
        ("paragraph", "Recommendation 1"),
        ("paragraph", "Recommendation 1"),
    ]


def test_quotation_in_italics_is_one_block(tmp_path):
    def page(sheet):
        sheet.text("The guidance says of this:")
        sheet.text("A child is seen", "and is heard.", font="Times-Italic", x=LEFT + 30)
        sheet.text("That was not done here, in any of the months that we read about.")

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert blocks(document, BlockKind.QUOTATION) == ["A child is seen and is heard."]


def test_headings_that_only_the_contents_show(tmp_path):
    def page(sheet):
        sheet.text("1. The family").text("1.1 There were three children, and").text("1.1 The flat")
        sheet.text("The flat had two rooms.").text("2. What was done").text("2.1 Nothing.")

    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: sheet.text(
                "Contents", "1. The family ...... 2", "1.1 The flat ...... 2", "2. What was done 2"
            ),
            page,
        )
    )

    assert [b.section for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [
        ("1. The family",),
        ("1. The family", "1.1 The flat"),
        ("2. What was done",),
    ]


def test_contents_page_stands_in_no_section(tmp_path):
    entries = [
        f"{n}. Chapter {n} of the review ........................ {n + 2}" for n in (1, 2, 3)
    ]
    wrapped = ["4. What each of the agencies knew of the child and", "his brother ............ 9"]
    document = read(
        make_pdf(
            tmp_path / "a.pdf",
            lambda sheet: sheet.bold("Contents", size=20).text(*entries, *wrapped),
            lambda sheet: sheet.bold("1. Chapter 1 of the review", size=14).text(
                "1.1 The board commissioned this review in May."
            ),
        )
    )

    assert blocks(document, BlockKind.FURNITURE) == ["Contents", *entries, *wrapped]
    assert document.blocks[-1].section == ("1. Chapter 1 of the review",)


@pytest.mark.parametrize(
    ("drawn", "shown"), [("Ã©", "é"), ("â€™", "’"), ("‟", "’"), ("ﬁ", "fi"), ("Ã", "Ã")]
)
def test_characters_are_those_a_reader_sees(drawn, shown):
    from ingest.parsing.pdf_text import _clean

    assert _clean(f"a{drawn}b") == f"a{shown}b"


def test_words_under_a_black_box_are_redacted(tmp_path):
    def page(sheet):
        sheet.text("4.1 Mr O had been the manager of", "the garage. He moved in May 2006.")
        width = sheet.canvas.stringWidth
        start = LEFT + width("4.1 Mr O had been the ", "Helvetica", 10)
        sheet.canvas.rect(start, 777, 200, 11, stroke=0, fill=1)
        sheet.canvas.rect(LEFT - 1, 765, width("the garage", "Helvetica", 10) + 1, 11, 0, 1)

    document = read(make_pdf(tmp_path / "a.pdf", page))

    assert blocks(document) == ["4.1 Mr O had been the [redacted]. He moved in May 2006."]


def test_words_that_nobody_sees_are_not_read(tmp_path):
    def page(sheet):
        canvas = sheet.canvas
        sheet.text("4.1 The school told the police.")
        canvas.setFillGray(1)
        sheet.text("White words on white paper.")
        canvas.setFillGray(0)
        sheet.text("Words as small as dust.", size=0.5)
        sheet.text("Words beside the page.", x=700)
        text = canvas.beginText(LEFT, 500)
        text.setTextRenderMode(3)
        text.textLine("Words that are not drawn.")
        canvas.saveState()
        canvas.drawText(text)
        canvas.restoreState()
        sheet.text("4.2 Nobody came.", y=400)

    assert blocks(read(make_pdf(tmp_path / "a.pdf", page))) == [
        "4.1 The school told the police.",
        "4.2 Nobody came.",
    ]


def test_white_words_on_a_dark_ground_are_read_and_so_are_highlighted_ones(tmp_path):
    def page(sheet):
        canvas = sheet.canvas
        canvas.rect(LEFT, 770, 300, 20, stroke=0, fill=1)
        canvas.setFillGray(1)
        sheet.text("The head of a table, in white.")
        canvas.setFillGray(0)
        sheet.text("Words that someone marked.", y=700)
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(LEFT, 695, 200, 14, stroke=0, fill=1)

    assert blocks(read(make_pdf(tmp_path / "a.pdf", page))) == [
        "The head of a table, in white.",
        "Words that someone marked.",
    ]


def test_invisible_words_over_a_picture_are_what_a_scanner_read(tmp_path):
    def page(sheet):
        sheet.picture()
        text = sheet.canvas.beginText(LEFT, 500)
        text.setTextRenderMode(3)
        text.textLine("4.1 The school told the police.")
        sheet.canvas.drawText(text)

    assert blocks(read(make_pdf(tmp_path / "a.pdf", page))) == ["4.1 The school told the police."]
