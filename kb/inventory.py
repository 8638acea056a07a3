"""What is held: documents with their fields, chosen by values, counted by values, as a table."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.boards import authority_of
from kb.correcting import AUTHORITY, DOCUMENT_TYPE, YEAR, checked_name
from kb.errors import QuestionError
from kb.spreadsheet import safe_cell
from kb.types import DocumentSummary, Field

_SHOWN = 12  # values of a facet
_COLUMNS = ("id", "title", "document type", "authority", "year", "pages", "file status", "access")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document and the values of each of its fields, by name."""

    summary: DocumentSummary
    values: dict[str, list[str]]


def entries(
    documents: Mapping[str, DocumentSummary], fields: Mapping[str, Sequence[Field]]
) -> list[Entry]:
    """Every document with its values; type, authority and year as they are listed."""
    found = []
    for document_id, summary in documents.items():
        values: dict[str, list[str]] = {}
        for field in fields.get(document_id, ()):
            values.setdefault(field.name, []).append(field.value)
        values["document type"] = [summary.document_type]
        values["authority"] = [summary.authority] if summary.authority else []
        values["year"] = [str(summary.year)] if summary.year else []
        found.append(Entry(summary, values))
    return found


def conditions(
    document_type: str | None = None,
    authority: str | None = None,
    year: str | None = None,
    named: Iterable[str] = (),
) -> dict[str, str]:
    """The values that documents must have, by the name of the field.

    Args:
        document_type: the type of document.
        authority: whose it is.
        year: as digits.
        named: other fields, each as "NAME=VALUE".

    Raises:
        QuestionError: one of `named` is not written so.
        CorrectionError: it names no field.
    """
    found = {}
    for text in named:
        name, equals, value = text.partition("=")
        if not equals:
            raise QuestionError(f"{text!r}: write NAME=VALUE, for example year=2016")
        found[checked_name(name)] = value.strip()
    said = ((DOCUMENT_TYPE, document_type), (AUTHORITY, authority), (YEAR, year))
    return found | {name: value for name, value in said if value is not None}


def matching(found: Sequence[Entry], wanted: Mapping[str, str]) -> list[Entry]:
    """Those with every wanted value, whatever the case of its letters.

    An authority may be named by any of its bodies, past or present ("Northwick ACPC").
    """
    values = dict(wanted)
    if AUTHORITY in values:
        values[AUTHORITY] = authority_of(values[AUTHORITY]) or values[AUTHORITY]
    return [
        entry
        for entry in found
        if all(
            value.casefold() in (held.casefold() for held in entry.values.get(name, ()))
            for name, value in values.items()
        )
    ]


def facets(found: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """How many documents have each value, by field; fields that all differ are left out."""
    counts: dict[str, Counter[str]] = {}
    for entry in found:
        for name, values in entry.values.items():
            counts.setdefault(name, Counter()).update(set(values))
    return {
        name: dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN])
        for name, counted in counts.items()
        if counted and (max(counted.values()) > 1 or len(found) == 1)
    }


def as_csv(found: Sequence[Entry]) -> str:
    """A row a document, a column a field; several values have semicolons between.

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    names = sorted({name for entry in found for name in entry.values} - set(_COLUMNS))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_COLUMNS, *names, "sources"])
    for entry in found:
        s = entry.summary
        row = [s.id, s.title, s.document_type, s.authority or "", s.year or "", s.pages]
        row += [s.status.value, s.access]
        row += ["; ".join(entry.values.get(name, ())) for name in names]
        writer.writerow([safe_cell(cell) for cell in (*row, "; ".join(s.sources))])
    return stream.getvalue()
