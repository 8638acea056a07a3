"""Of whom a review is: the label it gives the child, age band, sex, what became of the child.

Only what its own first paragraphs say of the child whom it labels; ages of others are passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kb.describing.opening import Opening, Said, sentences
from kb.document_types import REVIEW_TYPES
from kb.types import Field

LABEL = "case label"
_NOT_LETTERS = r"(?!(?:AN|AS|AT|BE|BY|DO|HE|IF|IN|IS|IT|NO|OF|ON|OR|SO|TO|UP|US|WE)\b)"
_LETTERS = rf"{_NOT_LETTERS}[A-Z]{{1,2}}\d{{0,2}}(?!['’]?\w)"
_LABEL = re.compile(
    r"\b(?:(?:Child|Baby|Young Person|Family|Infant|Adult|CHILD|BABY|YOUNG PERSON|FAMILY)\s"
    rf"{_LETTERS}"
    r"|[B-HJ-Z]\.?\s(?:Family|FAMILY)\b"
    rf"|(?:YP|FAM)\s?\d{{1,2}}\b"
    rf"|(?:Children|Babies|Young People|Siblings)\s(?:{_LETTERS}|\d{{1,2}})"
    rf"(?:,\s(?:{_LETTERS}|\d{{1,2}}))*(?:\s(?:and|&|to)\s(?:{_LETTERS}|\d{{1,2}}))+"
    r"|[A-Z]{2,7}(?:\s[A-Z]{2,5})?\s\d{1,3}[/ ](?:19|20)\d{2}\b"
    r"|(?:Case|Review)\s(?:Number|No\.?)\s?[A-Z]?\d{1,4}\b|[A-Z]{2,3}\d{3}\b)"
)
_PLURAL = re.compile(r"(?:Children|Babies|Young People|Siblings|Family|FAMILY)\b", re.IGNORECASE)
_FATE = r"(?:care|life|lives|death|deaths|injury|injuries|circumstances|protection|case|murder)"
_ABOUT = (
    rf"(?i:in respect of|concerning|regarding|relating to|about|(?:(?:into|upon|on|of) )?the "
    rf"(?:circumstances \w+ the )?{_FATE}(?: and {_FATE})* of)"
)
_GIVEN = r"(?:[A-Z][a-z]{2,}|[A-Z]{3,})"
_WHO = rf"(?:(?:Baby|BABY|Child|CHILD|Family|FAMILY|Mrs?|Ms|Miss|Master) )?{_GIVEN}"
_PAPER = r"(?i:review|summary|report|inquiry|briefing|brief)"
_PSEUDONYM = re.compile(
    rf"(?:(?P<paper>{_PAPER})\s*[:–—-]|{_PAPER}\b[^.:;]{{0,60}}?\s{_ABOUT}\s|^(?i:the death of)\s)"
    rf"\s*[‘“'\"]?(?P<name>{_WHO}(?: {_GIVEN})?)[’”'\"]?(?:\W*$|:\s)"
)
_NAME_FIRST = re.compile(
    rf"[‘“'\"]?(?P<name>{_WHO}(?: and {_GIVEN})?)[’”'\"]?: .*\b(?i:review|inquiry)\b.*"
)
_NAME_ALONE = re.compile(
    r"[‘“'\"]?(?P<name>"
    rf"(?:Mrs?|Ms|Miss) {_GIVEN} {_GIVEN}|{_WHO}(?:(?:, {_GIVEN})? and {_GIVEN})?"
    r")[’”'\"]?(?:, who\b.*)?"
)
_KINSHIP = frozenset({"Baby", "Child", "Family"})
_NO_NAME = frozenset(
    "Child Children Baby Family Young Overview Executive Final Report Summary Full Local Serious "
    "Safeguarding Board Partnership Council Learning Published Redacted Public Second First Review "
    "The A An Independent Author Draft Version Contents January February March April May June "
    "July August September October November December Domestic Services Practice Case Action "
    "Adult".split()
)
_ALIAS = re.compile(
    rf"(?P<label>{_LABEL.pattern})[^.;]{{0,40}}?\b(?:also|previously|formerly|better|publicly|now)"
    r"[ -](?:(?:been|publicly|widely) )?(?:known|referred to|named|reported)\b[^.;]{0,40}?\bas\s+"
    rf"[‘“'\"]?(?P<alias>{_LABEL.pattern}|[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
_OFFICIAL = frozenset({"press statement", "agency response", "government response", "inquiry"})
_NAMING_TYPES = REVIEW_TYPES | {
    "inquiry", "learning brief", "rapid review", "domestic homicide review",
    "safeguarding adults review",
}  # fmt: skip
_TELLING_TYPES = frozenset({"press", "minutes", "committee report"})
_FIRST_PARAGRAPHS = 14
_OFTEN = 5
_MOSTLY = 0.6

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
    r"collapsed|burn\w*|found|brought to|taken to|abus\w+|born)\b"
)
_DIED = re.compile(r"\b(?:died|was killed|pronounced dead|found dead|(?P<together>were killed))\b")
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


def find_labels(opening: Opening, document_type: str) -> list[Field]:
    """What the document calls the child: labels and codes, or the name that it gives one."""
    for lines, confidence in ((opening.lines, 0.95), (opening.running, 0.85)):
        for line in lines:
            found = [
                line.field(LABEL, _shown(match[0]), match.span(), confidence)
                for match in _LABEL.finditer(line.text)
            ]
            if found:
                return list({field.value: field for field in found}.values())
    named = _pseudonym(opening, document_type in _NAMING_TYPES)
    if document_type not in _NAMING_TYPES:
        return named or (_most_said(opening) if document_type in _TELLING_TYPES else [])
    return named or _name_alone(opening) or _most_said(opening)


def _shown(label: str) -> str:
    """A label as a reader writes it: "CHILD H" is "Child H"."""
    return re.sub(r"\b[A-Z]{4,}\b(?! ?\d+[/ ])", lambda match: match[0].capitalize(), label)


def _pseudonym(opening: Opening, is_own: bool) -> list[Field]:
    """The name that a line gives the child of a review ("A review concerning Leo").

    Args:
        opening: where the document says what it is.
        is_own: whether it is such a review itself, so that a colon is enough ("Review: Leo").
    """
    for line in (*opening.lines, *opening.running):
        match = _PSEUDONYM.search(line.text)
        if match is None or (match["paper"] and not is_own):
            continue
        name = _in_small(match["name"])
        plain = not _NO_NAME & set(name.split()) - _KINSHIP
        if plain and (name == match["name"] or _is_name(opening, name)):
            return [line.field(LABEL, name, match.span("name"), 0.85)]
    return []


def _name_alone(opening: Opening) -> list[Field]:
    """A name that is a line of the title by itself, or opens it, and that the text often says."""
    for line in opening.titles:
        text = line.text.strip()
        match = _NAME_ALONE.fullmatch(text) or _NAME_FIRST.fullmatch(text)
        name = _in_small(match["name"]) if match else ""
        if match and name.rpartition(" ")[2] not in _NO_NAME and _is_name(opening, name):
            return [line.field(LABEL, name, match.span("name"), 0.8)]
    return []


def _in_small(name: str) -> str:
    """Words in capitals as names are written: "BABY LEO" is "Baby Leo"."""
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())


def _is_name(opening: Opening, name: str) -> bool:
    """Whether the text says the last word of `name` often, and never in small letters."""
    said = name.rpartition(" ")[2]
    text = "\n".join(page.text for page in opening.document.pages)
    often = len(re.findall(rf"\b{said}\b", text)) >= _OFTEN
    return often and not re.search(rf"\b{said.lower()}\b", text)


def _most_said(opening: Opening) -> list[Field]:
    """The label that the text says often and mostly."""
    counts: Counter[str] = Counter()
    for page in opening.document.pages:
        counts.update(_shown(match[0]) for match in _LABEL.finditer(page.text))
    if not counts:
        return []
    label, n = counts.most_common(1)[0]
    if n < _OFTEN or n < _MOSTLY * counts.total():
        return []
    for said in opening.prose:
        for match in _LABEL.finditer(said.text):
            if _shown(match[0]) == label:
                return [said.field(LABEL, label, match.span(), 0.75)]
    return []


def find_aliases(opening: Opening, document_type: str) -> list[Field]:
    """Other names under which an official paper itself says that the child is known."""
    if document_type not in REVIEW_TYPES and document_type not in _OFFICIAL:
        return []
    found = []
    for said in (*opening.cover, *opening.prose[:_FIRST_PARAGRAPHS]):
        for match in _ALIAS.finditer(said.text):
            if match["alias"] != match["label"]:
                place = match.span("alias")
                found.append(said.field("also known as", _shown(match["alias"]), place, 0.8))
    return found


def is_one_child(labels: list[Field]) -> bool:
    """Whether a document labels one child, and not a family or several."""
    return len(labels) == 1 and not _PLURAL.match(labels[0].value)


def find_child(opening: Opening, document_type: str, labels: list[Field]) -> list[Field]:
    """Age band, sex and outcome of the one child that a review is of; nothing where of several."""
    if document_type not in REVIEW_TYPES or not is_one_child(labels):
        return []
    spoken = list(_of_child(opening, labels[0].value))
    return [*_first_age(spoken), *_sex(spoken), *_outcome(spoken), *_harms(spoken)]


def _of_child(opening: Opening, label: str) -> Iterator[Said]:
    """Sentences of the first paragraphs that speak of the child."""
    short = label.rsplit(maxsplit=1)[-1] if _LABEL.fullmatch(label) else label
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
