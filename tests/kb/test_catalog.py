"""The store on disk: made whole, tied to its model, honest when it is damaged."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.config import Settings
from kb.errors import StoreError, StoreMismatch, StoreMissing
from kb.knowledge_base import KnowledgeBase


def test_missing_store_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreMissing, match="kb ingest"):
        Catalog(tmp_path / "nowhere")


def test_store_is_private_to_its_owner(tmp_path):
    Catalog.create(tmp_path / "store").close()

    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "store/catalog.sqlite3").stat().st_mode) == 0o600


def test_store_of_another_model_is_refused(tmp_path, embedder):
    catalog = Catalog.create(tmp_path / "store")
    catalog.bind_model("of another model", new=True)
    catalog.close()

    with pytest.raises(StoreMismatch, match="KB_EMBEDDING_MODEL"):
        KnowledgeBase.open(Settings(store=tmp_path / "store"), embedder=embedder)


def test_store_of_a_newer_program_is_refused(tmp_path):
    catalog = Catalog.create(tmp_path / "store")
    with catalog._database.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    catalog.close()

    with pytest.raises(StoreMismatch, match="99"):
        Catalog(tmp_path / "store")


@pytest.mark.parametrize("injury", [b"", b"not a database, just words " * 200])
def test_damaged_catalogue_is_a_clear_error(tmp_path, injury):
    Catalog.create(tmp_path / "store").close()
    for file in (tmp_path / "store").glob("catalog.sqlite3*"):
        file.unlink()
    (tmp_path / "store/catalog.sqlite3").write_bytes(injury)

    with pytest.raises(StoreError, match=r"catalog\.sqlite3"):
        Catalog(tmp_path / "store")


def test_store_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="KB_STORE"):
        Catalog.create(tmp_path / "file")


def test_two_processes_may_make_the_same_store(tmp_path):
    code = (
        "import sys; from pathlib import Path; from kb.catalog import Catalog\n"
        "Catalog.create(Path(sys.argv[1])).close()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "store")]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]

    assert [process.communicate()[1] for process in running] == [b""] * 4
    Catalog(tmp_path / "store").close()


def shape(store):
    """The columns, keys and indexes of every table of a catalogue."""
    with sqlite3.connect(store / "catalog.sqlite3") as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage_%'"
        )
        return {
            name: [
                sorted(str(row[1:]) for row in connection.execute(f"PRAGMA {what}({name})"))
                for what in ("table_info", "foreign_key_list", "index_list")
            ]
            for (name,) in names.fetchall()
        }


def test_store_of_the_first_version_becomes_like_a_new_one(tmp_path):
    (tmp_path / "old").mkdir()
    with sqlite3.connect(tmp_path / "old/catalog.sqlite3") as connection:
        connection.executescript(Path(__file__).with_name("catalog-1.sql").read_text())
    Catalog.create(tmp_path / "new").close()
    assert shape(tmp_path / "old") != shape(tmp_path / "new")

    Catalog(tmp_path / "old").close()

    assert shape(tmp_path / "old") == shape(tmp_path / "new")
    Catalog(tmp_path / "old").close()
