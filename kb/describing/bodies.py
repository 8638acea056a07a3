"""Whose paper it is, or whom it is about: boards, partnerships and councils by their names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.boards import BOARDS, BOROUGH, COUNCIL, NAME, SHORT_BOARD
from kb.dates import MONTHS
from kb.describing.opening import Opening, Said
from kb.document_types import REVIEW_TYPES
from kb.types import Field

_SERVICES = r"[Cc]hildren['’]?s [Ss]ervices(?: [Aa]uthority)?(?: [Aa]rea)?"
_BOARD = re.compile(rf"{NAME} (?P<body>{'|'.join(BOARDS)})")
_COUNCIL = re.compile(rf"{NAME} (?P<body>{COUNCIL}|{_SERVICES})")
_BOROUGH = re.compile(BOROUGH)
_LEADING = frozenset(
    "The Local Our This Former Chair Director Children Children's Council Report For By At In Of "
    "From To And Independent National Each Every No Bwrdd Serious Case Review Safeguarding "
    "Strategic Corporate Select Committee Cabinet Joint Any Other Plant Regional Neighbouring "
    "Welsh Area Services On After Before Since When Yesterday Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday".split()
    + MONTHS
)
_TRAILING = frozenset({"City", "County", "Borough", "District", "Metropolitan"})
_NATIONAL = frozenset(
    {
        "press", "blog", "government response", "hansard", "research", "judgment",
        "national child safeguarding practice review",
    }
)  # fmt: skip
_STATED = frozenset(
    {
        "lscb",
        "board",
        "safeguarding board",
        "partnership",
        "council",
        "local authority",
        "authority",
    }
)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|should|must|may)\b")
_COURT = re.compile(rf"(?i:sheriffdom of) .*\b(?i:at) {NAME}\W*$")
_INSPECTIONS = frozenset(
    {"inspection report", "joint area review", "joint targeted area inspection"}
)  # fmt: skip
_INSPECTED = re.compile(rf"\b(?i:services|arrangements|care|protection)\b.* in {NAME}\W*$")
_NATIONS = frozenset({"England", "Wales", "Scotland", "Northern Ireland"})
_MOSTLY = 0.6
_OFTEN = 3
_SMALL = frozenset({"and", "of", "on", "the", "in", "upon", "with", "under", "for", "le", "y"})
_BOARD_LINE = re.compile(rf"{NAME} (?:{'|'.join((*BOARDS, COUNCIL))})\W*")


def names_body(line: str) -> bool:
    """Whether `line` is the name of a board, partnership or council and no more.

    >>> names_body("Northwick Safeguarding Children Board"), names_body("The board met.")
    (True, False)
    """
    plain = in_case(line.strip())
    return bool(_BOARD_LINE.fullmatch(line.strip()) or _BOARD_LINE.fullmatch(plain)) or bool(
        re.fullmatch(rf"{BOROUGH}(?: (?:{'|'.join((*BOARDS, COUNCIL))}))?", plain)
    )


def in_case(line: str) -> str:
    """A line in capitals as names are written, letter for letter; any other as it is.

    >>> in_case("NORTHWICK AND THE VALE SAFEGUARDING CHILDREN’S BOARD")
    'Northwick and the Vale Safeguarding Children’s Board'
    """
    if not line.isupper():
        return line
    words = re.sub(r"[A-Z]+(?:['’][A-Z]+)?", lambda match: match[0].capitalize(), line)
    return re.sub(r"\w+", lambda match: _small(match[0]), words)


def _small(word: str) -> str:
    return word.lower() if word.lower() in _SMALL else word


def find_authority(opening: Opening, document_type: str, stated: Sequence[Field]) -> list[Field]:
    """The authority ("Northwick") and its body as printed; nothing for national papers.

    What a field states or stands on cover and running lines decides; else the body that the text
    names most.
    """
    if document_type in _NATIONAL:
        return _in_title(opening)
    for field in stated:
        if field.name in _STATED:
            return [replace(field, name="authority", value=_place_of(field.value))]
    if seat := _place_in(opening, _COURT):
        return seat
    boards = [_BOARD, SHORT_BOARD]
    councils = [_BOROUGH, _COUNCIL]
    first, second = (boards, councils) if document_type in REVIEW_TYPES else (councils, boards)
    for patterns in (first, second):
        lines = (*opening.cover, *opening.titles, *opening.running)
        found = _first(lines, patterns) or _first(
            (Said(in_case(line.text), line.spans) for line in lines), patterns
        )
        if found:
            return _shortened(opening, found)
    inspected = _place_in(opening, _INSPECTED) if document_type in _INSPECTIONS else []
    if inspected and inspected[0].value not in _NATIONS:
        return inspected
    ends = [line for line in opening.imprint if not _TELLS.search(line.text)]
    return _first(ends, (*first, *second)) or _in_title(opening) or _most_named(opening)


def _place_in(opening: Opening, pattern: re.Pattern[str]) -> list[Field]:
    """The place that ends a line of the cover which is as `pattern` says."""
    for line in opening.lines:
        if match := pattern.search(in_case(line.text)):
            return [line.field("authority", match["name"], match.span("name"), 0.8)]
    return []


def _shortened(opening: Opening, found: list[Field]) -> list[Field]:
    """An authority without several words before it, where the text mostly names it without them.

    A letter's address runs on: "Principal Officer Standards Acre Council".
    """
    first, *others = found
    counts = _named(opening) if " " in first.value else Counter[str]()
    for name, n in counts.most_common():
        before = first.value.removesuffix(f" {name}").split()
        many = n >= _OFTEN and n > counts[first.value] and first.value.endswith(f" {name}")
        if many and len(before) > 1 and _SMALL.isdisjoint(before):
            return [replace(first, value=name), *others]
    return found


def _place_of(body: str) -> str:
    """The place in the name of a body: "Northwick" in "Northwick Safeguarding Children Board"."""
    patterns = (_BOARD, _COUNCIL, _BOROUGH, SHORT_BOARD)
    match = next(filter(None, (pattern.match(body) for pattern in patterns)), None)
    return _cleaned(match["name"]) if match else body


def _first(lines: Iterable[Said], patterns: Iterable[re.Pattern[str]]) -> list[Field]:
    for line in lines:
        for pattern in patterns:
            for match in pattern.finditer(line.text):
                name = _cleaned(match["name"])
                if name:
                    return _fields(line, match, name, 0.95)
    return []


def _fields(line: Said, match: re.Match[str], name: str, confidence: float) -> list[Field]:
    first, last = _kept(match["name"])
    start = match.start("name") + first
    place = (min(start, match.start("body")), match.end())
    stands = (start, match.start("name") + last)
    found = [line.field("authority", name, stands, confidence)]
    if not match["body"][0].islower():
        found.append(line.field("board", line.text[place[0] : place[1]], place, confidence))
    return found


def _cleaned(name: str) -> str:
    """`name` without the words around a place's: "The Northwick City" is "Northwick".

    >>> _cleaned("The Northwick City"), _cleaned("Acre & the Vale")
    ('Northwick', 'Acre and the Vale')
    """
    start, end = _kept(name)
    return " ".join(name[start:end].replace("&", "and").split())


def _kept(name: str) -> tuple[int, int]:
    """Where the place begins and ends in a name."""
    words = list(re.finditer(r"\S+", name))
    while words and (words[0][0] in _LEADING or words[0][0].islower()):
        words.pop(0)
    while len(words) > 1 and words[-1][0] in _TRAILING and words[-2][0].lower() not in _SMALL:
        words.pop()
    return (words[0].start(), words[-1].end()) if words else (0, 0)


def _named(opening: Opening) -> Counter[str]:
    """How often the text names bodies of each authority."""
    counts: Counter[str] = Counter()
    for page in opening.document.pages:
        for pattern in (_BOARD, SHORT_BOARD, _COUNCIL, _BOROUGH):
            names = (_cleaned(match["name"]) for match in pattern.finditer(page.text))
            counts.update(name for name in names if name)
    return counts


def _in_title(opening: Opening) -> list[Field]:
    """The authority of which a title speaks ("The Acre Inquiry"), if the text names its bodies."""
    places = [name for name, _ in _named(opening).most_common()]
    for line in opening.lines:
        for name in places:
            match = re.search(rf"\b{re.escape(name)}\b(?!['’])", in_case(line.text))
            if match:
                return [line.field("authority", name, match.span(), 0.7)]
    return []


def _most_named(opening: Opening) -> list[Field]:
    """The authority whose bodies the whole text names often, and more than all others."""
    counts = _named(opening)
    if not counts:
        return []
    name, n = counts.most_common(1)[0]
    if n < _OFTEN or n < _MOSTLY * counts.total():
        return []
    found = _first(opening.prose, (_BOARD, _COUNCIL))
    spans = found[0].spans if found and found[0].value == name else ()
    return [Field("authority", name, spans, 0.7)]
