"""Plain text and Markdown: one page; lines that were wrapped by hand are joined again."""

import re
from itertools import pairwise

from ingest.parsing.structure import Draft, Line, assemble, drop_tail_chrome, group
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, Page

PARSER = "text-1"

_UNDERLINE = re.compile(r"\s*(=+|-+)\s*$")
_BARE_HEADING_WORDS = 12


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
    """One page, its blocks; a text file declares nothing."""
    text = decode(data)
    drafts = group(_lines(text), web=True)
    drop_tail_chrome(drafts)
    texts, blocks = assemble(_headings(drafts))
    return [Page(1, texts.get(1, ""))], blocks, {}


def _lines(text: str) -> list[Line]:
    lines, gap = [], 0.0
    rows = text.split("\n")
    for index, row in enumerate(rows):
        if not row.strip():
            gap += 1.0
            continue
        level = _underlined(row, rows[index + 1] if index + 1 < len(rows) else "")
        kind = BlockKind.FURNITURE if not level and _is_underline(rows, index) else None
        lines.append(Line(1, row.strip(), gap, level, kind))
        gap = 0.0
    return lines


def _underlined(row: str, below: str) -> int:
    """Heading rank of a line with a rule typed below it, else 0."""
    match = _UNDERLINE.match(below)
    if match is None or len(below.strip()) < 3 or not re.search(r"\w", row):
        return 0
    if abs(len(below.strip()) - len(row.strip())) > 3:
        return 0
    return 1 if match[1].startswith("=") else 2


def _is_underline(rows: list[str], index: int) -> bool:
    return index > 0 and bool(_UNDERLINE.match(rows[index])) and bool(rows[index - 1].strip())


def _headings(drafts: list[Draft]) -> list[Draft]:
    """Turns short unpunctuated lines that stand alone before a paragraph into headings."""
    for draft, below in pairwise(drafts):
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.lines) != 1:
            continue
        text = draft.lines[0].text
        alone = draft.lines[0].gap >= 1 or draft is drafts[0]
        short = len(text.split()) <= _BARE_HEADING_WORDS and not re.search(
            r"[.!?,;:\"”–-]\s*$", text
        )
        if alone and short and text[:1].isupper() and below.lines[0].gap >= 1:
            draft.kind, draft.level, draft.number = BlockKind.HEADING, 3, None
    return drafts
