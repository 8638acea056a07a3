"""The place that addresses name, of the post and of the web, and where a text says that it was."""

import re

from kb.boards import NAME
from kb.describing.opening import Opening, lines_of
from kb.describing.places import cleaned, with_names_in_case
from kb.types import Field
from kb.words import MONTHS

_UNSURE = 0.6
_TOWN = r"(?P<town>[A-Z][\w’'-]+(?: (?:[a-z]+ )?[A-Z][\w’'-]+)?)"
_BUILDING = (
    r"(?:House|Hall|Offices?|Chambers|Buildings?|Street|Road|Lane|Square|Centre|Station|Place)"
)
_ADDRESSES = (
    re.compile(rf"(?:^|, ){_TOWN},? [A-Z]{{1,2}}\d[\dA-Z]? \d[A-Z]{{2}}\b"),
    re.compile(rf"\b{_BUILDING}, (?:[\w’' -]+ {_BUILDING}, )*{_TOWN}(?=\.?\W*$|\. )"),
)
_HOST = re.compile(
    r"(?:www\.|@|https?://)(?:[a-z]+\.(?=[a-z0-9-]+\.(?:gov|org)))?([a-z][a-z-]+)"
    r"\.(?:gov|org|example|co|com|lgov)(?:\.(?:uk|scot|wales|cymru))?\b"
)
_OF_BODY = re.compile(
    r"-?(?:safeguarding[a-z-]*|local|[ls]*scb|l?scp|scp|acpc|cpc|cysur|council|cc|bc|mbc|dc)$"
)
_NATIONAL_HOST = re.compile(
    r"(?:ofsted|education|justice|judiciary|home-?office|wales|scotland|nidirect|df[es]+|do?h|dcsf|"
    r"dhsc|parliament|assembly|service|publications|nspcc|nhs|police|cqc|hmic|estyn|ico|gov|"
    r"careinspectorate)\b"
)
_NO_TOWN = (
    rf"(?:{'|'.join(MONTHS)}|"
    r"Spring|Summer|Autumn|Winter|England|Wales|Scotland|Northern|Britain|Parliament|Hospital|Year|"
    r"Care|Chapter|Section|Part|Annex|Appendix|Working|Regulation|Schedule|The|A|This|Court|Crown|Mr|"
    r"Mrs|Ms|Dr|Adult|Child|Children|Social|Health|Education|Police|School|Key|Need)\b"
)
_AREA = re.compile(rf"\bin the {_TOWN} area\b")
_WHOM = (  # of whom one says where they are, when one speaks of a place's services
    r"(?:residents|people|children|families|communities|services?|agenc(?:y|ies)|professionals|"
    r"practitioners|staff|workers|schools|partners|colleagues|everyone|councillors|"
    r"(?:social|health) (?:workers|visitors)|(?:safeguarding|child protection) arrangements)"
)
_COMMUNITY = re.compile(
    rf"\b(?i:{_WHOM}) (?:[a-z]+ ){{0,4}}?(?:of|in|across|throughout|within) "
    rf"(?!{_NO_TOWN}){_TOWN}(?![\w’'-]| [A-Z])"
)
_STREET = r"(?:Row|Road|Street|Lane|Avenue|Close|Way|Terrace|Court|House|Rise|Drive|Crescent|Place)"
_SCENE = re.compile(
    r"\b(?:died|killed|murdered|lived|house|home|flat|homes|bungalow) in "
    rf"(?!{_NO_TOWN}){_TOWN}"
    rf"(?!\w| {_STREET}\b)"
)
_NATIONAL = re.compile(  # bodies that sit in one town and serve all
    r"\b(?:Ofsted|Estyn|Inspect\w+|Department|Minist\w+|Government|Secretary|House of|"
    r"Commission\w*|National|London|Cardiff|Edinburgh|Belfast|Coroner|Court|Information)\b"
)


def of_web(opening: Opening) -> list[Field]:
    """The place in the web or e-mail address of a board or council, as the text writes it."""
    document = opening.document
    text = " ".join(page.text for page in document.pages)
    places = {cleaned(match["name"]) for match in re.finditer(NAME, text)}
    for block in document.blocks:
        for line in lines_of(document, block):
            for host in _HOST.finditer(line.text):
                if place := _place_of_host(host[1], places, is_local=".gov" in host[0]):
                    return [line.field("authority", place, host.span(1), _UNSURE)]
    return []


def _place_of_host(host: str, places: set[str], *, is_local: bool) -> str:
    """The place among `places` that a host spells, or that which a body's host does."""
    if _NATIONAL_HOST.match(host):
        return ""
    base = _OF_BODY.sub("", host).strip("-")
    spelt = base.replace("-", "")
    for place in places:
        if place and place.replace(" ", "").casefold() == spelt:
            return place
    return base.replace("-", " ").title() if is_local or base != host else ""


def of_address(opening: Opening) -> list[Field]:
    """The town that ends the address of a local body, before its postcode or as its last part."""
    for line in (*opening.cover, *opening.imprint, *opening.running):
        for pattern in _ADDRESSES if not _NATIONAL.search(line.text) else ():
            if match := pattern.search(with_names_in_case(line.text)):
                return [line.field("authority", match["town"], match.span("town"), _UNSURE)]
    return []


def of_scene(opening: Opening, *, alone: bool) -> list[Field]:
    """The one area in which the text says that it was; `alone`, also that of the home or death."""
    found = {}
    for said in opening.prose + opening.cover:
        for pattern in (_AREA, _COMMUNITY, _SCENE) if alone else (_AREA, _COMMUNITY):
            for match in pattern.finditer(said.text):
                if re.search(rf"\b{_STREET}$", match["town"]):
                    continue
                found[match["town"]] = said.field(
                    "authority", match["town"], match.span("town"), _UNSURE
                )
    return list(found.values()) if len(found) == 1 else []
