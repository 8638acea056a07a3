"""The names of boards, partnerships and councils, and the authority whose they are.

The bodies that keep children safe were renamed by law (area child protection committees, then local
safeguarding children boards until 2019, then partnerships); what stays is the place in the name.
"""

import re

_WORD = r"[A-Z][\w’'-]*[\w]"
_LANDS = (  # that a place's name can begin with: "the Vale of Acre"
    r"(?:Soke|Isles?|Vale|Forest|Stewartry|Carse|Kyles?|Howe|Braes|Strath|Glens?|Point|Bay|Chase|"
    r"Mull|Rhinns|Heart|Weald|Peak|Moor|Heights|Mouth|Ness|Bridge|Head|Hundred|Liberty|Lordship)"
)
_PART = rf"(?:{_LANDS} of (?:the )?)?{_WORD}"
NAME = (
    rf"(?P<name>{_PART}"
    rf"(?:(?: (?:(?:and|&) the|and|upon|on|with|the|in|under|le|y|ac|a['’]r|&))? {_PART}){{0,4}}?)"
)
_AREA = rf"{_PART}(?: {_PART}){{0,2}}?"
_FIRST = (  # of two words it could be a person: "Ann Other, Acre and Brook Board"
    r"(?:(?:North|South|East|West|Mid|Upper|Lower|Great|Little|Old|New|Inner|Outer|Central|St) )?"
    rf"{_PART}"
)
AREAS = (  # three areas and more, at the beginning of a line: "Acre, Brook and the Vale"
    rf"(?P<name>{_FIRST}(?:, {_AREA}){{1,3}},? (?:and|&)(?: the)? {_AREA})"
)
BOARDS = (
    r"(?:Local |Regional )?Safeguarding (?:and \w+ )?"
    r"(?:(?:Child(?:ren)?(?:['’]s|s['’])?(?: and (?:Adults?|Families))?|Adults?) )?"
    r"(?:Boards?|Partnerships?|Partners|Panel)\b",
    r"(?:Local )?Child(?:ren)?(?:['’]s)? Safeguarding (?:Partnership|Board)",
    r"(?:Joint )?(?:Area )?(?:Adult(?: Support)? and )?"
    r"(?:Child|Adult|Public) Protection (?:Committee|Partnership)",
    r"(?:Joint )?(?:Area |District |County )?(?:Case )?Review Committee",
    r"(?:Safer |Community Safety )Partnership",
    r"(?i:Community Planning Partnership|Chief Officers['’]? Group)",
    r"(?:Area )?Health (?:and|&) (?:Personal )?Social (?:Care|Services) (?:Trust|Board)",
)
COUNCIL = (
    r"(?:Metropolitan |City |County |District |Royal |London |Borough |Unitary |Regional |"
    r"Islands )*Council\b"
)
SHORT_NAME = r"(?:A\.C\.P\.C\.?|C\.P\.C\.?|(?:ACPC|LSCB|SCB|LSCP|SCP|CPC)\b)"
BOROUGH = (
    r"(?P<body>(?:(?:London|Royal|Metropolitan|Landward|and) )*(?:Borough|Burgh|"
    r"Burgh and Landward District)) of "
    r"(?P<name>[A-Z]\w+(?:(?: and| upon)? (?!Council|Town|Civic|County)[A-Z]\w+){0,3})"
)
SHORT_BOARD = re.compile(rf"{NAME} (?P<body>{SHORT_NAME})")
_BODY = re.compile(
    rf"(?:the )?{NAME}(?:['’]s?)? (?:{'|'.join((*BOARDS, COUNCIL, SHORT_NAME))})(?: \([A-Z]+\))?",
    re.IGNORECASE,
)
_BOROUGH = re.compile(rf"(?:the )?{BOROUGH}(?: Council)?", re.IGNORECASE)


def authority_of(body: str) -> str | None:
    """The authority in the name of a body; None where `body` is no such name.

    >>> [authority_of(f"Northwick {kind}") for kind in ("ACPC", "LSCB", "Borough Council")]
    ['Northwick', 'Northwick', 'Northwick']
    >>> authority_of("Northwick Safeguarding Children Partnership"), authority_of("Northwick")
    ('Northwick', None)
    """
    match = _BODY.fullmatch(body.strip()) or _BOROUGH.fullmatch(body.strip())
    return match["name"] if match else None
