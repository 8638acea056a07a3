"""Whom a sentence asks in a roundabout way: "It is for the Board to …", "Will the Board …?"."""

import re

from kb.body_names import ends_in_body, is_nobody, without_article
from kb.named_bodies import split_bodies

_SUBJECT_WORDS = 15
INNER = re.compile(  # words that go on with a name: "the school nursing service"
    r"of|and|for|on|in|at|services?|teams?|staff|(?!bring\b)\w+ing|health|social|care|support|education|protection|mental|family"
)
_FALLS_TO = re.compile(  # "It is for the Board to decide", "It is the duty of every Board to"
    r"\b(?:(?:request|approach|representations?)\s+be\s+made\s+to|remit(?:ted)?\s+to|"
    r"it\s+(?:is|will\s+be|should\s+be|falls?)\s+(?:now\s+)?(?:for|to|the\s+(?:duty|business|task|"
    r"responsibility)\s+of)|we\s+look\s+to|it\s+(?:may|might|would)\s+(?:also\s+)?be\s+(?:\w+\s+)?(?:helpful|useful|well)"
    r"\s+for)\s+(?P<whom>(?:the\s|each\s|every\s|all\s)?[^,;:.]{2,90}?)\s+to\s+(?!be\b)[a-z]",
    re.IGNORECASE,
)
_QUALIFIES = re.compile(rf"(?:with|that|who|which|whose|under|from|{INNER.pattern})")
_WILL = re.compile(
    r"\W*(?:How\s+soon\s+|When\s+)?(?:Will|Would|Can)\s+(?P<rest>[^?]+)\?",
    re.IGNORECASE,
)


def challenged_in(sentence: str) -> list[str]:
    """The bodies that a question challenges to act: "Will the Board ask each school?".

    >>> challenged_in("Will the Deanery and the Acre Club say sorry?")
    ['Deanery', 'Acre Club']
    """
    match = _WILL.match(sentence)
    words = match["rest"].split() if match else []
    for n in range(1, min(len(words), _SUBJECT_WORDS)):
        parts = list(split_bodies(" ".join(words[:n])))
        goes_on = _QUALIFIES.fullmatch(words[n]) or not words[n][:1].islower()
        if goes_on or words[n - 1].endswith(","):
            continue
        whole = " ".join(words[:n])
        parts = parts if all(map(ends_in_body, parts)) else [whole] if ends_in_body(whole) else []
        if parts:
            return [without_article(part) for part in parts if not is_nobody(part)]
    return []


def falls_to(sentence: str) -> list[str]:
    """The bodies to which a sentence says that something falls: "It is for the Board to see to it".

    >>> falls_to("It is for the Acre Health Board to name two doctors.")
    ['the Acre Health Board']
    """
    match = _FALLS_TO.search(sentence)
    return list(split_bodies(match["whom"])) if match else []
