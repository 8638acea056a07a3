"""Notes beside a recommendation that name whom it asks: "(Acre Police)", "*Owner: the Board*"."""

import re

from kb.directives import told_before
from kb.named_bodies import bodies_in, names_listed

_LEADS = (
    r"(?:For|To|Addressed to|Directed to|Responsible|Responsibility|Accountable|"
    r"(?:Lead|Owner|Responsible)(?: (?:agency|body|officer))?s?|Owned by|Action by|By whom):\s*"
)
_FOR = re.compile(rf"[*_\s]*{_LEADS}(?P<whom>\S[^.]*)")
_BEFORE = re.compile(r"\s*\((?P<whom>[^()]{3,120})\)[.:]?\s+")
_BEHIND = re.compile(
    r"\s*(?:→|->|=>)\s*[*_]*(?P<arrow>[^→]{2,200}?)[*_\s]*$|"
    rf"(?<=[.;])[*_\s]*(?:[(\[](?P<whom>[^()\[\]]{{3,200}})[)\]]|"
    rf"[–—-]\s+(?P<dash>[^:.]{{3,120}}?)|{_LEADS}(?P<line>[^:.]{{3,200}}?))\.?[*_]*\s*$"
)
_ASIDE = re.compile(r"(?<=[.;!?])\s+[*_]\([^()]{3,200}[.!]\)[*_]\s*$")


def without_note(text: str, lead: int, following: str | None) -> tuple[int, int, str]:
    """Where the words of a recommendation begin and end, and whom a note beside them names.

    The note stands before or behind them, behind an arrow, or on the next line.

    Args:
        text: of its block.
        lead: where its number ends.
        following: the text of the next block.

    >>> without_note("1. Notes should be kept. (Acre Police)", 3, None)
    (3, 24, 'Acre Police')
    """
    if told := told_before(text, lead):
        aside = _ASIDE.search(text, told.end())
        return told.end(), aside.start() if aside else len(text), told["whom"]
    before = _BEFORE.match(text, lead)
    if before and bodies_in(before["whom"]):
        return before.end(), len(text), before["whom"]
    if behind := _BEHIND.search(text, lead):
        whom = behind["arrow"] or behind["line"] or behind["dash"] or behind["whom"]
        if behind["arrow"] or any(map(bodies_in, whom.split(";"))):
            return lead, behind.start(), whom
    below = _FOR.match(following) if following is not None else None
    if below and names_listed(below["whom"]):
        return lead, len(text), below["whom"]
    return lead, len(text), ""
