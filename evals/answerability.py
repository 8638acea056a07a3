"""Fits what tells whether a sentence answers a question (`kb/answerability.py`).

It learns from questions that hands asked of papers (`evals/answers`): each with the sentences that
answer it, or with none, and those that only look so. A question is held against some sentences of
its paper and one of another, and whether any of them answers is learnt with which: a softmax over
them and over none. All layers are fitted; what is kept of each weight's change are its few
strongest directions.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.metrics import roc_auc_score
from torch import nn

from evals.cataloguing import FILE as CATALOGUE
from evals.descending import Rates, batches, descend, halved
from evals.progress import Progress
from evals.rows import read_objects
from kb.answerability import AnswerModel, Candidate, filled, pair_ids, parts
from kb.embedding import CORES, Embedder, EmbeddingInput, packaged_path

ANSWERS = Path(__file__).parent / "answers"
_SHOWN, _CLOSE, _FAR = 5, 6, 8  # sentences of its paper a question is held against; nearest ones
_HELD_OUT = 12  # one paper in so many
_TOGETHER, _EPOCHS = 12, 1.5
_RATES = Rates(body=8e-5, head=1e-3, warm_up=40)
_EACH = 0.5  # what each sentence's own cross entropy weighs beside the softmax
_RANK = 32
_FIXED = ("embeddings.word_embeddings", "embeddings.position_embeddings", "pooler")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is asked about: a title and sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a paper; `answers` and `near` number its sentences, from 0.

    `of` is where the paper stands below `evals`.
    """

    of: str
    paper: Paper
    text: str
    answers: tuple[int, ...]
    near: tuple[int, ...]


def questions() -> list[Asked]:
    """Everything that hands asked."""
    found = []
    for file in sorted(ANSWERS.glob("hand-*.jsonl")):
        for _, row in read_objects(file):
            paper = _papers(row["of"])[row["document"]]
            answers, near = tuple(row["answers"]), tuple(row["near"])
            found.append(Asked(row["of"], paper, row["question"], answers, near))
    return found


@cache
def _papers(of: str) -> dict[str, Paper]:
    """The papers whose sentences stand in a file below `evals`, by document."""
    file = ANSWERS.parent / f"{of}.jsonl"
    held: dict[str, list[str]] = {}
    for _, row in read_objects(file):
        held.setdefault(row["document"], []).append(row["text"])
    titles = _titles(file.parent / CATALOGUE)
    return {
        name: Paper(titles.get(name, name.replace("-", " ")), tuple(sentences))
        for name, sentences in held.items()
    }


def _titles(catalogue: Path) -> dict[str, str]:
    if not catalogue.is_file():
        return {}
    with catalogue.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row["title"] for row in csv.DictReader(stream)}


def fit(asked: Sequence[Asked], embedder: Embedder, out: Path, progress: Progress) -> float:
    """Fits the weights and writes them to `out`.

    Returns:
        How well it tells questions of papers that were held out which of them are answered: the
        area under the ROC curve.
    """
    torch.manual_seed(0)
    torch.set_num_threads(CORES)
    choice = _Choice(asked, embedder, progress)
    papers = list(dict.fromkeys(item.paper for item in asked))
    held_out = set(papers[::_HELD_OUT])
    learnt = [item for item in asked if item.paper not in held_out]
    model = _Answering()
    head = [model.alike, model.whole, model.bias]
    steps = int(_EPOCHS * len(learnt) / _TOGETHER)
    with progress.task("learning what answers a question", steps) as advance:
        losses = map(model.loss, choice.batches(learnt))
        descend(model, head, losses, steps, _RATES, advance)
    save_file(model.tensors(), str(out))
    shipped = AnswerModel(out)
    told = [item for item in asked if item.paper in held_out]
    sure = [
        float(shipped.log_odds(g.question, g.candidates).max()) for g in map(choice.all_of, told)
    ]
    return round(float(roc_auc_score([bool(item.answers) for item in told], sure)), 3)


@dataclass(frozen=True, slots=True)
class _Group:
    """A question, what it is held against, and which of these answer."""

    question: str
    candidates: tuple[Candidate, ...]
    answers: tuple[bool, ...]


class _Choice:
    """Chooses what a question is held against: what answers, what seems to, and what is near."""

    def __init__(self, asked: Sequence[Asked], embedder: Embedder, progress: Progress) -> None:
        papers = list(dict.fromkeys(item.paper for item in asked))
        self._all = [(paper, n) for paper in papers for n in range(len(paper.sentences))]
        self._order = random.Random(0)
        texts = sorted({*(p.sentences[n] for p, n in self._all), *(item.text for item in asked)})
        with progress.task("embedding questions and papers", len(texts)) as advance:
            found = embedder.encode_passages([EmbeddingInput("", t, ()) for t in texts], advance)
        self._vectors = {text: item.passage for text, item in zip(texts, found, strict=True)}
        self._rows = np.stack([self._vectors[paper.sentences[n]] for paper, n in self._all])

    def batches(self, asked: Sequence[Asked]) -> Iterator[list[_Group]]:
        """Every question once and again, in any order, each with others of about its length."""
        while True:
            groups = [self._group(item) for item in self._order.sample(asked, len(asked))]
            yield from batches(groups, _TOGETHER, _length, self._order)

    def all_of(self, item: Asked) -> _Group:
        """A question with the nearest sentences of its paper, whatever they do."""
        return self._of(item, self._nearest(item)[: 2 * _CLOSE])

    def _group(self, item: Asked) -> _Group:
        chosen = [*self._order.sample(item.answers, len(item.answers))[:2], *item.near[:2]]
        close = [n for n in self._nearest(item) if n not in (*item.answers, *item.near)][:_CLOSE]
        chosen += self._order.sample(close, min(len(close), max(0, _SHOWN - len(chosen))))
        return self._of(item, chosen, self._order.choice(self._elsewhere(item)))

    def _of(self, item: Asked, chosen: Sequence[int], far: int | None = None) -> _Group:
        candidates = [Candidate(item.paper.sentences[n], item.paper.title) for n in chosen]
        answers = [n in item.answers for n in chosen]
        if far is not None:
            paper, n = self._all[far]
            candidates.append(Candidate(paper.sentences[n], paper.title))
            answers.append(False)
        return _Group(item.text, tuple(candidates), tuple(answers))

    def _nearest(self, item: Asked) -> list[int]:
        rows = np.stack([self._vectors[text] for text in item.paper.sentences])
        return [int(n) for n in np.argsort(-(rows @ self._vectors[item.text]), kind="stable")]

    def _elsewhere(self, item: Asked) -> list[int]:
        near = np.argsort(-(self._rows @ self._vectors[item.text]), kind="stable")
        others = (int(n) for n in near if self._all[n][0] != item.paper)
        return list(islice(others, _FAR))


def _length(group: _Group) -> int:
    return sum(len(c.text) for c in group.candidates)


class _Answering(nn.Module):
    """The packaged model over pairs, with the head of `kb.answerability.AnswerModel`."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer
        from transformers import AutoModel

        super().__init__()
        self._tokenizer = Tokenizer.from_file(str(packaged_path() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.model = AutoModel.from_pretrained(str(packaged_path()))
        self._before = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad = not name.startswith(_FIXED)
        width = self.model.config.hidden_size
        self.alike = nn.Parameter(torch.full((width,), 8.0))  # starts as a scaled cosine
        self.whole = nn.Parameter(torch.zeros(width))
        self.bias = nn.Parameter(torch.tensor([-5.0]))
        self._drop = nn.Dropout(0.1)

    def loss(self, groups: Sequence[_Group]) -> torch.Tensor:
        """Cross entropy over the candidates of each question and none of them, and of each."""
        self.train()
        pairs = [pair_ids(self._tokenizer, g.question, g.candidates) for g in groups]
        read = filled(
            [ids for found, _ in pairs for ids in found],
            [types for _, found in pairs for types in found],
        )
        ids, mask, types = (torch.from_numpy(array) for array in read)
        with torch.autocast("cpu", torch.bfloat16, enabled=halved()):
            out = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        asked, said, whole = parts(out.last_hidden_state.float(), mask, types)
        logits = (asked * said) @ self.alike + self._drop(whole) @ self.whole + self.bias
        losses = []
        for group, own in zip(
            groups, logits.split([len(g.candidates) for g in groups]), strict=True
        ):
            answers = torch.tensor(group.answers)
            none = torch.tensor([not any(group.answers)])
            sure = torch.log_softmax(torch.cat([own.new_zeros(1), own]), 0)
            each = nn.functional.binary_cross_entropy_with_logits(own, answers.float())
            losses.append(_EACH * each - torch.logsumexp(sure[torch.cat([none, answers])], 0))
        return torch.stack(losses).mean()

    def tensors(self) -> dict[str, NDArray[Any]]:
        """What `kb.answerability` reads."""
        found = dict(self._differences())
        head = {"alike": self.alike, "whole": self.whole, "bias": self.bias}
        found |= {name: tensor.detach().numpy() for name, tensor in head.items()}
        return {name: np.ascontiguousarray(a, dtype=np.float16) for name, a in found.items()}

    def _differences(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """What was learnt of each weight: vectors whole, of matrices their strongest directions."""
        for name, weight in self.model.named_parameters():
            if not weight.requires_grad:
                continue
            more = (weight.detach() - self._before[name]).numpy()
            if min(more.shape) < _RANK or more.ndim == 1:
                yield f"{name}.more", more
                continue
            left, sizes, right = np.linalg.svd(more, full_matrices=False)
            root = np.sqrt(sizes[:_RANK])
            stem = name.removesuffix(".weight")
            yield f"{stem}.up", left[:, :_RANK] * root
            yield f"{stem}.down", root[:, None] * right[:_RANK]
