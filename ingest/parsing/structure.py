"""Lines of text -> blocks: headings, numbered paragraphs, list items, comments, furniture.

Every parser yields lines (or whole paragraphs, as one line each); `group` joins the lines of a
block, `assemble` numbers the blocks, keeps list stems with their items and gives everything spans.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.types import Block, BlockKind, Span

STRUCTURE = "structure-2"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph of a format that has no lines.

    `gap` is the white space above it, in line heights; `level` is a heading's rank (1 is highest),
    0 for other lines. `number` is the paragraph number or letter that the format itself counts;
    `note` says that it is a footnote.
    """

    page: int
    text: str
    gap: float = 0.0
    level: int = 0
    kind: BlockKind | None = None
    speaker: str | None = None
    number: str | None = None
    note: bool = False


@dataclass(slots=True)
class Draft:
    """A block before it has spans.

    `first` is its first line as printed; `lines` the same with the marker (number, bullet, `##`)
    taken off, and the lines after it; `number` is the paragraph number or letter of the marker.
    """

    kind: BlockKind
    first: Line
    lines: list[Line]
    number: str | None = None
    level: int = 0
    speaker: str | None = None
    chrome: bool = False


_NUMBER = re.compile(
    r"(\d{1,2}(?:[.\-–]\d{1,3}){1,3})[.)]?(?=\s+\S|\s*$)|(\d{1,3})[.)](?=\s+\S|\s*$)"
)
_LETTER = re.compile(r"\(([a-z]{1,2}|[ivx]{1,5})\)\s+|([a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_BULLET = re.compile(r"[•●▪◦·‣*–-]\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*:?$")
_QUOTE = re.compile(r">\s+")
_TABLE = re.compile(r"\|.*\|$")
_RULE = re.compile(r"[\s|:\-_=.*]+$")
_COMMENT = re.compile(
    r"\s*\d{1,3}\.\s+(?P<speaker>.{1,60}?)\s+\d{1,2}\s+[A-Z][a-z]+\s*,?\s+\d{4}"
    r"(?:\s+at\s+\d{1,2}:\d{2}\s*(?:am|pm)?)?\s*#?\s*$"
)
_LEADER = re.compile(r"(?:\.\s{0,3}){4,}\d{1,4}\s*$")
_BYLINE = re.compile(r"by [A-Z]")
_TERMINAL = re.compile(r"[.!?:;]['\"”’)\]]*\s*$")

_PARAGRAPH_GAP = 0.6  # line heights of white space that part paragraphs
_HEADLINE_WORDS = 14
_EDGE = 3  # lines at the head and the foot of a page that may be running
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*", re.IGNORECASE)
_COMMENT_LEVEL = 7  # below every heading, so that each comment ends the one before

_CHROME = re.compile(
    r"(?:sign in|log ?in|register|subscribe( now)?|share( this)?( page| story| article)?|"
    r"print( sponsor| this( page| story)?)?|e-?mail this.*|advertisement|search|menu|"
    r"related (?:articles|stories|topics|links|content)|most (?:read|popular|shared|viewed)|"
    r"more (?:from|on) .{1,40}|more information|blogs|comments are closed\.?|.{1,20} navigation|"
    r"skip to .{1,30}|back to top|top stories|follow us.{0,40}|click (?:to see|here).{0,80}|"
    r"(?:copyright )?©.*|copyright \(c\).*|all rights reserved.*|page last updated.*|"
    r".*not responsible for the content of external (?:internet )?sites.*|"
    r"this page is best viewed in .*|(?:we use|this (?:web)?site uses) cookies.*|,[ ,]*)$",
    re.IGNORECASE,
)


def group(lines: Sequence[Line], *, web: bool = False) -> list[Draft]:
    """The blocks that `lines` form, in reading order.

    Furniture between two lines of a paragraph does not cut the paragraph. `web` says that the lines
    may be of a saved web page, where "Sign in" standing alone is furniture.
    """
    drafts: list[Draft] = []
    current: tuple[Draft, Line] | None = None  # the open block and its last line
    number = "0"
    contents = _contents_lines(lines)
    for index, line in enumerate(lines):
        if line.kind is BlockKind.FURNITURE or index in contents:
            drafts.append(Draft(BlockKind.FURNITURE, line, [line]))
            continue
        if web and _is_alone(line, drafts) and _CHROME.match(line.text.strip(" •*|\t")):
            current = None
            drafts.append(Draft(BlockKind.FURNITURE, line, [line], chrome=True))
            continue
        draft = _begin(line)
        if current is not None and _continues(*current, line, draft, number):
            current[0].lines.append(line)
            current = (current[0], line)
            continue
        current = (draft, line)
        drafts.append(draft)
        if draft.kind is BlockKind.PARAGRAPH and draft.number is not None and not line.number:
            number = draft.number
    return drafts


def _is_alone(line: Line, drafts: Sequence[Draft]) -> bool:
    """Whether `line` stands apart from the text above it."""
    first = not drafts or drafts[-1].chrome
    return first or line.gap >= _PARAGRAPH_GAP or bool(_BULLET.match(line.text))


def _contents_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of a contents page: those with dot leaders, and their entries."""
    found = set()
    for index, line in enumerate(lines):
        if match := _LEADER.search(line.text):
            found.add(index)
            if not line.text[: match.start()].strip() and index:
                found.add(index - 1)
    return found


def _begin(line: Line) -> Draft:
    """The block that `line` would open, its marker taken off the line."""
    if line.level:
        return Draft(BlockKind.HEADING, line, [line], level=line.level, speaker=line.speaker)
    if line.kind not in (None, BlockKind.PARAGRAPH) or line.number is not None or line.note:
        kind = line.kind or BlockKind.PARAGRAPH
        return Draft(kind, line, [line], line.number, speaker=line.speaker)
    if match := _COMMENT.match(line.text):
        speaker = match["speaker"].strip()
        return Draft(BlockKind.HEADING, line, [line], level=_COMMENT_LEVEL, speaker=speaker)
    if _RULE.match(line.text):
        return Draft(BlockKind.FURNITURE, line, [line])
    return _heading(line) or _marked(line)


def _marked(line: Line) -> Draft:
    """A list item, quotation, table row or paragraph, by the mark at its head."""
    for pattern, kind in ((_BULLET, BlockKind.LIST_ITEM), (_QUOTE, BlockKind.QUOTATION)):
        if match := pattern.match(line.text):
            return Draft(kind, line, [_skip(line, match.end())])
    if _TABLE.match(line.text):
        return Draft(BlockKind.TABLE_ROW, line, [line])
    if match := _LETTER.match(line.text):
        body = _skip(line, match.end())
        return Draft(BlockKind.LIST_ITEM, line, [body], number=f"({match[1] or match[2]})")
    number, body = _numbered(line)
    return Draft(BlockKind.PARAGRAPH, line, [body], number=number)


def _numbered(line: Line) -> tuple[str | None, Line]:
    """The paragraph number at the head of `line`, and the line after it."""
    match = _NUMBER.match(line.text)
    if match is None:
        return None, line
    number = (match[1] or match[2]).replace("–", ".").replace("-", ".")
    rest = _skip(line, match.end())
    return number, _skip(rest, len(rest.text) - len(rest.text.lstrip()))


def _heading(line: Line) -> Draft | None:
    if match := _MARKDOWN_HEADING.match(line.text):
        inner = _unbold(_skip(line, match.start(2), match.end(2)))
        return Draft(BlockKind.HEADING, line, [inner], level=len(match[1]))
    if _BOLD_LINE.match(line.text):
        return Draft(BlockKind.HEADING, line, [_unbold(line)], level=3)
    return None


def _unbold(line: Line) -> Line:
    match = _BOLD_LINE.match(line.text)
    return _skip(line, match.start(1), match.end(1)) if match else line


def _skip(line: Line, start: int, end: int | None = None) -> Line:
    """`line` without its first `start` characters."""
    return replace(line, text=line.text[start:end])


def _continues(block: Draft, previous: Line, line: Line, draft: Draft, number: str) -> bool:
    """Whether `line` goes on with `block` instead of opening `draft`.

    `number` is that of the last numbered paragraph.
    """
    kinds = (block.kind, draft.kind)
    if BlockKind.FURNITURE in kinds or line.kind is not None:
        return False
    close = line.gap < _PARAGRAPH_GAP and line.page == previous.page
    if BlockKind.HEADING in kinds:
        return block.kind is draft.kind and block.level == draft.level and close
    unfinished = not _TERMINAL.search(previous.text)
    if draft.kind is BlockKind.PARAGRAPH and draft.number is None:
        goes_on = unfinished and line.text[:1].islower() and not _BYLINE.match(line.text)
        return close or (
            goes_on and block.speaker is None and block.kind is not BlockKind.TABLE_ROW
        )
    if draft.number is None or draft.number.startswith("("):
        return False
    # a wrapped line may begin with "2.5 million": only where the sentence goes on and no count does
    return close and unfinished and not _follows(number, draft.number)


def _follows(number: str, candidate: str) -> bool:
    """Whether `candidate` is the paragraph number after `number`, or opens a level or chapter."""
    before, after = ([int(n) for n in text.split(".")] for text in (number, candidate))
    if len(after) > len(before):
        return after[-1] == 1
    return (
        after[: len(after) - 1] == before[: len(after) - 1]
        and after[-1] == before[len(after) - 1] + 1
    )


def drop_tail_chrome(drafts: list[Draft]) -> None:
    """Turns what follows the text of a saved web page (links, headlines) into furniture.

    The tail begins at the first line of page furniture after which nothing longer than a headline
    comes.
    """
    tail = len(drafts)
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        headlines = all(
            len(line.text.split()) <= _HEADLINE_WORDS and not line.text.rstrip().endswith(".")
            for line in draft.lines
        )
        if draft.kind is BlockKind.FURNITURE:
            tail = index if draft.chrome else tail
        elif not headlines or draft.number is not None:
            break
    for draft in drafts[tail:]:
        draft.kind = BlockKind.FURNITURE


def mark_running_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines, with headers and footers that repeat from page to page marked as furniture.

    A line counts as running when it stands among the outermost lines of at least three pages and of
    a third of them, word for word but for a number that counts with the pages.
    """
    seen: dict[str, list[tuple[int, list[int]]]] = {}
    for number, lines in enumerate(pages):
        for shape, values in {
            _shape(line.text): _numbers(line.text) for line in _outer(lines)
        }.items():
            seen.setdefault(shape, []).append((number, values))
    needed = max(3, len(pages) // 3)
    running = {shape: found for shape, found in seen.items() if len(found) >= needed}
    marked = []
    for number, lines in enumerate(pages):
        outer = {id(line) for line in _outer(lines)}
        for line in lines:
            runs = (
                id(line) in outer
                and not line.level
                and (
                    bool(_PAGE_NUMBER.fullmatch(line.text))
                    or _counts(
                        _numbers(line.text), number, running.get(_shape(line.text), []), needed
                    )
                )
            )
            marked.append(replace(line, kind=BlockKind.FURNITURE) if runs else line)
    return marked


def _outer(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]]


def _counts(
    values: list[int], page: int, others: Sequence[tuple[int, list[int]]], needed: int
) -> bool:
    """Whether the numbers of a line stay the same or count with the page, as on `needed` pages."""
    if not others:
        return False
    alike = sum(
        all(a == b or a - page == b - other for a, b in zip(values, theirs, strict=True))
        for other, theirs in others
    )
    return alike >= needed


def _shape(text: str) -> str:
    return re.sub(r"\d+|\s+", " ", text).strip().lower() + f" {len(_numbers(text))}"


def _numbers(text: str) -> list[int]:
    return [int(digits[:9]) for digits in re.findall(r"\d+", text)]


def assemble(drafts: Sequence[Draft]) -> tuple[dict[int, str], list[Block]]:
    """Page texts by number, and the blocks with their spans in them.

    The text of a page is its blocks in reading order, an empty line apart, their lines joined.
    """
    texts: dict[int, list[str]] = {}
    lengths: Counter[int] = Counter()
    words = _words(drafts)
    blocks: list[Block] = []
    outline = _Outline()
    for draft in drafts:
        spans = []
        for page, lines in _by_page([draft.first, *draft.lines[1:]]):
            body = reflow([line.text for line in lines], words)
            if body:
                lead = "\n\n" if lengths[page] else ""
                texts.setdefault(page, []).append(lead + body)
                start = lengths[page] + len(lead)
                lengths[page] = start + len(body)
                spans.append(Span(page, start, lengths[page]))
        if spans:
            text = " ".join(line.text for line in draft.lines)
            blocks.append(outline.place(draft, tuple(spans), text, len(blocks)))
    return {page: "".join(parts) for page, parts in texts.items()}, blocks


def _by_page(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    yield from pages.items()


class _Outline:
    """Where in a document the next block stands: headings above, paragraph number, list stem."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._paragraph: str | None = None
        self._stem: int | None = None
        self._head: int | None = None
        self._in_table = False
        self._speaker: str | None = None

    def place(self, draft: Draft, spans: tuple[Span, ...], text: str, ordinal: int) -> Block:
        """The block of `draft`, with what it inherits from the blocks before it."""
        kind, speaker, number = draft.kind, draft.speaker, draft.number
        if kind is BlockKind.FURNITURE:
            return Block(kind, spans)
        if kind is BlockKind.HEADING:
            self._speaker = speaker
            self._headings = [h for h in self._headings if h[0] < draft.level]
            section = tuple(h[1] for h in self._headings)
            self._headings.append((draft.level, " ".join(text.split())))
            self._paragraph = self._stem = None
            self._in_table = False
            return Block(kind, spans, section=section, speaker=speaker)
        section = tuple(h[1] for h in self._headings)
        if self._speaker is not None:
            return Block(BlockKind.COMMENT, spans, None, section, self._speaker)
        if kind is BlockKind.TABLE_ROW or draft.first.note:
            stem = self._columns(ordinal, text) if kind is BlockKind.TABLE_ROW else None
            return Block(kind, spans, None, section, speaker, stem)
        self._in_table = False
        if kind is BlockKind.LIST_ITEM:
            paragraph = self._paragraph
            if number is not None:
                paragraph = f"{paragraph or ''}{number}"
            return Block(kind, spans, paragraph, section, speaker, self._stem)
        if number is not None:
            self._paragraph = number
        self._stem = ordinal if not re.search(r"[.!?]['\"”’)\]]*\s*$", text) else None
        return Block(kind, spans, self._paragraph, section, speaker)

    def _columns(self, ordinal: int, text: str) -> int | None:
        """The row that names the columns of the row at `ordinal`."""
        if not self._in_table:
            self._in_table, self._head = True, ordinal if _names_columns(text) else None
        return self._head if self._head != ordinal else None


def _names_columns(row: str) -> bool:
    """Whether a table's first row looks like the names of its columns."""
    cells = row.strip("| ").split(" | ")
    return len(cells) > 1 and not any(
        re.search(r"\d|\.$", cell) or len(cell.split()) > _HEADLINE_WORDS / 2 for cell in cells
    )


def reflow(lines: Sequence[str], words: set[str]) -> str:
    """The lines of one paragraph as one line of text.

    A hyphen at a line's end stays unless only the joined word is among `words`, those that stand
    whole inside a line of the document: Word and its like break lines only at hyphens that were
    typed.
    """
    text = ""
    for line in lines:
        piece = " ".join(line.split())
        match = re.search(r"(\w+)-$", text)
        if match and piece[:1].islower():
            head = re.match(r"\w+", piece)
            rest = head[0] if head else ""
            joined, hyphenated = f"{match[1]}{rest}".lower(), f"{match[1]}-{rest}".lower()
            text = text[:-1] if joined in words and hyphenated not in words else text
            text += piece
        elif piece:
            text = f"{text} {piece}" if text else piece
    return text


def _words(drafts: Sequence[Draft]) -> set[str]:
    """Every word and hyphenated compound that stands whole inside a line."""
    words: set[str] = set()
    for draft in drafts:
        for line in draft.lines:
            found = re.findall(r"\w+(?:-\w+)*", line.text.lower())
            words.update(found[:-1] if line.text.rstrip().endswith("-") else found)
    return words
