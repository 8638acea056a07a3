"""What stands on a PDF page beside its content: values of form fields, words typed onto the page.

pypdf's text leaves them out, and a form that was filled in on the screen would read as if empty.
Notes in closed pop-ups, and what is marked hidden, are not on the page.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.parsing.printed import Printed

_HIDDEN = 2 | 32  # annotation flags: hidden, no view
_MULTILINE, _PASSWORD, _PUSHBUTTON = 1 << 12, 1 << 13, 1 << 16  # field flags
_POINTS = 10.0
_LEADING = 1.2


def with_annotations(groups: list[list[Printed]], page: Any) -> list[list[Printed]]:
    """The lines of a page as drawn, with each annotation's words put on or between them."""
    for words in _annotations(page):
        starts = [next((part for part in group if part.text.strip()), None) for group in groups]
        level = [
            (start.x, index)
            for index, start in enumerate(starts)
            if start and abs(start.y - words.y) < 0.6 * words.size and start.x < words.x
        ]
        if level:
            line = groups[max(level)[1]]
            at = (n for n, part in enumerate(line) if part.text.strip() and part.x > words.x)
            line.insert(next(at, len(line)), words)
            continue
        below = (n for n, start in enumerate(starts) if start and start.y < words.y)
        groups.insert(next(below, len(groups)), [words])
    return groups


def _annotations(page: Any) -> Iterator[Printed]:
    try:
        found = [entry.get_object() for entry in page.get("/Annots") or ()]
    except Exception:  # noqa: BLE001 - a page is read without its broken annotations
        return
    for annotation in found:
        try:
            shown = list(_printed(annotation, int(page.rotation or 0)))
        except Exception:  # noqa: BLE001 - what one broken annotation raises differs
            continue
        yield from shown


def _printed(annotation: Any, rotation: int) -> Iterator[Printed]:
    """The lines that one annotation shows."""
    if int(annotation.get("/F", 0)) & _HIDDEN:
        return
    kind = annotation.get("/Subtype")
    words = ""
    if kind == "/Widget":
        words = _value(annotation)
    elif kind == "/FreeText":
        words = str(annotation.get("/Contents") or "")
    left, bottom, right, top = (float(value) for value in annotation["/Rect"])
    left, right, bottom, top = *sorted((left, right)), *sorted((bottom, top))
    rows = [row.strip() for row in re.split(r"[\r\n]+", words) if row.strip()]
    if not rows:
        return
    size = _size(annotation, top - bottom)
    several = len(rows) > 1 or _inherited(annotation, "/Ff", 0) & _MULTILINE
    first = top - size * _LEADING if several else (top + bottom) / 2 - size / 3
    for number, row in enumerate(rows):
        x, y = _turned(left, first - number * size * _LEADING, rotation)
        yield Printed(f" {row}", x, y, size, False)


def _value(field: Any) -> str:
    """What a form field shows."""
    kind, flags = _inherited(field, "/FT", ""), int(_inherited(field, "/Ff", 0))
    value = _inherited(field, "/V", "")
    if kind == "/Btn":
        if flags & _PUSHBUTTON:
            return ""
        state = field.get("/AS", value) or "/Off"
        return "☐" if state == "/Off" else "☒"
    if kind not in ("/Tx", "/Ch") or flags & _PASSWORD:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value.get_data().decode("utf-8", "replace") if hasattr(value, "get_data") else value)


def _inherited(field: Any, key: str, default: Any) -> Any:
    """A field's entry, its own or that of a field above it."""
    for _ in range(8):
        if key in field:
            return field[key]
        if "/Parent" not in field:
            break
        field = field["/Parent"]
    return default


def _size(annotation: Any, height: float) -> float:
    """The type size: as said, or what fits."""
    said = re.search(r"([\d.]+)\s+Tf", str(_inherited(annotation, "/DA", "")))
    points = float(said[1]) if said else 0.0
    return points or min(_POINTS, 0.7 * height)


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """A place as the lines of a turned page have it: along the text, which runs upright there."""
    turned: Sequence[tuple[float, float]] = ((x, y), (y, -x), (-x, -y), (-y, x))
    return turned[rotation // 90 % 4]
