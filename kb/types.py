"""The words of the system as frozen records; no logic beyond derived properties.

Offsets are half-open, in code points of the stored page text. Pages count from 1. A score is
larger-is-better. `to_json` turns any record into plain JSON values, the same for CLI and HTTP.
"""

from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

REDACTED = "[redacted]"
"""What stands in a page's text for words that were blacked out."""


class PageState(StrEnum):
    """Whether a page's words could be had."""

    TEXT = "text"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class BlockKind(StrEnum):
    """What a block of a page is; FURNITURE is never searched or quoted."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUOTATION = "quotation"
    COMMENT = "comment"
    FURNITURE = "furniture"


class Standing(StrEnum):
    """Who is speaking; answers put what stands higher in this list first."""

    PRIMARY = "primary finding"
    RESPONSE = "official response"
    SECOND_HAND = "reported at second hand"
    ASSERTED = "asserted by an agency"
    ALLEGED = "said by family or others"
    RECOMMENDATION = "recommendation"
    GUIDANCE = "guidance"
    PRESS = "press"
    COMMENT = "comment"
    QUESTION = "question"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """What a sentence says of a theme."""

    PRESENT = "present"
    ABSENT = "absent"
    GOOD = "good"


class SubjectKind(StrEnum):
    """What a theme, or what a question is about, is."""

    FAILING = "failing"
    CIRCUMSTANCE = "circumstance"
    PRACTICE = "practice"


class Verdict(StrEnum):
    """What a review or document says about the subject of a set question; the strongest first."""

    CITES = "cites"
    BORDERLINE = "borderline"
    CONTRARY = "contrary"
    SILENT = "silent"
    SILENT_IN_PART = "silent_in_part"
    UNREADABLE = "unreadable"


class FileStatus(StrEnum):
    """How one file of an ingest run ended; QUARANTINED waits for a person and is not searched."""

    INGESTED = "ingested"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    PARTIAL = "partial"
    QUARANTINED = "quarantined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of one page's text."""

    page: int
    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One word that was read off a picture of a page, with its box.

    The box is in points from the top left corner of the page as displayed; x grows to the right and
    y downwards. `confidence` is the recogniser's own, 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words in a file that no reader of it sees: where, how they are hidden, how many.

    The words themselves are kept nowhere.
    """

    page: int
    reason: str
    words: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a reader sees it.

    `cause` says why it could not be read, or which part of it was not. `extractor` names what read
    it. `word_shape` is the share of its tokens that look like words, 0 to 1, and `confidence` the
    mean confidence of recognised words, 0 to 1. Counts are None where they were not taken.
    """

    number: int
    text: str
    label: str | None = None
    state: PageState = PageState.TEXT
    cause: str | None = None
    extractor: str = "text"
    word_shape: float | None = None
    confidence: float | None = None
    pictures: int | None = None
    figures: int | None = None
    tables: int | None = None
    words: tuple[Word, ...] = ()
    hidden: tuple[HiddenText, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row, quotation, comment, or page furniture.

    `paragraph` is the printed number a reader would cite ("4.12", "6(b)"); `section` is the path of
    headings above; `stem` is the ordinal of the block that introduces this list item, or of the row
    that names the columns of this table row, or for that row of the table's caption.
    """

    kind: BlockKind
    spans: Spans
    paragraph: str | None = None
    section: tuple[str, ...] = ()
    speaker: str | None = None
    stem: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file's content, parsed; `declared` holds what the file says of itself (title, author)."""

    id: str
    sha256: str
    media_type: str
    parser: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    declared: dict[str, str] = field(default_factory=dict)

    @property
    def hidden(self) -> tuple[HiddenText, ...]:
        """Everything in the file that no reader of it sees."""
        return tuple(found for page in self.pages for found in page.hidden)

    def text(self, spans: Spans) -> str:
        """The characters at `spans`, joined by a space where one page ends and another begins."""
        return cut({page.number: page.text for page in self.pages}, spans)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing known of a document, where it says so, how sure (0 to 1).

    `by` is the person who corrected it; None where the document itself was read.
    """

    name: str
    value: str
    spans: Spans = ()
    confidence: float = 1.0
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of the document at a source, instead of what was read; "" is unknown.

    `value` holds several values with semicolons between; `at` is in ISO 8601, UTC.
    """

    name: str
    value: str
    by: str
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What two documents with the same words have in common.

    `text_sha256` is of the words alone; `minhash` holds the least hash values of their runs of
    words (Broder 1997), as little-endian uint32.
    """

    text_sha256: str
    minhash: bytes


@dataclass(frozen=True, slots=True)
class Description:
    """What a document is; unknown stays None. `fields` may hold several of one name."""

    title: str
    document_type: str
    standing: Standing
    authority: str | None = None
    year: int | None = None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage; `block` is the ordinal of the block it stands in."""

    spans: Spans
    block: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and searched: whole blocks, or part of a long one.

    `context` (title and headings above) is embedded with the text and never quoted.
    """

    id: str
    document_id: str
    ordinal: int
    spans: Spans
    text: str
    context: str
    sentences: tuple[Sentence, ...]


class RecommendationKind(StrEnum):
    """NONE_MADE is the statement of a review that it makes none, kept as the evidence for that."""

    RECOMMENDATION = "recommendation"
    RESOLUTION = "resolution"
    NONE_MADE = "none made"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something that a document asks somebody to do, or that a committee resolved.

    `number` is its number as printed ("R3", "6.1", "(a)"), `paragraph` where it stands. `spans`
    hold the whole of it, its sub-items too. `addressees` bear the full names that the document has
    for them; `scope` is single-agency, multi-agency or national. What an action plan adds is kept
    as printed.
    """

    kind: RecommendationKind
    spans: Spans
    number: str | None = None
    paragraph: str | None = None
    section: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    scope: str | None = None
    due: str | None = None
    status: str | None = None
    action: str | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence, or a dated row of a chronology.

    It happened between the days `first` and `last` (ISO 8601, both included); None where the date
    is an age and no birth date is known, or no year can be told. `date` is what is printed,
    `precision` how exact that is, `year_stated` whether its year is printed or taken from what
    stands before. `faults` says in words what is wrong with the date.
    """

    date: str
    first: str | None
    last: str | None
    precision: str
    spans: Spans
    year_stated: bool = True
    faults: tuple[str, ...] = ()
    agency: str | None = None
    paragraph: str | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that says something of a theme, in a phrase of the vocabulary.

    `sentence` counts the document's sentences from 0, in the order of its passages; `block` is the
    ordinal of the block it stands in; `spans` are what is quoted. `marks` are those of
    `kb.speech.Marks`: what the sentence does with the phrase.
    """

    theme: str
    polarity: Polarity
    sentence: int
    block: int
    spans: Spans
    marks: int


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One stored document as lists show it."""

    id: str
    title: str
    document_type: str
    standing: Standing
    authority: str | None
    year: int | None
    media_type: str
    status: FileStatus
    pages: int
    passages: int
    unreadable_pages: list[int]
    sources: list[str]
    access: str
    sha256: str
    parser: str
    ingested_at: str


@dataclass(frozen=True, slots=True)
class PageSummary:
    """How one stored page was read; the fields are those of `Page`."""

    number: int
    label: str | None
    state: PageState
    cause: str | None
    characters: int
    word_shape: float | None
    extractor: str
    confidence: float | None
    pictures: int | None
    figures: int | None
    tables: int | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's word that a document with hidden text may be searched; `at` in ISO 8601, UTC."""

    source: str
    by: str
    reason: str | None
    at: str


@dataclass(frozen=True, slots=True)
class DocumentDetails(DocumentSummary):
    """One stored document with what is known of each page and of what it hides."""

    hidden: list[HiddenText]
    acceptances: list[Acceptance]
    page_list: list[PageSummary]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and the components of that score."""

    passage_id: str
    document_id: str
    title: str
    page: int
    page_label: str | None
    paragraph: str | None
    section: str | None
    text: str
    spans: Spans
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked passages; `degraded` says that the vector index was missing or damaged."""

    query: str
    hits: list[Hit]
    degraded: bool
    timings_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence resolved to document, page, paragraph and a quote cut from the stored page."""

    id: int
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
    speaker: str | None
    spans: Spans
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class RowDocument:
    """One document of a row: what it is there, where it came from, what it says by itself.

    `role` is "report", "copy", "executive summary", "learning brief", or the document's type.
    """

    document_id: str
    role: str
    files: list[str]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One review (or document) of a set answer; everything searched has one.

    `document_id` is the document that is cited first, or the fullest one; None where the row is a
    file that could not be read. `review_id` is None where the row is no review. `documents` are
    all that it stands for, the fullest first, `files` their sources. `contrary_ids` are
    those of `citation_ids` that say the opposite. `voice` says who speaks where it is not the
    review itself: "recommendation", "agency", "family". `pages` counts those of the fullest
    document, `pages_read` those that could be read. `note` adds to the verdict in words ("3 of its
    12 recommendations").
    """

    document_id: str | None
    review_id: str | None
    title: str
    authority: str | None
    year: int | None
    files: list[str]
    documents: list[RowDocument]
    verdict: Verdict
    score: float
    citation_ids: list[int]
    contrary_ids: list[int]
    also_contrary: bool
    voice: str | None
    pages: int
    pages_read: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What the rows of a set answer come to; each row is one `unit`.

    `cites` of `searched` say so; `searched` is `in_full` and `in_part`, as far as they could be
    read. `unreadable` counts files of which nothing could be read, `summary_only` reviews whose
    report is not held, `excluded` papers of other types that say so too, by type, `unknown` what
    was left out because a field that a condition asks for is not known of it.
    """

    unit: str
    cites: int
    searched: int
    in_full: int
    in_part: int
    borderline: int
    contrary: int
    silent: int
    silent_in_part: int
    unreadable: int
    summary_only: int
    excluded: dict[str, int]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Tallied:
    """One theme or value, the reviews (or documents) that have it, and where they say so.

    A review has the title, with whose it is and its year, and the id of its fullest document; `n`
    counts them.
    """

    value: str
    n: int
    titles: list[str]
    documents: list[str]
    citation_ids: list[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `searched` reviews (or documents) have each of some values, the most first.

    `of` is "themes" or the name of a field, `unit` what is counted. `unknown` have no known value,
    `left_out` fail a condition only because its field is not known of them.
    """

    of: str
    unit: str
    searched: int
    unknown: int
    left_out: int
    values: list[Tallied]


@dataclass(frozen=True, slots=True)
class SearchedPart:
    """One thing that must be said, or with `negated` must not be, of the `parties` that it names.

    `theme` is of the vocabulary.
    """

    text: str
    negated: bool
    theme: str | None
    parties: list[str]


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer looked at and how the question was understood.

    `quarantined` documents wait for a person and were not searched. `filters` are the conditions on
    documents by field; `subject` is what remains of the question, in `parts` of which all must hold
    or, with `conjunction` "any", one; `expansions` are other names that were searched for it.
    """

    documents: int
    passages: int
    unreadable: int
    unreadable_pages: int
    quarantined: int
    subject: str
    parts: list[SearchedPart]
    conjunction: str
    filters: dict[str, str]
    expansions: list[str]
    degraded: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered; the same object from CLI, HTTP and the evaluation.

    `confidence` is the probability, 0 to 1, that what was found answers the question; `count` is
    None where the answer is no set, `tally` where it is no tally.
    """

    question: str
    kind: str
    status: str
    text: str
    rows: list[Row]
    count: Count | None
    citations: list[Citation]
    nearest: list[Citation]
    conflicts: list[list[int]]
    confidence: float
    searched: Searched
    model: str | None
    fingerprint: str
    timings_ms: dict[str, float]
    tally: Tally | None = None


def cut(pages: dict[int, str], spans: Spans) -> str:
    """The text at `spans` of `pages` (page number to text), joined by a space between spans."""
    return " ".join(pages[span.page][span.start : span.end] for span in spans)


def to_json(value: Any) -> Any:
    """`value` as plain JSON values: records become objects, tuples become arrays."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return value
