"""Which part of a text asks: its sentences that ask, and not the reasons or remarks beside them."""

import re

from kb.recommending.addressees import addressees
from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.directives import is_asked_again, is_directive
from kb.sentences import sentence_ranges

_CLAUSE = re.compile(r"\b(?:who|which|that|where|when|whose)\b[^,.;]*")
_FINITE = re.compile(
    r"\b(?:was|were|had|did|is|are|has|have|\w{3,}ed|knew|went|came|saw|rang|told|said|took)\b"
)
_BIDDEN = re.compile(
    r"\b(?:should|must|shall|ought\s+to|needs?\s+to|may|(?:is|are)\s+(?:to|for))\b(?!\s+(?:not\s+)?have\s+(?:been|\w+ed|\w+en)\b)",
    re.IGNORECASE,
)
_APART = 3  # sentences that each ask another body are as many recommendations


def asked_apart(text: str, names: frozenset[str], fewest: int = _APART) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a paragraph that each ask somebody else.

    Args:
        text: its words.
        names: words that the document writes with a capital within its sentences.
        fewest: how many there must be.

    >>> text = "Acre Police should ring. The Board should ask. Brook Trust should write."
    >>> [text[a:b] for a, b in asked_apart(text, frozenset())]
    ['Acre Police should ring.', 'The Board should ask.', 'Brook Trust should write.']
    """
    starts = [0, *(m.end() for m in re.finditer(r"\.\s+(?=[A-Z])", text))]
    ranges = list(zip(starts, [*starts[1:], len(text)], strict=True))
    told = [text[a:b].rstrip() for a, b in ranges]
    asked = {addressees(sentence, names) for sentence in told} - {()}
    if (
        len(asked) < max(fewest, 2)
        or len(asked) < len(told)
        or not all(is_directive(s, names) or asks(s) for s in told)
    ):
        return []
    return [(a, a + len(sentence)) for (a, _), sentence in zip(ranges, told, strict=True)]


def asking_part(text: str, names: frozenset[str]) -> tuple[int, int]:
    """Where that part of a recommendation begins and ends that asks.

    What is told before "We recommend that" are reasons. What stands behind it stays: a remark too
    many is better than a word of the recommendation lost.

    >>> text = "It met once. We recommend that the Board meet monthly. It has the means."
    >>> text[slice(*asking_part(text, frozenset()))]
    'We recommend that the Board meet monthly. It has the means.'
    """
    ranges = sentence_ranges(text)
    asking = [n for n, (a, b) in enumerate(ranges) if is_directive(text[a:b], names)]
    first = next((n for n, (a, b) in enumerate(ranges) if RECOMMENDS.search(text[a:b])), None)
    opens = first if first is not None else asking[0] if asking else 0
    if first is None and not all(_tells(text[a:b]) for a, b in ranges[:opens]):
        return 0, len(text)
    before = (text[a:b] for a, b in ranges[:opens])
    if any(is_directive(part, names) or asks(part) for part in before):
        return 0, len(text)
    return (ranges[opens][0] if opens else 0), len(text)


def _tells(sentence: str) -> bool:
    """Whether a sentence tells what is or was, and bids nothing."""
    if re.match(r"\W*(?:Nothing|None|No\s)", sentence) and not _BIDDEN.search(sentence):
        return True
    return bool(_FINITE.search(_CLAUSE.sub("", sentence)) and not _BIDDEN.search(sentence))


def asking_sentences(text: str, names: frozenset[str]) -> tuple[int, int] | None:
    """From the first sentence that asks to the last, without those around them.

    >>> asking_sentences("Nobody knew. The Board should ask. It met.", frozenset())
    (13, 34)
    """
    ranges = sentence_ranges(text)
    asking = [(a, b) for a, b in ranges if is_directive(text[a:b], names) or asks(text[a:b])]
    return (asking[0][0], asking[-1][1]) if asking else None


def where_asking_ends(text: str, start: int, end: int, names: frozenset[str]) -> int:
    """Where the last sentence ends that asks, of a part of a text; of the first where none does.

    >>> text = "The Board should ask the police to call. Nobody has."
    >>> text[: where_asking_ends(text, 0, len(text), frozenset())]
    'The Board should ask the police to call.'
    """
    ranges = [(start + a, start + b) for a, b in sentence_ranges(text[start:end])]
    asking = [b for a, b in ranges if is_directive(text[a:b], names) or is_asked_again(text[a:b])]
    return asking[-1] if asking else ranges[0][1] if ranges else end
