"""`ingest`: the straight path from files to the test's store."""

import pytest

from ingest.run import ingest_paths


@pytest.fixture
def ingest(kb, settings):
    return lambda *paths: ingest_paths(kb, settings, paths)
