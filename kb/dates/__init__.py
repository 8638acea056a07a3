"""Dates as British papers print them: `3 August 2007`, `12/11/08`, `mid-June`, `the 4th`.

A date without a year takes the year that brings it nearest to the date told before it. The year of
an Act or of guidance is no date.
"""

from kb.dates.ages import find_ages
from kb.dates.periods import joined
from kb.dates.reading import find_dates

__all__ = ["find_ages", "find_dates", "joined"]
