"""Which recommendations a question wants: to whom they are addressed, and what words they hold.

A recommendation must be addressed to whom was asked about, or hold the words asked for; none is
chosen by likeness. Services and empty words stand in `wanted_advice.toml`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.evidence import Evidence, term_weights
from kb.planning.asked_advice import Advice
from kb.reader import Reader
from kb.records import ListedRecommendation, Place
from kb.retrieval import lexical_coverage
from kb.types import Block, BlockKind
from kb.word_lists import table_beside
from kb.words import content_terms, stems, word_stems

_TABLE = table_beside(__file__)
_FRAME, _AROUND = (frozenset(_TABLE[name].split()) for name in ("frame", "around"))
_ONLY_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody to whom recommendations are addressed.

    `asked` finds it as questions and sentences name it, `held` as an addressee is named.
    """

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]


_SERVICES = tuple(
    Service(
        row["name"],
        re.compile(row["asked"], re.IGNORECASE),
        re.compile(row["held"], re.IGNORECASE),
    )
    for row in _TABLE["services"]
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose recommendations, and on what: services, and words with their weights.

    `bodies` are words that an addressee's name must have, `named` services that the recommendation
    must name where it is not addressed to them.
    """

    services: tuple[Service, ...]
    terms: tuple[str, ...]
    weights: Mapping[str, float]
    bodies: frozenset[str] = frozenset()
    named: tuple[Service, ...] = ()

    @classmethod
    def of(cls, reader: Reader, text: str) -> "Wanted":
        """What a question for recommendations wants: all services that it names are addressees."""
        services, rest = _services_in(text)
        terms = (term for term in content_terms(rest) if not term.isdigit())
        return cls(services, *_weighed(reader, terms, _FRAME))

    @classmethod
    def of_papers(cls, reader: Reader, advice: Advice) -> "Wanted":
        """What papers must recommend."""
        services, body = _services_in(advice.to)
        named, rest = _services_in(advice.about)
        bodies = frozenset(stems(content_terms(body))) if not services else frozenset()
        return cls(services, *_weighed(reader, content_terms(rest), _AROUND), bodies, named)

    @property
    def names(self) -> str:
        """The services asked about, for people."""
        return " and ".join(service.name for service in self.services)

    def asks(self, item: ListedRecommendation) -> bool:
        """Whether it is addressed to a service that was asked about."""
        return any(_is_for(service, item) for service in self.services)

    def says(self, item: ListedRecommendation) -> float:
        """The share of what is asked for that a recommendation's own words say, its heading's too.

        0 where it does not name a service that it has to name.
        """
        at = item.place
        words = f"{at.quote} {item.action or ''} {at.section or ''}"
        if not all(_is_for(s, item) or s.asked.search(words) for s in self.named):
            return 0.0
        return self.share(words)

    def share(self, words: str) -> float:
        """The share of the terms, by weight, that stand in `words`; all where there are none."""
        if not self.terms:
            return 1.0
        return lexical_coverage(stems(self.terms), self.weights, word_stems(words))

    def meets(self, item: ListedRecommendation) -> float:
        """How far it is what is wanted, 0 to 1; at most half where it only names the service."""
        said = self.says(item)
        if self.admits(item):
            return said
        named = any(service.asked.search(item.place.quote) for service in self.services)
        return min(said, _ONLY_NAMED) if named else 0.0

    def admits(self, item: ListedRecommendation) -> bool:
        """Whether it is addressed to whom was asked about, if to anybody."""
        if self.services:
            return self.asks(item)
        return not self.bodies or any(self.bodies <= word_stems(n) for n in item.addressees)


def evidence_at(place: Place) -> Evidence:
    """The words at a place, to be cited."""
    section = tuple((place.section or "").split(" / "))
    block = Block(BlockKind.PARAGRAPH, place.spans, place.paragraph, section)
    return Evidence(place.document_id, block, place.spans, place.quote, 1.0, 0.0, 0.0)


def _is_for(service: Service, item: ListedRecommendation) -> bool:
    return any(service.held.search(name) for name in item.addressees)


def _services_in(text: str) -> tuple[tuple[Service, ...], str]:
    """The services that `text` names, and `text` without them."""
    found = tuple(service for service in _SERVICES if service.asked.search(text))
    for service in found:
        text = service.asked.sub(" ", text)
    return found, text


def _weighed(
    reader: Reader, words: Iterable[str], empty: frozenset[str]
) -> tuple[tuple[str, ...], dict[str, float]]:
    terms = tuple(word for word in words if word not in empty)
    return terms, term_weights(reader.snapshot, terms)
