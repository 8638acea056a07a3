"""Word files whose difficulty is in the text: controls, boxes, fields, changes, notes, lists."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .case import Case
from .pdf_layout import FINDING, LESSON

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BOXES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

Write = Callable[[Any], None]


def xml(body: str) -> Any:
    """An element of a Word file."""
    head, rest = body.split(">", 1)
    closed = head.endswith("/")
    return parse_xml(f"{head.rstrip('/')} {nsdecls('w', 'r')}{'/' if closed else ''}>{rest}")


def word(write: Write, path: Path) -> None:
    """A Word file; `write` fills it."""
    document = docx.Document()
    write(document)
    document.save(str(path))


def add(document: Any, *paragraphs: str) -> None:
    """Elements at the end of the text."""
    for body in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, xml(body))


def run(text: str, look: str = "") -> str:
    """The XML of a run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """The XML of a paragraph."""
    return f"<w:p>{''.join(runs)}</w:p>"


def nested_tables(document: Any) -> None:
    outer = document.add_table(2, 2)
    for cell, text in zip(outer._cells, ("Agency", "What it did", "Police", ""), strict=True):
        cell.text = text
    inner = outer.cell(1, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ("May", "Visited", "June", "Wrote"), strict=True):
        cell.text = text


def text_box(document: Any) -> None:
    inside = f"<w:txbxContent>{paragraph(run('Learning point: ask the child.'))}</w:txbxContent>"
    add(
        document,
        paragraph(run(FINDING)),
        f"<w:p {BOXES}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp>"
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        paragraph(run(LESSON)),
    )


def controls(document: Any) -> None:
    def held(inside: str, properties: str = "") -> str:
        return (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )

    box = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    add(
        document,
        held(paragraph(run("Review of Child W"))),
        paragraph(run("Agency: "), held(run("Wensholt Homes Trust"))),
        f"<w:p {W14}>{run('Known to social care: ')}{held(run('☒'), box)}</w:p>",
    )


def legacy_form(document: Any) -> None:
    def field(data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            "<w:r><w:instrText> FORM </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    entries = '<w:listEntry w:val="Neglect"/><w:listEntry w:val="Physical abuse"/>'
    add(
        document,
        paragraph(
            run("Known to social care: "),
            field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),
            run(" On a plan: "),
            field('<w:checkBox><w:default w:val="0"/></w:checkBox>'),
        ),
        paragraph(run("Harm: "), field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')),
    )


def wingdings(document: Any) -> None:
    def sign(code: str) -> str:
        return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'

    add(
        document,
        paragraph(run("Police informed "), sign("F0FE"), run(" Parents informed "), sign("F0A8")),
    )


def notes(document: Any) -> None:
    """A footnote, in a part of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = f'<w:footnote w:id="2">{paragraph(run("The plan of 4 May 2012."))}</w:footnote>'
    blob = f"<w:footnotes {nsdecls('w')}>{body}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    add(document, paragraph(run("The plan was not shared."), mark), paragraph(run(LESSON)))


def diagram(document: Any) -> None:
    """A diagram, its words in a part of its own."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = "http://schemas.openxmlformats.org/drawingml/2006/"
    points = "".join(
        f"<d:pt><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>"
        for text in ("Seen by the nurse", "Not told to the school")
    )
    blob = f'<d:dataModel xmlns:d="{kind}diagram" xmlns:a="{kind}main"><d:ptLst>{points}</d:ptLst>'
    part = Part(
        PackURI("/word/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        f"{blob}</d:dataModel>".encode(),
        document.part.package,
    )
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    key = document.part.relate_to(part, link)
    add(
        document,
        paragraph(run(FINDING)),
        f'<w:p xmlns:d="{kind}diagram"><w:r><w:drawing><d:relIds r:dm="{key}"/>'
        "</w:drawing></w:r></w:p>",
        paragraph(run(LESSON)),
    )


def moves(document: Any) -> None:
    who = 'w:id="1" w:author="A"'
    add(
        document,
        f"<w:p><w:moveFrom {who}>{run('It was late. ')}</w:moveFrom>{run('The plan lapsed. ')}"
        f"<w:moveTo {who}>{run('It was late. ')}</w:moveTo><w:del {who}><w:r><w:delText>Perhaps."
        f"</w:delText></w:r></w:del><w:ins {who}>{run('Nobody saw it.')}</w:ins></w:p>",
    )


def comments(document: Any) -> None:
    runs = document.add_paragraph("Mr O was told.").runs
    document.add_comment(runs, "Do we name him?", author="A")


def fields(document: Any) -> None:
    def field(code: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return (
            f"{mark.format('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>"
            f"{mark.format('separate')}{result}{mark.format('end')}"
        )

    link = f'<w:fldSimple w:instr=" DATE ">{run("4 May 2012")}</w:fldSimple>'
    add(
        document,
        paragraph(run("As paragraph "), field("REF _a \\r", run("4.12")), run(" says, on "), link,
                  run(" nobody was told.")),
    )  # fmt: skip


def choice_field(document: Any) -> None:
    """A field whose condition holds another field: only its result is printed."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    add(
        document,
        paragraph(
            run("The case was "),
            mark.format("begin"), "<w:r><w:instrText> IF </w:instrText></w:r>",
            mark.format("begin"), "<w:r><w:instrText> MERGEFIELD s </w:instrText></w:r>",
            mark.format("separate"), run("secretvalue"), mark.format("end"),
            '<w:r><w:instrText> = 1 "open" "closed" </w:instrText></w:r>',
            mark.format("separate"), run("closed"), mark.format("end"),
            run(" in May."),
        ),
    )  # fmt: skip


def equation(document: Any) -> None:
    add(
        document,
        f"<w:p {MATHS}>{run('The rate was ')}<m:oMath><m:r><m:t>n=12</m:t></m:r></m:oMath>"
        f"{run(' a year.')}</w:p>",
    )


def hidden(document: Any) -> None:
    add(
        document,
        paragraph(
            run("The carer "),
            run("Mrs Example ", "<w:vanish/>"),
            run("Miss Sample ", '<w:color w:val="FFFFFF"/>'),
            run("said nothing."),
        ),
    )


def spaces(document: Any) -> None:
    add(
        document,
        "<w:p><w:r><w:t>In\u00adfor\u00admation was shared at the multi</w:t><w:noBreakHyphen/>"
        "<w:t>agency</w:t><w:tab/><w:t>meeting</w:t><w:br/><w:t>in May.</w:t></w:r></w:p>",
    )


def redactions(document: Any) -> None:
    document.add_paragraph("Mr ████████ lived with xxxxxxxxxx at 1111111111.")
    document.add_paragraph("“Nooooooooooo,” said the child. It cost £1,000,000.")


def right_to_left(document: Any) -> None:
    add(document, f"<w:p><w:pPr><w:bidi/></w:pPr>{run('שלום עולם', '<w:rtl/>')}</w:p>")
    document.add_paragraph(FINDING)


def restarts(document: Any) -> None:
    """Two lists that count from one each."""
    for start in ("One", "Two"):
        document.add_paragraph(f"{start}: the Board should:")
        numbering = document.part.numbering_part.element
        kind = document.styles["List Number"].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(kind).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        for text in ("train its staff", "ask the child"):
            item = document.add_paragraph(f"{start.lower()} {text}", style="List Number")
            item._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId


def headers_only(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "OFFICIAL SENSITIVE"


def many(document: Any) -> None:
    for number in range(5000):
        document.add_paragraph(f"{number}. What was known in month {number} was not shared.")


def deep(document: Any) -> None:
    """Content controls inside one another, as a converter in a loop makes them."""
    depth = 60
    inside = paragraph(run(FINDING))
    for _ in range(depth):
        inside = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    add(document, inside)


def merged(document: Any) -> None:
    table = document.add_table(3, 3)
    cells = ("Agency", "Action", "By", "Police", "Meet", "May", "", "Write", "June")
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))


def deleted_row(document: Any) -> None:
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Police", "Met", "Health", "Left"), strict=True):
        cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(xml('<w:del w:id="1" w:author="A"/>'))


def _one(name: str, write: Write, *sees: str, **more: object) -> Case:
    return Case(f"{name}.docx", partial(word, write), sees, **more)


BOTH = (FINDING, LESSON)

CASES = (
    _one("tables-in-tables", nested_tables, "Agency | What it did", "Police | May Visited June"),
    _one("text-box", text_box, FINDING, "Learning point: ask the child.", LESSON),
    _one("content-controls", controls, "Review of Child W", "Agency: Wensholt Homes Trust",
         "Known to social care: ☒"),
    _one("form-of-old-word", legacy_form, "Known to social care: ☒ On a plan: ☐",
         "Harm: Physical abuse"),
    _one("ticks-of-wingdings", wingdings, "Police informed ☑ Parents informed ☐"),
    _one("footnotes", notes, "The plan was not shared.", "The plan of 4 May 2012.", LESSON),
    _one(
        "diagram",
        diagram,
        FINDING,
        "Seen by the nurse",
        "Not told to the school",
        LESSON,
    ),
    _one("tracked-moves", moves, "The plan lapsed. It was late. Nobody saw it.",
         unseen=("Perhaps", "It was late. The plan")),
    _one("comments", comments, "Mr O was told.", unseen=("Do we name him",)),
    _one("fields", fields, "As paragraph 4.12 says, on 4 May 2012 nobody was told.",
         unseen=("REF", "DATE")),
    _one("field-inside-a-field", choice_field, "The case was closed in May.",
         unseen=("secretvalue",)),
    _one("equation", equation, "The rate was n=12 a year."),
    _one("hidden-words", hidden, "The carer said nothing.", unseen=("Example", "Sample")),
    _one("hyphens-and-tabs", spaces, "Information was shared at the multi-agency meeting in May."),
    _one("redactions", redactions, "Mr [redacted] lived with [redacted] at [redacted].",
         "“Nooooooooooo,” said the child. It cost £1,000,000."),
    _one("right-to-left", right_to_left, "שלום עולם", FINDING),
    _one("lists-that-restart", restarts, "One: the Board should:", "1. one train", "2. one ask",
         "Two: the Board should:", "1. two train", "2. two ask"),
    _one("headers-only", headers_only, cause="no text but menus, headers and footers"),
    _one("empty", lambda document: None, cause="without text"),
    _one("5000-paragraphs", many, "known in month 0 was", "known in month 4999 was", slow=True),
    _one("controls-60-deep", deep, FINDING),
    _one("merged-cells", merged, "Police | Meet | May", "Police | Write | June"),
    _one("deleted-row", deleted_row, "Police | Met", unseen=("Health",)),
)  # fmt: skip
