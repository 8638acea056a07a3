"""Which part of a text asks: its sentences that ask, and not the reasons or remarks beside them."""

import re

from kb.recommending.addressees import addressees
from kb.recommending.advising import asks
from kb.recommending.asked_sentences import RECOMMENDS
from kb.recommending.directives import is_asked_again, is_directive
from kb.sentences import sentence_ranges

_APART = 3  # sentences that each ask another body are as many recommendations


def asked_apart(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a paragraph that each ask somebody else.

    >>> text = "Acre Police should ring. The Board should ask. Brook Trust should write."
    >>> [text[a:b] for a, b in asked_apart(text, frozenset())]
    ['Acre Police should ring.', 'The Board should ask.', 'Brook Trust should write.']
    """
    starts = [0, *(m.end() for m in re.finditer(r"\.\s+(?=[A-Z])", text))]
    ranges = list(zip(starts, [*starts[1:], len(text)], strict=True))
    told = [text[a:b].rstrip() for a, b in ranges]
    asked = {addressees(sentence, names) for sentence in told} - {()}
    if len(asked) < _APART or not all(is_directive(s, names) or asks(s) for s in told):
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
    opens = next((n for n, (a, b) in enumerate(ranges) if RECOMMENDS.search(text[a:b])), 0)
    before = (text[a:b] for a, b in ranges[:opens])
    if any(is_directive(part, names) or asks(part) for part in before):
        return 0, len(text)
    return (ranges[opens][0] if opens else 0), len(text)


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
