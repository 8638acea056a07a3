"""What reviews say of the themes of the vocabulary: counts, by year or authority, a matrix, words.

A review is counted once, whatever its copies and summaries (`Snapshot.identity`). It counts for a
theme by the best of its mentions: a finding that the theme is present, good practice, the
opposite, or only a recommendation. Words of others (quotations, questions, guidance) never count.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from kb.catalog import Snapshot
from kb.document_types import REVIEW_TYPES
from kb.errors import QuestionError
from kb.inventory import entries, matching
from kb.mentions import made_with, mentions_anew, mentions_of
from kb.reader import Reader
from kb.records import Place, place_of
from kb.speech import NO_FINDING, Marks, standing_of
from kb.themes import Theme, themes, themes_of
from kb.types import DocumentSummary, Polarity

UNKNOWN = "unknown"
_MAX_TEXT = 200


class Stance(StrEnum):
    """What a review says of a theme, by its best sentence; the first that it holds."""

    PRESENT = "present"
    GOOD = "good practice"
    ABSENT = "absent"
    RECOMMENDED = "recommended"


class Act(StrEnum):
    """What a sentence does with the words of a theme; only the first two are the document's own."""

    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    OTHERS = "words of others"


class Grouping(StrEnum):
    """By what reviews are grouped."""

    YEAR = "year"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class CountedReview:
    """One review, by its main document, and those of its documents that were looked at."""

    id: str
    title: str
    authority: str | None
    year: int | None
    documents: list[str]


@dataclass(frozen=True, slots=True)
class Basis:
    """What was counted.

    `counted` is "reviews", or "papers" where other types of document were asked for, copies taken
    once. `partly_unreadable` of them have pages that could not be read: what is not found there is
    not known to be missing. `tagged_now` documents had no mentions of today's vocabulary kept.
    """

    counted: str
    n: int
    partly_unreadable: int
    conditions: dict[str, str]
    tagged_now: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """In how many reviews a theme is present; of the other reviews, what is the most they say.

    `sentences` counts those that find it present.
    """

    theme: str
    label: str
    kind: str
    present: int
    only_good_practice: int
    only_absent: int
    only_recommended: int
    sentences: int


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """Every theme, the most frequent first."""

    basis: Basis
    themes: list[ThemeCount]


@dataclass(frozen=True, slots=True)
class Group:
    """The reviews of one year or authority."""

    value: str
    reviews: int


@dataclass(frozen=True, slots=True)
class GroupedCount:
    """In how many reviews of each group a theme is present; groups with none are left out."""

    theme: str
    label: str
    kind: str
    present: dict[str, int]


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """Every theme by year or authority."""

    basis: Basis
    by: Grouping
    groups: list[Group]
    themes: list[GroupedCount]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What each review says of a theme, by the review's id; silent reviews are left out."""

    theme: str
    label: str
    kind: str
    reviews: dict[str, Stance]


@dataclass(frozen=True, slots=True)
class ThemeMatrix:
    """Themes by reviews."""

    basis: Basis
    reviews: list[CountedReview]
    themes: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class ListedMention:
    """A sentence that says something of a theme, and the review it counts for."""

    place: Place
    review: str
    polarity: Polarity
    act: Act


@dataclass(frozen=True, slots=True)
class ThemeMentions:
    """Every sentence of the chosen documents that says something of one theme."""

    basis: Basis
    theme: str
    label: str
    kind: str
    scope_note: str
    mentions: list[ListedMention]


ThemeList = ThemeCounts | GroupedCounts | ThemeMatrix | ThemeMentions


class ThemeSurvey:
    """Themes in the documents that were chosen.

    Args:
        snapshot: what may be read.
        conditions: fields and values that documents must have (`kb.inventory.matching`).
        all_types: count every type of document, and not reviews alone; a condition on the type
            asks for it too.
        among: the documents to choose from, where `conditions` only name what chose them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        conditions: Mapping[str, str],
        *,
        all_types: bool = False,
        among: Collection[str] | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._conditions = dict(conditions)
        self._all_types = all_types or (among is None and "document type" in conditions)
        found = entries(snapshot.documents, snapshot.fields)
        if among is None:
            found = matching(found, conditions)
        else:
            found = [entry for entry in found if entry.summary.id in among]
        self._documents = [entry.summary for entry in found if self._counts(entry.summary)]

    def counts(self) -> ThemeCounts:
        """In how many reviews each theme is present, or what else they say of it."""
        rows = []
        for theme in themes():
            stances = Counter(self._stances.get(theme.id, {}).values())
            rows.append(
                ThemeCount(
                    theme=theme.id,
                    label=theme.label,
                    kind=theme.kind.value,
                    present=stances[Stance.PRESENT],
                    only_good_practice=stances[Stance.GOOD],
                    only_absent=stances[Stance.ABSENT],
                    only_recommended=stances[Stance.RECOMMENDED],
                    sentences=self._n_sentences[theme.id],
                )
            )
        rows.sort(key=lambda row: (-row.present, -row.sentences, row.label))
        return ThemeCounts(self._basis(), rows)

    def grouped(self, by: Grouping) -> GroupedCounts:
        """In how many reviews of each year or authority each theme is present."""
        group_of = {
            review.id: str((review.year if by is Grouping.YEAR else review.authority) or UNKNOWN)
            for review in self._reviews.values()
        }
        groups = Counter(group_of.values())
        order = sorted(groups, key=lambda name: (name == UNKNOWN, name))
        rows = []
        for theme in themes():
            said = self._stances.get(theme.id, {})
            present = Counter(
                group_of[review] for review, stance in said.items() if stance is Stance.PRESENT
            )
            counts = {name: present[name] for name in order if present[name]}
            rows.append(GroupedCount(theme.id, theme.label, theme.kind.value, counts))
        rows.sort(key=lambda row: (-sum(row.present.values()), row.label))
        return GroupedCounts(self._basis(), by, [Group(n, groups[n]) for n in order], rows)

    def matrix(self) -> ThemeMatrix:
        """What each review says of each theme."""
        rows = [
            MatrixRow(t.id, t.label, t.kind.value, dict(self._stances.get(t.id, {})))
            for t in themes()
        ]
        return ThemeMatrix(self._basis(), list(self._reviews.values()), rows)

    def mentions(self, name: str, within: Collection[str] | None = None) -> ThemeMentions:
        """The sentences on the theme with this id or name, in order of documents.

        Of all that were chosen, or of the documents `within`.

        Raises:
            QuestionError: there is none, or more than one.
        """
        theme = named_theme(name)
        reader = Reader(self._snapshot)
        found = []
        for document in self._documents:
            if within is not None and document.id not in within:
                continue
            for mention in mentions_of(self._snapshot, document.id):
                if mention.theme != theme.id:
                    continue
                block = reader.blocks(document.id)[mention.block]
                place = place_of(reader, document, mention.spans, block.paragraph, block.section)
                before = reader.before(document.id, block, place.quote)
                standing = standing_of(document.standing, block, place.quote, before)
                place = replace(place, standing=standing)
                act, polarity = what_is_said(theme, mention.polarity, mention.marks)
                review = self._review(document.id)
                found.append(ListedMention(place, review, polarity, act))
        return ThemeMentions(
            self._basis(), theme.id, theme.label, theme.kind.value, theme.scope_note, found
        )

    def _counts(self, document: DocumentSummary) -> bool:
        return self._all_types or document.document_type in REVIEW_TYPES

    def _review(self, document_id: str) -> str:
        return self._snapshot.identity.group_of(document_id)

    def reviews_with(self, theme: str) -> list[CountedReview]:
        """The reviews in which the theme with this id is found present."""
        said = self._stances.get(theme, {})
        return [self._reviews[i] for i, stance in said.items() if stance is Stance.PRESENT]

    @cached_property
    def _reviews(self) -> dict[str, CountedReview]:
        """Every review that was chosen, in order of title."""
        found: dict[str, CountedReview] = {}
        for document in self._documents:
            review = self._review(document.id)
            if review not in found:
                main = self._snapshot.documents.get(review, document)
                found[review] = CountedReview(
                    review, main.title, main.authority, main.year, documents=[]
                )
            found[review].documents.append(document.id)
        return dict(sorted(found.items(), key=lambda item: (item[1].title, item[0])))

    @cached_property
    def _said(self) -> list[tuple[str, str, Polarity, int]]:
        """Document, theme, polarity and marks of every mention."""
        found = []
        for document in self._documents:
            if self._is_kept(document):
                said = self._snapshot.records.mentioned(document.id)
                found += [(document.id, theme, polarity, told) for theme, polarity, _, told in said]
            else:
                anew = mentions_anew(self._snapshot, document.id)
                found += [(document.id, m.theme, m.polarity, m.marks) for m in anew]
        return found

    @cached_property
    def _stances(self) -> dict[str, dict[str, Stance]]:
        """By theme, what each review that says something of it says."""
        held: dict[str, dict[str, set[Stance]]] = {}
        known = {theme.id: theme for theme in themes()}
        for document_id, theme_id, polarity, told in self._said:
            stance = _stance(known[theme_id], polarity, told)
            if stance is not None:
                reviews = held.setdefault(theme_id, {})
                reviews.setdefault(self._review(document_id), set()).add(stance)
        return {
            theme_id: {
                review: next(stance for stance in Stance if stance in reviews[review])
                for review in self._reviews
                if review in reviews
            }
            for theme_id, reviews in held.items()
        }

    @cached_property
    def _n_sentences(self) -> Counter[str]:
        """By theme, the sentences that find it present; those of copies are not counted again."""
        known = {theme.id: theme for theme in themes()}
        copies = self._snapshot.identity.copies
        return Counter(
            theme_id
            for document_id, theme_id, polarity, told in self._said
            if document_id not in copies
            and _stance(known[theme_id], polarity, told) is Stance.PRESENT
        )

    def _is_kept(self, document: DocumentSummary) -> bool:
        return self._snapshot.records.taggings.get(document.id) == made_with()

    def _basis(self) -> Basis:
        partly = {self._review(d.id) for d in self._documents if d.unreadable_pages}
        return Basis(
            counted="papers" if self._all_types else "reviews",
            n=len(self._reviews),
            partly_unreadable=len(partly),
            conditions=self._conditions,
            tagged_now=sum(not self._is_kept(document) for document in self._documents),
        )


def named_theme(name: str) -> Theme:
    """The theme with this id or label, or the one that these words name.

    Raises:
        QuestionError: there is none, or more than one.
    """
    wanted = " ".join(name.casefold().split())
    for theme in themes():
        if wanted == theme.id or wanted in (label.casefold() for label in theme.names):
            return theme
    found = themes_of(name)
    if len(found) == 1:
        return found[0]
    shown = name[:_MAX_TEXT]
    if found:
        several = ", ".join(theme.id for theme in found)
        raise QuestionError(f"{shown!r} names more than one theme: {several}; choose one")
    labels = {label.casefold(): theme.id for theme in themes() for label in theme.names}
    near = get_close_matches(wanted, [*labels, *(theme.id for theme in themes())], n=1)
    meant = f"; did you mean {labels.get(near[0], near[0])!r}?" if near else ""
    raise QuestionError(f"no theme is called {shown!r}{meant}; `kb themes` lists them")


def what_is_said(theme: Theme, polarity: Polarity, told: int) -> tuple[Act, Polarity]:
    """What a sentence does, and what it says: as the gates of a sweep take it (`kb.speech`)."""
    if told & NO_FINDING or told & (Marks.ALLEGED | Marks.ASSERTED):
        return Act.OTHERS, polarity
    if told & Marks.RECOMMENDING:
        return Act.RECOMMENDATION, polarity
    if theme.failing and told & Marks.CONTRARY and polarity is Polarity.PRESENT:
        return Act.FINDING, Polarity.ABSENT
    return Act.FINDING, polarity


def _stance(theme: Theme, polarity: Polarity, told: int) -> Stance | None:
    """What a sentence contributes to its review; None for words of others."""
    act, said = what_is_said(theme, polarity, told)
    if act is Act.OTHERS:
        return None
    if act is Act.RECOMMENDATION:
        return Stance.RECOMMENDED
    return {
        Polarity.PRESENT: Stance.PRESENT,
        Polarity.GOOD: Stance.GOOD,
        Polarity.ABSENT: Stance.ABSENT,
    }[said]
