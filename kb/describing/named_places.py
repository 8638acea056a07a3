"""The places whose boards and councils a text names: in a line, in its title, most or alone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kb.boards import COUNCIL, NAME
from kb.describing.opening import Opening, Said, lines_of
from kb.describing.outlets import place_of_masthead
from kb.describing.places import BOARDS_OF, COUNCILS_OF, NATIONS, cleaned, kept, with_names_in_case
from kb.types import Field

_WHOLE = r"(?![\w’'-]| (?:(?:and|&) )?(?:the )?[A-Z])"  # not the first words of a name
_PARTNERS_IN = re.compile(rf"(?P<body>[Ss]afeguarding [Pp]artners) (?:for|of|in) {NAME}{_WHOLE}")
_ASKED = r"(?!(?:\)| \([A-Z]+\))? (?:should|must)\b)"  # whoever is asked to act may be another
_SO_CALLED = re.compile(
    rf"{NAME} (?P<body>(?i:{COUNCIL}|(?:local )?safeguarding (?:children )?(?:board|partnership)|"
    r"child protection committee|area review committee|social services|social work department|"
    r"children['’]s services|social workers)|(?:Metropolitan|County|London) (?:Borough|District))"
    + _ASKED
)
_SERVICES_OF = re.compile(
    r"(?P<body>(?i:social (?:services|work(?:ers)?)|council(?: chiefs)?|authorities|county borough|"
    r"borough|county|children['’]s services|director of social services)) "
    rf"(?:at|in|for|of) {NAME}{_WHOLE}"
)
_BOARD_OF = re.compile(
    r"(?P<body>(?i:(?:local )?(?:safeguarding|child protection|area review) (?:children )?"
    rf"(?:board|partnership|committee|partners))) (?:at|in|for|of) {NAME}{_WHOLE}"
)
_OWN = re.compile(
    rf"{NAME}['’]s (?P<body>(?:[\w'’-]+ ){{0,3}}?(?:[Bb]oard|[Cc]ouncil|[Pp]artnership|"
    r"[Cc]ommittee|[Ss]ervices|[Ss]ocial (?:workers|work))\b)"
)
_IN_TEXT = tuple(
    re.compile(pattern.pattern + _ASKED)
    for pattern in (*BOARDS_OF[1:], *COUNCILS_OF[1:], _PARTNERS_IN)
)
_LOOSELY = (*_IN_TEXT, _SO_CALLED, _SERVICES_OF, _OWN)
_AUTHORED = re.compile(r"\b(?:author|reviewer|writer|(?:written|prepared|led) by)s?\s?:?\s$", re.I)
_MOSTLY = 0.6
_OFTEN = 3
_MASTHEAD_LINES = 4
_LEDE = 2
_UNSURE = 0.7


def in_case_of(lines: Iterable[Said]) -> list[Said]:
    """`lines` with what stands in capitals as names are written."""
    return [Said(with_names_in_case(line.text), line.spans) for line in lines]


def bodies_in(
    lines: Iterable[Said], patterns: Iterable[re.Pattern[str]], confidence: float = 0.95
) -> Iterator[list[Field]]:
    """Every authority that `lines` name, each with its body as printed where that is a name."""
    for line in lines:
        for pattern in patterns:
            for match in pattern.finditer(line.text):
                if fields := body_fields(line, match, confidence):
                    yield fields


def body_fields(line: Said, match: re.Match[str], confidence: float) -> list[Field]:
    """The authority and the body that `match` names; nothing where its name is no place's."""
    begin = _behind_author(line.text, *match.span("name"))
    printed = line.text[begin : match.end("name")]
    name = cleaned(printed)
    if not name or name in NATIONS:
        return []
    first, last = kept(printed)
    start = begin + first
    stands = (start, begin + last)
    found = [line.field("authority", name, stands, confidence)]
    if not match["body"][0].islower():
        place = (min(start, match.start("body")), match.end())
        found.append(line.field("board", line.text[place[0] : place[1]], place, confidence))
    return found


def _behind_author(text: str, start: int, end: int) -> int:
    """Where a place's name begins behind an author's: "Author: Ann Other Acre LSCB"."""
    words = list(re.finditer(r"\S+", text[start:end]))
    authored = _AUTHORED.search(text[:start]) and len(words) > len(("Ann", "Other"))
    return start + words[len(("Ann", "Other"))].start() if authored else start


def named_in_text(opening: Opening, *, loosely: bool = False) -> list[Field]:
    """The authorities whose bodies the text names, as often as it does; loosely, as the press."""
    return [fields[0] for fields in _in_blocks(opening, _LOOSELY if loosely else _IN_TEXT)]


def _in_blocks(opening: Opening, patterns: Iterable[re.Pattern[str]]) -> Iterator[list[Field]]:
    lines = (
        line
        for block in opening.document.blocks
        for line in in_case_of(lines_of(opening.document, block))
    )
    return bodies_in(lines, patterns, _UNSURE)


def of_title(opening: Opening) -> list[Field]:
    """The authority of which a title speaks ("The Acre Inquiry"), if the text names its bodies."""
    counts = Counter(field.value for field in named_in_text(opening, loosely=True))
    for line in in_case_of(opening.lines):
        for name, _ in counts.most_common():
            match = re.search(rf"\b{re.escape(name)}\b(?!['’])", line.text)
            if match:
                return [line.field("authority", name, match.span(), _UNSURE)]
    return []


def of_text(opening: Opening, *, alone: bool) -> list[Field]:
    """The authority whose bodies the text names often and more than all others.

    Where it may be `alone`, that which it names, if once, and no other.
    """
    found = named_in_text(opening)
    counts = Counter(field.value for field in found)
    if not counts:
        return []
    name, n = counts.most_common(1)[0]
    enough = n >= max(_OFTEN, _MOSTLY * counts.total()) or (alone and len(counts) == 1)
    return [next(field for field in found if field.value == name)] if enough else []


def of_text_loosely(opening: Opening) -> list[Field]:
    """The one authority that the text names in any words: "social services at Acre"."""
    named = _in_blocks(opening, (*_LOOSELY, _BOARD_OF))
    found = {fields[0].value: fields[0] for fields in named}
    return list(found.values()) if len(found) == 1 else []


def of_local_paper(opening: Opening) -> list[Field]:
    """The one place whose bodies a local paper names; else its own town, if it writes of it."""
    text = " ".join(page.text for page in opening.document.pages)
    for line in opening.cover[:_MASTHEAD_LINES]:
        if town := place_of_masthead(line.text):
            if named := of_text(opening, alone=True):
                return named
            if len(re.findall(rf"\b{re.escape(town)}\b", text, re.IGNORECASE)) > 1:
                return [line.field("authority", town, None, _UNSURE)]
    return []


def of_lede(opening: Opening) -> list[Field]:
    """The one place whose bodies the first paragraphs of an article name."""
    lines = in_case_of((*opening.cover, *opening.prose[:_LEDE]))
    named = bodies_in(lines, (*_LOOSELY, _BOARD_OF), _UNSURE)
    found = {fields[0].value: fields[0] for fields in named}
    return list(found.values()) if len(found) == 1 else []


def shortened(opening: Opening, found: list[Field]) -> list[Field]:
    """An authority without several words before it, where the text mostly names it without them.

    A letter's address runs on: "Ann Other Fostering Acre Council".
    """
    first, *others = found
    if " " not in first.value:
        return found
    counts = Counter(field.value for field in named_in_text(opening))
    for name, n in counts.most_common():
        before = first.value.removesuffix(f" {name}").split()
        many = n >= _OFTEN and n > counts[first.value] and first.value.endswith(f" {name}")
        if many and len(before) > 1 and not any(word.islower() for word in before):
            return [replace(first, value=name), *others]
    return found
