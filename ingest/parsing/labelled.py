"""Lines that each state a field ("Coroner area: Gwent"): one below the other, no paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

_LABEL = re.compile(r"[*_]*[A-Z][^\W\d]*(?:[ '’/()&-]+[^\W\d]+){0,5}[\s*_]*:(?:[\s*_]|$)")
_WRAPPED = 1  # lines that a value may go on for


def stating(texts: Sequence[str]) -> set[int]:
    """Indices of those of the lines `texts` that open with a label, as a line close by does.

    >>> sorted(stating(["A report", "State: Ohio", "Agency: Forest", "Service", "Task: Patrol"]))
    [1, 2, 4]
    """
    found = [index for index, text in enumerate(texts) if _LABEL.match(text)]
    near = [(a, b) for a, b in pairwise(found) if b - a <= 1 + _WRAPPED]
    return {index for pair in near for index in pair}
