"""Whether a subject or a question says that something was wanting, or done well."""

import re

_FAILING = re.compile(
    r"\b(?:fail(?:s|ed|ing|ings|ure|ures)?|not|never|no|nobody|none|nothing|nor|"
    r"without|lack(?:s|ed|ing)?|"
    r"poor(?:ly)?|weak(?:ness|nesses)?|insufficient|inadequate|inconsistent(?:ly)?|missed|missing|"
    r"delay(?:s|ed)?|breakdown|isolation|unaware|drift(?:ed)?|over-?optimis\w+|too optimistic|"
    r"stayed in|kept to)\b",
    re.IGNORECASE,
)
_CRITICAL = re.compile(r"\b(?:criticis|fault|blam)\w+", re.IGNORECASE)
_PRAISING = re.compile(
    r"\b(?:prais\w+|commend\w*|credit(?:s|ed)?|good (?:work|example|to say)|satisfied|"
    r"proper(?:ly)?|prompt(?:ly)?|sensibl[ey]|exemplary|strengths?|as it should be|"
    r"well[- ](?:done|handled|kept|run|managed|led)|(?:work|went|handl|manag)\w* well|well of|"
    r"(?:gets?|got) (?:it|things|this) right|would not be put off|extra mile|"
    r"did (?:act|ask|chase|check|listen|notice|pick|refer|see|share|speak|tell|visit))\b",
    re.IGNORECASE,
)
_UNPRAISED = re.compile(
    rf"{_FAILING.pattern}|\b(?:hardly|rarely|seldom|too)\b|n[’']t\b", re.IGNORECASE
)


def is_failing_word(word: str) -> bool:
    """Whether `word` says that something failed."""
    return bool(_FAILING.fullmatch(word))


def asks_for_criticism(question: str) -> bool:
    """Whether a question says that something was found wanting."""
    return bool(_CRITICAL.search(question))


def asks_for_praise(subject: str) -> bool:
    """Whether a subject says that something was done well.

    >>> asks_for_praise("the father was properly included")
    True
    >>> asks_for_praise("the father was never properly included")
    False
    """
    praised = _PRAISING.search(subject)
    return praised is not None and not _UNPRAISED.search(subject[: praised.start()])
