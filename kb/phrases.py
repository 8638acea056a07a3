"""The vocabulary's pattern language: phrases matched by stems, thousands tried on each sentence.

A pattern is words in order, told by their Porter stems; the grammar's small words ("the", "also")
are passed over wherever they stand.

    {a|b c}     one of these                {name}   one of a named set of the grammar
    {a|b}?      perhaps one of these        ..       up to two other words, ...  up to four

The words that a gap stands for are never a negation or a blame ("not", "poor"), nor do they cross
the end of a sentence: "shared ... promptly" is not found in "shared, but not promptly".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product

from kb.planning import STOPWORDS, stems

_STOPS = ";:?!."
_TOKEN = re.compile(rf"[^\W_]+|[{_STOPS}](?=\s|$)")
_END = "\n"
_LONGEST_DENIAL = 12
_NAME = re.compile(r"[a-z_]+")
_WRITTEN = re.compile(r"\{|\}\??|\||\.\.\.?(?=[\s|}]|$)|[^\s{}|]+")
_MAX_DEPTH = 5


class PatternError(ValueError):
    """A pattern cannot be read; the message says which and why."""


class Polarity(StrEnum):
    """What a sentence says of a theme."""

    PRESENT = "present"
    ABSENT = "absent"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `longest` words that are not looked at."""

    longest: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some sequences, or none of them where it is optional.

    `by_first` has the sequences under each stem that they can begin with: how many words that stem
    takes of the sequence (none where a choice begins it), and what is left of it. One of the
    terms of `need` stands wherever one of the sequences does, in at most `longest` words.
    """

    by_first: Mapping[str, tuple[tuple[int, "Parts"], ...]]
    need: frozenset[str]
    longest: int
    optional: bool

    @property
    def need_stems(self) -> frozenset[str]:
        """The first stem of each term of `need`."""
        return frozenset(term.split()[0] for term in self.need)


Parts = tuple["str | Gap | Choice", ...]


class _Stems(dict[str, str]):
    """The stem of a word, kept once it was asked for; `words` has the first word of each stem."""

    def __init__(self, known: Mapping[str, str], forms: Mapping[str, str]) -> None:
        super().__init__(known)
        self._forms = forms
        self.words: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        base = self._forms.get(word, word)
        stem = self[word] = stems([base])[0]
        self.words.setdefault(stem, base)
        return stem


class Grammar:
    """What every pattern shares: named sets, small words, forms of verbs, words that deny.

    Args:
        sets: named alternatives; `denial` and `breaks` (words over which no gap reaches) must be
            among them.
        passed_over: words that stand nowhere, neither in patterns nor in texts.
        forms: other words that are read as one ("was": "be").
        rewritten: strings of a text put otherwise before it is cut into words.
    """

    def __init__(
        self,
        sets: Mapping[str, Sequence[str]],
        passed_over: Iterable[str] = (),
        forms: Mapping[str, str] | None = None,
        rewritten: Mapping[str, str] | None = None,
    ) -> None:
        self._sets = sets
        self._forms = dict(forms or {})
        self._rewritten = dict(rewritten or {})
        self._choices: dict[tuple[str, bool], Choice] = {}
        self._stems = _Stems(dict.fromkeys(passed_over, ""), self._forms)

    def tokens(self, text: str) -> list[str]:
        """The stems of `text` without the small words; the end of a sentence is a token too.

        >>> Grammar({}, ["the"], {"was": "be"}).tokens("The nursery wasn't told.")
        ['nurseri', 'be', 'not', 'tell', '.']
        """
        lowered = text.lower().replace("’", "'").replace("n't", " not")
        for old, new in self._rewritten.items():
            if old in lowered:
                lowered = lowered.replace(old, new)
        return [stem for stem in map(self._stems.__getitem__, _TOKEN.findall(lowered)) if stem]

    def words(self, stem: str) -> list[str]:
        """Words of patterns that have this stem, one for each of its irregular forms."""
        forms = [form for form, word in self._forms.items() if word == stem]
        return [*forms, self._stems.words.get(stem, stem)]

    def parse(self, pattern: str) -> Parts:
        """`pattern` as words, choices and gaps.

        Raises:
            PatternError: a brace has no pair, a set is unknown or holds itself, or no word stands.
        """
        options = self._options(pattern, 0)
        if len(options) != 1:
            raise PatternError(
                f"{pattern!r} has a bar outside braces; put braces around the choice"
            )
        if not any(isinstance(part, str) or _must_stand(part) for part in options[0]):
            raise PatternError(f"{pattern!r} has no word that must stand; write one")
        return options[0]

    def _options(self, text: str, depth: int) -> tuple[Parts, ...]:
        options: list[list[str | Gap | Choice]] = [[]]
        level = start = 0
        for match in _WRITTEN.finditer(text):
            token = match.group()
            if token == "{":
                start = start if level else match.end()
                level += 1
            elif token[0] == "}":
                level -= 1
                if level == 0:
                    inner = text[start : match.start()]
                    options[-1].append(self._choice(inner, token == "}?", depth))
            elif level == 0 and token == "|":
                options.append([])
            elif level == 0:
                options[-1] += [Gap(len(token) * 2 - 2)] if token[0] == "." else self.tokens(token)
            if level < 0:
                break
        if level != 0:
            raise PatternError(f"{text!r} has a brace without its pair; add or remove one")
        return tuple(map(tuple, options))

    def _choice(self, inner: str, optional: bool, depth: int) -> Choice:
        if (inner, optional) not in self._choices:
            self._choices[inner, optional] = self._read_choice(inner, optional, depth)
        return self._choices[inner, optional]

    def _read_choice(self, inner: str, optional: bool, depth: int) -> Choice:
        if depth > _MAX_DEPTH:
            raise PatternError(f"the set {inner!r} holds itself; take it out")
        if inner in self._sets:
            options = self._set(inner, depth + 1)
        elif _NAME.fullmatch(inner) and not optional:
            raise PatternError(f"the set {inner!r} is not in the grammar; add it or mend its name")
        else:
            options = self._options(inner, depth + 1)
        if not all(map(_needs, options)):
            raise PatternError(f"{{{inner}}} has a choice without a word; write one or remove it")
        by_first: dict[str, tuple[tuple[int, Parts], ...]] = {}
        for option in options:
            taken = int(isinstance(option[0], str))
            for stem in _first(option):
                by_first[stem] = (*by_first.get(stem, ()), (taken, option[taken:]))
        need = frozenset[str]().union(*(min(_needs(o), key=_commonness) for o in options))
        return Choice(by_first, need, max(map(_longest, options)), optional)

    def _set(self, name: str, depth: int = 0) -> tuple[Parts, ...]:
        return tuple(
            option for member in self._sets[name] for option in self._options(member, depth)
        )

    def denied(self, tokens: Sequence[str], end: int) -> bool:
        """Whether words that turn what follows into its opposite end just before `end`."""
        denial = (self._choice("denial", False, 0),)
        before = [*tokens[max(0, end - _LONGEST_DENIAL) : end], _END]
        full = len(before) - 1
        return any(self.end((*denial, _END), before, start) > full for start in range(full))

    def end(self, parts: Parts, tokens: Sequence[str], start: int) -> int:
        """Where `parts` end that begin at `start`, the nearest gap first; -1 if they do not stand.

        `tokens` must have `_END` after the last of them.
        """
        for number, part in enumerate(parts, start=1):
            if isinstance(part, str):
                if tokens[start] != part:
                    return -1
                start += 1
                continue
            rest = parts[number:]
            if isinstance(part, Gap):
                return self._end_after_gap(part, rest, tokens, start)
            for taken, option in part.by_first.get(tokens[start], ()):
                end = self.end(option + rest, tokens, start + taken)
                if end >= 0:
                    return end
            if not part.optional:
                return -1
        return start

    def _end_after_gap(self, gap: Gap, rest: Parts, tokens: Sequence[str], start: int) -> int:
        for skipped in range(gap.longest + 1):
            end = self.end(rest, tokens, start + skipped)
            if end >= 0:
                return end
            if tokens[start + skipped] in self._breaks:
                break
        return -1

    @cached_property
    def _breaks(self) -> frozenset[str]:
        words = (stem for word in self._sets["breaks"] for stem in self.tokens(word))
        return frozenset(words) | frozenset({*_STOPS, _END})


def _must_stand(part: "str | Gap | Choice") -> bool:
    return isinstance(part, Choice) and not part.optional


def _longest(parts: Parts) -> int:
    return sum(1 if isinstance(part, str) else part.longest for part in parts)


def _first(parts: Parts) -> frozenset[str]:
    """The stems that `parts` can begin with."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, str):
            return frozenset(found | {part})
        if isinstance(part, Choice):
            found.update(part.by_first)
            if not part.optional:
                break
    return frozenset(found)


def _needs(parts: Parts) -> list[frozenset[str]]:
    """Sets of terms, one of each of which stands in everything that `parts` match.

    A term is a stem, or two stems that follow one another with a space between.
    """
    found = []
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if isinstance(part, Choice) and not part.optional:
            found.append(part.need)
        elif isinstance(part, str) and isinstance(after, str):
            found.append(frozenset({f"{part} {after}"}))
        elif isinstance(part, str) and not isinstance(before, str):
            found.append(frozenset({part}))
    return found


def _commonness(terms: Iterable[str]) -> float:
    """A guess at how many sentences hold one of `terms`: little words are everywhere."""
    parts = [[50 if stem in STOPWORDS else 1 for stem in term.split()] for term in terms]
    return sum(part[0] if len(part) == 1 else part[0] * part[1] / 200 for part in parts)


class Phrase:
    """A pattern of one theme and polarity, ready to be looked for."""

    __slots__ = ("_first", "_grammar", "_near", "_parts", "needs", "polarity", "theme", "written")

    def __init__(self, theme: str, polarity: Polarity, written: str, grammar: Grammar) -> None:
        """Raises PatternError where `written` is not a pattern."""
        self.theme = theme
        self.polarity = polarity
        self.written = written
        self._grammar = grammar
        self._parts = grammar.parse(written)
        self._first = _first(self._parts)
        self.needs = _needs(self._parts)
        self._near = [
            (choice.need_stems, _longest(self._parts[: number + 1]))
            for number, choice in enumerate(self._parts)
            if number > 0 and isinstance(choice, Choice) and not choice.optional
        ]

    def places(self, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where the phrase stands among `tokens` (`Grammar.end`): start and end, half-open."""
        first = self._first
        for start in [number for number, token in enumerate(tokens) if token in first]:
            for stems_needed, reach in self._near:  # rules out most starts at little cost
                if stems_needed.isdisjoint(tokens[start : start + reach]):
                    break
            else:
                end = self._grammar.end(self._parts, tokens, start)
                if end >= 0:
                    yield start, end


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
            rarest = min(phrase.needs, key=lambda n: sum(uses[t] * _commonness({t}) for t in n))
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
        tokens = [*self._grammar.tokens(text), _END]
        known = self._terms.intersection(tokens)
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
        found = [match for phrase in candidates for match in self._found(phrase, tokens)]
        return self._standing(found, tokens) if found else []

    def tag(self, text: str) -> list[tuple[str, Polarity]]:
        """Themes of which `text` says something, and what: each pair once, in order of theme."""
        return sorted({(match.theme, match.polarity) for match in self.matches(text)})

    def _found(self, phrase: Phrase, tokens: Sequence[str]) -> Iterator[Match]:
        for start, end in phrase.places(tokens):
            denied = self._grammar.denied(tokens, start)
            polarity = _OPPOSITE[phrase.polarity] if denied else phrase.polarity
            if polarity is not None:
                yield Match(phrase.theme, polarity, phrase.written, start, end)

    def _standing(self, found: list[Match], tokens: Sequence[str]) -> list[Match]:
        found.sort(key=lambda m: (m.start - m.end, _ORDER.index(m.polarity), m.pattern))
        taken: dict[str, list[tuple[int, int]]] = {}
        standing = []
        for match in found:
            theme = match.theme
            if theme not in taken:
                hiding = self._excepted.get(theme, ())
                taken[theme] = [place for phrase in hiding for place in phrase.places(tokens)]
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
