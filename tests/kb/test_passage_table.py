"""Passages as columns: their words score as the full-text index says, and follow the store."""

import numpy as np
import pytest

from ingest.parsing import parse
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.passage_table import PassageTable
from kb.publishing import Incoming

TEXTS = {
    "school": "Sharing information failed. Nobody told the school of O'Brien's café.",
    "nurse": "The nurse shared what she knew, and shared it again.\n\nThe café was shut.",
    "other": "The committee noted the budget. Costs rose by 2.5 per cent.",
}


def add(kb, folder, name, text):
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    with kb.writing("test"):
        kb.originals.keep(path)
        return kb.add([Incoming(parse(str(path), path.name), str(path), path.name)])


@pytest.fixture(scope="module")
def kb(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("passages")
    with KnowledgeBase.open(Settings(store=folder / "s"), create=True, embedder=embedder) as kb:
        for name, text in TEXTS.items():
            add(kb, folder, name, text)
        yield kb


@pytest.mark.parametrize(
    "terms",
    [
        ("sharing", "information", "shared"),  # two words of one stem count twice
        ("o'brien", "cafe", "2.5"),  # a phrase, an accent, a number
        ('"', "school", "*", "nowhere"),
        (),
    ],
)
def test_scores_of_words_add_up_to_the_bm25_of_the_index(kb, terms):
    with kb.read() as snapshot:
        table = PassageTable().refreshed(snapshot)
        found = snapshot.full_text.scores(terms, len(table))
        expected = [found.get(key, 0.0) for key in table.keys.tolist()]
        for _ in range(2):  # read, then remembered
            np.testing.assert_allclose(table.lexical(snapshot, terms), expected, rtol=1e-12)
    assert not terms or any(expected)


def test_a_refreshed_table_is_one_made_anew(make_kb, tmp_path):
    kb = make_kb()
    add(kb, tmp_path, "school", TEXTS["school"])
    with kb.read() as snapshot:
        held = PassageTable().refreshed(snapshot)
        before = held.lexical(snapshot, ["shared"])
    add(kb, tmp_path, "nurse", TEXTS["nurse"])
    add(kb, tmp_path, "school", f"A foreword.\n\n{TEXTS['other']}")  # replaced
    with kb.read() as snapshot:
        fresh, table = PassageTable().refreshed(snapshot), held.refreshed(snapshot)
        assert table.refreshed(snapshot) is table
        assert table.documents == fresh.documents == list(snapshot.documents)
        for name in ("keys", "owners", "vectors"):
            np.testing.assert_array_equal(getattr(table, name), getattr(fresh, name))
        shared = table.lexical(snapshot, ["shared"])
        np.testing.assert_array_equal(shared, fresh.lexical(snapshot, ["shared"]))
    kb.build_index()
    assert len(before) == 1
    assert np.count_nonzero(shared) == 1


def test_an_empty_store_has_an_empty_table(make_kb):
    with make_kb().read() as snapshot:
        table = PassageTable().refreshed(snapshot)
        assert len(table.lexical(snapshot, ["school"])) == len(table) == 0


def test_words_are_forgotten_when_they_are_many(kb, monkeypatch):
    monkeypatch.setattr("kb.passage_table._MAX_KEPT", 0)
    with kb.read() as snapshot:
        table = PassageTable().refreshed(snapshot)
        first = table.lexical(snapshot, ["shared", "school"])
        assert len(table._words) == 1
        np.testing.assert_array_equal(table.lexical(snapshot, ["shared", "school"]), first)
