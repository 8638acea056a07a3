"""Whether a sentence states a rule: what law, guidance or procedure says, a duty, a definition."""

import re

_RULEBOOK = (
    r"(?:procedures?|guidance|guidelines?|policy|policies|protocols?|toolkit|framework|"
    r"Working Together|Keeping Children Safe(?: in Education)?|Getting It Right for Every Child|"
    r"(?-i:Act|Order)(?: (?:19|20)\d\d)?|section \d[\w()]*|article \d+|standards?|"
    r"code(?: of practice)?|checklist|law|legislation|regulations?|manual|handbook|circular|rules|"
    r"practice direction|professional practice|good practice|requirements|alert of \d{4}|courts|"
    r"parliament|care programme approach|threshold documents?|specification|"
    r"(?-i:NICE|Royal College[\w ]*)|(?:sufficiency|statutory|legal) duty)"
)
_STATES = (
    r"(?:requires?|required|expects?|expected|advises?|advised|states?|stated|says?|said|reminds?|"
    r"provides?|provided|sets? out|asks?|asked|calls? for|called for|makes?|places?|placed|"
    r"directs?|defines?|describes?|allows?|allowed|permits?|prevents?|prohibits?|obliges?|gives?|"
    r"specif(?:y|ies)|stress(?:es)?|emphasi[sz]es?|recommends?|warns?|encourages?|includes?|"
    r"apply|applies|(?:do|does|did) not (?:apply|stop|prevent|allow)|is (?:clear|plain|that)|"
    r"(?:has|have) held)"
)
_RULES = re.compile(
    rf"^(?:[^\s,;:]+\s){{0,8}}?{_RULEBOOK}(?!\w)(?:,? [^\s.;:]+){{0,9}}?\s{_STATES}\b|"
    rf"^(?:Under|In|By|Within|According to)\s(?:[^\s,.;]+\s){{0,5}}?{_RULEBOOK}\b|"
    r"\b(?:must|should) (?:always|never)\b|^(?:Always|Never)\b|"
    r"\b(?:must|should)\b[^.;]{0,80}\bat all times\b|"
    r"^Any(?:one|body)?\b[^.;]{3,80}? (?:must|should)\b|"
    r"^(?:When|Where) an? [^.;]{3,80}, [^.;]{3,60} (?:is|are) to\b|"
    r"\bis (?:an offence|contrary to|unlawful)\b|\bit is (?:an offence|unlawful)\b",
    re.IGNORECASE,
)
_UNDER_RULES = re.compile(
    r"^(?=.*\b(?:must|may|should|shall|can|cannot|entitled|obliged|duty|requires?|"
    rf"(?:is|are) to)\b).*\bunder [^.;,]{{0,40}}?\b{_RULEBOOK}\b",
    re.IGNORECASE,
)
_KEPT_OR_BROKEN = re.compile(  # a rule that is told with what was done about it is a finding
    r"(?:[,;:]| and) (?:nobody|none|no one)\b|[,;:] [^.]*\b(?:was|were|had|did)\b(?! to\b)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did)\b(?![^“\"]*[”\"])", re.IGNORECASE)
_DUTIES = re.compile(
    r"\b(?:have|has|is under|are under) (?:an?|no|the(?: same)?) (?:statutory |legal |clear )?"
    r"(?:dut(?:y|ies)|right|responsib\w+)\b|\bburden of proof\b|\bthere is no law\b|"
    r"\b(?:is|are) (?:required|expected|entitled|responsible|obliged) (?:to|for|in|by law)\b|"
    r"\b(?:cannot|may not)\b[^.]{0,12} consent\b|\bgood practice (?:is|would be)\b|"
    r"\bmay (?:only|be \w+ed only)\b|"
    r"\b(?:is|are) to be (?:preferred|put|held|treated|referred|recorded)\b|"
    r"^(?:[\w’'-]+ ){1,6}?(?:is|are) (?:an? )?(?:always |often |most )?(?:important|essential|"
    r"key|vital|crucial|good practice|everyone['’]s|not a substitute)\b",
    re.IGNORECASE,
)
_NO_TERM = (  # what opens no definition
    r"(?!(?:The|This|That|It|There|Here|He|She|We|I|You|They|These|Those|Each|Our|His|Her|Its|"
    r"What|No|Nobody|One|Another|Both|Neither|Mr|Mrs|Ms|Mother|Father|Child [A-Z]|Baby|"
    r"A (?:number|lack|further))\b)"
)
_TERM = (
    r"(?:[“\"‘'][^”\"’']+[”\"’']|An? (?:[a-z’'-]+ ){0,5}[a-z-]+|[A-Z][a-z-]+(?: [a-z’'-]+){1,5}|"
    r"[A-Z]{3,8}|[A-Z][a-z-]+(?:tion|sion|ment|ness|ity|ect|ing|aint|ance|ence|buse|harm|ism))"
)
_DEFINES = re.compile(
    rf"^{_NO_TERM}{_TERM}(?: \([A-Z]+\))? (?:means|occurs (?:where|when)|involves|includes|"
    r"refers to|describes (?:the|a)|stands? for|is known as|(?:is|are) (?:defined|regarded|used)\b|"
    r"is (?:when|someone|one)\b|is (?:not )?(?:the|any|an?)\b(?! result| concern| strength)|"
    r"(?:is|are) (?:those|children|adults|people) (?:that|who))"
)


def states_rule(text: str) -> bool:
    """Whether a sentence states what a rulebook says, and not what came of it.

    >>> states_rule("The procedures require a visit within ten days.")
    True
    >>> states_rule("The procedures required a visit within ten days, and none was made.")
    False
    """
    if _KEPT_OR_BROKEN.search(text):
        return False
    return bool(_RULES.search(text)) or bool(_UNDER_RULES.search(text) and not _PAST.search(text))


def is_general(text: str) -> bool:
    """Whether a sentence tells a duty or right that all have, or what a term means.

    >>> is_general("Supervision is the time in which a worker thinks with a manager.")
    True
    """
    return not _PAST.search(text) and bool(_DUTIES.search(text) or _DEFINES.search(text))
