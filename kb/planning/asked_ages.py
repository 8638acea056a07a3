"""Ages of children that say which reviews are asked for: "SCRs about babies", "teens". Pure.

In "reviews where a baby had bruises" the age is part of what they must say, and no condition.
"""

import re
from dataclasses import dataclass

from kb.planning.asked_types import NOUN
from kb.word_lists import WordLists, table_beside
from kb.words import NUMBER_WORDS

AGE_BAND = "age band"
"""The field that says how old the child of a review is."""

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["lists"])
_ADULT = 18
_ANY_CASE = re.IGNORECASE
_NUMBERED = tuple(
    (row["is"], _WORDS.spelled_out("|".join(row["words"]))) for row in _FORMS["numbered"]
)
_NAMED = tuple(
    (tuple(row["ages"]), _WORDS.spelled_out("|".join(row["words"]))) for row in _FORMS["named"]
)
_ANY_NAMED = "|".join(words for _, words in _NAMED)
_SEVERAL = rf"(?:{_ANY_NAMED})(?:(?:,|,? and|,? or| ?[&/]) ?(?:{_ANY_NAMED}))*"
_PLACES = tuple(_WORDS.spelled_out(place.replace("{noun}", NOUN)) for place in _FORMS["places"])


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages from `low` to before `high`, and the words of the question that state them."""

    low: float
    high: float
    said: str


def asked_ages(text: str) -> Ages | None:
    """How old the children are that the papers asked for must be of; None where `text` says not.

    >>> asked_ages("Which SCRs about under-fives mention the nursery?")
    Ages(low=0.0, high=5.0, said='about under-fives')
    """
    if match := _found(_SEVERAL, text):
        meant = [ages for ages, words in _NAMED if _stands_in(words, match)]
        low, high = min(a for a, _ in meant), max(b for _, b in meant)
        return Ages(float(low), float(high), match["said"])
    for kind, words in _NUMBERED:
        if match := _found(words, text):
            low, high = _bounds(kind, match)
            if 0 <= low < high <= _ADULT + 1:
                return Ages(float(low), float(high), match["said"])
    return None


def bands_meant(ages: Ages, bands: set[str]) -> set[str]:
    """Of the age `bands` ("<1", "6-10") those meant: half of either lies in the other.

    >>> sorted(bands_meant(Ages(5, 12, ""), {"<1", "1-5", "6-10", "11-15", "16-17"}))
    ['6-10']
    """
    found = set()
    for band in bands:
        low, high = _band(band)
        shared = min(high, ages.high) - max(low, ages.low)
        if shared > 0 and shared * 2 >= min(high - low, ages.high - ages.low):
            found.add(band)
    return found


def _found(words: str, text: str) -> re.Match[str] | None:
    if not re.search(words, text, _ANY_CASE):
        return None  # of most questions; what follows takes long to compile
    in_figures = r"(?:\s*\([^()]*\d[^()]*\))?"  # "teenagers (12 plus)"
    places = (place.replace("@", f"(?:{words}){in_figures}") for place in _PLACES)
    return next((m for place in places if (m := re.search(place, text, _ANY_CASE))), None)


def _stands_in(words: str, match: re.Match[str]) -> bool:
    """Whether one of `words` stands in what was found, read with what follows it."""
    within = re.compile(rf"\b(?:{words})(?![\w-])", _ANY_CASE)
    found = within.finditer(match.string, match.start("said"))
    return any(m.end() <= match.end("said") for m in found)


def _bounds(kind: str, match: re.Match[str]) -> tuple[float, float]:
    groups = match.groupdict()
    low, high = _number(groups.get("a"), 0), _number(groups.get("b"), _ADULT)
    if groups.get("unit"):
        high /= 52 if groups["unit"].lower().startswith("w") else 12
    match kind:
        case "one":
            return low, low + 1
        case "through":
            return low, high + 1
        case _:
            return low, high


def _number(said: str | None, otherwise: float) -> float:
    if said is None:
        return otherwise
    if figures := re.match(r"\d+", said):
        return float(figures[0])
    word = said.lower()
    known = (NUMBER_WORDS.get(form) for form in (word, word[:-1], word[:-2]))
    return float(next(number for number in known if number))


def _band(band: str) -> tuple[float, float]:
    """From which age to before which a band goes; an empty one where it is none."""
    if match := re.fullmatch(r"<\s*(\d+)", band):
        return 0, float(match[1])
    if match := re.fullmatch(r"(\d+)-(\d+)", band):
        return float(match[1]), float(match[2]) + 1
    return 0, 0
