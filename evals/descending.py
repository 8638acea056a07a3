"""Gradient descent of the small models that are fitted here, and the batches it takes."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import nn

_Row = TypeVar("_Row")
_WEIGHT_DECAY, _MAX_NORM = 0.01, 1.0
_LEAST = 0.02  # of the rate, towards the end
_SORTED = 20  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class Rates:
    """Learning rates: of a model's body, and of its head; both reached after `warm_up` steps."""

    body: float
    head: float
    warm_up: int


def descend(
    model: nn.Module,
    head: Sequence[nn.Parameter],
    losses: Iterator[torch.Tensor],
    steps: int,
    rates: Rates,
    advance: Callable[[int], None],
) -> None:
    """Fits what `model` lets be fitted to as many of `losses` as `steps`, with AdamW.

    The rate rises over the first steps and falls evenly to the last.
    """
    inside = {id(parameter) for parameter in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in inside]
    optimiser = torch.optim.AdamW(
        [{"params": body, "rate": rates.body}, {"params": head, "rate": rates.head}],
        weight_decay=_WEIGHT_DECAY,
    )
    for step in range(steps):
        for group in optimiser.param_groups:
            warm, left = (step + 1) / rates.warm_up, max(_LEAST, 1 - step / steps)
            group["lr"] = group["rate"] * min(1.0, warm) * left
        optimiser.zero_grad()
        next(losses).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*body, *head], _MAX_NORM)
        optimiser.step()
        advance(1)


def batches(
    rows: Sequence[_Row], size: int, length: Callable[[_Row], int], order: random.Random
) -> list[list[_Row]]:
    """All of `rows` in any order, in batches of some `size` whose rows are of about one length."""
    shuffled = order.sample(rows, len(rows))
    found = []
    for start in range(0, len(shuffled), _SORTED * size):
        alike = sorted(shuffled[start : start + _SORTED * size], key=length)
        found += [alike[n : n + size] for n in range(0, len(alike), size)]
    return order.sample(found, len(found))


def halved() -> bool:
    """Whether this machine multiplies half floats, which is twice as fast; others only seem to."""
    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))
