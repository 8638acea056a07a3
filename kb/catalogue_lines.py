"""What the catalogue knows of a document, as lines of an answer: the value and where it stands."""

from collections.abc import Iterable, Sequence

from kb.citing import Citer, quotation
from kb.evidence import Evidence
from kb.planning.asked_fields import PAGES
from kb.reader import Reader
from kb.sentences import sentence_ranges
from kb.spans import narrow, offsets_within
from kb.types import BlockKind, DocumentSummary, Field, Spans
from kb.wording import counted

_SAID = {
    "document type": "type of paper",
    "date published": "published",
    "author": "written by",
    "chair": "panel chaired by",
    "outcome": "outcome for the child",
    "review period": "period reviewed",
}


def field_lines(
    reader: Reader, citer: Citer, documents: Sequence[str], names: Iterable[str]
) -> list[str]:
    """A line for each of the fields `names` that one of `documents` has, the first that has it."""
    found: list[str | None] = []
    for name in names:
        if name == PAGES:
            found.append(_pages(reader, documents[0]))
        else:
            lines = (_line(reader, citer, i, name, with_title=i != documents[0]) for i in documents)
            found.append(next((line for line in lines if line), None))
    return [f"- {line}" for line in found if line]


def has_field(reader: Reader, document_id: str, name: str) -> bool:
    """Whether the catalogue knows this of a document."""
    return name == PAGES or bool(_fields(reader, document_id, name))


def line_of(reader: Reader, document_id: str, spans: Spans) -> Evidence | None:
    """The sentence, or row of a table, in which the words at `spans` stand."""
    for block in reader.blocks(document_id):
        try:
            start, end = offsets_within(block.spans, spans)
        except (ValueError, IndexError):
            continue
        held = block.spans
        if block.kind is not BlockKind.TABLE_ROW:
            ranges = sentence_ranges(reader.text(document_id, held))
            held = narrow(
                held,
                max((a for a, _ in ranges if a <= start), default=start),
                min((b for _, b in ranges if b >= end), default=end),
            )
        text = reader.text(document_id, held)
        return Evidence(document_id, block, held, text, 1.0, 0.0, 0.0)
    return None


def _fields(reader: Reader, document_id: str, name: str) -> list[Field]:
    return [f for f in reader.snapshot.fields.get(document_id, ()) if f.name == name]


def _line(
    reader: Reader, citer: Citer, document_id: str, name: str, *, with_title: bool
) -> str | None:
    """A field's values with the words that give them; None where the catalogue has none."""
    fields = _fields(reader, document_id, name)
    if not fields:
        return None
    is_date = name.startswith("date") or name.endswith("period")  # as printed, not as kept
    values = [reader.text(document_id, f.spans) if is_date and f.spans else f.value for f in fields]
    quotations = []
    for item in fields:
        line = line_of(reader, document_id, item.spans) if item.spans else None
        citation = citer.cite(line) if line is not None else None
        if citation is not None:
            quotations.append(quotation(citation, with_title=with_title))
    said = f"{_SAID.get(name, name)}: {' and '.join(dict.fromkeys(values))}"
    told = list(dict.fromkeys(quotations)) or [_untold(fields[0])]
    return f"{said} — {'; '.join(told)}"


def _untold(field: Field) -> str:
    if field.by is not None:
        return f"corrected by {field.by}"
    return "told from the file or from the paper as a whole, not from one line"


def _pages(reader: Reader, document_id: str) -> str:
    document = reader.snapshot.documents[document_id]
    if not _is_paged(reader, document):
        return "pages: held in a format without pages"
    unread = document.unreadable_pages
    which = f", unreadable: {', '.join(map(str, unread))}" if unread else ", all readable"
    return f"pages: {counted(document.pages, 'page')} in the file{which}"


def _is_paged(reader: Reader, document: DocumentSummary) -> bool:
    return document.pages > 1 or reader.page(document.id, 1).label is not None
