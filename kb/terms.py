"""Terms that mean the same in any question: old and new names, abbreviations and long forms."""

import re
from collections.abc import Iterable, Sequence

from kb.vocabulary_files import Entries, Entry
from kb.words import STOPWORDS, stems

Key = tuple[str, ...]


class Terms:
    """Rings of equivalent terms.

    An abbreviation that stands for several things (a SAR is a safeguarding adults review in
    England, a single agency review on the Isle of Man) leads to all of them, and none leads to it.
    One that is an ordinary word ("DASH") is only read in capitals.
    """

    def __init__(self, entries: Entries) -> None:
        """Raises VocabularyError where a label stands twice."""
        self._rings: list[tuple[str, ...]] = [_ring(entry) for entry in entries.equivalents]
        shorts = [entry.text("short") for entry in entries.abbreviations]
        self._ambiguous = {short for short in shorts if shorts.count(short) > 1}
        self._ordinary = {
            entry.text("short") for entry in entries.abbreviations if entry.values.get("ordinary")
        }
        self._rings += [(e.text("short"), e.text("long")) for e in entries.abbreviations]
        _check_labels(entries.equivalents)
        self._found: dict[Key, list[int]] = {}
        for number, ring in enumerate(self._rings):
            for label in ring:
                if label not in self._ordinary:
                    self._found.setdefault(_key(label), []).append(number)
        self._longest = max(map(len, self._found), default=0)

    def expansions(self, terms: Iterable[str]) -> tuple[str, ...]:
        """What else the words and phrases of `terms` are called, in the rings' order.

        Terms that follow one another may be the words of one label; little words count for nothing.
        """
        text = " ".join(terms)
        rings = self._in_text(text)
        for number in list(rings):  # "DV" is domestic violence, which is now domestic abuse
            for label in self._rings[number]:
                if label not in self._ambiguous | self._ordinary:
                    rings += self._found[_key(label)]
        said = {_key(label) for ring in rings for label in self._rings[ring]} & _runs(text, 9)
        return tuple(
            dict.fromkeys(
                label
                for ring in dict.fromkeys(rings)
                for label in self._rings[ring]
                if label not in self._ambiguous and _key(label) not in said
            )
        )

    def _in_text(self, text: str) -> list[int]:
        runs = sorted(_runs(text, self._longest), key=lambda run: (-len(run), run))
        rings = [ring for run in runs for ring in self._found.get(run, ())]
        capitals = self._ordinary & set(re.findall(r"\b[A-Z]{2,}\b", text))
        return rings + [n for n, ring in enumerate(self._rings) if ring[0] in capitals]


def _key(label: str) -> Key:
    words = re.findall(r"\w+", label.lower())
    return tuple(stems([word for word in words if word not in STOPWORDS] or words))


def _runs(text: str, longest: int) -> set[Key]:
    words: Sequence[str] = _key(text)
    return {
        tuple(words[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(words) - length + 1)
    }


def _ring(entry: Entry) -> tuple[str, ...]:
    return (entry.text("prefLabel"), *entry.texts("altLabel"), *entry.obsolete())


def _check_labels(equivalents: Iterable[Entry]) -> None:
    owners: dict[Key, Entry] = {}
    for entry in equivalents:
        for label in _ring(entry):
            owner = owners.setdefault(_key(label), entry)
            if owner is not entry:
                raise entry.fault(f"{label!r} also stands in {owner.text('prefLabel')!r}: keep one")
