"""What people say of a document in place of what was read: names, values, and how they win."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from kb.document_types import UNKNOWN, standing_of_type, type_names
from kb.errors import CorrectionError
from kb.types import Correction, DocumentSummary, Field

TITLE, DOCUMENT_TYPE, AUTHORITY, YEAR = "title", "document type", "authority", "year"
KNOWN_NAMES = (
    TITLE, DOCUMENT_TYPE, AUTHORITY, YEAR, "regime", "part", "status", "board", "nation",
    "case label", "also known as", "date published", "date written", "date of death",
    "date of incident", "date commissioned", "review period", "age band", "sex", "outcome",
    "harm", "method", "author", "chair", "grade", "agency involved", "agency addressed",
    "agency criticised", "source address",
)  # fmt: skip
_SYNONYMS = {"type": DOCUMENT_TYPE, "kind": DOCUMENT_TYPE, "label": "case label"}
_ONE_OF = {
    "age band": ("<1", "1-5", "6-10", "11-15", "16-17"),
    "nation": ("England", "Wales", "Scotland", "Northern Ireland"),
    "outcome": ("death", "serious harm"),
    "sex": ("male", "female"),
}
_NAME = re.compile(r"[a-z][a-z0-9 '/-]{0,59}")
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 500
_ALMOST = 0.75


def checked(name: str, value: str) -> tuple[str, str]:
    """A field's name and value as they are kept; "unknown" takes a value away.

    >>> checked("Document_Type", "Serious case review")
    ('document type', 'serious case review')

    Raises:
        CorrectionError: there is no such name, or the value cannot be so.
    """
    name = checked_name(name)
    value = " ".join(value.split())
    if value.lower() == "unknown":
        value = ""
    if len(value) > _LONGEST:
        raise CorrectionError(f"{name}: {len(value)} characters; the limit is {_LONGEST}")
    if name == DOCUMENT_TYPE:
        value = value.lower()
    problem = _problem(name, value) if value else None
    if problem or (name == TITLE and not value):
        raise CorrectionError(f"{name}: {problem or 'a document needs one'}")
    return name, value


def checked_name(name: str) -> str:
    """The name of a field as it is kept.

    Raises:
        CorrectionError: it is no name, almost one that is known, or not to be set so.
    """
    kept = " ".join(name.replace("_", " ").lower().split())
    kept = _SYNONYMS.get(kept, kept)
    if not _NAME.fullmatch(kept):
        raise CorrectionError(f"{name!r} is no name of a field: use letters and spaces")
    if kept in ("access", "clearance"):
        raise CorrectionError("access is not a field of a document; it cannot be set here")
    if kept not in KNOWN_NAMES:
        meant = get_close_matches(kept, KNOWN_NAMES, n=1, cutoff=_ALMOST)
        if meant:
            raise CorrectionError(f"{name!r} is no field that is known; did you mean {meant[0]!r}?")
    return kept


def _problem(name: str, value: str) -> str | None:
    if name == YEAR and not _YEAR.fullmatch(value):
        return f"{value!r} is no year from 1900 to 2099"
    if name == DOCUMENT_TYPE and value not in type_names():
        return f"{value!r} is none of: {', '.join(type_names())}"
    if name.startswith("date ") and name in KNOWN_NAMES and not _DATE.fullmatch(value):
        return f"{value!r} is no date like 2016, 2016-09 or 2016-09-06"
    if name in _ONE_OF and value not in _ONE_OF[name]:
        return f"{value!r} is none of: {', '.join(_ONE_OF[name])}"
    return None


def corrected_fields(
    fields: Sequence[Field], corrections: Sequence[Correction]
) -> tuple[Field, ...]:
    """`fields` with those of each corrected name replaced; the last of `corrections` wins."""
    found = list(fields)
    for correction in corrections:
        found = [field for field in found if field.name != correction.name]
        several = correction.name != TITLE
        parts = correction.value.split(";") if several else [correction.value]
        found += [
            Field(correction.name, part.strip(), by=correction.by) for part in parts if part.strip()
        ]
    return tuple(found)


def corrected_summary(
    summary: DocumentSummary, corrections: Sequence[Correction]
) -> DocumentSummary:
    """`summary` with title, type, authority and year as people say."""
    said = {correction.name: correction.value for correction in corrections}
    if TITLE in said:
        summary = replace(summary, title=said[TITLE])
    if DOCUMENT_TYPE in said:
        kind = said[DOCUMENT_TYPE] or UNKNOWN
        summary = replace(summary, document_type=kind, standing=standing_of_type(kind))
    if AUTHORITY in said:
        summary = replace(summary, authority=said[AUTHORITY] or None)
    if YEAR in said:
        summary = replace(summary, year=int(said[YEAR]) if said[YEAR] else None)
    return summary
