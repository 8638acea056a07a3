from hypothesis import given
from hypothesis import strategies as st

from kb.retrieval import fuse, lexical_coverage

scores = st.dictionaries(
    st.integers(1, 50), st.tuples(st.floats(-1, 1), st.floats(0, 30)), min_size=1
)


@given(scores, st.randoms())
def test_fusion_ignores_input_order(pairs, random):
    items = list(pairs.items())
    random.shuffle(items)

    def fused(rows):
        return fuse({k: d for k, (d, _) in rows}, {k: x for k, (_, x) in rows})

    one, other = fused(pairs.items()), fused(items)
    assert {k: round(v, 9) for k, v in one.items()} == {k: round(v, 9) for k, v in other.items()}


def test_best_on_both_sides_is_best():
    fused = fuse({1: 0.9, 2: 0.5, 3: 0.1}, {1: 12.0, 2: 7.0, 3: 0.0})

    assert max(fused, key=fused.__getitem__) == 1
    assert min(fused, key=fused.__getitem__) == 3


def test_equal_scores_do_not_divide_by_zero():
    assert fuse({1: 0.5, 2: 0.5}, {1: 0.0, 2: 0.0}) == {1: 0.0, 2: 0.0}


def test_coverage_is_the_share_of_weight_by_stems():
    weights = {"share": 3.0, "inform": 1.0}

    assert lexical_coverage(("share", "inform"), weights, {"share"}) == 0.75
    assert lexical_coverage(("share", "inform"), weights, {"share", "inform"}) == 1.0
    assert lexical_coverage((), {}, {"share"}) == 0.0
