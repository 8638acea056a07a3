"""The birth from which ages and birthdays of a document are counted."""

import re
from collections.abc import Sequence
from datetime import date

from kb.dates import find_dates
from kb.story import Precision, Story
from kb.types import BlockKind, Document

_BORN = re.compile(
    r"\bborn\b(?=[^.;]{0,80}\d)|\bdate of birth\b|\bd\.?o\.?b\b|\bb\.(?=\s*\d)", re.IGNORECASE
)
_REACH = 100  # characters between "born" and the day: "at the General Hospital on"
_GENERATION = 12 * 365  # days: who is older than the youngest by so much is a parent


def birth(document: Document, texts: Sequence[str]) -> date | None:
    """The one birth of a child that the document states to the day; None of several."""
    stated: set[date] = set()
    for block, text in zip(document.blocks, texts, strict=True):
        if block.kind is BlockKind.FURNITURE:
            continue
        for match in _BORN.finditer(text):
            following = find_dates(text[match.start() : match.end() + _REACH], Story())
            stated.update(
                m.first for m in following[:1] if m.precision is Precision.DAY and m.first
            )
    young = {day for day in stated if (max(stated) - day).days < _GENERATION}
    return young.pop() if len(young) == 1 else None
