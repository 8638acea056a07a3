"""Whom "she", "he" and "they" mean: the person that the sentences before name first."""

import re
from collections.abc import Iterator

from kb.speaking.speakers import Speaker, Voice, speaker_named

_SENTENCE_END = re.compile(r"(?<=[.!?][”\"’'])\s+|(?<=[.!?])\s+(?=[“\"‘'(]?[A-Z0-9])")
_WORD = re.compile(r"(?<![\w’'-])[\w’'-]+")
_ONE_MORE = re.compile(r"\s?[\w’'-]+(?![\w’'-])")
_MANY_WORDS = 6
_POSSESSOR = re.compile(r"(?:['’]s|s['’])$")
_WOMAN = re.compile(
    r"\b(?:(?:grand|step|god|foster )?(?:mother|daughter)|mum|mam|nana?|gran|granny|aunt\w*|"
    r"niece|sister|girl(?:friend)?|wife|wom[ae]n|lady|landlady|Mrs|Ms|Miss|Baroness|matron|headmistress|"
    r"midwife|chairwoman|spokeswoman)\b",
    re.IGNORECASE,
)
_MAN = re.compile(
    r"\b(?:(?:grand|step|god|foster )?(?:father|son)|dad|grand-?dad|uncle|nephew|brother|"
    r"boy(?:friend)?|husband|man|men|landlord|Mr|Lord|headmaster|chairman|spokesman|bishop|priest)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?:(?<!s)s|men|wives|people|children|staff|police|couple|family)$")
_PEOPLE = frozenset({Speaker.FAMILY, Speaker.STAFF, Speaker.OFFICIAL, Speaker.GOVERNMENT})
_FAR = 3


def sentences_before(before: str) -> list[str]:
    """The sentences of `before`, the nearest first."""
    return [part for part in reversed(_SENTENCE_END.split(before)) if part][:_FAR]


def person_meant(pronoun: str, before: str) -> Voice | None:
    """Whom "he", "she" or "they" means after the text `before`; None where it names nobody fit.

    >>> person_meant("She", "The health visitor came twice with the father.").speaker.value
    'staff'
    """
    people = (voice for part in sentences_before(before) for voice in _people(part))
    return next((voice for voice in people if _fits(pronoun.lower(), voice)), None)


def _people(text: str) -> Iterator[Voice]:
    """Those whom `text` names, in order, each by all the words that name them."""
    reached = 0
    for start in (match.start() for match in _WORD.finditer(text)):
        voice = _longest(text, start) if start >= reached else None
        if voice is not None:
            reached = start + len(voice.who)
            yield voice


def _longest(text: str, start: int) -> Voice | None:
    found, end = None, start
    for _ in range(_MANY_WORDS):
        more = _ONE_MORE.match(text, end)
        if more is None or more[0].strip() == "and":
            break
        end = more.end()
        found = _person(text[start:end]) or found
    return found


def _person(who: str) -> Voice | None:
    if _POSSESSOR.search(who):
        return None
    voice = speaker_named(who)
    return voice if voice and not voice.own else None


def _fits(pronoun: str, voice: Voice) -> bool:
    head = voice.who.split(" of ")[0]
    if pronoun == "they":
        return bool(_SEVERAL.search(head)) or voice.speaker is Speaker.BODY
    if voice.speaker not in _PEOPLE:
        return False
    wrong = _MAN if pronoun == "she" else _WOMAN
    return not _SEVERAL.search(head) and not wrong.search(head)
