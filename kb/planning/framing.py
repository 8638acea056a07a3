"""The frame of a set question: the unit asked for and the small words around it.

"In which serious case reviews did workers take mum's word?" asks for reviews and is about "workers
take mum's word". People build frames in endless ways, so no pattern lists them: from each noun that
can be asked for, the frame grows outwards over words that never say what is asked about.
"""

import re

from kb.planning.asked_statement import statement_start
from kb.planning.asked_types import NOUN, UNIT
from kb.word_lists import WordLists, table_beside

NO_NAMES = re.compile(r"(?!)")
"""Finds no name."""

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["patterns"])
BEFORE_UNIT = frozenset(_FORMS["before_unit"].split())
_AFTER_UNIT = frozenset(_FORMS["after_unit"].split())
_BEGINS = (BEFORE_UNIT | _AFTER_UNIT | {"only", "please", "so", "then"}) - {
    *("both", "either", "first", "no", "not", "one", "out", "over", "single", "two", "under", "up"),
}
_ENDS = frozenset(_FORMS["ends"].split())
_AS_HELD = frozenset("primary sample seed source stored uploaded".split())  # "the seed documents"


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_WORDS.any(name).replace("@", NOUN), re.IGNORECASE)


_PLURAL = _pattern("plural")
_ONE_OF_ANY = _pattern("one_of_any")
_TYPED_SHORT = _pattern("typed_short")
_ASIDE = _pattern("aside")
_CLAUSE_ENDS = _pattern("clause_ends")
_EMPTY_REQUEST = _pattern("empty_request")
_LAST_ASKED = _pattern("last_asked")
_OF_ASKER = _pattern("of_asker")
_PUNCTUATION = ',.;:?!()"“”-–'


def without_asides(question: str) -> str:
    """`question` without what it says of the asker, the purpose, or how to count."""
    return _ASIDE.sub(" ", question)


def asks_for_many(text: str) -> bool:
    """Whether `text` names a unit in the plural, or any or every one of a unit."""
    plural = any(_PLURAL.search(unit[0]) for unit in UNIT.finditer(text))
    plural = plural or bool(_TYPED_SHORT.match(text))
    return plural or bool(_ONE_OF_ANY.search(text))


def without_frame(text: str, names: re.Pattern[str] = NO_NAMES) -> str:
    """`text` without the units asked for and the small words around them.

    What `names` finds is kept whole ("record" is a small word, "record keeping" is not), but for
    the unit that the question asks for.

    >>> without_frame("Which serious case reviews found that supervision was weak?")
    'supervision was weak'
    >>> without_frame("drift or premature closure, all reviews")
    'drift or premature closure'
    """
    text = _EMPTY_REQUEST.sub(" ", text)
    words = list(re.finditer(r"[\w’'-]+|[^\w\s]", text))
    lowered = [word[0].lower() for word in words]
    units = list(UNIT.finditer(text))
    asked = _asked(units)
    lone = asked[0].span() if len(asked) == 1 else (-1, -1)
    begins = asked[0].start() if asked else -1
    named = [
        (start, end)
        for start, end in (name.span() for name in names.finditer(text))
        if start != begins and (end <= lone[0] or lone[1] <= start)
    ]
    held = [any(start <= w.start() < end for start, end in named) for w in words]
    kept = [True] * len(words)
    for unit in asked:
        inside = [n for n, w in enumerate(words) if unit.start() <= w.start() < unit.end()]
        first, last = inside[0], inside[-1]
        if held[first]:
            continue
        while (
            first and lowered[first - 1] in BEFORE_UNIT | _AS_HELD | {"("} and not held[first - 1]
        ):
            first -= 1
        while (
            last + 1 < len(words)
            and lowered[last + 1] in _AFTER_UNIT | {")"}
            and not held[last + 1]
        ):
            last += 1
        kept[first : last + 1] = [False] * (last + 1 - first)
    if asked:
        _cut_request(text, words, asked[0], kept, named)
    parts, end = [], 0
    for word, keep in zip(words, kept, strict=True):
        gap = " " if word.start() > end else ""
        end = word.end()
        parts.append(f"{gap}{word[0]}" if keep else " ")
    return trimmed("".join(parts), names)


def _cut_request(
    text: str,
    words: list[re.Match[str]],
    unit: re.Match[str],
    kept: list[bool],
    named: list[tuple[int, int]],
) -> None:
    """Marks the words from "I need …", "my manager wants …" up to the `unit` as not `kept`.

    Where nothing would be left the subject stands there, as in "what do we say in reviews".
    """
    start = max((m.end() for m in _CLAUSE_ENDS.finditer(text, 0, unit.start())), default=0)
    after = [n for n, word in enumerate(words) if word.start() >= unit.end() and kept[n]]
    asks = _OF_ASKER.search(text[start : unit.start()])
    names = any(start <= first < unit.start() for first, _ in named)
    if (
        asks
        and not names
        and (start or any(words[n][0].lower() not in _ENDS | {*"?!.,"} for n in after))
    ):
        for n, word in enumerate(words):
            kept[n] = kept[n] and not start <= word.start() < unit.end()


def trimmed(text: str, names: re.Pattern[str] = NO_NAMES) -> str:
    """`text` without small words and punctuation at its ends, but for what `names` finds there."""
    named = [name.span() for name in names.finditer(text)]
    words = [
        (word, any(start < word.end() and word.start() < end for start, end in named))
        for word in re.finditer(r"\S+", text)
    ]
    while words and _small(*words[0], _BEGINS):
        words.pop(0)
    while words and _small(*words[-1], _ENDS):
        words.pop()
    return " ".join(word[0] for word, _ in words).strip(" ,.;:?!-–")


def _small(word: re.Match[str], held: bool, small: frozenset[str]) -> bool:
    return not held and word[0].strip(_PUNCTUATION).lower() in small | {""}


def _asked(units: list[re.Match[str]]) -> list[re.Match[str]]:
    """The units that are asked for; "files" after "which reviews" is a thing said.

    So is a review within what must be said, unless it is set off: "drift in files, all reviews".
    """
    if not units:
        return []
    text = units[0].string
    statement = statement_start(text)
    return [
        unit
        for n, unit in enumerate(units)
        if n == 0
        or _LAST_ASKED.search(text[: unit.start()])
        or (unit["review"] and (unit.start() < statement or _is_last(text, unit)))
    ]


def _is_last(text: str, unit: re.Match[str]) -> bool:
    """Whether a clause of its own names the unit: ", all reviews", "? Any reviews on this?"."""
    start = max((m.end() for m in _CLAUSE_ENDS.finditer(text, 0, unit.start())), default=0)
    between = re.findall(r"\w+", text[start : unit.start()].lower())
    return start > 0 and not set(between) - BEFORE_UNIT
