"""Conditions on documents that a question states: a year, a place, a type, any stated field.

Values are those that the store's documents have, so nothing here knows a field by name but the
year. A name in the question that no document has is the caller's matter (`kb.planning`).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from kb.boards import authority_of
from kb.correcting import AUTHORITY
from kb.errors import QuestionError
from kb.inventory import entries
from kb.types import DocumentSummary, Field
from kb.words import content_terms, stems

_YEAR = r"(?:19|20)\d\d"
_TO = r"(?:\s*(?:-|–|—|to|and|until)\s*)"
_PERIODS: tuple[tuple[str, int, int], ...] = (
    # pattern, what is added to the year as the first and to the year as the last of the period;
    # 9999 leaves that end open
    (rf"(?:before|pre|prior\s+to|earlier\s+than)[\s-]*({_YEAR})", -9999, -1),
    (rf"(?:until|up\s+to|by\s+the\s+end\s+of)\s+({_YEAR})", -9999, 0),
    (rf"(?:after|post|later\s+than)[\s-]*({_YEAR})", 1, 9999),
    (rf"since\s+({_YEAR})", 0, 9999),
    (rf"({_YEAR})\s+(?:onwards?|or\s+later|and\s+later|and\s+after)", 0, 9999),
    (rf"({_YEAR})\s+(?:or\s+earlier|and\s+before|and\s+earlier)", -9999, 0),
    (rf"the\s+({_YEAR[:-2]}\d0)s", 0, 9),
    (rf"({_YEAR})", 0, 0),
)
_RANGE = re.compile(rf"(?<!\w)({_YEAR}){_TO}({_YEAR})(?!\w)")
_NAME_BEFORE = re.compile(r"(?:(?<!^)\b(?!In\b|Of\b|From\b|Since\b)[A-Z][\w’']+|\))\s+\(?$")
_MONTH = (
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|"
    r"spring|summer|autumn|winter"
)
_LEADING = (
    r"(?:published|issued|written|dated|made|completed|commissioned|sent|addressed|reported|"
    r"produced|done|carried out|from|for|of|by|in|on|to|the|about|with|at|between|during|events?|"
    rf"years?|period|{_MONTH})"
)
_BODY = (
    r"(?:'s|’s|s['’]|LSCB|LSCP|SCB|ACPC|local|safeguarding|children|children's|child|board|"
    r"partnership|council|borough|city|county|area)"
)
_SYNONYMS = {"type": "document type", "kind": "document type", "label": "case label"}
_ISO_DATE = re.compile(rf"{_YEAR}-\d\d(?:-\d\d)?")
_NEAREST = 5
_EVERY_LABEL = frozenset("date document name number report review".split())
"""Words of labels that say nothing of which field is meant."""


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


@dataclass(frozen=True, slots=True)
class _Value:
    """What a field says of some documents.

    `restates`: it names a body of their authority, and by itself means that authority.
    """

    name: str
    text: str
    documents: frozenset[str]
    restates: bool = False

    def is_labelled_in(self, text: str) -> bool:
        """Whether `text` has a word of the field's name beside the value itself."""
        words = set(stems(content_terms(text.replace(self.text, " "))))
        return not words.isdisjoint({*stems(content_terms(self.name))} - _EVERY_LABEL)


class Facets:
    """What may be asked of a store's documents: each value, with the documents that have it."""

    def __init__(
        self,
        years: Mapping[str, set[int]],
        values: Iterable[_Value],
        documents: Mapping[str, DocumentSummary],
        stated: Mapping[str, Sequence[Field]],
    ):
        """Use `of`."""
        self._years = years
        self._documents = documents
        self._stated = stated
        self._known_by_field: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, list[_Value]] = {}
        for value in values:
            self._by_word.setdefault(_first_word(value.text), []).append(value)

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
            dates = {
                int(year)
                for item in fields
                if item.by is None and "date" in item.name and item.name not in _OWN_DATES
                for year in re.findall(_YEAR, item.value)[:1]
            }
            # what a document states beats what was read out of its prose
            years[document.id] = dates or ({document.year} if document.year else set())
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
            values.append(_Value(name, text, frozenset(ids), restates))
        return cls(years, values, held, stated)

    def read(self, question: str, ignored: Collection[str] = ()) -> tuple[list[Filter], str]:
        """The conditions that `question` states, and its words without them.

        No condition on a field of `ignored` is read; its words stay.
        """
        found: list[Filter] = []
        rest = question
        for value in self._perhaps_named(question):
            if value.name not in ignored and (said := _said(value, rest)):
                known = self._known(value.name)
                found.append(Filter(value.name, value.text, said, value.documents, known))
                rest = _without(rest, said, value.name)
        years, rest = ([], rest) if "year" in ignored else self._read_years(rest)
        return [*found, *years], " ".join(rest.split())

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
            years, rest = self._read_years(value)
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

    def _perhaps_named(self, text: str) -> list[_Value]:
        """Values whose first word stands in `text`, the longest first.

        Of several fields with one value the first is one whose label is named too; then what
        documents state before what was read out of them.
        """
        words = {"", *map(_singular, re.findall(r"\w+", text))}
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

    def _read_years(self, text: str) -> tuple[list[Filter], str]:
        match = _RANGE.search(text)
        if match:
            first, last, said = int(match[1]), int(match[2]), match[0]
            return [self._within(first, last, said)], _without(text, said, "year")
        for pattern, low, high in _PERIODS:
            match = re.search(rf"(?<![\w/]){pattern}(?![\w/])", text, re.IGNORECASE)
            if match and not _NAME_BEFORE.search(_before_date(text[: match.start(1)])):
                year = int(match[1])
                return [self._within(year + low, year + high, match[0])], _without(
                    text, match[0], "year"
                )
        return [], text

    def _within(self, first: int, last: int, said: str) -> Filter:
        documents = frozenset(
            document_id
            for document_id, years in self._years.items()
            if any(first <= year <= last for year in years)
        )
        if first < 0:
            value = f"to {last}"
        elif last > 9000:
            value = f"from {first}"
        else:
            value = str(first) if first == last else f"{first} to {last}"
        return Filter("year", value, said, documents, self._known("year"))


_OWN_DATES = frozenset({"date_incident", "date_death", "date_birth", "review_period"})
_NO_TRAITS = frozenset({AUTHORITY, "board", "agency addressed", "agency criticised"})
NO_FACETS = Facets.of((), {})


def _is_asked_by_name(item: Field) -> bool:
    """Whether a question may state a field by its value alone.

    All names of an authority's boards mean the authority; and to be asked to act, or criticised, is
    no trait of a document that a name in a question would choose it by.
    """
    return item.name not in _NO_TRAITS and "date" not in item.name and item.value[:1].isupper()


def _said(value: _Value, text: str) -> str | None:
    """The words of `text` that name `value`: as written, or after its label or "about"."""
    wanted = value.text
    if wanted in text and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text):
        return wanted
    words = wanted.split()
    if value.name == AUTHORITY or words[0].rstrip("s").lower() not in text.lower():
        return None
    loose = r"[\s-]+".join(re.escape(word.rstrip("s")) + "s?" for word in words)
    label = rf"\b(?:about|{re.escape(value.name)})\s+({loose})(?!\w)"
    match = re.search(label, text, re.IGNORECASE)
    return match[1] if match else None


def _first_word(value: str) -> str:
    """The word that a question that names `value` has; "" where the value has no word."""
    return next(map(_singular, re.findall(r"\w+", value)), "")


def _singular(word: str) -> str:
    return word.lower().rstrip("s")


def _before_date(text: str) -> str:
    """`text` without a month (or "12 March") at its end: a name before a year is an Act's."""
    return re.sub(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH})\s+$", "", text)


def _without(text: str, said: str, label: str) -> str:
    """`text` without `said` and the small words that tie it to the rest."""
    labels = "|".join(re.escape(word) for word in re.findall(r"\w+", label))
    lead = rf"(?:\b(?:{_LEADING}|{labels})\s+)*" if labels else rf"(?:\b{_LEADING}\s+)*"
    tail = rf"(?:\s*(?:{_BODY}|{labels})(?!\w))*" if label != "year" else ""
    return re.sub(rf"{lead}(?<!\w){re.escape(said)}{tail}", " ", text, count=1, flags=re.IGNORECASE)
