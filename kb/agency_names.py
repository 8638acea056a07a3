"""Agencies, services and kinds of professional, by the many forms that reviews print."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "agencies.toml"
_ENDING = r"(?:e?s)?(?:['’]s?)?"
_APPOSED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’'-]+ ?){1,4}), (?:the|an?|its|our) (?P<what>[^,.;:]{3,60})[,.]"
)
_NO_NAME = frozenset("The She He They It In On At By When As That This There Mother Father".split())


@dataclass(frozen=True, slots=True)
class Named:
    """An agency that a text names: the value of the list, and where its words stand."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """The forms of the list, and names of its own that a document gives to agencies."""

    own: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "AgencyNames":
        """With the names that `texts` explain beside them: "Larchway, the alcohol service,"."""
        own: dict[str, str] = {}
        for text in texts:
            for match in _APPOSED.finditer(text):
                name, found = match["name"].strip(), named_in(match["what"])
                if len(found) == 1 and name.split()[0] not in _NO_NAME and not named_in(name):
                    own.setdefault(name, found[0].value)
        return cls(tuple(own.items()))

    def find(self, text: str) -> list[Named]:
        """The agencies that `text` names, in order; the longest form wins where two meet."""
        own = [
            Named(value, match.start(), match.end())
            for name, value in self.own
            for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ]
        return _apart([*own, *_matches(text)])


def named_in(text: str) -> list[Named]:
    """The agencies of the list that `text` names.

    >>> [(n.value, n.start) for n in named_in("The CPN rang the surgery.")]
    [('mental health service', 4), ('GP', 17)]
    """
    return _apart(_matches(text))


def agency_values() -> tuple[str, ...]:
    """The values of the list."""
    return tuple(value for value, _ in _patterns())


def forms_in(file: Path, table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The values of a list of `forms` and `capitals`, each with what finds it in a text."""
    items = tomllib.loads(file.read_text(encoding="utf-8"))[table]
    return tuple((item["name"], _pattern(item)) for item in items)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return forms_in(_FILE, "agency")


def _pattern(item: dict[str, list[str]]) -> re.Pattern[str]:
    any_case = "|".join(item["forms"])
    capitals = "|".join(item.get("capitals", ())) or "(?!)"
    return re.compile(
        rf"(?<![\w’'-])(?:(?i:(?:{any_case}){_ENDING})|(?:{capitals})(?:['’]s)?)(?![\w-])"
    )


def _matches(text: str) -> list[Named]:
    return [
        Named(value, match.start(), match.end())
        for value, pattern in _patterns()
        for match in pattern.finditer(text)
    ]


def _apart(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda n: n.start)
