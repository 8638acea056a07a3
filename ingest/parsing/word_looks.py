"""How Word prints a run or a paragraph: hidden, covered, bold, an entry of the contents, a sign."""

import re
from collections.abc import Mapping
from typing import Any

from ingest.parsing.numbering import Style, W, is_on

_BOLD_WORDS = 12
_SPACES = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_WINGDINGS = {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}


def sign(element: Any, name: str) -> str:
    """What an element of a run other than text prints: a space, a hyphen, a bullet, a tick."""
    if name != "sym":
        return _SPACES.get(name, "")
    code = element.get(f"{W}char") or ""
    number = int(code, 16) & 0xFF if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    font = (element.get(f"{W}font") or "").replace(" ", "").lower()
    signs = _WINGDINGS_2 if font == "wingdings2" else _WINGDINGS if font == "wingdings" else {}
    return signs.get(number, "•")


def form_value(mark: Any) -> str:
    """What a field of an old form shows that no run holds: its tick, or the entry chosen."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☒" if is_on(box.find(f"{W}default") if checked is None else checked) else "☐"
    choice = mark.find(f"{W}ffData/{W}ddList")
    if choice is None:
        return ""
    entries = [entry.get(f"{W}val") or "" for entry in choice.findall(f"{W}listEntry")]
    result = choice.find(f"{W}result")
    place = int(result.get(f"{W}val") or 0) if result is not None else 0
    return entries[place] if 0 <= place < len(entries) else ""


def is_hidden(run: Any, style: Style, styles: Mapping[str, Style]) -> bool:
    """Whether a run is marked hidden, white on white, or too small to see."""
    look = run.find(f"{W}rPr")
    if look is None:
        return style.hidden
    vanish = look.find(f"{W}vanish")
    if vanish is not None:
        return is_on(vanish)
    if style.hidden:
        return True
    named = look.find(f"{W}rStyle")
    if named is not None and styles.get(named.get(f"{W}val"), Style()).hidden:
        return True
    size = look.find(f"{W}sz")
    if size is not None and (size.get(f"{W}val") or "9") in ("1", "2"):
        return True
    # white words on something dark are a heading or a table's first row
    return _colour(look) == "FFFFFF" and not (
        style.shaded
        or look.find(f"{W}shd") is not None
        or look.find(f"{W}highlight") is not None
        or run.xpath("ancestor::w:tbl | ancestor::w:txbxContent | ancestor::w:p/w:pPr/w:shd")
    )


def is_covered(run: Any) -> bool:
    """Whether the words of a run are black on black."""
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    highlight, shade = look.find(f"{W}highlight"), look.find(f"{W}shd")
    if highlight is not None and highlight.get(f"{W}val") == "black":
        return _colour(look) in (None, "AUTO", "000000")
    return shade is not None and shade.get(f"{W}fill") == "000000" and _colour(look) == "000000"


def is_contents(element: Any, style: Style, raw: str) -> bool:
    """Whether a paragraph is an entry of a list of contents: words, dots, a page number."""
    if re.match(r"(?:toc \d|table of figures)", style.name, re.IGNORECASE):
        return True
    leader = "w:pPr/w:tabs/w:tab[@w:val='right'][@w:leader='dot' or @w:leader='underscore']"
    return bool(re.search(r"\S\s*\t\s*(?:\d{1,4}|[ivxl]+)\s*$", raw)) and bool(
        element.xpath(leader)
    )


def is_bold_heading(element: Any, style: Style, text: str) -> bool:
    """Whether a paragraph is short, bold throughout, and no sentence."""
    if len(text.split()) > _BOLD_WORDS or re.search(r"[.,;!?]$", text) or not text[0].isupper():
        return False
    looks = element.xpath(".//w:r[w:t[normalize-space()]]")
    return bool(looks) and all(_is_bold(run, style) for run in looks)


def _is_bold(run: Any, style: Style) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return style.bold if mark is None else is_on(mark)


def _colour(look: Any) -> str | None:
    found = look.find(f"{W}color")
    return (found.get(f"{W}val") or "").upper() or None if found is not None else None
