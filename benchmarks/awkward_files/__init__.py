"""Awkward files, made anew each time: PDFs and Word files as the world sends them."""

from .case import Case
from .pdf_damage import CASES as _DAMAGE
from .pdf_layout import CASES as _LAYOUT
from .pdf_objects import CASES as _OBJECTS
from .pdf_producers import CASES as _PRODUCERS
from .pdf_reports import CASES as _REPORTS
from .word import CASES as _WORD
from .word_packages import CASES as _PACKAGES
from .word_producers import CASES as _WORD_PRODUCERS

CASES: tuple[Case, ...] = (
    *_LAYOUT,
    *_OBJECTS,
    *_PRODUCERS,
    *_REPORTS,
    *_DAMAGE,
    *_WORD,
    *_PACKAGES,
    *_WORD_PRODUCERS,
)

__all__ = ["CASES", "Case"]
