"""Word files and saved web pages: structure kept, furniture out, bombs refused."""

import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.parsing import parse
from kb.errors import UnreadableDocument, UnsupportedFormat
from kb.types import BlockKind


def read(path):
    return parse(str(path), path.name)


def shown(document):
    """Kind, paragraph and text of each block."""
    return [(b.kind.value, b.paragraph, document.text(b.spans)) for b in document.blocks]


def saved(word, folder):
    path = folder / "a.docx"
    word.save(path)
    return path


def xml(body):
    return parse_xml(body.replace(">", f" {nsdecls('w')}>", 1))


def test_word_structure(tmp_path):
    word = docx.Document()
    word.core_properties.title = "Serious case review: Child Q"
    word.sections[0].header.paragraphs[0].text = "OFFICIAL"
    word.sections[0].footer.paragraphs[0].text = "Calderwick Safeguarding Children Board"
    word.add_heading("The review", 0)
    word.add_heading("Findings", 1)
    word.add_paragraph("3.1 The agencies did not:")
    word.add_paragraph("share what they knew", style="List Bullet")
    word.add_paragraph("write it down", style="List Number")
    word.add_paragraph("Nobody asked us.", style="Quote")
    word.add_heading("Dates", 2)
    table = word.add_table(0, 3)
    for cells in (("Date", "Agency", "Event"), ("May 2012", "School", "Saw\na bruise")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    word.add_paragraph("after this the table ends.")

    document = read(saved(word, tmp_path))

    assert shown(document) == [
        ("furniture", None, "OFFICIAL"),
        ("furniture", None, "Calderwick Safeguarding Children Board"),
        ("heading", None, "The review"),
        ("heading", None, "Findings"),
        ("paragraph", "3.1", "3.1 The agencies did not:"),
        ("list_item", "3.1", "share what they knew"),
        ("list_item", "3.1(1)", "1. write it down"),
        ("quotation", "3.1", "Nobody asked us."),
        ("heading", None, "Dates"),
        ("table_row", None, "Date | Agency | Event"),
        ("table_row", None, "May 2012 | School | Saw a bruise"),
        ("paragraph", None, "after this the table ends."),
    ]
    assert [b.stem for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [4, 4]
    assert [b.stem for b in document.blocks if b.kind is BlockKind.TABLE_ROW] == [None, 9]
    assert document.blocks[-1].section == ("Findings", "Dates")
    assert document.declared["title"] == "Serious case review: Child Q"
    assert [page.number for page in document.pages] == [1]


def test_tracked_changes_read_as_if_accepted(tmp_path):
    word = docx.Document()
    paragraph = word.add_paragraph("3.1 The school ")._p
    paragraph.append(xml("<w:del><w:r><w:delText>told</w:delText></w:r></w:del>"))
    paragraph.append(xml("<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"))
    paragraph.append(xml("<w:ins><w:r><w:t>did not tell</w:t></w:r></w:ins>"))
    paragraph.append(xml('<w:r><w:t xml:space="preserve"> the police.</w:t></w:r>'))

    assert shown(read(saved(word, tmp_path))) == [
        ("paragraph", "3.1", "3.1 The school did not tell the police.")
    ]


def test_words_in_content_controls_boxes_and_nested_tables_are_read(tmp_path):
    word = docx.Document()
    control = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>The cover.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    word.element.body.insert(0, xml(control))
    paragraph = word.add_paragraph("The school ")._p
    paragraph.append(
        xml("<w:sdt><w:sdtContent><w:r><w:t>was told.</w:t></w:r></w:sdtContent></w:sdt>")
    )
    paragraph.append(
        xml(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
    )
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Across"
    table.cell(1, 0).text = "Left"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Within"

    assert [text for _, _, text in shown(read(saved(word, tmp_path)))] == [
        "The cover.",
        "The school was told.",
        "In a box.",
        "Across",
        "Left | Within",
    ]


def zipped(path, **members):
    """A ZIP archive with the names that a Word file has."""
    names = {"types": "[Content_Types].xml", "rels": "_rels/.rels", "body": "word/document.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, name in names.items():
            archive.writestr(name, members.get(key, b"<a/>"))
    return path


def test_zip_bomb_is_refused_unopened(tmp_path):
    path = zipped(tmp_path / "a.docx", body=bytes(64 << 20))

    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableDocument, match=r"unpacks to \d+ times its size; the limit is"):
        read(path)


def test_archive_of_too_many_parts_is_refused(tmp_path):
    path = zipped(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"word/{number}.xml", b"")

    with pytest.raises(UnreadableDocument, match="in 10004 parts; the limits are"):
        read(path)


def test_damaged_word_files(tmp_path):
    word = docx.Document()
    word.add_paragraph("The plan lapsed.")
    path = saved(word, tmp_path)
    data = path.read_bytes()
    start = data.index(b"word/document.xml") + 40

    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableDocument, match="truncated Word file"):
        read(path)
    path.write_bytes(data[:start] + b"\xaa" * 200 + data[start + 200 :])
    with pytest.raises(UnreadableDocument, match="damaged Word file"):
        read(path)
    with pytest.raises(UnreadableDocument, match="damaged Word file"):
        read(zipped(path))


@pytest.mark.parametrize(
    ("name", "cause"),
    [("a.docx", r"named \.docx but holds a ZIP archive"), ("a.zip", "a ZIP archive, which is not")],
)
def test_zip_that_is_no_word_file(tmp_path, name, cause):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("notes.txt", "The plan lapsed.")

    with pytest.raises(UnsupportedFormat, match=cause):
        read(tmp_path / name)


def test_word_file_without_text(tmp_path):
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "OFFICIAL"

    with pytest.raises(UnreadableDocument, match="no text but menus, headers and footers"):
        read(saved(word, tmp_path))


ARTICLE = """<!doctype html>
<html><head><title>Warnings were missed | The Chronicle</title>
<meta name="author" content="Ann Writer"><meta property="article:published_time"
 content="2012-05-04T08:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport pages</a></li></ul></nav>
<main><article><h1>Warnings were missed</h1>
<p>A serious case review has found that warnings were missed by the school and by the police.</p>
<h2>What was missed</h2>
<p>The health visitor wrote to the social worker, and nobody there ever answered.</p>
<ul><li>The school told nobody:<ul><li>not the nurse;</li><li>not the police.</li></ul></li>
<li>The police closed the case.</li></ul>
<table><tr><th>Date</th><th>Event</th></tr><tr><td>May 2012</td><td>A bruise</td></tr></table>
<blockquote><p>Nobody asked us a single question, said the aunt.</p></blockquote>
</article></main>
<aside><h3>Most read</h3><p><a href="/x">Celebrity wedding pictures of the year</a></p></aside>
<section id="comments"><h3>Comments</h3>
<div class="comment"><p>Jane Roe, 11 April 2013</p>
<p>I worked there and nobody ever listened to the nurses at all.</p></div>
<div class="comment"><p>John Doe, Leeds, 12 April 2013</p>
<p>3.1 The same thing happened in my town two years before this.</p></div></section>
<footer><p>Terms and conditions of The Chronicle</p></footer></body></html>"""


def test_web_page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(ARTICLE, encoding="utf-8")

    document = read(path)

    assert [(b.kind.value, b.speaker, document.text(b.spans)) for b in document.blocks] == [
        ("heading", None, "Warnings were missed"),
        (
            "paragraph",
            None,
            "A serious case review has found that warnings were missed by the school and by the "
            "police.",
        ),
        ("heading", None, "What was missed"),
        (
            "paragraph",
            None,
            "The health visitor wrote to the social worker, and nobody there ever answered.",
        ),
        ("list_item", None, "The school told nobody:"),
        ("list_item", None, "not the nurse;"),
        ("list_item", None, "not the police."),
        ("list_item", None, "The police closed the case."),
        ("table_row", None, "Date | Event"),
        ("table_row", None, "May 2012 | A bruise"),
        ("quotation", None, "Nobody asked us a single question, said the aunt."),
        ("heading", None, "Comments"),
        ("heading", "Jane Roe", "Jane Roe, 11 April 2013"),
        ("comment", "Jane Roe", "I worked there and nobody ever listened to the nurses at all."),
        ("heading", "John Doe", "John Doe, Leeds, 12 April 2013"),
        (
            "comment",
            "John Doe",
            "3.1 The same thing happened in my town two years before this.",
        ),
    ]
    assert document.declared["author"] == "Ann Writer"
    assert document.declared["date"] == "2012-05-04"
    assert document.media_type == "text/html"


def test_web_page_of_menus_and_scripts(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><html><body><nav><a href='/'>Home</a></nav>"
        "<script>var words = 'not for reading'</script></body></html>"
    )

    with pytest.raises(UnreadableDocument, match="without any text of its own"):
        read(path)


def test_a_page_is_known_by_its_content_whatever_its_name(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")

    assert read(path).media_type == "text/html"
