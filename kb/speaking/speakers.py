"""What kind of speaker a name means: family, an agency or its staff, an official, another paper."""

import re
from dataclasses import dataclass
from enum import Enum

from kb.agency_names import named_in
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/speakers.toml")


class Speaker(Enum):
    """The kinds of those who speak."""

    FAMILY = "family"
    STAFF = "staff"
    BODY = "body"
    OFFICIAL = "official"
    GOVERNMENT = "government"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, in a sentence's own words.

    `own` is whether papers call themselves so ("the review"): in its own pages that is no voice.
    """

    speaker: Speaker
    who: str
    own: bool = False


_KIN = r"(?:great-|half-|ex-|co-|then-|now-)*"
_KINDS = tuple(
    (speaker, re.compile(rf"(?<![\w’'-])(?:{_KIN}){_WORDS.any(name)}(?![\w-])", flags))
    for speaker, name, flags in (
        (Speaker.FAMILY, "family", re.IGNORECASE),
        (Speaker.BODY, "own_paper", re.IGNORECASE),
        (Speaker.BODY, "body", re.IGNORECASE),
        (Speaker.STAFF, "staff", re.IGNORECASE),
        (Speaker.OFFICIAL, "official", re.IGNORECASE),
        (Speaker.OFFICIAL, "officials", re.NOFLAG),
        (Speaker.GOVERNMENT, "government", re.IGNORECASE),
        (Speaker.SOURCE, "source", re.IGNORECASE),
    )
)
_INSPECTORATE = re.compile(rf"(?:[Tt]he )?{_WORDS.any('inspectorates')}(?:['’]s? [\w ]+)?")
_OWN_PAPER = _WORDS.pattern("own_paper")
_LAY_NAME = _WORDS.pattern("lay_names", re.NOFLAG)
_OWN = re.compile(rf"(?:{_WORDS.any('paper')}|the report|it|she|he|i|we)", re.IGNORECASE)
_KIN_GROUP = _WORDS.pattern("kin_groups")
_NO_NAME = _WORDS.pattern("no_name")
_OBJECT = re.compile(  # a determiner in the middle: what stands before it is a verb
    r"(?<!\bof)(?<!\bfor)(?<!\bfrom)(?<!\bat)(?<!\bin)(?<!\bwith)(?<!\bon)(?<!\band)(?<!\bor)"
    r"(?<!\bto)(?<!\bboth)(?<!\ball)(?<!,)\s(?:the|an?|her|his|their|him|them|its)\b",
)
_PROPER = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
_OF = re.compile(
    r"\s(?:of|for|from|at|in|with|on|within|to|across|opposite|near|outside|behind|below|above|under|"
    r"next door|upstairs|downstairs|over|around|along|by|into|about|concerning|regarding|against)"
    r"(?:\s|$)"
)
_POST_OF = re.compile(
    r"(?:the |our |its )?(?:heads?|directors?|chair) of (?!governors)", re.IGNORECASE
)
_OF_STATE = re.compile(r"\bsecretary of state\b", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:the )?{_WORDS.any('counted')}", re.IGNORECASE)
_PROCEEDING = re.compile(  # `kb/agencies.toml` lists what agencies hold, too
    r"\b(?:assessment|enquiry|investigation|discussion|meeting|plan|review)s?$"
)
_ONLY_NAMES = re.compile(r"(?:\s(?:[A-Z][\w’'.-]*|\d+))*")
_MANY_WORDS = 12


def speaker_named(who: str) -> Voice | None:
    """The speaker whom `who` names: told by its head, the last word before "of" and such.

    >>> speaker_named("The mother's social worker").speaker.value
    'staff'
    >>> speaker_named("The social worker's plan for the mother") is None
    True
    """
    if not who or len(who.split()) > _MANY_WORDS or _NO_NAME.search(who) or _OBJECT.search(who):
        return None
    if _KIN_GROUP.search(who):
        return Voice(Speaker.FAMILY, who)
    if _INSPECTORATE.fullmatch(who):
        return Voice(Speaker.SOURCE, who)
    if _POST_OF.match(who):
        return Voice(Speaker.OFFICIAL, who)
    head = _head(who)
    kind, end = _last_kind(head)
    if kind is not None and _ONLY_NAMES.fullmatch(head, end):
        return Voice(kind, who, bool(_OWN.fullmatch(who)))
    return Voice(Speaker.FAMILY, who) if _LAY_NAME.search(head) else None


def proper_name(text: str) -> bool:
    """Whether `text` is a name that does not say what it names."""
    return bool(_PROPER.fullmatch(text)) and not _NO_NAME.search(text)


def is_own_paper(who: str) -> bool:
    """Whether `who` is what an agency writes of itself."""
    return bool(_OWN_PAPER.search(who))


def has_lay_name(who: str) -> bool:
    """Whether `who` is called as papers call families and witnesses: "Ms K", "L1"."""
    return bool(_LAY_NAME.search(who))


def name_at_start(text: str) -> str:
    """The words at the start of `text` that may name a speaker."""
    ends = [end.start() for end in (_NO_NAME.search(text), _OBJECT.search(text)) if end]
    return text[: min(ends, default=len(text))].strip()


def _head(who: str) -> str:
    of = _OF.search(who)
    if of is None or _OF_STATE.search(who):
        return who
    head = who[: of.start()]
    return who[of.end() :] if _COUNTED.fullmatch(head.strip()) else head


def _last_kind(head: str) -> tuple[Speaker | None, int]:
    """The last kind of speaker in `head`, the longest of those that overlap, and its end."""
    found = [(m.start(), -m.end(), kind) for kind, words in _KINDS for m in words.finditer(head)]
    if not _PROCEEDING.search(head):
        staff = {end for _, end, kind in found if kind is Speaker.STAFF}
        found += [
            (named.start, -named.end, Speaker.STAFF if -named.end in staff else Speaker.BODY)
            for named in named_in(head)
        ]
    last, reached = None, 0
    for _, end, kind in sorted(found, key=lambda item: item[:2]):
        if -end > reached:
            last, reached = kind, -end
    return last, reached
