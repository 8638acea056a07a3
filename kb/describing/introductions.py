"""Whom the text of a paper tells of: "the death of Leo Example, aged four", "known as Leo"."""

import re
from collections.abc import Iterator

from kb.describing.callings import (
    AGED,
    ANY,
    CALLED_BY_OTHERS,
    CALLED_HERE,
    CALLED_SO,
    OPEN,
    YEARS,
    YOUNG,
    N,
)
from kb.describing.child_names import AGE, FULL, GIVEN, SEVERAL, as_called, in_small, words_of
from kb.describing.marked_names import LABEL
from kb.describing.opening import Opening, Said, sentences, unmarked
from kb.describing.said_names import is_called, is_usable, n_said
from kb.types import BlockKind, Field

_FIRST_BLOCKS = 24
_TWICE = 2
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_DIED = (
    r"(?:died|drowned|(?:was|were|had been) (?:found|killed|murdered|born|stabbed|shaken|starved|"
    r"pronounced|beaten)|(?:had|has) died)"
)
_FULL = rf"(?<!-)(?P<name>{FULL})"
_ONE_NAME = rf"(?<!-)(?P<name>{GIVEN})(?! {_CAPITAL})"
_INTO_DEATH = re.compile(
    r"\b(?i:in(?:quest|vestigation)(?: \w+){0,4} (?:into|touching|on|upon) the death of) "
    rf"(?:(?:Mr|Mrs|Ms|Miss|Master) )?{_FULL}"
)
_REVIEWED = rf"\bthe (?:case of )?{_FULL} (?i:review|inquiry|case|report)\b"
_DISCUSSED = (
    re.compile(_REVIEWED),
    re.compile(rf"\bthe {OPEN}{_ONE_NAME}[’”'\"]? (?i:review|inquiry|report|SCR|case)\b"),
    re.compile(rf"\b(?i:review|inquiry|report) (?:of|on|into|about) [‘“'\"]{_ONE_NAME}[’”'\"]"),
    re.compile(rf"\b(?i:review|inquiry|report) (?:of|on|into|about) (?P<name>{SEVERAL})"),
    re.compile(rf"\b(?i:learning|lessons)(?: learn\w+)? from (?:the case of )?{OPEN}{_ONE_NAME}"),
)
_NO_REAL_NAME = re.compile(r"\bnot \w+(?: \w+['’]?s?)? (?:real|own) names?\b|\bpseudonyms?\b")
_FATE = (  # so sure that a name is one of a person that it need be said but once
    re.compile(
        rf"\b(?i:death|life|murder|story|loss) of (?:baby |little )?{OPEN}{_ONE_NAME}(?!['’]s)"
    ),
    re.compile(
        r"\b(?i:twins|brothers|sisters|siblings|children|boys|girls|cousins|brother and sister),? "
        rf"(?:(?:named|called) )?{OPEN}(?P<name>{SEVERAL})"
    ),
    re.compile(rf"(?P<name>{SEVERAL}),? (?:both )?(?:aged|who were (?:just |only )?{AGE})\b"),
    re.compile(  # who opens a sentence with the fate of its own
        rf"^{_FULL} (?:weighed|died|drowned|was (?:found dead|murdered|killed|starved|beaten|"
        rf"shaken))\b"
    ),
    re.compile(
        rf"^{_FULL}, (?:of|from) [A-Z][^.;]{{2,40}}, (?:had|was|died|weighed|lived|suffered)\b"
    ),
)
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?i:death|murder|killing|manslaughter|name|memory) of (?:an? |the )?"
        rf"(?:(?:late|baby|{AGED}) )?(?:{YOUNG},? )?{OPEN}{ANY}",
        rf"\b{AGED} (?:{YOUNG} )?{ANY}(?! {YOUNG})",
        rf"\b{_FULL},? (?:(?:then )?aged? {AGE}\b|who was (?:just |only )?{AGE}\b)",
        rf"\b{_FULL}, {AGE},",
        rf"\b{_FULL}, (?:then )?an? (?:[\w-]+ ){{0,2}}{YOUNG}\b",
        rf"(?<![\w’'-] )\b{_ONE_NAME}(?:, (?:aged )?{AGE},| \({AGE}\))",
        rf"\b(?i:(?:his|her|their|step-?|foster)[ -]?(?:son|daughter)), {_FULL}",
        rf"(?<![\w’'-] )\b{OPEN}{_ONE_NAME}[’”'\"]?(?:, who)? (?:is|was) (?:just |only )?{AGE}\b",
        rf"\b{_FULL} was (?:just |only )?{N}(?: {YEARS}(?: old)?)? (?:old|when)\b",
        rf"\b{_FULL} {_DIED}\b",
        _REVIEWED,
        rf"\b{_FULL}['’]s (?:case|death|murder)\b",
        rf"\b{_FULL}[.,]? \(?(?:\d{{1,2}}\w* [A-Z][a-z]+ )?(?:19|20)\d\d ?[–-] ?\d",
        r"\b(?i:little|tragic|toddler|tot|schoolboy|schoolgirl|youngster) "
        rf"{OPEN}(?P<name>{GIVEN})\b",
    )
)
_RELATIVE = re.compile(
    r"\b(?:(?:older|younger|elder|eldest|other|another|half|surviving)[ -]\w+|brother|sister|"
    r"sibling|cousin|friend|mother|father),? $"
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
    "joint area review", "joint targeted area inspection", "improvement notice", "newsletter",
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
            name = as_called(in_small(match["name"]))
            return [line.field(LABEL, name, match.span("name"), 0.85)]
    return []


def find_named_here(opening: Opening) -> list[Field]:
    """What a review itself says that it calls the child: "in this report she is called Leo"."""
    return _one(opening, CALLED_HERE, times=1)


def find_called(opening: Opening) -> list[Field]:
    """What the text says that the child is called by others."""
    return _one(opening, CALLED_BY_OTHERS, times=1)


def find_told(opening: Opening) -> list[Field]:
    """The one child of whom the first paragraphs tell; nothing where they tell of several.

    They introduce it with its age or fate, and speak of it again: who is named once may be of
    another case.
    """
    ways = ((CALLED_SO, 1), (_TOLD, _TWICE), (_FATE, 1))
    return next(filter(None, (_one(opening, way, times=times) for way, times in ways)), [])


def find_discussed(opening: Opening) -> list[Field]:
    """The case whose review a paper speaks of: "I read the Leo Example review".

    It may name once whom it says not to be called so.
    """
    pages = opening.document.pages
    times = 1 if any(_NO_REAL_NAME.search(page.text) for page in pages) else _TWICE
    return _one(opening, _DISCUSSED, times=times)


def _one(
    opening: Opening,
    patterns: tuple[re.Pattern[str], ...],
    *,
    times: int = _TWICE,
) -> list[Field]:
    """The one whom `patterns` introduce, by the fullest name; nothing where they do several."""
    found: dict[str, Field] = {}
    for first, field in _introduced(opening, patterns, times):
        held = found.get(first)
        if held is None or len(field.value) > len(held.value):
            found[first] = field
    return list(found.values()) if len(found) == 1 else []


def _introduced(
    opening: Opening, patterns: tuple[re.Pattern[str], ...], times: int
) -> Iterator[tuple[str, Field]]:
    """Those whom the first paragraphs introduce, each by the first word of the name."""
    for line in _first(opening):
        for pattern in patterns:
            for match in pattern.finditer(line.text):
                name = in_small(match["name"])
                if _is_introduced(opening, name, line.text[: match.start("name")], times):
                    field = line.field(LABEL, as_called(name), match.span("name"), 0.7)
                    yield words_of(name)[0], field


def _is_introduced(opening: Opening, name: str, before: str, times: int) -> bool:
    """Whether `name` is a person's of whom the text speaks again; behind "the" it may be a post."""
    document = opening.document
    if not is_usable(document, name) or _TITLED.match(name) or _RELATIVE.search(before):
        return False
    first = words_of(name)[0]
    if _ARTICLE.search(before):
        return is_called(document, first, times=_TWICE)
    return n_said(document, first) >= times


def _first(opening: Opening) -> Iterator[Said]:
    """The first sentences and rows, without marks."""
    document = opening.document
    yield from opening.titles
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    for block in blocks[:_FIRST_BLOCKS]:
        yield from sentences(unmarked(document, block.spans))
