"""Intervals: the percentile bootstrap over questions (Efron 1979), paired where two runs differ.

Seeds are fixed, so the same figures give the same interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.measures import auroc

_RESAMPLES = 2000
_SEED = 20081201


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean of `n` values with its 95% interval."""

    mean: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def mean_interval(values: Sequence[float]) -> Interval:
    """The mean of `values`, resampled with replacement."""
    data = np.asarray(values, dtype=np.float64)
    return _interval(float(data.mean()), data[_draws(len(data))].mean(axis=1), len(data))


def ratio_interval(parts: Sequence[float], wholes: Sequence[float]) -> Interval | None:
    """The sum of `parts` over the sum of `wholes`, units resampled; None where the whole is 0.

    A unit is a document: what stands in one succeeds and fails together. `n` is the whole.
    """
    above, below = np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)
    if not below.sum():
        return None
    draws = _draws(len(above))
    sums = below[draws].sum(axis=1)
    samples = above[draws].sum(axis=1)[sums > 0] / sums[sums > 0]
    return _interval(float(above.sum() / below.sum()), samples, int(below.sum()))


def difference_by_question(a: Mapping[str, float], b: Mapping[str, float]) -> Interval:
    """The mean of `b` minus `a` over the questions of both, questions resampled in pairs."""
    return mean_interval([b[key] - a[key] for key in a if key in b])


def difference_by_theme(
    a: Mapping[str, float], b: Mapping[str, float], themes: Mapping[str, Sequence[str]]
) -> Interval | None:
    """The mean over themes of a theme's mean difference, themes resampled.

    Questions that share a theme succeed and fail together; questions resampled one by one would
    make the interval too narrow. None where fewer than two themes are named.
    """
    found: dict[str, list[float]] = {}
    for key in a:
        for theme in themes.get(key, ()) if key in b else ():
            found.setdefault(theme, []).append(b[key] - a[key])
    if len(found) < 2:
        return None
    return mean_interval([float(np.mean(values)) for values in found.values()])


def auroc_interval(positive: Sequence[float], negative: Sequence[float]) -> Interval | None:
    """The AUROC of two groups, each resampled; None where one is empty."""
    if not positive or not negative:
        return None
    a, b = np.asarray(positive), np.asarray(negative)
    wins = (np.sign(np.subtract.outer(a, b)) + 1) / 2
    rng = np.random.default_rng(_SEED)
    samples = [
        wins[np.ix_(rng.integers(len(a), size=len(a)), rng.integers(len(b), size=len(b)))].mean()
        for _ in range(_RESAMPLES // 4)
    ]
    return _interval(auroc(positive, negative), np.asarray(samples), len(a) + len(b))


def _draws(n: int) -> NDArray[np.int64]:
    return np.random.default_rng(_SEED).integers(n, size=(_RESAMPLES, n))


def _interval(mean: float, samples: NDArray[np.float64], n: int) -> Interval:
    low, high = np.percentile(samples, [2.5, 97.5])
    return Interval(mean, float(low), float(high), n)
