"""Values of fields that a question states by name: how it says them, and what remains of it.

An authority may be named in small letters, and none is meant where it belongs to what papers must
say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.correcting import AUTHORITY
from kb.planning.asked_statement import is_said
from kb.planning.asked_types import UNIT
from kb.words import content_terms, stems

MARK = "\x1f"
"""What stands in the place of a value that was read, until all of them are."""

JOINED = re.compile(rf"{MARK}(?:\s*(?:,|;|or|and|/|&|and/or)?\s*(?:in |from )?{MARK})*")
"""Marks with what joins them: "Wick or Fenborough"."""

BUT_NOT_THERE = re.compile(
    r"[,;(]?\s*\b(?:apart from|except(?:ing)?(?: for)?|excluding|other than|outside(?: of)?|but not"
    r"|not)"
    rf"(?: (?:the )?(?:those|ones?|any|anything|reviews?|cases))?(?: from| in| of| by)?\s+{MARK}",
    re.IGNORECASE,
)
"""A mark that is excepted: "apart from those in Wick"."""

_EVERY_LABEL = frozenset("date document name number report review".split())
"""Words of labels that say nothing of which field is meant."""

_LABEL = "case label"
_JUDGED = re.compile(
    r"\b(?:criticis|blam|prais|fault|commend|censur)\w*\s+(?:the\s+)?$", re.IGNORECASE
)
_CAPITALISED = re.compile(r"(?<!^)\b[A-Z][a-z]+")
_MONTH = (
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|"
    r"spring|summer|autumn|winter"
)
_LEADING = (
    r"(?:(?:that |which )?(?:came|come|coming) out|published|issued|written|dated|made|completed|"
    r"commissioned|sent|addressed|reported|produced|done|carried out|from|for|of|by|in|on|to|the|"
    rf"about|with|at|between|during|events?|years?|period|{_MONTH})"
)
_BODY = (
    r"(?:'s|’s|s['’]|LSCB|LSCP|SCB|ACPC|local|safeguarding|children|children's|child|board|"
    r"partnership|council|borough|city|county|area)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says of some documents.

    `restates`: it names a body of their authority, and by itself means that authority.
    """

    name: str
    text: str
    documents: frozenset[str]
    restates: bool = False

    def is_labelled_in(self, text: str) -> bool:
        """Whether `text` has a word of the field's name beside the value itself."""
        words = set(stems(content_terms(text.replace(self.text, " "))))
        return not words.isdisjoint({*stems(content_terms(self.name))} - _EVERY_LABEL)


def said_in(value: Value, text: str, of_papers: bool) -> str | None:
    """The words of `text` that name `value`: as written, or after its label or "about".

    What stands within what papers must say is none of theirs, but for the label of a case, which
    says whose papers are meant wherever it stands.
    """
    wanted = value.text
    named = [*re.finditer(rf"(?<!\w){_escaped(wanted)}(?!\w)", text)]
    if value.name == AUTHORITY:
        named += _in_small_letters(wanted, text)
    for match in named:
        is_theirs = not (of_papers and is_said(text, match.start(), match.end()))
        if value.name == _LABEL or (is_theirs and not _JUDGED.search(text[: match.start()])):
            return match[0]
    if named or value.name == AUTHORITY:
        return None
    words = wanted.split()
    if words[0].rstrip("s").lower() not in text.lower():
        return None
    loose = r"[\s-]+".join(re.escape(word.rstrip("s")) + "s?" for word in words)
    label = rf"\b(?:about|{re.escape(value.name)})\s+({loose})(?!\w)"
    labelled = re.search(label, text, re.IGNORECASE)
    return labelled[1] if labelled else None


def _in_small_letters(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where `text` has the name of an authority in small letters and means it.

    A name of one word may be an ordinary one ("reading"): it is meant where nothing in the text is
    a capitalised word, and it stands off from the rest, beside the papers or behind "in".
    """
    for match in re.finditer(rf"(?<!\w){_escaped(name)}(?!\w)", text, re.IGNORECASE):
        before, after = text[: match.start()], text[match.end() :]
        if match[0] == name:
            continue
        alone = re.search(r"(?:^|[,;:(/–—-])\s*$", before) and re.match(r"\s*(?:$|\W)", after)
        beside = any(
            unit.end() == len(before.rstrip()) or match.end() == unit.start() - 1
            for unit in UNIT.finditer(text)
        )
        behind = re.search(r"\b(?:in|from|by|of|for|at|out of)\s+$", before, re.IGNORECASE)
        placed = behind and not re.match(r"\s+(?:the|an?|his|her|their|its|this|that)\b", after)
        last = re.fullmatch(
            r"(?:\W|\d|\b(?:post|pre|since|before|after|from|to|up|onwards?)\b)*", after
        )
        if " " in name or (not _CAPITALISED.search(text) and (alone or beside or placed or last)):
            yield match


def _escaped(name: str) -> str:
    """An expression for `name`, its "and" in either spelling."""
    return re.escape(name).replace(r"\ and\ ", r"\ (?:and|&)\ ")


def first_word(value: str) -> str:
    """The word that a question that names `value` has; "" where the value has no word."""
    return next(map(singular, re.findall(r"\w+", value)), "")


def singular(word: str) -> str:
    """A word in small letters without an "s" at its end."""
    return word.lower().rstrip("s")


def without(text: str, said: str, label: str, mark: str = "") -> str:
    """`text` with `mark` in the place of `said` and the small words that tie it to the rest."""
    labels = "|".join(re.escape(word) for word in re.findall(r"\w+", label))
    lead = rf"(?:\b(?:{_LEADING}|{labels})\s+)*" if labels else rf"(?:\b{_LEADING}\s+)*"
    tail = rf"(?:\s*(?:{_BODY}|{labels})(?!\w))*" if label != "year" else ""
    return re.sub(
        rf"{lead}(?<!\w){re.escape(said)}{tail}", f" {mark} ", text, count=1, flags=re.IGNORECASE
    )
