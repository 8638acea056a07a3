"""Who wrote and who chaired a review, as its cover, last lines or first paragraphs say."""

import re
from collections.abc import Iterator, Sequence

from kb.describing.names import LETTERS, NAME, PEOPLE, TITLE, people_in, people_of
from kb.describing.opening import Opening, Said, sentences
from kb.describing.places import in_case
from kb.types import Field

_WRITER = r"(?:author|reviewer|writer|inspector)(?:s|\(s\))?(?: \d(?!\d))?"
_AUTHOR = (
    r"(?i:(?:independent |overview |report |lead |external |principal |joint |co-)*"
    rf"(?:{_WRITER}|(?<=independent )lead|review lead)"
    rf"(?:(?: and |/| & | / )(?:overview |report |lead |independent )*{_WRITER})?"
    r"(?: of (?:the|this) (?:overview (?:report|review)|overview|report|review))?)"
)
_CHAIR = (
    r"(?i:(?:independent |panel |review |overview )*chair(?:man|woman|person)?"
    r"(?: of the (?:\w+ ){0,2}panel)?)"
)
_UNSAID = 0.7  # of a name beside which nothing says what its bearer did
_ALONE = re.compile(
    rf"^(?P<names>{TITLE}{NAME}(?: and (?:{TITLE})?{NAME})*|{NAME}(?=,? {LETTERS}))(?!\w)"
    r"(?! (?!for\b)[a-z])"
)
_DONE = (
    r"(?:written|prepared|compiled|produced|put together|carried out|undertaken|conducted|led|"
    r"authored|completed|drafted)"
)
_MADE = rf"(?:{_DONE}|review|summary|report)"
_FORMS = (
    ("author", re.compile(rf"\b{_AUTHOR}(?:\s*[:–—|-]\s*|\s+|, )(?:by )?{PEOPLE}"), 0.95),
    ("author", re.compile(rf"{PEOPLE}(?:,? {LETTERS})?\s?[,|]? \(?{_AUTHOR}\b"), 0.95),
    ("author", re.compile(rf"{PEOPLE},? \(?{_CHAIR} and {_AUTHOR}\b"), 0.95),
    ("author", re.compile(rf"\b(?i:{_MADE}\b[\w’' -]{{0,90}},? by):? {PEOPLE}"), 0.9),
    ("author", re.compile(rf"^(?i:{_DONE})\s*[:|]\s*{PEOPLE}"), 0.9),
    ("author", re.compile(rf"\b(?i:overview report of):? {PEOPLE}"), 0.85),
    ("author", re.compile(rf"^(?i:by):? {PEOPLE}"), 0.85),
    ("author", _ALONE, _UNSAID),
    ("author", re.compile(rf"\b(?i:review team): {PEOPLE}"), 0.75),
    ("chair", re.compile(rf"\b{_CHAIR}(?:\s*[:–—|-]\s*|\s+)(?:by )?{PEOPLE}"), 0.95),
    ("chair", re.compile(rf"{PEOPLE},? \(?{_CHAIR}\b"), 0.95),
)  # fmt: skip
_PROSE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:(?:this|the (?:overview|full|main|executive|final))(?: \w+){{0,3}} "
        rf"(?:report|review|summary)(?: (?:was|is|has been))?,?(?: {_DONE})? by) {PEOPLE}",
        rf"\b(?i:the (?:{_AUTHOR}))(?: (?:is|are|was|were)|,) {PEOPLE}",
        rf"{PEOPLE},? (?:was|were|has been|have been) (?:commissioned|appointed|asked|engaged) "
        rf"(?i:as (?:the |an )?{_AUTHOR}|to (?:write|author|lead|undertake|carry out|conduct|"
        rf"produce|prepare) (?:this|the) (?:\w+ ){{0,4}}(?:review|report)\b)",
    )
)
_NUMBERED = re.compile(rf"\b(?i:reviewer|author) [2-9]\s*[:–—|-]?\s*{PEOPLE}")
_TITLED = re.compile(rf"\b(?:{TITLE}{NAME}|{_AUTHOR}\W)")
_ROLE = re.compile(rf"(?i:by|{_DONE} by|{_AUTHOR}):?")
_PROSE = 20


def find_people(opening: Opening) -> list[Field]:
    """Authors and chair as the cover, else the last lines, have them."""
    found: list[Field] = []
    done: set[str] = set()
    for name, pattern, confidence in _FORMS:
        letter = pattern is _ALONE and any(line.text.startswith("Dear ") for line in opening.cover)
        cover = () if letter else _joined(opening.cover)  # its first name is whom it is sent to
        for line in (*cover, *(opening.imprint if pattern is not _ALONE else ())):
            if name not in done and (people := people_of(line, pattern, name, confidence)):
                done.add(name)
                found += people
    numbered = (people_of(line, _NUMBERED, "author", 0.9) for line in opening.cover)
    return [*found, *(field for people in numbered for field in people)]


def find_in_prose(opening: Opening) -> list[Field]:
    """Authors whom a first paragraph names: "This report was written by Ann Other"."""
    for said in opening.prose[:_PROSE]:
        for sentence in sentences(said):
            for pattern in _PROSE_FORMS:
                if people := people_of(sentence, pattern, "author", _UNSAID):
                    return people
    return []


def _joined(lines: Sequence[Said]) -> Iterator[Said]:
    """The lines of a cover, what a person did with the name above or below it.

    Names behind titles are in small letters: "BY SHERIFF ANN OTHER".
    """
    before = Said("", ())
    for line in lines:
        said = line
        if _ROLE.fullmatch(before.text) or _is_post_of(before, line):
            comma = "" if _ROLE.fullmatch(before.text) else ","
            said = Said(f"{before.text}{comma} {line.text}", (*before.spans, *line.spans))
        small = in_case(said.text)
        yield Said(small, said.spans) if _TITLED.search(small) else said
        before = said if _is_post_of(before, line) else line


def _is_post_of(person: Said, line: Said) -> bool:
    """Whether `line` says what those whom the line above names did."""
    named = _ROLE.fullmatch(line.text) and re.fullmatch(PEOPLE, person.text)
    return bool(named and people_in(person.text))
