"""The packaged model's forward pass in numpy: a question is read before torch could be imported.

The arithmetic is BERT's (Devlin et al. 2019, arXiv:1810.04805), the weights are the packaged ones.
It is for the few short texts of a question; passages go through sentence-transformers.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = NDArray[np.int64]

_HEADS = 12
_EPSILON = 1e-12


class Bert:
    """Weights by their published names, such as "encoder.layer.0.output.dense.weight"."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        """Takes float32 weights and leaves them as they are."""
        self._weights = weights
        self._n_layers = sum(key.endswith("intermediate.dense.bias") for key in weights)

    def hidden(self, ids: Tokens, mask: Tokens, types: Tokens) -> Floats:
        """The last layer's vectors of tokens, float32 of shape (n, tokens, dim).

        Args:
            ids: the tokens of n texts, filled up to the longest; (n, tokens), as are the others.
            mask: 1 where a token is the text's own, 0 where it fills up.
            types: 0 in the first of two texts that are read together, 1 in the second.
        """
        embedded = (
            self._weights["embeddings.word_embeddings.weight"][ids]
            + self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + self._weights["embeddings.token_type_embeddings.weight"][types]
        )
        x = self._normed("embeddings.LayerNorm", embedded)
        unseen = np.where(mask[:, None, None, :] > 0, 0, np.finfo(np.float32).min)
        for n in range(self._n_layers):
            layer = f"encoder.layer.{n}"
            read = self._attended(f"{layer}.attention.self", x, unseen.astype(np.float32))
            read = self._linear(f"{layer}.attention.output.dense", read)
            x = self._normed(f"{layer}.attention.output.LayerNorm", x + read)
            more = _gelu(self._linear(f"{layer}.intermediate.dense", x))
            more = self._linear(f"{layer}.output.dense", more)
            x = self._normed(f"{layer}.output.LayerNorm", x + more)
        return x

    def _attended(self, name: str, x: Floats, unseen: Floats) -> Floats:
        n, length, dim = x.shape
        query, key, value = (
            self._linear(f"{name}.{part}", x).reshape(n, length, _HEADS, -1).swapaxes(1, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(2, 3) / np.float32((dim // _HEADS) ** 0.5) + unseen
        weights = np.exp(scores - scores.max(axis=3, keepdims=True))
        weights /= weights.sum(axis=3, keepdims=True)
        read: Floats = (weights @ value).swapaxes(1, 2).reshape(n, length, dim)
        return read

    def _linear(self, name: str, x: Floats) -> Floats:
        # one product of two matrices: numpy would make one a text of a stack of them
        flat: Floats = x.reshape(-1, x.shape[-1]) @ self._weights[f"{name}.weight"].T
        flat += self._weights[f"{name}.bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def _normed(self, name: str, x: Floats) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        normed: Floats = x * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return normed


def _gelu(x: Floats) -> Floats:
    from scipy.special import erf

    found: Floats = x * (erf(x * np.float32(0.5**0.5)) + 1) * np.float32(0.5)
    return found
