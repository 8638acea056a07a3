"""Contents pages: which lines they take, and the headings that they announce."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parsing.lines import PARAGRAPH_GAP, Line

_PAGE = re.compile(r"(?:\d{1,4}|[ivxl]{1,6})$")
_DOTS = " .…·_|"
_CONTENTS = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_FEW_ENTRIES = 3
_LEADER_DOTS = 4
_TOP_ANNOUNCED = 4  # the rank of a chapter that only the contents show: below what is set large


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of contents pages: entries, their wrapped lines, the heading above.

    An entry has dot leaders, or stands below the heading "Contents" and ends in a page number.
    """
    found = set()
    for index, line in enumerate(lines):
        entry, leader = _entry(line.text)
        if len(leader.replace(" ", "")) >= _LEADER_DOTS:
            found.add(index)
            if not entry and index:
                found.add(index - 1)
    for index, line in enumerate(lines):
        if _CONTENTS.fullmatch(line.text):
            entries = _entries(lines, index)
            found.update(entries)
            if entries or index + 1 in found or (line.page > 1 and index + 2 in found):
                found.add(index)
    by_page: dict[int, list[int]] = {}
    for index in found:
        by_page.setdefault(lines[index].page, []).append(index)
    for on_page in by_page.values():
        first, last = min(on_page), max(on_page)
        if len(on_page) > (last - first + 1) / 2 > 1:  # what stands between entries is of one
            found.update(i for i in range(first, last) if lines[i].kind is None)
    return found


def announced_headings(lines: Sequence[Line], contents: set[int]) -> dict[str, int]:
    """The headings that contents pages announce, and how far below the chapters each stands."""
    found = {}
    for index in sorted(contents):
        text, _ = _entry(lines[index].text)
        if (name := _name(text)) and not _CONTENTS.fullmatch(text):
            found[name] = text.split()[0].rstrip(".").count(".")
    return found


def ranked(lines: Sequence[Line], contents: set[int], announced: dict[str, int]) -> Iterator[Line]:
    """`lines`, those that the contents announce as headings though nothing sets them apart."""
    for index, line in enumerate(lines):
        plain = line.place is not None and line.kind is None and not line.level and not line.note
        alone = line.gap >= PARAGRAPH_GAP and index not in contents
        depth = announced.get(_name(line.text)) if plain and alone else None
        yield line if depth is None else replace(line, level=min(_TOP_ANNOUNCED + depth, 6))


def _entries(lines: Sequence[Line], heading: int) -> list[int]:
    """Indices of the lines below a heading "Contents" that end in numbers which do not fall."""
    found: list[int] = []
    page = 0
    for index in range(heading + 1, len(lines)):
        number = re.search(r"\s(\d{1,3})$", lines[index].text.rstrip()[-4:])
        if number is None or int(number[1]) < page:
            break
        page = int(number[1])
        found.append(index)
    return found if len(found) >= _FEW_ENTRIES else []


def _entry(text: str) -> tuple[str, str]:
    """A line's words before the page number at its end, and the dots between the two."""
    text = text.rstrip()
    match = _PAGE.search(text[-6:])
    before = text[: len(text) - len(match[0])] if match else text
    words = before.rstrip(_DOTS)
    return words, before[len(words) :] if match else ""


def _name(heading: str) -> str:
    return "".join(ch for ch in heading.casefold() if ch.isalnum())
