"""Fits what tells that a sentence alone shows a subject (`kb/statements.py`).

It learns from sentences that hands wrote for subjects and against them (`evals/sentences`), from
how people name these (`evals/subjects`), and from documents of which readers said what sentences
show: some sentences for what was asked (`shows.jsonl`), or every sentence for every theme
(`codes.jsonl`); so of extracts and of sentences that differ in little (`evals/extracts`,
`evals/variants`). In a batch every sentence is held against every subject: with what is known of
both, otherwise as one that does not show it.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from evals.classifying import EXTRACTS, VARIANTS
from evals.descending import Rates, batches, descend, halved
from evals.progress import Progress
from evals.rows import read_objects
from kb.embedding import CORES, packaged_path
from kb.statements import asked_as
from kb.themes import themes, themes_of
from kb.types import SubjectKind

SENTENCES = Path(__file__).parent / "sentences"
SUBJECTS = Path(__file__).parent / "subjects"
_UNANSWERED = "-unanswered"
_SHOWS = {"y": 1.0, "p": 0.3}  # nearly: not as wrong as the rest
_BESIDE = 6
_LOWER = 3  # layers that stay as they are: what they give is worked out once
_RANK, _DIM, _TOKENS, _BATCH, _PADDED = 16, 128, 72, 48, 1536
_MEASURED = 4000  # texts
_KINDS = tuple(SubjectKind)
_EPOCHS, _OTHERS = 1.0, 1.2
_RATES = Rates(body=1e-3, head=5e-3, warm_up=60)

Code = tuple[str, SubjectKind]  # a subject, and what of it


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, names of a subject, and how far it alone shows it, 0 to 1.

    `subject` is the same for examples of one subject; `asked` are questions' own, which may be
    about what another subject is. `known` is what else is known of the sentence, by subject.
    """

    subject: str
    kind: SubjectKind
    names: tuple[str, ...]
    text: str
    shows: float
    asked: bool = False
    known: Mapping[Code, float] = field(default_factory=dict)


def examples(folders: Sequence[Path]) -> list[Example]:
    """Everything to learn from; `folders` are of datasets with `shows.jsonl` or `codes.jsonl`."""
    names = named()
    found = _written(names)
    for folder in folders:
        if (folder / "shows.jsonl").exists():
            found += _judged(folder / "shows.jsonl", names)
        if (folder / "codes.jsonl").exists():
            found += _coded(_rows(folder / "codes.jsonl"), names)
    for file in sorted(EXTRACTS.glob("*.jsonl")):
        found += _coded(_rows(file), names)
    for file in sorted(VARIANTS.glob("*.jsonl")):
        groups = [row["variants"] for row in _rows(file)]
        found += _coded([v | {"document": n} for n, g in enumerate(groups) for v in g], names)
    known: dict[str, dict[Code, float]] = {}
    for item in found:
        codes, code = known.setdefault(item.text, {}), (item.subject, item.kind)
        codes[code] = max(item.shows, codes.get(code, 0.0))
    return [replace(item, known=known[item.text]) for item in found]


def _written(named: Mapping[Code, tuple[str, ...]]) -> list[Example]:
    found = []
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            own, kind = (row["subject"], *row["also"]), SubjectKind(row["kind"])
            theme = _theme(row["id"], own)
            names = (*own, *named.get((theme, kind), ()))
            against = [*row["opposite"], *(near["text"] for near in row["near"])]
            rated = [(text, 1.0) for text in row["says"]] + [(text, 0.0) for text in against]
            found += [Example(theme, kind, names, *item) for item in rated]
    return found


def _judged(file: Path, named: Mapping[Code, tuple[str, ...]]) -> list[Example]:
    found = []
    for _, row in read_objects(file):
        theme, kind = row["theme"], SubjectKind(row["kind"])
        names = _vocabulary().get(theme, ())[:6]
        names = (*names, *named.get((theme, kind), ())) if names else (row["subject"],)
        shows = _SHOWS.get(row["shows"], 0.0)
        asked = theme not in _vocabulary()
        found.append(Example(theme, kind, names, row["text"], shows, asked))
    return found


def _rows(file: Path) -> list[dict[str, Any]]:
    return [row for _, row in read_objects(file)]


def _coded(
    rows: Sequence[Mapping[str, Any]], named: Mapping[Code, tuple[str, ...]]
) -> list[Example]:
    """Of each sentence what it shows and what it seems to show.

    Where it shows nothing and seems to show nothing, something that a sentence near it shows: what
    stands beside a finding is on its topic, and that is what it must be told from.
    """
    order = random.Random(0)
    shown = [{_code(text) for text in (*row["shows"], *row["partly"])} for row in rows]
    everything = sorted(set().union(*shown))
    found = []
    for n, row in enumerate(rows):
        rated = [(_code(text), 1.0) for text in row["shows"]]
        rated += [(_code(text), _SHOWS["p"]) for text in row["partly"]]
        rated += [(_code(text), 0.0) for text in row["against"]]
        window = range(max(0, n - _BESIDE), min(len(rows), n + _BESIDE + 1))
        own = [shown[k] for k in window if rows[k]["document"] == row["document"]]
        beside = sorted(set().union(*own) - shown[n]) or [
            code for code in everything if code not in shown[n]
        ]
        if not rated:
            rated.append((order.choice(beside), 0.0))
        for (theme, kind), shows in rated:
            names = (*_vocabulary().get(theme, ())[:6], *named.get((theme, kind), ()))
            asked = theme not in _vocabulary()
            if names:  # nobody named the opposite of a reader's own subject
                found.append(Example(theme, kind, names, row["text"], shows, asked))
    return found


def _code(text: str) -> Code:
    theme, kind = text.rsplit(" ", 1)
    return theme, SubjectKind(kind)


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    return {theme.id: theme.names for theme in themes()}


def named() -> dict[Code, tuple[str, ...]]:
    """How hands name each subject."""
    found: dict[Code, tuple[str, ...]] = {}
    for file in sorted(SUBJECTS.glob("*.jsonl")):
        for _, row in read_objects(file):
            for kind in SubjectKind:
                code = (row["theme"], kind)
                found[code] = (*found.get(code, ()), *row.get(kind, ()))
    return found


def _theme(name: str, names: Sequence[str]) -> str:
    """The theme of the vocabulary that a hand's subject is, or the hand's own name for it."""
    plain = name.removesuffix(_UNANSWERED)
    if plain in _vocabulary():
        return plain
    return next((theme.id for text in names for theme in themes_of(text)), name)


def fit(rows: Sequence[Example], out: Path, progress: Progress) -> None:
    """Fits the weights and writes them to `out`."""
    torch.manual_seed(0)
    torch.set_num_threads(CORES)
    order = random.Random(0)
    encoder = _Encoder()
    texts = {row.text for row in rows} | {asked_as(r.kind, n) for r in rows for n in r.names}
    encoder.read(sorted(texts))
    model = _Stating(encoder)
    model.keep_nearness(order.sample(sorted(texts), min(len(texts), _MEASURED)))
    head = [model.scale, model.bias, *model.polarity.parameters()]
    steps = int(_EPOCHS * len(rows) / _BATCH)
    with progress.task("learning what sentences state", steps) as advance:
        descend(model, head, _losses(model, rows, encoder, order), steps, _RATES, advance)
    save_file(model.tensors(), str(out))


def _losses(
    model: "_Stating", rows: Sequence[Example], encoder: "_Encoder", order: random.Random
) -> Iterator[torch.Tensor]:
    while True:
        for batch in batches(rows, _BATCH, lambda row: encoder.length(row.text), order):
            with torch.autocast("cpu", torch.bfloat16, enabled=halved()):
                loss = model.loss(batch, order)
            yield loss


class _LowRank(nn.Module):
    """A layer that stays, and beside it a product of two narrow ones that is learnt."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        start = torch.randn(_RANK, layer.in_features) / math.sqrt(layer.in_features)
        self.down = nn.Parameter(start)
        self.up = nn.Parameter(torch.zeros(layer.out_features, _RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added: torch.Tensor = self.layer(x) + 2 * ((x @ self.down.T) @ self.up.T)
        return added


class _Encoder:
    """The packaged model in two halves; what the lower one gives of each text is kept."""

    def __init__(self) -> None:
        from transformers import AutoModel, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(str(packaged_path()))
        self._model = AutoModel.from_pretrained(str(packaged_path())).eval()
        for parameter in self._model.parameters():
            parameter.requires_grad = False
        self.upper = self._model.encoder.layer[_LOWER:]
        self._held: dict[str, torch.Tensor] = {}

    def length(self, text: str) -> int:
        """Tokens of a text that was read."""
        return len(self._held[text])

    @torch.inference_mode()
    def read(self, texts: Sequence[str]) -> None:
        """Runs texts through the lower half."""
        ids = self._tokenizer(list(texts), truncation=True, max_length=_TOKENS)["input_ids"]
        waiting = sorted(range(len(texts)), key=lambda n: len(ids[n]))
        while waiting:
            n = max(1, _PADDED // len(ids[waiting[-1]]))
            batch, waiting = waiting[-n:], waiting[:-n]
            padded = self._tokenizer.pad(
                {"input_ids": [ids[i] for i in batch]}, return_tensors="pt"
            )
            hidden = _run(
                self._model.encoder.layer[:_LOWER],
                self._model.embeddings(padded["input_ids"]),
                padded["attention_mask"],
            )
            for i, row in zip(batch, hidden, strict=True):
                self._held[texts[i]] = row[: len(ids[i])].half().clone()

    def padded(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """What the lower half gave of texts (n, tokens, dim), and which tokens are theirs."""
        held = [self._held[text].float() for text in texts]
        mask = [torch.ones(len(rows)) for rows in held]
        pad = nn.utils.rnn.pad_sequence
        return pad(held, batch_first=True), pad(mask, batch_first=True)


class _Stating(nn.Module):
    """Log-odds that sentences show subjects: scaled cosine, and what each sentence is like."""

    def __init__(self, encoder: _Encoder) -> None:
        super().__init__()
        self._encoder = encoder
        self.upper = encoder.upper
        for layer in self.upper:
            for parent, name in _adapted(layer):
                setattr(parent, name, _LowRank(getattr(parent, name)))
        width = self.upper[0].output.dense.layer.out_features
        self.projection = nn.Linear(width, _DIM, bias=False)
        self.polarity = nn.Linear(_DIM, len(_KINDS))
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.bias = nn.Parameter(torch.tensor(-7.0))
        self._drop = nn.Dropout(0.1)

    def encode(self, texts: Sequence[str]) -> torch.Tensor:
        """Unit rows of texts that the encoder has read."""
        rows: torch.Tensor = nn.functional.normalize(self.projection(self._pooled(texts)), dim=1)
        return rows

    def _pooled(self, texts: Sequence[str]) -> torch.Tensor:
        hidden, mask = self._encoder.padded(texts)
        hidden = _run(self.upper, hidden, mask)
        pooled: torch.Tensor = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return pooled

    @torch.inference_mode()
    def keep_nearness(self, texts: Sequence[str]) -> None:
        """Starts the projection where it keeps most of how near the texts lie to each other.

        From there it is learnt what to tell apart; a random start forgets what the model knew.
        """
        self.eval()
        parts = [texts[n : n + _BATCH] for n in range(0, len(texts), _BATCH)]
        pooled = torch.cat([self._pooled(part) for part in parts])
        rows = nn.functional.normalize(pooled, dim=1)
        axes = torch.linalg.eigh(rows.T @ rows).eigenvectors  # the least telling first
        self.projection.weight.copy_(axes[:, -_DIM:].T)

    def loss(self, batch: Sequence[Example], order: random.Random) -> torch.Tensor:
        """Cross entropy over every pair of a sentence and a subject of the batch."""
        self.train()
        named = [(row.subject, row.kind, order.choice(row.names), row.asked) for row in batch]
        subjects = list(dict.fromkeys(named))
        kinds = [_KINDS.index(kind) for _, kind, _, _ in subjects]
        rows = self.encode([row.text for row in batch])
        asked = self.encode([asked_as(kind, name) for _, kind, name, _ in subjects])
        like = 6 * self.polarity(self._drop(rows))[:, kinds]
        logits = self.scale * (rows @ asked.T) + like + self.bias
        wanted, weight = torch.zeros_like(logits), torch.zeros_like(logits)
        for r, row in enumerate(batch):
            for c, (subject, kind, _, of_question) in enumerate(subjects):
                if subject == row.subject and kind == row.kind:
                    wanted[r, c], weight[r, c] = row.shows, 1.0
                elif (subject, kind) in row.known:
                    wanted[r, c], weight[r, c] = row.known[subject, kind], _OTHERS / len(subjects)
                elif subject != row.subject and not (of_question or row.asked):
                    weight[r, c] = _OTHERS / len(subjects)
        entropy = nn.functional.binary_cross_entropy_with_logits
        loss: torch.Tensor = (entropy(logits, wanted, reduction="none") * weight).sum()
        return loss.div(weight.sum())

    def tensors(self) -> dict[str, torch.Tensor]:
        """What `kb.statements` reads."""
        found: dict[str, Any] = {
            "projection": self.projection.weight,
            "polarity": 6 * self.polarity.weight,
            "polarity_bias": 6 * self.polarity.bias,
        }
        for number, layer in enumerate(self.upper, _LOWER):
            for name, module in layer.named_modules():
                if isinstance(module, _LowRank):
                    found[f"layer.{number}.{name}.down"] = module.down
                    found[f"layer.{number}.{name}.up"] = 2 * module.up
        whole = {name: tensor.detach().half().contiguous() for name, tensor in found.items()}
        return whole | {"scale_bias": torch.tensor([self.scale.item(), self.bias.item()])}


def _adapted(layer: Any) -> list[tuple[Any, str]]:
    own = layer.attention.self
    dense = [layer.attention.output, layer.intermediate, layer.output]
    return [(own, "query"), (own, "key"), (own, "value"), *((part, "dense") for part in dense)]


def _run(layers: Any, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    padding = (1.0 - mask[:, None, None, :].float()) * float(np.finfo(np.float32).min)
    for layer in layers:
        hidden = layer(hidden, padding)
    return hidden
