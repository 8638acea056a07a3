"""Recommendations and events of the whole store as lists, each with its place and its words.

The words are cut from the stored pages as they are listed. Repeated recommendations are grouped
when asked for: every pair is compared, which misses none; a store holds thousands, not millions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from kb.capital_names import has_initials
from kb.catalog import Snapshot
from kb.errors import QuestionError, UnknownDocument
from kb.identity import Identity
from kb.reader import Reader
from kb.types import (
    DocumentSummary,
    Event,
    FileStatus,
    Recommendation,
    RecommendationKind,
    Spans,
    Standing,
)

_ALIKE_PERCENT = 85.0
_MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, and in what kind of document."""

    document_id: str
    title: str
    document_type: str
    standing: Standing
    authority: str | None
    year: int | None
    page: int
    page_label: str | None
    paragraph: str | None
    section: str | None
    spans: Spans
    quote: str


@dataclass(frozen=True, slots=True)
class ListedRecommendation:
    """A recommendation or resolution, its place, and what the document adds to it."""

    place: Place
    kind: RecommendationKind
    number: str | None
    addressees: list[str]
    scope: str | None
    due: str | None
    status: str | None
    action: str | None
    lead: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Words in which one wording differs from another; either may be empty."""

    instead_of: str
    says: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One member of a group: which recommendation, and how it differs from the group's first."""

    recommendation: int
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Repetition:
    """Recommendations in nearly the same words.

    `reviews` counts a report, its copies and its summary once (`Snapshot.identity`).
    """

    reviews: int
    wordings: list[Wording]


@dataclass(frozen=True, slots=True)
class Recommendations:
    """What was listed of which documents.

    `none_made` holds the words with which a review says that it makes none; `none_found` the
    documents in which nothing was found that is a recommendation, which is not the same. `wordings`
    of `repetitions` count in `recommendations` from 0.
    """

    recommendations: list[ListedRecommendation]
    none_made: list[Place]
    none_found: list[str]
    repetitions: list[Repetition] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event and its place; dates are ISO 8601, `last` included."""

    place: Place
    date: str
    first: str | None
    last: str | None
    precision: str
    year_stated: bool
    faults: list[str]
    agency: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by date, those without a date last; `documents` are the ids they were read from."""

    documents: list[str]
    events: list[ListedEvent]


def list_recommendations(
    snapshot: Snapshot,
    document_id: str | None = None,
    addressee: str | None = None,
    repeated: int | None = None,
) -> Recommendations:
    """Recommendations and resolutions, in order of the documents' titles.

    Args:
        snapshot: what may be read.
        document_id: of this document alone.
        addressee: only those whose addressees contain these words, in small or capital letters, or
            end in words with these initials ("LSCB").
        repeated: only those that at least so many reviews make in nearly the same words.

    Raises:
        UnknownDocument: there is no such document.
        QuestionError: `repeated` is below 2.
    """
    if repeated is not None and repeated < 2:
        raise QuestionError(f"repeated is {repeated}; a repetition takes 2 reviews or more")
    reader = Reader(snapshot)
    chosen = (
        snapshot.documents.values() if document_id is None else [_searched(snapshot, document_id)]
    )
    found: list[ListedRecommendation] = []
    none_made: list[Place] = []
    none_found: list[str] = []
    for document in chosen:
        records = snapshot.records.recommendations(document.id)
        if not records:
            none_found.append(document.id)
        for record in records:
            if record.kind is RecommendationKind.NONE_MADE:
                none_made.append(_place(reader, document, record))
            elif addressee is None or _names(record, addressee):
                found.append(_listed(reader, document, record))
    if repeated is None:
        return Recommendations(found, none_made, none_found)
    groups = [g for g in _repetitions(found, snapshot.identity) if g.reviews >= repeated]
    kept = sorted({w.recommendation for g in groups for w in g.wordings})
    again = {old: new for new, old in enumerate(kept)}
    moved = [
        Repetition(g.reviews, [Wording(again[w.recommendation], w.changes) for w in g.wordings])
        for g in groups
    ]
    return Recommendations([found[i] for i in kept], none_made, none_found, moved)


def list_events(snapshot: Snapshot, named: str) -> Timeline:
    """The timeline of the document with this id, or of all whose titles hold all these words.

    Raises:
        UnknownDocument: there is none.
    """
    documents = _documents_named(snapshot, named)
    reader = Reader(snapshot)
    events = [
        ListedEvent(
            place=_place(reader, document, event),
            date=event.date,
            first=event.first,
            last=event.last,
            precision=event.precision,
            year_stated=event.year_stated,
            faults=list(event.faults),
            agency=event.agency,
        )
        for document in documents
        for event in snapshot.records.events(document.id)
    ]
    events.sort(key=lambda event: (event.first is None, event.first or "", event.last or ""))
    return Timeline([document.id for document in documents], events)


def _documents_named(snapshot: Snapshot, named: str) -> list[DocumentSummary]:
    words = re.findall(r"\w+", named.lower())
    if named in snapshot.documents:
        return [snapshot.documents[named]]
    found = [
        document
        for document in snapshot.documents.values()
        if words and set(words) <= set(re.findall(r"\w+", document.title.lower()))
    ]
    if not found:
        raise UnknownDocument(
            f"no document has the id {named[:_MAX_TEXT]!r} or all these words in its title; "
            "`kb documents` lists them"
        )
    return found


def _searched(snapshot: Snapshot, document_id: str) -> DocumentSummary:
    found = snapshot.document(document_id)
    if found.status is FileStatus.QUARANTINED:
        raise UnknownDocument(
            f"document {document_id} hides text and waits for a person; "
            f"`kb documents show {document_id}` says where"
        )
    return found


def _listed(
    reader: Reader, document: DocumentSummary, record: Recommendation
) -> ListedRecommendation:
    return ListedRecommendation(
        place=_place(reader, document, record),
        kind=record.kind,
        number=record.number,
        addressees=list(record.addressees),
        scope=record.scope,
        due=record.due,
        status=record.status,
        action=record.action,
        lead=record.lead,
    )


def _place(reader: Reader, document: DocumentSummary, record: Recommendation | Event) -> Place:
    return place_of(reader, document, record.spans, record.paragraph, record.section)


def place_of(
    reader: Reader,
    document: DocumentSummary,
    spans: Spans,
    paragraph: str | None,
    section: Sequence[str],
) -> Place:
    """Where the words at `spans` of a document stand, and the words."""
    first = spans[0]
    return Place(
        document_id=document.id,
        title=document.title,
        document_type=document.document_type,
        standing=document.standing,
        authority=document.authority,
        year=document.year,
        page=first.page,
        page_label=reader.page(document.id, first.page).label,
        paragraph=paragraph,
        section=" / ".join(section) or None,
        spans=spans,
        quote=reader.text(document.id, spans),
    )


def _names(record: Recommendation, addressee: str) -> bool:
    wanted = addressee.casefold()
    return any(
        wanted in name.casefold() or (addressee.isupper() and has_initials(name, addressee))
        for name in record.addressees
    )


def _repetitions(found: Sequence[ListedRecommendation], identity: Identity) -> Iterator[Repetition]:
    """Groups of recommendations of several reviews that say nearly the same, the largest first."""
    texts = [" ".join(re.findall(r"\w+", item.place.quote.lower())) for item in found]
    free = dict.fromkeys(range(len(found)))
    groups: list[Repetition] = []
    for i in range(len(found)):
        if i not in free:
            continue
        others = list(free)
        scores = process.cdist(
            [texts[i]], [texts[k] for k in others], scorer=fuzz.token_sort_ratio
        )[0]
        members = [k for k, score in zip(others, scores, strict=True) if score >= _ALIKE_PERCENT]
        for k in members:
            del free[k]
        reviews = len({identity.group_of(found[k].place.document_id) for k in members})
        if reviews > 1:
            first = found[i].place.quote
            groups.append(
                Repetition(
                    reviews, [Wording(k, _changes(first, found[k].place.quote)) for k in members]
                )
            )
    return iter(sorted(groups, key=lambda group: -group.reviews))


def _changes(first: str, other: str) -> list[Change]:
    a, b = first.split(), other.split()
    return [
        Change(" ".join(a[a0:a1]), " ".join(b[b0:b1]))
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
