"""Theme mentions in the store: made at ingest, read by sweeps, made anew, gone when replaced."""

import sqlite3
import tomllib
from pathlib import Path

import numpy as np
import pytest
from texts import add, document_of

from kb import themes
from kb.access import LOCAL
from kb.mentions import made_with, mentions_of
from kb.planning import plan
from kb.publishing import Incoming
from kb.reader import Reader
from kb.sentence_table import SentenceIndex
from kb.speech import Marks
from kb.subjects import theme_in
from kb.types import Polarity

REVIEW = """# Serious Case Review: Child A

1.1 The nursery was not told that she had been injured. The weather was fine.

1.2 Information was shared promptly and well between the police and the school.

1.3 The panel found that:

- nobody told the school of the injury;
- her plan lapsed.

## Recommendations

R1. Acre Police should end its failure to share information with schools.
"""
OWN = """
[[theme]]
id = "weather"
prefLabel = "the weather"
kind = "circumstance"
present = ["weather be fine"]
"""
SENTENCES = tomllib.loads((Path(__file__).parent / "theme_sentences.toml").read_text("utf-8"))


@pytest.fixture
def own_vocabulary(tmp_path, monkeypatch):
    """Sets KB_VOCABULARY to a folder with one theme more, when called."""

    def change():
        (tmp_path / "own").mkdir()
        (tmp_path / "own/own.toml").write_text(OWN)
        monkeypatch.setenv("KB_VOCABULARY", str(tmp_path / "own"))
        themes.vocabulary.cache_clear()

    yield change
    monkeypatch.undo()
    themes.vocabulary.cache_clear()


def said(kb):
    """What a table of the store's sentences says of every theme."""
    with kb.read(LOCAL) as snapshot:
        table = SentenceIndex(kb.store / "index").table(snapshot)
    runs = [sentences for sentences, _ in table.runs(lambda document_id: True)]
    return {
        theme.id: np.concatenate([np.stack(run.said(theme)) for run in runs], axis=1)
        for theme in themes.themes()
    }


def age(kb, document_id):
    """Makes a document's mentions those of an older vocabulary, which found nothing."""
    with kb.writing("testing"):
        kb.catalog.set_mentions(document_id, [], "of an older vocabulary")


def test_mentions_say_theme_polarity_and_words(kb):
    (document_id,) = add(kb, REVIEW)
    kb.build_index()

    with kb.read(LOCAL) as snapshot:
        reader = Reader(snapshot)
        found = [
            m for m in snapshot.records.mentions(document_id) if m.theme == "information-sharing"
        ]
        words = [" ".join(reader.text(document_id, m.spans).split()) for m in found]

    told = [(m.polarity, Marks(m.marks), text) for m, text in zip(found, words, strict=True)]
    shared = "Information was shared promptly and well between the police and the school."
    advice = "Acre Police should end its failure to share information with schools."
    assert told == [
        (Polarity.PRESENT, Marks.NONE, "The nursery was not told that she had been injured."),
        (Polarity.ABSENT, Marks.CONTRARY, shared),
        (
            Polarity.PRESENT,
            Marks.NONE,
            "The panel found that: nobody told the school of the injury;",
        ),
        (Polarity.PRESENT, Marks.RECOMMENDING, advice),
    ]


def test_sweeps_read_of_kept_mentions_what_they_would_find(kb):
    (document_id,) = add(kb, REVIEW)
    kb.build_index()
    kept = said(kb)

    age(kb, document_id)

    live = said(kb)
    assert sum(flags.sum() for flags in kept.values()) >= 4
    assert all(np.array_equal(kept[theme], live[theme]) for theme in kept)


def test_tagger_of_all_themes_finds_what_that_of_each_does():
    for kinds in SENTENCES.values():
        for text in [text for texts in kinds.values() for text in texts]:
            each = {
                (match.theme, match.polarity)
                for theme in themes.themes()
                for match in theme.tagger.matches(text)
            }
            assert themes.tag(text) == sorted(each)


def test_changed_vocabulary_is_used_at_once_and_kept_after_retagging(kb, own_vocabulary):
    (document_id,) = add(kb, REVIEW)
    kb.build_index()
    own_vocabulary()

    with kb.read(LOCAL) as snapshot:
        assert snapshot.records.taggings[document_id] != made_with()
        assert "weather" in {m.theme for m in mentions_of(snapshot, document_id)}
        assert "weather" not in {m.theme for m in snapshot.records.mentions(document_id)}
    assert said(kb)["weather"].sum() == 1

    kb._embedder = None  # nothing is embedded
    assert (kb.retag(), kb.retag()) == (1, 0)
    with kb.read(LOCAL) as snapshot:
        assert snapshot.records.taggings[document_id] == made_with()
        assert "weather" in {m.theme for m in snapshot.records.mentions(document_id)}
    assert said(kb)["weather"].sum() == 1


def test_mentions_go_with_the_version_of_their_document(kb):
    first = document_of(REVIEW)
    second = document_of("# Note\n\nNobody told the nursery.\n")
    with kb.writing("testing"):
        for document, text in ((first, REVIEW), (second, "# Note\n\nNobody told the nursery.\n")):
            file = kb.store / "in.md"
            file.write_text(text)
            kb.originals.keep(file)
            file.unlink()
            kb.add([Incoming(document, "/tmp/one.md", "one.md")])
    kb.build_index()

    with sqlite3.connect(kb.store / "catalog.sqlite3") as connection:
        for table in ("theme_mention", "tagging"):
            owners = connection.execute(f"SELECT DISTINCT document_id FROM {table}").fetchall()
            assert owners == [(second.id,)]


def test_a_theme_that_people_added_is_what_a_question_that_names_it_is_about(
    own_vocabulary, embedder
):
    asked = plan("Which reviews say that parents who took drugs blamed the weather?")
    before = theme_in(asked, asked.parts[0], embedder.encode_question)

    own_vocabulary()

    assert before is None or before.id != "weather"
    assert theme_in(asked, asked.parts[0], embedder.encode_question).id == "weather"
