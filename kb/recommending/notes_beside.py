"""What stands beside the words of a recommendation: whom it asks, and its reasons.

"(Acre Police)", "To the Trust: …", "*Owner: the Board*"; "*Rationale.* …".
"""

import re

from kb.body_names import is_proper_name
from kb.named_bodies import asked_of_all, bodies_in, names_listed
from kb.recommending.addressees import addressees
from kb.recommending.directives import is_directive, told_before
from kb.recommending.noted_bodies import bodies_noted, is_note

_LEADS = (
    r"(?:For|To|Addressed to|Directed to|Responsible|Responsibility|Accountable|"
    r"(?:Lead|Owner|Responsible)(?: (?:agency|body|officer))?s?|Owned by|Action by|By whom):\s*"
)
_FOR = re.compile(rf"[*_\s]*{_LEADS}(?P<whom>\S[^.]*)")
_BEFORE = re.compile(r"\s*\((?P<whom>[^()]{3,120})\)[.:]?\s+(?=[A-Z])")
_TO = re.compile(
    r"\s*[*_]*(?P<whom>(?:To|For)\s+[^:.;]{2,120}?)(?:[:.][*_]*\s+(?=[A-Z])|:[*_]*\s+(?=[a-z]))"
)
_CLOSED = re.compile(
    r"[.;]?\s*[*_]*\((?P<whom>[^()]{3,200}?)\.?\)[*_]*(?=[.;]?(?:\s+and)?\s*$)|"
    r"\s+[–—]\s+(?P<dash>[^:.–—]{2,160}?)(?=\.?\s*$)"
)
_EVERYBODY = re.compile(r"(?:[Aa]ll|[Ee]very|[Ee]ach)\s+\w+$|Everyone$|Everybody$")
_JOINTLY = re.compile(r",?\s+(?:jointly|together)$")
_REASONS = re.compile(
    r"(?<=[.;:!?”\"’)])\s+(?:[*_]{1,3}(?=[^*_]{3,40}(?:[.:][*_]|[*_]{1,3}\s?[.:–]|:\s))|(?=[^.:]{3,40}:\s))"
    r"(?:Rationale|Reasons?|Why(?: this matters)?|(?:Intended |Expected |Desired |Anticipated )?"
    r"[Oo]utcomes?|Timescale|Timeframe|Evidence|Purpose|Response|By when)\b"
)
_ALONE = re.compile(  # a paragraph of such reasons
    r"\s*(?:[*_]{1,3}(?:why|rationale|reasons?|evidence|timescale)\b[^*_]{0,40}?[:.?]|"
    r"[*_]{0,3}(?:anticipated|intended|expected|desired|improvement)\s(?:improvement\s)?outcomes?\b\W)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?<=[.;])\s+\((?:The|This|It|We|They)\s[^()]{30,}\.\)\s*$")
_QUOTED = re.compile(r"\s*([\"“‘'])(?=\w)[^\"“”]*[\"”’']\s*$")
_BEHIND = re.compile(
    r"\s*(?:→|->|=>)\s*[*_]*(?P<arrow>[^→]{2,200}?)[*_\s]*$|"
    rf"(?<=[.;])[*_\s]*(?:[(\[](?P<whom>[^()\[\]]{{2,200}})[)\]]|"
    rf"[–—-]\s*[*_]*(?P<dash>[^:.]{{3,120}}?)|{_LEADS}(?P<line>[^:.]{{3,200}}?))\.?[*_]*\s*$"
)
_SET_OFF = re.compile(  # words set off from a response or reasons behind them
    r"\s*(?:(?P<marks>[*_]{1,3})(?=\S)(?P<marked>[^*_]{30,}?[.;:]?)(?P=marks)|"
    r"[“\"](?P<quoted>[^“”\"]{30,})[”\"])\s+(?=[A-Z])"
)
_SET_OFF_BEHIND = re.compile(r"[.!?]\s+([*_]{1,3})(?=[A-Z])(?P<marked>[^*_]{30,}[.;])\1\s*$")
_RESPONSE = re.compile(
    r"(?<=[.;:”\"*_])\s+[*_]*(?:(?:This|The|We|I)\s(?:[\w’']+\s){0,4}?)?"
    r"(?:Not |Partially |Partly |In part |Fully )?"
    r"(?:[Aa]ccept(?:ed|s)?|[Aa]gree[ds]?|(?:do|does) not (?:accept|agree)|"
    r"[Rr]ejected|[Nn]oted|[Ii]mplemented|[Cc]ompleted)"
    r"(?:[.,;:–—]|\s(?:in (?:part|principle|full)|this recommendation)\b)"
)
_NOBODY_NOTED = re.compile(
    r"(?<=[.;])\s*[*_]*[(\[](?:no (?:\w+ ){0,3}(?:lead|owner|agency)|(?:lead|"
    r"owner)[^()\[\]]{0,30}(?:agreed|confirmed|identified|found)|"
    r"tbc|to be (?:agreed|confirmed|decided|determined))[^()\[\]]{0,30}[)\]][*_]*\.?\s*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\s*[*_]*[(\[](?:see\s|from\s)?(?:paras?\b\.?|paragraphs?|chapters?|sections?|findings?|learning\spoints?|"
    r"pages?|pp?\.)\s?[\d., andto–-]+[)\]][*_]*\.?\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<=[.;!?])\s+[*_]\([^()]{3,200}[.!]\)[*_]\s*$")


def without_note(text: str, lead: int, following: str | None) -> tuple[int, int, str]:
    """Where the words of a recommendation begin and end, and whom a note beside them names.

    The note stands before or behind them, behind an arrow, or on the next line; reasons and the
    outcome hoped for stand behind them, too.

    Args:
        text: of its block.
        lead: where its number ends.
        following: the text of the next block.

    >>> without_note("1. Notes should be kept. (Acre Police)", 3, None)
    (3, 24, 'Acre Police')
    """
    if reference := _REFERENCE.search(text, lead):
        text = text[: reference.start()]
    end = _without_marks(text, lead, where_reasons_begin(text, lead))
    if apart := _set_off(text, lead, end):
        return *apart, ""
    if beside := _NOBODY_NOTED.search(text[:end], lead) or _COMMENT.search(text[:end], lead):
        end = beside.start()
    if _QUOTED.match(text[:end], lead):
        return text.index(text[lead:].lstrip()[0], lead) + 1, len(text[:end].rstrip()) - 1, ""
    if told := told_before(text, lead):
        return told.end(), _before_aside(text, told.end(), end), told["whom"]
    start, whom = _before(text, lead)
    if whom:
        return start, end, whom
    stop, whom = _behind(text[:end], lead)
    if not whom and following is not None and (below := _FOR.match(following)):
        whom = below["whom"] if names_listed(below["whom"]) else ""
    return lead, stop if whom else _before_aside(text, lead, stop), whom


def _before_aside(text: str, lead: int, end: int) -> int:
    """Where words end before an aside in brackets and italics: "*(Report due in May.)*"."""
    aside = _ASIDE.search(text[:end], lead)
    return aside.start() if aside else end


def _set_off(text: str, lead: int, end: int) -> tuple[int, int] | None:
    """Where words stand that marks set off from a response behind or reasons before them."""
    ahead = _SET_OFF.match(text, lead)
    if ahead and is_directive(ahead["marked"] or ahead["quoted"], frozenset()):
        return ahead.span("marked" if ahead["marked"] else "quoted")
    behind = _SET_OFF_BEHIND.search(text[:end], lead)
    if behind is None or not is_directive(behind["marked"], frozenset()):
        return None
    asked = is_directive(text[lead : behind.start() + 1], frozenset())
    return None if asked else behind.span("marked")


def _without_marks(text: str, lead: int, end: int) -> int:
    """Where words end before the marks that close a bold that opens before their number."""
    opened = re.match(r"[\s>]*([*_]{1,3})(?=\W*[\dA-Z])", text[:lead])
    closed = opened and text[lead:end].rstrip().endswith(opened[1])
    inside = opened and opened[1] not in text[opened.end() : lead]
    return len(text[:end].rstrip()) - len(opened[1]) if opened and closed and inside else end


def _before(text: str, lead: int) -> tuple[int, str]:
    """Where the words begin behind a note before them, and whom that names."""
    bracketed = _BEFORE.match(text, lead)
    if bracketed and (bodies_in(bracketed["whom"]) or is_proper_name(bracketed["whom"])):
        return bracketed.end(), bracketed["whom"]
    led = _TO.match(text, lead)
    named = asked_of_all(led["whom"]) if led else ()
    return (led.end(), "; ".join(named)) if led and named else (lead, "")


def _behind(text: str, lead: int) -> tuple[int, str]:
    """Where the words end before a note behind them, and whom that names."""
    if behind := _BEHIND.search(text, lead):
        whom = _listed(behind["arrow"] or behind["line"] or behind["dash"] or behind["whom"])
        if behind["arrow"] or any(map(bodies_in, whom.split(";"))) or is_note(whom):
            return behind.start(), whom
    closed = _CLOSED.search(text, lead)
    if closed and (closed["dash"] or not addressees(text[lead : closed.start()], frozenset())):
        whom = _listed(closed["whom"] or closed["dash"])
        named = bodies_in(whom)
        if closed["dash"] and all(
            is_note(one) or is_proper_name(one) for one in bodies_noted(whom)
        ):
            return closed.start(), whom
        if named or _EVERYBODY.match(whom) or all(map(is_proper_name, whom.split("; "))):
            return closed.start(), "; ".join(named) or whom
    return len(text), ""


def stands_beside(text: str) -> bool:
    """Whether a paragraph gives the reasons of a recommendation, or the outcome hoped for.

    >>> stands_beside("*Anticipated outcome:* Staff should ask.")
    True
    """
    return bool(_ALONE.match(text))


def where_reasons_begin(text: str, lead: int) -> int:
    """Where the words of a recommendation end, and its reasons or hoped for outcome begin.

    >>> where_reasons_begin("The Board should audit. *Rationale.* It has not.", 0)
    23
    """
    matches = (pattern.search(text, lead) for pattern in (_REASONS, _RESPONSE))
    return min((match.start() for match in matches if match), default=len(text))


def _listed(whom: str) -> str:
    """Names with semicolons between, where words say that they are several."""
    whom = whom.replace(", with ", "; ")
    if not _JOINTLY.search(whom):
        return whom
    parts = _JOINTLY.sub("", whom).split(", ")
    return "; ".join(name for part in parts for name in bodies_in(part) or (part,))
