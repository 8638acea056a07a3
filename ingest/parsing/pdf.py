"""PDF: pypdf gives text with positions; PDFium takes over a page whose text reads badly.

What neither reads, Tesseract reads off the page's picture, where it is installed.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.parsing import ocr
from ingest.parsing.drawn import Drawn, drawn_on
from ingest.parsing.grouping import group
from ingest.parsing.hidden import findings, without_hidden
from ingest.parsing.joining import redacted
from ingest.parsing.layout import as_lines
from ingest.parsing.lines import Line
from ingest.parsing.pdf_fonts import UNKNOWN
from ingest.parsing.pdf_layers import drop_layers, layers_off
from ingest.parsing.pdf_shells import attached, refuse_shells
from ingest.parsing.pdf_text import pdfium_lines, pypdf_lines, rows
from ingest.parsing.printed import Printed
from ingest.parsing.running import mark_running_lines, printed_page_number, printed_roman
from ingest.parsing.structure import assemble
from ingest.parsing.wordshape import is_odd, tokens, word_shape
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, HiddenText, Page, PageState, Word

PARSER = "pypdf-5"

_PYPDF, _PDFIUM, _LAYER = "pypdf", "pdfium", "embedded ocr"
_TAIL_BYTES = 4096
_GOOD_SHAPE, _BAD_SHAPE = 0.75, 0.5  # ordinary pages have 0.94 and more
_HARDLY_ANY = 20  # words on a scanned page that may be a stamp or a running line
_JUDGED = 8  # words of a text that may be said to be garbled
_PICTURE, _LARGE_PICTURE, _WHOLE_PAGE = 0.5, 0.25, 0.85  # of the page
_ABOUT = 0.4  # by which the size of recognised type may be off
_TITLE_POINTS = 14.0  # type so large on a picture makes it a cover
_LITTLE_TEXT = 400  # characters
_NOTHING_BYTES = 16  # more than an empty stream takes when it is compressed
_PICTURED = "no text on it: a scan or a picture"
_STAMPED = "but for a few words a scan or a picture"
_GARBLED = "its text is garbled: the fonts do not say which letters they draw"
_FIGURE = "a figure that was not read"
_LOST = "lines whose fonts do not say which letters they draw are left out"
_NONE_SEEN = "no word on it can be seen"
_UNCHECKED = "could not be checked"
_BULLET = re.compile(rf"^{UNKNOWN}(?=\s+\w)")
_LETTER = re.compile(r"[^\W_]")
_PAINTING = frozenset(b"Do|INLINE IMAGE|sh|S|s|f|F|f*|B|B*|b|b*".split(b"|"))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one page was found to say, by whom, how well; or why it says nothing."""

    lines: list[Printed]
    extractor: str
    cause: str | None = None
    words: tuple[Word, ...] = ()
    is_whole: bool = True  # or else the lines stand on a picture of the page's own text
    is_short: bool = False  # lines are left out, of which no letter is known

    @property
    def text(self) -> str:
        return "\n".join(redacted(line.text) for line in self.lines)  # a run of one sign is no word

    @property
    def shape(self) -> float:
        return word_shape(self.text)

    def is_worse(self, shape: float) -> bool:
        """Whether its words look less like words than they should; of a few nobody can tell."""
        enough = len(tokens(self.text)) >= _JUDGED or is_odd(self.text)
        return bool(self.lines) and enough and self.shape < shape

    def legible(self) -> "_Reading":
        """The same without the lines of which no letter is known; one sign alone is a bullet."""
        lines = [replace(n, text=_BULLET.sub("•", n.text)) for n in self.lines]
        kept = [line for line in lines if UNKNOWN not in line.text or _LETTER.search(line.text)]
        lost = [line for line in lines if line not in kept and line.text.count(UNKNOWN) > 1]
        return replace(self, lines=kept, is_short=bool(lost))


def parse_pdf(
    data: bytes, limits: ocr.OcrLimits | None = None
) -> tuple[list[Page], list[Block], dict[str, str]]:
    """Pages, blocks, and what the file declares of itself.

    Args:
        data: the file.
        limits: of reading a page off its picture.

    Raises:
        UnreadableDocument: truncated, encrypted, without pages, or without any text.
    """
    reader = _open(data)
    drawn = drawn_on(data)
    pages: list[Page] = []
    printed: list[list[Printed]] = []
    off = layers_off(reader)
    for number, page in enumerate(reader.pages, 1):
        sheet = drawn[number - 1] if drawn and number <= len(drawn) else None
        reading = _read(page, data, number, sheet or Drawn(), limits or ocr.OcrLimits(), off)
        pages.append(_page(number, reading, sheet))
        printed.append([replace(line, text=redacted(line.text)) for line in reading.lines])
    if not any(printed):
        raise UnreadableDocument(_no_text(pages))
    lines = mark_running_lines(as_lines(_evened(printed, [bool(page.words) for page in pages])))
    texts, blocks = assemble(group(lines))
    blocks = _surely_numbered(blocks, texts, {page.number for page in pages if page.words})
    labels = _labels(reader, lines, len(pages))
    said = {span.page for b in blocks if b.kind is not BlockKind.FURNITURE for span in b.spans}
    pages = [
        _remarked(
            replace(page, text=texts.get(page.number, ""), label=label),
            drawn[page.number - 1] if drawn and page.number <= len(drawn) else Drawn(),
            says_something=page.number in said,
        )
        for page, label in zip(pages, labels, strict=True)
    ]
    return pages, blocks, _declared(reader)


def _evened(printed: list[list[Printed]], read_off: Sequence[bool]) -> list[list[Printed]]:
    """Lines, those read off pictures in the type size of the document's text where it is about it.

    Boxes of recognised words give no size of type, only about how large it is.
    """
    digital = [lines for lines, is_scan in zip(printed, read_off, strict=True) if not is_scan]
    body = _body(digital if any(digital) else printed)
    evened = []
    for lines, is_scan in zip(printed, read_off, strict=True):
        factor = body / _body([lines]) if is_scan else 1.0
        about = abs(factor - 1) < _ABOUT
        evened.append([replace(n, size=n.size * factor) for n in lines] if about else lines)
    return evened


def _surely_numbered(
    blocks: Sequence[Block], texts: dict[int, str], read_off: set[int]
) -> list[Block]:
    """`blocks`, without the numbers that paragraphs of scans have from the paragraph above.

    The number that begins such a paragraph may have been misread, and another is a wrong address.
    """
    sure = []
    for block in blocks:
        first = block.spans[0]
        opens = texts[first.page][first.start : first.end].startswith(block.paragraph or "")
        doubtful = first.page in read_off and block.kind is BlockKind.PARAGRAPH and not opens
        sure.append(replace(block, paragraph=None) if doubtful else block)
    return sure


def _body(printed: Sequence[Sequence[Printed]]) -> float:
    """The size of most of the type."""
    sizes: Counter[float] = Counter()
    for lines in printed:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _page(number: int, reading: _Reading, drawn: Drawn | None) -> Page:
    """A page as far as it is known before its lines are joined to paragraphs."""
    state = PageState.TEXT if reading.is_whole else PageState.UNREADABLE
    cause = reading.cause or (_LOST if reading.is_short else None)
    hidden = findings(number, drawn.hidden) if drawn else (HiddenText(number, _UNCHECKED, 0),)
    if not reading.lines:
        state = PageState.UNREADABLE if cause else PageState.BLANK
        how = ", ".join(found.reason for found in hidden if found.words)
        cause = _joined(f"{_NONE_SEEN} ({how})", cause) if how else cause
    return Page(
        number,
        "",
        None,
        state,
        cause,
        reading.extractor,
        confidence=round(ocr.confidence_of(reading.words), 3) if reading.words else None,
        pictures=drawn.pictures if drawn else None,
        figures=drawn.figures if drawn else None,
        words=reading.words,
        hidden=hidden,
    )


def _remarked(page: Page, drawn: Drawn, *, says_something: bool) -> Page:
    """`page`, saying so where it is a scan with a running line of text, or has a figure."""
    if page.state is not PageState.TEXT or page.words or drawn.is_layer:
        return page
    if drawn.pictured >= _PICTURE and not says_something:
        return replace(page, state=PageState.UNREADABLE, cause=page.cause or _STAMPED)
    if drawn.pictured >= _LARGE_PICTURE and len(page.text) < _LITTLE_TEXT:
        return replace(page, cause=_FIGURE)
    return replace(page, cause=_LOST if page.cause == _LOST else None)


def _open(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    end = data.rfind(b"%%EOF")
    if end < 0 and b"startxref" not in data[-_TAIL_BYTES:]:
        raise UnreadableDocument("a truncated PDF: its end is missing; fetch the file again")
    if 0 <= end < len(data) - _TAIL_BYTES and data[end + 5 :].strip(b"\x00 \r\n\t"):
        raise UnreadableDocument(
            f"a truncated PDF: {len(data) - end} bytes follow its last end mark; fetch it again"
        )
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(
                "password-protected; save a copy without the password and ingest that"
            )
        n_pages = len(reader.pages)
    except DependencyError as error:
        raise UnreadableDocument(f"encrypted in a way that is not read here ({error})") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableDocument(f"a damaged PDF ({error})") from error
    if n_pages == 0:
        raise UnreadableDocument("a PDF with 0 pages")
    refuse_shells(reader)
    return reader


def _read(
    page: Any, data: bytes, number: int, drawn: Drawn, limits: ocr.OcrLimits, off: set[int]
) -> _Reading:
    """What a page says by its text, or by its picture where the text is missing or bad."""
    reading = _text_of(page, data, number, drawn, off)
    n_words = len(tokens(reading.text))
    missing = not reading.lines and (reading.cause or _draws(page))
    stamped = drawn.pictured >= _PICTURE and n_words < _HARDLY_ANY
    poor = reading.is_worse(_GOOD_SHAPE)
    if not (missing or stamped or poor):
        return reading
    picture = _recognised(data, number, limits)
    if picture.lines and (missing or poor or len(picture.words) > 3 * n_words):
        return picture
    if missing or reading.is_worse(_BAD_SHAPE):
        what = reading.cause or (_GARBLED if reading.lines else _PICTURED)
        return _Reading([], reading.extractor, _joined(what, picture.cause))
    if not stamped:
        return reading
    whole = drawn.pictured < _WHOLE_PAGE or _has_title(reading.lines)
    return replace(reading, cause=_joined(_STAMPED, picture.cause), is_whole=whole)


def _has_title(lines: Sequence[Printed]) -> bool:
    return any(line.size >= _TITLE_POINTS for line in lines)


def _joined(what: str, why: str | None) -> str:
    return f"{what}; {why}" if why else what


def _text_of(page: Any, data: bytes, number: int, drawn: Drawn, off: set[int]) -> _Reading:
    """The text that a page holds, less what no reader sees and what layers `off` hold."""
    cause = None
    try:
        if off:
            drop_layers(page, off)
        lines = pypdf_lines(page)
    except Exception as error:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        lines, cause = [], f"{type(error).__name__}: {error}"
    if not lines and cause is None and _is_lost(page):
        cause = "its content is damaged"
    seen = without_hidden(lines, drawn.hidden)
    extractor = _LAYER if drawn.is_layer else _PYPDF
    if seen is not None:
        reading = _Reading(seen, extractor, None if seen else cause)
        if seen and not reading.is_worse(_GOOD_SHAPE):
            return reading.legible()
    else:
        reading = _Reading([], extractor, cause)
    if off:
        return reading  # PDFium's text has the words of every layer
    others = _Reading(
        rows(drawn.seen) if drawn.hidden else pdfium_lines(data, number),
        _LAYER if drawn.is_layer else _PDFIUM,
    )
    return others.legible() if others.shape > reading.shape else reading


def _recognised(data: bytes, number: int, limits: ocr.OcrLimits) -> _Reading:
    """What Tesseract reads on a page, or why it does not."""
    try:
        found = ocr.read_page(data, number, limits)
    except ocr.OcrFailed as error:
        return _Reading([], _PYPDF, str(error))
    reading = _Reading(found.lines, ocr.recogniser(), None, found.words)
    if reading.is_worse(_GOOD_SHAPE):
        said = f"what Tesseract reads on it are hardly words ({reading.shape:.0%})"
        return _Reading([], _PYPDF, said)
    return reading


def _is_lost(page: Any) -> bool:
    """Whether nothing comes out of compressed content, which pypdf takes for an empty page."""
    try:
        found = page.get("/Contents")
        parts = found if isinstance(found, list) else [found]
        streams = [part.get_object() for part in parts if part is not None]
        packed = [s for s in streams if "/Filter" in s and len(s._data) > _NOTHING_BYTES]
        return bool(packed) and not any(stream.get_data() for stream in packed)
    except Exception:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        return True


def _draws(page: Any) -> bool:
    """Whether a page without text has a picture, shading, line or filled shape on it.

    What cannot be read at all may well draw something.
    """
    try:
        contents = page.get_contents()
        return contents is not None and any(name in _PAINTING for _, name in contents.operations)
    except Exception:  # noqa: BLE001 - pypdf raises what broken content makes it raise
        return True


def _labels(reader: Any, lines: Sequence[Line], n_pages: int) -> list[str]:
    """What is printed on each page as its number: declared by the file, else read off the page."""
    try:
        declared = [str(label) for label in reader.page_labels]
    except Exception:  # noqa: BLE001 - labels are optional, whatever is wrong with them
        declared = []
    counted = [str(number) for number in range(1, n_pages + 1)]
    if len(declared) == n_pages and declared != counted and all(declared):
        return declared
    running = [line for line in lines if line.kind is BlockKind.FURNITURE]
    for line in running:
        counted[line.page - 1] = printed_roman(line) or counted[line.page - 1]
    numbers = [
        (line.page, number) for line in running if (number := printed_page_number(line)) is not None
    ]
    ahead = Counter(number - page for page, number in numbers).most_common(1)
    if not ahead or ahead[0][1] < max(2, len(numbers) / 2):
        return counted
    said = {page: str(number) for page, number in numbers if number - page == ahead[0][0]}
    return [said.get(page, label) for page, label in enumerate(counted, 1)]


def _declared(reader: Any) -> dict[str, str]:
    try:
        found = reader.metadata or {}
        pairs = {"title": found.get("/Title"), "author": found.get("/Author")}
        pairs["attachments_not_read"] = ", ".join(attached(reader))
    except Exception:  # noqa: BLE001 - metadata is optional, whatever is wrong with it
        return {}
    return {key: str(value).strip() for key, value in pairs.items() if value}


def _no_text(pages: Sequence[Page]) -> str:
    causes = Counter(page.cause or "blank" for page in pages)
    cause, count = causes.most_common(1)[0]
    return f"no text on any of {len(pages)} pages ({count} of them: {cause})"
