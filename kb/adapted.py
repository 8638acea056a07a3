"""The packaged model with its layers adapted: what is learnt is small enough to be shipped.

To a weight of it the product of two narrow matrices is added (LoRA, Hu et al. 2021,
arXiv:2106.09685).
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.bert import Bert
from kb.embedding import SentenceTransformerEmbedder, packaged_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Adapted(SentenceTransformerEmbedder):
    """The packaged model with what was learnt added to its weights.

    `learnt` has, for a weight named "layer.5.output.dense.weight", either
    "layer.5.output.dense.down" of shape (rank, inputs) and "….up" (outputs, rank), whose product is
    added, or, where it is a vector, "layer.5.output.dense.bias.more" of its own shape.
    """

    def __init__(self, learnt: Mapping[str, NDArray[Any]]) -> None:
        """Names the model without loading it."""
        super().__init__()
        self._learnt = learnt

    def _load(self) -> "SentenceTransformer":
        import torch

        model = super()._load()
        weights = dict(model.named_parameters())
        with torch.no_grad():
            for name, more in self._differences():
                (weight,) = (w for key, w in weights.items() if key.endswith(name))
                weight += torch.from_numpy(more).to(weight.dtype)
        return model

    @cached_property
    def _bert(self) -> Bert:
        weights = packaged_weights()
        changed = {
            key: weights[key] + more
            for name, more in self._differences()
            for key in weights
            if key.endswith(name)
        }
        return Bert(weights | changed)

    def _differences(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        for key, value in self._learnt.items():
            name, part = key.rsplit(".", 1)
            if part == "more":
                yield name, value.astype(np.float32)
            elif part == "up":
                down = self._learnt[f"{name}.down"].astype(np.float32)
                yield f"{name}.weight", value.astype(np.float32) @ down
