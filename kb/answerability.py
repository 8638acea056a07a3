"""Whether a sentence answers a question, told by a model that reads both together.

A sentence may speak of all that a question speaks of and not answer it: their vectors cannot tell,
a cross-encoder can (Nogueira & Cho 2019, arXiv:1901.04085). This one is the packaged model, adapted
on questions that hands asked of papers, some answered there and some only seemingly
(`evals/answers`, fitted by `kb eval train` with `evals/answerability.py`). It reads the few best
sentences of a fact question.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.adapted import Adapted
from kb.bert import Tokens
from kb.embedding import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "answerability.safetensors"

_QUESTION_TOKENS, _SENTENCE_TOKENS, _TITLE_TOKENS = 48, 72, 16
_BATCHES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, and the title of the document it stands in."""

    text: str
    title: str


class AnswerModel:
    """The adapted model and its head.

    A lone question is read in numpy, before torch could be imported; it is loaded for a second.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Names the weights; those of the head are read at once."""
        from safetensors.numpy import load_file

        tensors = load_file(weights)
        self.digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:16]
        self._alike = tensors.pop("alike").astype(np.float32)
        self._whole = tensors.pop("whole").astype(np.float32)
        self._bias = float(tensors.pop("bias")[0])
        self._model = _Pairs(tensors)
        self._asked = False

    def load(self) -> None:
        """Has torch load it now, for a process that will answer many questions."""
        self._model.load()

    def log_odds(self, question: str, candidates: Sequence[Candidate]) -> Vectors:
        """How far each candidate answers the question, against none of them doing so; (n,).

        From the mean vectors of the question and of the sentence, each of which has read the other,
        multiplied element by element, and from the vector of the whole.
        """
        if self._asked:
            self.load()
        self._asked = True
        found = np.empty(len(candidates), dtype=np.float32)
        by_length = np.argsort([len(c.text) + len(c.title) for c in candidates], kind="stable")
        for part in np.array_split(by_length, _BATCHES):  # of like lengths: little is padding
            if len(part):
                chosen = [candidates[n] for n in part]
                asked, said, whole = self._model.encode_pairs(question, chosen)
                found[part] = (asked * said) @ self._alike + whole @ self._whole + self._bias
        return found


@cache
def answer_model() -> AnswerModel:
    """The model whose weights are shipped."""
    return AnswerModel()


class _Pairs(Adapted):
    """The model over pairs of a question and a candidate.

    Where torch has not loaded it, it is reckoned in numpy. Both compute in float32: the same
    question gets the same answer.
    """

    dtype = "float32"

    def load(self) -> None:
        """Has torch load it."""
        self._model  # noqa: B018 - loaded at first use

    def encode_pairs(
        self, question: str, candidates: Sequence[Candidate]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """As `parts` says."""
        with self._lock:
            read = filled(*pair_ids(self._tokenizer, question, candidates))
        hidden = self._bert.hidden(*read) if self._loaded is None else self._hidden(*read)
        return parts(hidden, *read[1:])

    def _hidden(self, *read: Tokens) -> Vectors:
        import torch

        ids, mask, types = (torch.from_numpy(array) for array in read)
        with torch.inference_mode():
            found = self._model[0].auto_model(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            )
        hidden: Vectors = found.last_hidden_state.numpy()
        return hidden


def pair_ids(
    tokenizer: "Tokenizer", question: str, candidates: Sequence[Candidate]
) -> tuple[list[list[int]], list[list[int]]]:
    """[CLS] question [SEP] sentence [SEP] title [SEP]: token ids, and 1 behind the question's."""

    def read(texts: Sequence[str], longest: int) -> list[list[int]]:
        held = tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [one.ids[:longest] for one in held]

    start, end = tokenizer.encode("").ids
    first = [start, *read([question], _QUESTION_TOKENS)[0], end]
    sentences = read([c.text for c in candidates], _SENTENCE_TOKENS)
    titles = read([c.title for c in candidates], _TITLE_TOKENS)
    second = [[*s, end, *t, end] for s, t in zip(sentences, titles, strict=True)]
    return [[*first, *rest] for rest in second], [
        [0] * len(first) + [1] * len(rest) for rest in second
    ]


def filled(
    ids: Sequence[Sequence[int]], types: Sequence[Sequence[int]]
) -> tuple[Tokens, Tokens, Tokens]:
    """Ids of pairs filled up to the longest, 1 where a token is there, and types; (n, tokens)."""
    shape = (len(ids), max(map(len, ids)))
    all_ids, mask, all_types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for n, (row, kinds) in enumerate(zip(ids, types, strict=True)):
        all_ids[n, : len(row)] = row
        all_types[n, : len(row)] = kinds
        mask[n, : len(row)] = 1
    return all_ids, mask, all_types


def parts(hidden: Any, mask: Any, types: Any) -> tuple[Any, Any, Any]:
    """Unit rows of the question and of what may answer it, and the rows of [CLS]; (n, dim).

    Of arrays or tensors: the vectors of tokens (n, tokens, dim), which of them are there, and to
    which of the two they belong.
    """
    asked = mask * (1 - types)
    asked[:, 0] = 0  # [CLS] is of neither
    return _mean(hidden, asked), _mean(hidden, mask * types), hidden[:, 0]


def _mean(hidden: Any, mask: Any) -> Any:
    summed = (hidden * mask[..., None]).sum(1)
    return summed / ((summed * summed).sum(1) ** 0.5)[:, None]
