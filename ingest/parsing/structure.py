"""Drafts of blocks -> page texts and blocks with spans in them.

Every parser yields lines (or whole paragraphs, as one line each). `grouping.group` joins the lines
of a block; `assemble` writes the pages, gives each block its spans and its place in the outline.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.parsing.joining import breaks_word, ends_in_hyphen, redacted, reflow
from ingest.parsing.lines import Draft, Line
from ingest.parsing.outline import Outline
from kb.types import Block, Span

STRUCTURE = "structure-7"

_BREAKS = 3  # words known to be broken that show that a document's words are


def assemble(drafts: Sequence[Draft]) -> tuple[dict[int, str], list[Block]]:
    """Page texts by number, and the blocks with their spans in them.

    The text of a page is its blocks in reading order, an empty line apart, their lines joined and
    redactions said in words.
    """
    texts: dict[int, list[str]] = {}
    lengths: Counter[int] = Counter()
    words = _words(drafts)
    hyphenated = _is_hyphenated(drafts, words)
    blocks: list[Block] = []
    outline = Outline()
    for draft in drafts:
        spans = []
        for page, lines in _by_page([draft.first, *draft.lines[1:]]):
            body = redacted(reflow([line.text for line in lines], words, hyphenated=hyphenated))
            if body:
                lead = "\n\n" if lengths[page] else ""
                texts.setdefault(page, []).append(lead + body)
                start = lengths[page] + len(lead)
                lengths[page] = start + len(body)
                spans.append(Span(page, start, lengths[page]))
        if spans:
            text = redacted(" ".join(line.text for line in draft.lines))
            blocks.append(outline.place(draft, tuple(spans), text, len(blocks)))
    return {page: "".join(parts) for page, parts in texts.items()}, blocks


def _by_page(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    yield from pages.items()


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
