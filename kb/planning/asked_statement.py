"""Where a question turns from naming papers to what they have to say.

"Which Wick reviews since 2012 found that …" sets conditions; in "Which reviews say the police in
Wick lost a letter in 2012?" the same words are part of what must be said.
"""

import re

from kb.planning.asked_types import UNIT
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("planning/asked_statement.toml")
_OPENS = re.compile(_WORDS.spelled_out(r"\b{opener}\b"), re.IGNORECASE)
_LEAD = re.compile(_WORDS.spelled_out(r"(?:\b{lead}\s+)*$"), re.IGNORECASE)
_BEFALLS = re.compile(_WORDS.spelled_out(r"\b{befalls}(?: [\w’'-]+){0,4}\s+$"), re.IGNORECASE)
_EVENT = re.compile(_WORDS.spelled_out(r"\b{event}\s+$"), re.IGNORECASE)
_PUBLISHED = re.compile(_WORDS.spelled_out(r"\b{published}\b"), re.IGNORECASE)
_SET_OFF = re.compile(r"(?:^|[,.;:?!(\[/–—]|\s-)\s*$")
_GOES_ON = re.compile(_WORDS.spelled_out(r"\s*(?!{ends})\w"), re.IGNORECASE)


def statement_start(text: str) -> int:
    """Where `text` begins to say what the papers that it names must say; its end where nowhere."""
    unit = UNIT.search(text)
    opener = _OPENS.search(text, unit.end()) if unit else None
    return opener.end() if opener else len(text)


def is_said(text: str, start: int, end: int) -> bool:
    """Whether the year or name at these places of `text` belongs to what papers must say.

    >>> [is_said(text, text.index("Wick"), text.index("Wick") + 4)
    ...     for text in ("Which reviews say Wick police came late?", "Which Wick reviews?")]
    [True, False]
    """
    before = text[:start]
    lead = _LEAD.search(before)
    around = before[lead.start() :] if lead else ""
    if _PUBLISHED.search(around):
        return False
    before = before[: len(before) - len(around)]
    if around.strip() and _BEFALLS.search(before):
        return True
    if around.strip() and text[end - 2 : end].isdigit() and _EVENT.search(before):
        return True
    if is_set_off(text, len(before)) or not _GOES_ON.match(text[end:]):
        return False
    return statement_start(text) <= start


def is_set_off(text: str, start: int) -> bool:
    """Whether a stop, a comma or a bracket stands before this place of `text`, or nothing."""
    before = text[:start]
    lead = _LEAD.search(before)
    return bool(_SET_OFF.search(before[: lead.start()] if lead else before))
