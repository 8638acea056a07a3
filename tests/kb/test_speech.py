import numpy as np
import pytest

from kb.speech import gates, marks
from kb.types import Block, BlockKind

PARAGRAPH = Block(BlockKind.PARAGRAPH, ())


def gate_of(text, *, block=PARAGRAPH, failing=True, denied=False):
    found = gates(
        np.asarray([marks(block, text)], dtype=np.uint8), np.asarray([denied]), failing=failing
    )
    names = ("findings", "advice", "contrary")
    return [name for name in names if getattr(found, name)[0]]


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("The hospital did not tell the school.", ["findings"]),
        ("The hospital should tell the school.", ["advice"]),
        ("There was no failure to share information.", ["contrary"]),
        ("Was the school told?", []),
    ],
)
def test_a_sentence_may_count_for_one_verdict_at_most(text, gate):
    assert gate_of(text) == gate


def test_guidance_that_is_quoted_counts_for_nothing():
    quotation = Block(BlockKind.QUOTATION, ())
    assert gate_of("Information was not shared.", block=quotation) == []


def test_only_a_failing_can_be_denied():
    assert gate_of("Nobody slept beside the baby.", denied=True) == ["contrary"]
    assert gate_of("Nobody slept beside the baby.", denied=True, failing=False) == ["findings"]


@pytest.mark.parametrize("heading", ["3. The review process", "How this review was carried out"])
def test_how_the_review_was_done_is_no_finding(heading):
    block = Block(BlockKind.PARAGRAPH, (), section=(heading,))
    assert gate_of("The draft was not shared with the family.", block=block) == []
