"""Thousands of phrases tried on a sentence: what it says of which theme."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from kb.phrases import END, Grammar, Phrase, commonness
from kb.types import Polarity

Numbers = Mapping[str, Sequence[int]]
"""The places of each token of a text."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: theme, what is said of it, the pattern as written, place among the tokens."""

    theme: str
    polarity: Polarity
    pattern: str
    start: int
    end: int


class Tagger:
    """Finds phrases in sentences.

    A phrase is tried only where a word of each of its needs stands: needs are bits of a number
    (a sentence's bits are those of its words), and a phrase is filed under the need that the
    fewest phrases share.
    """

    def __init__(
        self, grammar: Grammar, phrases: Iterable[Phrase], excepted: Iterable[Phrase] = ()
    ):
        """`excepted` are phrases that say nothing of their theme and hide what they overlap."""
        self._grammar = grammar
        self._excepted: dict[str, list[Phrase]] = {}
        for phrase in excepted:
            self._excepted.setdefault(phrase.theme, []).append(phrase)
        self._bits: dict[str, int] = {}
        self._pairs: dict[str, set[str]] = {}
        self._filed: dict[str, list[tuple[int, Phrase]]] = {}
        self._file(list(phrases))

    @property
    def words(self) -> tuple[str, ...]:
        """Words of which one at least stands in everything that matches."""
        found = (product(*map(self._grammar.words, term.split())) for term in self._filed)
        return tuple(dict.fromkeys(" ".join(words) for term in found for words in term))

    def _file(self, phrases: Sequence[Phrase]) -> None:
        uses = Counter(term for phrase in phrases for need in phrase.needs for term in need)
        numbers: dict[frozenset[str], int] = {}
        for phrase in phrases:
            mask = 0
            for need in phrase.needs:
                mask |= 1 << numbers.setdefault(need, len(numbers))
            rarest = min(phrase.needs, key=lambda n: sum(uses[t] * commonness({t}) for t in n))
            for term in rarest:
                self._filed.setdefault(term, []).append((mask, phrase))
        for need, number in numbers.items():
            for term in need:
                self._bits[term] = self._bits.get(term, 0) | 1 << number
        for first, *second in map(str.split, self._bits):
            if second:
                self._pairs.setdefault(first, set()).update(second)
        self._terms = frozenset(self._bits)

    def matches(self, text: str) -> list[Match]:
        """What `text` says of every theme; of overlapping matches of a theme the longest."""
        tokens = [*self._grammar.tokens(text), END]
        numbers: dict[str, list[int]] = {}
        for number, token in enumerate(tokens):
            numbers.setdefault(token, []).append(number)
        known = self._terms.intersection(numbers)
        pairs = [
            f"{first} {second}"
            for first, second in pairwise(tokens)
            if first in self._pairs and second in self._pairs[first]
        ]
        known = known.union(pairs) if pairs else known
        held = 0
        for term in known:
            held |= self._bits[term]
        candidates = {
            phrase: None
            for term in known
            for mask, phrase in self._filed.get(term, ())
            if mask & held == mask
        }
        found = [m for phrase in candidates for m in self._found(phrase, tokens, numbers)]
        return self._standing(found, tokens, numbers) if found else []

    def tag(self, text: str) -> list[tuple[str, Polarity]]:
        """Themes of which `text` says something, and what: each pair once, in order of theme."""
        return sorted({(match.theme, match.polarity) for match in self.matches(text)})

    def _found(self, phrase: Phrase, tokens: Sequence[str], numbers: Numbers) -> Iterator[Match]:
        for start, end in phrase.places(tokens, numbers):
            denied = self._grammar.denied(tokens, start)
            polarity = _OPPOSITE[phrase.polarity] if denied else phrase.polarity
            if polarity is not None and not self._grammar.doubted(tokens, start):
                yield Match(phrase.theme, polarity, phrase.written, start, end)

    def _standing(self, found: list[Match], tokens: Sequence[str], numbers: Numbers) -> list[Match]:
        found.sort(key=lambda m: (m.start - m.end, _ORDER.index(m.polarity), m.pattern))
        taken: dict[str, list[tuple[int, int]]] = {}
        standing = []
        for match in found:
            theme = match.theme
            if theme not in taken:
                hiding = self._excepted.get(theme, ())
                taken[theme] = [p for phrase in hiding for p in phrase.places(tokens, numbers)]
            if all(match.end <= start or end <= match.start for start, end in taken[theme]):
                taken[theme].append((match.start, match.end))
                standing.append(match)
        return standing


_ORDER = (Polarity.GOOD, Polarity.ABSENT, Polarity.PRESENT)
_OPPOSITE = {
    Polarity.PRESENT: Polarity.ABSENT,
    Polarity.ABSENT: Polarity.PRESENT,
    Polarity.GOOD: None,
}
