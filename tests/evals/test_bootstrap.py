"""Intervals: the same every time, narrow where the figures agree, wide where they do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.bootstrap import (
    auroc_interval,
    difference_by_question,
    difference_by_theme,
    mean_interval,
)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_its_mean_and_repeats(values):
    interval = mean_interval(values)
    assert interval.low - 1e-9 <= interval.mean <= interval.high + 1e-9
    assert interval == mean_interval(values)


def test_coverage_is_near_95_percent():
    rng = np.random.default_rng(1)
    inside = 0
    for _ in range(200):
        interval = mean_interval(rng.normal(0.5, 0.2, size=60).tolist())
        inside += interval.low <= 0.5 <= interval.high
    assert 0.89 <= inside / 200 <= 0.99


def test_a_paired_difference_sees_what_two_means_hide():
    a = {str(i): i / 100 for i in range(100)}
    b = {key: value + 0.01 for key, value in a.items()}
    difference = difference_by_question(a, b)
    assert difference.mean == pytest.approx(0.01)
    assert difference.low > 0


def test_themes_are_the_units_where_questions_share_them():
    a = {f"{theme}{i}": 0.0 for theme in "xy" for i in range(50)}
    b = {key: 1.0 if key[0] == "x" else 0.0 for key in a}
    themes = {key: [key[0]] for key in a}
    assert difference_by_question(a, b).low > 0.3
    by_theme = difference_by_theme(a, b, themes)
    assert by_theme is not None
    assert (by_theme.n, by_theme.low) == (2, 0.0)  # one theme of two: nothing is shown
    assert difference_by_theme(a, b, {}) is None


def test_auroc_needs_both_groups():
    assert auroc_interval([], [0.1]) is None
    interval = auroc_interval([0.9, 0.8, 0.7], [0.1, 0.2])
    assert interval is not None
    assert (interval.mean, interval.low) == (1.0, 1.0)
