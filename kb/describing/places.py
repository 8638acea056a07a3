"""The place in the name of a body: what letterheads, offices and capitals add to it, left out."""

import re
from collections.abc import Iterator

from kb.boards import AREAS, BOARDS, BOROUGH, COUNCIL, NAME, SHORT_BOARD, SHORT_NAME
from kb.words import MONTHS

_SERVICES = r"[Cc]hildren['’]?s [Ss]ervices(?: [Aa]uthority)?(?: [Aa]rea)?"
_ANY_BOARD = "|".join(BOARDS)
BOARD = re.compile(rf"{NAME} (?P<body>{_ANY_BOARD})")
COUNCIL_OF = re.compile(rf"{NAME} (?P<body>{COUNCIL}|{_SERVICES})")
BOROUGH_OF = re.compile(BOROUGH)
_BOARD_OF_AREAS = re.compile(rf"^(?:The )?{AREAS} (?P<body>{_ANY_BOARD}|{COUNCIL}|{SHORT_NAME})")
_SAFER = re.compile(rf"\bSafer {NAME} (?P<body>Partnership)\b")
BOARDS_OF = (_BOARD_OF_AREAS, BOARD, SHORT_BOARD, _SAFER)
COUNCILS_OF = (_BOARD_OF_AREAS, BOROUGH_OF, COUNCIL_OF)
_BODY_LINE = re.compile(rf"{NAME} (?:{'|'.join((*BOARDS, COUNCIL))})\W*")
_BOROUGH_LINE = re.compile(rf"{BOROUGH}(?: (?:{'|'.join((*BOARDS, COUNCIL))}))?")
_LEADING = frozenset(
    "The Safer Local Our This Former Chair Director Children Children's Council Report For By At "
    "In Of From To And Independent National Each Every No Bwrdd Serious Case Review Safeguarding "
    "Strategic Corporate Select Committee Cabinet Joint Any Other Plant Regional Neighbouring "
    "Welsh Area Services On After Before Since When Yesterday Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday Significant Management Thematic Overview Executive Summary Learning "
    "Practice Body "
    "Lleol Rhanbarthol Diogelu Amddiffyn Pwyllgor Partneriaeth Ardal "  # of Welsh names of boards
    "Where If Although While As That Then There Here However Whether But So Yet Its Both All "
    "Only When "
    "What Which Who Why How Because Until Once Also And Or Nor An A "
    "General Medical Dental Midwifery Privy Youth School Parish Town".split()  # no place's councils
).union(MONTHS)
# what ends the post, department or other body that stands before a place's name
_OFFICES = frozenset(
    "Chair Chairman Chairwoman Chairperson Convener Convenor Chief Executive Director Officer "
    "Leader Clerk Secretary Manager Head Member Members Solicitor Treasurer Commissioner Coroner "
    "Team Department Directorate Division Unit Office Section Service Services Housing Governance "
    "Information Education Care Standards Constabulary Police Councillor Author Reviewer "
    "Board Partnership Committee Council".split()
)
_TITLES = frozenset("Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Cllr Coun".split())
NATIONS = frozenset({"England", "Wales", "Scotland", "Northern Ireland"})
_NAME_WORDS = 3
_TRAILING = frozenset(
    {"City", "County", "Borough", "District", "Metropolitan", "Joint", "Regional"}
)
SMALL = frozenset(
    {"and", "of", "on", "the", "in", "upon", "with", "under", "for", "le", "y", "ac", "a'r", "a’r"}
)
_CAPITALS = re.compile(r"[A-Z][A-Z’'.-]+(?:,? (?:[A-Z][A-Z’'.-]+|&)){2,}")
_SHORT = re.compile(rf"\b{SHORT_NAME}")
_MISREAD = re.compile(r"(?<=[A-Z])l(?=[A-Z]|\b)|\bl(?=[A-Z]{2})")  # a scan's "COMMlTTEE"


def names_body(line: str) -> bool:
    """Whether `line` is the name of a board, partnership or council and no more.

    >>> names_body("Northwick Safeguarding Children Board"), names_body("The board met.")
    (True, False)
    """
    plain = in_case(line.strip())
    return bool(
        _BODY_LINE.fullmatch(line.strip())
        or _BODY_LINE.fullmatch(plain)
        or _BOROUGH_LINE.fullmatch(plain)
    )


def in_case(line: str) -> str:
    """A line in capitals as names are written, letter for letter; any other as it is.

    >>> in_case("NORTHWICK AND THE VALE SAFEGUARDING CHILDREN’S BOARD")
    'Northwick and the Vale Safeguarding Children’s Board'
    """
    return _written(line) if line.isupper() else line


def with_names_in_case(line: str) -> str:
    """`line` with what stands in capitals as names are written, short names of boards kept.

    >>> with_names_in_case("Report of the ACRE CHILD PROTECTION COMMlTTEE"), in_case("ACRE ACPC")
    ('Report of the Acre Child Protection Committee', 'Acre Acpc')
    >>> with_names_in_case("ACRE ACPC")
    'Acre ACPC'
    """
    line = _MISREAD.sub("I", line)
    if line.isupper():
        return _written(line, keep_short=True)
    return _CAPITALS.sub(lambda match: _written(match[0], keep_short=True), line)


def _written(line: str, *, keep_short: bool = False) -> str:
    words = re.sub(r"[A-Z]+(?:['’][A-Z]+)?", lambda match: match[0].capitalize(), line)
    found = re.sub(r"\w+", lambda match: _small(match[0]), words)
    for kept in _SHORT.finditer(line) if keep_short else ():
        found = found[: kept.start()] + kept[0] + found[kept.end() :]
    return found


def _small(word: str) -> str:
    return word.lower() if word.lower() in SMALL else word


def place_of(body: str) -> str:
    """The place in the name of a body: "Northwick" in "Northwick Safeguarding Children Board".

    >>> place_of("Acre & Brook (Safeguarding Children)")
    'Acre and Brook'
    """
    matches = (pattern.match(body) for pattern in (*BOARDS_OF, COUNCIL_OF, BOROUGH_OF))
    match = next(filter(None, matches), None)
    return cleaned(match["name"] if match else re.sub(r"\s*\(.*", "", body)) or body


def cleaned(name: str) -> str:
    """`name` without the words around a place's: "The Northwick City" is "Northwick".

    >>> cleaned("The Northwick City"), cleaned("Acre & the Vale"), cleaned("Acre’s")
    ('Northwick', 'Acre and the Vale', 'Acre')
    >>> cleaned("Ann Other Independent Chair Acre"), cleaned("Information Governance Team Acre")
    ('Acre', 'Acre')
    >>> cleaned("Ms Ann Other Acre"), cleaned("County")
    ('Acre', '')
    """
    start, end = kept(name)
    return in_case(" ".join(name[start:end].replace("&", "and").split()))


def kept(name: str) -> tuple[int, int]:
    """Where the place begins and ends in a name."""
    words = list(_after_office(_after_person(list(re.finditer(r"\S+", name)))))
    while words and (words[0][0] in _LEADING or not words[0][0][0].isupper()):
        words.pop(0)
    while len(words) > 1 and words[-1][0] in _TRAILING and words[-2][0].lower() not in SMALL:
        words.pop()
    said = [word[0] for word in words]
    if said[: len(said) // 2] == said[len(said) // 2 :]:  # of a board's Welsh and English names
        words = words[len(words) // 2 :]
    if all(word[0] in _TRAILING for word in words):  # "the County Council"
        return 0, 0
    genitive = re.search(r"['’]s?$", words[-1][0])
    return words[0].start(), words[-1].end() - (len(genitive[0]) if genitive else 0)


def _after_person(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """`words` behind a titled name: "Ms Ann Other Acre" in an address."""
    titles = [i for i, word in enumerate(words) if word[0].strip(".") in _TITLES]
    behind = words[titles[-1] + _NAME_WORDS :] if titles else words
    is_county = bool(titles) and words[titles[-1]][0] == "Sir" and not behind  # in Welsh
    return words if is_county else behind


def _after_office(words: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    offices = [i for i, word in enumerate(words) if word[0].strip(",") in _OFFICES]
    yield from words[offices[-1] + 1 :] if offices else words
