"""Who made a review and how: authors, chair, method, version, agencies that took part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kb.describing.agencies import find_agencies
from kb.describing.opening import Opening, Said, sentences
from kb.document_types import BLOG, PRESS, REVIEW_TYPES
from kb.types import REDACTED, Field, Span

_TITLE = (
    r"(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms|Miss|Canon|Rev|Reverend|Cllr|Councillor|"
    r"Baroness|Lord|Lady|Sheriff|Judge|(?:His|Her) Honour(?: Judge)?)\.?(?: \(retired\))? "
)
_SURNAME = (
    r" (?!(?:Accepted|Agreed|Approved|Published|Independent|Lead|Report|Chair|Author|Overview|"
    r"Panel|Reviewers?|Board|Date|Version|Final|Draft|Emeritus|Professor|Signed|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w’'-]+"
)
_NAME = rf"(?:[A-Z]\. ?){{0,2}}(?:[A-Z]\.|[A-Z][\w’'-]+)(?: [A-Z]\.?)?(?:{_SURNAME}){{1,2}}"
_PERSON = rf"(?:{_TITLE})?{_NAME}"
_POST = r"(?: \([^()]*\))?"
_LETTERS = r"(?:Q\.?C|K\.?C|[ODMC]\.?B\.?E)\b\.?"
_PEOPLE = rf"(?P<names>{_PERSON}{_POST}(?:(?:,|;| and| &| with) {_PERSON}{_POST})*)"
_AUTHOR = (
    r"(?i:(?:independent |overview |report |lead |external )*(?:author|reviewer|writer|inspector)s?"
    r"(?: and (?:report )?author)?"
    r"(?: of (?:the|this) (?:overview (?:report|review)|overview|report|review))?)"
)
_CHAIR = (
    r"(?i:(?:independent |panel |review |overview )*chair(?:man|woman|person)?"
    r"(?: of the (?:\w+ ){0,2}panel)?)"
)
_UNSAID = 0.7  # of a name beside which nothing says what its bearer did
_ALONE = re.compile(
    rf"^(?P<names>{_TITLE}{_NAME}(?: and {_TITLE}{_NAME})*|{_NAME}(?=,? {_LETTERS}))\b"
    r"(?! (?!for\b)[a-z])"
)
_MADE = r"(?:written|prepared|compiled|produced|put together|carried out|review|summary|report)"
_FORMS = (
    ("author", re.compile(rf"\b{_AUTHOR}(?:\s*[:–—|-]\s*|\s+|, )(?:by )?{_PEOPLE}"), 0.95),
    ("author", re.compile(rf"{_PEOPLE}(?:,? {_LETTERS})?\s?,? \(?{_AUTHOR}\b"), 0.95),
    ("author", re.compile(rf"{_PEOPLE},? \(?{_CHAIR} and {_AUTHOR}\b"), 0.95),
    ("author", re.compile(rf"\b(?i:{_MADE}\b[\w’' -]{{0,90}},? by):? {_PEOPLE}"), 0.9),
    ("author", re.compile(rf"\b(?i:overview report of):? {_PEOPLE}"), 0.85),
    ("author", re.compile(rf"^(?i:by):? {_PEOPLE}"), 0.85),
    ("author", _ALONE, _UNSAID),
    ("chair", re.compile(rf"\b{_CHAIR}(?:\s*[:–—|-]\s*|\s+)(?:by )?{_PEOPLE}"), 0.95),
    ("chair", re.compile(rf"{_PEOPLE},? \(?{_CHAIR}\b"), 0.95),
)  # fmt: skip
_OFFICE = (
    r"(?:(?:[A-Z]\w+ ){0,3}Director|Head|Chief Executive)"
    r"(?: of [A-Z][\w’']+(?:(?: and)? [A-Z][\w’']+)*)?"
)
_REPORT_OF = re.compile(
    rf"\b[Rr]eport (?:of|by)(?: the|:| \|)? "
    rf"(?:[A-Z][\w’' ]+(?:, [A-Z][\w’' ]+)? \((?P<person>{_PERSON})\)|"
    rf"[A-Z][\w’' ]+, (?P<post>{_TITLE}{_NAME})|(?P<name>{_PERSON}(?=,|$)|{_OFFICE}))"
)
_BYLINE = re.compile(rf"(?i:posted by|by) (?P<name>{_PERSON}|[A-Z]\w+(?=\W|$))")
_MINISTER = re.compile(r"\bSecretary of State(?: for (?:the )?[A-Z]\w+(?:(?:,| and)? [A-Z]\w+)*)?")
_SIGNED = re.compile(r"^Yours (?:sincerely|faithfully|truly)\b(?: /.*)?\W*$")
_NOT_PEOPLE = re.compile(
    r"\b(?:Board|Partnership|Council|Committee|Panel|Review|Report|Children|Child|Services?|Case|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Independent|Author|Chair|Reviewers?|Published|Safeguarding|Overview|Summary|Director)\b"
)
_POSTS = re.compile(
    r"\b(?:Officer|Manager|Head|Nurse|Solicitor|Barrister|Counsel|Consultant|Advis[eo]r|Inspector)\b"
)
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
        "domestic homicide review", "safeguarding adults review",
    }
)  # fmt: skip
_REDACTIONS = 3
_GRADE = re.compile(
    r"\b(?:graded|judged|evaluated|rated|assessed)\b[^.]{0,60}\b(?:review|report)?\b[^.]{0,30}?"
    r"(?:as |to be )?[‘“'\"]?\b(?P<grade>outstanding|good|adequate|inadequate)\b",
    re.IGNORECASE,
)


def find_makers(opening: Opening, document_type: str) -> list[Field]:
    """Authors, chair, method and grade of a review; status of any document."""
    found = list(_status(opening))
    if document_type in (PRESS, BLOG):
        found += _byline(opening)
    if document_type == "committee report":
        found += _officer(opening)
    if document_type == "government response":
        found += _ministers(opening)
    if document_type in REVIEW_TYPES or document_type in _SIGNED_TYPES:
        found += _people(opening) or _signature(opening)
    if document_type == "inquiry":
        found += [replace(field, name="author") for field in found if field.name == "chair"]
    if document_type in REVIEW_TYPES:
        found += [*_method(opening), *_grade(opening), *find_agencies(opening.document)]
    return found


def _ministers(opening: Opening) -> list[Field]:
    """The offices that lay a government's paper before Parliament."""
    return [
        line.field("author", match[0], match.span(), 0.9)
        for line in opening.cover
        for match in _MINISTER.finditer(line.text)
    ]


def _signature(opening: Opening) -> list[Field]:
    """Who signs a letter."""
    lines = opening.imprint
    for closing, line in pairwise(lines):
        person = re.match(_PERSON, line.text) if _SIGNED.match(closing.text) else None
        if person:
            return [line.field("author", person[0], person.span(), 0.85)]
    return []


def _byline(opening: Opening) -> list[Field]:
    """The author that a page declares, without what follows of the paper."""
    author = opening.document.declared.get("author", "").split(";")[0].strip()
    if author:
        return [Field("author", author, (), 0.9)]
    signed = ((line, _BYLINE.match(line.text)) for line in opening.cover)
    return [line.field("author", m["name"], m.span("name"), 0.85) for line, m in signed if m][:1]


def _officer(opening: Opening) -> list[Field]:
    """Who reports to a committee: a person or, as often, an office."""
    for line in opening.lines:
        match = _REPORT_OF.search(line.text)
        if match:
            group = match.lastgroup or "name"
            return [line.field("author", match[group], match.span(group), 0.9)]
    return []


def _people(opening: Opening) -> list[Field]:
    found: list[Field] = []
    done: set[str] = set()
    for name, pattern, confidence in _FORMS:
        letter = pattern is _ALONE and any(line.text.startswith("Dear ") for line in opening.cover)
        cover = () if letter else _joined(opening.cover)  # its first name is whom it is sent to
        for line in (*cover, *(opening.imprint if confidence > _UNSAID else ())):
            match = pattern.search(line.text) if name not in done else None
            people = _split(match["names"]) if match else []
            if match and people and not any(_NOT_PEOPLE.search(person) for person in people):
                done.add(name)
                for person in people:
                    # a note in brackets may stand within a name
                    words = r"[^\w]+(?:\([^()]*\) )?".join(map(re.escape, person.split()))
                    at = re.compile(words).search(line.text, match.start("names"))
                    place = at.span() if at else match.span("names")
                    found.append(line.field(name, person, place, confidence))
    return found


def _joined(lines: Sequence[Said]) -> Iterator[Said]:
    """The lines of a cover, "by" with the name on the line below."""
    before = None
    for line in lines:
        said = before and Said(f"{before.text} {line.text}", (*before.spans, *line.spans))
        yield said or line
        before = line if line.text.strip().lower() == "by" else None


def _split(names: str) -> list[str]:
    """The names of people, without their posts in brackets or behind commas."""
    parts = re.split(r",|;| and | & | with ", re.sub(r"\([^()]*\)", "", names))
    return [part.strip() for part in parts if part.strip() and not _POSTS.search(part)]


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
