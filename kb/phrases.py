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

from kb.planning import STOPWORDS, stems

_TOKEN = re.compile(r"[^\W_]+|[;:?!.](?=\s|$)")
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
    """Up to `words` words that are not looked at."""

    words: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some sequences, or none of them where it is optional.

    `need` is a set of stems of which one stands in each sequence, `regex` matches the sequences.
    """

    need: frozenset[str]
    regex: str
    optional: bool


Sequence_ = tuple["str | Gap | Choice", ...]


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
        self._stems: dict[str, str] = dict.fromkeys(passed_over, "")
        self._words: dict[str, set[str]] = {}

    def tokens(self, text: str) -> list[str]:
        """The stems of `text` without the small words; the end of a sentence is a token too.

        >>> Grammar({"denial": [], "breaks": []}, ["the"], {"was": "be"}).tokens("The nursery wasn't told.")
        ['nurseri', 'be', 'not', 'tell', '.']
        """
        lowered = text.lower().replace("’", "'").replace("n't", " not")
        for old, new in self._rewritten.items():
            if old in lowered:
                lowered = lowered.replace(old, new)
        known = self._stems
        found = []
        for word in _TOKEN.findall(lowered):
            stem = known.get(word)
            if stem is None:
                stem = known[word] = stems([self._forms.get(word, word)])[0]
                self._words.setdefault(stem, set()).add(word)
            if stem:
                found.append(stem)
        return found

    def words(self, stem: str) -> list[str]:
        """Words of patterns that have this stem, one for each of its irregular forms."""
        forms = [form for form, word in self._forms.items() if word == stem]
        return [*forms, min(self._words[stem], key=lambda word: (len(word), word))]

    def parse(self, pattern: str) -> Sequence_:
        """`pattern` as words, choices and gaps.

        Raises:
            PatternError: a brace has no pair, a set is unknown or holds itself, or no word stands.
        """
        options = self._options(pattern, 0)
        if len(options) != 1:
            raise PatternError(f"{pattern!r} has a bar outside braces; put braces around the choice")
        if not any(isinstance(part, str) or _must_stand(part) for part in options[0]):
            raise PatternError(f"{pattern!r} has no word that must stand; write one")
        return options[0]

    def _options(self, text: str, depth: int) -> tuple[Sequence_, ...]:
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
        needs = [_needs(option) for option in options]
        if not all(needs):
            raise PatternError(f"{{{inner}}} has a choice without a word; write one or remove it")
        need = frozenset[str]().union(*(min(found, key=_commonness) for found in needs))
        regex = "|".join(self.regex(option) for option in options)
        return Choice(need, f"(?:{regex})" + "?" * optional, optional)

    def _set(self, name: str, depth: int = 0) -> tuple[Sequence_, ...]:
        return tuple(
            option for member in self._sets[name] for option in self._options(member, depth)
        )

    def regex(self, parts: Sequence_) -> str:
        """The regular expression of a sequence, over tokens that each end in a space."""
        written = []
        for part in parts:
            if isinstance(part, str):
                written.append(re.escape(part) + " ")
            elif isinstance(part, Gap):
                written.append(f"(?:{self._gap_word}){{0,{part.words}}}?")
            else:
                written.append(part.regex)
        return "".join(written)

    @cached_property
    def denial(self) -> re.Pattern[str]:
        """What turns the words that follow it into their opposite."""
        options = "|".join(self.regex(option) for option in self._set("denial"))
        return re.compile(f" (?:{options or '(?!)'})$")

    @cached_property
    def _gap_word(self) -> str:
        breaks = sorted({stem for word in self._sets["breaks"] for stem in self.tokens(word)})
        return rf"(?!(?:{'|'.join(breaks)}) )\w+ "


def _must_stand(part: "str | Gap | Choice") -> bool:
    return isinstance(part, Choice) and not part.optional


def _needs(parts: Sequence_) -> list[frozenset[str]]:
    """Sets of stems, one of each of which stands in everything that `parts` match."""
    return [
        part.need if isinstance(part, Choice) else frozenset({part})
        for part in parts
        if isinstance(part, str) or _must_stand(part)
    ]


def _commonness(stem_set: frozenset[str]) -> int:
    return sum(50 if stem in STOPWORDS else 1 for stem in stem_set)


class Phrase:
    """A pattern of one theme and polarity, ready to be looked for."""

    __slots__ = ("_compiled", "_regex_source", "needs", "polarity", "theme", "written")

    def __init__(self, theme: str, polarity: Polarity, written: str, grammar: Grammar) -> None:
        """Raises PatternError where `written` is not a pattern."""
        parts = grammar.parse(written)
        self.theme = theme
        self.polarity = polarity
        self.written = written
        self.needs = _needs(parts)
        self._regex_source = f" {grammar.regex(parts)}"
        self._compiled: re.Pattern[str] | None = None

    def places(self, line: str) -> Iterator[tuple[int, int]]:
        """Where the phrase stands in a line of tokens, each with a space on both sides."""
        if self._compiled is None:  # most are never needed, and all would take a second
            self._compiled = re.compile(self._regex_source)
        for match in self._compiled.finditer(line):
            yield match.start() + 1, match.end()


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

    def __init__(self, grammar: Grammar, phrases: Iterable[Phrase], excepted: Iterable[Phrase] = ()):
        """`excepted` are phrases that say nothing of their theme and hide what they overlap."""
        self._grammar = grammar
        self._excepted: dict[str, list[Phrase]] = {}
        for phrase in excepted:
            self._excepted.setdefault(phrase.theme, []).append(phrase)
        self._bits: dict[str, int] = {}
        self._filed: dict[str, list[tuple[int, Phrase]]] = {}
        self._file(list(phrases))

    @property
    def words(self) -> tuple[str, ...]:
        """Words of which one at least stands in everything that matches."""
        found = (word for stem in self._filed for word in self._grammar.words(stem))
        return tuple(dict.fromkeys(found))

    def _file(self, phrases: Sequence[Phrase]) -> None:
        uses = Counter(stem for phrase in phrases for need in phrase.needs for stem in need)
        numbers: dict[frozenset[str], int] = {}
        for phrase in phrases:
            mask = 0
            for need in phrase.needs:
                mask |= 1 << numbers.setdefault(need, len(numbers))
            rarest = min(phrase.needs, key=lambda need: sum(uses[s] * _commonness({s}) for s in need))
            for stem in rarest:
                self._filed.setdefault(stem, []).append((mask, phrase))
        for need, number in numbers.items():
            for stem in need:
                self._bits[stem] = self._bits.get(stem, 0) | 1 << number

    def matches(self, text: str) -> list[Match]:
        """What `text` says of every theme; of overlapping matches of a theme the longest."""
        tokens = self._grammar.tokens(text)
        bits = self._bits
        known = {token for token in tokens if token in bits}
        held = 0
        for token in known:
            held |= bits[token]
        candidates = {
            phrase: None
            for token in known
            if token in self._filed
            for mask, phrase in self._filed[token]
            if mask & held == mask
        }
        if not candidates:
            return []
        line = f" {' '.join(tokens)} "
        found = [match for phrase in candidates for match in self._found(phrase, line)]
        return self._standing(found, line)

    def tag(self, text: str) -> list[tuple[str, Polarity]]:
        """Themes of which `text` says something, and what: each pair once, in order of theme."""
        return sorted({(match.theme, match.polarity) for match in self.matches(text)})

    def _found(self, phrase: Phrase, line: str) -> Iterator[Match]:
        for start, end in phrase.places(line):
            denied = self._grammar.denial.search(line, 0, start)
            polarity = _OPPOSITE[phrase.polarity] if denied else phrase.polarity
            if polarity is not None:
                yield Match(phrase.theme, polarity, phrase.written, start, end)

    def _standing(self, found: list[Match], line: str) -> list[Match]:
        found.sort(key=lambda m: (m.start - m.end, _ORDER.index(m.polarity), m.pattern))
        taken: dict[str, list[tuple[int, int]]] = {}
        standing = []
        for match in found:
            theme = match.theme
            if theme not in taken:
                hiding = self._excepted.get(theme, ())
                taken[theme] = [place for phrase in hiding for place in phrase.places(line)]
            if all(match.end <= start or end <= match.start for start, end in taken[theme]):
                taken[theme].append((match.start, match.end))
                standing.append(match)
        return standing


_ORDER = (Polarity.ABSENT, Polarity.GOOD, Polarity.PRESENT)
_OPPOSITE = {
    Polarity.PRESENT: Polarity.ABSENT,
    Polarity.ABSENT: Polarity.PRESENT,
    Polarity.GOOD: None,
}
