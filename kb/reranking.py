"""A further cross-encoder that reads question and sentence together, for people who have one.

With `KB_RERANKER_MODEL` the best sentences of a fact question are read by it (Nogueira & Cho 2019,
arXiv:1901.04085) behind the small one that is shipped (`kb.answerability`), and what it says is
added to their scores.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.embedding import weights_digest
from kb.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A sentence-transformers cross-encoder in a local folder; loaded at first use."""

    def __init__(self, path: Path | str):
        """Names the model without loading it."""
        self._path = Path(path)
        self._lock = Lock()

    @cached_property
    def digest(self) -> str:
        """First 16 hex digits of the SHA-256 of its weights.

        Raises:
            ModelError: no such folder, no safetensors weights, or files that may run code.
        """
        return weights_digest(self._path, setting="KB_RERANKER_MODEL")[:16]

    @cached_property
    def _model(self) -> "CrossEncoder":
        self.digest  # noqa: B018 - weights are checked before they are loaded
        os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(
                str(self._path), device="cpu", local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{self._path}: not a cross-encoder ({error}); set KB_RERANKER_MODEL to the "
                "folder of one, or unset it"
            ) from error

    def relevance(self, question: str, texts: Sequence[str]) -> list[float]:
        """How far each text answers the question, 0 to 1.

        Raises:
            ModelError: it cannot be loaded, or gives more than one figure a pair.
        """
        if not texts:
            return []
        pairs: list[Any] = [(question, text) for text in texts]
        with self._lock:
            logits = np.asarray(
                self._model.predict(
                    pairs, activation_fn=_as_it_is, show_progress_bar=False, batch_size=16
                )
            )
        if logits.ndim != 1:
            raise ModelError(
                f"{self._path}: gives {logits.shape[1]} figures a pair; KB_RERANKER_MODEL must "
                "give one"
            )
        return [float(x) for x in 1 / (1 + np.exp(-logits.astype(np.float64)))]


def _as_it_is(logits: Any) -> Any:
    return logits
