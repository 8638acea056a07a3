"""Whose statement a sentence says that it is: the label that every quotation bears.

Read wider than `kb.speech.marks`, which decide whether a sentence may count for a verdict: there a
finding is lost with every voice that is heard too readily; here the reader has the words.
"""

import re

from kb.speaking.rules_stated import is_general, states_rule
from kb.speaking.speakers import Speaker, Voice, speaker_named
from kb.speaking.voices import voice_in
from kb.types import Standing
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/standings.toml")
_TO_BE_ASKED = _WORDS.pattern("to_be_asked")
_ASKED = _WORDS.pattern("asked")
_ADVISES = _WORDS.pattern("advises")
_ORDERS = _WORDS.pattern("orders", re.NOFLAG)
_SETTLES = _WORDS.pattern("settles")
_AMENDS = _WORDS.pattern("amends")
_DONE_SINCE = _WORDS.pattern("done_since")
_ANSWERS = _WORDS.pattern("answers")
_SETTLED = _WORDS.pattern("settled", re.NOFLAG)
_COMMITTEE_FOUND = _WORDS.pattern("committee_found")
_IN_ITS_CAUSE = _WORDS.pattern("in_its_cause")
_LABEL = _WORDS.pattern("label", re.NOFLAG)
_NO_ADVICE = _WORDS.pattern("no_advice")
_SINCE = re.compile(
    r"^(?:Since .{3,30}? (?P<after>the \w+|we)|(?P<who>[^,;:]{3,60}?)) (?:has|have) "
    r"(?(after)|(?:since|now)\b) ?(?!said|told|informed)"
)
_TO_US = re.compile(r"\b(?:told|informed|tells|written to) (?:us|me)\b")
_OWN_PAGES = frozenset({Standing.PRIMARY, Standing.ASSERTED})


def standing_told(document: Standing, text: str, before: str = "") -> Standing | None:
    """Whose statement the sentence `text` says that it is; None where it says nothing.

    Args:
        document: whose statement the document as a whole is.
        text: the sentence.
        before: what stands before it.

    >>> standing_told(Standing.PRIMARY, "The trust told us that no letter came.").value
    'asserted by an agency'
    """
    text = _LABEL.sub("", text)
    act = _act(document, text)
    if act is not None:
        return act
    voice = voice_in(text, story=document in _OWN_PAGES, before=before)
    if voice is not None and not (voice.own and document in _OWN_PAGES):
        return _of_voice(document, voice, text)
    return Standing.GUIDANCE if is_general(text) else _of_a_body(document, text)


def _act(document: Standing, text: str) -> Standing | None:
    """What a sentence does whoever says it: it asks, advises, states a rule, answers a review."""
    if _TO_BE_ASKED.search(text) or (document not in _OWN_PAGES and _ASKED.search(text)):
        return Standing.QUESTION
    if _ADVISES.search(text) or (document is Standing.SECOND_HAND and _ORDERS.search(text)):
        return advice_in(document)
    done_since = document is Standing.ASSERTED and _DONE_SINCE.search(text)
    if not done_since and states_rule(text):
        return Standing.GUIDANCE
    if document is Standing.RESPONSE and _COMMITTEE_FOUND.search(text):
        return Standing.SECOND_HAND
    settled = document is Standing.SECOND_HAND and _SETTLED.search(text)
    return Standing.RESPONSE if done_since or settled or _ANSWERS.search(text) else None


def asks_nothing(text: str) -> bool:
    """Whether "should" or "must" in a sentence asks for nothing: "what life should look like"."""
    return bool(_NO_ADVICE.search(text))


def advice_in(document: Standing) -> Standing:
    """What a recommendation is in a document: guidance, press and comments say their own."""
    own = (Standing.GUIDANCE, Standing.PRESS, Standing.COMMENT)
    return document if document in own else Standing.RECOMMENDATION


def _of_voice(document: Standing, voice: Voice, text: str) -> Standing:
    """What a voice makes of a sentence in a document with the standing `document`."""
    elsewhere = document not in _OWN_PAGES
    amends = elsewhere and bool(_AMENDS.search(text))
    match voice.speaker:
        case Speaker.FAMILY:
            return Standing.ALLEGED
        case Speaker.SOURCE:
            return Standing.SECOND_HAND
        case Speaker.GOVERNMENT:
            return Standing.RESPONSE
        case Speaker.OFFICIAL:
            answers = elsewhere and (amends or not _TO_US.search(text))
            return Standing.RESPONSE if answers else Standing.ASSERTED
        case Speaker.STAFF | Speaker.BODY:
            return Standing.RESPONSE if amends else Standing.ASSERTED


def _of_a_body(document: Standing, text: str) -> Standing | None:
    """Whether a body tells what it has done since, or pleads its own cause."""
    since = _SINCE.search(text)
    who = speaker_named((since["after"] or since["who"]).strip()) if since else None
    if who is not None and who.speaker is not Speaker.FAMILY:
        return Standing.RESPONSE
    if document is Standing.SECOND_HAND and _SETTLES.search(text):
        return Standing.RESPONSE
    if document is Standing.RESPONSE and _IN_ITS_CAUSE.search(text) and not _AMENDS.search(text):
        return Standing.ASSERTED
    return None
