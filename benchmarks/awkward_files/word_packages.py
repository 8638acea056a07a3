"""Word files whose difficulty is in the package: kinds of Word, lost parts, bombs."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from .case import Case
from .pdf_layout import FINDING, LESSON
from .word import add, paragraph, run, word

Change = Callable[[dict[str, bytes]], None]

BOTH = (FINDING, LESSON)
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"officeDocument/relationships"
    ),
}


def plain() -> dict[str, bytes]:
    """The parts of an ordinary file of two paragraphs."""
    document = docx.Document()
    for text in BOTH:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], path: Path) -> None:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def changed(change: Change, path: Path) -> None:
    """An ordinary file after `change` was made to its parts."""
    parts = plain()
    change(parts)
    packed(parts, path)


def of_kind(kind: bytes) -> Change:
    """Another kind of Word file, by the type of its main part."""

    def change(parts: dict[str, bytes]) -> None:
        name = "[Content_Types].xml"
        parts[name] = parts[name].replace(MAIN, kind)

    return change


def strict(parts: dict[str, bytes]) -> None:
    """What Word saves as "Strict Open XML Document"."""
    for name in [n for n in parts if n.endswith((".xml", ".rels"))]:
        for old, new in STRICT.items():
            parts[name] = parts[name].replace(old, b"http://purl.oclc.org/ooxml/" + new)


def without(*names: str) -> Change:
    """Parts lost, the links to them still there."""

    def change(parts: dict[str, bytes]) -> None:
        for name in names:
            del parts[name]

    return change


def main_elsewhere(parts: dict[str, bytes]) -> None:
    """The text in document2.xml, as some servers write it."""
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")


def null_picture(parts: dict[str, bytes]) -> None:
    """A link to a picture that was never saved."""
    name = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="rId99" Target="../NULL" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/image"/></Relationships>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link)


def entities(parts: dict[str, bytes]) -> None:
    """Entities that swell to billions of characters."""
    rows = b'<!ENTITY a0 "lol">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    name = "word/document.xml"
    head, rest = parts[name].split(b"?>", 1)
    rest = rest.replace(FINDING.encode(), b"&a9;")
    parts[name] = head + b"?><!DOCTYPE w [" + rows + b"]>" + rest


def swelling(parts: dict[str, bytes]) -> None:
    """A text that unpacks to hundreds of MB."""
    filler = b"<w:p><w:r><w:t>" + b"a" * (300 << 20) + b"</w:t></w:r></w:p></w:body>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", filler)


def no_xml(parts: dict[str, bytes]) -> None:
    """A text that breaks off in the middle."""
    name = "word/document.xml"
    parts[name] = parts[name][: len(parts[name]) // 2]


def utf16(parts: dict[str, bytes]) -> None:
    """The text in another encoding."""
    name = "word/document.xml"
    text = parts[name].decode().replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    parts[name] = text.encode("utf-16")


def joined(kind: str, name: str, data: bytes, path: Path) -> None:
    """A file into which another one was inserted when it was saved by a program."""

    def write(document: object) -> None:
        package = document.part.package
        part = Part(PackURI(f"/word/{name}"), kind, data, package)
        key = document.part.relate_to(part, f"{RELATIONSHIP_TYPE.OFFICE_DOCUMENT[:-14]}aFChunk")
        add(
            document, paragraph(run(FINDING)), f'<w:altChunk r:id="{key}"/>', paragraph(run(LESSON))
        )

    word(write, path)


def inserted() -> bytes:
    """A small Word file."""
    document = docx.Document()
    document.add_paragraph("The inserted part says so.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def archive(name: str, path: Path) -> None:
    """An Office file of another program."""
    packed({"[Content_Types].xml": b"<Types/>", name: b"<x/>"}, path)


def locked(path: Path) -> None:
    """An Office file with a password: an old container around what is encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name + bytes(600))


def cut(path: Path) -> None:
    """The first part of a file."""
    packed(plain(), path)
    path.write_bytes(path.read_bytes()[:5000])


def _one(name: str, change: Change, *sees: str, **more: object) -> Case:
    return Case(f"{name}.docx", partial(changed, change), sees, **more)


def _joined(name: str, kind: str, file: str, data: bytes) -> Case:
    sees = (FINDING, "The inserted part says so.", LESSON)
    return Case(f"{name}.docx", partial(joined, kind, file, data), sees)


ARCHIVED = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><p>The inserted part=\r\n says so.</p></body></html>\r\n--b--\r\n"
)
OFFICE = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
WORD = OFFICE.decode() + "document.main+xml"

CASES = (
    _one("strict", strict, *BOTH),
    Case("macros.docm", partial(changed, of_kind(MACROS)), BOTH),
    Case("template.dotx", partial(changed, of_kind(OFFICE + b"template.main+xml")), BOTH),
    _one("styles-lost", without("word/styles.xml"), *BOTH),
    _one("settings-lost", without("word/settings.xml", "word/fontTable.xml"), *BOTH),
    _one("properties-lost", without("docProps/core.xml"), *BOTH),
    _one("text-in-document2", main_elsewhere, *BOTH),
    _one("picture-that-is-null", null_picture, *BOTH),
    _one("entities", entities, cause="a damaged Word file"),
    _one("text-in-utf-16", utf16, *BOTH),
    _one("text-broken-off", no_xml, cause="a damaged Word file"),
    _one("swells-to-300-mb", swelling, cause="times its size", slow=True),
    _joined("inserted-web-page", "text/html", "afchunk.html",
            b"<html><body><p>The inserted part says so.</p></body></html>"),
    _joined("inserted-word-file", WORD, "afchunk.docx", inserted()),
    _joined("inserted-web-archive", "message/rfc822", "afchunk.mht", ARCHIVED),
    _joined("inserted-text", "text/plain", "afchunk.txt", b"The inserted part says so."),
    Case("locked.docx", locked, cause="password"),
    Case("cut-short.docx", cut, cause="truncated Word file"),
    Case("sheet.xlsx", partial(archive, "xl/workbook.xml"), cause="an Excel workbook"),
    Case("slides.pptx", partial(archive, "ppt/presentation.xml"), cause="a PowerPoint file"),
)  # fmt: skip
