"""Whether questions are planned as their writers meant them.

A file has a line a question: `question`, `kind`, `unit`, `subject` (`A & B` both, `A | B` either,
`A !B` the first without the second), `filters` and `wants`. Conditions are compared by which
of invented documents they admit: one of every authority that the filters name, every year and every
band of age.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from evals.rows import read_objects
from kb.embedding import Embedder
from kb.errors import DatasetError
from kb.planning import Plan, plan
from kb.planning.asked_ages import AGE_BAND
from kb.planning.filters import Facets
from kb.text_classes import text_classes
from kb.types import DocumentSummary, Field, FileStatus, Standing
from kb.words import content_terms, stems

TODAY = date(2025, 6, 30)
"""The day on which the questions are taken to be asked."""

_YEARS = range(1970, 2026)
_BANDS = {
    "infant": ("<1",),
    "pre-school": ("1-5",),
    "primary": ("6-10",),
    "adolescent": ("11-15", "16-17"),
}
_SAID_OF_SETS = ("list", "count")
_OF_DOCUMENTS = (*_SAID_OF_SETS, "inventory")
_UNLIKE = 2 / 3  # subjects that share fewer of their words are listed as misses
_PERIOD = re.compile(
    r"\s*(?P<sign>>=|<=|>|<|=)?\s*(?P<a>\d{4}|now(?:-\d+)?)(?:\s*(?:-|to|\.\.)\s*(?P<b>\d{4}))?\s*"
)
Document = tuple[str, int, str]
"""An invented document: its authority, year and band of age."""


@dataclass(slots=True)
class PlanReading:
    """How much of the plans was read as it was meant, by what was compared.

    `shares` has for each question compared 1, 0 or, of subjects, the share of words; `misses` a
    line a difference.
    """

    shares: dict[str, list[float]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def right(self, what: str) -> tuple[float, int]:
        """How many are right, and of how many."""
        return sum(self.shares.get(what, ())), len(self.shares.get(what, ()))

    def note(self, row: Mapping[str, Any], what: str, got: object, meant: object) -> None:
        """Compares what was read with what was `meant`."""
        self.score(row, what, float(got == meant), f"{got} for {meant}")

    def score(self, row: Mapping[str, Any], what: str, share: float, miss: str) -> None:
        """Counts `share` as right of one; below two thirds it is listed as a `miss`."""
        self.shares.setdefault(what, []).append(share)
        if share < _UNLIKE:
            self.misses.append(f"{row['question']}\n    {what}: {miss}")


def read_plans(file: Path, embedder: Embedder) -> PlanReading:
    """Plans every question of `file` and compares.

    Raises:
        DatasetError: a line lacks what it must have; the message names it.
    """
    rows = list(_rows(file))
    documents = _documents(row for _, row in rows)
    facets = _facets(documents)
    found = PlanReading()

    def asks_of_all(text: str) -> bool:
        return text_classes().asks_of_all(text, embedder.encode_question(text))

    for place, row in rows:
        made = plan(row["question"], facets, asks_of_all=asks_of_all, today=TODAY)
        _compare(found, place, row, made, documents)
    return found


def print_plans(found: PlanReading, *, misses: bool) -> str:
    """A line a thing compared, for people; with `misses` each difference."""
    lines = list(found.misses) if misses else []
    for what in found.shares:
        right, n = found.right(what)
        lines.append(f"{what:11}{right:.0f} of {n}")
    return "\n".join(lines)


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, row in read_objects(file):
        missing = {"question", "kind", "unit", "subject", "filters"} - row.keys()
        if missing:
            raise DatasetError(f"{place}: needs {', '.join(map(repr, sorted(missing)))}")
        yield place, row


def _documents(rows: Iterator[dict[str, Any]]) -> list[Document]:
    places = dict.fromkeys(
        place for row in rows for place in _either(row["filters"].get("authority", ""))
    )
    bands = [band for values in _BANDS.values() for band in values]
    return list(product((*places, "Othershire"), _YEARS, bands))


def _facets(documents: Sequence[Document]) -> Facets:
    held, stated = [], {}
    for place, year, band in documents:
        name = _name((place, year, band))
        held.append(
            DocumentSummary(
                id=name, title="", document_type="document", standing=Standing.UNKNOWN,
                authority=place, year=year, media_type="", status=FileStatus.INGESTED, pages=1,
                passages=1, unreadable_pages=[], sources=[], access="public", sha256="", parser="",
                ingested_at="",
            )
        )  # fmt: skip
        stated[name] = (Field(AGE_BAND, band),)
    return Facets.of(held, stated)


def _name(document: Document) -> str:
    return "|".join(map(str, document))


def _compare(
    found: PlanReading,
    place: str,
    row: dict[str, Any],
    made: Plan,
    documents: Sequence[Document],
) -> None:
    kind, filters, subject = row["kind"], row["filters"], row["subject"] or ""
    found.note(row, "kind", made.kind, kind)
    if kind in _SAID_OF_SETS:
        found.note(row, "set", made.wants_set, True)
    if kind in (*_OF_DOCUMENTS, "recommendations"):
        admitted = {document for document in documents if made.admits(_name(document))}
        share = float(admitted == _meant(place, filters, documents))
        found.score(row, "conditions", share, f"{made.conditions} for {filters}")
    if kind not in _OF_DOCUMENTS or not made.wants_set:
        return
    found.note(row, "type", made.document_type, filters.get("type"))
    if row["unit"]:
        found.note(row, "unit", made.unit, row["unit"])
    got, meant = _words(made.subject), _words(re.sub(r"[&|!]", " ", subject))
    share = len(got & meant) / len(got | meant) if got | meant else 1.0
    found.score(row, "subject", share, f"{made.subject!r} for {subject!r}")
    parts = [part for part in re.split(r"\s+[&|]\s+|\s*(?=!)", subject) if part.strip()]
    said = [f"{'!' * part.negated}{part.text}" for part in made.parts]
    same = (len(said), _negated(said)) == (len(parts), _negated(parts))
    found.score(row, "parts", float(same), f"{said} for {subject!r}")


def _negated(parts: Sequence[str]) -> int:
    return sum(part.startswith("!") for part in parts)


def _words(text: str) -> set[str]:
    return set(stems(content_terms(text)))


def _meant(place: str, filters: Mapping[str, str], documents: Sequence[Document]) -> set[Document]:
    """The documents that the labels admit."""
    try:
        first, last = _period(str(filters.get("year", ">=0000")))
        names = _either(filters.get("age", ""))
        bands = [band for name in names for band in _BANDS[name]]
    except (KeyError, ValueError) as error:
        raise DatasetError(f"{place}: no year or age can be read of {filters} ({error})") from error
    places = _either(filters.get("authority", ""))
    return {
        (authority, year, band)
        for authority, year, band in documents
        if (not places or authority in places)
        and first <= year <= last
        and (not bands or band in bands)
    }


def _either(label: str) -> list[str]:
    return [value.strip() for value in re.split(r"[|;]", label) if value.strip()]


def _period(label: str) -> tuple[int, int]:
    """The first and last year of ">=2008; <=2012", "=2013", ">=now-5"."""
    first, last = 0, 9999
    for part in re.split(r"[;,]", label):
        match = _PERIOD.fullmatch(part)
        if match is None:
            raise ValueError(part)
        year = TODAY.year + int(match["a"][3:] or 0) if match["a"][0] == "n" else int(match["a"])
        sign = match["sign"]
        if sign in (">", ">="):
            first = year + (sign == ">")
        elif sign in ("<", "<="):
            last = year - (sign == "<")
        else:
            first, last = year, int(match["b"] or year)
    return first, last
