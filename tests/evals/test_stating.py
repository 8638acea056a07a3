import numpy as np

from evals import stating
from evals.progress import Progress
from evals.stating import Example
from kb.statements import StatementEncoder, statement_encoder

NAMES = ("dogs that barked", "barking of dogs")


def test_a_fit_learns(tmp_path):
    shows = [f"The {breed} barked at night." for breed in ("poodle", "terrier", "spaniel", "husky")]
    near = [f"The {breed} slept at night." for breed in ("poodle", "terrier", "spaniel", "husky")]
    rows = [Example("dogs", "circumstance", NAMES, text, 1.0) for text in shows]
    rows += [Example("dogs", "circumstance", NAMES, text, 0.0) for text in near]

    stating.fit(rows * 90, tmp_path / "w.safetensors", Progress(quiet=True))

    encoder = StatementEncoder(tmp_path / "w.safetensors")
    row, bias = encoder.subject("circumstance", NAMES[0])
    told = (
        encoder.encode(["The beagle barked at night.", "The beagle slept at night."]) @ row + bias
    )
    assert told[0] > 0 > told[1]
    assert encoder.digest != statement_encoder().digest


def test_examples_of_hands_have_both_sides_and_peoples_names():
    found = stating.examples(None)
    sharing = [row for row in found if row.subject == "information-sharing"]

    assert {row.shows for row in sharing} == {0.0, 1.0}
    assert any("inbox" in row.text for row in sharing)
    assert max(len(row.names) for row in sharing) > 14
    assert {row.kind for row in found} == {"failing", "circumstance", "practice"}
    assert np.mean([row.shows for row in found]) > 0.3
