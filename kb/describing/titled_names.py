"""Names that the title and cover of a paper give the child: "A review concerning Leo", "'Leo'"."""

import re
from collections.abc import Iterable, Iterator

from kb.describing.case_codes import INITIALS
from kb.describing.child_names import (
    AGE,
    FULL,
    GIVEN,
    SEVERAL,
    SURNAME_FIRST,
    WHO,
    in_small,
    words_of,
)
from kb.describing.marked_names import LABEL, field, of_kind, quoted, spaced
from kb.describing.opening import Opening, Said
from kb.describing.said_names import (
    is_called,
    is_full_name,
    is_unlike_words,
    is_usable,
    n_said,
)
from kb.types import Field

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
    r"(?i:(?:name of (?:the )?)?(?:(?:subject|index) child|child|young person|deceased|subject)"
    r"(?:,? \(?subject\)?)?"
    r"(?:ren|s|\(s\))?"
    r"(?:['’]s)?(?: name| pseudonym| identifier| alias| of (?:the |this )?review)?|"
    r"pseudonym|known as)"
)
_YEARS_OLD = r"(?:(?:an? |the )?(?:[\w-]+[ -](?:year|month|week|day)s?[ -]old|infant|child) )?"
_CHILDS_AGE = rf"{AGE}\b"
_PARTICULARS = (
    r"(?i:,? \(?deceased\b|,? \(?(?:d\.? ?o\.? ?b\b|born\b|b\. ?\d)|"
    rf",? \(?(?:who was |then )?aged? {_CHILDS_AGE}|, {_CHILDS_AGE}(?=\W*$)|"
    rf" \((?:{_CHILDS_AGE}|male|female)\)|,?(?: /)? (?:who )?died\b|,? who (?:was {_CHILDS_AGE}))"
)
_ENDS = rf"(?:\W*$|:\s|{_PARTICULARS}|\s[(–—|]|\))"
_NAMED = (
    rf"{_OPEN}(?P<name>{SEVERAL}(?: [A-Z]\.)?|{WHO}(?: {GIVEN}){{0,2}}(?: [A-Z]\.)?)"
    rf"{_CLOSE}{_ENDS}"
)
_OF_OWN = re.compile(
    rf"(?:{_PAPER}(?:\s*[–—(-]|\s(?=[‘“'\"]))|\b(?:SCR|LCSPR|CSPR|DHR|SAR|SUSR)\b\W|[\w)”’\"']\s?:)"
    rf"\s*{_NAMED}"
)
_OF_ANY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PAPER}\b[^.:;]{{0,90}}?\s{_ABOUT}\s{_YEARS_OLD}{_NAMED}",
        rf"\b{_FATE_OF}\s{_YEARS_OLD}{_NAMED}",
        rf"\b(?P<name>{GIVEN})['’]s (?i:story|life|case|journey|voice|experience|legacy)\b",
        rf"(?:^|[\s(])(?i:re)[.:]\s*{_NAMED}",
        rf"(?:{_FATE_OF}|(?i:(?:made|provided) for))\s(?P<name>{FULL})(?= (?i:in|by|at|and the)\b)",
        r"(?:^(?:\W*\d[\d.]*\s+)?\W*|[:–—-] |\b(?:of|to|about) )"
        rf"(?P<name>{FULL}|{GIVEN})(?={_PARTICULARS})",
        rf"^\W*[Tt](?:he|HE) (?P<name>{FULL}) (?i:inquiry|enquiry|review|case)\b",
        r"(?i:response to|report of|findings of)\b.{0,40}?\b(?i:the) "
        rf"(?P<name>{FULL}) (?i:inquiry)\b",
    )
)
_PARTICULAR = re.compile(rf"^\W*{_FIELD}\W*[:|]\s*{_NAMED}")
_CODED_PARTICULAR = re.compile(
    rf"^\W*{_FIELD}\W*[:|]\s*{_OPEN}(?P<name>(?:Child |Subject )?(?:[A-Z]{{1,3}}\d{{0,3}}|"
    rf"\d{{1,3}}))"
    rf"{_CLOSE}(?:\W*$|\s*[(,;|–—-])"
)
_PARTICULARS_WITHIN = 12  # paragraphs
_SURNAME_FIRST = re.compile(rf"{SURNAME_FIRST}(?: [A-Z]\w+)*{_PARTICULARS}")
_BY_INITIALS = re.compile(
    rf"(?:(?:^|[\s(])(?i:re)[.:]\s*|{_ABOUT}\s{_YEARS_OLD}){_OPEN}(?P<name>{INITIALS})(?!\w|\s?[A-Z])"
)
_INITIAL = re.compile(r" [A-Z]\.$")
_SENTENCE = re.compile(r"[\w)]{2}\.\W*$")
_ANOTHER = re.compile(rf"(?:\band|&) {FULL}(?={_PARTICULARS})")  # of several, none is the child
_STATED = re.compile(_PARTICULARS)
_SUBJECT_OF_LETTER = re.compile(
    rf"(?:(?i:the late|re|subject|case of|death of):? )?(?P<name>{FULL}){_CLOSE}\W*"
)
_DEAR = re.compile(r"^Dear\b|\b(?:Sir|Madam),?$")
_LEFT_OPEN = re.compile(rf"(?:^|\s)(?:{_ABOUT}|(?i:the (?:care|life|case) of))$")
_DEATH_OF = re.compile(r"\b(?i:deaths?|murder|killing|li(?:fe|ves)) of$")
_NEXT = re.compile(rf"\s{_OPEN}(?P<name>{FULL}|{SEVERAL}|{WHO}){_CLOSE}\W*$")  # of such a line
_REVIEW_BEFORE = re.compile(r"\b(?i:review|SCR|L?CSPR|DHR|inquiry)[\s:–—(-]{0,3}[‘“'\"]$")
_SHORT_WORDS = 500
_LINE_WORDS = 16
_TWICE = 2


def find_named(opening: Opening, lines: Iterable[Said], *, is_of_one: bool = False) -> list[Field]:
    """The name that the first of `lines` to name somebody gives the child.

    Args:
        opening: where the document says what it is.
        lines: lines of it.
        is_of_one: whether it may be of one case, so that a colon is enough ("Review: Leo").
    """
    lines = list(_closed(lines))
    for line in lines:
        for way in (quoted, of_kind, _below, spaced):
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


def _below(opening: Opening, line: Said) -> list[Field]:
    """The name below a line that ends in "in relation to", whatever that line is about."""
    match = _NEXT.search(line.text)
    if match is None or not _LEFT_OPEN.search(line.text[: match.start()]):
        return []
    name = in_small(match["name"])
    document = opening.document
    named = is_full_name(document, name) or is_called(document, name, times=_TWICE)
    if not named and " " in name and _DEATH_OF.search(line.text[: match.start()]):
        named = is_unlike_words(document, name)
    return [field(line, match, 0.85)] if named else []


def _introduced(opening: Opening, line: Said, *, is_of_one: bool) -> list[Field]:
    """The name that words such as "concerning" or "the death of" introduce."""
    for pattern in (*([_OF_OWN] if is_of_one else []), _PARTICULAR, *_OF_ANY):
        match = pattern.search(line.text)
        if match and _is_introduced(opening, line, match):
            return [field(line, match, 0.85)]
        if match and match.re is _OF_OWN and _is_title_of(opening, line, match):
            return [field(line, match, 0.7)]
    if match := _BY_INITIALS.search(line.text):
        return [field(line, match, 0.8)]
    if match := _SURNAME_FIRST.search(line.text):
        name = f"{match['first']} {in_small(match['surname'])}"
        return [line.field(LABEL, name, match.span(), 0.8)]
    return []


def find_particular(opening: Opening) -> list[Field]:
    """The name or code that the first paragraphs state under a label: "Subject child: C1"."""
    for line in opening.prose[:_PARTICULARS_WITHIN]:
        if match := _CODED_PARTICULAR.match(line.text):
            return [field(line, match, 0.75)]
        match = _PARTICULAR.match(line.text)
        if match and _is_introduced(opening, line, match):
            return [field(line, match, 0.75)]
    return []


def _is_title_of(opening: Opening, line: Said, match: re.Match[str]) -> bool:
    """Whether a short paper quotes a name straight behind "review", and need not say it again."""
    n_words = sum(len(page.text.split()) for page in opening.document.pages)
    behind = _REVIEW_BEFORE.search(line.text[: match.start("name")])
    return (
        bool(behind) and n_words < _SHORT_WORDS and is_unlike_words(opening.document, match["name"])
    )


def _is_introduced(opening: Opening, line: Said, match: re.Match[str]) -> bool:
    """Whether what a line names is a person; a sentence may name once somebody of another case."""
    document = opening.document
    name = in_small(match["name"])
    words = words_of(name)
    if not is_usable(document, name) or _ANOTHER.search(line.text, match.end("name")):
        return False
    if len(line.text.split()) > _LINE_WORDS or _SENTENCE.search(line.text):
        if n_said(document, words[0]) < _TWICE:
            return False
    elif _STATED.match(line.text, match.end("name")) or match.re is _PARTICULAR:
        return True
    elif len(words) > 1 and _INITIAL.search(name):
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
            return [field(line, match, 0.8)]
    return []
