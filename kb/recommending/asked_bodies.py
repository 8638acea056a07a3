"""Whom a recommendation asks, by all that says so: plan, note, headings, lines above and words."""

import re
from collections.abc import Sequence

from kb.body_names import ends_in_body, unique_names
from kb.named_bodies import asked_of_all, bodies_in, body_in, names_listed
from kb.recommending.address_lines import addressed_in_line, addresses_those_above
from kb.recommending.addressees import addressees, addressees_below, plain_words
from kb.recommending.advice_headings import advising, names_areas
from kb.recommending.advising import is_stem
from kb.recommending.area_owners import owners_of_area
from kb.recommending.asked_sentences import bodies_only
from kb.recommending.drafts import Draft
from kb.recommending.heading_bodies import (
    agency_above,
    body_above,
    is_council,
    named_by,
    of_chapter,
)
from kb.recommending.labelled_blocks import LabelledBlocks
from kb.recommending.noted_bodies import bodies_noted
from kb.recommending.recipients import meant_by_you
from kb.types import BlockKind

_MADE_TO = re.compile(
    r"\bmakes?\s+(?:\w+\s+)?recommendations?\s+to\s+(?:the\s+)?([A-Z][\w’' ]+?)(?=[.,;:]|$)"
)
_OFFICE = re.compile(
    r"\b(?:the|its|of|and|[Dd]epartment|[Ss]ervices?|[Tt]eam|Division)\b|"
    r"^(?:Trust|Board|Council|Authority|Force|Agency|Partnership|Committee|Constabulary)$"
)
_OWN = re.compile(  # a body that is no part of another
    r"[A-Z].*\s(?:Council|Trust|Police|Constabulary|Board|Authority|Partnership|Government|Office|Academy)|"
    r"(?:the\s)?(?:Board of (?:Governors|Directors|Trustees|Management)|"
    r"Governing Body(?:\sof\s.+)?|Governors|Trustees|Council of Governors)"
)
_POST = re.compile(
    r"(?:\w+\s){0,3}(?:Director|Head|Lead|Manager|Officer|Nurse|Doctor|Midwife|Chair|Matron|Inspector|Superintendent)\b"
)
_STAFF = re.compile(
    r"\b(?:staff|employees|front-?line officers|officers|practitioners|workers)$",
    re.IGNORECASE,
)
_LINE_WORDS = 16
_ALONE = re.compile(
    r"[*_]{1,3}(?P<whom>[^*_.;:]{3,100})[*_]{1,3}:?|(?:\d+\.?\s+)?(?!That\b)(?P<led>[^*_.;:]{3,100}):"
)
_WITH = re.compile(
    r"(?:^\W*(?:(?:Together|Jointly|Along|Working|In (?:partnership|conjunction)) )?[Ww]ith\s|"
    r"^\W*\w+(?:\s\w+)?,\s(?:together\s|jointly\s)?with\s|"
    r"\b(?:should|must)\s\w+,\swith\s(?=the\s[A-Z]|[A-Z])|"
    r",?\s(?:jointly|together|in (?:partnership|conjunction|collaboration))\swith\s|"
    r",\s(?:acting\s|working\s)?(?:through|by|via)\s(?=(?:its|their|the|his|her)\s[A-Z][\w’'-]+\s[\w’'-]+))"
    r"(?P<whom>[^,.;]{3,100}?)(?=[,.;]|$)"
)
_THAT_BODY = re.compile(r"\bthat\s(?P<whom>(?:the\s)?[A-Z][^,;:]{3,90}):\W*$")
_ITEM = re.compile(r"\s\((?:[a-h]|[ivx]{1,4}|\d)\)\s")
_ITEMS = re.compile(r"\s\((?:a|i|1)\)\s")


def asked_of_document(blocks: LabelledBlocks) -> tuple[str, ...]:
    """The body to which the document says that its recommendations are made."""
    for i in blocks.shown:
        if match := _MADE_TO.search(blocks.texts[i]):
            return tuple(filter(None, [body_in(match[1])]))
    return ()


def asked_bodies(
    blocks: LabelledBlocks, draft: Draft, of_document: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom a draft asks, as named; what stands nearest to its words says it best.

    Args:
        blocks: of the document.
        draft: the recommendation.
        of_document: whom the document says that it asks.
    """
    asked = _asked(blocks, draft, of_document)
    found = tuple(of_chapter(blocks, draft.block.section, name) for name in asked)
    match = _WITH.search(draft.text) if len(found) == 1 else None
    named = names_listed(match["whom"]) if match else ()
    return unique_names([*found, *named]) if named and all(map(ends_in_body, named)) else found


def _asked(blocks: LabelledBlocks, draft: Draft, of_document: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a draft asks by the first of these that says so, leaving out who is to join in."""
    headings = draft.block.section
    advises = advising(headings) or blocks.addressed(headings)
    near = headings[max(advises - 1, 0) :] if advises else ()
    above = headings[: max(advises - 1, 0)]
    said = _by_words(draft.text, blocks.names)
    if not said and any(map(names_areas, near[-1:])):
        said = owners_of_area(draft.text)
    noted = bodies_noted(draft.plan.get("addressee", ""))
    if not noted and is_stem(draft.stem) and addressees(draft.stem, blocks.names):
        return addressees_below(draft.stem, draft.text, blocks.names)
    words = unique_names(
        [
            *_in_full(said, [named_by(blocks, heading) for heading in near]),
            *meant_by_you(draft.text, blocks.readers),
        ]
    )
    return (
        _within(body_above(near[1:]) if noted else "", _and_body(blocks, noted, words))
        or _at_heading(next(filter(None, (asked_of_all(h) for h in reversed(near))), ()), words)
        or _at_line(_said_above(blocks, draft), words)
        or _with_lead(draft, _led(draft, _within(body_above(near[1:]), words)) if words else ())
        or (addressees_below(draft.stem, draft.text, blocks.names) if draft.stem else ())
        or _by_stem(blocks, draft)
        or next(filter(None, (named_by(blocks, h) for h in reversed(near))), ())
        or bodies_noted(draft.plan.get("lead", ""))
        or agency_above(near)
        or of_document
        or tuple(heading for heading in above if is_council(heading))[-1:]
    )


def _and_body(
    blocks: LabelledBlocks, noted: tuple[str, ...], words: tuple[str, ...]
) -> tuple[str, ...]:
    """The posts that a note names, and the body that the words ask before them."""
    if not noted or not all(map(_POST.match, noted)):
        return noted
    bodies = (name for name in words if not _POST.match(name))
    own = [name for name in bodies if _OWN.fullmatch(blocks.full_names.of(name))]
    return unique_names([*own, *noted])


def _at_heading(above: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a heading addresses, and with one body those of its posts that the words name."""
    return _at_line(above, tuple(name for name in words if re.search(r"\s[A-Z]", name)))


def _by_stem(blocks: LabelledBlocks, draft: Draft) -> tuple[str, ...]:
    """The bodies that a paragraph above an item names and no more: "2. The Home Office:"."""
    stem = draft.block.stem
    words = blocks.words(stem).strip(" *_") if stem is not None else ""
    return bodies_in(words) if words.endswith(":") else ()


def _at_line(above: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a line addresses, and with one body those of its parts that the words name."""
    if words and len(above) == 1:
        several = " and " in above[0] and not _OWN.fullmatch(above[0])
        return words if several else _within(above[0], words)
    return above


def _within(body: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Bodies asked under the heading of another: it, and its officers or the others that are named.

    A team of the body by a word of its name, and staff of no name, are the body.
    """
    if not body:
        return found
    if any(_OWN.fullmatch(name) and not _is_part(name, body) for name in found):
        return unique_names(body if _is_part(name, body) else name for name in found)
    others = [name for name in found if not (_is_part(name, body) or _is_staff(name))]
    return unique_names([body, *others])


def _with_lead(draft: Draft, words: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the words of a row ask, and its lead where the row gives no action that this leads."""
    if draft.block.kind is not BlockKind.TABLE_ROW or "action" in draft.plan or not words:
        return words
    leads = bodies_noted(draft.plan.get("lead", ""))
    others = [
        name for name in words if " " not in name or not any(_is_part(name, lead) for lead in leads)
    ]
    return unique_names([*others, *leads])


def _led(draft: Draft, found: tuple[str, ...]) -> tuple[str, ...]:
    """Bodies asked in a row of a table that names a lead: staff of no name are the lead's."""
    if draft.block.kind is not BlockKind.TABLE_ROW or not all(map(_is_staff, found)):
        return found
    return bodies_noted(draft.plan.get("lead", "")) or found


def _is_staff(name: str) -> bool:
    """Whether a name is of staff and does not say whose: "call handling staff"."""
    match = _STAFF.search(name)
    return bool(match and not ends_in_body(name[: match.start()].strip()))


def _is_part(name: str, body: str) -> bool:
    """Whether each word of a name but those of any office stands in that of a body."""
    said = {word.lower().strip(".,:;") for word in re.split(r"[\s/-]+", body)}
    words = [w for w in re.split(r"[\s/-]+", _OFFICE.sub(" ", name)) if w]
    return all(word.lower() in said or word.isupper() for word in words)


def _said_above(blocks: LabelledBlocks, draft: Draft) -> tuple[str, ...]:
    """Whom the last line above in its section names that says no more: "For the Board"."""
    for k in reversed([k for k in blocks.shown if k < draft.at]):
        if blocks.document.blocks[k].section != draft.block.section:
            break
        text = blocks.texts[k].strip()
        if addresses_those_above(text):
            return _all_above(blocks, k)
        if named := addressed_in_line(text):
            return named
        numbered = blocks.count(k) is not None or blocks.bears_number(k) or is_stem(text)
        if len(text.split()) > _LINE_WORDS or text[-1:] in ".;" or numbered:
            continue
        alone = _ALONE.fullmatch(text)
        if named := asked_of_all(plain_words(text)) or (
            bodies_in(alone["whom"] or alone["led"]) if alone else ()
        ):
            return named
    return ()


def _all_above(blocks: LabelledBlocks, i: int) -> tuple[str, ...]:
    """All whom the lines before a line of the same section address."""
    section = blocks.document.blocks[i].section
    before = [k for k in blocks.shown if k < i and blocks.document.blocks[k].section == section]
    return unique_names(name for k in before for name in addressed_in_line(blocks.texts[k]))


def _by_words(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Whom a recommendation asks by its words, without the items in it, if those before ask."""
    items = _ITEMS.search(text)
    lead = text[: items.start()] if items else ""
    before = addressees(lead, names) or tuple(bodies_only(_THAT_BODY.search(lead)))
    return before or addressees(_ITEM.sub(" ", text), names)


def _in_full(found: tuple[str, ...], above: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Bodies as found, but those of a heading where only "the Trust" or "the department" is."""
    if len(found) != 1 or " " in found[0] or not ends_in_body(found[0]) or found[0].isupper():
        return found
    return next(filter(None, reversed(above)), found)
