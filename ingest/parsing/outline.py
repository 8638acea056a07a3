"""Where in a document a block stands: headings above, paragraph number, stem, head of the table."""

import re

from ingest.parsing.lines import Draft
from ingest.parsing.markers import advice_number
from kb.types import Block, BlockKind, Span

_COLUMN_WORDS = 7
_CAPTION_WORDS = 30
_CAPTION = re.compile(r"(?:table|figure|chart|box)\s+[\dA-Z]", re.IGNORECASE)


class Outline:
    """Where in a document the next block stands: headings, paragraph number, stem, table."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._speaker: str | None = None
        self._paragraph: str | None = None
        self._letter: str | None = None
        self._nested = False
        self._stem: int | None = None
        self._caption: int | None = None
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
        self._in_table, self._caption = False, None
        if kind is BlockKind.LIST_ITEM:
            paragraph = self._item(draft.number)
            return Block(kind, spans, paragraph, section, speaker, self._stem)
        self._paragraph = draft.number or self._paragraph
        self._letter, self._nested = None, False
        self._stem = ordinal if not re.search(r"[.!?]['\"”’)\]]*\s*$", text) else None
        if self._stem is not None or _CAPTION.match(text):
            self._caption = ordinal if len(text.split()) <= _CAPTION_WORDS else None
        return Block(kind, spans, self._paragraph, section, speaker)

    def _heading(self, draft: Draft, spans: tuple[Span, ...], text: str) -> Block:
        self._speaker = draft.speaker
        self._headings = [h for h in self._headings if h[0] < draft.level]
        section = tuple(h[1] for h in self._headings)
        self._headings.append((draft.level, " ".join(text.split())))
        self._paragraph, self._letter, self._stem = advice_number(draft.lines[0]), None, None
        self._nested = self._in_table = False
        self._caption = None
        return Block(draft.kind, spans, section=section, speaker=draft.speaker)

    def _row(self, text: str, ordinal: int) -> int | None:
        """The ordinal of the row with the names of the columns; for that row, of the caption."""
        if not self._in_table:
            self._in_table, self._head = True, ordinal if _names_columns(text) else None
        return self._head if self._head not in (None, ordinal) else self._caption

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
        re.search(r"\d|\s.*\.$", cell) or len(cell.split()) > _COLUMN_WORDS for cell in cells
    )
