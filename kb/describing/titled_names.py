"""Names that the title and cover of a paper give the child: "A review concerning Leo", "'Leo'"."""

import re
from collections.abc import Iterable, Iterator

from kb.describing.case_codes import INITIALS
from kb.describing.child_names import (
    AGE,
    FULL,
    GIVEN,
    KIND_AND_NAME,
    SEVERAL,
    SURNAME_FIRST,
    WHO,
    as_filed,
    in_small,
    is_called,
    is_full_name,
    is_said_alone,
    is_usable,
    n_said,
    words_of,
)
from kb.describing.opening import Opening, Said
from kb.types import Field

LABEL = "case label"
_FATE = (
    r"(?:care|supervision|life|lives|deaths?|injur(?:y|ies)|circumstances|protection|case|murder|"
    r"abuse|neglect|story)"
)
_FATE_OF = (
    rf"(?i:(?:the )?(?:circumstances (?:\w+ )+?the )?{_FATE}(?: and {_FATE})* "
    r"(?:of|(?:\w+ )?in (?:relation|respect) (?:to|of)))"
)
_ABOUT = (
    r"(?:(?i:in respect of|concerning|regarding|relating to|in relation to|about|touching|"
    rf"(?:made|provided) for)|{_FATE_OF})"
)
_PAPER = (
    r"(?i:review|summary|report|inquiry|enquiry|briefing|brief|inquest|investigation|inspection)"
)
_OPEN, _CLOSE = r"[‘“'\"]?", r"[’”'\"]?"
_FIELD = (
    r"(?i:(?:name of (?:the )?)?(?:subject child|child|young person|deceased|subject)(?:ren)?s?"
    r"(?:['’]s)?(?: name| of (?:the |this )?review)?|pseudonym)"
)
_YEARS_OLD = r"(?:(?:an? |the )?(?:[\w-]+[ -](?:year|month|week|day)s?[ -]old|infant|child) )?"
_CHILDS_AGE = rf"{AGE}\b"
_PARTICULARS = (
    r"(?i:,? deceased\b|,? \(?(?:d\.? ?o\.? ?b\b|born\b|b\. ?\d)|"
    rf",? \(?(?:who was |then )?aged? {_CHILDS_AGE}|, {_CHILDS_AGE}(?=\W*$)|"
    rf" \((?:{_CHILDS_AGE}|male|female)\)|,? who (?:died\b|was {_CHILDS_AGE}))"
)
_ENDS = rf"(?:\W*$|:\s|{_PARTICULARS}|\s[(–—|]|\))"
_NAMED = (
    rf"{_OPEN}(?P<name>{SEVERAL}(?: [A-Z]\.)?|{WHO}(?: {GIVEN}){{0,2}}(?: [A-Z]\.)?)"
    rf"{_CLOSE}{_ENDS}"
)
_OF_OWN = re.compile(
    rf"(?:{_PAPER}(?:\s*[:–—(-]|\s(?=[‘“'\"]))|\b(?:SCR|LCSPR|CSPR|DHR|SAR|SUSR)\b\W)\s*{_NAMED}"
)
_OF_ANY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PAPER}\b[^.:;]{{0,90}}?\s{_ABOUT}\s{_YEARS_OLD}{_NAMED}",
        rf"\b{_FATE_OF}\s{_YEARS_OLD}{_NAMED}",
        rf"^\W*{_FIELD}\W*[:|]\s*{_NAMED}",
        rf"(?:^|[\s(])(?i:re)[.:]\s*{_NAMED}",
        rf"(?:{_FATE_OF}|(?i:(?:made|provided) for))\s(?P<name>{FULL})(?= (?i:in|by|at|and the)\b)",
        rf"(?:^|[:–—-] |\b(?:of|to|about) )(?P<name>{FULL}|{GIVEN})(?={_PARTICULARS})",
        r"(?i:response to|report of|findings of)\b.{0,40}?\b(?i:the) "
        rf"(?P<name>{FULL}) (?i:inquiry)\b",
    )
)
_SURNAME_FIRST = re.compile(rf"{SURNAME_FIRST}(?: [A-Z]\w+)*{_PARTICULARS}")
_BY_INITIALS = re.compile(
    rf"(?:(?:^|[\s(])(?i:re)[.:]\s*|{_ABOUT}\s{_YEARS_OLD}){_OPEN}(?P<name>{INITIALS})(?!\w|\s?[A-Z])"
)
_QUOTED = re.compile(rf"(?<![\w'’])[“‘\"'](?P<name>{SEVERAL}|{WHO})[”’\"'](?!\w)")
_INITIAL = re.compile(r" [A-Z]\.$")
_SENTENCE = re.compile(r"[\w)]{2}\.\W*$")
_STATED = re.compile(_PARTICULARS)
_SUBJECT_OF_LETTER = re.compile(rf"(?P<name>{FULL}){_CLOSE}\W*")
_DEAR = re.compile(r"^Dear\b|\b(?:Sir|Madam),?$")
_NAME_FIRST = re.compile(
    rf"[‘“'\"]?(?P<name>{WHO}(?: and {GIVEN})?)[’”'\"]?(?::| [–—-]) .*\b(?i:review|inquiry)\b.*"
)
_NAME_ALONE = re.compile(
    r"[‘“'\"]?(?P<name>"
    rf"(?:Mrs?|Ms|Miss) {GIVEN} {GIVEN}|{SEVERAL}|{WHO}"
    r")[’”'\"]?(?:, who\b.*)?"
)
_LEFT_OPEN = re.compile(rf"(?:^|\s){_ABOUT}$")  # the name stands on the next line
_LINE_WORDS = 16
_TWICE = 2
_ALONE = 3  # times that a text says a name which nothing but its place on the cover shows


def find_named(opening: Opening, lines: Iterable[Said], *, is_of_one: bool = False) -> list[Field]:
    """The name that the first of `lines` to name somebody gives the child.

    Args:
        opening: where the document says what it is.
        lines: lines of it.
        is_of_one: whether it may be of one case, so that a colon is enough ("Review: Leo").
    """
    lines = list(_closed(lines))
    for line in lines:
        for way in (_quoted, _of_kind):
            if found := way(opening, line):
                return found
        if found := _introduced(opening, line, is_of_one=is_of_one):
            return found
    return _subject_of_letter(opening, lines)


def _closed(lines: Iterable[Said]) -> Iterator[Said]:
    """Lines of a cover, "into the death of" with the name on the line below."""
    before = Said("", ())
    for line in lines:
        if _LEFT_OPEN.search(before.text):
            yield Said(f"{before.text} {line.text}", (*before.spans, *line.spans))
        yield line
        before = line


def _field(line: Said, match: re.Match[str], confidence: float, group: str = "name") -> Field:
    return line.field(LABEL, in_small(as_filed(match[group])), match.span(group), confidence)


def _quoted(opening: Opening, line: Said) -> list[Field]:
    """Names in quotation marks, as pseudonyms stand, each a field."""
    found = {}
    for match in _QUOTED.finditer(line.text):
        name = in_small(match["name"])
        if KIND_AND_NAME.fullmatch(match["name"]) or is_called(
            opening.document, name, times=_TWICE
        ):
            found[name] = _field(line, match, 0.9)
    return list(found.values())


def _of_kind(opening: Opening, line: Said) -> list[Field]:
    """A name behind "Child", "Baby" or "Family" that the text says without it, too."""
    for match in KIND_AND_NAME.finditer(line.text):
        if is_said_alone(opening.document, match["kind"], in_small(match["name"])):
            return [_field(line, match, 0.85, "label")]
    return []


def _introduced(opening: Opening, line: Said, *, is_of_one: bool) -> list[Field]:
    """The name that words such as "concerning" or "the death of" introduce."""
    for pattern in (*([_OF_OWN] if is_of_one else []), *_OF_ANY):
        match = pattern.search(line.text)
        if match and _is_introduced(opening, line, match):
            return [_field(line, match, 0.85)]
    if match := _BY_INITIALS.search(line.text):
        return [_field(line, match, 0.8)]
    if match := _SURNAME_FIRST.search(line.text):
        name = f"{match['first']} {in_small(match['surname'])}"
        return [line.field(LABEL, name, match.span(), 0.8)]
    return []


def _is_introduced(opening: Opening, line: Said, match: re.Match[str]) -> bool:
    """Whether what a line names is a person; a sentence may name once somebody of another case."""
    document = opening.document
    name = in_small(match["name"])
    words = words_of(name)
    if not is_usable(document, name):
        return False
    if len(line.text.split()) > _LINE_WORDS or _SENTENCE.search(line.text):
        if n_said(document, words[0]) < _TWICE:
            return False
    elif len(words) > 1 and (_STATED.match(line.text, match.end("name")) or _INITIAL.search(name)):
        return True
    return is_full_name(document, name) or is_called(document, name, times=_TWICE)


def _subject_of_letter(opening: Opening, lines: list[Said]) -> list[Field]:
    """The name that is the subject of a letter, on a line by itself behind "Dear Sir"."""
    cover = [line.text.strip() for line in opening.cover]
    for line in lines:
        text = line.text.strip()
        before = cover[cover.index(text) - 1] if text in cover[1:] else ""
        match = _SUBJECT_OF_LETTER.fullmatch(text) if _DEAR.search(before) else None
        if match and is_full_name(opening.document, in_small(match["name"])):
            return [_field(line, match, 0.8)]
    return []


def name_alone(opening: Opening) -> list[Field]:
    """A name that is a line of the cover by itself, or opens it, and that the text often says."""
    for line in opening.lines:
        text = line.text.strip()
        match = _NAME_ALONE.fullmatch(text) or _NAME_FIRST.fullmatch(text)
        name = in_small(match["name"]) if match else ""
        times = _TWICE if " and " in name else _ALONE
        if match and is_called(opening.document, name, times=times):
            return [_field(line, match, 0.8)]
    return []
