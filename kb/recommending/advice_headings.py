"""Headings that say that recommendations follow: "What needs to happen", "Matters for the Board".

Headings of what was done about earlier recommendations do not count.
"""

import re
from collections.abc import Sequence

from kb.recommending.advice_labels import label_of

_BODIES = (
    r"boards?|partnerships?|partners|agenc(?:y|ies)|councils?|trusts?|police|schools?|services|"
    r"practitioners|professionals|organisations?|government|ministers?|committee|cabinet|lscb|lscp"
)
ADVISING = re.compile(
    r"recommend(?:ation|ed\b|s?\b)|"
    r"what (?:(?:the )?(?:\w+ ){1,3})?(?:should|must|needs? to|ought to|has to) (?:now )?"
    r"(?:be done|happen|change|improve|do)\b(?!.*\bworking\b)|"
    r"what (?:to do|needs doing)\b|"
    r"what (?:should|must) (?:we|agencies|services|partners|professionals) do\b|"
    r"what (?:we|i|(?:the |this |our )?(?:inquiry|panel|review|reviewers?|report|board|committee|"
    r"commission|coroner|partnership|authors?))(?: now)? "
    r"(?:asks?|asked|wants?|wanted|expects?|proposes?|proposed)\b|"
    r"what (?:has|have|does|do|did) (?:the )?(?:\w+ ){1,3}(?:asked?|want|propose|recommend)\b|"
    rf"(?:matters|issues|points|considerations|challenges|actions|requests|proposals|priorities|tasks)"
    rf" (?:for|to) (?:the )?(?:attention of (?:the )?)?(?:\w+ ){{0,4}}(?:{_BODIES})\b|"
    r"actions? (?:required|needed|requested|to be taken)|"
    r"(?:required|requested|immediate) actions?\b|"
    r"(?:learning|lessons|points|areas|priorities|matters)\b.{0,30} "
    r"(?:for|into|and) (?:\w+ )?actions?\b|"
    r"\b(?:our|my|the (?:panel|committee|inquiry|board|review)[’']s) "
    r"(?:\w+ )?(?:advice|proposals|requests|asks|suggestions|requirements)\b|"
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:the )?(?:way forward|advice|requests|suggestions|requirements|"
    r"(?:agreed |priority |improvement |key )?actions|resolutions|(?:our )?asks|"
    r"changes? (?:needed|required|we (?:want|seek|propose)))\W*$|"
    r"(?:matters|issues|points|areas) for (?:further )?(?:consideration|improvement)\b|"
    r"action should be taken\b|"  # of a coroner's report
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?proposals\W*$|"
    r"improving (?:systems|practice and systems)\b|"
    r"^\W*(?:things to )?try (?:this|these|it)\b|\bwhat (?:can you|you can)(?: all)? do\b|"
    r"what (?:\w+ ){1,3}(?:like|hope|think ought)\b.{0,40} "
    r"(?:to see|to do|to happen|to change|follow)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:previous|earlier|past|progress|implement\w+|responses? to|monitoring|response:|"
    r"reasons? for|background to|\b(?:not|nothing|never|leave|left|beyond|outside|"
    r"other (?:reviews|inquiries|people)[’']s?)\b|"
    r"\bno (?:\w+ )?recommend|"
    r"(?:actions?|steps) (?:\w+ )?(?:taken|since)|already|so far|to date)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s(?:and|with|&)\s|,\s", re.IGNORECASE)
_AREAS = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\W+)?(?:(?:(?:other|key|main|further|immediate|urgent|national|local|"
    r"what (?:\w+ ){0,3}needs? to (?:be )?improved?)\W+){0,3}(?:areas?|matters|"
    r"priorities) for (?:\w+ )?(?:improvement|development|action)|"
    r"what (?:\w+ ){0,3}needs? to (?:be )?improved?(?::\s(?:\w+\W*){1,4}|"
    r"\sin\s[\w\s’']{3,60})?)\W*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous|earlier|past|progress|so far|to date|already)\b", re.IGNORECASE
)


def advising(section: Sequence[str]) -> int:
    """Which of the headings above, counted from 1, says that recommendations follow; 0 for none."""
    return next(
        (
            n
            for n, heading in enumerate(section, 1)
            if ADVISING.search(heading) and not _ABOUT.search(heading) and not label_of(heading)
        ),
        0,
    )


def is_joint(heading: str) -> bool:
    """Whether a heading speaks of recommendations and of something else besides."""
    return not all(map(ADVISING.search, _JOINED.split(heading)))


def names_areas(heading: str) -> bool:
    """Whether a heading of inspectors says that the items below it are to be improved."""
    return bool(_AREAS.match(heading))


def looks_back(section: Sequence[str]) -> bool:
    """Whether what stands under these headings tells what became of earlier recommendations."""
    return any(_EARLIER.search(heading) for heading in section)
