"""Vector generations: immutable, checked before use, and never needed for an answer."""

import shutil

import numpy as np
import pytest

from ingest.parsing import parse
from kb import vectors
from kb.config import Settings
from kb.errors import ParserFailed
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming
from kb.vectors import VectorIndex, build_generation

TEXTS = {
    "one": "Supervision was weak.\n\nThe health visitor had no supervision for a year.",
    "two": "Housing officers saw the broken door.\n\nNobody told the school about the door.",
    "three": "The committee noted the budget.\n\nCosts rose by ten per cent in the year.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory, embedder):
    """A store of three documents with its index, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("built")
    store = folder / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        for name, text in TEXTS.items():
            add(kb, folder / f"{name}.txt", text)
        assert kb.build_index()
    return store


@pytest.fixture
def filled(built, tmp_path, embedder):
    shutil.copytree(built, tmp_path / "store")
    with KnowledgeBase.open(Settings(store=tmp_path / "store"), embedder=embedder) as kb:
        yield kb


def add(kb, path, text):
    path.write_text(text, encoding="utf-8")
    with kb.writing("test"):
        kb.originals.keep(path)
        kb.add([Incoming(parse(str(path), path.name), str(path), path.name)])


def seen(kb, question="Who told the school about the door?"):
    answer = kb.ask(question)
    return [(c.quote, c.score) for c in [*answer.citations, *answer.nearest]]


def test_answers_do_not_depend_on_the_index(filled):
    before = seen(filled)
    assert not filled.ask("broken door").searched.degraded
    for folder in (filled.store / "index").iterdir():
        shutil.rmtree(folder)
    filled._index.close()

    assert seen(filled) == before
    assert filled.ask("broken door").searched.degraded
    assert filled.build_index()
    assert filled.verify() == []
    assert not filled.ask("broken door").searched.degraded


@pytest.mark.parametrize("injury", ["truncate", "zero", "flip", "delete"])
def test_damaged_index_is_noticed_before_it_is_opened(filled, injury):
    before = seen(filled)
    filled._index.close()
    file = next(f for f in (filled.store / "index").glob("*/*/data_level0.bin"))
    data = bytearray(file.read_bytes())
    if injury == "delete":
        file.unlink()
    else:
        data[10] ^= 255
        file.write_bytes(
            {"truncate": data[: len(data) // 2], "zero": bytes(len(data)), "flip": data}[injury]
        )

    assert seen(filled) == before
    assert filled.ask("broken door").searched.degraded
    assert filled.verify() == ["no usable vector index; `kb verify --repair` builds one"]


def test_what_the_index_lacks_is_found_at_once(filled, tmp_path):
    add(
        filled, tmp_path / "late.txt", "A late document.\n\nThe midwife kept a zebra in the clinic."
    )

    assert "zebra" in filled.search("a zebra in the clinic", 1).hits[0].text


def test_generation_finds_its_own_vectors(tmp_path):
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(1500, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    keys = np.arange(10, 1510)
    access = np.where(keys % 2, 0, 2)

    name, manifest = build_generation(tmp_path / "index", keys, access, rows)
    index = VectorIndex(tmp_path / "index" / name, manifest)

    assert sorted(index.keys) == sorted(keys)
    assert keys[5] in index.search(rows[5], 3, 2)
    assert all(key % 2 for key in index.search(rows[4], 50, 0))
    index.close()


def test_generation_that_fails_its_check_leaves_nothing(tmp_path):
    rows = np.ones((3, 4), dtype=np.float32)

    with pytest.raises(ParserFailed):
        build_generation(tmp_path / "index", np.asarray([1, 1, 2]), np.zeros(3, dtype=int), rows)

    assert list((tmp_path / "index").iterdir()) == []


def test_index_of_one_passage_can_be_opened_again_and_again(tmp_path):
    row = np.ones((1, 4), dtype=np.float32) / 2
    name, manifest = build_generation(
        tmp_path / "index", np.asarray([7]), np.zeros(1, dtype=int), row
    )

    for _ in range(3):
        index = VectorIndex(tmp_path / "index" / name, manifest)
        assert index.search(row[0], 5, 0) == [7]
        index.close()


def test_a_generation_is_checked_by_what_reached_the_disk(tmp_path):
    """The step that checks runs in the process that wrote, and must not answer from its memory."""
    rows = np.eye(40, dtype=np.float32)
    numbers = np.arange(40)
    np.savez(tmp_path / "input.npz", keys=numbers, access=numbers * 0, vectors=rows)
    vectors._write(str(tmp_path))
    vectors._check(str(tmp_path))
    (held,) = tmp_path.glob("*/data_level0.bin")
    held.write_bytes(bytes(held.stat().st_size))

    with pytest.raises(Exception, match=r"finding id|by themselves"):
        vectors._check(str(tmp_path))
