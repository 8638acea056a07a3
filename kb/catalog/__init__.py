"""The catalogue: the store's only truth, and the only home of SQL."""

from kb.catalog.reading import Generation, Snapshot, StoredPassage
from kb.catalog.rows import now
from kb.catalog.schema import SCHEMA_VERSION
from kb.catalog.writing import Catalog, Publication

__all__ = [
    "SCHEMA_VERSION",
    "Catalog",
    "Generation",
    "Publication",
    "Snapshot",
    "StoredPassage",
    "now",
]
