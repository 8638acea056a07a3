"""What a document calls the child: a label, a code, or the name that it gives one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kb.describing.opening import Opening, Said
from kb.document_types import REVIEW_TYPES
from kb.types import Field

LABEL = "case label"
_NOT_LETTERS = r"(?!(?:AN|AS|AT|BE|BY|DO|HE|IF|IN|IS|IT|NO|OF|ON|OR|SO|TO|UP|US|WE)\b)"
_LETTERS = rf"{_NOT_LETTERS}[A-Z]{{1,2}}\d{{0,2}}(?!['’]?\w)"
CASE_LABEL = re.compile(
    rf"\b(?:(?:Child(?:ren)?|Babies|Young People|Siblings|Twins)\s(?:{_LETTERS}|\d{{1,2}})"
    rf"(?:,\s(?:{_LETTERS}|\d{{1,2}}))*(?:\s(?:and|&|to)\s(?:{_LETTERS}|\d{{1,2}}))+"
    r"|(?:Child|Baby|Young Person|Family|Infant|Adult|Sibling Group|Siblings|Twins|CHILD|BABY|"
    r"YOUNG PERSON|FAMILY|SIBLINGS)\s"
    rf"{_LETTERS}"
    r"|[B-HJ-Z]\.?\s(?:Family|FAMILY|[Ss]iblings|[Tt]wins)\b"
    rf"|(?:YP|FAM)\s?\d{{1,2}}\b"
    r"|[A-Z]{2,7}(?:\s[A-Z]{2,5})?\s\d{1,3}[/ ](?:19|20)\d{2}\b"
    r"|(?:Case|Review)\s(?:Number|No\.?)\s?[A-Z]?\d{1,4}\b|[A-Z]{2,3}\d{3}\b)"
)
_PLURAL = re.compile(
    r"(?:Children|Babies|Young People|Sibling|Twins|Family)|.*\b(?:and|&|Family|Siblings|Twins)\b",
    re.IGNORECASE,
)
_FATE = r"(?:care|life|lives|death|deaths|injury|injuries|circumstances|protection|case|murder)"
_ABOUT = (
    rf"(?i:in respect of|concerning|regarding|relating to|about|(?:(?:into|upon|on|of) )?the "
    rf"(?:circumstances \w+ the )?{_FATE}(?: and {_FATE})* of)"
)
_GIVEN = r"(?:[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?|[A-Z]{3,}(?:-[A-Z]{2,})?)"
_WHO = rf"(?:(?:Baby|BABY|Child|CHILD|Family|FAMILY|Mrs?|Ms|Miss|Master) )?{_GIVEN}"
_PAPER = r"(?i:review|summary|report|inquiry|briefing|brief)"
_PSEUDONYM = re.compile(
    rf"(?:(?P<paper>{_PAPER})(?:\s*[:–—-]|\s(?=[‘“'\"]))|{_PAPER}\b[^.:;]{{0,60}}?\s{_ABOUT}\s|"
    r"^(?i:(?:(?:into|on|upon|concerning) )?the death of)\s)"
    rf"\s*[‘“'\"]?(?P<name>{_WHO}(?: {_GIVEN}){{0,2}})[’”'\"]?(?:\W*$|:\s)"
)
_NAME_FIRST = re.compile(
    rf"[‘“'\"]?(?P<name>{_WHO}(?: and {_GIVEN})?)[’”'\"]?: .*\b(?i:review|inquiry)\b.*"
)
_NAME_ALONE = re.compile(
    r"[‘“'\"]?(?P<name>"
    rf"(?:Mrs?|Ms|Miss) {_GIVEN} {_GIVEN}|{_WHO}(?:(?:, {_GIVEN})? and {_GIVEN})?"
    r")[’”'\"]?(?:, who\b.*)?"
)
_LEFT_OPEN = re.compile(rf"(?:^|\s){_ABOUT}$")  # the name stands on the next line
_DECEASED = re.compile(
    r"\b(?i:in(?:quest|vestigation)(?: \w+){0,4} into the death of) (?:(?:Mr|Mrs|Ms|Miss|Master) )?"
    rf"(?P<name>{_GIVEN}(?: {_GIVEN}){{1,3}})"
)
_TOLD_OF = (
    re.compile(
        r"\b(?i:little|tragic|toddler|tot|schoolboy|schoolgirl|youngster) "
        rf"[‘“'\"]?(?P<name>{_GIVEN})\b"
    ),
    re.compile(
        r"\b(?i:boy|girl|baby|child|infant|toddler|teenager)\b[^.;]{0,40},? "
        r"(?i:(?:known|referred to|identified)(?: (?:only|publicly|here|in the \w+))* as|"
        rf"called|named) [‘“'\"]?(?P<name>{_GIVEN})\b"
    ),
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
    rf"(?P<label>{CASE_LABEL.pattern})[^.;]{{0,40}}?\b(?:also|previously|formerly|better|publicly|now)"
    r"[ -](?:(?:been|publicly|widely) )?(?:known|referred to|named|reported)\b[^.;]{0,40}?\bas\s+"
    rf"[‘“'\"]?(?P<alias>{CASE_LABEL.pattern}|[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
_OFFICIAL = frozenset({"press statement", "agency response", "government response", "inquiry"})
_NAMING_TYPES = REVIEW_TYPES | {
    "inquiry", "learning brief", "rapid review", "domestic homicide review",
    "safeguarding adults review",
}  # fmt: skip
_FIRST_TOLD = 6
_FIRST_PARAGRAPHS = 14
_OFTEN = 5
_MOSTLY = 0.6


def find_labels(opening: Opening, document_type: str) -> list[Field]:
    """What the document calls the child: labels and codes, or the name that it gives one."""
    for lines, confidence in ((opening.lines, 0.95), (opening.running, 0.85)):
        for line in lines:
            found = [
                line.field(LABEL, _shown(match[0]), match.span(), confidence)
                for match in CASE_LABEL.finditer(line.text)
            ]
            if found:
                return list({field.value: field for field in found}.values())
    named = _pseudonym(opening, document_type in _NAMING_TYPES)
    ways = _WAYS.get(document_type, (_name_alone, _most_said))
    if document_type in _NAMING_TYPES or document_type in _WAYS:
        return named or next(filter(None, (way(opening) for way in ways)), [])
    return named


def _shown(label: str) -> str:
    """A label as a reader writes it: "CHILD H" is "Child H"."""
    return re.sub(r"\b[A-Z]{4,}\b(?! ?\d+[/ ])", lambda match: match[0].capitalize(), label)


def _pseudonym(opening: Opening, is_own: bool) -> list[Field]:
    """The name that a line gives the child of a review ("A review concerning Leo").

    Args:
        opening: where the document says what it is.
        is_own: whether it is such a review itself, so that a colon is enough ("Review: Leo").
    """
    for line in (*opening.titles, *_closed(opening.cover), *opening.running):
        match = _PSEUDONYM.search(line.text)
        if match is None or (match["paper"] and not is_own):
            continue
        name = _in_small(match["name"])
        plain = not _NO_NAME & set(name.split()) - _KINSHIP
        if plain and (name == match["name"] or _is_name(opening, name)):
            return [line.field(LABEL, name, match.span("name"), 0.85)]
    return []


def _closed(lines: Iterable[Said]) -> Iterator[Said]:
    """Lines of a cover, "into the death of" with the name on the line below."""
    before = Said("", ())
    for line in lines:
        if _LEFT_OPEN.search(before.text):
            yield Said(f"{before.text} {line.text}", (*before.spans, *line.spans))
        yield line
        before = line


def _deceased(opening: Opening) -> list[Field]:
    """Into whose death a coroner says to have inquired."""
    for said in opening.prose[:_FIRST_PARAGRAPHS]:
        if match := _DECEASED.search(said.text):
            return [said.field(LABEL, _in_small(match["name"]), match.span("name"), 0.85)]
    return []


def _told_of(opening: Opening) -> list[Field]:
    """The child as a newspaper names it: "little Leo", "a boy who is known as Leo"."""
    for line in (*opening.lines, *opening.prose[:_FIRST_TOLD]):
        for pattern in _TOLD_OF:
            match = pattern.search(line.text)
            if match and match["name"] not in _NO_NAME and _is_name(opening, match["name"]):
                return [line.field(LABEL, match["name"], match.span("name"), 0.7)]
    return []


def _in_lede(opening: Opening) -> list[Field]:
    """The one label of which the first paragraph of an article speaks."""
    return _only(opening.prose[:1])


def _only(lines: Iterable[Said]) -> list[Field]:
    """The label that stands in `lines`; nothing where several do."""
    found = {
        _shown(match[0]): line.field(LABEL, _shown(match[0]), match.span(), 0.7)
        for line in lines
        for match in CASE_LABEL.finditer(line.text)
    }
    return list(found.values()) if len(found) == 1 else []


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
    """Whether the text says a word of `name` often, and none in small letters."""
    words = [word for word in name.split() if word not in _KINSHIP | {"and"}]
    text = "\n".join(page.text for page in opening.document.pages)
    often = any(len(re.findall(rf"\b{word}\b", text)) >= _OFTEN for word in words)
    return often and not any(re.search(rf"\b{word.lower()}\b", text) for word in words)


def _most_said(opening: Opening) -> list[Field]:
    """The label that the text says often and mostly."""
    counts = _said_labels(opening)
    if not counts:
        return []
    label, n = counts.most_common(1)[0]
    if n < _OFTEN or n < _MOSTLY * counts.total():
        return []
    for said in opening.prose:
        for match in CASE_LABEL.finditer(said.text):
            if _shown(match[0]) == label:
                return [said.field(LABEL, label, match.span(), 0.75)]
    return []


def _said_labels(opening: Opening) -> Counter[str]:
    """How often the text says each label."""
    texts = (page.text for page in opening.document.pages)
    return Counter(_shown(match[0]) for text in texts for match in CASE_LABEL.finditer(text))


_WAYS: dict[str, tuple[Callable[[Opening], list[Field]], ...]] = {
    "press": (_most_said, _in_lede, _told_of),
    "press statement": (_most_said, _told_of),
    "minutes": (_most_said,),
    "committee report": (_most_said,),
    "prevention of future deaths report": (_deceased,),
}


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
