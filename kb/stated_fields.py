"""Fields that a document states of itself at its head: "Coroner area: Gwent", rows of a cover.

The head is what comes before running prose. Any label is read as it stands, so a field is known by
the words that its kind of document uses.
"""

import re
from collections.abc import Iterator, Sequence

from kb.spans import narrow
from kb.types import Block, BlockKind, Document, Field

_MAX_BLOCKS = 60
_MAX_PAGES = 2
_PROSE_WORDS = 25
_NOTICE_WORDS = 30  # a note on a cover ("Not to be copied without consent ...") is not the text yet
_SENTENCE_WORDS = 12
_VALUE_WORDS = 60

_LABEL = re.compile(
    r"[*_#\s]*(?P<label>[A-Z][^\W\d]*(?:[ '’/()&-]+[^\W\d]+){0,7}?)[\s*_]*:[*_]*(?=\s|$)"
)
_LABEL_WORDS = 6
_SUBTITLE = re.compile(
    r"(?:review|report|summary|inquiry|response|minutes|briefing|brief|letter)s?"
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*", re.IGNORECASE
)
_UNSTATED = re.compile(
    r"(?:unknown|not (?:known|stated|applicable)|n/?a|tb[ac]|\W*)\.?", re.IGNORECASE
)
_FIELD_ROWS = 2  # rows that must name a field where the first row could name columns
_FIELD_WORD = re.compile(
    r"\b(?:date|report|author|ref(?:erence)?|status|title|agenda|version|published|publication|"
    r"chair|reviewers?|board|authority|contact|classification|period|approved|case|number|meeting|"
    r"committee|owner|age group)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[a-z)][.!?]['\"”’)]*\s+[A-Z]\w*\s+[a-z]")


def stated_fields(document: Document) -> tuple[Field, ...]:
    """What the head of `document` states under labels, in order; names in lower case.

    A value of several parts, parted by semicolons, is several fields of one name.
    """
    head = list(_head(document))
    excluded = _column_tables(document, head)
    labelled = [
        _labelled(document, block) if ordinal not in excluded else None for ordinal, block in head
    ]
    found: list[Field] = []
    for index, ((_, block), label) in enumerate(zip(head, labelled, strict=True)):
        # what opens a document is more likely a title with a colon, unless fields follow at once
        alone = index == 0 and not any(labelled[1:2])
        if label is not None and not alone:
            name, start = label
            found += _fields(document, block, name, start)
    return tuple(found)


def _head(document: Document) -> Iterator[tuple[int, Block]]:
    """The blocks before running prose, with their ordinals; at most two pages."""
    noticed = False
    for ordinal, block in enumerate(document.blocks[:_MAX_BLOCKS]):
        if block.spans[0].page > _MAX_PAGES or block.kind is BlockKind.COMMENT:
            return
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.TABLE_ROW or not _is_prose(document, block):
            yield ordinal, block
        elif noticed or block.paragraph or _n_words(document, block) > _NOTICE_WORDS:
            return
        else:
            noticed = True


def _n_words(document: Document, block: Block) -> int:
    return len(document.text(block.spans).split())


def _is_prose(document: Document, block: Block) -> bool:
    text = document.text(block.spans)
    if block.paragraph is not None and block.kind is BlockKind.PARAGRAPH:
        return True
    n_words = len(text.split())
    sentence = n_words > _SENTENCE_WORDS and text.rstrip().endswith(".")
    return (sentence or n_words > _PROSE_WORDS) and _label(text) is None


def _column_tables(document: Document, head: Sequence[tuple[int, Block]]) -> set[int]:
    """Ordinals of the rows of those tables whose first row names the columns.

    A first row is taken for names of columns unless what stands below it are words for fields.
    """
    tables: dict[int, list[int]] = {}
    for ordinal, block in head:
        if block.kind is BlockKind.TABLE_ROW and block.stem is not None:
            tables.setdefault(block.stem, [block.stem]).append(ordinal)
    rows = dict(head)
    return {
        ordinal
        for ordinals in tables.values()
        if sum(_names_field(document, rows[o]) for o in ordinals if o in rows) < _FIELD_ROWS
        for ordinal in ordinals
    }


def _names_field(document: Document, row: Block) -> bool:
    return bool(_FIELD_WORD.search(document.text(row.spans).strip("| ").split(" | ")[0]))


def _labelled(document: Document, block: Block) -> tuple[str, int] | None:
    """The label of `block` and where its value begins in the block's text."""
    if block.kind is BlockKind.HEADING:
        return None  # "Serious Case Review: Child H" is a title
    text = document.text(block.spans)
    return _row_label(text) if block.kind is BlockKind.TABLE_ROW else _label(text)


def _label(text: str) -> tuple[str, int] | None:
    match = _LABEL.match(text)
    if match is None or not _is_label(match["label"]):
        return None
    value = text[match.end() :]
    if len(value.split()) > _VALUE_WORDS or _SENTENCES.search(value):
        return None
    return _name(match["label"]), match.end()


def _row_label(text: str) -> tuple[str, int] | None:
    """The label of a row of two cells."""
    cells = text.strip("| ").split(" | ")
    if len(cells) != 2:
        return None
    label = cells[0].strip(" *_:")
    if not label[:1].isupper() or not _is_label(label) or len(cells[1].split()) > _VALUE_WORDS:
        return None
    return _name(label), text.index(" | ", len(text) - len(text.lstrip("| "))) + 3


def _is_label(label: str) -> bool:
    words = label.split()
    if len(words) > _LABEL_WORDS or any(ch.isdigit() for ch in label) or _MONTH.fullmatch(words[0]):
        return False
    return " of " in label or not _SUBTITLE.fullmatch(words[-1].lower()) or len(words) == 1


def _name(label: str) -> str:
    """A label in small letters; of one in two languages the part that is a word for a field.

    >>> _name("Dyddiad / Date"), _name("Chair / Author")
    ('date', 'chair / author')
    """
    name = " ".join(label.lower().replace("’", "'").split())
    known = [part for part in name.split(" / ") if _FIELD_WORD.search(part)]
    return known[0] if len(known) == 1 else name


def _fields(document: Document, block: Block, name: str, start: int) -> Sequence[Field]:
    text = document.text(block.spans)
    found = []
    for part in re.finditer(r"[^;]+", text[start:]):
        value = part[0].strip(" \t\n*_|")
        if _UNSTATED.fullmatch(value):
            continue
        begin = start + part.start() + part[0].index(value)
        spans = narrow(block.spans, begin, begin + len(value))
        found.append(Field(name, " ".join(value.split()), spans))
    return found
