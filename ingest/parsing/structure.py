"""Lines of text -> blocks: headings, numbered paragraphs, list items, comments, furniture.

Every parser yields lines (or whole paragraphs, as one line each); `group` joins the lines of a
block, `assemble` numbers the blocks, keeps list stems with their items and gives everything spans.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.parsing.joining import breaks_word, ends_in_hyphen, redacted, reflow
from ingest.parsing.labelled import stating
from kb.types import Block, BlockKind, Span

STRUCTURE = "structure-3"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph of a format that has no lines.

    `gap` is the white space above it, in line heights; `level` is a heading's rank (1 is highest),
    0 for other lines. `place` is where its left end stands on the page, in points from the lower
    left corner, where the format says it; `small` says that it is set smaller than the text, `note`
    that it is of a footnote; `number` is the paragraph number or letter that the format itself
    counts.
    """

    page: int
    text: str
    gap: float = 0.0
    level: int = 0
    kind: BlockKind | None = None
    speaker: str | None = None
    place: tuple[float, float] | None = None
    small: bool = False
    note: bool = False
    number: str | None = None


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
    note: bool = False


_NUMBER = re.compile(
    r"(\d{1,2}(?:[.\-–]\d{1,3}){1,3})[.)]?(?=\s+\S|\s*$)|(\d{1,3})[.)](?=\s+\S|\s*$)"
)
_DATE = re.compile(r"\d{1,2}([.\-–])[01]\d\1\d\d(?:\d\d)?\b")
_BARE = re.compile(
    r"(\d{1,3})\s+(?=[A-Z“‘\"'])(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
_ADVICE = re.compile(
    r"(R\s?\d{1,3}(?:\.\d{1,2})?)(?:\s*[.:)–-]\s*(?=\S)|\s+(?=[A-Z“‘\"]))|"
    r"((?:[Rr]ecommendation|RECOMMENDATION|Rec\.?)\s+\d{1,3}(?:\.\d{1,2})?)"
    r"(?:\s*[.:)–-]\s*(?=\S)|\s*$)"
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
_PAGE = re.compile(r"(?:\d{1,4}|[ivxl]{1,6})$")
_DOTS = " .…·_|"
_CONTENTS = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_NOTE = re.compile(r"[\d*†‡§\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[.)]?\s+\S")
_BYLINE = re.compile(r"by [A-Z]")
_TERMINAL = re.compile(r"[.!?:;]['\"”’)\]]*\s*$")

PARAGRAPH_GAP = 0.35  # line heights of white space that part paragraphs
_HEADLINE_WORDS = 14
_FEW_ENTRIES = 3
_LEADER_DOTS = 4
_HEADING_WORDS = 30
_TOP_ANNOUNCED = 4  # the rank of a chapter that only the contents show: below what is set large
_BREAKS = 3  # words known to be broken that show that a document's words are
ALIGNED = 3.0  # points by which lines that start at one place may differ
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

    Furniture and footnotes between two lines of a paragraph do not cut the paragraph. `web` says
    that the lines may be of a saved web page, where "Sign in" standing alone is furniture.
    """
    lines = _fields_apart(lines)
    blocks = _Blocks()
    contents = _contents_lines(lines)
    announced = _announced(lines, contents)
    for index, line in enumerate(_ranked(lines, contents, announced)):
        if line.kind is BlockKind.FURNITURE or index in contents or blocks.repeats_head(line):
            blocks.drafts.append(Draft(BlockKind.FURNITURE, line, [line]))
        elif line.note:
            blocks.add_note(line)
        elif web and _is_alone(line, blocks.drafts) and _CHROME.match(line.text.strip(" •*|\t")):
            blocks.current = None
            blocks.drafts.append(Draft(BlockKind.FURNITURE, line, [line], chrome=True))
        else:
            blocks.add(line)
    return [_demoted(draft) for draft in blocks.drafts]


def _fields_apart(lines: Sequence[Line]) -> list[Line]:
    """`lines`, those that each state a field as paragraphs of their own."""
    plain = [not (line.kind or line.level or line.note) for line in lines]
    apart = stating([line.text if ok else "" for line, ok in zip(lines, plain, strict=True)])
    return [
        replace(line, gap=max(line.gap, PARAGRAPH_GAP)) if index in apart else line
        for index, line in enumerate(lines)
    ]


class _Blocks:
    """The blocks so far, and what is open: block, footnote, table, count of paragraphs."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.current: tuple[Draft, Line] | None = None  # the open block and its last line
        self._note: Draft | None = None
        self._head: Draft | None = None  # the first row of the open table
        self._number = "0"

    def add(self, line: Line) -> None:
        """Adds a line to the open block, or opens another."""
        draft = _begin(line)
        if self.current is not None:
            block, previous = self.current
            if _is_next(line, block, self._number):
                draft = _bare(line)
            if _continues(block, previous, line, draft, self._number):
                block.lines.append(line)
                self.current = (block, line)
                return
        self.current = (draft, line)
        self.drafts.append(draft)
        if draft.kind is not BlockKind.TABLE_ROW:
            self._head = None
        elif self._head is None:
            self._head = draft
        counted = draft.kind is BlockKind.PARAGRAPH and draft.number and not line.number
        if counted and draft.number and draft.number[0].isdigit():
            self._number = draft.number

    def add_note(self, line: Line) -> None:
        """Adds a line of a footnote."""
        note = self._note
        whole = line.kind is not None  # of a format that keeps notes apart itself
        if note is None or whole or note.first.page != line.page or _NOTE.match(line.text):
            note = self._note = Draft(BlockKind.PARAGRAPH, line, [], note=True)
            self.drafts.append(note)
        note.lines.append(line)

    def repeats_head(self, line: Line) -> bool:
        """Whether `line` is the head of the open table again, on a page that it goes on to."""
        if self._head is None or line.kind is not BlockKind.TABLE_ROW:
            return False
        return line.page > self._head.first.page and line.text == self._head.first.text


def _demoted(draft: Draft) -> Draft:
    """A paragraph in place of a "heading" that is a paragraph set in bold."""
    if draft.kind is not BlockKind.HEADING or draft.first.place is None:
        return draft
    text = " ".join(line.text for line in draft.lines)
    plain = _marked(replace(draft.first, level=0))
    sentence = bool(re.search(r"[.;][\"”’)]*\s*$", text)) and plain.number is not None
    if not sentence and len(text.split()) <= _HEADING_WORDS:
        return draft
    plain.lines += [replace(line, level=0) for line in draft.lines[1:]]
    return plain


def _is_next(line: Line, block: Draft, number: str) -> bool:
    """Whether `line` opens with the number after `number`, and with no point or bracket to it."""
    match = _BARE.match(line.text)
    if match is None or line.level or line.kind is not None or not line.place:
        return False
    below = block.kind is BlockKind.HEADING
    if below and match[1] == "1":
        return True  # chapters may count from one again
    counts = number.isdigit() and int(match[1]) == int(number) + 1
    return counts and (line.gap >= PARAGRAPH_GAP or below)


def _bare(line: Line) -> Draft:
    match = _BARE.match(line.text)
    number, end = (match[1], match.end()) if match else (None, 0)
    return Draft(BlockKind.PARAGRAPH, line, [_skip(line, end)], number=number)


def _is_alone(line: Line, drafts: Sequence[Draft]) -> bool:
    """Whether `line` stands apart from the text above it."""
    first = not drafts or drafts[-1].chrome
    return first or line.gap >= PARAGRAPH_GAP or bool(_BULLET.match(line.text))


def _contents_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of contents pages: entries, their wrapped lines, the heading above.

    An entry has dot leaders, or stands below the heading "Contents" and ends in a page number.
    """
    found = set()
    for index, line in enumerate(lines):
        entry, leader = _entry(line.text)
        if len(leader.replace(" ", "")) >= _LEADER_DOTS:
            found.add(index)
            if not entry and index:
                found.add(index - 1)
    for index, line in enumerate(lines):
        if _CONTENTS.fullmatch(line.text):
            entries = _entries(lines, index)
            found.update(entries)
            if entries or index + 1 in found or (line.page > 1 and index + 2 in found):
                found.add(index)
    by_page: dict[int, list[int]] = {}
    for index in found:
        by_page.setdefault(lines[index].page, []).append(index)
    for on_page in by_page.values():
        first, last = min(on_page), max(on_page)
        if len(on_page) > (last - first + 1) / 2 > 1:  # what stands between entries is of one
            found.update(i for i in range(first, last) if lines[i].kind is None)
    return found


def _entry(text: str) -> tuple[str, str]:
    """A line's words before the page number at its end, and the dots between the two."""
    text = text.rstrip()
    match = _PAGE.search(text[-6:])
    before = text[: len(text) - len(match[0])] if match else text
    words = before.rstrip(_DOTS)
    return words, before[len(words) :] if match else ""


def _announced(lines: Sequence[Line], contents: set[int]) -> dict[str, int]:
    """The headings that contents pages announce, and how far below the chapters each stands."""
    found = {}
    for index in sorted(contents):
        text, _ = _entry(lines[index].text)
        if (name := _name(text)) and not _CONTENTS.fullmatch(text):
            found[name] = text.split()[0].rstrip(".").count(".")
    return found


def _ranked(lines: Sequence[Line], contents: set[int], announced: dict[str, int]) -> Iterator[Line]:
    """`lines`, those that the contents announce as headings though nothing sets them apart."""
    for index, line in enumerate(lines):
        plain = line.place is not None and line.kind is None and not line.level and not line.note
        alone = line.gap >= PARAGRAPH_GAP and index not in contents
        depth = announced.get(_name(line.text)) if plain and alone else None
        yield line if depth is None else replace(line, level=min(_TOP_ANNOUNCED + depth, 6))


def _name(heading: str) -> str:
    return "".join(ch for ch in heading.casefold() if ch.isalnum())


def _entries(lines: Sequence[Line], heading: int) -> list[int]:
    """Indices of the lines below a heading "Contents" that end in numbers which do not fall."""
    found: list[int] = []
    page = 0
    for index in range(heading + 1, len(lines)):
        number = re.search(r"\s(\d{1,3})$", lines[index].text.rstrip()[-4:])
        if number is None or int(number[1]) < page:
            break
        page = int(number[1])
        found.append(index)
    return found if len(found) >= _FEW_ENTRIES else []


def _begin(line: Line) -> Draft:
    """The block that `line` would open, its marker taken off the line."""
    if line.level:
        return Draft(BlockKind.HEADING, line, [line], level=line.level, speaker=line.speaker)
    if line.kind not in (None, BlockKind.PARAGRAPH) or line.number is not None:
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
            body = _skip(line, match.end())
            return Draft(kind, line, [body], number=_advice(body))
    if _TABLE.match(line.text):
        return Draft(BlockKind.TABLE_ROW, line, [line])
    if match := _LETTER.match(line.text):
        body = _skip(line, match.end())
        return Draft(BlockKind.LIST_ITEM, line, [body], number=f"({match[1] or match[2]})")
    if number := _advice(line):
        return Draft(BlockKind.PARAGRAPH, line, [line], number=number)
    number, body = _numbered(line)
    return Draft(BlockKind.PARAGRAPH, line, [body], number=number)


def _advice(line: Line) -> str | None:
    """The number of a recommendation, as printed, where `line` opens one."""
    match = _ADVICE.match(line.text)
    if match is None or not line.text[:1].isupper():
        return None
    return " ".join((match[1] or match[2]).split())


def _numbered(line: Line) -> tuple[str | None, Line]:
    """The paragraph number at the head of `line`, and the line after it."""
    match = _NUMBER.match(line.text)
    if match is None or _DATE.match(line.text):
        return None, line
    number = match[1] or match[2]
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
    close = line.gap < PARAGRAPH_GAP and line.page == previous.page
    unfinished = not _TERMINAL.search(previous.text)
    if BlockKind.FURNITURE in kinds or BlockKind.HEADING in kinds:
        same = kinds[0] is kinds[1] is BlockKind.HEADING and block.level == draft.level
        return same and close and line.kind is None
    if line.kind is not None or block.kind is BlockKind.TABLE_ROW:
        return kinds[0] is kinds[1] and _is_rest(block, previous, line, close)
    if draft.kind is BlockKind.PARAGRAPH and draft.number is None:
        return _is_next_line(block, previous, line, close)
    if draft.number is None or draft.number.startswith("("):
        return False
    # a wrapped line may begin with "2.5 million": only where the sentence goes on and no count does
    counts = draft.number[0].isdigit() and _follows(number, draft.number)
    return close and unfinished and not counts


def _is_rest(block: Draft, previous: Line, line: Line, close: bool) -> bool:
    """Whether a quotation, or a row that runs over its page, goes on in `line`."""
    if block.kind is BlockKind.QUOTATION:
        return block.first.kind is block.kind and (close or not _TERMINAL.search(previous.text))
    over = block.kind is BlockKind.TABLE_ROW and line.page > previous.page
    return over and goes_on(previous.text.split(" | ")[0], line.text)


def _is_next_line(block: Draft, previous: Line, line: Line, close: bool) -> bool:
    """Whether `line`, which nothing marks, is the next of `block`."""
    unfinished = not _TERMINAL.search(previous.text)
    if block.speaker is None and goes_on(previous.text, line.text):
        if not _BYLINE.match(line.text) or close:
            return True
    if close:
        return not _is_outdented(block, line, unfinished)
    return unfinished and _turns_page(block, previous, line)


def goes_on(above: str, below: str) -> bool:
    """Whether a sentence that `above` leaves unfinished clearly goes on in `below`."""
    return below[:1].islower() and not _TERMINAL.search(above)


def _is_outdented(block: Draft, line: Line, unfinished: bool) -> bool:
    """Whether `line` stands left of the lines of `block`, as what follows a list does."""
    if line.place is None or block.first.place is None or len(block.lines) == 0:
        return False
    last = block.lines[-1].place
    if len(block.lines) > 1 and last is not None:
        return line.place[0] < last[0] - ALIGNED
    return (
        block.kind is BlockKind.LIST_ITEM
        and not unfinished
        and line.place[0] <= block.first.place[0] + ALIGNED
    )


def _turns_page(block: Draft, previous: Line, line: Line) -> bool:
    """Whether `line`, the first on its page, stands where the lines of `block` do."""
    if line.place is None or line.page != previous.page + 1 or len(block.lines) == 1:
        return False
    last = block.lines[-1].place
    return last is not None and abs(last[0] - line.place[0]) < ALIGNED


def _follows(number: str, candidate: str) -> bool:
    """Whether `candidate` is the paragraph number after `number`, or opens a level or chapter."""
    before, after = ([int(n) for n in re.split(r"[.\-–]", text)] for text in (number, candidate))
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


def assemble(drafts: Sequence[Draft]) -> tuple[dict[int, str], list[Block]]:
    """Page texts by number, and the blocks with their spans in them.

    The text of a page is its blocks in reading order, an empty line apart, their lines joined.
    """
    texts: dict[int, list[str]] = {}
    lengths: Counter[int] = Counter()
    words = _words(drafts)
    hyphenated = _is_hyphenated(drafts, words)
    blocks: list[Block] = []
    outline = _Outline()
    for draft in drafts:
        spans = []
        for page, lines in _by_page([draft.first, *draft.lines[1:]]):
            body = reflow([line.text for line in lines], words, hyphenated=hyphenated)
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
    """Where in a document the next block stands: headings, paragraph number, stem, table head."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._speaker: str | None = None
        self._paragraph: str | None = None
        self._letter: str | None = None
        self._nested = False
        self._stem: int | None = None
        self._head: int | None = None
        self._in_table = False

    def place(self, draft: Draft, spans: tuple[Span, ...], text: str, ordinal: int) -> Block:
        """The block of `draft`, with what it inherits from the blocks before it."""
        kind, speaker = draft.kind, draft.speaker
        section = tuple(h[1] for h in self._headings)
        if kind is BlockKind.FURNITURE:
            return Block(kind, spans)
        if kind is BlockKind.HEADING:
            return self._heading(draft, spans, text)
        if self._speaker is not None:
            kind, speaker = BlockKind.COMMENT, self._speaker
        if self._speaker is not None or draft.note:
            return Block(kind, spans, None, section, speaker)
        if kind is BlockKind.TABLE_ROW:
            return Block(kind, spans, None, section, speaker, self._row(text, ordinal))
        self._in_table = False
        if kind is BlockKind.LIST_ITEM:
            paragraph = self._item(draft.number)
            return Block(kind, spans, paragraph, section, speaker, self._stem)
        self._paragraph = draft.number or self._paragraph
        self._letter, self._nested = None, False
        self._stem = ordinal if not re.search(r"[.!?]['\"”’)\]]*\s*$", text) else None
        return Block(kind, spans, self._paragraph, section, speaker)

    def _heading(self, draft: Draft, spans: tuple[Span, ...], text: str) -> Block:
        self._speaker = draft.speaker
        self._headings = [h for h in self._headings if h[0] < draft.level]
        section = tuple(h[1] for h in self._headings)
        self._headings.append((draft.level, redacted(" ".join(text.split()))))
        self._paragraph, self._letter, self._stem = _advice(draft.lines[0]), None, None
        self._nested = self._in_table = False
        return Block(draft.kind, spans, section=section, speaker=draft.speaker)

    def _row(self, text: str, ordinal: int) -> int | None:
        """The ordinal of the row with the names of the columns."""
        if not self._in_table:
            self._in_table, self._head = True, ordinal if _names_columns(text) else None
        return self._head if self._head != ordinal else None

    def _item(self, number: str | None) -> str | None:
        """The number that a reader cites for a list item: "6(a)", below that "6(a)(i)"."""
        if number is None:
            return self._paragraph
        if not number.startswith("("):
            return number
        roman = bool(re.fullmatch(r"\([ivx]+\)", number))
        if number == "(i)":
            self._nested = self._letter not in (None, "(h)")
        if not (self._nested and roman):
            self._letter, self._nested = number if not roman else self._letter, False
            if number == "(i)" and self._letter == "(h)":
                self._letter = number
        above = self._letter or "" if self._nested else ""
        return f"{self._paragraph or ''}{above}{number}"


def _names_columns(row: str) -> bool:
    """Whether a table's first row looks like the names of its columns."""
    cells = row.strip("| ").split(" | ")
    return len(cells) > 1 and not any(
        re.search(r"\d|\s.*\.$", cell) or len(cell.split()) > _HEADLINE_WORDS / 2 for cell in cells
    )


def _is_hyphenated(drafts: Sequence[Draft], words: set[str]) -> bool:
    """Whether words are broken at the ends of lines, as some of those that are known show."""
    pairs = [
        breaks_word(a.text.rstrip(), b.text, words, hyphenated=False)
        for draft in drafts
        for a, b in pairwise(draft.lines)
        if ends_in_hyphen(a.text.rstrip()) and re.match(r"[^\W\dA-Z]", b.text)
    ]
    return sum(pairs) >= _BREAKS and 4 * sum(pairs) >= len(pairs)


def _words(drafts: Sequence[Draft]) -> set[str]:
    """Every word and hyphenated compound that stands whole inside a line."""
    words: set[str] = set()
    for draft in drafts:
        for line in draft.lines:
            found = re.findall(r"\w+(?:-\w+)*", line.text.lower())
            words.update(found[:-1] if line.text.rstrip().endswith("-") else found)
    return words
