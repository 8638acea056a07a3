"""Minimal pairs of sentences: does the judge of speech acts tell a finding from what looks alike?

A pair holds a finding and a sentence that shares most of its words but is contrary, guidance, a
recommendation, a question, an allegation or a failure denied. It is told apart when the first is
taken for a finding and the second is not.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.dataset import read_objects
from kb.embedding import Embedder, EmbeddingInput
from kb.errors import DatasetError
from kb.judging import ACTS, judge
from kb.speech import Act, act_of, marks
from kb.types import Block, BlockKind

_PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


def tell_apart(path: Path, embedder: Embedder) -> dict[str, tuple[int, int]]:
    """Pairs told apart, of how many, by what the second sentence is.

    Raises:
        DatasetError: a line is not a pair.
    """
    pairs = []
    for place, row in read_objects(path):
        try:
            pairs.append((row["a"]["text"], row["b"]["text"], row["b"]["act"]))
        except (KeyError, TypeError) as error:
            raise DatasetError(f"{place}: not a pair of sentences ({error})") from error
    texts = list(dict.fromkeys(text for a, b, _ in pairs for text in (a, b)))
    findings = dict(zip(texts, _findings(texts, embedder), strict=True))
    found: dict[str, list[bool]] = defaultdict(list)
    for finding, other, kind in pairs:
        found[kind].append(findings[finding] and not findings[other])
    return {kind: (sum(told), len(told)) for kind, told in sorted(found.items())}


def _findings(texts: Sequence[str], embedder: Embedder) -> list[bool]:
    """Whether each sentence is taken for a finding: by the rules, and by the judge of acts."""
    inputs = [EmbeddingInput("", text, ((0, len(text)),)) for text in texts]
    vectors = np.stack([item.sentences[0] for item in embedder.encode_passages(inputs)])
    acts = judge().acts(vectors).argmax(axis=1)
    ruled_out = (Act.CONTRARY, Act.RECOMMENDATION)
    return [
        act == ACTS.index("finding")
        and act_of(marks(_PARAGRAPH, text), failing=False) not in ruled_out
        for act, text in zip(acts, texts, strict=True)
    ]
