"""Word documents as they are printed: counted numbers, changes accepted, notes, boxes, tables."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from ingest.parsing.hidden import is_filler
from ingest.parsing.joining import REDACTED
from ingest.parsing.numbering import Mark, Style, W, in_form, is_on, read_numbering, read_styles
from ingest.parsing.structure import Line, assemble, group
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, HiddenText, Page

PARSER = "python-docx-3"

_DAMAGE = (
    *(KeyError, ValueError, AttributeError, SyntaxError, EOFError, RuntimeError, OSError),
    *(TypeError, IndexError, zipfile.BadZipFile, zlib.error),
)
_MAX_RATIO, _MAX_MEMBERS, _MAX_MIB = 200, 10_000, 1024
_BOLD_WORDS, _BOLD_LEVEL = 12, 6
_SPACES = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "sym": "•"}
_GONE = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr", "tblPr", "rt"})


def parse_docx(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page (Word files carry no page breaks of their own), its blocks, what it declares.

    Raises:
        UnreadableDocument: damaged, an archive bomb, or without text.
    """
    import docx

    _refuse_bombs(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
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


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
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

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = read_styles(document)
        self._default = document.styles.element.xpath(
            "string(w:style[@w:type='paragraph'][@w:default='1']/@w:styleId)"
        )
        self._numbering = read_numbering(document)
        self._notes = {kind: _notes(document, kind) for kind in ("footnote", "endnote")}
        self._counts: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._pending: list[Line] = []
        self._carried = ""
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
            elif kind not in _GONE:
                yield from self._below(element)
                continue
            else:
                continue
            yield from self._flush()
            for box in _boxes(element):
                yield from self._below(box)

    def _flush(self) -> list[Line]:
        """The notes to the paragraph or table that has just ended."""
        notes, self._pending = self._pending, []
        return notes

    def _paragraph(self, element: Any) -> Iterator[Line]:
        style_id, style = self._style(element)
        raw = self._carried + self._text(element, style)
        self._carried = ""
        below = element.getnext()
        ends = element.find(f"{W}pPr/{W}rPr/{W}del") is None
        if not ends and below is not None and _name(below) == "p":
            self._carried = raw  # its end was deleted: it goes on in the next paragraph
            return
        mark = self._numbering.mark(element, style_id, style)
        text = " ".join(raw.split())
        if not text:
            return
        if _is_contents(element, style, raw):
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
        if _is_bold_heading(element, style, text):
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
                text = " ".join(self._text(element, style).split())
                words.append(f"{mark.text} {text}" if mark and mark.text and text else text)
            elif kind not in _GONE and kind != "tcPr":
                words.append(self._cell(element))
        return " ".join(word for word in words if word)

    def _style(self, element: Any) -> tuple[str, Style]:
        named = element.find(f"{W}pPr/{W}pStyle")
        style_id = named.get(f"{W}val") if named is not None else self._default
        return style_id, self._styles.get(style_id, Style())

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
            if kind == "t":
                words += element.text or ""
            elif kind in _SPACES:
                words += _SPACES[kind]
            elif kind in ("footnoteReference", "endnoteReference"):
                self._note(kind.removesuffix("Reference"), element.get(f"{W}id"))
        if not words.strip():
            return words
        if self._is_hidden(run, style):
            self._seen["hidden, white or too small to see"] += len(words.split())
            return ""
        if _is_covered(run):
            self._seen["under black"] += 0 if is_filler(words) else len(words.split())
            return REDACTED
        return words

    def _note(self, kind: str, key: str | None) -> None:
        note = self._notes[kind].pop(key or "", None)
        if note is None:
            return
        self._counts[kind] += 1
        sign = in_form(self._counts[kind], "decimal" if kind == "footnote" else "lowerRoman")
        words = [self._text(p, self._style(p)[1]) for p in note.iter(f"{W}p")]
        text = " ".join(" ".join(words).split())
        if text:
            self._pending.append(
                Line(1, f"{sign} {text}", gap=1.0, kind=BlockKind.PARAGRAPH, note=True)
            )

    def _is_hidden(self, run: Any, style: Style) -> bool:
        """Whether a run is marked hidden, white on white, or too small to see."""
        look = run.find(f"{W}rPr")
        if look is None:
            return style.hidden
        vanish = look.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        named = look.find(f"{W}rStyle")
        if named is not None and self._styles.get(named.get(f"{W}val"), Style()).hidden:
            return True
        size = look.find(f"{W}sz")
        if size is not None and (size.get(f"{W}val") or "9") in ("1", "2"):
            return True
        white = _colour(look) == "FFFFFF"
        # white words on something dark are a heading or a table's first row
        return white and not (
            style.shaded
            or look.find(f"{W}shd") is not None
            or look.find(f"{W}highlight") is not None
            or run.xpath("ancestor::w:tbl | ancestor::w:txbxContent | ancestor::w:p/w:pPr/w:shd")
        )


def _is_covered(run: Any) -> bool:
    """Whether the words are black on black."""
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    highlight, shade = look.find(f"{W}highlight"), look.find(f"{W}shd")
    if highlight is not None and highlight.get(f"{W}val") == "black":
        return _colour(look) in (None, "AUTO", "000000")
    return shade is not None and shade.get(f"{W}fill") == "000000" and _colour(look) == "000000"


def _colour(look: Any) -> str | None:
    found = look.find(f"{W}color")
    return (found.get(f"{W}val") or "").upper() or None if found is not None else None


def _is_contents(element: Any, style: Style, raw: str) -> bool:
    """Whether a paragraph is an entry of a list of contents: words, dots, a page number."""
    if re.match(r"(?:toc \d|table of figures)", style.name, re.IGNORECASE):
        return True
    leader = "w:pPr/w:tabs/w:tab[@w:val='right'][@w:leader='dot' or @w:leader='underscore']"
    return bool(re.search(r"\S\s*\t\s*(?:\d{1,4}|[ivxl]+)\s*$", raw)) and bool(
        element.xpath(leader)
    )


def _is_bold_heading(element: Any, style: Style, text: str) -> bool:
    """Whether a paragraph is short, bold throughout, and no sentence."""
    if len(text.split()) > _BOLD_WORDS or re.search(r"[.,;!?]$", text) or not text[0].isupper():
        return False
    looks = element.xpath(".//w:r[w:t[normalize-space()]]")
    return bool(looks) and all(_is_bold(run, style) for run in looks)


def _is_bold(run: Any, style: Style) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return style.bold if mark is None else is_on(mark)


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


def _notes(document: Any, kind: str) -> dict[str, Any]:
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


def _name(element: Any) -> str:
    """The name of an element without its namespace; comments and the like have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
