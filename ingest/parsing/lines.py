"""What every parser yields (lines) and what they are grouped into (drafts of blocks)."""

import re
from dataclasses import dataclass

from kb.types import BlockKind

PARAGRAPH_GAP = 0.35  # line heights of white space that part paragraphs
ALIGNED = 3.0  # points by which lines that start at one place may differ
_SALUTATION = re.compile(r"[*_]*(?:Dear|Annwyl|Yours)\b(?: [\w’'.-]+){1,5},[*_]*\s*")
_TERMINAL = re.compile(r"[.!?:;]['\"”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph of a format that has no lines.

    `gap` is the white space above it, in line heights; `level` is a heading's rank (1 is highest),
    0 for other lines. `place` is where its left end stands on the page, in points from the lower
    left corner, where the format says it; `small` says that it is set smaller than the text, `note`
    that it is of a footnote; `number` is the paragraph number or letter that the format itself
    counts.
    """

    page: int
    text: str
    gap: float = 0.0
    level: int = 0
    kind: BlockKind | None = None
    speaker: str | None = None
    place: tuple[float, float] | None = None
    small: bool = False
    note: bool = False
    number: str | None = None


@dataclass(slots=True)
class Draft:
    """A block before it has spans.

    `first` is its first line as printed; `lines` the same with the marker (number, bullet, `##`)
    taken off, and the lines after it; `number` is the paragraph number or letter of the marker.
    """

    kind: BlockKind
    first: Line
    lines: list[Line]
    number: str | None = None
    level: int = 0
    speaker: str | None = None
    chrome: bool = False
    note: bool = False


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or what leads to a list, ends with `text`."""
    return bool(_TERMINAL.search(text))


def goes_on(above: str, below: str) -> bool:
    """Whether a sentence that `above` leaves unfinished clearly goes on in `below`."""
    whole = ends_sentence(above) or _SALUTATION.fullmatch(above)
    return below[:1].islower() and not whole
