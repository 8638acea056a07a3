"""Lines -> drafts of blocks: which lines go on with a paragraph, item, quotation, row or note."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.parsing.contents import announced_headings, contents_lines, ranked
from ingest.parsing.labelled import stating
from ingest.parsing.lines import ALIGNED, PARAGRAPH_GAP, Draft, Line, ends_sentence, goes_on
from ingest.parsing.markers import bare_number, begin, follows, marked, opens_next
from ingest.parsing.web_furniture import is_web_furniture
from kb.types import BlockKind

_NOTE = re.compile(r"[\d*†‡§\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[.)]?\s+\S")
_BYLINE = re.compile(r"by [A-Z]")
_HEADING_WORDS = 30


def group(lines: Sequence[Line], *, web: bool = False) -> list[Draft]:
    """The blocks that `lines` form, in reading order.

    Furniture and footnotes between two lines of a paragraph do not cut the paragraph. `web` says
    that the lines may be of a saved web page, where "Sign in" standing alone is furniture.
    """
    lines = _fields_apart(lines)
    blocks = _Blocks()
    contents = contents_lines(lines)
    announced = announced_headings(lines, contents)
    for index, line in enumerate(ranked(lines, contents, announced)):
        if line.kind is BlockKind.FURNITURE or index in contents or blocks.repeats_head(line):
            blocks.drafts.append(Draft(BlockKind.FURNITURE, line, [line]))
        elif line.note:
            blocks.add_note(line)
        elif web and is_web_furniture(line, blocks.drafts):
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
        draft = begin(line)
        if self.current is not None:
            block, previous = self.current
            if opens_next(line, block, self._number):
                draft = bare_number(line)
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
    plain = marked(replace(draft.first, level=0))
    sentence = bool(re.search(r"[.;][\"”’)]*\s*$", text)) and plain.number is not None
    if not sentence and len(text.split()) <= _HEADING_WORDS:
        return draft
    plain.lines += [replace(line, level=0) for line in draft.lines[1:]]
    return plain


def _continues(block: Draft, previous: Line, line: Line, draft: Draft, number: str) -> bool:
    """Whether `line` goes on with `block` instead of opening `draft`.

    `number` is that of the last numbered paragraph.
    """
    kinds = (block.kind, draft.kind)
    close = line.gap < PARAGRAPH_GAP and line.page == previous.page
    unfinished = not ends_sentence(previous.text)
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
    counts = draft.number[0].isdigit() and follows(number, draft.number)
    return close and unfinished and not counts


def _is_rest(block: Draft, previous: Line, line: Line, close: bool) -> bool:
    """Whether a quotation, or a row that runs over its page, goes on in `line`."""
    if block.kind is BlockKind.QUOTATION:
        return block.first.kind is block.kind and (close or not ends_sentence(previous.text))
    over = block.kind is BlockKind.TABLE_ROW and line.page > previous.page
    return over and goes_on(previous.text.split(" | ")[0], line.text)


def _is_next_line(block: Draft, previous: Line, line: Line, close: bool) -> bool:
    """Whether `line`, which nothing marks, is the next of `block`."""
    unfinished = not ends_sentence(previous.text)
    if block.speaker is None and goes_on(previous.text, line.text):
        if not _BYLINE.match(line.text) or close:
            return True
    if close:
        return not _is_outdented(block, line, unfinished)
    return unfinished and _turns_page(block, previous, line)


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
