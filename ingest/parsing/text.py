"""Plain text and Markdown: one page; lines that were wrapped by hand are joined again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parsing.bare_headings import with_bare_headings
from ingest.parsing.grouping import group
from ingest.parsing.lines import Line
from ingest.parsing.structure import assemble
from ingest.parsing.web_furniture import drop_tail_chrome
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page

PARSER = "text-5"

_UNDERLINE = re.compile(r"\s*(=+|-+)\s*$")
_COLUMNS = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_BARE_RULE = re.compile(r"\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_QUOTED_BLANK = re.compile(r"\s*>[\s>]*$")
_QUOTED_REST = re.compile(r"\s*>\s+(?=[A-Za-z(][\w’']* )")
_QUOTED_OPEN = re.compile(r"\s*>\s.*[\w,’']\s*$")  # a line of a quotation that ends nothing
_NOTE = re.compile(r"\s*\[\^?\w{1,4}\]:?\s+\S")
_FIELD = re.compile(r"([A-Za-z][\w-]*):\s*(.*?)\s*$")
_ITEM = re.compile(r"\s*(\d{1,2})[.)]\s+\S")
_HEADING_LINES = 4
_LONG_LINE = 60  # a line of a quotation as long as this was wrapped by hand
_DECLARED = ("title", "author", "date")


def decode(data: bytes) -> str:
    """The characters of a text file: UTF-8, or UTF-16 with a byte order mark.

    Raises:
        UnreadableDocument: it is neither.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"not valid {encoding.upper().removesuffix('-SIG')} at byte {error.start}; save it as "
            "UTF-8 (for example `iconv -f WINDOWS-1252 -t UTF-8`) and ingest it again"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def parse_text(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page, its blocks, and what front matter of Markdown declares."""
    rows = decode(data).split("\n")
    matter, declared = _front_matter(rows)
    above = [Line(1, row, gap=1.0, kind=BlockKind.FURNITURE) for row in rows[:matter] if row]
    drafts = group([*above, *text_lines("\n".join(rows[matter:]))], web=True)
    drop_tail_chrome(drafts)
    texts, blocks = assemble(with_bare_headings(drafts))
    return [Page(1, texts.get(1, ""))], blocks, declared


def text_lines(text: str) -> list[Line]:
    """The lines of a text, with what is drawn around them (rules, columns) understood."""
    rows = text.split("\n")
    rows = _piped(_quoted(rows))
    levels = _underlined(rows)
    tables = _tables(rows)
    lines: list[Line] = []
    gap = 0.0
    for index, row in enumerate(rows):
        if not row.strip():
            gap += 1.0
            continue
        if index in tables:
            lines.extend(replace(line, gap=gap) for line in tables[index])
            gap = 0.0
            continue
        kind = None
        if not levels.get(index) and (_is_underline(rows, index) or _FENCE.match(row)):
            kind = BlockKind.FURNITURE
        lines.append(Line(1, row.strip(), gap, levels.get(index, 0), kind))
        gap = 0.0
    return _notes([*_items(lines)])


def _quoted(rows: Sequence[str]) -> list[str]:
    """The rows; those of Markdown's quotations that hold nothing, or only go on, without a mark."""
    found: list[str] = []
    for index, row in enumerate(rows):
        rest = _QUOTED_REST.match(row)
        if _QUOTED_BLANK.match(row):
            found.append("")
        elif rest and index and _goes_on(rows[index - 1], row):
            found.append(row[rest.end() :])
        else:
            found.append(row)
    return found


def _goes_on(above: str, row: str) -> bool:
    """Whether a line of a quotation goes on with the sentence of the line above it."""
    small = re.match(r"[\s>]*[a-z(]", row)
    return bool(_QUOTED_OPEN.match(above) and (small or len(above) >= _LONG_LINE))


def _piped(rows: Sequence[str]) -> list[str]:
    """The rows, those of tables that leave out the outer bars with them."""
    found = list(rows)
    for index, rule in enumerate(rows):
        if not _BARE_RULE.match(rule) or not index or "|" not in rows[index - 1]:
            continue
        last = index
        while last + 1 < len(rows) and "|" in rows[last + 1]:
            last += 1
        for n in range(index - 1, last + 1):
            row = rows[n].strip()
            found[n] = row if row.startswith("|") else f"| {row} |"
    return found


def _front_matter(rows: Sequence[str]) -> tuple[int, dict[str, str]]:
    """How many rows the fields at the head of a Markdown file take, and what they declare."""
    if not rows or rows[0].strip() != "---":
        return 0, {}
    declared: dict[str, str] = {}
    for index, row in enumerate(rows[1:], 1):
        if row.strip() in ("---", "..."):
            return (index + 1, declared) if index > 1 else (0, {})
        match = _FIELD.match(row)
        if match is None and not row.startswith((" ", "-", "#")):
            return 0, {}
        if match and match[1].lower() in _DECLARED and match[2].strip("\"' "):
            declared[match[1].lower()] = match[2].strip("\"' ")
    return 0, {}


def _underlined(rows: Sequence[str]) -> dict[int, int]:
    """Heading ranks of the rows that have a rule typed below them, by index.

    A rule is as long as the longest row of its heading.
    """
    levels: dict[int, int] = {}
    for index, rule in enumerate(rows):
        match = _UNDERLINE.match(rule)
        if match is None or len(match[1]) < 3:
            continue
        first = index
        while first and rows[first - 1].strip() and index - first <= _HEADING_LINES:
            first -= 1
        above = rows[first:index]
        rank = 1 if match[1].startswith("=") else 2
        if not 1 <= len(above) <= _HEADING_LINES or not re.search(r"\w", " ".join(above)):
            continue
        whole = abs(max(len(row.strip()) for row in above) - len(match[1])) <= 3
        last = abs(len(above[-1].strip()) - len(match[1])) <= 3
        if whole and (len(above) == 1 or not any(_begins(row) for row in above[1:])):
            levels |= dict.fromkeys(range(first, index), rank)
        elif last or (rank == 1 and len(above) == 1):
            levels[index - 1] = rank
    return levels


def _begins(row: str) -> bool:
    """Whether a row opens something of its own, and so is no more of a heading."""
    return bool(re.match(r"\s*(?:[•*#>|-]\s|\d{1,3}[.)]\s|\(\w\))", row))


def _is_underline(rows: Sequence[str], index: int) -> bool:
    return index > 0 and bool(_UNDERLINE.match(rows[index])) and bool(rows[index - 1].strip())


def _tables(rows: Sequence[str]) -> dict[int, list[Line]]:
    """Tables drawn with spaces under a rule of several parts: their lines by index of the row."""
    found: dict[int, list[Line]] = {}
    for index, rule in enumerate(rows):
        if not _COLUMNS.match(rule) or not index or not rows[index - 1].strip():
            continue
        starts = [match.start() for match in re.finditer(r"-+", rule)]
        first = last = index
        while first and rows[first - 1].strip() and index - first <= _HEADING_LINES:
            first -= 1
        if index - first > _HEADING_LINES or index in found:
            continue
        while last + 1 < len(rows) and rows[last + 1].strip():
            last += 1
        drawn = [row for n, row in enumerate(rows[first : last + 1], first) if n != index]
        if any(row[start - 1 : start].strip() for row in drawn for start in starts if start):
            continue
        table = [*_cells(rows, range(first, index), starts, joined=True)]
        furniture = Line(1, rule.strip(), kind=BlockKind.FURNITURE)
        body = [*_cells(rows, range(index + 1, last + 1), starts)]
        found |= {n: [] for n in range(first, last + 1)}
        found[first] = [*table, furniture, *body]
    return found


def _cells(
    rows: Sequence[str], indices: Sequence[int], starts: Sequence[int], *, joined: bool = False
) -> Iterator[Line]:
    """The rows of a table whose columns begin at `starts`; a row may take several lines.

    A line goes on with the row above where its first cell is empty or `joined` says so.
    """
    current: list[str] = []
    for index in indices:
        ends = [*starts[1:], len(rows[index])]
        cells = [rows[index][a:b].strip() for a, b in zip(starts, ends, strict=True)]
        if current and (joined or not cells[0]):
            current = [f"{a} {b}".strip() for a, b in zip(current, cells, strict=True)]
            continue
        if current:
            yield _row(current)
        current = cells
    if current:
        yield _row(current)


def _row(cells: Sequence[str]) -> Line:
    return Line(1, " | ".join(cells), kind=BlockKind.TABLE_ROW)


def _items(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with numbers that restart below the sentence leading to a list as items."""
    above, paragraph, expected = "", False, 0
    for line in lines:
        match = _ITEM.match(line.text)
        number = int(match[1]) if match and not line.level and line.kind is None else 0
        if number and number == (expected or 1) and (expected or (paragraph and above[-1:] == ":")):
            expected = number + 1
            yield replace(line, kind=BlockKind.LIST_ITEM, number=f"({number})")
        else:
            closes = line.level or (line.gap and not number) or re.match(r"\d+\.\d", line.text)
            expected = 0 if closes or number else expected
            paragraph = not line.level and (
                bool(re.match(r"\d{1,3}(?:[.\-–]\d{1,3})*[.)]?\s", line.text)) or paragraph
            )
            yield line
        above = line.text


def _notes(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of a note ("[1] ...", after an empty line) joined to one."""
    joined: list[Line] = []
    for line in lines:
        below = bool(joined) and joined[-1].note and not line.gap
        if line.level or line.kind is not None:
            joined.append(line)
        elif _NOTE.match(line.text) and (line.gap or below):
            joined.append(replace(line, kind=BlockKind.PARAGRAPH, note=True))
        elif below:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined
