"""Names of the child that print marks: in quotation marks, spaced out, or behind "Child"."""

import re

from kb.describing.case_codes import INITIALS
from kb.describing.child_names import (
    FULL,
    KIND_AND_NAME,
    SEVERAL,
    WHO,
    as_called,
    in_small,
    words_of,
)
from kb.describing.opening import Opening, Said
from kb.describing.said_names import is_called, is_said_alone, is_unlike_words, n_said
from kb.types import Field

LABEL = "case label"
_QUOTED = re.compile(rf"(?<![\w'’])[“‘\"'](?P<name>{SEVERAL}|{WHO})[”’\"'](?!\w)")
_QUOTED_OTHERWISE = re.compile(
    rf"(?<![\w'’])[“‘\"'](?P<name>{INITIALS}|"
    r"[Tt]he (?:\w+ )?(?:brothers|sisters|twins|siblings|boys|girls|cousins|family))[”’\"'](?!\w)"
)
_SPACED = re.compile(r"(?:[A-Z]\s){4,}[A-Z]\b")  # as typists spaced a title: "C H I L D  G"
_SPACED_LABEL = re.compile(r"(?P<kind>CHILD|BABY|FAMILY)(?P<letter>[A-Z])")
_STANDS_ALONE = re.compile(r"(?:^|[\w)]\s?[:–—-])\s*$")  # all of a line, or what ends it
_MARK = re.compile(r"[‘“'\"]")
_TWICE = 2


def field(line: Said, match: re.Match[str], confidence: float, group: str = "name") -> Field:
    """The name that `match` found, as people say it."""
    return line.field(LABEL, in_small(as_called(match[group])), match.span(group), confidence)


def quoted(opening: Opening, line: Said) -> list[Field]:
    """Names in quotation marks, as pseudonyms stand, each a field."""
    found = {}
    document = opening.document
    for match in _QUOTED.finditer(line.text):
        name = in_small(match["name"])
        alone = _STANDS_ALONE.search(line.text[: match.start()]) and match.end() == len(line.text)
        said = alone and n_said(document, words_of(name)[0]) >= _TWICE if words_of(name) else False
        if (
            KIND_AND_NAME.fullmatch(match["name"])
            or is_called(document, name, times=_TWICE)
            or (said and is_unlike_words(document, name))
        ):
            found[name] = field(line, match, 0.9)
    otherwise = None if found else _QUOTED_OTHERWISE.search(line.text)
    return [field(line, otherwise, 0.8)] if otherwise else list(found.values())


def spaced(opening: Opening, line: Said) -> list[Field]:
    """What a typist spaced out, by letter: a label, or a name that the text says."""
    for match in _SPACED.finditer(line.text):
        letters = re.sub(r"\s", "", match[0])
        if label := _SPACED_LABEL.fullmatch(letters):
            name = f"{label['kind'].capitalize()} {label['letter']}"
            return [line.field(LABEL, name, match.span(), 0.85)]
        for page in opening.document.pages:
            for said in re.finditer(FULL, page.text):
                if said[0].upper().replace(" ", "") == letters:
                    return [line.field(LABEL, as_called(said[0]), match.span(), 0.85)]
    return []


def of_kind(opening: Opening, line: Said) -> list[Field]:
    """A name behind "Child", "Baby" or "Family", in marks or said without it, too."""
    for match in KIND_AND_NAME.finditer(line.text):
        name = in_small(match["name"])
        marked = _MARK.search(match["label"]) and is_unlike_words(opening.document, name)
        if marked or is_said_alone(opening.document, match["kind"], name):
            return [field(line, match, 0.85, "label")]
    return []
