"""Printed lines -> running text: hyphens at line ends, words that were blacked out."""

import re
from collections.abc import Sequence

from kb import types

SOFT_HYPHEN = "\u00ad"
REDACTED = types.REDACTED
_REDACTED = re.compile(
    r"(?<![\w.,£-])([^\W_])\1{4,}(?![\w-]|[.,]\d)|"  # standing alone
    r"(\d)\2{7,}|(?<![A-Z])([A-Z])\3{7,}(?![A-Z])|"  # joined to a word: but not "Nooooooooo"
    r"[█▇■▮]{2,}"
)
_BROKEN = re.compile(r"\w[-‐]$")
_LONGEST = 60  # characters of a word
_PREFIXES = frozenset(
    "multi non self co inter well half step ex pre post semi anti mid cross re".split()
)


def redacted(text: str) -> str:
    """`text` with blacked-out words (which come as runs of one letter or block) said in words.

    >>> redacted("Mr and Mrs 1111111 moved to XXXXXX in 2011.")
    'Mr and Mrs [redacted] moved to [redacted] in 2011.'
    """
    return _REDACTED.sub(REDACTED, text)


def reflow(lines: Sequence[str], words: set[str], *, hyphenated: bool = False) -> str:
    """The lines of one paragraph as one line of text.

    A hyphen at a line's end stays unless only the joined word is among `words`, those that stand
    whole inside a line of the document: Word and its like break lines only at hyphens that were
    typed. In a document whose typesetter broke words (`hyphenated`) it goes unless both halves are
    words. A soft hyphen at a line's end always goes.
    """
    text = ""
    for line in lines:
        piece = " ".join(line.split())
        if text.endswith(SOFT_HYPHEN) and piece:
            text = text.rstrip(SOFT_HYPHEN) + piece
            continue
        if ends_in_hyphen(text) and piece[:1].islower():
            text = (
                text[:-1] if breaks_word(text, piece, words, hyphenated=hyphenated) else text
            ) + piece
        elif piece:
            text = f"{text} {piece}" if text else piece
    return text.replace(SOFT_HYPHEN, "")


def breaks_word(above: str, below: str, words: set[str], *, hyphenated: bool) -> bool:
    """Whether the hyphen between two lines was put there to break a word."""
    parts = [*re.findall(r"\w+(?=[-‐]$)", above[-_LONGEST:]), *re.findall(r"^\w+", below)]
    first, second = (part.lower() for part in parts)
    joined, compound = f"{first}{second}" in words, f"{first}-{second}" in words
    if joined or compound or not hyphenated:
        return joined and not compound
    return first not in _PREFIXES and not (first in words and second in words)


def ends_in_hyphen(line: str) -> bool:
    """Whether `line` ends in a word and a hyphen."""
    return bool(_BROKEN.search(line[-2:]))
