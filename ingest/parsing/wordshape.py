"""How far a text looks like words: garbled fonts and bad recognition do not."""

import re
import unicodedata
from collections.abc import Sequence

_VOWELS = frozenset("aeiouyw")  # w is one in Welsh
_EDGES = re.compile(r"^[^\w\ufffd\ue000-\uf8ff]+|[^\w\ufffd\ue000-\uf8ff]+$")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_NUMBER = re.compile(r"[£$€]?\d[\d.,:/()%-]*(?:st|nd|rd|th|s|am|pm|[a-z])?", re.IGNORECASE)
_PARTS = re.compile(r"[-‐–—'’/&.@_+()]+")  # of well-known, don't, and/or, o'clock, R&D, kent.gov.uk
_MARK = re.compile(r"(?<=[a-z])\d{1,3}$|(?<=[A-Z])\d{1,3}$")  # of a footnote
_CASED = re.compile(r"[a-z]+|[A-Z]+s?|(?:[A-Z]{1,5}[a-z]*)?[A-Z][a-z]+")  # the, NHS, MPs, McColl
_FEW_VOWELS, _ENOUGH = 0.2, 40  # of the letters: English has 0.38, Welsh 0.3; of so many
_LONGEST = 30
_SHORT = 4  # letters of a word that may do without a vowel in capitals: NHS, LSCB
_INITIALS = 0.15  # of the tokens, those of capitals without a vowel that ordinary text has


def tokens(text: str) -> list[str]:
    """What stands between spaces, without the marks around it; marks alone are none."""
    found = (_EDGES.sub("", piece) for piece in re.split(r"\s+|\.{2,}|…", text))
    return [token for token in found if token]


def word_shape(text: str) -> float:
    """The share of the tokens of `text` that look like words or numbers, 0 to 1.

    Letters that no font maps, digits and signs inside words, and letters without a vowel do not.
    Where a text has far too few vowels for any language, as one in a shifted alphabet, no word
    does. A text without a token has 0.

    >>> word_shape("The NHS said on 3.4.2011 that nobody’d come."), word_shape("7KH w4s s€en")
    (1.0, 0.0)
    """
    found = tokens(text)
    letters = [c for c in text.lower() if "a" <= c <= "z"]
    few_vowels = sum(c in "aeiou" for c in letters) < _FEW_VOWELS * len(letters)
    if not found or (few_vowels and len(letters) >= _ENOUGH):
        return 0.0
    if len(found) > 1:  # one odd letter by itself is a bullet
        found = [t for t in found if len(t) > 1 or not is_odd(t)] or found
    good = sum(_is_word(token) for token in found)
    initials = sum(_is_initials(token) for token in found)
    return (good + min(initials, _initials_allowed(found))) / len(found)


def is_odd(text: str) -> bool:
    """Whether characters stand in `text` that no font maps to a letter."""
    return _ODD.search(text) is not None


def _initials_allowed(found: Sequence[str]) -> int:
    return max(3, round(_INITIALS * len(found)))


def _is_word(token: str) -> bool:
    if _NUMBER.fullmatch(token):
        return True
    parts = [part for part in _PARTS.split(token) if part]
    return bool(parts) and all(_is_part(part) for part in parts)


def _is_part(part: str) -> bool:
    if part.isdigit() or len(part) == 1:
        return part.isalnum()
    plain = unicodedata.normalize("NFKD", part)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    letters = _MARK.sub("", letters)
    if not letters.isalpha() or len(letters) > _LONGEST or re.search(r"(.)\1{3}", letters):
        return False
    if not letters.isascii():
        return True  # of another alphabet
    return bool(_CASED.fullmatch(letters)) and not _VOWELS.isdisjoint(letters.lower())


def _is_initials(token: str) -> bool:
    letters = re.sub(r"[’']?s$", "", token)
    return (
        letters.isalpha() and letters.isupper() and len(letters) <= _SHORT and not _is_word(token)
    )
