"""Whether dated words tell what happened: the lists stand in `kb/events/events.toml`.

A sentence is told as past unless it is a cover's line, a question, or says what a review covers.
Of a sentence that is told, each date is judged by the clause it stands in.
"""

import re

from kb.story import Mention, Precision
from kb.word_lists import WordLists

_LISTS = WordLists.of_files("events/events.toml")
_APART = _LISTS.pattern("apart")
_SOURCES = _LISTS.pattern("sources")
_MASTHEAD = _LISTS.pattern("masthead")
_COVERAGE = _LISTS.pattern("coverage")
_ON_A_DAY = _LISTS.pattern("on_a_day")
_PLANNED_FOR = _LISTS.pattern("planned_for")
_KEPT = _LISTS.pattern("kept")
_IMPERATIVE = _LISTS.pattern("imperative")
_BY_ALL = _LISTS.pattern("by_all")
_ASKED_TO = _LISTS.pattern("asked_to")
_LISTED_WORKS = _LISTS.pattern("listed_works")
_TO_COME = _LISTS.pattern("to_come")
_MAY_COME = _LISTS.pattern("may_come", re.RegexFlag(0))
_CONDITIONAL = _LISTS.pattern("conditional")
_BY_A_DAY = _LISTS.pattern("by_a_day")
_ASKED = re.compile(rf"\b{_LISTS.any('asked')}(?!\w)", re.IGNORECASE)
_HELD_UNTIL = _LISTS.pattern("held_until")
_COUNTS = _LISTS.pattern("counts")
_COUNTED_AT = _LISTS.pattern("counted_at")
_CITED = _LISTS.pattern("cited")
_IN_FORCE = _LISTS.pattern("in_force")
_LAW_BEGAN = _LISTS.pattern("law_began")
_LENGTH_TO = _LISTS.pattern("length_to")
_SINCE = _LISTS.pattern("since")
_BEGAN_THEN = _LISTS.pattern("began_then")
_PASSING_BETWEEN = _LISTS.pattern("passing_between")
_COMMENTARY = _LISTS.pattern("commentary")

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLAUSE_ENDS = _LISTS.pattern("clause_ends", re.RegexFlag(0))
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BRACKETED_EVENT_WORDS = 6
_FIRST_BY = re.compile(r"\W*(?:by|before|from|within)\s+(?:the\s+)?(?:end of\s+)?", re.IGNORECASE)
_WHEN = re.compile(r"\W*when\b")
_DIGITS = re.compile(r"\d")


def is_apart(headings: tuple[str, ...]) -> bool:
    """Whether a part with these headings above it tells nothing of the story: sources, plans."""
    return any(_APART.search(heading) for heading in headings)


def lists_works(headings: tuple[str, ...]) -> bool:
    """Whether a part lists sources, among which only what is told to the day may be an event."""
    return any(_LISTED_WORKS.search(heading) for heading in headings)


def is_told(sentence: str) -> bool:
    """Whether a sentence can tell what happened, and is no line of a cover and no question."""
    own = _without_quotations(sentence)
    return not (_MASTHEAD.match(own) or _SOURCES.match(own) or own.rstrip().endswith("?"))


def is_commentary(sentence: str) -> bool:
    """Whether a sentence speaks of the part that it opens: "These are the days on which …"."""
    return bool(_COMMENTARY.match(sentence))


def befell(sentence: str, mention: Mention) -> bool:
    """Whether a sentence that is told tells what happened at one of its dates."""
    own = _without_quotations(sentence)
    before = own[: mention.start]
    clause, in_clause = _clause(own, mention)
    if _TO_COME.search(clause) or _MAY_COME.search(clause) or _CONDITIONAL.match(clause):
        return False
    until = _HELD_UNTIL.search(before) and not _WHEN.match(own[mention.end :])
    if until or _is_deadline(before, in_clause, own[mention.end :]):
        return False
    if _PLANNED_FOR.search(before) and not _KEPT.search(own[mention.end :].partition(",")[0]):
        return False
    if _is_coverage(before) or _LENGTH_TO.search(before) or _is_count(own, mention):
        return False
    return not (_is_reference(own, mention) or _is_state(own, mention))


def _without_quotations(sentence: str) -> str:
    """The sentence with what is quoted blanked, so that places stay as they are."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), sentence)


def _clause(text: str, mention: Mention) -> tuple[str, str]:
    """The clause of a date, and its words before the date."""
    ends = [0, *(end.start() for end in _CLAUSE_ENDS.finditer(text)), len(text)]
    start = max(end for end in ends if end <= mention.start)
    stop = min((end for end in ends if end >= mention.end), default=len(text))
    return text[start:stop].lstrip(" ,;:–—."), text[start : mention.start]


def _is_deadline(before: str, in_clause: str, after: str) -> bool:
    """Whether the words before a date ask for something by it, or at it."""
    asks = before.rpartition(";")[2]
    if _IMPERATIVE.match(before) or (_FIRST_BY.fullmatch(before) and after.startswith(":")):
        return True
    if _BY_A_DAY.search(before) and _BY_ALL.match(after):
        return True
    return bool((_BY_A_DAY.search(before) and _ASKED.search(asks)) or _ASKED_TO.search(in_clause))


def _is_coverage(before: str) -> bool:
    """Whether a date bounds the period that the words before it say a paper covers."""
    return bool(_COVERAGE.search(before)) and not _ON_A_DAY.search(before)


def _is_count(text: str, mention: Mention) -> bool:
    """Whether a date is that of a statistic: "48 in 2009", "there were 311 contacts"."""
    before, rest = text[: mention.start], text[: mention.start] + text[mention.end :]
    rough = mention.precision in (Precision.YEAR, Precision.MONTH)
    yearly = mention.first is not None and (mention.first.month, mention.first.day) == (3, 31)
    if not rough and not yearly:
        return False
    clause, _ = _clause(text, mention)
    return bool(_COUNTED_AT.search(before) or (_DIGITS.search(rest) and _COUNTS.search(clause)))


def _is_reference(text: str, mention: Mention) -> bool:
    """Whether a date belongs to a work, a law, or stands alone in brackets behind a title."""
    rough = mention.precision is not Precision.DAY
    if rough and (
        _CITED.search(text[: mention.start]) or _IN_FORCE.search(_clause(text, mention)[0])
    ):
        return True
    if _LAW_BEGAN.search(_clause(text, mention)[0]):
        return True
    around = next((b for b in _BRACKET.finditer(text) if b.start() < mention.start < b.end()), None)
    return rough and around is not None and len(around[0].split()) < _BRACKETED_EVENT_WORDS


def _is_state(text: str, mention: Mention) -> bool:
    """Whether a date only bounds what lasts: "three chairs since 2010", "after March"."""
    before = text[: mention.start]
    if mention.precision is Precision.DAY:
        return False
    if _SINCE.search(before):
        year = mention.precision is Precision.YEAR
        return year or not _BEGAN_THEN.search(before)
    return bool(_PASSING_BETWEEN.search(before))
