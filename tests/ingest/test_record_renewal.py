"""A store from before recommendations and events were kept gets them at the next ingest."""

import sqlite3

from ingest.run import ingest_paths
from kb.access import LOCAL
from kb.types import FileStatus

REVIEW = """# Serious Case Review: Child A

He died on 3 August 2007.

## Recommendations

R1. The Board should audit its work.
"""


class Counting:
    """The model, counting what it embeds."""

    def __init__(self, model):
        self._model = model
        self.n_passages = 0

    def __getattr__(self, name):
        return getattr(self._model, name)

    def encode_passages(self, inputs, progress):
        self.n_passages += len(inputs)
        return self._model.encode_passages(inputs, progress)


def test_next_ingest_fills_an_older_store_and_embeds_nothing(make_kb, embedder, settings, tmp_path):
    model = Counting(embedder)
    kb = make_kb(model)
    file = tmp_path / "review.md"
    file.write_text(REVIEW)
    ingest_paths(kb, settings, [file])
    with sqlite3.connect(settings.store / "catalog.sqlite3") as connection:
        connection.execute("UPDATE document SET pipeline = 'text-0+structure-0|blocks-0'")
        connection.execute("DELETE FROM recommendation")
        connection.execute("DELETE FROM event")
    once = model.n_passages

    report = ingest_paths(kb, settings, [file])

    assert report.files[0].status is FileStatus.REPLACED
    assert (once > 0, model.n_passages) == (True, once)
    with kb.read(LOCAL) as snapshot:
        (document,) = snapshot.documents
        assert [r.number for r in snapshot.records.recommendations(document)] == ["R1"]
        assert [e.first for e in snapshot.records.events(document)] == ["2007-08-03"]
