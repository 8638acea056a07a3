"""An embedding model that encodes a question once: many systems ask the same ones."""

from collections.abc import Callable, Sequence

from kb.embedding import Embedder, Embedding, EmbeddingInput, Vectors


class RememberingEmbedder:
    """Any embedder; the vectors of questions are kept for as long as it lives."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._questions: dict[str, Vectors] = {}
        self.count_tokens = embedder.count_tokens

    @property
    def digest(self) -> str:
        """What identifies the model."""
        return self._embedder.digest

    @property
    def dtype(self) -> str:
        """The arithmetic it computes in."""
        return self._embedder.dtype

    @property
    def max_tokens(self) -> int:
        """The longest text that is read whole."""
        return self._embedder.max_tokens

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question."""
        if text not in self._questions:
            self._questions[text] = self._embedder.encode_question(text)
        return self._questions[text]

    def encode_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] = lambda n: None
    ) -> list[Embedding]:
        """The vectors of passages and of their sentences."""
        return self._embedder.encode_passages(inputs, progress)
