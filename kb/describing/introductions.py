"""Whom the text of a paper tells of: "the death of Leo Example, aged four", "known as Leo"."""

import re
from collections.abc import Iterator

from kb.describing.child_names import (
    AGE,
    FULL,
    GIVEN,
    in_small,
    is_called,
    is_usable,
    n_said,
    words_of,
)
from kb.describing.opening import Opening, Said, sentences, unmarked
from kb.describing.titled_names import LABEL
from kb.types import BlockKind, Field

_FIRST_BLOCKS = 24
_FIRST_OF_BLOG = 6
_TWICE = 2
_N = rf"(?:an?|{AGE})"
_YEARS = r"(?:days?|weeks?|months?|years?)"
_YOUNG = (
    r"(?i:boy|girl|baby|child|infant|toddler|tot|teenager|youngster|schoolboy|schoolgirl|pupil|"
    r"young person)"
)
_AGED = rf"{_N}[- ](?:day|week|month|year)s?[- ]old"
_CALLED = (
    r"(?:known|referred to|identified)"
    r"(?: (?:only|publicly|here|him|her|them|in (?:the|this) \w+|"
    r"for the purposes? of \w+ \w+))* as"
)
_DIED = (
    r"(?:died|drowned|(?:was|were|had been) (?:found|killed|murdered|born|stabbed|shaken|starved|"
    r"pronounced|beaten)|(?:had|has) died)"
)
_OPEN = r"[‘“'\"]?"
_FULL = rf"(?<!-)(?P<name>{FULL})"
_ANY = rf"(?<!-)(?P<name>{FULL}|(?:Baby |Child )?{GIVEN})"
_INTO_DEATH = re.compile(
    r"\b(?i:in(?:quest|vestigation)(?: \w+){0,4} (?:into|touching|on|upon) the death of) "
    rf"(?:(?:Mr|Mrs|Ms|Miss|Master) )?{_FULL}"
)
_CALLED_SO = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:her|his|the child['’]s) (?:own |first )?name (?:was|is) {_OPEN}{_ANY}",
        rf"\b(?:{_YOUNG}|(?i:subject))\b[^.;]{{0,60}}?,? {_CALLED} {_OPEN}{_ANY}",
        rf"\b(?:He|She|[Ss]he is|[Hh]e is)\b(?:['’]s| is| was| will be)? {_CALLED} {_OPEN}{_ANY}",
        r"\b(?i:review|report)\b[^.;]{0,40}? (?:she|he|they)(?:['’]s| is| are|['’]re) called "
        rf"{_OPEN}{_ANY}",
        rf"\b(?i:pseudonym|(?:given|chose) the name) (?:of |is |was )?{_OPEN}{_ANY}",
        rf"\b(?i:shall|will|have|we) call(?:ed)? (?:him|her|them) {_OPEN}{_ANY}",
        rf"\b{_ANY}[’”'\"]? (?:\(|is |was )(?:a pseudonym|not (?:his|her|their) (?:real )?name)\b",
    )
)
_REVIEWED = rf"\bthe (?:case of )?{_FULL} (?i:review|inquiry|case|report)\b"
_DISCUSSED = (re.compile(_REVIEWED),)
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?i:death|murder|killing|manslaughter) of (?:an? |the )?"
        rf"(?:(?:late|baby|{_AGED}) )?(?:{_YOUNG},? )?{_OPEN}{_ANY}",
        rf"\b{_AGED} (?:{_YOUNG} )?{_ANY}",
        rf"\b{_FULL},? (?:(?:then )?aged? {AGE}\b|who was (?:just |only )?{AGE}\b)",
        rf"\b{_FULL}, {AGE},",
        rf"\b{_FULL} was (?:just |only )?{_N}(?: {_YEARS}(?: old)?)? (?:old|when)\b",
        rf"\b{_FULL} {_DIED}\b",
        _REVIEWED,
        rf"\b{_FULL}['’]s (?:case|death|murder)\b",
        rf"\b{_FULL}[.,]? \(?(?:\d{{1,2}}\w* [A-Z][a-z]+ )?(?:19|20)\d\d ?[–-] ?\d",
        r"\b(?i:little|tragic|toddler|tot|schoolboy|schoolgirl|youngster) "
        rf"{_OPEN}(?P<name>{GIVEN})\b",
    )
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Hh]is|[Hh]er) $")
_TITLED = re.compile(
    r"(?:Mrs|Miss|Lord|Lady|Dame|Sir|Professor|Prof|Councillor|Cllr|Coun|Detective|Inspector|Judge|"
    r"Superintendent|Sergeant|Constable|Justice|Baroness|Sheriff|Minister|President|Saint)\b"
)
_NO_CASE = re.compile(
    r"\b(?i:annual report|thematic|national review|conference|magazine|circular|newsletter|"
    r"bulletin|guidance|procedures|progress review|freedom of information|inspection)\b"
)
_NO_CASE_TYPES = frozenset({
    "guidance", "research", "hansard", "inspection report", "inspection letter",
    "joint area review", "joint targeted area inspection", "improvement notice",
})  # fmt: skip


def is_of_no_case(opening: Opening, document_type: str) -> bool:
    """Whether a paper is of many cases or of none, by its type or the words of its title."""
    if document_type in _NO_CASE_TYPES:
        return True
    return any(_NO_CASE.search(line.text) for line in opening.titles)


def find_deceased(opening: Opening) -> list[Field]:
    """Into whose death a coroner says to have inquired."""
    for line in _first(opening):
        if match := _INTO_DEATH.search(line.text):
            return [line.field(LABEL, in_small(match["name"]), match.span("name"), 0.85)]
    return []


def find_told(opening: Opening) -> list[Field]:
    """The one child of whom the first paragraphs tell; nothing where they tell of several.

    They introduce it with its age or fate, and speak of it again: who is named once may be of
    another case.
    """
    return _one(opening, _CALLED_SO) or _one(opening, _TOLD)


def find_discussed(opening: Opening) -> list[Field]:
    """The case that a blog speaks of from its first paragraphs: "I read the Leo Example review"."""
    return _one(opening, _DISCUSSED, n_blocks=_FIRST_OF_BLOG)


def _one(
    opening: Opening, patterns: tuple[re.Pattern[str], ...], n_blocks: int = _FIRST_BLOCKS
) -> list[Field]:
    """The one whom `patterns` introduce, by the fullest name; nothing where they do several."""
    found: dict[str, Field] = {}
    for first, field in _introduced(opening, patterns, n_blocks):
        held = found.get(first)
        if held is None or len(field.value) > len(held.value):
            found[first] = field
    return list(found.values()) if len(found) == 1 else []


def _introduced(
    opening: Opening, patterns: tuple[re.Pattern[str], ...], n_blocks: int
) -> Iterator[tuple[str, Field]]:
    """Those whom the first paragraphs introduce, each by the first word of the name."""
    for line in _first(opening, n_blocks):
        for pattern in patterns:
            for match in pattern.finditer(line.text):
                name = in_small(match["name"])
                if _is_introduced(opening, name, line.text[: match.start("name")]):
                    yield words_of(name)[0], line.field(LABEL, name, match.span("name"), 0.7)


def _is_introduced(opening: Opening, name: str, before: str) -> bool:
    """Whether `name` is a person's of whom the text speaks again; behind "the" it may be a post."""
    document = opening.document
    if not is_usable(document, name) or _TITLED.match(name):
        return False
    first = words_of(name)[0]
    if _ARTICLE.search(before):
        return is_called(document, first, times=_TWICE)
    return n_said(document, first) >= _TWICE


def _first(opening: Opening, n_blocks: int = _FIRST_BLOCKS) -> Iterator[Said]:
    """The first sentences and rows, without marks."""
    document = opening.document
    yield from opening.titles
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    for block in blocks[:n_blocks]:
        yield from sentences(unmarked(document, block.spans))
