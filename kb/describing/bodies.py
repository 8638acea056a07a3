"""Whose paper it is, or whom it is about: boards, partnerships and councils by their names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.boards import AREAS, BOARDS, NAME, SHORT_NAME
from kb.describing.addresses import of_address, of_scene, of_web
from kb.describing.named_places import (
    bodies_in,
    body_fields,
    in_case_of,
    of_lede,
    of_local_paper,
    of_text,
    of_text_loosely,
    of_title,
    shortened,
)
from kb.describing.opening import Opening, Said
from kb.describing.places import (
    BOARDS_OF,
    COUNCILS_OF,
    NATIONS,
    cleaned,
    kept,
    names_body,
    place_of,
)
from kb.document_types import BLOG, LETTER, PRESS, REVIEW_TYPES
from kb.types import Field

_NATIONAL = frozenset(
    {
        "press", "blog", "government response", "hansard", "research", "judgment",
        "national child safeguarding practice review", "annual report", "circular",
    }
)  # fmt: skip
_OF_ANYWHERE = frozenset({"guidance", "newsletter", "document"})  # may name one by chance
_OF_SCENE = frozenset({LETTER, "family's web page"})  # whose writers tell where it was
_OF_A_PLACE = frozenset({BLOG, PRESS, "hansard"})
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
_AREAS_FIRST = re.compile(rf"^{AREAS}\s?[:–—]")
_REVIEW_OF_PLACE = re.compile(rf"\bthe {NAME} (?i:report|review|inquiry) (?:on|into|about|of)\b")
_HEALTH = re.compile(
    rf"\b{NAME} (?:Primary Care Trust|PCT|(?:Area |District )?Health Authority|"
    rf"Health (?:District|Division|Unit)|Health Board|CCG|"
    r"Clinical Commissioning Group|(?:(?:Hospitals?|Community|Healthcare|Health|Mental) )*(?i:NHS) "
    r"(?:Foundation )?Trust)\b"
)
_CORONER = re.compile(
    r"\b(?i:coroner(?:['’]s)?(?: for)?(?: (?:the )?(?:coroner )?(?:area|district|county|"
    r"city))? (?:of|for)) "
    rf"(?:the )?{NAME}(?=\W*$|[,.;])"
)
_COURT = re.compile(rf"(?i:sheriffdom of) .*\b(?i:at) {NAME}\W*$")
_INSPECTIONS = frozenset(
    {"inspection report", "joint area review", "joint targeted area inspection"}
)  # fmt: skip
_INSPECTED = re.compile(
    rf"\b(?i:services|arrangements|care|protection|safeguarding)\b.* in {NAME}(?: County Borough)?"
    r"(?:\W*$| following\b)"
)
_KIND = r"(?:County|City|District|(?:(?:London|Royal|Metropolitan|County) )?Borough)"
_TERRITORY = re.compile(
    rf"(?:The )?{_KIND} of {NAME}\W*$|"
    rf"(?:The )?{NAME.replace('?P<name>', '?P<before>')} (?:Metropolitan|London|County) Borough\W*$"
)
_SERVED = re.compile(
    rf"\b(?i:works?|working) with (?:[\w’']+ ){{1,5}}(?:in|across|throughout) {NAME}(?=\W*$|"
    rf" Issue\b)"
)
_BODY = "|".join(BOARDS)
_BODY_ALONE = re.compile(rf"(?:The )?(?:{_BODY})\W*")
_PLACE_ALONE = re.compile(rf"(?:The )?(?:{NAME}|{AREAS.replace('?P<name>', '?P<areas>')})")
_TWO_IN_CAPITALS = re.compile(r"[^a-z\d]+ (?:AND|&) [^a-z\d]+")
_DASHED = re.compile(rf"^{NAME} [—–|-] (?P<body>{_BODY})")
_BODY_FIRST = re.compile(rf"^(?P<body>{_BODY}|{SHORT_NAME})\s?[:–—|-]?\s?(?P<place>{NAME})\W*$")
_BOARD_FOR = re.compile(
    rf"\b(?:{_BODY}|[Ss]afeguarding [Pp]artners)(?:,|:| (?:for|of|in)|(?<=artners)(?=\s))(?::.*☒)? "
    rf"(?!Northern Ireland|Wales|Scotland|England){NAME}"
    r"(?=\W*$| \()"
)
# read last: the place can have another name in English
_WELSH_BOARD = re.compile(
    r"Bwrdd (?:Lleol |Rhanbarthol )?Diogelu(?: Plant| Oedolion)?(?: Lleol| Rhanbarthol)? "
    rf"{NAME}\W*$"
)
_JOINT = re.compile(r"\b(?i:joint)\b.*\b(?i:review)\b")
_MASTHEAD_LINES = 3
_ANY = (*BOARDS_OF, *COUNCILS_OF)


def find_authority(opening: Opening, document_type: str, stated: Sequence[Field]) -> list[Field]:
    """The authority ("Northwick") and its body as printed; nothing for national papers.

    What a field states or stands on cover and running lines decides; else the body that the text
    names most, or alone.
    """
    if document_type in _NATIONAL:
        return of_title(opening) or _written_of(opening, document_type)
    for field in stated:
        if field.name in _STATED:
            return [replace(field, name="authority", value=place_of(field.value))]
    return (
        _place_in(opening, _COURT)
        or _on_cover(opening, document_type)
        or _at_end(opening, document_type)
        or of_title(opening)
        or of_text(opening, alone=document_type not in _OF_ANYWHERE)
        or _place_in(opening, _BOARD_FOR)
        or _place_in(opening, _WELSH_BOARD)
        or _place_in(opening, _AREAS_FIRST)
        or (_loosely(opening, document_type) if document_type not in _OF_ANYWHERE else [])
        or (of_local_paper(opening) if document_type == LETTER else [])
    )


def _loosely(opening: Opening, document_type: str) -> list[Field]:
    """The place of a paper that names no body by its full name."""
    return (
        of_text_loosely(opening)
        or _place_in(opening, _HEALTH)
        or _place_in(opening, _CORONER)
        or of_web(opening)
        or of_address(opening)
        or of_scene(opening, alone=document_type in _OF_SCENE)
    )


def _written_of(opening: Opening, document_type: str) -> list[Field]:
    """Where a newspaper or a blog writes of, though its title does not say so.

    A newspaper's first paragraphs say it; what it names below may be another case.
    """
    if document_type not in _OF_A_PLACE:
        return []
    if document_type == PRESS:
        return of_local_paper(opening) or of_lede(opening)
    return (
        of_text(opening, alone=True)
        or of_text_loosely(opening)
        or _place_in(opening, _REVIEW_OF_PLACE)
    )


def _ways(document_type: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The names of bodies in the order in which papers of a type tell whose they are."""
    ways = (BOARDS_OF, COUNCILS_OF)
    return ways if document_type in REVIEW_TYPES else ways[::-1]


def _on_cover(opening: Opening, document_type: str) -> list[Field]:
    lines = in_case_of((*opening.cover, *opening.titles, *opening.running))
    if document_type in REVIEW_TYPES and (several := _of_several(lines)):
        return several
    for line, printed in zip(lines, opening.cover[:_MASTHEAD_LINES], strict=False):
        if names_body(printed.text) and (found := next(bodies_in([line], _ANY), [])):
            return shortened(opening, found)
    for patterns in _ways(document_type):
        if found := next(bodies_in(lines, patterns), []):
            return shortened(opening, found)
    inspected = _place_in(opening, _INSPECTED) if document_type in _INSPECTIONS else []
    if inspected and inspected[0].value not in NATIONS:
        return inspected
    return _parted(opening) or _place_in(opening, _TERRITORY) or _place_in(opening, _SERVED)


def _at_end(opening: Opening, document_type: str) -> list[Field]:
    ends = in_case_of(line for line in opening.imprint if not _TELLS.search(line.text))
    first, second = _ways(document_type)
    return next(bodies_in(ends, (*first, *second)), [])


def _place_in(opening: Opening, pattern: re.Pattern[str]) -> list[Field]:
    """The place that a line of the cover names which is as `pattern` says."""
    for line in in_case_of(opening.lines):
        if match := pattern.search(line.text):
            group = match.lastgroup or "name"
            if value := cleaned(match[group]):
                return [line.field("authority", value, match.span(group), 0.8)]
    return []


def _of_several(lines: Sequence[Said]) -> list[Field]:
    """The authorities of a joint review, together and each, as its cover names their boards."""
    if not any(_JOINT.search(line.text) for line in lines):
        return []
    found = {fields[0].value: fields[0] for fields in bodies_in(lines, BOARDS_OF)}
    each = [f for name, f in found.items() if not any(name in o for o in found if o != name)]
    if len(each) < 2:
        return []
    together = " and ".join(field.value for field in each)
    spans = tuple(span for field in each for span in field.spans)
    return [replace(each[0], value=together, spans=spans), *each]


def _parted(opening: Opening) -> list[Field]:
    """The place on a line of its own above that of its board, or before a dash.

    Below a board stands the name of the child as often as the place; a place of two areas in
    capitals is taken.
    """
    lines = in_case_of(opening.cover)
    for line in lines:
        if match := _DASHED.match(line.text) or _BODY_FIRST.match(line.text):
            return body_fields(line, match, 0.8)
    for (above, below), (_, printed) in zip(pairwise(lines), pairwise(opening.cover), strict=True):
        place = None
        if _BODY_ALONE.fullmatch(below.text) and _PLACE_ALONE.fullmatch(above.text):
            place = above
        elif _BODY_ALONE.fullmatch(above.text) and _TWO_IN_CAPITALS.fullmatch(printed.text):
            place = below
        if place and (value := cleaned(place.text)):
            return [place.field("authority", value, kept(place.text), 0.8)]
    return []
