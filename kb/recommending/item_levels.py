"""Which items of a list stand below another of its items: (a) and (b) under (iv) or under 2."""

import re
from collections.abc import Iterator, Sequence

_MARK = re.compile(r"\s*\(?([a-z]{1,5}|\d{1,3}|[A-Z])[.)](?=\s)")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()


def items_below(texts: Sequence[str]) -> list[int | None]:
    """For each item of a list the place of the item that it belongs to; None for those of the list.

    >>> items_below(["(i) That it:", "(a) meet;", "(b) report.", "(ii) That they audit."])
    [None, 0, 0, None]
    """
    found: list[int | None] = []
    style, parent = None, None
    for place, (kind, first) in enumerate(_styles(texts)):
        if style is None or kind == style:
            style, parent = kind, place
            found.append(None)
        elif kind is None or (found[-1] is None and not first):
            found.append(None)  # another style that does not begin anew is no list below
            parent = None
        else:
            found.append(parent)
    return found


def _styles(texts: Sequence[str]) -> Iterator[tuple[str | None, bool]]:
    """How each item is marked, and whether it is the first so marked: i, v and x may be letters."""
    last: dict[str, int] = {}
    for text in texts:
        match = _MARK.match(text)
        counts = {} if match is None else _counts(match[1])
        going_on = (k for k, n in counts.items() if k in last and n == last[k] + 1)
        begun = (k for k, n in counts.items() if n == 1)
        kind = next(going_on, None) or next(begun, None) or next(iter(counts), None)
        if kind is not None:
            last[kind] = counts[kind]
        yield kind, kind is not None and counts[kind] == 1


def _counts(mark: str) -> dict[str, int]:
    """What a mark counts, in each way that it may be read."""
    counts = {}
    if mark in _ROMAN:
        counts["roman"] = _ROMAN.index(mark) + 1
    if mark.isdigit():
        counts["number"] = int(mark)
    elif len(mark) == 1:
        counts["capital" if mark.isupper() else "letter"] = ord(mark.lower()) - ord("a") + 1
    return counts
