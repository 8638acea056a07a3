"""Classifiers of themes are learnt from coded sentences, and told by vectors and words."""

import json

import numpy as np
import pytest
from texts import vectors_in_columns

from evals import classifying
from evals.classifying import EXTRACTS, Coded, coded_extracts, coded_variants, fit
from evals.progress import Progress
from kb.embedding import EmbeddingInput
from kb.statements import statement_encoder
from kb.theme_classifier import read_classifier
from kb.types import SubjectKind
from kb.words import word_stems

SHOWS = "Supervision was cancelled in {}.", "In {} her manager did not hold supervision."
OTHERS = "Supervision took place in {}.", "The family moved house in {}."
MONTHS = "January", "March", "May", "June", "July", "August"


@pytest.fixture(scope="module")
def classifier(embedder, tmp_path_factory):
    texts = [(form.format(m), form in SHOWS) for m in MONTHS for form in (*SHOWS, *OTHERS)]
    rows = [
        Coded(
            text,
            vectors_in_columns(embedder, [text])[0, : len(embedder.encode_question(""))],
            frozenset({"supervision failing", "own-subject failing"} if shows else ()),
            frozenset(),
        )
        for text, shows in texts
    ]
    out = tmp_path_factory.mktemp("fit") / "w.safetensors"
    fit(rows, statement_encoder(), out, Progress(quiet=True))
    return read_classifier(out)


def told(classifier, embedder, text):
    return classifier(vectors_in_columns(embedder, [text]), [word_stems(text)])[0, 0]


def test_a_sentence_that_nobody_coded_is_told_from_what_looks_alike(classifier, embedder):
    assert told(classifier, embedder, "Supervision was cancelled in October.") > 0
    assert told(classifier, embedder, "Supervision took place in October.") < 0


def test_only_themes_of_the_vocabulary_that_enough_sentences_show_are_told(classifier):
    assert set(classifier.codes) == {"supervision failing"}
    assert classifier.number("supervision", SubjectKind.FAILING) == 0
    assert classifier.number("supervision", SubjectKind.PRACTICE) is None


def test_variants_of_a_sentence_are_read_where_it_stands(embedder, tmp_path, monkeypatch):
    variants = [
        {"text": f"Her manager {verb} the file.", "shows": shows, "partly": [], "against": []}
        for verb, shows in (("never opened", ["management-oversight failing"]), ("read", []))
    ]
    group = {"before": "The case was a year old.", "after": "It was closed.", "variants": variants}
    (tmp_path / "hand-1.jsonl").write_text(json.dumps(group) + "\n")
    monkeypatch.setattr("evals.classifying.VARIANTS", tmp_path)

    never, read = coded_variants(embedder)

    assert never.shows == {"management-oversight failing"}
    assert not read.shows
    for coded, variant in zip((never, read), variants, strict=True):
        text = f"{group['before']} {variant['text']} {group['after']}"
        start = len(group["before"]) + 1
        whole = EmbeddingInput("", text, ((start, start + len(variant["text"])),))
        ((vector,),) = (made.sentences for made in embedder.encode_passages([whole]))
        np.testing.assert_allclose(coded.vector, vector, atol=1e-3)


def test_every_sentence_of_the_extracts_has_a_vector(embedder, tmp_path, monkeypatch):
    assert sum(len(file.read_text().splitlines()) for file in EXTRACTS.glob("*.jsonl")) > 8000
    (tmp_path / "hand-1.jsonl").write_bytes((EXTRACTS / "hand-1.jsonl").read_bytes())
    monkeypatch.setattr(classifying, "EXTRACTS", tmp_path)

    rows = coded_extracts(embedder)

    assert len(rows) == len((tmp_path / "hand-1.jsonl").read_text().splitlines())
    assert sum(bool(row.shows) for row in rows) > len(rows) / 4
    np.testing.assert_allclose([np.linalg.norm(row.vector) for row in rows[:50]], 1.0, atol=1e-3)
