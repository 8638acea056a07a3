"""`ingest`: the straight path from files to the test's store."""

import pytest

from ingest.run import ingest_paths
from kb.locking import writer_lock


@pytest.fixture
def ingest(kb, settings):
    return lambda *paths: ingest_paths(kb, settings, paths)


@pytest.fixture
def _unindexed(kb, make_kb, settings):
    """As if another process were building the index all the time: its seconds are saved."""
    make_kb.faults.append("no usable vector index")
    with writer_lock(settings.store, "building", name="index"):
        yield
