"""What a document calls the child: a label, a code, or the name that it gives one."""

import re
from collections.abc import Callable
from dataclasses import replace

from kb.describing.case_codes import (
    ADULT,
    CASE_LABEL,
    LETTERED,
    NOTIFIED,
    NUMBERED,
    OPERATION,
    OWN_REFERENCE,
    REFERENCE,
    shown,
)
from kb.describing.child_names import FULL, GIVEN, forename
from kb.describing.introductions import (
    find_called,
    find_deceased,
    find_discussed,
    find_named_here,
    find_told,
    is_of_no_case,
)
from kb.describing.marked_names import LABEL
from kb.describing.names_alone import name_alone
from kb.describing.opening import Opening, Said, lines_of
from kb.describing.protagonists import find_protagonist
from kb.describing.said_labels import asked_for, most_said, only_label, only_said
from kb.describing.said_names import n_said, surnamed
from kb.describing.titled_names import find_named, find_particular
from kb.document_types import BLOG, PRESS, REVIEW_TYPES
from kb.types import BlockKind, Field

_PLURAL = re.compile(
    r"(?:Children|Babies|Young People|Young Persons|Sibling Group|Siblings|Family|Operation)|"
    r".*\b(?:and|&|Family|Siblings|Twins)\b",
    re.IGNORECASE,
)
FAMILYS_PAGE = "family's web page"
_OF_MANY = frozenset({BLOG, PRESS, "minutes", "committee report", "government response"})
# types of papers of no one case, of which one can follow a case, and then speaks of it alone
_BY_NAME = frozenset({PRESS, FAMILYS_PAGE})
_ITEM_WORDS = 12
_FEW_HEADINGS = 5
_AFTER_ONE = frozenset({
    "inspection report", "inspection letter", "joint area review", "joint targeted area inspection",
    "hansard",
    "improvement notice", "newsletter", "freedom of information response",
})  # fmt: skip
_TELL_OF_OTHERS = frozenset(
    {BLOG, "annual report", "research", "guidance", "circular", "newsletter"}
)
_ANSWER = "freedom of information response"
_OF_ADULTS = frozenset({
    "safeguarding adults review", "domestic homicide review", "mental health homicide review",
})  # fmt: skip


def find_labels(opening: Opening, document_type: str) -> list[Field]:
    """What the document calls the child: labels and codes, or the name that it gives one."""
    is_of_one = document_type not in _OF_MANY and not is_of_no_case(opening, document_type)
    found = (
        (_operation(opening) or find_named_here(opening) if document_type in REVIEW_TYPES else [])
        or (_by_name(opening) if document_type in _BY_NAME else [])
        or _on_cover(opening, document_type, is_of_one=is_of_one)
        or (name_alone(opening) if is_of_one else [])
        or _coded(opening)
        or (find_particular(opening) if is_of_one else [])
        or (most_said(opening) if is_of_one else [])
        or _referred(opening)
        or _told(opening, document_type)
    )
    return [_in_full(opening, field) for field in found]


def _in_full(opening: Opening, field: Field) -> Field:
    """A label that is a forename, with the surname that the text says."""
    if not re.fullmatch(GIVEN, field.value):
        return field
    return replace(field, value=surnamed(opening.document, field.value))


def _operation(opening: Opening) -> list[Field]:
    """The police operation by which a review of many children is known."""
    for line in opening.titles:
        match = None if CASE_LABEL.search(line.text) else OPERATION.search(line.text)
        if match:
            return [line.field(LABEL, match["name"].title(), match.span("name"), 0.85)]
    return []


def _by_name(opening: Opening) -> list[Field]:
    """The full name by which a family or a newspaper calls a child that has a letter in reports."""
    return [field for field in find_told(opening) if re.fullmatch(FULL, field.value)]


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
    """The number or letter by which a case is called, where nobody is named."""
    for line in opening.lines:
        for pattern in (NUMBERED, LETTERED, OWN_REFERENCE, NOTIFIED):
            if match := pattern.search(line.text):
                group = match.lastgroup or "name"
                return [line.field(LABEL, shown(match[group]), match.span(group), 0.8)]
    return []


def _referred(opening: Opening) -> list[Field]:
    """The reference number of a case of which nobody is named."""
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
    ways = _WAYS.get(document_type, (most_said, find_told, find_discussed))
    if is_of_no_case(opening, document_type):
        said = asked_for if document_type == _ANSWER else only_said
        ways = (said, find_discussed, find_told) if document_type in _AFTER_ONE else ()
    elif document_type not in _TELL_OF_OTHERS:
        ways = (*ways, find_protagonist)
    return next(filter(None, (way(opening) for way in ways)), [])


def _in_items(opening: Opening) -> list[Field]:
    """The one child that headings or items of minutes name and of whom they then speak.

    A whole meeting has other business, and its minutes are of no one case.
    """
    document = opening.document
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    lines = [
        line
        for block in blocks
        for line in lines_of(document, block)
        if block.kind is BlockKind.HEADING or len(line.text.split()) <= _ITEM_WORDS
    ]
    found = {
        field.value: field
        for line in lines
        for field in _in_line(line, CASE_LABEL, 0.8) or find_named(opening, [line])
    }
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if len(found) != 1 or len(headings) > _FEW_HEADINGS:
        return []
    (label,) = found
    is_full = bool(re.fullmatch(FULL, label))
    return list(found.values()) if is_full or n_said(document, forename(label)) > 1 else []


def _in_lede(opening: Opening) -> list[Field]:
    """The one label of which the first paragraph of an article speaks."""
    return only_label(opening.prose[:1])


_WAYS: dict[str, tuple[Callable[[Opening], list[Field]], ...]] = {
    BLOG: (find_called, find_discussed, most_said),
    FAMILYS_PAGE: (find_told, most_said),
    PRESS: (find_told, most_said, _in_lede),
    "minutes": (most_said, _in_items),
    "committee report": (most_said, _in_items),
    "prevention of future deaths report": (find_deceased,),
}


def is_one_child(labels: list[Field]) -> bool:
    """Whether a document labels one child, maybe with a code beside, and no family or several."""
    people = [label for label in labels if not REFERENCE.fullmatch(label.value)] or labels
    return len(people) == 1 and not _PLURAL.match(people[0].value)
