"""Sentences that ask, and sentences that say that what is asked follows below.

"The Panel invites the Board to resolve:", "RESOLVED: That …", "Members are asked to".
"""

import re

RESOLVED = re.compile(
    r"\W*(?:RESOLVED|AGREED|DECIDED|It was (?:RESOLVED|resolved|AGREED)|"
    r"(?:Resolved|Agreed|Decided)(?=:| –)|Resolved(?= that| to))\b"
)
_RESOLVED_BELOW = re.compile(
    r"\b(?:Committee|Board|Council|Cabinet|Panel|Authority|Members|[Mm]eeting)\b[^.;]{0,60}"
    r"\b(?:RESOLVED|AGREED|DECIDED|resolved|agreed)[*_]*(?:\s+(?:that|to))?\s*:\W*$"
)
_DECISION = re.compile(r"[\W\d]*(?:DECISIONS?|RESOLUTIONS?|Decisions?|Resolutions?)\W*")
_ASKED = re.compile(
    r"(?:(?!(?:that|was|were|which|who|told|said)\b)[\w’'-]+\s+){1,12}?(?:is|are)\s+(?:therefore\s+)?"
    r"(?:recommended|asked|requested|invited|urged|called\s+on)(?:\s+(?:to|that)\b|:)|"
    r"it is recommended that\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:panel|review|reviewers?|report|inquiry|authors?|(?:review|inquiry) team|committee|we|i)"
    r"\s+(?:(?!(?:should|must|shall|will|ought|could|may|might|to)\b)\w+\s+){0,2}?"
    r"(?:invites?|asks?|urges?|recommends?|requests?|advises?|proposes?|calls?\s+(?:up)?on|"
    r"(?:should|would)\s+like(?=\s+(?!to\b|that\b)))(?:\s+|(?=:))"
    r"(?P<whom>(?!that\b)(?:[\w’'-]+,?\s+){1,20}?(?=(?:not\s+)?to\b))?(?P<what>(?:to|that)\b)?",
    re.IGNORECASE,
)
_ANNOUNCING = re.compile(
    r"\b(?:following|these) (?:\w+ ){0,2}recommendations\b|"
    r"\brecommendations\b.{0,120}\b(?:below|as follows|given here|set out here|are:|are these)|"
    r"\b(?:recommends?|advises?|proposes?|suggests?|asks?) as follows\b|"
    r"\b(?:my|our|the (?:panel|committee|inquiry|review)[’']s) (?:\w+ )?"
    r"(?:recommendations|proposals) are\b|"
    r"\bexpects? [\w’' ]{3,40} to\b.{0,60}\bthe following\b|"
    r"^\W*(?:We|I|The\s\w+)\s(?:\w+\s)?(?:recommends?|asks?|proposes?|suggests?|advises?)(?:\sthat)?\W*$|"
    r"\b(?:suggest|propose|recommend|request|ask for)s? the following\b[^.]{0,60}:\W*$",
    re.IGNORECASE | re.DOTALL,
)
_MUST = re.compile(r"\b(?:should|must|shall|will|needs? to)\b", re.IGNORECASE)
_STEM = re.compile(
    r"\b(?:should|must|shall|will|needs? to|ought to|(?:is|are) (?:(?:\w+ )?(?:asked|invited|"
    r"requested|urged) )?to)(?:\s(?:also|further|then|now|jointly|together|each|all))?"
    r"(?:,[^:;.]{3,90},?)?\s*:\W*$|"
    r"\b(?:should|must|ought to|needs? to)\b[^.;:]{0,60}\b(?:the following|the need to)\s*:\W*$|"
    r"^\W*That (?:the )?[\w’' ]{2,60}:\W*$"
)
_OPEN_END = re.compile(r"(?:[:–—-]|\bto|\bthat)\W*$")
_INLINE = re.compile(
    r"(?:(?<=[:;,.])|(?<=; and)|(?<=, and))\s+(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s)"
)


def resolves(words: str) -> bool:
    """Whether words open what a meeting resolved, or end where that begins.

    >>> resolves("The Committee, after discussion, RESOLVED:"), resolves("RESOLVED to meet.")
    (True, True)
    """
    opened = RESOLVED.match(words) or _DECISION.fullmatch(words)
    return bool(opened or _RESOLVED_BELOW.search(words))


def asks(words: str) -> bool:
    """Whether words open by asking somebody: "Members are asked to", "It is recommended that"."""
    return bool(_ASKED.match(words) or _ASKS.search(words))


def whom_it_asks(words: str) -> str | None:
    """Whom a sentence such as "The Panel invites the Board to resolve:" asks, as it names them."""
    match = _ASKS.search(words)
    return match["whom"].strip() if match and match["whom"] else None


def announces(text: str) -> bool:
    """Whether a stem only says that recommendations follow: "Members are asked to:"."""
    return (
        resolves(text)
        or counts_up(text)
        or bool(
            (_ASKED.search(text) and not _MUST.search(text))
            or (_ASKS.search(text) and _OPEN_END.search(text))
        )
    )


def counts_up(text: str) -> bool:
    """Whether a sentence says that recommendations follow, and not only that there are some."""
    return bool(_ANNOUNCING.search(text))


def leads_to_items(words: str) -> bool:
    """Whether a sentence makes recommendations or resolutions of the list below it."""
    asking = _ASKED.search(words) or _ASKS.search(words)
    return bool(
        resolves(words) or (asking and _OPEN_END.search(words.rstrip())) or counts_up(words)
    )


def is_stem(words: str) -> bool:
    """Whether words name only who should act, and what follows says how: "The Board should:"."""
    return bool(_STEM.search(words))


def inline_items(words: str) -> list[tuple[int, int]]:
    """Half-open ranges of lettered items within a paragraph that resolves or asks for them.

    >>> text = "The Panel asks the Board to resolve: (i) that it meet; (ii) that it report."
    >>> [text[a:b] for a, b in inline_items(text)]
    ['(i) that it meet;', '(ii) that it report.']
    """
    starts = [match.end() for match in _INLINE.finditer(words)]
    if len(starts) < 2 or not leads_to_items(words[: starts[0]].rstrip()):
        return []
    ends = [*(match.start() for match in _INLINE.finditer(words)), len(words)][1:]
    return list(zip(starts, ends, strict=True))
