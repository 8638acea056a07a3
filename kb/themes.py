"""The vocabulary of findings: what a subject is also called, and how sentences say it."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.words import porter

_FILE = Path(__file__).parent / "vocabulary/themes.toml"
_GAP = r"(?: \w+){0,2} "


@dataclass(frozen=True, slots=True)
class Theme:
    """One finding: the names questions use for it and the phrases sentences use."""

    id: str
    names: tuple[str, ...]
    phrases: tuple[str, ...]

    def phrase_in(self, text: str) -> str | None:
        """The first phrase that `text` uses, by stems, or None."""
        stemmed = stemmed_text(text)
        for phrase in self.phrases:
            if _pattern(phrase).search(stemmed):
                return phrase
        return None


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme of the vocabulary file."""
    text = _FILE.read_text(encoding="utf-8")
    return tuple(
        Theme(item["id"], tuple(item["names"]), tuple(item["phrases"]))
        for item in tomllib.loads(text)["theme"]
    )


def theme_of(subject: str) -> Theme | None:
    """The theme that `subject` names, if any.

    >>> theme_of("failure to share information").id
    'information-sharing'
    """
    found = set(stemmed_text(subject).split())
    for theme in themes():
        for name in theme.names:
            if set(stemmed_text(name).split()) <= found:
                return theme
    return None


def stemmed_text(text: str) -> str:
    """The stems of `text`, a space apart."""
    return " ".join(porter(re.findall(r"\w+", text.lower())))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    parts: Sequence[str] = stemmed_text(phrase).split()
    return re.compile(r"\b" + _GAP.join(map(re.escape, parts)) + r"\b")
