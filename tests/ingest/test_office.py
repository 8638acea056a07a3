"""RTF, OpenDocument and old Word files: through LibreOffice, or refused with what to install."""

import io
import os
import shutil
import sys
import zipfile

import docx
import pytest

from ingest.parsing import parse, sniff
from kb.errors import UnreadableDocument, UnsupportedFormat
from kb.sandbox import Sandbox

RTF = rb"{\rtf1\ansi {\b Findings}\par 3.1 Nobody asked the child.\par {\v Mrs Example}\par}"
ODT = "application/vnd.oasis.opendocument.text"

# Stands in for LibreOffice: takes the same arguments and hands back a Word file made beforehand.
STAND_IN = """#!{python}
import os, shutil, sys
from pathlib import Path
said = sys.argv[1:]
assert said[0].startswith("-env:UserInstallation=file://") and "--headless" in said
folder, source = said[said.index("--outdir") + 1 :]
if not Path(source).read_bytes().startswith({head!r}):
    sys.exit("Error: source file could not be loaded")
os.makedirs(folder)
shutil.copy({made!r}, os.path.join(folder, "document.docx"))
"""


def archive(kind):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as odf:
        odf.writestr("mimetype", kind)
        odf.writestr("content.xml", "<x/>")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES = {
    "a.rtf": (RTF, "application/rtf"),
    "a.odt": (archive(ODT), ODT),
    "a.doc": (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
    "old.doc": (RTF, "application/rtf"),  # Word wrote RTF under this name for years
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Puts the stand-in on the path; it takes files that begin with `head`."""

    def install(head):
        word = docx.Document()
        word.add_heading("Findings", 1)
        word.add_paragraph("3.1 Nobody asked the child.")
        made = tmp_path / "made.docx"
        word.save(made)
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        text = STAND_IN.format(python=sys.executable, head=head, made=str(made))
        program.write_text(text)
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return install


def saved(folder, name):
    path = folder / name
    path.write_bytes(FILES[name][0])
    return path


@pytest.mark.parametrize("name", FILES)
def test_kinds_are_told_by_their_bytes(name):
    data, media_type = FILES[name]
    assert sniff(data, name) == media_type


@pytest.mark.parametrize("name", FILES)
def test_without_libreoffice_the_cause_says_what_to_install(tmp_path, monkeypatch, name):
    path = saved(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UnreadableDocument, match=r"LibreOffice .* install it .* ingest again"):
        parse(str(path), name)


@pytest.mark.parametrize("name", FILES)
def test_what_libreoffice_makes_is_read_as_a_word_file(tmp_path, office, name):
    path = saved(tmp_path, name)
    office(path.read_bytes()[:4])

    document = parse(str(path), name)

    assert [document.text(b.spans) for b in document.blocks] == [
        "Findings",
        "3.1 Nobody asked the child.",
    ]
    assert document.blocks[1].paragraph == "3.1"
    assert document.media_type == FILES[name][1]
    assert document.parser.startswith("libreoffice-1+python-docx-")


def test_a_file_that_libreoffice_cannot_read_is_named_with_what_it_said(tmp_path, office):
    path = saved(tmp_path, "a.rtf")
    office(b"PK")

    with pytest.raises(UnreadableDocument, match=r"source file could not be loaded.*save it as"):
        parse(str(path), "a.rtf")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
        ("application/zip", "a ZIP archive"),
    ],
)
def test_other_archives_are_named(kind, said):
    with pytest.raises(UnsupportedFormat, match=said):
        sniff(archive(kind), "a.ods")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_itself(tmp_path):
    path = saved(tmp_path, "a.rtf")

    with Sandbox(timeout_s=120, memory_mib=2048) as sandbox:
        document = sandbox.run(parse, str(path), "a.rtf")

    assert [document.text(b.spans) for b in document.blocks] == [
        "Findings",
        "3.1 Nobody asked the child.",
    ]
