"""Minimal pairs of sentences: is a finding told from what looks alike?

A pair holds a finding on a subject and a sentence that shares most of its words but is contrary,
guidance, a recommendation, a question, an allegation or a failure denied. It is told apart when the
gates of speech acts (`kb.speech`) let the first pass and not the second, or pass both and the first
states the subject more, by `kb.statements` and by the classifier of its theme where there is one:
an answer would show the finding.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np

from evals.rows import read_objects
from kb.embedding import Embedder, EmbeddingInput, Vectors
from kb.errors import DatasetError
from kb.speech import gates, marks
from kb.statements import statement_encoder
from kb.text_classes import text_classes
from kb.theme_classifier import theme_classifier
from kb.types import Block, BlockKind, SubjectKind
from kb.words import word_stems

_PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


def tell_apart(path: Path, embedder: Embedder) -> dict[str, tuple[int, int]]:
    """Pairs told apart, of how many, by what the second sentence is.

    Raises:
        DatasetError: a line is not a pair.
    """
    found: dict[str, list[bool]] = defaultdict(list)
    for place, row in read_objects(path):
        try:
            subject, kind = row["subject"], row["b"]["act"]
            texts = [row["a"]["text"], row["b"]["text"]]
        except (KeyError, TypeError) as error:
            raise DatasetError(f"{place}: not a pair of sentences ({error})") from error
        finding, other = _worth(subject, texts, embedder)
        found[kind].append(bool(finding > other))
    return {kind: (sum(told), len(told)) for kind, told in sorted(found.items())}


def _worth(subject: str, texts: list[str], embedder: Embedder) -> Vectors:
    """Log-odds that each sentence shows a failing; -inf where it may not count as a finding."""
    found = np.asarray([marks(_PARAGRAPH, text) for text in texts], dtype=np.uint8)
    passed = gates(found, np.zeros(len(texts), dtype=np.bool_), failing=True).findings
    return np.where(passed, _states(subject, texts, embedder), -np.inf)


def _states(subject: str, texts: list[str], embedder: Embedder) -> Vectors:
    row, bias = statement_encoder().subject(SubjectKind.FAILING, subject)
    statements = statement_encoder().encode(texts)
    stated = statements @ row + bias
    theme = text_classes().theme(subject, embedder.encode_question(subject))
    number = theme_classifier().number(theme, SubjectKind.FAILING) if theme is not None else None
    if number is None:
        return stated
    made = embedder.encode_passages([EmbeddingInput("", t, ((0, len(t)),)) for t in texts])
    found = np.concatenate([item.sentences for item in made])
    vectors = np.hstack([found, statements])
    return stated + theme_classifier()(vectors, [word_stems(t) for t in texts])[:, number]
