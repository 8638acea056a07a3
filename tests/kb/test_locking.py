"""One writer at a time; the lock says who holds it and dies with them."""

import subprocess
import sys
import time

import pytest

from kb.errors import StoreBusy
from kb.locking import writer_lock

HOLDER = """
import sys, time
from pathlib import Path
from kb.locking import writer_lock
with writer_lock(Path(sys.argv[1]), "ingesting 7 files"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that writes to the store in `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_second_writer_is_refused_at_once_and_told_who_writes(holder, tmp_path):
    begun = time.monotonic()

    with pytest.raises(StoreBusy) as refusal, writer_lock(tmp_path, "removing"):
        pass

    assert time.monotonic() - begun < 2
    assert f"pid {holder.pid}," in str(refusal.value)
    assert "doing: ingesting 7 files" in str(refusal.value)
    assert str(tmp_path) in str(refusal.value)


def test_second_writer_may_wait(holder, tmp_path):
    with pytest.raises(StoreBusy), writer_lock(tmp_path, "removing", wait_s=0):
        pass
    holder.terminate()

    with writer_lock(tmp_path, "removing", wait_s=10):
        assert "removing" in (tmp_path / "writer.lock").read_text()


def test_lock_is_free_once_its_holder_is_killed(holder, tmp_path):
    holder.kill()
    holder.wait()

    with writer_lock(tmp_path, "removing", wait_s=0):
        pass


def test_locks_of_other_names_and_stores_do_not_meet(holder, tmp_path):
    (tmp_path / "other").mkdir()

    with (
        writer_lock(tmp_path, "building", name="index", wait_s=0),
        writer_lock(tmp_path / "other", "removing", wait_s=0),
    ):
        pass


def test_lock_is_free_after_an_error_inside(tmp_path):
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path, "dividing"):
        raise ZeroDivisionError

    with writer_lock(tmp_path, "again", wait_s=0):
        pass


def test_a_second_handle_in_the_same_process_is_refused_too(tmp_path):
    with (
        writer_lock(tmp_path, "first"),
        pytest.raises(StoreBusy, match="doing: first"),
        writer_lock(tmp_path, "second", wait_s=0),
    ):
        pass


def test_every_way_of_writing_takes_the_lock(kb, settings):
    with kb.writing("testing"):
        other = type(kb).open(settings)
        with pytest.raises(StoreBusy, match="doing: testing"):
            other.remove("0" * 16)
        with pytest.raises(StoreBusy, match="doing: testing"), other.writing("ingesting"):
            pass
        other.close()
