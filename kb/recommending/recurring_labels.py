"""Labels that a document sets before each of its recommendations: "*What should change:*", "Box 3".

Hands choose their own words for them. A label is known by coming back, set off from the words that
it opens, and by most of those asking for something; one whose words say that something is asked
need come back only once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.named_bodies import asked_of_all, bodies_in
from kb.recommending.advice_headings import ADVISING
from kb.recommending.advice_labels import NUMBER_WORD, Label

_COUNT = rf"\d{{1,2}}(?:\.\d{{1,2}})?|[A-Z]{{1,2}}\d{{0,2}}|[IVX]{{1,4}}|(?:{NUMBER_WORD})"
_COUNTED = rf"(?:\s+(?:[Nn]o\.?\s|#)?(?P<count>{_COUNT}))?"
_WORDS = r"(?P<words>(?-i:[A-Z])[A-Za-z’'-]*(?:\s(?!(?-i:[A-Z0-9]{1,2}\b))[A-Za-z’',-]+){0,9}?)"
_RUN_IN = re.compile(
    rf"[\s#>•●▪-]*[*_]{{1,3}}{_WORDS}{_COUNTED}\s?[.:?–—-]?[*_]{{1,3}}(?:\s?[.:?–—-])?(?:\s+\([^()]{{3,60}}\)[.:]?\s*$|\s+(?=[“\"‘(*_]*[A-Z0-9])|\s*$)"
)
_PLAIN = re.compile(  # as a run-in label looks after conversion, its bold lost
    rf"\s*{_WORDS}{_COUNTED}\s?[:?]\s+(?=[“\"‘(]?[A-Z0-9])"
)
_HEADED = re.compile(
    rf"[\s#>*_]*{_WORDS}{_COUNTED}[*_]*(?:\s*[.:–—-][*_]*(?:\s|$)|(?:\s+\([^()]{{3,60}}\))?\s*$)"
)
_ASKING = re.compile(
    rf"{ADVISING.pattern}|\bactions?\b|\bproposals?\b|\brequests?\b|"
    r"\bwe (?:ask|want|invite|suggest)\b|"
    r"\bpriorit(?:y|ies)\b|\brequirements?\b|"
    r"\bareas? for (?:\w+ )?(?:action|improvement|development)|"
    r"\b(?:should|must|ought|needs?) (?:to )?(?:now )?(?:change|happen|be|do)\b|\bway forward\b|"
    r"\bchallenges?\b|\bundertakings?\b|\bpledges?\b|\bcommitments?\b|\bsuggest(?:ion|ed)\b|"
    r"\binvited?\b|\bimprovements?\b|\bnext step\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(  # what stands beside a recommendation, or tells of another's
    r"\b(?:rationale|reasons?|reasoning|why|evidence|response|reply|guidance|background|analysis|"
    r"findings?|outcomes?|status|standards?|law|progress|update|questions?|comment|timescale|lead|"
    r"owner|by when|impact|measure|success|monitoring|purpose|taken|already|since|happened|"
    r"we found|"
    r"note|source|example|strengths?|good practice|voice|views?|date|present)\b",
    re.IGNORECASE,
)
_LEARNT = re.compile(r"\b(?:learning|lessons?)\b(?!.*\b(?:action|recommend))")
_SENTENCE = re.compile(r"(?<!what )\b(?:should|must|shall|ought|may wish|is|are|was|were)\b")
_COUNTED_ABOVE = re.compile(
    rf"[\s#>*_]*(?:[A-Z][a-z]+(?:\s[a-z]+){{0,2}}\s(?P<named>{_COUNT})\b|(?P<bracketed>\(\w{{1,3}}\))\s)"
)
_LETTERED = re.compile(r"[\s#>*_]*[A-Z][a-z]+(?:\s[a-z]+){0,2}\s[A-Z]\b")
_FEWEST = 3


@dataclass(slots=True)
class _Use:
    """One use of a label: its block, its counter, where words follow and what they are."""

    at: int
    count: str | None
    end: int
    opened: str


def recurring_labels(
    texts: Sequence[str],
    shown: Sequence[int],
    headings: frozenset[int],
    asks: Callable[[str], bool],
) -> dict[int, Label]:
    """The labels of the blocks that open a recommendation, by the ordinals of those.

    Args:
        texts: of all blocks.
        shown: the blocks to look at, in reading order.
        headings: which of them are headings.
        asks: whether words ask for something.
    """
    uses: dict[str, list[_Use]] = {}
    for place in range(len(shown)):
        for words, use in _uses(texts, shown, place, headings):
            uses.setdefault(words, []).append(use)
    found: dict[int, Label] = {}
    for words, several in _without_learning(uses).items():
        asking = sum(asks(use.opened) for use in several)
        says_so = _ASKING.search(words)
        fewest, share = (2, 0.5) if says_so else (_FEWEST, 0.75)
        if len(several) >= fewest and asking >= share * len(several):
            recommends = "recommend" in words
            # a number in a heading counts themes or chapters; a letter has nothing else to count
            plain = [k for k in shown if k not in headings or _LETTERED.match(texts[k])]
            for use, above in zip(several, _counted_above(texts, plain, several), strict=True):
                number = use.count or (None if recommends else above)
                found[use.at] = Label(number or "", use.end, firm=True)
    return found


def _without_learning(uses: dict[str, list[_Use]]) -> dict[str, list[_Use]]:
    """The uses of each label, without learning points where another label counts what is asked."""
    counted = any(
        _ASKING.search(words) and sum(use.count is not None for use in several) > 1
        for words, several in uses.items()
    )
    return {w: several for w, several in uses.items() if not (counted and _LEARNT.search(w))}


def _uses(
    texts: Sequence[str], shown: Sequence[int], place: int, headings: frozenset[int]
) -> Iterator[tuple[str, _Use]]:
    """The label that a block opens with, if it may be one."""
    i = shown[place]
    match = (_HEADED if i in headings else _RUN_IN).match(texts[i])
    if match is None and i not in headings:
        match = _PLAIN.match(texts[i])
        match = match if match and _ASKING.search(match["words"]) else None
    if match is None or (i in headings and not (_ASKING.search(match["words"]) and match["count"])):
        return
    words = match["words"].lower()
    named = bodies_in(match["words"]) or asked_of_all(match["words"])
    if _BESIDE.search(words) or _SENTENCE.search(words) or named:
        return
    opened = texts[i][match.end() :]
    if i in headings or not opened.strip(" *_"):
        opened = " ".join(texts[k] for k in _below(shown, place, headings))
        if not opened:
            return
    yield words, _Use(i, match["count"], match.end(), opened)


def _below(shown: Sequence[int], place: int, headings: frozenset[int]) -> list[int]:
    """The next two blocks of those shown, up to a heading."""
    below = shown[place + 1 : place + 3]
    stop = next((n for n, k in enumerate(below) if k in headings), len(below))
    return list(below[:stop])


def _counted_above(
    texts: Sequence[str], shown: Sequence[int], uses: Sequence[_Use]
) -> list[str | None]:
    """The counter of what stands above each use, if each has its own: "(2)", "Learning point B"."""
    found: list[str | None] = []
    first = 0
    for use in uses:
        above = [k for k in shown if first <= k < use.at]
        first = use.at
        counted = (m for k in reversed(above) if (m := _COUNTED_ABOVE.match(texts[k])))
        match = next(counted, None)
        found.append(match and (match["named"] or match["bracketed"]))
    return found if all(found) and len(set(found)) == len(found) else [None] * len(found)
