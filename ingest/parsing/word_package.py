"""The parts of a Word file, within limits and mended where python-docx would stop.

It refuses files with macros, templates and "Strict Open XML", any link to a part that is not there
(Word itself does not), and Word files that are inserted whole (`altChunk`).
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from ingest.parsing.numbering import W
from kb.errors import UnreadableDocument

_TYPES = "[Content_Types].xml"
_OFFICE = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = _OFFICE + b"document.main+xml"
_KINDS = (
    _OFFICE + b"template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_MAX_RATIO, _MAX_MEMBERS, _MAX_MIB = 200, 10_000, 1024
_MAX_TYPES_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened Word file.

    `inserted` holds what the text has inserted whole, by relationship id; `attached` the names of
    the files that are embedded in it (spreadsheets and the like).
    """

    document: Any
    inserted: dict[str, bytes]
    attached: list[str]


def is_word(data: bytes) -> bool:
    """Whether an archive says that it holds a Word document or template."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return True
            if archive.getinfo(_TYPES).file_size > _MAX_TYPES_BYTES:
                return False
            types = archive.read(_TYPES)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        return False
    return any(kind in types for kind in (_MAIN, *_KINDS))


def open_word(data: bytes) -> WordFile:
    """The Word file in `data`.

    Raises:
        UnreadableDocument: an archive bomb. What python-docx and zipfile raise on damage passes.
    """
    from docx.package import Package

    inserted: dict[str, bytes] = {}
    mended = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_bombs(archive)
        names = [n for n in dict.fromkeys(archive.namelist()) if not n.startswith("word/media/")]
        with zipfile.ZipFile(mended, "w") as copy:
            for name in names:
                copy.writestr(name, _mended(archive, name, names, inserted))
    mended.seek(0)
    attached = [posixpath.basename(n) for n in names if n.startswith("word/embeddings/")]
    part: Any = Package.open(mended).main_document_part
    return WordFile(part.document, inserted, [name for name in attached if name])


def read_notes(document: Any, kind: str) -> dict[str, Any]:
    """The footnotes or endnotes of a document by id, without the lines that part them from text."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            return {
                note.get(f"{W}id"): note
                for note in root.findall(f"{W}{kind}")
                if note.get(f"{W}type") in (None, "normal")
            }
    return {}


def _mended(
    archive: zipfile.ZipFile, name: str, names: list[str], inserted: dict[str, bytes]
) -> bytes:
    part = archive.read(name)
    if name.endswith((".xml", ".rels")):
        part = _STRICT.sub(_TRANSITIONAL, part)
    if name == _TYPES:
        for kind in _KINDS:
            part = part.replace(kind, _MAIN)
    if name.endswith(".rels"):
        part = _without_dead_links(archive, name, part, names, inserted)
    return part


def _without_dead_links(
    archive: zipfile.ZipFile, name: str, part: bytes, names: list[str], inserted: dict[str, bytes]
) -> bytes:
    """A part's relationships without those to parts that are not there, or inserted whole."""
    from docx.oxml import parse_xml
    from lxml import etree

    root = parse_xml(part)
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in [*root]:
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target") or "")).strip(
            "/"
        )
        if link.get("TargetMode") == "External":
            continue
        if target not in names:
            root.remove(link)
        elif (link.get("Type") or "").endswith("/aFChunk"):
            inserted[link.get("Id") or ""] = archive.read(target)
            root.remove(link)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_MIB << 20:
        raise UnreadableDocument(
            f"unpacks to {unpacked >> 20} MiB in {len(members)} parts; the limits are "
            f"{_MAX_MIB} MiB and {_MAX_MEMBERS}"
        )
    if unpacked / packed > _MAX_RATIO:
        raise UnreadableDocument(
            f"unpacks to {unpacked / packed:.0f} times its size; the limit is {_MAX_RATIO}"
        )
