"""Names that stand by themselves on a cover."""

import re

from kb.describing.child_names import GIVEN, SEVERAL, WHO, in_small
from kb.describing.marked_names import field
from kb.describing.opening import Opening
from kb.describing.said_names import is_called
from kb.types import Field

_NAME_FIRST = re.compile(
    rf"[‘“'\"]?(?P<name>{WHO}(?: and {GIVEN})?)[’”'\"]?(?::| [–—-]) .*\b(?i:review|inquiry)\b.*"
)
_NAME_ALONE = re.compile(
    r"[‘“'\"]?(?P<name>"
    rf"(?:Mrs?|Ms|Miss) {GIVEN} {GIVEN}|{SEVERAL}|{WHO}"
    r")[’”'\"]?(?:, who\b.*| \((?:(?i:child|baby|case|family|young person) \w{1,3}|"
    r"aged? .{1,20})\))?"
)
_TWICE = 2
_ALONE = 3  # times that a text says a name which nothing but its place on the cover shows


def name_alone(opening: Opening) -> list[Field]:
    """A name that is a line of the cover by itself, or opens it, and that the text often says."""
    for line in opening.lines:
        text = line.text.strip()
        match = _NAME_ALONE.fullmatch(text) or _NAME_FIRST.fullmatch(text)
        name = in_small(match["name"]) if match else ""
        times = _TWICE if " and " in name else _ALONE
        if match and is_called(opening.document, name, times=times):
            return [field(line, match, 0.8)]
    return []
