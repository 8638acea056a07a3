"""What became of the child of whom a review is: age band, sex, harm, outcome.

Only what its own first paragraphs say of the child whom it labels; ages of others are passed over.
"""

import re
from collections.abc import Iterator

from kb.describing.case_codes import CASE_LABEL
from kb.describing.child_names import forename
from kb.describing.labels import is_one_child
from kb.describing.opening import Opening, Said, sentences
from kb.document_types import REVIEW_TYPES
from kb.types import Field

_FIRST_PARAGRAPHS = 14

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen".split(),
        1,
    )
} | {"an": 1, "a": 1}
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_HEDGE = r"(?:(?:just|only|about|nearly|almost|barely|approximately|around) )?"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?)"
_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:aged|at the age of|then aged) {_HEDGE}{_N}\b(?:[ -]{_UNIT})?",
        rf"\b(?:was|were) {_HEDGE}{_N}[ -]{_UNIT}\b",
        rf"\b(?:was|were) {_HEDGE}{_N}(?=\s+when\b|\s+at the time\b|\s*[.,;]|\s*$)",
        rf"\b{_N}[- ]{_UNIT}[- ]old\b",
        rf"\blived for {_HEDGE}{_N} (?P<unit>days|weeks|months)\b",
        rf"\b(?:boy|girl|child) of {_HEDGE}{_N}\b",
    )
)
_BANDS = ((1, "<1"), (6, "1-5"), (11, "6-10"), (16, "11-15"), (18, "16-17"))
_OTHERS = re.compile(
    r"\b(?:mother|father|parents?|partner|brother|(?:half-)?sisters?|siblings?|grand\w+|step\w+|uncle|aunt|"
    r"cousin|carers?|man|woman|men|women|adult|worker|officer|Ms|Mr|Mrs|Dr)\b"
)
_YOUNG = r"(?:child|boy|girl|baby|infant|toddler|young person|pupil)"
_PERSON = re.compile(rf"\b(?:{_YOUNG}|[Hh]e|[Ss]he|[Tt]hey|[Cc]hild|[Bb]aby)\b|{_OTHERS.pattern}")
_EVENT = re.compile(
    r"\b(?:died|dies|dead|death|killed|murder\w*|injur\w+|harm\w*|hurt|admitted|attack\w*|lived|"
    r"collapsed|burn\w*|found|brought to|taken to|abus\w+|born|drowned|"
    r"took (?:his|her|their) own life)\b"
)
_DIED = re.compile(
    r"\b(?:died|drowned|took (?:his|her|their) own life|was killed|pronounced dead|found dead|"
    r"(?P<together>were killed))\b"
)
_HARMED = re.compile(
    r"\b(?:survived|recovered|seriously (?:hurt|injured|harmed|ill)|serious harm)\b"
)
_HARMS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("physical abuse", r"\bshaken\b|\binflicted\b|\bnon-accidental|\bphysical(?:ly)? abus"),
        ("neglect", r"\bneglect|\bmalnourish|\bstarv"),
        ("sexual abuse", r"\bsexual(?:ly)? abus|\brap(?:e|ed)\b"),
        ("sexual exploitation", r"\bsexual(?:ly)? exploit|\bgroom(?:ed|ing)\b"),
        ("criminal exploitation", r"\bcriminal(?:ly)? exploit|\bcounty lines\b"),
        ("suicide or self-harm", r"\bsuicide\b|\bself-harm|\boverdose\b|\bto harm (?:him|her)self"),
        ("sudden infant death", r"\bco-sleep|\boverl(?:ay|aid)\b|\bSUD[IC]\b|\bsudden infant"),
    )
)
_DENIED = re.compile(r"\b(?:not|no|never|nobody|without|suspected|alleged|risk)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:a|baby|infant|old|the|little|young|his) boy\b")
_FEMALE = re.compile(r"\b(?:a|baby|infant|old|the|little|young|her) girl\b")


def find_child(opening: Opening, document_type: str, labels: list[Field]) -> list[Field]:
    """Age band, sex and outcome of the one child that a review is of; nothing where of several."""
    if document_type not in REVIEW_TYPES or not is_one_child(labels):
        return []
    spoken = list(_of_child(opening, labels[0].value))
    return [*_first_age(spoken), *_sex(spoken), *_outcome(spoken), *_harms(spoken)]


def _of_child(opening: Opening, label: str) -> Iterator[Said]:
    """Sentences of the first paragraphs that speak of the child."""
    short = label.rsplit(maxsplit=1)[-1] if CASE_LABEL.fullmatch(label) else forename(label)
    subject = re.compile(rf"\b(?:{re.escape(label)}|{re.escape(short)}|{_YOUNG})\b(?!['’]s)")
    before = False
    for said in opening.prose[:_FIRST_PARAGRAPHS]:
        for sentence in sentences(said):
            named = bool(subject.search(sentence.text))
            pronoun = re.search(r"\b(?:he|she|they)\b", sentence.text, re.IGNORECASE)
            goes_on = before and pronoun and not _OTHERS.search(sentence.text[: pronoun.start()])
            if named or goes_on:
                yield sentence
            others = _OTHERS.search(sentence.text)  # the next "she" may be one of them
            before = bool(named or goes_on) and not others


def _first_age(spoken: list[Said]) -> list[Field]:
    """The age that goes with what happened, else the first that is told."""
    happened = [said for said in spoken if _EVENT.search(said.text)]
    for sentence in (*happened, *spoken):
        for pattern in _AGES:
            for match in pattern.finditer(sentence.text):
                band = _band(match)
                if band and _is_childs(sentence.text[: match.start()]):
                    return [sentence.field("age band", band, match.span(), 0.8)]
    return []


def _is_childs(before: str) -> bool:
    """Whether the person last named `before` some words is not another than the child."""
    people = list(_PERSON.finditer(before))
    return not people or not _OTHERS.fullmatch(people[-1][0])


def _band(match: re.Match[str]) -> str | None:
    n = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"].lower()]
    unit = (match.groupdict().get("unit") or "years").lower()
    years = {"d": n / 365, "w": n / 52, "m": n / 12}.get(unit[0], float(n))
    return next((band for top, band in _BANDS if years < top), None)


def _sex(spoken: list[Said]) -> list[Field]:
    """Said by "boy" or "girl" of the child; where both stand, nothing is known."""
    found = []
    for sentence in spoken[:12]:
        for sex, pattern in (("male", _MALE), ("female", _FEMALE)):
            match = pattern.search(sentence.text)
            if match:
                found.append(sentence.field("sex", sex, match.span(), 0.8))
    return found[:1] if len({field.value for field in found}) == 1 else []


def _harms(spoken: list[Said]) -> list[Field]:
    """How the child was harmed, in words that sentences of it use and do not deny."""
    found: dict[str, Field] = {}
    for sentence in spoken[:12]:
        if not _DENIED.search(sentence.text):
            for name, pattern in _HARMS:
                match = pattern.search(sentence.text)
                if match:
                    found.setdefault(name, sentence.field("harm", name, match.span(), 0.6))
    return list(found.values())


def _outcome(spoken: list[Said]) -> list[Field]:
    for value, pattern in (("death", _DIED), ("serious harm", _HARMED)):
        for sentence in spoken[:12]:
            match = pattern.search(sentence.text)
            together = match and match.groupdict().get("together")  # child and mother, say
            if match and (together or _is_childs(sentence.text[: match.start()])):
                return [sentence.field("outcome", value, match.span(), 0.8)]
    return []
