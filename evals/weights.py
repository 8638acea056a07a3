"""What is fitted, as `kb/judge.json` holds it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from kb.judging import Floats, Linear, judge

FOLDS = 6
GRID = np.arange(0.05, 0.95, 0.025)
"""The probabilities that a threshold is chosen from."""

_ROW = re.compile(r"\[[^][{}]*\]")  # of numbers: a line each in the file


def write(held: dict[str, Any], out: Path) -> None:
    """Writes a judge to `out` with its digest; the next `kb.judging.judge()` reads it."""
    held.pop("digest", None)
    text = json.dumps(held, sort_keys=True)
    held["digest"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    lines = _ROW.sub(lambda row: " ".join(row[0].split()), json.dumps(held, indent=1))
    out.write_text(f"{lines}\n", encoding="utf-8")
    judge.cache_clear()


def logistic(strength: float) -> LogisticRegression:
    """An unfitted model; the larger `strength`, the more it trusts what it sees."""
    return LogisticRegression(C=strength, max_iter=1000)


def linear(
    rows: Floats,
    labels: NDArray[Any],
    features: tuple[str, ...],
    strength: float,
    weight: NDArray[np.float64] | None = None,
) -> Linear:
    """A logistic regression over standardised features; `rows` (n, features), `labels` (n,)."""
    scaler = StandardScaler().fit(rows)
    model = logistic(strength).fit(scaler.transform(rows), labels, weight)
    return Linear(
        features,
        scaler.mean_.astype(np.float32),
        scaler.scale_.astype(np.float32),
        model.coef_[0].astype(np.float32),
        round(float(model.intercept_[0]), 4),
    )


def unfitted(features: tuple[str, ...]) -> Linear:
    """Weights that give every row log-odds of 0."""
    zero = np.zeros(len(features), dtype=np.float32)
    return Linear(features, zero, zero + 1, zero, 0.0)
