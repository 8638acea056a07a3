"""What a document calls the child: a label, a code, or the name that it gives one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from kb.describing.case_codes import (
    ADULT,
    CASE_LABEL,
    LETTERED,
    NUMBERED,
    OPERATION,
    OWN_REFERENCE,
    REFERENCE,
    shown,
)
from kb.describing.child_names import forename, n_said
from kb.describing.introductions import (
    find_deceased,
    find_discussed,
    find_told,
    is_of_no_case,
)
from kb.describing.opening import Opening, Said, lines_of
from kb.describing.titled_names import LABEL, find_named, name_alone
from kb.document_types import BLOG, PRESS, REVIEW_TYPES
from kb.types import BlockKind, Field

_PLURAL = re.compile(
    r"(?:Children|Babies|Young People|Young Persons|Sibling Group|Siblings|Family|Operation)|"
    r".*\b(?:and|&|Family|Siblings|Twins)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    rf"(?P<label>{CASE_LABEL.pattern})[^.;]{{0,40}}?\b(?:also|previously|formerly|better|publicly|now)"
    r"[ -](?:(?:been|publicly|widely) )?(?:known|referred to|named|reported)\b[^.;]{0,40}?\bas\s+"
    rf"[‘“'\"]?(?P<alias>{CASE_LABEL.pattern}|[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
_OFFICIAL = frozenset({"press statement", "agency response", "government response", "inquiry"})
_OF_MANY = frozenset({BLOG, PRESS, "minutes", "committee report", "government response"})
_FIRST_PARAGRAPHS = 14
_FEW_HEADINGS = 5
_OF_ADULTS = frozenset({"safeguarding adults review", "domestic homicide review"})
_OFTEN = 5
_MOSTLY = 0.6


def find_labels(opening: Opening, document_type: str) -> list[Field]:
    """What the document calls the child: labels and codes, or the name that it gives one."""
    is_of_one = document_type not in _OF_MANY and not is_of_no_case(opening, document_type)
    return (
        (_operation(opening) if document_type in REVIEW_TYPES else [])
        or _on_cover(opening, document_type, is_of_one=is_of_one)
        or (name_alone(opening) if is_of_one else [])
        or _coded(opening)
        or _told(opening, document_type)
    )


def _operation(opening: Opening) -> list[Field]:
    """The police operation by which a review of many children is known."""
    for line in opening.titles:
        if match := OPERATION.match(line.text):
            return [line.field(LABEL, match["name"].title(), match.span("name"), 0.85)]
    return []


def _on_cover(opening: Opening, document_type: str, *, is_of_one: bool) -> list[Field]:
    """The first lines of title, cover or running lines that label or name somebody.

    Of a paper of no one case the title may name one, and what else it names are examples.
    """
    places = [(opening.titles, 0.95), (opening.cover, 0.95), (opening.running, 0.85)]
    for lines, confidence in places[:1] if is_of_no_case(opening, document_type) else places:
        for line in lines:
            if found := _in_line(line, CASE_LABEL, confidence):
                return [*found, *_in_line(line, REFERENCE, confidence)]
            if document_type in _OF_ADULTS and (found := _in_line(line, ADULT, confidence)):
                return found
        if named := find_named(opening, lines, is_of_one=is_of_one):
            return named
    return []


def _coded(opening: Opening) -> list[Field]:
    """The number or letter of a case, where nobody is named."""
    for line in opening.lines:
        for pattern in (NUMBERED, LETTERED, OWN_REFERENCE):
            if match := pattern.search(line.text):
                return [line.field(LABEL, shown(match["name"]), match.span("name"), 0.8)]
    for lines, confidence in ((opening.lines, 0.95), (opening.running, 0.85)):
        for line in lines:
            if found := _in_line(line, REFERENCE, confidence):
                return found
    return []


def _in_line(line: Said, pattern: re.Pattern[str], confidence: float) -> list[Field]:
    found = [
        line.field(LABEL, shown(match[0]), match.span(), confidence)
        for match in pattern.finditer(line.text)
    ]
    return list({field.value: field for field in found}.values())


def _told(opening: Opening, document_type: str) -> list[Field]:
    """Whom the text of a paper tells of."""
    default = () if is_of_no_case(opening, document_type) else (_most_said, find_told)
    ways = _WAYS.get(document_type, default)
    return next(filter(None, (way(opening) for way in ways)), [])


def _in_headings(opening: Opening) -> list[Field]:
    """The one child that headings of short minutes name and of whom they then speak.

    A whole meeting has other business, and its minutes are of no one case.
    """
    document = opening.document
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    lines = [line for block in headings for line in lines_of(document, block)]
    found = {
        field.value: field
        for line in lines
        for field in _in_line(line, CASE_LABEL, 0.8) or find_named(opening, [line])
    }
    if len(found) != 1 or len(headings) > _FEW_HEADINGS:
        return []
    (label,) = found
    return list(found.values()) if n_said(document, forename(label)) > 1 else []


def _in_lede(opening: Opening) -> list[Field]:
    """The one label of which the first paragraph of an article speaks."""
    return _only(opening.prose[:1])


def _only(lines: Iterable[Said]) -> list[Field]:
    """The label that stands in `lines`; nothing where several do."""
    found = {
        shown(match[0]): line.field(LABEL, shown(match[0]), match.span(), 0.7)
        for line in lines
        for match in CASE_LABEL.finditer(line.text)
    }
    return list(found.values()) if len(found) == 1 else []


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
            if shown(match[0]) == label:
                return [said.field(LABEL, label, match.span(), 0.75)]
    return []


def _said_labels(opening: Opening) -> Counter[str]:
    """How often the text says each label."""
    texts = (page.text for page in opening.document.pages)
    return Counter(shown(match[0]) for text in texts for match in CASE_LABEL.finditer(text))


_WAYS: dict[str, tuple[Callable[[Opening], list[Field]], ...]] = {
    BLOG: (find_discussed,),
    PRESS: (_most_said, _in_lede, find_told),
    "minutes": (_most_said, _in_headings),
    "committee report": (_most_said, _in_headings),
    "prevention of future deaths report": (find_deceased,),
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
                found.append(said.field("also known as", shown(match["alias"]), place, 0.8))
    return found


def is_one_child(labels: list[Field]) -> bool:
    """Whether a document labels one child, maybe with a code beside, and no family or several."""
    people = [label for label in labels if not REFERENCE.fullmatch(label.value)] or labels
    return len(people) == 1 and not _PLURAL.match(people[0].value)
