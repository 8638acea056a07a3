"""The vocabulary's pattern language: phrases matched by stems, thousands tried on each sentence.

A pattern is words in order, told by their Porter stems; the grammar's small words ("the", "also")
are passed over wherever they stand.

    {a|b c}     one of these                {name}   one of a named set of the grammar
    {a|b}?      perhaps one of these        ..       up to two other words, ...  up to four

The words that a gap stands for are never a negation or a blame ("not", "poor"), nor do they cross
the end of a sentence: "shared ... promptly" is not found in "shared, but not promptly".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.types import Polarity
from kb.words import STOPWORDS, stems

_STOPS = ";:?!."
_TOKEN = re.compile(rf"[^\W_]+|[{_STOPS}](?=\s|$)")
END = "\n"
_LONGEST_DENIAL = 12
_NAME = re.compile(r"[a-z_]+")
_WRITTEN = re.compile(r"\{|\}\??|\||\.\.\.?(?=[\s|}]|$)|[^\s{}|]+")
_MAX_DEPTH = 5


class PatternError(ValueError):
    """A pattern cannot be read; the message says which and why."""


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
        sets: named alternatives; among them must be `denial` (turns what follows at once),
            `clause_denial` (all that follows in the clause), `doubt` (what follows in the clause is
            neither said nor denied), `clause_ends`, and `breaks` (words over which no gap reaches).
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
            elif level == 0 and token[-1] == "?":
                raise PatternError(f"{text!r} has a '?' without braces before it; put {{…}}? there")
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
        need = frozenset[str]().union(*(min(_needs(o), key=commonness) for o in options))
        return Choice(by_first, need, max(map(_longest, options)), optional)

    def _set(self, name: str, depth: int = 0) -> tuple[Parts, ...]:
        return tuple(
            option for member in self._sets[name] for option in self._options(member, depth)
        )

    def denied(self, tokens: Sequence[str], end: int) -> bool:
        """Whether words before `end` turn what follows into its opposite."""
        near = self._choice("denial", False, 0)
        before = [*tokens[max(0, end - _LONGEST_DENIAL) : end], END]
        for start, token in enumerate(before):
            if token in near.by_first and self.end((near, END), before, start) == len(before):
                return True
        return self._in_clause_of("clause_denial", tokens, end)

    def doubted(self, tokens: Sequence[str], end: int) -> bool:
        """Whether what follows `end` is only asked about: "considered whether …"."""
        return self._in_clause_of("doubt", tokens, end)

    def _in_clause_of(self, name: str, tokens: Sequence[str], end: int) -> bool:
        """Whether a member of the set `name` stands before `end` in the same clause."""
        choice = self._choice(name, False, 0)
        for start, token in enumerate(tokens[:end]):
            if token in choice.by_first:
                place = self.end((choice,), tokens, start)
                if 0 <= place <= end and self._clause_ends.isdisjoint(tokens[place:end]):
                    return True
        return False

    @cached_property
    def _clause_ends(self) -> frozenset[str]:
        words = (stem for word in self._sets["clause_ends"] for stem in self.tokens(word))
        return frozenset({*_STOPS, *words})

    def end(self, parts: Parts, tokens: Sequence[str], start: int) -> int:
        """Where `parts` end that begin at `start`, the nearest gap first; -1 if they do not stand.

        `tokens` must have `END` after the last of them.
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
        return frozenset(words) | frozenset({*_STOPS, END})


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


def commonness(terms: Iterable[str]) -> float:
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

    def places(
        self, tokens: Sequence[str], numbers: Mapping[str, Sequence[int]]
    ) -> Iterator[tuple[int, int]]:
        """Where the phrase stands among `tokens` (`Grammar.end`): start and end, half-open.

        `numbers` has the places of each token.
        """
        for start in sorted(n for token in self._first & numbers.keys() for n in numbers[token]):
            for stems_needed, reach in self._near:  # rules out most starts at little cost
                if stems_needed.isdisjoint(tokens[start : start + reach]):
                    break
            else:
                end = self._grammar.end(self._parts, tokens, start)
                if end >= 0:
                    yield start, end
