"""A line, or a part of one, with its place on a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with its place: points from the page's lower left corner, `size` in points.

    `pitch` is how wide a common letter of its font is, in parts of the size; `columns` is where
    the cells of a table row start.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool = False
    is_row: bool = False
    end: float = 0.0
    pitch: float = 0.5
    columns: tuple[float, ...] = ()


def is_level(one: Printed, other: Printed) -> bool:
    """Whether two parts stand on one line of the page."""
    return abs(one.y - other.y) < 0.5 * max(one.size, other.size, 1.0)
