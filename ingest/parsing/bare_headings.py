"""Headings of a text that nothing marks: short lines that stand alone before a paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.parsing.lines import Draft
from kb.types import BlockKind

_WRITER_SAYS = re.compile(r"(?:We|I|It is)\s+(?:\w+ly\s+)?[a-z]")  # a sentence that goes on below
_BARE_HEADING_WORDS = 12
_PARAGRAPH_WORDS = 8
_MARKED_LEVELS = 6  # of headings that Markdown marks, up to that of a line in bold
_BARE_LEVEL = 3
_BELOW_MARKED = 7  # of a bare line in a document that marks its headings
_CHAPTER = re.compile(
    r"\d+(?:\.\d+)*\.?\s|(?:Chapter|Part|Section|Appendix|Annex|Schedule|Conclusions?|Introduction|"
    r"Recommendations|Summary|Glossary|Bibliography|References|Acknowledge?ments)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2})(?:\.\d{1,2})*\.?\s+[A-Z]")
_DATED = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+\s\d{4}\b|.*,")


def with_bare_headings(drafts: list[Draft]) -> list[Draft]:
    """Turns short unpunctuated lines that stand alone before a paragraph into headings.

    A line that begins with a number is one where the next such line counts on. In a text that marks
    its headings a bare line ranks below them, unless it names a chapter as they do.
    """
    marks = False
    numbered, listed = _numbered(drafts), _listed(drafts)
    for index, (draft, below) in enumerate(pairwise(drafts)):
        marks = marks or (draft.kind is BlockKind.HEADING and draft.level < _MARKED_LEVELS)
        if index in listed or not _stands_alone(draft, below, first=index == 0):
            continue
        text = draft.lines[0].text
        if index in numbered or (text[:1].isupper() and not _WRITER_SAYS.match(text)):
            level = _BELOW_MARKED if marks and not _is_chapter(draft.first.text) else _BARE_LEVEL
            draft.kind, draft.level, draft.number = BlockKind.HEADING, level, None
    return drafts


def _stands_alone(draft: Draft, below: Draft, *, first: bool) -> bool:
    """Whether a paragraph is one short line without a stop, an empty line before and behind it."""
    if draft.kind is not BlockKind.PARAGRAPH or len(draft.lines) != 1 or draft.first.note:
        return False
    text = draft.lines[0].text
    short = len(text.split()) <= _BARE_HEADING_WORDS and not re.search(
        r"[.!?,;:\"”–—-]\)?[*_]*\s*$", text
    )
    return short and (draft.lines[0].gap >= 1 or first) and below.lines[0].gap >= 1


def _listed(drafts: Sequence[Draft]) -> set[int]:
    """Indices of short lines that count up with nothing between them: a list, and no chapters."""
    found: set[int] = set()
    for index, (draft, below) in enumerate(pairwise(drafts)):
        counts = [int(d.number) for d in (draft, below) if d.number and d.number.isdigit()]
        short = all(len(d.first.text.split()) <= _BARE_HEADING_WORDS for d in (draft, below))
        if len(counts) == 2 and counts[1] == counts[0] + 1 and short:
            found |= {index, index + 1}
    return found


def _numbered(drafts: Sequence[Draft]) -> set[int]:
    """Indices of the short lines before paragraphs that count up: "5 Findings", "6 What we ask"."""
    found: list[tuple[int, int]] = []
    for index, (draft, below) in enumerate(pairwise(drafts)):
        match = _NUMBERED.match(draft.first.text)
        long = len(" ".join(line.text for line in below.lines).split()) >= _PARAGRAPH_WORDS
        alone = _stands_alone(draft, below, first=index == 0)
        if match and long and alone and not _DATED.match(draft.first.text):
            found.append((index, int(match[1])))
    counted = [(a, b) for a, b in pairwise(found) if b[1] in (a[1], a[1] + 1)]
    return {index for pair in counted for index, _ in pair}


def _is_chapter(text: str) -> bool:
    """Whether a bare line names a part of its document, as one that is marked would."""
    return bool(_CHAPTER.match(text)) or (text.isupper() and " " in text)
