"""Menus, buttons and lists of links in the text of a saved web page."""

import re
from collections.abc import Sequence

from ingest.parsing.lines import PARAGRAPH_GAP, Draft, Line
from ingest.parsing.markers import has_bullet
from kb.types import BlockKind

_HEADLINE_WORDS = 14
_CHROME = re.compile(
    r"(?:sign in|log ?in|register|subscribe( now)?|share( this)?( page| story| article)?|"
    r"print( sponsor| this( page| story)?)?|e-?mail this.*|advertisement|search|menu|"
    r"related (?:articles|stories|topics|links|content)|most (?:read|popular|shared|viewed)|"
    r"more (?:from|on) .{1,40}|more information|blogs|comments are closed\.?|.{1,20} navigation|"
    r"skip to .{1,30}|back to top|top stories|follow us.{0,40}|click (?:to see|here).{0,80}|"
    r"(?:copyright )?©.*|copyright \(c\).*|all rights reserved.*|page last updated.*|"
    r".*not responsible for the content of external (?:internet )?sites.*|"
    r"this page is best viewed in .*|(?:we use|this (?:web)?site uses) cookies.*|,[ ,]*)$",
    re.IGNORECASE,
)


def is_web_furniture(line: Line, above: Sequence[Draft]) -> bool:
    """Whether `line` stands apart from the text above it and reads like a menu or a button."""
    first = not above or above[-1].chrome
    alone = first or line.gap >= PARAGRAPH_GAP or has_bullet(line)
    return alone and bool(_CHROME.match(line.text.strip(" •*|\t")))


def drop_tail_chrome(drafts: list[Draft]) -> None:
    """Turns what follows the text of a saved web page (links, headlines) into furniture.

    The tail begins at the first line of page furniture after which nothing longer than a headline
    comes.
    """
    tail = len(drafts)
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        headlines = all(
            len(line.text.split()) <= _HEADLINE_WORDS and not line.text.rstrip().endswith(".")
            for line in draft.lines
        )
        if draft.kind is BlockKind.FURNITURE:
            tail = index if draft.chrome else tail
        elif not headlines or draft.number is not None:
            break
    for draft in drafts[tail:]:
        draft.kind = BlockKind.FURNITURE
