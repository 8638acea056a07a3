"""Who made a document and how: authors, chair, method, version, agencies that took part."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.describing.agencies import find_agencies
from kb.describing.authors import find_in_prose, find_people
from kb.describing.opening import Opening, sentences
from kb.describing.signers import find_signers
from kb.document_types import REVIEW_TYPES
from kb.types import REDACTED, Field, Span

_METHODS = (
    ("systems approach", r"systems (?:approach|model|methodology)|learning together|\bSCIE\b"),
    ("significant incident learning process", r"significant incident learning process|\bSILP\b"),
    ("Welsh model", r"\bWelsh (?:model|methodology|approach)"),
    ("hybrid", r"hybrid (?:model|methodology|approach)"),
    ("root cause analysis", r"root[- ]cause analysis"),
    ("thematic", r"thematic (?:serious|local|child|case|review)"),
)
_HOW = re.compile(
    r"\b(?:method\w*|model|approach|process|conducted|carried out|under|used)\b", re.IGNORECASE
)
_STATUS = (
    (
        "superseded",
        re.compile(
            r"^\W*(?:SUPERSEDED|Superseded)\b|\b(?i:this (?:document|version|edition|report|review|"
            r"guidance|protocol|policy|procedure|plan|page)\b[\w ,]{0,30}\b(?:is|was|"
            r"has(?: now| since)? been) (?:now )?(?:superseded|replaced))\b"
        ),
    ),
    ("draft", re.compile(r"\bDRAFT\b|^\W*[Dd]raft\b")),
    ("redacted", re.compile(r"\bredacted (?:version|report|copy|for)\b", re.IGNORECASE)),
    ("final", re.compile(r"\bfinal\b(?! (?:stage|day))|\bpublication copy\b", re.IGNORECASE)),
)  # fmt: skip
_SIGNED_TYPES = frozenset(
    {
        "inquiry", "inspection report", "inspection letter", "joint area review", "learning brief",
        "joint targeted area inspection", "individual management review", "rapid review",
        "domestic homicide review", "safeguarding adults review", "research",
    }
)  # fmt: skip
_BY_THEIR_CHAIR = frozenset({"inquiry", "case management review"})
_REDACTIONS = 3
_GRADE = re.compile(
    r"\b(?:graded|judged|evaluated|rated|assessed)\b[^.]{0,60}\b(?:review|report)?\b[^.]{0,30}?"
    r"(?:as |to be )?[‘“'\"]?\b(?P<grade>outstanding|good|adequate|inadequate)\b",
    re.IGNORECASE,
)


def find_makers(opening: Opening, document_type: str) -> list[Field]:
    """Chair, method and grade of a review; authors and status of any document."""
    made = [*_makers(opening, document_type)]
    if not any(field.name == "author" for field in made):
        made += find_signers(opening, document_type)
    found = [*_status(opening), *made]
    if document_type in REVIEW_TYPES:
        found += [*_method(opening), *_grade(opening), *find_agencies(opening.document)]
    return found


def _makers(opening: Opening, document_type: str) -> list[Field]:
    """Authors and chair of what people write under their names."""
    if document_type not in REVIEW_TYPES | _SIGNED_TYPES:
        return []
    people = find_people(opening)
    if any(field.name == "author" for field in people):
        return people
    if document_type in _BY_THEIR_CHAIR:
        return [*people, *(replace(field, name="author") for field in people)]
    return [*people, *(find_in_prose(opening) if document_type in REVIEW_TYPES else ())]


def _method(opening: Opening) -> Iterator[Field]:
    lines = [*opening.lines, *(s for said in opening.prose[:25] for s in sentences(said))]
    for index, line in enumerate(lines):
        on_cover = index < len(opening.lines)
        for method, pattern in _METHODS:
            match = re.search(pattern, line.text, re.IGNORECASE)
            if match and (on_cover or _HOW.search(line.text)):
                yield line.field("method", method, match.span(), 0.9 if on_cover else 0.7)
                return


def _grade(opening: Opening) -> Iterator[Field]:
    for said in opening.prose[:25]:
        for sentence in sentences(said):
            match = _GRADE.search(sentence.text) if "Ofsted" in sentence.text else None
            if match and re.search(
                r"\bthis (?:review|report|serious)", sentence.text, re.IGNORECASE
            ):
                yield sentence.field("grade", match["grade"].lower(), match.span("grade"), 0.7)
                return


def _status(opening: Opening) -> Iterator[Field]:
    lines = (*opening.cover, *opening.running)
    for patterns in (_STATUS[:1], _STATUS[1:]):  # what is superseded was final once
        for line in lines:
            for status, pattern in patterns:
                match = pattern.search(line.text)
                if match:
                    yield line.field("status", status, match.span(), 0.85)
                    return
    marks = [
        Span(page.number, match.start(), match.end())
        for page in opening.document.pages
        for match in re.finditer(re.escape(REDACTED), page.text)
    ]
    if len(marks) >= _REDACTIONS:
        yield Field("status", "redacted", (marks[0],), 0.8)
