"""Which documents are one review, and which reviews are of one case. Pure.

The same report in three copies, or a report and its summary, is one review. A label ("Child L") is
no key: boards reuse it. A case is known by authority, label and year together; two boards' Child L
stay apart, and a review done again is a second review of the case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from kb.document_types import REVIEW_TYPES
from kb.signatures import likeness
from kb.types import DocumentSummary, Field, Signature

_SAME = 0.8  # runs of words that copies share: another layout, a corrected page
_REISSUED = 0.5  # the same of a re-issue with parts taken out or put in, of one case and year
_YEARS_OF_CASE = 3  # within which a board's label means the same child
_BAND = 4  # hash values that two documents must share for their sketches to be compared
_SUMMARY = "executive summary"
_PARTS = frozenset(
    {"learning brief", "action plan", "individual management review", "rapid review"}
)  # papers that belong to a review
_ABOUT = frozenset(
    {
        "committee report", "minutes", "agency response", "press statement", "letter",
        "training material", "freedom of information response",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What identity rests on; labels as the document writes them."""

    document_type: str
    title: str
    authority: str | None = None
    year: int | None = None
    part: str | None = None
    labels: tuple[str, ...] = ()
    date_of_death: str | None = None
    n_pages: int = 1
    signature: Signature | None = None

    @property
    def is_review(self) -> bool:
        """Whether it is a review's report or its summary."""
        return self.document_type in REVIEW_TYPES

    @property
    def is_summary(self) -> bool:
        """Whether it is a review's summary alone."""
        return self.is_review and (self.part or "").endswith(_SUMMARY)

    @property
    def keys(self) -> set[tuple[str, str]]:
        """Authority and label, the key of a case but for the year."""
        if self.authority is None:
            return set()
        return {(self.authority.casefold(), label.casefold()) for label in self.labels}


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a review and what it is there: report, copy, summary, learning brief."""

    document_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Review:
    """One review: `id` is that of its main document; `case` names the case, if it is known."""

    id: str
    members: tuple[Member, ...]
    case: str | None = None


@dataclass(frozen=True)
class Identity:
    """Reviews by their id; `about` links other papers to a review that they speak of."""

    reviews: dict[str, Review] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)

    def review_of(self, document_id: str) -> str | None:
        """Id of the review that a document belongs to; None where it belongs to none."""
        return self._of.get(document_id)

    def group_of(self, document_id: str) -> str:
        """The review that a document belongs to; a paper of none is one with its copies."""
        return self.review_of(document_id) or self.copies.get(document_id, document_id)


def facts(
    documents: Mapping[str, DocumentSummary],
    fields: Mapping[str, Sequence[Field]],
    signatures: Mapping[str, Signature],
) -> dict[str, Facts]:
    """What identity rests on, of every document."""
    found = {}
    for document_id, summary in documents.items():
        values: dict[str, list[str]] = {}
        for item in fields.get(document_id, ()):
            values.setdefault(item.name, []).append(item.value)
        found[document_id] = Facts(
            summary.document_type,
            summary.title,
            summary.authority,
            summary.year,
            next(iter(values.get("part", ())), None),
            (*values.get("case label", ()), *values.get("also known as", ())),
            next(iter(values.get("date of death", ())), None),
            summary.pages,
            signatures.get(document_id),
        )
    return found


def identify(documents: Mapping[str, Facts]) -> Identity:
    """The reviews that `documents` hold."""
    groups = _Groups(documents)
    copies = _Groups(documents)
    for a, b in _alike(documents):
        if _edition(documents[a]) == _edition(documents[b]):
            groups.join(a, b)
            copies.join(a, b)
    reports = [i for i, item in documents.items() if item.is_review and not item.is_summary]
    for a, b in _of_one_key(reports, documents):
        if _is_reissue(documents[a], documents[b]):
            groups.join(a, b)
    by_key = _by_key(reports, documents)
    for document_id, item in documents.items():
        if item.is_summary or item.document_type in _PARTS:
            near = {report for key in item.keys for report in by_key.get(key, ())}
            report = _nearest(document_id, documents, sorted(near))
            if report is not None:
                groups.join(document_id, report)
    summaries = [i for i, item in documents.items() if item.is_summary]
    for a, b in _of_one_key(summaries, documents):
        if _is_reissue(documents[a], documents[b]):
            groups.join(a, b)
    reviews = _reviews(groups.parts(), documents)
    of = {member.document_id: review.id for review in reviews for member in review.members}
    return Identity(
        {review.id: review for review in reviews},
        _about(documents, _by_key([*reports, *summaries], documents), of),
        _main_copies(copies.parts(), documents),
        of,
    )


def _of_one_key(ids: Iterable[str], documents: Mapping[str, Facts]) -> Iterable[tuple[str, str]]:
    """Pairs of documents with an authority and a label in common."""
    return {pair for held in _by_key(ids, documents).values() for pair in combinations(held, 2)}


def _by_key(ids: Iterable[str], documents: Mapping[str, Facts]) -> dict[tuple[str, str], list[str]]:
    held: dict[tuple[str, str], list[str]] = {}
    for document_id in ids:
        for key in documents[document_id].keys:
            held.setdefault(key, []).append(document_id)
    return held


def _alike(documents: Mapping[str, Facts]) -> Iterable[tuple[str, str]]:
    """Pairs with the same words, or nearly: found by bands of the sketches, then compared."""
    buckets: dict[bytes, list[str]] = {}
    for document_id, item in documents.items():
        if item.signature is not None:
            sketch = np.frombuffer(item.signature.minhash, "<u4").reshape(-1, _BAND)
            for number, band in enumerate(sketch):
                key = number.to_bytes(2, "little") + band.tobytes()
                buckets.setdefault(key, []).append(document_id)
    pairs = {pair for held in buckets.values() for pair in combinations(sorted(held), 2)}
    for a, b in sorted(pairs):
        if _likeness(documents[a], documents[b]) >= _SAME:
            yield a, b


def _likeness(a: Facts, b: Facts) -> float:
    if a.signature is None or b.signature is None:
        return 0.0
    return likeness(a.signature, b.signature)


def _edition(item: Facts) -> str:
    """Which report of several a review's is: "second", or "" for the only or first one."""
    words = f"{item.part or ''} {item.title}".casefold().split()
    return next((w for w in ("second", "reconsidered", "third") if w in words), "")


def _same_case(a: Facts, b: Facts) -> bool:
    """Whether two documents are of one case: authority and label, and years that allow it."""
    if not a.keys & b.keys:
        return False
    if a.date_of_death and b.date_of_death:
        return _agree(a.date_of_death, b.date_of_death)
    return a.year is None or b.year is None or abs(a.year - b.year) <= _YEARS_OF_CASE


def _agree(a: str, b: str) -> bool:
    """Whether two dates, each perhaps without day or month, may be one."""
    return a.startswith(b) or b.startswith(a)


def _is_reissue(a: Facts, b: Facts) -> bool:
    """Whether two reports of one case and type are one review, and not one done again."""
    if a.document_type != b.document_type or not _same_case(a, b) or _edition(a) != _edition(b):
        return False
    if a.year is not None and b.year is not None and a.year != b.year:
        return False
    return _likeness(a, b) >= _REISSUED or _plain(a.title) == _plain(b.title)


def _plain(title: str) -> str:
    return "".join(ch for ch in title.casefold() if ch.isalnum())


def _nearest(
    document_id: str, documents: Mapping[str, Facts], reports: Sequence[str]
) -> str | None:
    """The report of the same case whose year is nearest to that of a summary or brief.

    None where two reports are as near: which of them it belongs to cannot be told.
    """
    item = documents[document_id]
    near: dict[tuple[bool, int], list[str]] = {}
    for report in reports:
        other = documents[report]
        kind = item.document_type
        if _same_case(item, other) and (kind in _PARTS or kind == other.document_type):
            apart = abs((item.year or 0) - (other.year or 0)) if item.year and other.year else 0
            edition = kind not in _PARTS and _edition(item) != _edition(other)
            near.setdefault((edition, apart), []).append(report)
    if not near:
        return None
    best = near[min(near)]
    alone = len({_plain(documents[report].title) for report in best}) == 1
    return best[0] if alone else None


def _reviews(parts: Iterable[list[str]], documents: Mapping[str, Facts]) -> list[Review]:
    found = []
    for part in parts:
        papers = [i for i in part if documents[i].is_review]
        if papers:
            main = min(papers, key=lambda i: _rank(i, documents[i]))
            rest = sorted((i for i in part if i != main), key=lambda i: _rank(i, documents[i]))
            members = [Member(i, _role(documents[i], main=i == main)) for i in (main, *rest)]
            found.append(Review(main, tuple(members)))
    return _with_cases(found, documents)


def _rank(document_id: str, item: Facts) -> tuple[bool, bool, int, str]:
    """The fullest report comes first."""
    return not item.is_review, item.is_summary, -item.n_pages, document_id


def _role(item: Facts, *, main: bool) -> str:
    if not item.is_review:
        return item.document_type
    if item.is_summary:
        return _SUMMARY
    return "report" if main else "copy"


def _with_cases(reviews: list[Review], documents: Mapping[str, Facts]) -> list[Review]:
    """`reviews`, those of one case under one name: authority, label, year of the first."""
    cases = _Groups({review.id: documents[review.id] for review in reviews})
    for a, b in _of_one_key([review.id for review in reviews], documents):
        if _same_case(documents[a], documents[b]):
            cases.join(a, b)
    names: dict[str, str] = {}
    for part in cases.parts():
        first = min(part, key=lambda i: (documents[i].year or 9999, i))
        item = documents[first]
        if item.authority and item.labels:
            name = f"{item.authority}, {item.labels[0]}" + (f", {item.year}" if item.year else "")
            names |= dict.fromkeys(part, name)
    return [Review(review.id, review.members, names.get(review.id)) for review in reviews]


def _about(
    documents: Mapping[str, Facts],
    by_key: Mapping[tuple[str, str], Sequence[str]],
    of: Mapping[str, str],
) -> dict[str, str]:
    """Which review the papers of committees and the like speak of, where only one can be meant."""
    found = {}
    for document_id, item in documents.items():
        if item.document_type in _ABOUT:
            near = {report for key in item.keys for report in by_key.get(key, ())}
            meant = {of[report] for report in near if _same_case(item, documents[report])}
            if len(meant) == 1:
                found[document_id] = meant.pop()
    return found


def _main_copies(parts: Iterable[list[str]], documents: Mapping[str, Facts]) -> dict[str, str]:
    """The main one of several copies, by each of the others."""
    found: dict[str, str] = {}
    for part in parts:
        main = min(part, key=lambda i: _rank(i, documents[i]))
        found |= {other: main for other in part if other != main}
    return found


class _Groups:
    """Documents in groups that can be joined (union by the lesser id)."""

    def __init__(self, items: Iterable[str]):
        self._above = {item: item for item in items}

    def _top(self, item: str) -> str:
        while self._above[item] != item:
            item = self._above[item]
        return item

    def join(self, a: str, b: str) -> None:
        """Makes the groups of `a` and `b` one."""
        low, high = sorted((self._top(a), self._top(b)))
        self._above[high] = low

    def parts(self) -> list[list[str]]:
        """The groups, members in the order in which they came."""
        found: dict[str, list[str]] = {}
        for item in self._above:
            found.setdefault(self._top(item), []).append(item)
        return list(found.values())
