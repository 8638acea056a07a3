"""Whether a sentence holds the kind of thing that a question asks for: when, how many, who.

A sentence may speak of all that a question speaks of and yet not answer it, for what is asked for
is missing. Expected answer types are as old as question answering (Voorhees 2001, "The TREC
Question Answering Track"); here they weigh sentences, and those that cannot answer are told.
"""

import re

from kb.body_names import ends_in_body
from kb.planning import KIND_OF_NAME
from kb.speech import Marks, marks
from kb.types import Block
from kb.words import MONTHS, NUMBER_WORDS, numbers, word_stems

_DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})\b|\b(?:19|20)\d\d(?:[/–-]\d+)?\b")
_NUMBER = re.compile(
    rf"\d[\d,.]*|\b(?:{'|'.join(NUMBER_WORDS)}|dozen|hundred|thousand|half|third|quarter)\b",
    re.IGNORECASE,
)
_UNITS = tuple(
    (re.compile(asked), re.compile(said, re.IGNORECASE))
    for asked, said in (
        (
            r"how (?:long|old|quickly|soon|fast)\b",
            r"\b(?:aged?|old|(?:minute|hour|day|night|week|fortnight|month|year)s?)\b",
        ),
        (
            r"how (?:much|heavy)\b",
            r"[£%]|\b(?:pounds?|pence|per cent|kgs?|kilos?|grams?|stone)\b",
        ),
    )
)
_COUNTED = re.compile(r"how many (?:of (?:the )?)?([\w'’-]+)")
_BEFORE_COUNTED = 3  # words: "three older half-brothers"
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Professor|Councillor|Cllr)\.? [A-Z][\w’'-]*[a-z]"
)
_NAMED = re.compile(
    r"\b[A-Z][a-z’']+(?: [A-Z]\.)?(?: [A-Z](?:[a-z]|[’'][A-Z])[\w’'-]*)+\b"  # not "Baby P’s"
)
_NO_SURNAME = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|Reviews?|Reports?|Act|Inquiry|Enquiry|Plans?|Case|Time|Children|"
    r"Safeguarding|Framework|Guidance|Protocol|Procedures?|Strategy|Assessment|Conference|Orders?|"
    r"Road|Street|House|Centre|Summary|Programme|Register|Meeting|Visit|Law|Question)$"
)
_POST = re.compile(
    r"^\W*(?:which|what) ((?:[\w-]+ ){0,2}?[\w-]+?) (?:was|is|did|had|has)\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:chair\w*|author|director|officer|worker|visitor|manager|doctor|nurse|midwife|teacher|"
    r"minister|inspector\w*|coroner|judge|police|mother|father|parents?|grand\w+|aunt|uncle|"
    r"sister|brother|partner|board|panel|council|trust|service|agency|committee|member|nobody|"
    r"no one|every(?:one|body))s?\b|\b(?:Mr|Mrs|Ms|Miss|Dr) [A-Z]\d?\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-Z][\w’'-]*")
_NO_NAMES = frozenset({"I", *MONTHS})


def holds(wants: str | None, question: str, block: Block, text: str) -> float:
    """Whether `text` holds the kind of thing asked for beyond what the question gave, -1 to 1.

    Below 0 it cannot answer; where no kind is told, 0.5.
    """
    match wants:
        case "number":
            return _holds_number(question, text)
        case "date":
            return float(bool(_DATE.search(text)))
        case "advice":
            return float(Marks.RECOMMENDING in marks(block, text))
        case "person":
            return _holds_person(question, text)
        case "name":
            kinds = {m[0].lower() for m in KIND_OF_NAME.finditer(text)}
            asked = {m[0].lower() for m in KIND_OF_NAME.finditer(question)}
            return 1.0 if kinds & asked else -1.0
    return 0.5


def _holds_number(question: str, text: str) -> float:
    """A number of what is counted, or with the unit of what is measured, 1; another .8; none 0.

    Days and years of dates count nothing.
    """
    said, asked = _DATE.sub(" ", text), question.lower()
    given = numbers(question)
    found = [m for m in _NUMBER.finditer(said) if not numbers(m[0]) & given]
    if not found:
        return 0.0
    for measure, unit in _UNITS:
        if measure.search(asked):
            return 1.0 if unit.search(said) else 0.8
    counted = _COUNTED.search(asked)
    if counted is None:
        return 1.0
    behind = (" ".join(said[m.end() :].split()[:_BEFORE_COUNTED]) for m in found)
    return 1.0 if any(word_stems(counted[1]) & word_stems(words) for words in behind) else 0.8


def _holds_person(question: str, text: str) -> float:
    """A title and name 1, a name .7, a post 0: "It was written for …" answers no "Who wrote …?".

    Who held a post that the question names is told by a sentence that speaks of one in it. A letter
    behind a title is no name ("Mr B").
    """
    post = _POST.search(question)
    if post and not re.search(rf"\b{re.escape(post[1])}(?!\w)", text, re.IGNORECASE):
        return -1.0
    if any(m[0] not in question for m in _TITLED.finditer(text)):
        return 1.0
    if any(m[0] not in question and _is_personal(m[0]) for m in _NAMED.finditer(text)):
        return 0.7
    if post:
        return -1.0
    asked = question.lower()
    names = {*_CAPITALISED.findall(text)} - {*_CAPITALISED.findall(question)} - _NO_NAMES
    return 0.0 if names or any(m[0].lower() not in asked for m in _ROLE.finditer(text)) else -1.0


def _is_personal(name: str) -> bool:
    return not ends_in_body(name) and not _NO_SURNAME.search(name)
