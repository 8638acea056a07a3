"""Who speaks in a sentence, by verbs of saying, quotation marks and phrases such as "in her view".

What somebody said within the story that a paper tells ("The mother told the nurse on 3 May …") is
an event, and no voice: the paper tells it. What is told to the paper, said now, or looks back is.
`kb/speaking/voices.toml` has the words.
"""

import re
from collections.abc import Iterator

from kb.speaking.antecedents import person_meant, sentences_before
from kb.speaking.clauses import Clause, clauses_of, who_is
from kb.speaking.speakers import (
    Speaker,
    Voice,
    has_lay_name,
    is_own_paper,
    name_at_start,
    proper_name,
    speaker_named,
)
from kb.speaking.story_events import is_event, looks_back, speaks_as_many, speaks_of_itself
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/speakers.toml", "speaking/voices.toml")
_FRAMES = _WORDS.pattern("frames")
_SAID_BY = _WORDS.pattern("said_by")
_UNNAMED_LAY = _WORDS.pattern("unnamed_lay")
_BORNE_OUT = _WORDS.pattern("borne_out")
_BEFORE_QUOTED, _QUOTATION = (
    re.compile(r"[”\"’'],?\s(?:[\w’'-]+\s){1,6}$"),
    re.compile(r"[,:]? ?[“\"‘]"),
)
_POSSESSOR = re.compile(r"(?:['’]s|s['’])$")
_PRONOUNS = {
    "his": "he",
    "him": "he",
    "her": "she",
    "their": "they",
    "them": "they",
    "your": "they",
}
_PRONOUN = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)
_ALL_QUOTED = re.compile(r"[“\"‘'][^“”\"]+[”\"’']\W*")
_OF_THEM = re.compile(
    r"(?:one|some|many|several|most|all|both|two|three|others?|another|each|a few)"
    r"(?: of (?:them|whom|these|those))?",
    re.IGNORECASE,
)
_TO_PAPER = _WORDS.pattern("to_paper")
_ASKED_ASIDE = _WORDS.pattern("asked_aside")
_COUNSEL = _WORDS.pattern("counsel")
_AT_EVENT = _WORDS.pattern("at_event")


def voice_in(text: str, *, story: bool = True, before: str = "") -> Voice | None:
    """Who speaks in a sentence, where it is not its writer alone.

    Args:
        text: the sentence.
        story: whether it stands in a paper that tells a case: there what somebody said is an event
            unless they look back, and what the paper bears out is its own.
        before: what stands before the sentence: there "she" is named.

    >>> voice_in("The mother told us that nobody came.").speaker.value
    'family'
    >>> voice_in("The mother told the health visitor on 3 May that she was leaving.") is None
    True
    """
    if story and _BORNE_OUT.search(text):
        return None
    if before and _ALL_QUOTED.fullmatch(text):
        return _carried(before, story=story)
    return next(_voices(text, before, story=story), None)


def _carried(before: str, *, story: bool) -> Voice | None:
    """Who spoke in the sentence before: a quotation or "she added" goes on with them."""
    last, *earlier = sentences_before(before) or [""]
    return voice_in(last, story=story, before=" ".join(reversed(earlier)))


def _voices(text: str, before: str, *, story: bool) -> Iterator[Voice]:
    for match in _FRAMES.finditer(text):
        who = next(name for name in match.groups() if name)
        said_before = f"{before} {text[: match.start()]}"
        if voice := _whose(who, said_before) or speaker_named(name_at_start(who)):
            yield voice
    for match in _SAID_BY.finditer(text):
        named = next(name for name in match.groups() if name)
        if pronoun := _PRONOUN.match(named):
            said_before = f"{before} {text[: match.start()]}"
            yield person_meant(pronoun[0], said_before) or Voice(Speaker.FAMILY, pronoun[0])
        elif voice := speaker_named(who := name_at_start(named)):
            yield voice
        elif proper_name(who):
            yield Voice(Speaker.FAMILY, who)
    for clause in clauses_of(text):
        if voice := _of_clause(clause, before, story=story):
            yield voice
    if _UNNAMED_LAY.search(text):
        yield Voice(Speaker.FAMILY, "")


def _whose(word: str, before: str) -> Voice | None:
    """Whom "its", "her" or "them" means: a body, whom `before` names, most often the family."""
    if word.lower() == "its":
        return Voice(Speaker.BODY, word)
    pronoun = _PRONOUNS.get(word.lower())
    return (person_meant(pronoun, before) or Voice(Speaker.FAMILY, word)) if pronoun else None


def _of_clause(clause: Clause, before: str, *, story: bool) -> Voice | None:
    """Who is the subject of a verb of saying, where what they say is no event of the story."""
    to_paper = _is_to_paper(clause)
    quoted = bool(_BEFORE_QUOTED.search(clause.before) or _QUOTATION.match(clause.after))
    if _OF_THEM.fullmatch(clause.who) or clause.who.lower() in ("he", "she", "they", "it"):
        return _of_pronoun(clause, before, speaks=to_paper or quoted, story=story)
    speaks = to_paper or (quoted and " " in clause.who)
    voice = speaker_named(clause.who) or _bearer(clause, speaks=speaks)
    if voice is None or _POSSESSOR.search(clause.who):
        return None
    if not (_is_paper(voice) or to_paper) and (
        clause.verb["found"] or clause.verb["of_many_lay"] or speaks_as_many(clause, voice)
    ):
        return voice if speaks_as_many(clause, voice) else None
    if has_lay_name(clause.who):  # "Mr L, then assistant director, told us", "the manager, Mr L,"
        posts = map(speaker_named, map(name_at_start, clause.posts))
        voice = next(filter(None, posts), voice)
    if _is_paper(voice) or to_paper or clause.now or not story:
        return voice
    spoken = quoted or looks_back(clause, voice)
    return voice if spoken and not is_event(clause) else None


def _is_to_paper(clause: Clause) -> bool:
    """Whether it is said to those who write the paper, or where they heard people."""
    return bool(
        _TO_PAPER.search(f"{clause.lead} {clause.verb[0]}{clause.after}")
        or _TO_PAPER.match(who_is(clause.aside))
        or _ASKED_ASIDE.match(clause.aside)
        or _COUNSEL.search(clause.who)
        or _AT_EVENT.search(f"{clause.before}{clause.after}")
    )


def _is_paper(voice: Voice) -> bool:
    return voice.speaker is Speaker.SOURCE or is_own_paper(voice.who)


def _of_pronoun(clause: Clause, before: str, *, speaks: bool, story: bool) -> Voice | None:
    """Whom a pronoun means: whom the text before names; else a paper, or a person of the family."""
    who = "they" if _OF_THEM.fullmatch(clause.who) else clause.who
    if who.lower() == "it" or (clause.verb["found"] and who.lower() != "they"):
        return Voice(Speaker.SOURCE, who, own=True)
    speaks = (
        speaks or (clause.now and (not clause.lead or clause.lead.endswith("which "))) or not story
    )
    if not speaks and (is_event(clause) or not _goes_on(who, before)):
        return None
    return person_meant(who, f"{before} {clause.lead}") or Voice(Speaker.FAMILY, who)


def _goes_on(pronoun: str, before: str) -> bool:
    """Whether the person meant has just spoken to the paper."""
    spoke, meant = _carried(before, story=True), person_meant(pronoun, before)
    return spoke is not None and meant is not None and spoke.speaker is meant.speaker


def _bearer(clause: Clause, *, speaks: bool) -> Voice | None:
    """Who bears a name that says nothing: a body says "it"; who speaks to the paper is a person."""
    if not proper_name(clause.who):
        return None
    if speaks_of_itself(clause):
        return Voice(Speaker.BODY, clause.who)
    return Voice(Speaker.FAMILY, clause.who) if speaks else None
