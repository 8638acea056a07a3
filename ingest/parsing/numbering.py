"""The numbers that Word counts by itself: "4.12", "(b)", "iv.", "Recommendation 3".

A paragraph names a list and a level, itself or through its style; the list says how each level is
counted and printed (`word/numbering.xml`).
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LETTERS = frozenset({"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DEPTH = 20  # styles that are based on one another


@dataclass(frozen=True, slots=True)
class Mark:
    """What Word prints before a paragraph: `text` is empty for a bullet.

    `list` tells lists apart; `lone` says that only this level's count is printed, `lettered` that
    it is a letter or a roman figure.
    """

    text: str
    list: int
    level: int
    lone: bool = True
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Style:
    """What is read of a paragraph style, with what it inherits."""

    name: str = ""
    outline: int | None = None
    list: int | None = None
    level: int | None = None
    hidden: bool = False
    shaded: bool = False
    bold: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of a document as they come."""

    _kinds: dict[int, dict[int, _Level]]
    _lists: dict[int, tuple[int, dict[int, _Level]]]
    _counts: dict[int, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def mark(self, paragraph: Any, style_id: str | None, style: Style) -> Mark | None:
        """The mark before `paragraph`, which is counted by this call, or None without one."""
        number, level = _named(paragraph)
        if number is None:
            number = style.list
            if level is None:
                level = style.level if style.level is not None else self._linked(number, style_id)
        if not number or number not in self._lists:  # list 0 takes a style's number off
            return None
        return self._count(number, level or 0)

    def _linked(self, number: int | None, style_id: str | None) -> int | None:
        """The level that belongs to a style."""
        _, levels = self._lists.get(number or 0, (0, {}))
        return next((n for n, level in levels.items() if level.style == style_id), None)

    def _count(self, number: int, level: int) -> Mark | None:
        kind, own = self._lists[number]
        levels = self._kinds.get(kind, {}) | own
        if level not in levels:
            return None
        counts = self._counts.setdefault(kind, {})
        for upper in range(level):
            counts.setdefault(upper, levels.get(upper, _Level()).start)
        if level in own and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for lower in [n for n in counts if n > level]:
            restart = levels.get(lower, _Level()).restart
            if restart is None or 0 <= level < restart:
                del counts[lower]
        return _mark(number, level, levels, counts)


def _mark(number: int, level: int, levels: dict[int, _Level], counts: dict[int, int]) -> Mark:
    own = levels[level]
    if own.form == "bullet":
        return Mark("", number, level)
    shown = [int(digit) - 1 for digit in re.findall(r"%([1-9])", own.text)]

    def figure(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        form = levels.get(place, _Level()).form
        count = counts.get(place, levels.get(place, _Level()).start)
        return in_form(count, "decimal" if own.legal and form != "none" else form)

    text = re.sub(r"%([1-9])", figure, own.text)
    lettered = own.form in _LETTERS and not own.legal
    return Mark(" ".join(text.split()), number, level, shown == [level], lettered)


def in_form(count: int, form: str) -> str:
    """A count as Word prints it.

    >>> [in_form(28, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['28', 'bb', 'XXVIII', '28']
    """
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (count // value)
            count %= value
        return letters if form == "lowerRoman" else letters.upper()
    if form == "decimalZero":
        return f"{count:02}"
    if form == "ordinal":
        last = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10)
        return f"{count}{last or 'th'}"
    return str(count)


def read_styles(document: Any) -> dict[str, Style]:
    """The paragraph and character styles of a document by id."""
    found = {element.get(f"{W}styleId"): element for element in document.styles.element.style_lst}
    styles: dict[str, Style] = {}
    for key, first in found.items():
        style, element, depth = Style(), first, 0
        names, bold = [], None
        while element is not None and depth < _DEPTH:
            names.append(_value(element, "name") or "")
            outline = _number(element, "pPr/outlineLvl")
            number, level = _named(element)
            if style.outline is None:
                style.outline = outline
            if style.list is None:
                style.list = number
                style.level = level if style.level is None else style.level
            if bold is None and (mark := element.find(f"{W}rPr/{W}b")) is not None:
                bold = is_on(mark)
            style.hidden |= is_on(element.find(f"{W}rPr/{W}vanish"))
            style.shaded |= element.find(f"{W}pPr/{W}shd") is not None
            element, depth = found.get(_value(element, "basedOn")), depth + 1
        style.name, style.bold = names[0], bool(bold)
        if style.outline is None and (heading := _heading(names)):
            style.outline = heading - 1
        styles[key or ""] = style
    return styles


def read_numbering(document: Any) -> Numbering:
    """The lists that a document defines."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # a document without lists has no such part
        return Numbering({}, {})
    kinds, links, homes = {}, {}, {}
    for element in root.findall(f"{W}abstractNum"):
        key = _int(element.get(f"{W}abstractNumId"))
        kinds[key] = {n: level for e in element.findall(f"{W}lvl") for n, level in [_level(e)]}
        if style := _value(element, "styleLink"):
            homes[style] = key
        if style := _value(element, "numStyleLink"):
            links[key] = style
    lists = {}
    for element in root.findall(f"{W}num"):
        kind = _number(element, "abstractNumId") or 0
        kind = homes.get(links.get(kind, ""), kind)
        own: dict[int, _Level] = {}
        for change in element.findall(f"{W}lvlOverride"):
            n = _int(change.get(f"{W}ilvl"))
            level = kinds.get(kind, {}).get(n, _Level())
            if (inner := change.find(f"{W}lvl")) is not None:
                level = _level(inner)[1]
            start = _number(change, "startOverride")
            own[n] = level if start is None else replace(level, start=start)
        lists[_int(element.get(f"{W}numId"))] = (kind, own)
    return Numbering(kinds, lists)


def is_on(element: Any) -> bool:
    """Whether a property such as `w:b` is there and not switched off."""
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _heading(names: list[str]) -> int | None:
    for name in names:
        if match := re.match(r"heading (\d)\b|title$", name, re.IGNORECASE):
            return int(match[1] or 1)
    return None


def _level(element: Any) -> tuple[int, _Level]:
    start = _number(element, "start")
    return _int(element.get(f"{W}ilvl")), _Level(
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        start=0 if start is None else start,
        restart=_number(element, "lvlRestart"),
        legal=is_on(element.find(f"{W}isLgl")),
        style=_value(element, "pStyle"),
    )


def _named(element: Any) -> tuple[int | None, int | None]:
    """List and level that a paragraph or a style names."""
    return (
        _number(element, "pPr/numPr/numId"),
        _number(element, "pPr/numPr/ilvl"),
    )


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    value = found.get(f"{W}val") if found is not None else None
    return str(value) if value is not None else None


def _number(element: Any, path: str) -> int | None:
    value = _value(element, path)
    return _int(value) if value is not None else None


def _int(value: str | None) -> int:
    """A whole number of the file, 0 where what it says is none."""
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else 0
