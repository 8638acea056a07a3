"""The vocabulary of findings: what a theme is called, and how sentences say it without its name.

A thesaurus after SKOS (https://www.w3.org/TR/skos-reference/) with, for each theme, the phrases by
which reviews state the finding or its opposite. `docs/vocabulary.md` says how to edit it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import product
from pathlib import Path
from typing import Any

from kb.config import Settings
from kb.phrases import Grammar, PatternError, Phrase
from kb.tagging import Tagger
from kb.terms import Terms
from kb.types import Polarity, SubjectKind
from kb.vocabulary_files import Entries, Entry, read_entries
from kb.words import STOPWORDS

_POLARITIES = tuple(Polarity)


@dataclass(frozen=True)
class Theme:
    """One theme. `names` are what questions call it, the preferred label first."""

    id: str
    names: tuple[str, ...]
    kind: SubjectKind
    scope_note: str
    source: str
    broader: tuple[str, ...]
    related: tuple[str, ...]
    make_tagger: Callable[[], Tagger] = field(repr=False, compare=False)

    @property
    def label(self) -> str:
        """The preferred label."""
        return self.names[0]

    @property
    def failing(self) -> bool:
        """Whether the theme names something that went wrong."""
        return self.kind is SubjectKind.FAILING

    @cached_property
    def tagger(self) -> Tagger:
        """What finds this theme's phrases; made when first needed."""
        return self.make_tagger()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Words of which at least one entry stands in every sentence that `phrase_in` finds."""
        return self.tagger.words

    def phrase_in(self, text: str) -> str | None:
        """The pattern by which `text` says the finding, as written in the vocabulary, or None."""
        for match in self.tagger.matches(text):
            if match.polarity is Polarity.PRESENT:
                return match.pattern
        return None


class Vocabulary:
    """All themes and equivalent terms. Never changed once loaded."""

    def __init__(self, entries: Entries) -> None:
        """Use `load`."""
        self.digest = entries.digest
        self.grammar = _grammar(entries.grammar)
        self.terms = Terms(entries)
        templates = _Templates.of(entries.grammar)
        _check_references(entries.themes)
        read = [_theme(entry, self.grammar, templates) for entry in entries.themes]
        self.themes = tuple(theme for theme, _, _ in read)
        self._tagger = Tagger(
            self.grammar,
            [phrase for _, phrases, _ in read for phrase in phrases],
            [phrase for _, _, excepted in read for phrase in excepted],
        )
        self._labels = _labels(entries.themes, self.grammar)

    @classmethod
    def load(cls, own: Path | None = None) -> "Vocabulary":
        """The shipped vocabulary with the files of the folder `own` on top.

        Raises:
            VocabularyError: a file or an entry is at fault; the message names it.
        """
        return cls(read_entries(own))

    @cached_property
    def names(self) -> re.Pattern[str]:
        """What finds the themes' names of several words, the longest first.

        Names of one word are ordinary words too ("records", "delay").
        """
        names = {name.lower() for theme in self.themes for name in theme.names if " " in name}
        written = (
            re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]").replace("'", "['’]")
            for name in sorted(names, key=len, reverse=True)
        )
        return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])", re.IGNORECASE)

    def tag(self, text: str) -> list[tuple[str, Polarity]]:
        """Ids of themes of which `text` says something, each with what it says."""
        return self._tagger.tag(text)

    def themes_of(self, subject: str) -> list[Theme]:
        """The themes that `subject` names, the longest label first; else those that it says.

        A theme goes whose label is only part of another's ("assessment" in "pre-birth assessment").
        """
        found = set(self.grammar.tokens(subject))
        held = {stems: owner for stems, owner in self._labels.items() if stems <= found}
        best: dict[str, frozenset[str]] = {}
        for stems, owner in held.items():
            if not any(stems < other and held[other] != owner for other in held):
                best[owner] = max(best.get(owner, frozenset()), stems, key=_weight)
        ids = sorted(best, key=lambda theme_id: (_negative(_weight(best[theme_id])), theme_id))
        if not ids:
            ids = list(dict.fromkeys(m.theme for m in self._tagger.matches(subject)))
        by_id = {theme.id: theme for theme in self.themes}
        return [by_id[theme_id] for theme_id in ids]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this process: the shipped one, and the folder `KB_VOCABULARY` if set.

    Raises:
        VocabularyError: a file or an entry is at fault; the message names it.
    """
    return Vocabulary.load(Settings().vocabulary)


def themes() -> tuple[Theme, ...]:
    """Every theme."""
    return vocabulary().themes


def theme_of(subject: str) -> Theme | None:
    """The theme that `subject` names best, if any.

    >>> theme_of("failure to share information").id
    'information-sharing'
    """
    return next(iter(themes_of(subject)), None)


def themes_of(subject: str) -> list[Theme]:
    """The themes that `subject` names, best first.

    >>> [theme.id for theme in themes_of("missed appointments and poor record keeping")]
    ['record-keeping', 'missed-appointments']
    """
    return vocabulary().themes_of(subject)


def tag(text: str) -> list[tuple[str, Polarity]]:
    """Ids of themes of which `text` says something, each with what it says.

    Whether the sentence finds, recommends or quotes is not looked at (`kb.speech`).

    >>> tag("The nursery was not told that the baby had been injured.")
    [('information-sharing', <Polarity.PRESENT: 'present'>)]
    """
    return vocabulary().tag(text)


def theme_names() -> re.Pattern[str]:
    """What finds the themes' names of several words.

    >>> theme_names().findall("poor record keeping")
    ['poor record keeping']
    """
    return vocabulary().names


def expansions(terms: Iterable[str]) -> tuple[str, ...]:
    """What else the words of a question are called, in other years and in other words.

    >>> "local safeguarding children board" in expansions(["LSCB"])
    True
    """
    return vocabulary().terms.expansions(terms)


def vocabulary_digest() -> str:
    """16 hex digits that change with every change of the vocabulary's files."""
    return vocabulary().digest


@dataclass(frozen=True, slots=True)
class _Templates:
    """Patterns with places: `<thing>` that is expected, `<act>` and `<object>` of an omission."""

    expected: Mapping[str, list[str]]
    omitted: Mapping[str, list[str]]

    @classmethod
    def of(cls, grammar: Mapping[str, Any]) -> "_Templates":
        return cls(grammar["expected"], grammar["omitted"])

    def patterns(self, entry: Entry) -> Iterator[tuple[Polarity, str]]:
        """Every pattern of a theme: those it writes and those made from the templates."""
        for polarity in _POLARITIES:
            for pattern in entry.texts(polarity):
                yield polarity, pattern
        things = entry.texts("expected")
        choice = "|".join((*things, *things[:1]))  # twice the first: `{one}` would name a set
        for polarity in _POLARITIES if things else ():
            for template in self.expected[polarity]:
                yield polarity, template.replace("<thing>", f"{{{choice}}}")
        for polarity, omitted in product(_POLARITIES, entry.texts("omitted")):
            act, arrow, object_ = (part.strip() for part in omitted.partition(">"))
            if not (act and arrow and object_):
                raise entry.fault(f"'omitted' has {omitted!r}; write it as 'act > object'")
            for template in self.omitted[polarity]:
                yield polarity, template.replace("<act>", act).replace("<object>", object_)


def _grammar(tables: Mapping[str, Any]) -> Grammar:
    forms = {form: word for word, forms in tables["forms"].items() for form in forms}
    return Grammar(tables["sets"], tables["passedOver"], forms, tables["rewritten"])


def _theme(
    entry: Entry, grammar: Grammar, templates: _Templates
) -> tuple[Theme, list[Phrase], list[Phrase]]:
    theme_id = entry.text("id")
    try:
        phrases = [
            Phrase(theme_id, polarity, written, grammar)
            for polarity, written in dict.fromkeys(templates.patterns(entry))
        ]
        excepted = [
            Phrase(theme_id, Polarity.PRESENT, written, grammar)
            for written in entry.texts("except")
        ]
    except PatternError as error:
        raise entry.fault(str(error)) from error
    theme = Theme(
        id=theme_id,
        names=_names(entry),
        kind=_kind(entry),
        scope_note=entry.text("scopeNote"),
        source=entry.text("source"),
        broader=entry.texts("broader"),
        related=entry.texts("related"),
        make_tagger=partial(Tagger, grammar, phrases, excepted),
    )
    return theme, phrases, excepted


def _names(entry: Entry) -> tuple[str, ...]:
    return (
        entry.text("prefLabel"),
        *entry.texts("altLabel"),
        *entry.texts("hiddenLabel"),
        *entry.obsolete(),
    )


def _kind(entry: Entry) -> SubjectKind:
    try:
        return SubjectKind(entry.text("kind"))
    except ValueError as error:
        known = ", ".join(SubjectKind)
        raise entry.fault(f"'kind' is {entry.text('kind')!r}; it must be one of {known}") from error


def _check_references(entries: Iterable[Entry]) -> None:
    ids = {entry.text("id") for entry in entries}
    for entry in entries:
        if not entry.text("prefLabel"):
            raise entry.fault("lacks 'prefLabel'")
        for key in ("broader", "related"):
            for other in entry.texts(key):
                if other not in ids:
                    raise entry.fault(f"{key!r} names {other!r}, which is no theme's id")


def _labels(entries: Iterable[Entry], grammar: Grammar) -> dict[frozenset[str], str]:
    """The stems of every label's words that carry meaning, and the theme that owns it."""
    owners: dict[frozenset[str], str] = {}
    for entry in entries:
        for name in _names(entry):
            words = " ".join(w for w in name.lower().split() if w not in STOPWORDS) or name
            owner = owners.setdefault(frozenset(grammar.tokens(words)), entry.text("id"))
            if owner != entry.text("id"):
                raise entry.fault(f"the label {name!r} is also one of {owner!r}: keep one")
    return owners


def _weight(stems: frozenset[str]) -> tuple[int, int]:
    return len(stems), sum(map(len, stems))


def _negative(weight: tuple[int, int]) -> tuple[int, int]:
    return -weight[0], -weight[1]
