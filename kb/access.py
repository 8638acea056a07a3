"""Who is asking, and what that lets them read."""

from dataclasses import dataclass
from enum import IntEnum


class Access(IntEnum):
    """Access levels of documents, and clearances of viewers, from open to closed."""

    PUBLIC = 0
    MEMBER = 1
    RESTRICTED = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who reads; sees documents at or below their clearance."""

    clearance: Access = Access.PUBLIC


LOCAL = Viewer(Access.RESTRICTED)
"""The person at the machine: the store's files are theirs already."""
