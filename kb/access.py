"""Who is asking, and what that lets them read."""

from dataclasses import dataclass
from enum import IntEnum

from kb.types import Field


class Access(IntEnum):
    """Access levels of documents, and clearances of viewers, from open to closed."""

    PUBLIC = 0
    MEMBER = 1
    RESTRICTED = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who reads; sees documents at or below their clearance."""

    clearance: Access = Access.PUBLIC


_RESTRICTED_FIELDS = frozenset({"also known as"})


def field_access(field: Field) -> Access:
    """Who may see a field: what joins one name of a child to another, few until it is cleared.

    The person who sets it by a correction, and so bears a name in `by`, clears it.
    """
    closed = field.name in _RESTRICTED_FIELDS and field.by is None
    return Access.RESTRICTED if closed else Access.PUBLIC


LOCAL = Viewer(Access.RESTRICTED)
"""The person at the machine: the store's files are theirs already."""
