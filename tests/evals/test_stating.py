import json

import numpy as np

from evals import stating
from evals.progress import Progress
from evals.stating import Example
from kb.statements import StatementEncoder, statement_encoder
from kb.types import SubjectKind

NAMES = ("dogs that barked", "barking of dogs")


def test_a_fit_learns(tmp_path):
    shows = [f"The {breed} barked at night." for breed in ("poodle", "terrier", "spaniel", "husky")]
    near = [f"The {breed} slept at night." for breed in ("poodle", "terrier", "spaniel", "husky")]
    rows = [Example("dogs", SubjectKind.CIRCUMSTANCE, NAMES, text, 1.0) for text in shows]
    rows += [Example("dogs", SubjectKind.CIRCUMSTANCE, NAMES, text, 0.0) for text in near]

    stating.fit(rows * 90, tmp_path / "w.safetensors", Progress(quiet=True))

    encoder = StatementEncoder(tmp_path / "w.safetensors")
    row, bias = encoder.subject(SubjectKind.CIRCUMSTANCE, NAMES[0])
    told = (
        encoder.encode(["The beagle barked at night.", "The beagle slept at night."]) @ row + bias
    )
    assert told[0] > 0 > told[1]
    assert encoder.digest != statement_encoder().digest


def test_examples_of_hands_have_both_sides_and_peoples_names():
    found = stating.examples([])
    sharing = [row for row in found if row.subject == "information-sharing"]

    assert {row.shows for row in sharing} == {0.0, 0.3, 1.0}
    assert any("inbox" in row.text for row in sharing)
    assert max(len(row.names) for row in sharing) > 14
    assert {row.kind for row in found} == set(SubjectKind)
    assert np.mean([row.shows for row in found]) > 0.3


def test_of_sentences_that_differ_in_little_one_shows_it_and_others_do_not(tmp_path, monkeypatch):
    variants = [
        ("The letter lay in a tray.", ["information-sharing failing"], []),
        ("The letter did not lie in a tray.", [], ["information-sharing failing"]),
        ("A tray is for letters.", [], []),
    ]
    group = {
        "before": "He came.",
        "after": "She left.",
        "variants": [
            {"text": text, "shows": shows, "partly": [], "against": against}
            for text, shows, against in variants
        ],
    }
    (tmp_path / "hand-1.jsonl").write_text(json.dumps(group))
    monkeypatch.setattr(stating, "VARIANTS", tmp_path)

    texts = [text for text, *_ in variants]
    found = {row.text: row for row in stating.examples([]) if row.text in texts}

    assert [found[text].shows for text in texts] == [1.0, 0.0, 0.0]
    assert {row.subject for row in found.values()} == {"information-sharing"}


def test_coded_sentence_that_shows_nothing_is_held_against_what_stands_beside_it(tmp_path):
    rows = [
        ("The letter lay in a tray.", ["information-sharing failing"], []),
        ("The office was cold.", [], []),
        ("She was told at once.", ["information-sharing practice"], ["record-keeping failing"]),
    ]
    lines = [
        {"document": "a.md", "text": text, "shows": shows, "partly": [], "against": against}
        for text, shows, against in rows
    ]
    (tmp_path / "codes.jsonl").write_text("\n".join(map(json.dumps, lines)))

    found = [row for row in stating.examples([tmp_path]) if row.text in {r[0] for r in rows}]

    rated = {(row.text, row.subject, row.kind, row.shows) for row in found}
    assert (rows[0][0], "information-sharing", "failing", 1.0) in rated
    assert (rows[2][0], "record-keeping", "failing", 0.0) in rated
    assert [row.shows for row in found if row.text == rows[1][0]] == [0.0]
    (bare,) = (row for row in found if row.text == rows[1][0])
    assert bare.subject == "information-sharing"
