"""The catalogue: the store's only truth, and the only home of SQL."""

from kb.catalog.catalog import Catalog
from kb.catalog.embeddings import Embeddings
from kb.catalog.generations import Generation
from kb.catalog.passages import StoredPassage
from kb.catalog.publication import Publication
from kb.catalog.rows import now
from kb.catalog.schema import SCHEMA_VERSION
from kb.catalog.snapshot import Snapshot

__all__ = [
    "SCHEMA_VERSION",
    "Catalog",
    "Embeddings",
    "Generation",
    "Publication",
    "Snapshot",
    "StoredPassage",
    "now",
]
