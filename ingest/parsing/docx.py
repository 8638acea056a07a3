"""Word documents as they are printed: counted numbers, changes accepted, notes, boxes, tables."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from ingest.parsing.eml import mail_text
from ingest.parsing.grouping import group
from ingest.parsing.hidden import is_filler
from ingest.parsing.html import shown_text
from ingest.parsing.joining import REDACTED
from ingest.parsing.lines import Line
from ingest.parsing.numbering import Mark, Style, W, in_form, read_numbering, read_styles
from ingest.parsing.structure import assemble
from ingest.parsing.text import decode, text_lines
from ingest.parsing.word_looks import (
    form_value,
    is_bold_heading,
    is_contents,
    is_covered,
    is_hidden,
    sign,
)
from ingest.parsing.word_package import WordFile, open_word, read_notes
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, HiddenText, Page

PARSER = "python-docx-5"

_DAMAGE = (
    *(KeyError, ValueError, AttributeError, SyntaxError, EOFError, RuntimeError, OSError),
    *(TypeError, IndexError, zipfile.BadZipFile, zlib.error),
)
_BOLD_LEVEL = 6
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GONE = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr", "tblPr", "rt"})


def parse_docx(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page (Word files carry no page breaks of their own), its blocks, what it declares.

    Raises:
        UnreadableDocument: damaged, an archive bomb, or without text.
    """
    try:
        file = open_word(data)
        document = file.document
        reader = _Reader(file)
        lines = [*_running_lines(document), *_without_contents([*reader.lines()])]
        declared = {
            "title": document.core_properties.title,
            "author": document.core_properties.author,
            **reader.remarks(),
        }
    except _DAMAGE as error:
        raise UnreadableDocument(f"a damaged Word file ({error})") from error
    texts, blocks = assemble(group(lines))
    if not texts.get(1, "").strip():
        raise UnreadableDocument("a Word file without text")
    return (
        [Page(1, texts[1], extractor=PARSER, hidden=reader.hidden())],
        blocks,
        {key: value for key, value in declared.items() if value},
    )


def _running_lines(document: Any) -> Iterator[Line]:
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs if not part.is_linked_to_previous else ():
                if text := " ".join(paragraph.text.split()):
                    yield Line(1, text, gap=1.0, kind=BlockKind.FURNITURE)


def _without_contents(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with the heading of a list of contents made furniture like the list itself."""
    for line, below in zip_longest(lines, lines[1:]):
        titled = re.fullmatch(r"(?:table of )?contents", line.text, re.IGNORECASE)
        listed = titled and below is not None and below.kind is BlockKind.FURNITURE
        yield replace(line, kind=BlockKind.FURNITURE, level=0) if listed else line


class _Reader:
    """Walks a document once, in order, because numbers and notes count as they come."""

    def __init__(self, file: WordFile) -> None:
        document = file.document
        self._file = file
        self._body = document.element.body
        self._styles = read_styles(document)
        self._default = document.styles.element.xpath(
            "string(w:style[@w:type='paragraph'][@w:default='1']/@w:styleId)"
        )
        self._numbering = read_numbering(document)
        self._notes = {kind: read_notes(document, kind) for kind in ("footnote", "endnote")}
        self._counts: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._pending: list[Line] = []
        self._carried = ""
        self._fields: list[bool] = []  # of the open fields, whether what they print has begun
        self._unread: list[str] = []
        self._stem = False
        self._items: dict[int, bool] = {}
        self._above: list[tuple[int, str]] = []

    def lines(self) -> Iterator[Line]:
        """Every paragraph, table row and note as a line, in reading order."""
        yield from self._below(self._body)

    def remarks(self) -> dict[str, str]:
        """What was found that a reader of the text would not know."""
        count = self._body.xpath
        inserted = int(count("count(.//w:ins[.//w:t] | .//w:moveTo)"))
        deleted = int(count("count(.//w:del[.//w:delText] | .//w:moveFrom)"))
        comments = int(count("count(.//w:commentReference)"))
        return {
            "tracked_changes": (
                f"{inserted} insertions and {deleted} deletions, read as if accepted"
                if inserted or deleted
                else ""
            ),
            "comments": f"{comments} comments in the margin, not read" if comments else "",
            "attachments_not_read": ", ".join(self.unread),
        }

    def hidden(self) -> tuple[HiddenText, ...]:
        """The words that no reader of the page sees."""
        return tuple(HiddenText(1, reason, words) for reason, words in self._seen.items() if words)

    def _below(self, parent: Any) -> Iterator[Line]:
        """The lines of the paragraphs and tables in `parent`, in content controls too."""
        for element in parent:
            kind = _name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind == "altChunk":
                yield from self._inserted(element.get(f"{_LINK}id") or "")
                continue
            elif kind not in _GONE:
                yield from self._below(element)
                continue
            else:
                continue
            yield from self._flush()
            for box in _boxes(element):
                yield from self._below(box)
            for diagram in element.iter(f"{_DIAGRAM}relIds"):
                yield from self._diagram(diagram.get(f"{_LINK}dm") or "")

    def _inserted(self, key: str) -> Iterator[Line]:
        """The lines of a file that was inserted whole: Word, web page, archived page or text."""
        data = self._file.inserted.get(key, b"")
        head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        if head.startswith(b"pk\x03\x04"):
            inner = _Reader(open_word(data))
            yield from inner.lines()
            self._unread += inner.unread
            self._seen.update(inner._seen)
        elif head.startswith(b"{\\rtf"):
            self._unread.append("an inserted RTF file")
        elif b"mime-version:" in head:
            yield from self._web(*mail_text(data))
        elif head.startswith(b"<"):
            yield from self._web(*shown_text(data))
        elif data:
            yield from text_lines(decode(data))

    def _web(self, text: str, hidden: Sequence[HiddenText]) -> Iterator[Line]:
        """The lines of a web page that was inserted."""
        for found in hidden:
            self._seen[found.reason] += found.words
        yield from text_lines(text)

    @property
    def unread(self) -> list[str]:
        """Files inside this one that were not read."""
        return [*self._file.attached, *self._unread]

    def _diagram(self, key: str) -> Iterator[Line]:
        """The words in the shapes of a diagram."""
        from docx.oxml import parse_xml

        part = self._file.document.part.related_parts.get(key)
        for point in parse_xml(part.blob).iter(f"{_DIAGRAM}pt") if part is not None else ():
            words = " ".join(piece.text or "" for piece in point.iter(f"{_DRAWN}t"))
            if text := " ".join(words.split()):
                yield Line(1, text, gap=1.0)

    def _flush(self) -> list[Line]:
        """The notes to the paragraph or table that has just ended."""
        notes, self._pending = self._pending, []
        return notes

    def _paragraph(self, element: Any) -> Iterator[Line]:
        style_id, style = self._style(element)
        raw = self._carried + self._words(element, style)
        self._carried = ""
        below = element.getnext()
        ends = element.find(f"{W}pPr/{W}rPr/{W}del") is None
        dropped = element.find(f"{W}pPr/{W}framePr[@{W}dropCap]") is not None
        if (dropped or not ends) and below is not None and _name(below) == "p":
            self._carried = raw  # a drop capital, or its end was deleted: it goes on in the next
            return
        mark = self._numbering.mark(element, style_id, style)
        text = " ".join(raw.split())
        if not text:
            return
        if is_contents(element, style, raw):
            yield Line(1, text, gap=1.0, kind=BlockKind.FURNITURE)
            return
        line = self._line(element, style, mark, text)
        if line.kind is not BlockKind.LIST_ITEM:
            self._stem, self._above = text.endswith(":"), []
        yield line

    def _line(self, element: Any, style: Style, mark: Mark | None, text: str) -> Line:
        own = element.find(f"{W}pPr/{W}outlineLvl")
        outline = int(own.get(f"{W}val") or 9) if own is not None else style.outline
        if outline is not None and outline < 9:
            printed = f"{mark.text} {text}" if mark and mark.text else text
            return Line(1, printed, gap=1.0, level=min(outline + 1, _BOLD_LEVEL))
        if mark is not None:
            return self._counted(mark, text)
        if style.name.startswith("List"):
            return Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM)
        if "Quot" in style.name:
            return Line(1, text, gap=1.0, kind=BlockKind.QUOTATION)
        if is_bold_heading(element, style, text):
            return Line(1, text, gap=1.0, level=_BOLD_LEVEL)
        return Line(1, text, gap=1.0)

    def _counted(self, mark: Mark, text: str) -> Line:
        """A paragraph before which Word prints a bullet or a number."""
        if not mark.text:
            return Line(1, text, gap=1.0, kind=BlockKind.LIST_ITEM)
        printed = f"{mark.text} {text}"
        bare = mark.text if "(" in mark.text[1:] else mark.text.strip(" .:;)(")
        # one list is all items or all paragraphs, as its first one is
        item = mark.lone and self._items.setdefault(
            mark.list * 10 + mark.level, mark.lettered or mark.level > 0 or self._stem
        )
        if item and re.fullmatch(r"\w{1,5}", bare):
            above = [entry for entry in self._above if entry[0] < mark.level]
            self._above = [*above, (mark.level, f"({bare})")]
            number = "".join(letter for _, letter in self._above)
            return Line(1, printed, gap=1.0, kind=BlockKind.LIST_ITEM, number=number)
        return Line(1, printed, gap=1.0, number=bare or None)

    def _table(self, table: Any) -> Iterator[Line]:
        rows = [[*_inside(row, "tc")] for row in _inside(table, "tr") if not _is_deleted(row)]
        if max((len(row) for row in rows), default=0) < 2:  # a frame around paragraphs
            for cell in (cell for row in rows for cell in row):
                yield from self._below(cell)
            return
        above: dict[int, str] = {}
        texts = []
        for row in rows:
            cells, column = [], 0
            for cell in row:
                text = self._cell(cell)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    text = text or above.get(column, "")  # the cell above reaches down to here
                above[column] = text
                cells.append(text)
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += int(span.get(f"{W}val") or 1) if span is not None else 1
            texts.append(cells)
        for cells in texts:
            if any(cells):
                yield Line(1, " | ".join(cells), 1.0, kind=BlockKind.TABLE_ROW)

    def _cell(self, parent: Any) -> str:
        """The words of a cell, those of a table inside it too."""
        words = []
        for element in parent:
            kind = _name(element)
            if kind == "p":
                style_id, style = self._style(element)
                mark = self._numbering.mark(element, style_id, style)
                text = " ".join(self._words(element, style).split())
                words.append(f"{mark.text} {text}" if mark and mark.text and text else text)
            elif kind not in _GONE and kind != "tcPr":
                words.append(self._cell(element))
        return " ".join(word for word in words if word)

    def _style(self, element: Any) -> tuple[str, Style]:
        named = element.find(f"{W}pPr/{W}pStyle")
        style_id = named.get(f"{W}val") if named is not None else self._default
        return style_id, self._styles.get(style_id, Style())

    def _words(self, paragraph: Any, style: Style) -> str:
        """What a paragraph prints; a field that is open at its end prints from the next one on."""
        outer, self._fields = self._fields, []
        words = self._text(paragraph, style)
        self._fields = outer
        return words

    def _text(self, parent: Any, style: Style) -> str:
        """The words of a paragraph as printed, changes accepted, without its boxes."""
        words = ""
        for element in parent:
            kind = _name(element)
            if kind == "r":
                words += self._run(element, style)
            elif kind not in _GONE:
                words += self._text(element, style)
        return words.replace(REDACTED * 2, REDACTED)

    def _run(self, run: Any, style: Style) -> str:
        words = ""
        for element in run:
            kind = _name(element)
            if kind == "fldChar":
                words += self._field(element)
            elif not all(self._fields):
                continue  # what computes a field, not what it prints
            elif kind == "t":
                words += element.text or ""
            elif kind == "ruby":
                words += self._text(element, style)
            elif kind in ("footnoteReference", "endnoteReference"):
                self._note(kind.removesuffix("Reference"), element.get(f"{W}id"))
            else:
                words += sign(element, kind)
        if not words.strip():
            return words
        if is_hidden(run, style, self._styles):
            self._seen["hidden, white or too small to see"] += len(words.split())
            return ""
        if is_covered(run):
            self._seen["under black"] += 0 if is_filler(words) else len(words.split())
            return REDACTED
        return words

    def _field(self, mark: Any) -> str:
        """Opens a field, begins what it prints, or closes it; what a field of a form shows."""
        kind, shown = mark.get(f"{W}fldCharType"), all(self._fields)
        if kind == "begin":
            self._fields.append(False)
            return form_value(mark) if shown else ""
        if self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields:
            self._fields.pop()
        return ""

    def _note(self, kind: str, key: str | None) -> None:
        note = self._notes[kind].pop(key or "", None)
        if note is None:
            return
        self._counts[kind] += 1
        sign = in_form(self._counts[kind], "decimal" if kind == "footnote" else "lowerRoman")
        words = [self._words(p, self._style(p)[1]) for p in note.iter(f"{W}p")]
        text = " ".join(" ".join(words).split())
        if text:
            self._pending.append(
                Line(1, f"{sign} {text}", gap=1.0, kind=BlockKind.PARAGRAPH, note=True)
            )


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, in content controls too."""
    for element in parent:
        kind = _name(element)
        if kind == name:
            yield element
        elif kind not in _GONE:
            if kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from _inside(element, name)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _boxes(element: Any) -> list[Any]:
    """The text boxes that hang on a paragraph or table, each once, without those inside them."""
    return [
        box
        for box in element.iter(f"{W}txbxContent")
        if not any(_name(above) in ("txbxContent", "Fallback") for above in _between(box, element))
    ]


def _between(inner: Any, outer: Any) -> Iterator[Any]:
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _name(element: Any) -> str:
    """The name of an element without its namespace; comments and the like have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
