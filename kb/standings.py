"""Whose statement a sentence says that it is: the label that every quotation bears.

Read wider than `kb.speech.marks`, which decide whether a sentence may count for a verdict: there a
finding is lost with every voice that is heard too readily; here the reader has the words.
"""

import re

from kb.rules_stated import is_general, states_rule
from kb.speakers import Speaker, Voice, speaker_named
from kb.types import Standing
from kb.voices import voice_in

_TO_BE_ASKED = re.compile(
    r"\?[ ”’\"']*$|^(?:Whether|How far|To what extent)\b|\bask ourselves\b|"
    r"\b(?:will|may wish to|(?:was|were) asked to) (?:consider|examine|ask|explore|look at|"
    r"establish) (?:whether|how|why|what|if)\b|\bquestion (?:is|was) (?:therefore )?"
    r"(?:this|whether)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(  # in minutes and letters; in a case it is an event
    r"(?<!nobody )(?<!no one )(?<!not )\b(?:asked|queried|questioned|enquired|opened by asking|"
    r"you ask|member [\w ]{3,40} asks)\b[^.;]{0,40}?\b"
    r"(?:how|whether|why|what|when|who|where|if|which)\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\b(?:we|i|this review|the (?:review|panel|committee|inquiry|author|court)) (?:\w+ )?"
    r"(?:recommends?|invites?|asks?(?= (?:that|the|for|every)\b)|calls? (?:on|for|upon)|"
    r"requires?|directs?|urges?)\b|\bit is (?:\w+ )?recommended\b|\bbe (?:requested|asked) to\b|"
    r"\b(?:is|are) (?:\w+ )?(?:asked|invited|recommended|requested|urged) (?:to|that)\b|"
    r"^(?:Resolved|Agreed|Please)\b|^(?:Action|Recommendations?)\b[^.]{0,20}:|"
    r"^That (?:the|each|all|no|every|any|on) (?!.*\b(?:was|were|had|did)\b)",
    re.IGNORECASE,
)
_SETTLES = re.compile(  # what minutes and papers on behalf of a body tell it to have done
    r"^(?:The |Cllr |Councillor )?(?:[A-Z][\w’'-]*\s){0,5}?(?:Chair|Director|Services?|Committee|"
    r"Executive|Board|Cabinet|Member|Council|Partnership|Officers|Minister)\b[^.;:]{0,60}? "
    r"(?:agreed|decided|announced|introduced|reminded|resolved|undertook|apologised|will)\b|"
    r"^It was (?:explained|confirmed|clarified|agreed) that\b|"
    r"^(?:The purpose of this|This) (?:report|paper|briefing) (?:is to|informs|sets out|advises)\b|"
    r"\b(?:we|council|board|trust|officers|partnership|partners|authority) (?:has|have|will)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"\b(?:sorry|apolog\w+|(?:has|have|had) since (?!said|told|informed)|respect(?:s|ed) the|"
    r"(?:accept(?:s|ed)?|implement\w*|acted on)\b[^.;]{0,40}(?:findings?|recommendations?|"
    r"conclusions|judgment|report)|co-?operated|regret)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"^(?:Since .{3,30}? (?P<after>the \w+|we)|(?P<who>[^,;:]{3,60}?)) (?:has|have) "
    r"(?(after)|(?:since|now)\b) ?(?!said|told|informed)"
)
_IN_ITS_CAUSE = re.compile(
    r"\bour (?:own )?(?:staff|officers|nurses|midwives|(?:social )?workers|teachers|"
    r"designated \w+)\b|\bwe were (?:not|never) (?:told|informed|aware)\b|\bin our view\b|"
    r"\bin good faith\b|\bwe do not (?:think|believe|accept)\b(?! recommendation)|"
    r"^At the time of\b",
    re.IGNORECASE,
)
_TO_US = re.compile(r"\b(?:told|informed|tells|written to) (?:us|me)\b")
_OWN_PAGES = frozenset({Standing.PRIMARY, Standing.ASSERTED})


def standing_told(document: Standing, text: str) -> Standing | None:
    """Whose statement the sentence `text` says that it is; None where it says nothing.

    Args:
        document: whose statement the document as a whole is.
        text: the sentence.

    >>> standing_told(Standing.PRIMARY, "The trust told us that no letter came.").value
    'asserted by an agency'
    """
    if _TO_BE_ASKED.search(text) or (document is not Standing.PRIMARY and _ASKED.search(text)):
        return Standing.QUESTION
    if _ADVISES.search(text):
        return advice_in(document)
    if states_rule(text):
        return Standing.GUIDANCE
    voice = voice_in(text, story=document in _OWN_PAGES)
    if voice is not None and not (voice.own and document in _OWN_PAGES):
        return _of_voice(document, voice, text)
    return Standing.GUIDANCE if is_general(text) else _of_a_body(document, text)


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
