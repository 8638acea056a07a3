"""What a font of a PDF says of its letters: their width, and which ones its codes stand for.

A code stands for a letter through the font's map to Unicode, a known encoding, or the names of its
glyphs (ISO 32000-1, 9.10.2). Without one of these pypdf gives the bare code, or the glyph's own
name, and either may look like words.
"""

import re
from dataclasses import dataclass
from typing import Any

UNKNOWN = "\ufffd"
"""What stands for a letter that nobody can tell."""

_FEW_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Font:
    """What is read of a font; `pitch` is how wide a common letter is, in parts of the size."""

    bold: bool = False
    italic: bool = False
    pitch: float = 0.5
    unmapped: bool = False
    nameless: re.Pattern[str] | None = None

    def letters(self, text: str) -> str:
        """`text` as pypdf gives it, with a sign for each letter that it cannot know."""
        if self.unmapped:
            return re.sub(r"[^\n]", UNKNOWN, text)
        return self.nameless.sub(UNKNOWN, text) if self.nameless else text


def read_font(font: Any) -> Font:
    """The font of some words; `font` is its dictionary, or None where pypdf found none."""
    font = font or {}
    name = str(font.get("/BaseFont", "")).lower()
    try:
        unmapped, nameless = _is_unmapped(font), _nameless(font)
    except Exception:  # noqa: BLE001 - pypdf raises what a broken dictionary makes it raise
        unmapped, nameless = False, None
    return Font(
        bold="bold" in name,
        italic="italic" in name or "oblique" in name,
        pitch=_letter_width(font, name),
        unmapped=unmapped,
        nameless=nameless,
    )


def _is_unmapped(font: Any) -> bool:
    """Whether the codes are numbers of glyphs, and nothing says which letters those draw.

    Where the font turns codes into glyphs by a table of its own, the codes may well be letters.
    """
    if "/ToUnicode" in font or font.get("/Subtype") != "/Type0":
        return False
    below = font["/DescendantFonts"][0].get_object()
    table = below.get("/CIDToGIDMap")
    own_table = table is not None and not isinstance(table.get_object(), str)
    return str(font.get("/Encoding", "")).startswith("/Identity-") and not own_table


def _nameless(font: Any) -> re.Pattern[str] | None:
    """Matches what pypdf gives for glyphs whose names are names of no letter, "/g12"."""
    from pypdf._codecs import adobe_glyphs

    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences", ()) if hasattr(encoding, "get") else ()
    names = {str(entry) for entry in differences if str(entry).startswith("/")}
    unknown = [
        name
        for name in names
        if name not in adobe_glyphs and not re.fullmatch(r"/u(?:ni)?[0-9A-Fa-f]{4,6}", name)
    ]
    if not unknown:
        return None
    return re.compile("|".join(map(re.escape, sorted(unknown, key=len, reverse=True))))


def _letter_width(font: Any, name: str) -> float:
    """How wide a common letter of a font is, as far as it says."""
    try:
        below = font.get("/DescendantFonts")
        if below:
            entries = below[0].get_object().get("/W", ())
            lists = [entry.get_object() for entry in entries]
            widths = [float(w) for entry in lists if isinstance(entry, list) for w in entry]
        else:
            first = int(font.get("/FirstChar", 0))
            widths = [float(w) for w in list(font.get("/Widths", ()))[max(0, 97 - first) :][:26]]
    except Exception:  # noqa: BLE001 - a hint only, from a table that may be broken in any way
        widths = []
    shown = [width for width in widths if width > 0]
    if len(shown) >= _FEW_LETTERS:
        return min(max(sum(shown) / len(shown) / 1000, 0.3), 0.8)
    return 0.6 if "courier" in name else 0.45 if "times" in name else 0.5
