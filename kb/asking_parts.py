"""Which part of a text asks: its sentences that ask, and not the reasons or remarks beside them."""

import re

from kb.addressees import addressees
from kb.advising import asks
from kb.asked_sentences import RECOMMENDS
from kb.directives import is_asked_again, is_directive, is_imperative
from kb.sentences import sentence_ranges

_ITEM = re.compile(r"[“\"]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")
_FEWEST_WORDS = 4  # a shorter sentence is a date, or a stroke of the pen
_HOPED = re.compile(r"\b(?:we|I)\s+(?:\w+\s+)?(?:hope|trust|ask|look\s+to)\b")
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
    """Where that part of a recommendation begins and ends that asks, without what is added to it.

    What is told before "We recommend that", and sentences behind that ask for nothing, are reasons,
    remarks or a response. A list that the text opens belongs to it. Where nothing asks, all of it
    is that part.

    >>> text = "The Board should audit. It has not done so since 2004."
    >>> text[slice(*asking_part(text, frozenset()))]
    'The Board should audit.'
    """
    ranges = sentence_ranges(text)
    asks_first = [is_directive(text[a:b], names) or asks(text[a:b]) for a, b in ranges]
    ordered = not any(asks_first) and is_imperative(text)
    asking = [
        n
        for n, (a, b) in enumerate(ranges)
        if asks_first[n]
        or _ITEM.match(text[a:b])
        or is_asked_again(text[a:b])
        or (ordered and is_imperative(text[a:b]))
        or _HOPED.search(text[a:b])
        or len(text[a:b].split()) < _FEWEST_WORDS
    ]
    if not (any(asks_first) or ordered) or not asking:
        return 0, len(text)
    opens = [n for n, (a, b) in enumerate(ranges) if RECOMMENDS.search(text[a:b])]
    first = opens[0] if opens and not any(asks_first[: opens[0]]) else 0
    end = len(text) if asking[-1] == len(ranges) - 1 else ranges[asking[-1]][1]
    return (ranges[first][0] if first else 0), end


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
