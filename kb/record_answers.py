"""Answers from tables: recommendations by whom they are asked of, dated events in order.

Each line is cut from a document and cited. None is chosen by likeness alone: a recommendation must
be addressed to whom was asked about, or hold the words asked for; an event must lie in the period.
"""

import re
from collections.abc import Iterable, Sequence

from kb.citing import Citer, Written, document_row
from kb.dates import find_dates
from kb.evidence import Asked
from kb.named_cases import named_documents
from kb.reader import Reader
from kb.record_lines import NONE_MADE, cited_line, numbered, whom
from kb.records import (
    ListedEvent,
    ListedRecommendation,
    Place,
    list_events,
    list_recommendations,
)
from kb.story import Story
from kb.types import Row, Verdict
from kb.wanted_advice import Wanted
from kb.wording import named
from kb.words import NUMBER_WORDS

_SHOWN = 40
_HALF = 0.5
_REPEATED = re.compile(
    r"\brepeat\w*|\bcomes? up again\b|\bsame thing (?:\w+ )?times\b|\bmore than once\b|\bagain\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\bhow (?:many|much) of\b", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(two|three|four|five|six|\d+) or more\b|\bat least (two|three|four|five|six|\d+)\b",
    re.IGNORECASE,
)
_AT_HEAD = len("in the ")


def write_recommendations(reader: Reader, asked: Asked) -> Written | None:
    """The recommendations asked for, each cited; None where the tables do not answer."""
    if _PART_OF.search(asked.plan.question):
        return None  # how many of them somebody accepted is a sentence, not a list
    if _REPEATED.search(asked.plan.question):
        return _repeated(reader, asked)
    wanted = Wanted.of(reader, asked.scope.rest or asked.plan.question)
    listed = list_recommendations(reader.snapshot)
    among = _documents(reader, asked)
    if not any(wanted.asks(r) for r in listed.recommendations if r.place.document_id in among):
        among |= dict.fromkeys(asked.scope.documents)
    items = [r for r in listed.recommendations if r.place.document_id in among]
    if not asked.scope.documents and not wanted.services and not wanted.terms:
        return None
    chosen = [r for r in items if wanted.asks(r)] if wanted.services else items
    about = [r for r in chosen if wanted.says(r) >= _HALF]
    if asked.scope.documents and not about:
        about = chosen  # of the named review alone: its words may be others than the question's
    if about:
        return _listed(reader, asked, wanted, about)
    none_made = [p for p in listed.none_made if p.document_id in among]
    return _none(reader, wanted, items, none_made) if asked.scope.documents else None


def write_timeline(reader: Reader, asked: Asked) -> Written | None:
    """The dated events of the documents that the question names, in order; None without any."""
    among = _documents(reader, asked)
    if not asked.scope.documents or not among:
        return None
    events = [
        event
        for document_id in among
        for event in list_events(reader.snapshot, document_id).events
        if event.first and event.last
    ]
    first, last = period(asked.plan.question)
    events = [e for e in events if (e.last or "") >= first and (e.first or "") <= last]
    wanted = Wanted.of(reader, asked.scope.rest or asked.plan.question)
    about = [e for e in events if wanted.share(e.place.quote) >= _HALF] if wanted.terms else events
    worded = len(about) >= 2
    events = _without_copies(reader, about if worded else events)
    if not events:
        return None
    events.sort(key=lambda e: (e.first or "", e.last or "", e.place.spans))
    citer = Citer(reader)
    said = (
        []
        if worded or not wanted.terms
        else [
            f"No two dated events hold the words {', '.join(wanted.terms)}; "
            "all that are dated stand above."
        ]
    )
    lines = [
        f"- {event.date}{_doubts(event)}: {line}"
        for event in events[:_SHOWN]
        if (line := cited_line(citer, event.place, with_title=len(among) > 1))
    ]
    if len(events) > _SHOWN:
        more = len(events) - _SHOWN
        said.append(f"The first {_SHOWN} of {len(events)} events; `kb timeline` lists {more} more.")
    head = f"Dated events in {_titles(reader, [e.place for e in events])}:"
    rows = _rows(reader, citer, among)
    text = "\n\n".join([head, "\n".join(lines), *said])
    return Written("answered", text, rows, citer.citations, [], 1.0)


def period(question: str) -> tuple[str, str]:
    """The first and last day (ISO 8601) that a question sets for events; all time without one.

    >>> period("What happened between March 2006 and May 2007?")
    ('2006-03-01', '2007-05-31')
    """
    between = re.search(r"\b(?:between|from)\b(.+?)\b(?:and|to|until)\b(.+)", question, re.I)
    if between:
        start, end = _days(between[1]), _days(between[2])
        if start and end:
            return start[0], end[1]
    for pattern, side in ((r"\b(?:after|since|from)\b(.+)", 0), (r"\b(?:before|until)\b(.+)", 1)):
        match = re.search(pattern, question, re.IGNORECASE)
        if match and (days := _days(match[1])):
            return (days[0], "9999") if side == 0 else ("", days[1])
    within = re.search(r"\b(?:in|during)\b(.+)", question, re.IGNORECASE)
    return (_days(within[1]) if within else None) or ("", "9999")


def _days(text: str) -> tuple[str, str] | None:
    """First and last day of the day, month or year at the head of `text`."""
    found = find_dates(f"in {text.strip()}", Story())  # a year alone is a date after "in"
    if not found or found[0].start > _AT_HEAD or not found[0].year_stated:
        return None
    first, last = found[0].first, found[0].last
    return (first.isoformat(), last.isoformat()) if first and last else None


def _repeated(reader: Reader, asked: Asked) -> Written | None:
    match = _AT_LEAST.search(asked.plan.question)
    said = (match[1] or match[2]).lower() if match else "two"
    least = max(2, int(said) if said.isdigit() else NUMBER_WORDS[said])
    found = list_recommendations(reader.snapshot, repeated=least)
    scope = set(asked.scope.documents)
    groups = [
        [found.recommendations[w.recommendation] for w in group.wordings]
        for group in found.repetitions
    ]
    groups = [g for g in groups if not scope or any(r.place.document_id in scope for r in g)]
    n = len(reader.snapshot.documents)
    if not groups:
        return Written(
            "answered",
            f"No recommendation is made in nearly the same words by {least} reviews or more, of "
            f"{n} documents searched. The same thing asked for in other words is not found so.",
            [], [], [], 1.0,
        )  # fmt: skip
    citer = Citer(reader)
    lines = []
    for group in groups:
        lines.append(f"Recommended in nearly the same words by {len(group)} papers:")
        lines += [
            f"- {line}" for r in group if (line := cited_line(citer, r.place, with_title=True))
        ]
    members = dict.fromkeys(r.place.document_id for g in groups for r in g)
    return Written(
        "answered", "\n".join(lines), _rows(reader, citer, members), citer.citations, [], 1.0
    )


def _listed(
    reader: Reader, asked: Asked, wanted: Wanted, items: Sequence[ListedRecommendation]
) -> Written:
    citer = Citer(reader)
    several = len({item.place.document_id for item in items}) > 1
    lines = [
        f"- {numbered(item)}{line}{whom(item)}"
        for item in items[:_SHOWN]
        if (line := cited_line(citer, item.place, with_title=several))
    ]
    to = f" to {wanted.names}" if wanted.services else ""
    noun = "recommendation" if len(items) == 1 else "recommendations"
    head = f"{len(items)} {noun}{to} in {_titles(reader, [item.place for item in items])}:"
    parts = [head, "\n".join(lines)]
    if len(items) > _SHOWN:
        parts.append(f"The first {_SHOWN}; `kb recommendations` lists all.")
    rows = _rows(reader, citer, _documents(reader, asked) if asked.scope.documents else {})
    return Written("answered", "\n\n".join(parts), rows, citer.citations, [], 1.0)


def _none(
    reader: Reader,
    wanted: Wanted,
    items: Sequence[ListedRecommendation],
    none_made: Sequence[Place],
) -> Written | None:
    """That a named review makes none, or none to those who were asked about."""
    if none_made:
        return _none_made(reader, none_made)
    return _addressed_to_others(reader, wanted, items) if wanted.services and items else None


def _none_made(reader: Reader, places: Sequence[Place]) -> Written:
    citer = Citer(reader)
    lines = [NONE_MADE]
    lines += [line for p in places if (line := cited_line(citer, p, with_title=True))]
    return Written("answered", "\n\n".join(lines), [], citer.citations, [], 1.0)


def _addressed_to_others(
    reader: Reader, wanted: Wanted, items: Sequence[ListedRecommendation]
) -> Written:
    """That nobody asked about is asked, with the recommendations that mention them."""
    citer = Citer(reader)
    near = [r for r in items if any(s.held.search(r.place.quote) for s in wanted.services)]
    titles = _titles(reader, [r.place for r in items])
    lines = [
        f"None of the {len(items)} recommendations in {titles} is addressed to {wanted.names}."
    ]
    if near:
        lines.append(f"These mention {wanted.names} and are addressed to others:")
        lines += [
            f"- {numbered(r)}{line}{whom(r)}"
            for r in near
            if (line := cited_line(citer, r.place, with_title=False))
        ]
    return Written("answered", "\n\n".join(lines), [], citer.citations, [], 1.0)


def _documents(reader: Reader, asked: Asked) -> dict[str, None]:
    """The documents to read from: those that are named, each review's report before its copies."""
    snapshot = reader.snapshot
    if not asked.scope.documents:
        return dict.fromkeys(i for i in snapshot.documents if asked.plan.admits(i))
    return dict.fromkeys(named_documents(reader, asked))


def _without_copies(reader: Reader, events: Iterable[ListedEvent]) -> list[ListedEvent]:
    kept: dict[tuple[str | None, str], ListedEvent] = {}
    for event in events:
        words = re.sub(r"\W+", "", event.place.quote.lower())
        kept.setdefault((event.first, words), event)
    return list(kept.values())


def _rows(reader: Reader, citer: Citer, among: Iterable[str]) -> list[Row]:
    """A row for each document read, with what is cited of it."""
    rows = []
    for document_id in among:
        document = reader.snapshot.documents[document_id]
        cited = [c.id for c in citer.citations if c.document_id == document_id]
        verdict = Verdict.CITES if cited else Verdict.SILENT
        rows.append(document_row(document, verdict, float(bool(cited)), cited))
    return rows


def _titles(reader: Reader, places: Iterable[Place]) -> str:
    ids = list(dict.fromkeys(at.document_id for at in places))
    if len(ids) > 1:
        return f"{len(ids)} documents"
    document = reader.snapshot.documents[ids[0]]
    return named(document.title, document.authority, document.year)


def _doubts(event: ListedEvent) -> str:
    doubts = [*event.faults, *([] if event.year_stated else ["year taken from what stands before"])]
    return f" ({'; '.join(doubts)})" if doubts else ""
