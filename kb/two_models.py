"""A model that people bring beside the packaged one: theirs finds passages, the packaged one reads.

What the judge was fitted on (`kb.judging`) are vectors of the packaged model; those of another are
of another length or mean nothing to it. So whatever model finds, that one reads questions and
sentences, and both passes are made when a document is ingested.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.embedding import (
    PACKAGED_DIGEST,
    Embedder,
    Embedding,
    EmbeddingInput,
    SentenceTransformerEmbedder,
    Vectors,
)


def reading_beside(finder: Embedder, on_load: Callable[[str], None]) -> Embedder:
    """What reads where `finder` finds passages: `finder` itself where it is the packaged model.

    Args:
        finder: the model that people chose.
        on_load: told, in words for people, before the packaged model's slow load begins.
    """
    if finder.digest == PACKAGED_DIGEST:
        return finder
    return TwoModels(finder, SentenceTransformerEmbedder(on_load=on_load))


class TwoModels:
    """An `Embedder` whose vectors are the reader's, but for `Embedding.search`, the finder's."""

    def __init__(self, finder: Embedder, reader: Embedder):
        """Loads neither."""
        self._finder, self._reader = finder, reader

    @property
    def digest(self) -> str:
        """What identifies both."""
        return f"{self._finder.digest}+{self._reader.digest}"

    @property
    def dtype(self) -> str:
        """The arithmetic that the reader computes in."""
        return self._reader.dtype

    @property
    def max_tokens(self) -> int:
        """The longest text that both read whole."""
        return min(self._finder.max_tokens, self._reader.max_tokens)

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text` in the model that has more."""
        return max(self._finder.count_tokens(text), self._reader.count_tokens(text))

    def encode_question(self, text: str) -> Vectors:
        """The reader's unit vector of a question, of shape (dim,)."""
        return self._reader.encode_question(text)

    def encode_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] = lambda n: None
    ) -> list[Embedding]:
        """The vectors of passages, by both models, and of their sentences."""
        read = self._reader.encode_passages(inputs, progress)
        found = self._finder.encode_passages([replace(item, sentences=()) for item in inputs])
        return [replace(r, search=f.passage) for r, f in zip(read, found, strict=True)]
