"""Minimal pairs of sentences: do the gates of speech acts tell a finding from what looks alike?

A pair holds a finding and a sentence that shares most of its words but is contrary, guidance, a
recommendation, a question, an allegation or a failure denied. It is told apart when the first is
taken for a finding and the second is not.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np

from evals.dataset import read_objects
from kb.errors import DatasetError
from kb.speech import gates, marks
from kb.types import Block, BlockKind

_PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


def tell_apart(path: Path) -> dict[str, tuple[int, int]]:
    """Pairs told apart, of how many, by what the second sentence is.

    Raises:
        DatasetError: a line is not a pair.
    """
    found: dict[str, list[bool]] = defaultdict(list)
    for place, row in read_objects(path):
        try:
            finding, other = row["a"]["text"], row["b"]["text"]
            kind = row["b"]["act"]
        except (KeyError, TypeError) as error:
            raise DatasetError(f"{place}: not a pair of sentences ({error})") from error
        found[kind].append(_is_finding(finding) and not _is_finding(other))
    return {kind: (sum(told), len(told)) for kind, told in sorted(found.items())}


def _is_finding(text: str) -> bool:
    found = np.asarray([marks(_PARAGRAPH, text)], dtype=np.uint8)
    return bool(gates(found, np.zeros(1, dtype=np.bool_), failing=True).findings[0])
