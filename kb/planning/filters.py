"""Conditions on documents that a question states: a year, a place, a type, any stated field.

Values are those that the store's documents have, so nothing here knows a field by name but the
year. A name in the question that no document has is the caller's matter (`kb.planning`).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from kb.boards import authority_of
from kb.correcting import AUTHORITY
from kb.errors import QuestionError
from kb.inventory import entries
from kb.planning.asked_ages import AGE_BAND, asked_ages, bands_meant
from kb.planning.asked_years import OPEN, Period, asked_periods
from kb.planning.stated_values import (
    BUT_NOT_THERE,
    JOINED,
    MARK,
    Value,
    first_word,
    said_in,
    singular,
    without,
)
from kb.types import DocumentSummary, Field

_YEAR = r"(?:19|20)\d\d"
_SYNONYMS = {"type": "document type", "kind": "document type", "label": "case label"}
_ISO_DATE = re.compile(rf"{_YEAR}-\d\d(?:-\d\d)?")
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: `name` is a field, `words` those of the question that state it.

    `documents` meet it; `known` are those of which the field is known at all. `given` conditions
    were set beside the question, and hold for facts too.
    """

    name: str
    value: str
    words: str
    documents: frozenset[str]
    known: frozenset[str] = frozenset()
    given: bool = False

    def admits(self, documents: Sequence[str]) -> bool:
        """Whether a review with these `documents`, the fullest first, meets it.

        What the first says of which the field is known holds: a brief of the next year does not
        move a review into that year.
        """
        says = (d for d in documents if d in self.known or d in self.documents)
        return next(says, None) in self.documents

    def knows(self, documents: Sequence[str]) -> bool:
        """Whether the field is known of one of `documents`, or of none that is held."""
        return not self.known or any(d in self.known or d in self.documents for d in documents)

    def or_(self, other: "Filter") -> "Filter":
        """A condition on the same field that this or the `other` value meets."""
        return replace(
            self,
            value=f"{self.value} or {other.value}",
            words=f"{self.words} or {other.words}",
            documents=self.documents | other.documents,
            known=self.known | other.known,
        )


class Facets:
    """What may be asked of a store's documents: each value, with the documents that have it."""

    def __init__(
        self,
        years: Mapping[str, set[int]],
        values: Iterable[Value],
        documents: Mapping[str, DocumentSummary],
        stated: Mapping[str, Sequence[Field]],
    ):
        """Use `of`."""
        self._years = years
        self._documents = documents
        self._stated = stated
        self._known_by_field: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, list[Value]] = {}
        for value in values:
            self._by_word.setdefault(first_word(value.text), []).append(value)

    @classmethod
    def of(
        cls, documents: Iterable[DocumentSummary], stated: Mapping[str, Sequence[Field]]
    ) -> "Facets":
        """The fields of `documents`; `stated` has what is known of each beyond its columns."""
        held = {document.id: document for document in documents}
        years: dict[str, set[int]] = {}
        having: dict[tuple[str, str], set[str]] = {}
        for document in held.values():
            fields = stated.get(document.id, ())
            years[document.id] = _years_of(document, fields)
            named = {(item.name, item.value) for item in fields if _is_asked_by_name(item)}
            if document.authority:
                named.add((AUTHORITY, document.authority))
            for key in named:
                having.setdefault(key, set()).add(document.id)
        values = []
        for (name, text), ids in having.items():
            own = [
                held[document_id].authority == (authority_of(text) or text) for document_id in ids
            ]
            restates = name != AUTHORITY and sum(own) * 2 >= len(own)
            values.append(Value(name, text, frozenset(ids), restates))
        return cls(years, values, held, stated)

    def read(
        self,
        question: str,
        ignored: Collection[str] = (),
        *,
        of_papers: bool = False,
        today: date | None = None,
    ) -> tuple[list[Filter], str]:
        """The conditions that `question` states, and its words without them.

        No condition on a field of `ignored` is read; its words stay. Two values of one field admit
        either. Of a question `of_papers` what these must say sets none. "The last five years" are
        counted from `today`.
        """
        ages, rest = ([], question) if AGE_BAND in ignored else self._read_ages(question)
        found: dict[str, Filter] = {}
        for value in self._perhaps_named(rest):
            if value.name not in ignored and (said := said_in(value, rest, of_papers)):
                read, rest = self._condition(value, said, rest)
                key = read.value if read.value.startswith("not ") else value.name
                found[key] = found[key].or_(read) if key in found else read
        rest = JOINED.sub(" ", rest)
        years, rest = ([], rest) if "year" in ignored else self._read_years(rest, of_papers, today)
        return [*ages, *found.values(), *years], " ".join(rest.split())

    def given(self, name: str, values: Sequence[str]) -> Filter:
        """The condition that the field called `name` has one of `values`, whatever their case.

        A year may be a period ("2010-2015", "before 2010"), a date its year or month.

        Raises:
            QuestionError: no document has the field, or none has one of the values.
        """
        found = [self._given(name, value) for value in values]
        return Filter(
            name,
            " or ".join(condition.value for condition in found),
            "",
            frozenset().union(*(condition.documents for condition in found)),
            self._known(name),
            given=True,
        )

    def checked_name(self, name: str) -> str:
        """The name of a field as it is kept.

        Raises:
            QuestionError: no document has such a field.
        """
        kept = " ".join(name.replace("_", " ").lower().split())
        kept = _SYNONYMS.get(kept, kept)
        if kept not in self._fields:
            raise QuestionError(
                f"no document has a field {name!r}; fields are: {', '.join(sorted(self._fields))}"
            )
        return kept

    def _given(self, name: str, value: str) -> Filter:
        if name == "year":
            years, rest = self._read_years(value, False, None)
            if not years or rest.strip():
                raise QuestionError(
                    f"year: {value!r} is no year or period; write 2017, 2010-2015, before 2010 or "
                    "since 2010"
                )
            found, kept = years[0].documents, years[0].value
        else:
            body = authority_of(value) if name == "authority" else None
            wanted = (body or value).casefold()
            meant = {
                held: documents
                for held, documents in self._fields[name].items()
                if held.casefold() == wanted
                or (_ISO_DATE.fullmatch(held) and held.startswith(f"{wanted}-"))
            }
            found, kept = frozenset().union(*meant.values()), value
            if len(meant) == 1:
                kept = next(iter(meant))
        if not found:
            raise QuestionError(f"no document has {name} {value!r}; {self._nearest(name, value)}")
        return Filter(name, kept, "", frozenset(found))

    def _nearest(self, name: str, value: str) -> str:
        """Which values of a field are held, the nearest first, as an error says it."""
        held = list(self._fields[name])
        near = process.extract(
            value, held, scorer=fuzz.WRatio, processor=default_process, limit=_NEAREST
        )
        said = ", ".join(repr(match[0]) for match in near)
        return f"the nearest of {len(held)} values: {said}" if said else "no value is held"

    @cached_property
    def _fields(self) -> dict[str, dict[str, set[str]]]:
        """The documents that have each value of each field."""
        fields: dict[str, dict[str, set[str]]] = {}
        for entry in entries(self._documents, self._stated):
            for name, values in entry.values.items():
                held = fields.setdefault(name, {})
                for value in values:
                    held.setdefault(value, set()).add(entry.summary.id)
        return fields

    def _known(self, name: str) -> frozenset[str]:
        """The documents of which a field is known."""
        if name not in self._known_by_field:
            values = self._fields.get(name, {}).values()
            dated = (document_id for document_id, years in self._years.items() if years)
            known = frozenset(dated) if name == "year" else frozenset().union(*values)
            self._known_by_field[name] = known
        return self._known_by_field[name]

    def _perhaps_named(self, text: str) -> list[Value]:
        """Values whose first word stands in `text`, the longest first.

        Of several fields with one value the first is one whose label is named too; then what
        documents state before what was read out of them.
        """
        words = {"", *map(singular, re.findall(r"\w+", text))}
        values = (value for word in words for value in self._by_word.get(word, ()))
        labelled = {value: value.is_labelled_in(text) for value in values}
        return sorted(
            (value for value in labelled if labelled[value] or not value.restates),
            key=lambda value: (
                -len(value.text),
                value.text,
                not labelled[value],
                value.name == AUTHORITY,
                -len(value.documents),
                value.name,
            ),
        )

    def _condition(self, value: Value, said: str, text: str) -> tuple[Filter, str]:
        """The condition that `said` states, and `text` with a mark in its place."""
        known = self._known(value.name)
        text = without(text, said, value.name, MARK)
        if value.name == AUTHORITY and (but := BUT_NOT_THERE.search(text)):
            others = known - value.documents
            return Filter(value.name, f"not {value.text}", said, others, known), (
                f"{text[: but.start()]} {text[but.end() :]}"
            )
        return Filter(value.name, value.text, said, value.documents, known), text

    def _read_ages(self, text: str) -> tuple[list[Filter], str]:
        bands = self._fields.get(AGE_BAND, {})
        ages = asked_ages(text) if bands else None
        meant = sorted(bands_meant(ages, set(bands)), key=_youngest_first) if ages else []
        if ages is None or not meant:
            return [], text
        documents = frozenset().union(*(bands[band] for band in meant))
        read = Filter(AGE_BAND, " or ".join(meant), ages.said, documents, self._known(AGE_BAND))
        return [read], without(text, ages.said, AGE_BAND)

    def _read_years(
        self, text: str, of_papers: bool, today: date | None
    ) -> tuple[list[Filter], str]:
        found: list[Filter] = []
        for period in asked_periods(text, of_papers, today):
            found = [found[0].or_(self._within(period)) if found else self._within(period)]
            text = without(text, period.said, "year")
        return found, text

    def _within(self, period: Period) -> Filter:
        first, last = period.first, period.last
        documents = frozenset(
            document_id
            for document_id, years in self._years.items()
            if any(first <= year <= last for year in years)
        )
        if first < 0:
            value = f"to {last}"
        elif last == OPEN:
            value = f"from {first}"
        else:
            value = str(first) if first == last else f"{first} to {last}"
        return Filter("year", value, period.said, documents, self._known("year"))


_PUBLISHED = "date published"
_OF_OTHERS = frozenset({"date of incident", "date of death", "date of birth", "date due"})
_NO_TRAITS = frozenset(
    {AUTHORITY, "board", "agency addressed", "agency criticised", "agency involved"}
)
_NO_NAMES = frozenset(  # what forms are filled in with
    "all closed confidential draft exempt final information na nil no none official open other part"
    " private public restricted tbc unrestricted various yes".split()
)
NO_FACETS = Facets.of((), {})


def _years_of(document: DocumentSummary, fields: Sequence[Field]) -> set[int]:
    """The years that a document is of: what a person says, else when it was published, else dated.

    What it states beats what was read out of its prose.
    """
    own = [item for item in fields if "date" in item.name and item.name not in _OF_OTHERS]
    corrected = [item for item in fields if item.name == "year" and item.by is not None]
    published = [item for item in own if item.name == _PUBLISHED]
    found = {
        int(year)
        for item in corrected or published or own
        for year in re.findall(_YEAR, item.value)[:1]
    }
    return found or ({document.year} if document.year else set())


def _is_asked_by_name(item: Field) -> bool:
    """Whether a question may state a field by its value alone.

    All names of an authority's boards mean the authority; and to be asked to act, criticised, or
    involved at all, is no trait of a document that a name in a question would choose it by.
    """
    names = item.value[:1].isupper() and re.sub(r"\W", "", item.value).lower() not in _NO_NAMES
    return names and item.name not in _NO_TRAITS and "date" not in item.name


def _youngest_first(band: str) -> tuple[bool, int]:
    return not band.startswith("<"), int(re.sub(r"\D.*", "", band.lstrip("<")) or 0)
