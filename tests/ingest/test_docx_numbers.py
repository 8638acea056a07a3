"""What Word prints and does not store as words: counted numbers, notes, covered words, columns."""

import re

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.parsing import parse
from ingest.parsing.numbering import in_form
from kb.types import HiddenText


def xml(body):
    return parse_xml(re.sub(r"(?=/?>)", f" {nsdecls('w')}", body, count=1))


def numbered(word, *levels, key=90):
    """Adds a list whose levels are (form, text) pairs or XML of further properties after them."""
    inner = ""
    for n, (form, text, *more) in enumerate(levels):
        inner += (
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"".join(more)}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    part = word.part.numbering_part.element
    part.append(xml(f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'))
    part.append(xml(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    return key


def add(word, text, number=None, level=0, style=None):
    paragraph = word.add_paragraph(text, style=style)
    if number is not None:
        paragraph._p.get_or_add_pPr().append(
            xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    return paragraph


def shown(word, folder):
    path = folder / "a.docx"
    word.save(path)
    document = parse(str(path), path.name)
    return [(b.kind.value, b.paragraph, document.text(b.spans)) for b in document.blocks]


def texts(word, folder):
    return [text for _, _, text in shown(word, folder)]


def declared(word, folder):
    word.save(folder / "a.docx")
    return parse(str(folder / "a.docx"), "a.docx").declared


def test_chapters_paragraphs_and_letters_are_counted_as_word_counts_them(tmp_path):
    word = docx.Document()
    outline = numbered(
        word,
        ("decimal", "%1."),
        ("decimal", "%1.%2"),
        ("lowerLetter", "(%3)"),
        ("lowerRoman", "%4)"),
    )
    for level, text in (
        (0, "Background"), (1, "He was born."), (1, "He moved."),
        (0, "Findings"), (1, "The school did not:"), (2, "ask;"), (2, "write:"), (3, "at all;"),
        (3, "in time."), (1, "The police did."), (2, "Twice."),
    ):  # fmt: skip
        add(word, text, outline, level, style="Heading 1" if level == 0 else None)

    assert shown(word, tmp_path) == [
        ("heading", None, "1. Background"),
        ("paragraph", "1.1", "1.1 He was born."),
        ("paragraph", "1.2", "1.2 He moved."),
        ("heading", None, "2. Findings"),
        ("paragraph", "2.1", "2.1 The school did not:"),
        ("list_item", "2.1(a)", "(a) ask;"),
        ("list_item", "2.1(b)", "(b) write:"),
        ("list_item", "2.1(b)(i)", "i) at all;"),
        ("list_item", "2.1(b)(ii)", "ii) in time."),
        ("paragraph", "2.2", "2.2 The police did."),
        ("list_item", "2.2(a)", "(a) Twice."),
    ]


def test_numbers_of_a_style_and_words_in_them(tmp_path):
    word = docx.Document()
    chapters = numbered(word, ("decimal", "%1", '<w:pStyle w:val="Heading1"/>'), key=90)
    advice = numbered(word, ("decimal", "Recommendation %1:"), key=91)
    word.styles["Heading 1"].element.get_or_add_pPr().append(
        xml(f'<w:numPr><w:numId w:val="{chapters}"/></w:numPr>')
    )
    word.add_heading("Findings", 1)
    word.add_heading("Recommendations", 1)
    add(word, "The Board should meet.", advice)
    add(word, "", advice)
    add(word, "The Board should write.", advice)

    assert shown(word, tmp_path) == [
        ("heading", None, "1 Findings"),
        ("heading", None, "2 Recommendations"),
        ("paragraph", "Recommendation 1", "Recommendation 1: The Board should meet."),
        ("paragraph", "Recommendation 3", "Recommendation 3: The Board should write."),
    ]


def test_a_second_list_of_the_same_kind_starts_again_where_it_says_so(tmp_path):
    word = docx.Document()
    first = numbered(word, ("decimal", "%1."))
    again = (
        '<w:num w:numId="95"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    word.part.numbering_part.element.append(xml(again))
    add(word, "One.", first)
    add(word, "The panel asked:", first)
    add(word, "who knew;", 95)
    add(word, "who told.", 95)
    add(word, "Not counted.", 0)

    assert shown(word, tmp_path) == [
        ("paragraph", "1", "1. One."),
        ("paragraph", "2", "2. The panel asked:"),
        ("list_item", "2(1)", "1. who knew;"),
        ("list_item", "2(2)", "2. who told."),
        ("paragraph", "2", "Not counted."),
    ]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "decimal", "4"),
        (1, "lowerLetter", "a"),
        (28, "lowerLetter", "bb"),
        (26, "upperLetter", "Z"),
        (14, "lowerRoman", "xiv"),
        (1999, "upperRoman", "MCMXCIX"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (3, "none", ""),
        (3, "chicago", "3"),
        (0, "lowerRoman", "0"),
    ],
)
def test_forms_of_numbers(count, form, printed):
    assert in_form(count, form) == printed


def test_a_list_that_is_not_defined_prints_nothing(tmp_path):
    word = docx.Document()
    add(word, "Words.", 4711)
    add(word, "More.", numbered(word, ("decimal", "%1.")), level=7)

    assert texts(word, tmp_path) == ["Words.", "More."]


def test_footnotes_follow_the_paragraph_they_belong_to(tmp_path):
    word = docx.Document()
    for text, key in (("3.1 The plan lapsed", 5), ("3.2 Nobody asked:", 2)):
        paragraph = word.add_paragraph(text)
        paragraph._p.append(xml(f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'))
        paragraph.add_run(" then." if key == 5 else "")
    word.add_paragraph("not once.", style="List Bullet")
    notes = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for key, text in ((2, "Second note."), (5, "First note."))
    )
    rule = '<w:footnote w:type="separator" w:id="0"/>'
    body = f"<w:footnotes {nsdecls('w')}>{rule}{notes}</w:footnotes>"
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, body.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert shown(word, tmp_path) == [
        ("paragraph", "3.1", "3.1 The plan lapsed then."),
        ("paragraph", None, "1 First note."),
        ("paragraph", "3.2", "3.2 Nobody asked:"),
        ("paragraph", None, "2 Second note."),
        ("list_item", "3.2", "not once."),
    ]
    document = parse(str(tmp_path / "a.docx"), "a.docx")
    assert document.blocks[-1].stem == 2


def test_changes_are_accepted_and_noted(tmp_path):
    word = docx.Document()
    first = word.add_paragraph("The school ")._p
    first.append(xml("<w:del><w:r><w:delText>told</w:delText></w:r></w:del>"))
    first.get_or_add_pPr().append(xml("<w:rPr><w:del/></w:rPr>"))
    second = word.add_paragraph("did not tell.")._p
    second.append(xml('<w:r><w:commentReference w:id="1"/></w:r>'))
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ("a", "b", "c", "d"), strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(xml("<w:del/>"))

    assert texts(word, tmp_path) == ["The school did not tell.", "c | d"]
    found = declared(word, tmp_path)
    assert found["tracked_changes"] == "0 insertions and 1 deletions, read as if accepted"
    assert found["comments"] == "1 comments in the margin, not read"


UNSEEN = (HiddenText(1, "hidden, white or too small to see", 2),)


@pytest.mark.parametrize(
    ("look", "text", "hidden"),
    [
        ("<w:vanish/>", "Mother told.", UNSEEN),
        ('<w:vanish w:val="0"/>', "Mother uncle Osbert told.", ()),
        ('<w:color w:val="FFFFFF"/>', "Mother told.", UNSEEN),
        ('<w:sz w:val="2"/>', "Mother told.", UNSEEN),
        (
            '<w:color w:val="000000"/><w:highlight w:val="black"/>',
            "Mother [redacted]told.",
            (HiddenText(1, "under black", 2),),
        ),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', "Mother uncle Osbert told.", ()),
    ],
)
def test_words_that_no_reader_of_the_page_sees(tmp_path, look, text, hidden):
    word = docx.Document()
    paragraph = word.add_paragraph("Mother ")
    paragraph._p.append(
        xml(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">uncle Osbert </w:t></w:r>')
    )
    paragraph.add_run("told.")

    assert texts(word, tmp_path) == [text]
    assert parse(str(tmp_path / "a.docx"), "a.docx").hidden == hidden


def test_contents_are_furniture(tmp_path):
    word = docx.Document()
    word.add_heading("Contents", 1)
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    for text in ("1. Introduction\t3", "2. Findings\t12"):
        word.add_paragraph(text)._p.get_or_add_pPr().append(xml(stops))
    word.add_heading("1. Introduction", 1)
    word.add_paragraph("The panel met\t3")

    assert [(kind, text) for kind, _, text in shown(word, tmp_path)] == [
        ("furniture", "Contents"),
        ("furniture", "1. Introduction 3"),
        ("furniture", "2. Findings 12"),
        ("heading", "1. Introduction"),
        ("paragraph", "The panel met 3"),
    ]


def test_headings_by_outline_level_and_by_weight(tmp_path):
    word = docx.Document()
    own = word.styles.add_style("Board Heading", 1)
    own.element.get_or_add_pPr().append(xml('<w:outlineLvl w:val="1"/>'))
    word.add_paragraph("Findings", style="Board Heading")
    word.add_paragraph().add_run("Purpose of report").bold = True
    word.add_paragraph().add_run("This sentence is bold.").bold = True

    assert [(kind, text) for kind, _, text in shown(word, tmp_path)] == [
        ("heading", "Findings"),
        ("heading", "Purpose of report"),
        ("paragraph", "This sentence is bold."),
    ]


def test_table_cells_that_reach_down_and_frames_around_paragraphs(tmp_path):
    word = docx.Document()
    table = word.add_table(3, 2)
    for cell, text in zip(
        table._cells, ("Agency", "Action", "Police", "Meet", "", "Write"), strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    word.add_paragraph("3.1 Between.")
    frame = word.add_table(1, 1).cell(0, 0)
    frame.paragraphs[0].text = "3.2 In a frame."
    frame.add_paragraph("a point", style="List Bullet")

    assert shown(word, tmp_path) == [
        ("table_row", None, "Agency | Action"),
        ("table_row", None, "Police | Meet"),
        ("table_row", None, "Police | Write"),
        ("paragraph", "3.1", "3.1 Between."),
        ("paragraph", "3.2", "3.2 In a frame."),
        ("list_item", "3.2", "a point"),
    ]
