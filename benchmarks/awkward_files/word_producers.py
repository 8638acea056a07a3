"""Word files as programs other than Word write them, and as templates of councils are built."""

import io
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

from .case import Case
from .pdf_layout import FINDING, LESSON
from .word import BOXES, Write, add, paragraph, run, word, xml
from .word_packages import changed, plain

BOTH = (FINDING, LESSON)


def local_styles(document: Any) -> None:
    """Headings in styles of another language's Word, told only by their outline level."""
    for style_id, name, level in (
        ("berschrift1", "Überschrift 1", 0),
        ("Pennawd2", "Pennawd 2", 1),
    ):
        document.styles.element.append(xml(
            f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        ))  # fmt: skip
    for style_id, text in (("berschrift1", "Findings"), ("Pennawd2", "What was known")):
        add(document, f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{run(text)}</w:p>')
    add(document, paragraph(run(FINDING)))


def cut_runs(document: Any) -> None:
    """A sentence in dozens of runs, marks of spelling and bookmarks between them."""
    runs = [run(FINDING[at : at + 2]) for at in range(0, len(FINDING), 2)]
    marks = ('<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="1" w:name="a"/>',
             '<w:bookmarkEnd w:id="1"/>', "<w:r><w:lastRenderedPageBreak/></w:r>")  # fmt: skip
    add(document, paragraph(*(part for at, text in enumerate(runs)
                              for part in (text, marks[at % 4]))))  # fmt: skip


def tags(document: Any) -> None:
    """Smart tags, custom XML, links and inserted words around the words."""
    add(
        document,
        paragraph(
            '<w:smartTag w:element="place">', run("3.1 The agencies "), "</w:smartTag>",
            '<w:customXml w:element="x">', run("did not share "), "</w:customXml>",
            '<w:hyperlink w:anchor="a">', run("what each of them knew "), "</w:hyperlink>",
            "<w:dir w:val='ltr'>", run("about the man in the home."), "</w:dir>",
        ),
    )  # fmt: skip


def contents_and_index(document: Any) -> None:
    """A list of contents in a control of its own, whose entries are links and page fields."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    document.styles.element.append(xml(
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    ))  # fmt: skip
    entry = (
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>' + mark.format("begin")
        + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + mark.format("separate")
        + run("1 What happened") + "<w:r><w:tab/></w:r>" + run("4") + mark.format("end") + "</w:p>"
    )  # fmt: skip
    add(
        document, f"<w:sdt><w:sdtContent>{paragraph(run('Contents'))}{entry}</w:sdtContent></w:sdt>"
    )
    document.add_heading("1 What happened", 1)
    document.add_paragraph(FINDING)


def rows_in_controls(document: Any) -> None:
    """A table whose rows and cells stand in content controls that repeat."""

    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(run(text))}</w:tc>"

    def held(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    rows = held(f"<w:tr>{cell('Police')}{held(cell('Record every adult'))}</w:tr>")
    add(document, f"<w:tbl><w:tr>{cell('Agency')}{cell('Action')}</w:tr>{rows}</w:tbl>",
        paragraph(run(LESSON)))  # fmt: skip


def framed(document: Any) -> None:
    """A frame of old Word, a drop capital in one."""
    add(
        document,
        f'<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{run("T")}</w:p>',
        paragraph(run("he school wrote to the duty team in June.")),
        f'<w:p><w:pPr><w:framePr w:w="2000"/></w:pPr>{run("Key point: ask the child.")}</w:p>',
    )


def box_in_a_group(document: Any) -> None:
    """Two text boxes in a group of shapes, one of them inside a table's cell."""

    def box(text: str) -> str:
        inside = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
        return f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"

    group = (
        f"<w:r><w:drawing><w:grp>{box('First box.')}{box('Second box.')}</w:grp></w:drawing></w:r>"
    )
    add(
        document,
        f"<w:p {BOXES}>{run(FINDING)}{group}</w:p>",
        f"<w:tbl {BOXES}><w:tr><w:tc><w:p>{run('Agency')}</w:p></w:tc><w:tc><w:p>{run('Police')}"
        f"<w:r><w:drawing>{box('Box in a cell.')}</w:drawing></w:r></w:p></w:tc></w:tr></w:tbl>",
    )  # fmt: skip


def no_numbering(parts: dict[str, bytes]) -> None:
    """Paragraphs that name a list; the part that says how lists count is lost."""
    name = "word/document.xml"
    mark = b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>'
    parts[name] = parts[name].replace(b"<w:p>", mark)
    del parts["word/numbering.xml"]


def byte_order_mark(parts: dict[str, bytes]) -> None:
    """A mark of byte order before the XML, as .NET libraries leave it."""
    parts["word/document.xml"] = b"\xef\xbb\xbf" + parts["word/document.xml"]


def building_blocks(parts: dict[str, bytes]) -> None:
    """A second text in the file, of building blocks for new letters: no reader sees it."""
    glossary = parts["word/document.xml"].replace(FINDING.encode(), b"Dear [Name of parent]")
    parts["word/glossary/document.xml"] = glossary
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
    link = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/glossaryDocument"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/glossary/document.xml" ContentType="%s"/></Types>' % kind,
    )  # fmt: skip
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        b"</Relationships>",
        b'<Relationship Id="rId98" Type="%s" Target="glossary/document.xml"/></Relationships>'
        % link,
    )


def outside_link(parts: dict[str, bytes]) -> None:
    """A template on a server of the council: a link out of the file, which is not followed."""
    name = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="rId97" TargetMode="External" Target="file:///\\\\server\\t.dotx" Type="'
        b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link + b"</Relationships>")


def streamed(path: Path) -> None:
    """An archive written as a stream, sizes after the data, with entries for its folders."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/", b"")
        for name, data in plain().items():
            archive.writestr(name, data)
    path.write_bytes(pipe.getvalue())


def lower_case_names(parts: dict[str, bytes]) -> None:
    """Names of parts with a leading slash in their links."""
    name = "_rels/.rels"
    parts[name] = parts[name].replace(b'Target="word/', b'Target="/word/')


def typed_numbers(document: Any) -> None:
    """Numbers typed by hand, a tab after each; letters below them typed too."""
    for text in ("4.1\tThe Board should:", "(a)\task the child;", "(b)\twrite it down.",
                 "4.2\tNobody did."):  # fmt: skip
        document.add_paragraph(text)


def columns_and_breaks(document: Any) -> None:
    """Breaks of lines, columns, pages and sections inside and between paragraphs."""
    add(
        document,
        paragraph("<w:r><w:t>Review of Child W</w:t><w:br/><w:t>Overview report</w:t></w:r>"),
        paragraph('<w:r><w:br w:type="page"/></w:r>', run(FINDING)),
        paragraph('<w:r><w:br w:type="column"/></w:r>', run(LESSON)),
    )


def hidden_by_style(document: Any) -> None:
    """Notes of the author in a style that is hidden, and words one point high."""
    document.styles.element.append(xml(
        '<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    ))  # fmt: skip
    add(
        document,
        f'<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>{run("Ask Mrs Example.")}</w:p>',
        paragraph(run(FINDING), run("Miss Sample", '<w:sz w:val="2"/>')),
    )


def tracked_table(document: Any) -> None:
    """A cell that was put in, words taken out of another, a paragraph's look changed."""
    who = 'w:id="1" w:author="A"'
    add(
        document,
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {who}/></w:tcPr>{paragraph(run('Police'))}</w:tc>"
        f"<w:tc><w:p><w:del {who}><w:r><w:delText>Perhaps later</w:delText></w:r></w:del>"
        f"{run('Record every adult')}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p><w:pPr><w:pPrChange {who}><w:pPr/></w:pPrChange></w:pPr>{run(LESSON)}</w:p>",
    )


def two_headers(document: Any) -> None:
    """A header for the first page, others for left and right ones."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "DRAFT 3"
    section.header.paragraphs[0].text = "OFFICIAL"
    for text in BOTH:
        document.add_paragraph(text)


def ruby(document: Any) -> None:
    """Words with a reading above them; a word with a reference mark of an endnote."""
    add(
        document,
        paragraph(run("The mother spoke "), "<w:r><w:ruby><w:rt>", run("xx"), "</w:rt><w:rubyBase>",
                  run("Cantonese"), "</w:rubyBase></w:ruby></w:r>", run(" at home.")),
    )  # fmt: skip


def _one(name: str, write: Write, *sees: str, **more: object) -> Case:
    return Case(f"{name}.docx", partial(word, write), sees, **more)


def _changed(name: str, change: Any, *sees: str, **more: object) -> Case:
    return Case(f"{name}.docx", partial(changed, change), sees, **more)


CASES = (
    _one("styles-of-another-language", local_styles, "Findings", "What was known", FINDING),
    _one("sentence-in-many-runs", cut_runs, FINDING),
    _one("smart-tags", tags, FINDING),
    _one("contents-in-a-control", contents_and_index, "1 What happened", FINDING,
         unshown=("Contents", "TOC")),
    _one("rows-in-controls", rows_in_controls, "Agency | Action", "Police | Record every adult",
         LESSON),
    _one("frames", framed, "The school wrote to the duty team in June.", "Key point: ask"),
    _one("boxes-in-a-group", box_in_a_group, FINDING, "First box.", "Second box.",
         "Agency | Police", "Box in a cell."),
    _changed("numbering-lost", no_numbering, *BOTH),
    _changed("byte-order-mark", byte_order_mark, *BOTH),
    _changed("building-blocks", building_blocks, *BOTH, unseen=("Dear [Name",)),
    _changed("template-on-a-server", outside_link, *BOTH),
    Case("written-as-a-stream.docx", streamed, BOTH),
    _changed("links-from-the-root", lower_case_names, *BOTH),
    _one("numbers-typed-by-hand", typed_numbers, "4.1 The Board should:", "(a) ask", "(b) write",
         "4.2 Nobody did."),
    _one("breaks-of-all-kinds", columns_and_breaks, "Review of Child W Overview report", *BOTH),
    _one("hidden-by-style", hidden_by_style, FINDING, unseen=("Example", "Sample")),
    _one("tracked-table", tracked_table, "Police | Record every adult", LESSON,
         unseen=("Perhaps",)),
    _one("three-headers", two_headers, *BOTH, unshown=("DRAFT", "OFFICIAL")),
    _one("ruby", ruby, "The mother spoke Cantonese at home."),
)  # fmt: skip
