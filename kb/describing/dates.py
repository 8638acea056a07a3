"""Dates of a document and of its case, kept apart: published, written, met, died, reviewed.

A value is as exact as the words: "2016", "2016-09" or "2016-09-06".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.describing.opening import Opening, Said, sentences
from kb.types import Field

PUBLISHED, WRITTEN = "date published", "date written"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_MONTH = (
    rf"(?P<month>(?:{'|'.join(_MONTHS)}|{'|'.join(m.upper() for m in _MONTHS)}|"
    rf"(?:{'|'.join(m[:3] for m in _MONTHS)}|Sept)\b))"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES = (
    re.compile(
        rf"(?:(?:\w+day,?\s+)?(?<![\d.])(?P<day>[1-9]\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b"
        rf"{_MONTH},?\s+{_YEAR}\b"
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>[1-9]\d?)(?:st|nd|rd|th)?,\s+{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{_YEAR}\b"),
    re.compile(rf"(?<![A-Z]{{2}} )\b(?P<month>0[1-9]|1[0-2])/{_YEAR}\b"),  # "ASB 02/2015" is a code
)
_WEEKDAY = r"(?:\s*(?:\w+day),?)?\s*$"
_BY = r"(?:\s+by\s+(?:[\w’']+\s+){1,8}?)?"
_ROLES = (
    (
        PUBLISHED,
        r"\b(?:published|publication(?: date)?|date of publication|issued)"
        rf"{_BY}\W*(?:on|in)?{_WEEKDAY}",
    ),
    (
        WRITTEN,
        r"\b(?:accepted|agreed|approved|signed off|completed|ratified|endorsed|finalised|dated|"
        r"report date|date of (?:the )?report|written|final|version|v\d[\d.]*)"
        rf"{_BY}\W*(?:on|in)?{_WEEKDAY}",
    ),
    ("date commissioned", rf"\bcommissioned{_BY}\W*(?:on|in)?{_WEEKDAY}"),
    ("date in force", rf"\b(?:in force|effective|valid) from{_WEEKDAY}"),
    ("date due", rf"\b(?:review due|due|next review)\W*(?:on|in|by)?{_WEEKDAY}"),
)
_STATED = {
    "date of report": WRITTEN, "report date": WRITTEN, "date written": WRITTEN,
    "date of meeting": WRITTEN, "meeting date": WRITTEN, "date": WRITTEN,
    "published": PUBLISHED, "date published": PUBLISHED, "publication date": PUBLISHED,
    "date of publication": PUBLISHED,
}  # fmt: skip
_YEAR_LAST = re.compile(
    rf"(?:^|\b(?:chair|author|reviewer|board|partnership|council)\b.*\s){_YEAR}\W*$", re.IGNORECASE
)
_SEASON = re.compile(rf"(?:^|[·|,]\s*)(?:Spring|Summer|Autumn|Winter)\s{_YEAR}\b")
_PUBLISHER = re.compile(
    r"\b(?:Board|Partnership|Council|LSCB|SCB|LSCP|SCP|ACPC|Committee)\b|\b[Pp]ublish|©"
)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|should|must|died|born)\b")
# what comes before the date that ends "Civic Offices, March 1995" or "Board / Review / F / 2011"
_ENDS = re.compile(
    r"(?:^|[,·•|/—–©(-]\s*|\bpresented\s)(?:(?:Spring|Summer|Autumn|Winter)\s+)?$", re.IGNORECASE
)
_IMPRINT_YEAR = re.compile(rf"(?<![\d/(]){_YEAR}(?![\d/–)-])")
_DEATH = re.compile(
    r"\b(?:died|was killed|were killed|was pronounced dead|death)\b[^.;]{0,60}?\b(?:on|of)"
    r"\W*(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_NOT_CHILD = re.compile(
    r"\b(?:father|mother|partner|parent|step\w+|uncle|aunt)\b[^.;]{0,30}\b(?:died|death)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:period (?:under review|of (?:the )?review|covered)|review (?:period|covers)|"
    r"covers the period|looked at|examines? the period|time ?frame|timeline)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:attacked|admitted|found|injured|burned|taken|brought|assaulted|"
    r"hurt|harmed|stabbed|poisoned)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:^|\W)on\W+(?:\w+day,?\s+)?$", re.IGNORECASE)
_FIRST_PARAGRAPHS = 4
_TO = re.compile(r"\s*(?:to|until|and|up to|–|—|-)\s*(?:\w+day,?\s*)?$")


@dataclass(frozen=True, slots=True)
class _Date:
    value: str
    start: int
    end: int


def find_dates(opening: Opening, stated: Sequence[Field], *, of_case: bool) -> list[Field]:
    """Every date of which the document says what it is of, the surest of a kind first.

    Args:
        opening: where the document says what it is.
        stated: the fields that it states under labels.
        of_case: whether to look for dates of the case too, as in a review of one child.
    """
    found = [
        Field(_STATED[field.name], date.value, field.spans, 0.95)
        for field in stated
        if field.name in _STATED
        for date in _dates(field.value) or _year_alone(field.value)
    ]
    for confidence, lines in ((0.95, opening.cover), (0.85, opening.running)):
        for line in lines:
            found += _with_roles(line, confidence)
    found += _bare(opening)
    declared = re.match(r"(?:19|20)\d\d-\d\d(?:-\d\d)?", opening.document.declared.get("date", ""))
    if declared:
        found.append(Field(PUBLISHED, declared[0], (), 0.9))
    if not any(field.name in (PUBLISHED, WRITTEN) for field in found):
        found += [*_year_last(opening), *_in_imprint(opening)]
    if of_case:
        found += [*_of_case(opening), *_of_incident(opening)]
    kept: dict[str, Field] = {}
    for field in found:
        kept.setdefault(field.name, field)
    return list(kept.values())


def year_of(fields: Sequence[Field]) -> int | None:
    """The year of publication: as stated, else that in which it was written or met over."""
    by_name = {field.name: field for field in reversed(fields)}
    for name in (PUBLISHED, WRITTEN, "date in force"):
        if name in by_name:
            return int(by_name[name].value[:4])
    return None


def _with_roles(line: Said, confidence: float) -> Iterator[Field]:
    for date in _dates(line.text):
        before = line.text[: date.start]
        for name, pattern in _ROLES:
            if re.search(pattern, before, re.IGNORECASE):
                yield line.field(name, date.value, (date.start, date.end), confidence)
                break


def _bare(opening: Opening) -> Iterator[Field]:
    """A date on the cover of which nothing is said, or in a running line: it was written then."""
    for confidence, lines in ((0.8, opening.cover), (0.75, opening.titles), (0.7, opening.running)):
        for line in lines:
            for date in _dates(line.text):
                before = line.text[: date.start]
                if not _TELLS.search(before) and not any(
                    re.search(pattern, before, re.IGNORECASE) for _, pattern in _ROLES
                ):
                    yield line.field(WRITTEN, date.value, (date.start, date.end), confidence)


def _year_last(opening: Opening) -> Iterator[Field]:
    """A year that is a line of the cover, or ends one that names a chair, author or body."""
    for line in opening.cover:
        if match := _YEAR_LAST.search(line.text) or _SEASON.search(line.text):
            yield line.field(WRITTEN, match["year"], match.span("year"), 0.7)


def _in_imprint(opening: Opening) -> Iterator[Field]:
    """The date or year in the last lines, beside the body that publishes the document."""
    for line in opening.imprint:
        years = [_Date(m["year"], *m.span("year")) for m in _IMPRINT_YEAR.finditer(line.text)]
        for date in (*_dates(line.text), *years) if _PUBLISHER.search(line.text) else ():
            if not _TELLS.search(line.text[: date.start]):
                yield line.field(PUBLISHED, date.value, (date.start, date.end), 0.6)
    for line in opening.imprint:
        years = [_Date(m["year"], *m.span("year")) for m in _IMPRINT_YEAR.finditer(line.text)]
        for date in (_dates(line.text) or years)[-1:]:
            ends = _ENDS.search(line.text[: date.start]) and not line.text[date.end :].strip(" .)")
            if ends and not _TELLS.search(line.text):
                yield line.field(WRITTEN, date.value, (date.start, date.end), 0.6)


def _of_case(opening: Opening) -> Iterator[Field]:
    for said in opening.prose[:20]:
        for sentence in sentences(said):
            dates = _dates(sentence.text)
            for index, date in enumerate(dates):
                before = sentence.text[: date.start]
                if _DEATH.search(before) and not _NOT_CHILD.search(before) and len(date.value) > 4:
                    yield sentence.field("date of death", date.value, (date.start, date.end), 0.8)
                if index and _TO.search(sentence.text[dates[index - 1].end : date.start]):
                    first = dates[index - 1]
                    if _PERIOD.search(sentence.text[: first.start]):
                        value = f"{first.value} to {date.value}"
                        yield sentence.field("review period", value, (first.start, date.end), 0.8)


def _of_incident(opening: Opening) -> list[Field]:
    """The day of which a first paragraph says "On 28 April 2021 a boy was attacked"."""
    for said in opening.prose[:_FIRST_PARAGRAPHS]:
        for sentence in sentences(said):
            dates = _dates(sentence.text)
            if len(dates) != 1 or len(dates[0].value) <= len("2021-04"):
                continue
            place = (dates[0].start, dates[0].end)
            opens = _ON.search(sentence.text[: place[0]])
            if opens and _HAPPENED.search(sentence.text, place[1]):
                return [sentence.field("date of incident", dates[0].value, place, 0.7)]
    return []


def _year_alone(text: str) -> list[_Date]:
    match = re.fullmatch(rf"\W*{_YEAR}\W*", text)
    return [_Date(match["year"], *match.span("year"))] if match else []


def _dates(text: str) -> list[_Date]:
    """The dates in `text`, in order; what is no day of a calendar is left out."""
    found: list[_Date] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if all(match.end() <= d.start or match.start() >= d.end for d in found):
                value = _value(match)
                if value:
                    found.append(_Date(value, *match.span()))
    return sorted(found, key=lambda date: date.start)


def _value(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTH_NUMBERS[month[:3]]
    day = int(parts.get("day") or 0)
    if not 1 <= number <= 12 or day > 31:
        return None
    return f"{parts['year']}-{number:02}" + (f"-{day:02}" if day else "")
