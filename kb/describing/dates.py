"""Dates of a document and of its case, kept apart: published, written, met, died, reviewed.

A value is as exact as the words: "2016", "2016-09" or "2016-09-06".
"""

import re
from collections.abc import Iterator, Sequence

from kb.describing.case_dates import SPAN, of_case_dates
from kb.describing.opening import Opening, Said
from kb.describing.written_dates import YEAR, WrittenDate, dates_in, year_alone
from kb.types import Field

PUBLISHED, WRITTEN = "date published", "date written"
_WEEKDAY = r"(?:\s*\d{1,2}[:.]\d\d,?)?(?:\s*(?:\w+day),?)?\s*$"
_DATE = r"(?<!incident )(?<!due )(?<!review )(?<!start )(?<!end )(?<!birth )date"
_BY = r"(?:\s+by\s+(?:[\w’']+[:,]?\s+){1,12}?)?"
_ROLES = (
    (
        PUBLISHED,
        r"\b(?:published|(?:for )?publication(?: date)?,?|date of publication|issued|released|"
        r"cyhoeddwyd)"
        rf"{_BY}\W*(?:on|in)?{_WEEKDAY}",
    ),
    (
        WRITTEN,
        r"\b(?:accepted|agreed|approved|signed off|completed|ratified|endorsed|finalised|dated|"
        rf"report date|{_DATE}:|^\W*date(?: of (?:this |the )?\w+)?\W|"
        rf"date of (?:the )?(?:report|response)|report:|responded|"
        r"(?:presented|submitted)(?: to(?: [\w’']+){1,6}?)?|"
        r"as (?:at|of)|written|produced|prepared|circulated|final|adopted|updated|"
        r"revised|version|v\d[\d.]*)"
        rf"{_BY}\W*(?:at (?:its|the|a) (?:\w+ )?meeting (?:of|held on))?\W*(?:on|in)?{_WEEKDAY}",
    ),
    ("date commissioned", rf"\bcommissioned{_BY}\W*(?:on|in)?{_WEEKDAY}"),
    ("date in force", rf"\b(?:in force|effective|valid) from{_WEEKDAY}"),
    ("date due", rf"\b(?:review due|due|next review)\W*(?:on|in|by)?{_WEEKDAY}"),
)
_STATED = {
    "date of report": WRITTEN, "report date": WRITTEN, "date written": WRITTEN,
    "date of meeting": WRITTEN, "meeting date": WRITTEN, "date": WRITTEN,
    "published": PUBLISHED, "date published": PUBLISHED, "publication date": PUBLISHED,
    "date of publication": PUBLISHED, "date of response": WRITTEN,
}  # fmt: skip
_YEAR_LAST = re.compile(
    rf"(?:^|\b(?:chair|author|reviewer|board|partnership|council|committee|l?s?scb|l?scp|acpc|publication|published)\b.*\s){YEAR}\W*$",
    re.IGNORECASE,
)
_SEASONS = r"(?:Spring|Summer|Autumn|Winter)"
_SEASON = re.compile(
    rf"(?:^|[·|,/–—-]\s*|\b(?i:issue|edition|number|no\.?|volume|vol\.?)\W{{1,2}}\d+\W+)"
    rf"(?:{_SEASONS}/)?{_SEASONS}\s{YEAR}(?:[/–-](?P<next>\d\d)(?!\d))?\b"
)
_YEAR_OF_REPORT = re.compile(  # "Annual report 2010/11"
    rf"\breport(?: for)?\W+{YEAR}(?:\s?[/–-]\s?(?:20)?(?P<next>\d\d)(?!\d))?\W*$", re.IGNORECASE
)
_STATIONERY = re.compile(rf"(?:stationery office|H\.?M\.?S\.?O)\b\W*{YEAR}\b", re.IGNORECASE)
_DAY_LAST = re.compile(
    r"(?:^|[|·,–—]\s*|\b(?i:release|statement|minutes|note|report|board|committee|council)\s)"
    r"\d{1,2}[./]\d{1,2}[./]\d\d\W*$"
)
_PUBLISHER = re.compile(
    r"\b(?:Board|Partnership|Council|LSCB|SCB|LSCP|SCP|ACPC|Committee)\b|\b[Pp]ublish|©"
)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|should|must|died|born)\b")
# of a life, of fieldwork, of a publication that is cited: "(DfES, April 2006)"
_OF_ANOTHER = re.compile(
    r"(?:\b(?:d\.?o\.?b\.?|b\.|born|birth|died|death|fieldwork|received|incident|period)\W*|"
    r"\((?-i:HM|Scottish|Welsh|Home|Department|Cabinet|D\.?o\.?H|DHSS(?:PS)?|DfES?|DCSF|DfE)\b[^()]*|"
    r"\b(?:by|before))\s*(?:[\d–-]+\s*)?$",
    re.IGNORECASE,
)
# what comes before the date that ends "Civic Offices, March 1995" or "Board / Review / F / 2011"
_ENDS = re.compile(
    r"(?:^|[,·•|/—–©(-]\s*|\bpresented\s)(?:(?:Spring|Summer|Autumn|Winter)\s+)?$", re.IGNORECASE
)
# "Dated 3 May 2018, A. Other"; the form of a coroner numbers the line
_SIGNED = re.compile(
    r"\W*(?:\d{1,2}\W+)?(?:\W*(?:[Ss]igned|[Dd]ated?|[Tt]his)\b(?: [A-Z][\w.’'-]*)*\W*)*"
)
_SIGNATURE = re.compile(r"[\W_]*(?:(?:[A-Z][\w’'-]*\.?|of|and|the)[\s,)(]*){0,9}")
_IMPRINT_YEAR = re.compile(rf"(?<![\d/(]){YEAR}(?![\d/–)-])")
# "This report replaces that of May 2008"
_REPLACED = re.compile(r"\b(?:replac|supersed|previous|earlier)\w*\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:.*\W)?On (?:the )?(?:\w+day,? )?")  # a sentence that tells of a day
_ON = re.compile(r"(?:^|\W)on\W+(?:\w+day,?\s+)?$", re.IGNORECASE)


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
        for date in dates_in(field.value, terse=True) or year_alone(field.value)
    ]
    for confidence, lines in ((0.95, opening.cover), (0.85, opening.running)):
        for line in lines:
            found += _with_roles(line, confidence)
    for line in opening.imprint:
        found += [] if _TELLS.search(line.text) else _with_roles(line, 0.6)
    found += _bare(opening)
    declared = re.match(r"(?:19|20)\d\d-\d\d(?:-\d\d)?", opening.document.declared.get("date", ""))
    if declared:
        found.append(Field(PUBLISHED, declared[0], (), 0.9))
    if not any(field.name in (PUBLISHED, WRITTEN) for field in found):
        found += [*_year_last(opening), *_in_imprint(opening)]
    if of_case:
        found += [*of_case_dates(opening)]
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
    for date in dates_in(line.text, terse=True):
        before = line.text[: date.start]
        for name, pattern in () if _REPLACED.search(before) else _ROLES:
            if re.search(pattern, before, re.IGNORECASE):
                yield line.field(name, date.value, (date.start, date.end), confidence)
                break


def _bare(opening: Opening) -> Iterator[Field]:
    """A date on the cover of which nothing is said, or in a running line: it was written then."""
    for confidence, lines in ((0.8, opening.cover), (0.75, opening.titles), (0.7, opening.running)):
        for line in lines:
            dates = dates_in(line.text, terse=bool(_DAY_LAST.search(line.text)))
            for date in () if _is_span(line.text, dates) else dates:
                before = line.text[: date.start]
                told = (
                    _TELLS.search(before) or _OF_ANOTHER.search(before) or _OPENS.fullmatch(before)
                )
                told = (
                    told
                    or _REPLACED.search(before)
                    or (_ON.search(before) and _TELLS.search(line.text))
                )
                if not told and not any(
                    re.search(pattern, before, re.IGNORECASE) for _, pattern in _ROLES
                ):
                    yield line.field(WRITTEN, date.value, (date.start, date.end), confidence)


def _is_span(text: str, dates: Sequence[WrittenDate]) -> bool:
    """Whether two dates are the first and last days of something, as of a life."""
    return len(dates) > 1 and bool(SPAN.fullmatch(text[dates[0].end : dates[1].start]))


def _year_last(opening: Opening) -> Iterator[Field]:
    """A year that is a line of the cover, or ends one that names a chair, author or body."""
    for line in opening.cover:
        if match := _YEAR_LAST.search(line.text) or _STATIONERY.search(line.text):
            yield line.field(WRITTEN, match["year"], match.span("year"), 0.7)
        elif match := _SEASON.search(line.text) or _YEAR_OF_REPORT.search(line.text):
            year = match["year"][:2] + match["next"] if match["next"] else match["year"]
            yield line.field(WRITTEN, year, match.span("year"), 0.7)


def _in_imprint(opening: Opening) -> Iterator[Field]:
    """The date or year in the last lines, beside the body that publishes the document."""
    for line in opening.imprint:
        years = [WrittenDate(m["year"], *m.span("year")) for m in _IMPRINT_YEAR.finditer(line.text)]
        for date in (*dates_in(line.text), *years) if _PUBLISHER.search(line.text) else ():
            if not _TELLS.search(line.text[: date.start]):
                yield line.field(PUBLISHED, date.value, (date.start, date.end), 0.6)
    for line in opening.imprint:
        years = [WrittenDate(m["year"], *m.span("year")) for m in _IMPRINT_YEAR.finditer(line.text)]
        for date in (dates_in(line.text) or years)[-1:]:
            before, after = line.text[: date.start], line.text[date.end :]
            ends = _ENDS.search(before) and not after.strip(" .)")
            signed = _SIGNED.fullmatch(before) and _SIGNATURE.fullmatch(after)
            if (ends or signed) and not _TELLS.search(line.text):
                yield line.field(WRITTEN, date.value, (date.start, date.end), 0.6)
