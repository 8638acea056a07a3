"""Conditions on documents that a question states: a year, a place, a type, any stated field.

Values are those that the store's documents have, so nothing here knows a field by name but the
year. A name in the question that no document has is the caller's matter (`kb.planning`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.types import DocumentSummary, Field

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
_NAME_BEFORE = re.compile(r"(?:\b(?!In\b|Of\b|From\b|Since\b)[A-Z][\w’']+|\))\s+\(?$")
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
_DERIVED = frozenset(
    {"authority", "board", "nation", "author", "chair", "method", "case_label", "case label"}
)
"""Facets of our own reading that a question may filter by naming their value alone."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: `name` is a field, `words` those of the question that state it."""

    name: str
    value: str
    words: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Value:
    """Documents that have a value, and the field's name; `stated`: the documents label it so."""

    name: str
    documents: set[str]
    stated: bool


class Facets:
    """What may be asked of a store's documents: each value, with the documents that have it."""

    def __init__(self, years: Mapping[str, set[int]], values: Mapping[str, _Value]):
        """Use `of`."""
        self._years = years
        self._values = values
        self._by_word: dict[str, list[str]] = {}
        for value in values:
            self._by_word.setdefault(_first_word(value), []).append(value)

    @classmethod
    def of(
        cls, documents: Iterable[DocumentSummary], stated: Mapping[str, Sequence[Field]]
    ) -> "Facets":
        """The fields of `documents`; `stated` has what is known of each beyond its columns."""
        years: dict[str, set[int]] = {}
        values: dict[str, _Value] = {}

        def add(name: str, value: str, document_id: str, *, own: bool) -> None:
            if own and name not in _DERIVED:
                return
            held = values.get(value)
            if held is None or not (own or held.stated):
                held = values[value] = _Value(name, set(), not own)
            if held.stated is not own:  # what documents state beats what was read out of them
                held.documents.add(document_id)

        for document in documents:
            dates = {
                int(year)
                for item in stated.get(document.id, ())
                if item.by is None and "date" in item.name and item.name not in _OWN_DATES
                for year in re.findall(_YEAR, item.value)[:1]
            }
            # what a document states beats what was read out of its prose
            years[document.id] = dates or ({document.year} if document.year else set())
            if document.authority:
                add("authority", document.authority, document.id, own=True)
            for item in stated.get(document.id, ()):
                if "date" not in item.name and item.value[:1].isupper():
                    add(item.name, item.value, document.id, own=item.name in _OWN)
        return cls(years, values)

    def read(self, question: str) -> tuple[list[Filter], str]:
        """The conditions that `question` states, and its words without them."""
        found: list[Filter] = []
        rest = question
        for value in self._perhaps_named(question):
            if said := self._said(value, rest):
                held = self._values[value]
                found.append(Filter(held.name, value, said, frozenset(held.documents)))
                rest = _without(rest, said, held.name)
        years, rest = self._read_years(rest)
        return [*found, *years], " ".join(rest.split())

    def _perhaps_named(self, text: str) -> list[str]:
        """Values whose first word stands in `text`, the longest first."""
        words = {"", *map(_singular, re.findall(r"\w+", text))}
        values = [value for word in words for value in self._by_word.get(word, ())]
        return sorted(values, key=lambda value: (-len(value), value))

    def _said(self, value: str, text: str) -> str | None:
        """The words of `text` that name `value`: as written, or after its label or "about"."""
        if value in text and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text):
            return value
        held, words = self._values[value], value.split()
        if not held.stated or words[0].rstrip("s").lower() not in text.lower():
            return None
        loose = r"[\s-]+".join(re.escape(word.rstrip("s")) + "s?" for word in words)
        match = re.search(
            rf"\b(?:about|{re.escape(held.name)})\s+({loose})(?!\w)", text, re.IGNORECASE
        )
        return match[1] if match else None

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
        return Filter("year", value, said, documents)


_OWN_DATES = frozenset({"date_incident", "date_death", "date_birth", "review_period"})
_OWN: frozenset[str] = frozenset()
NO_FACETS = Facets({}, {})


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
