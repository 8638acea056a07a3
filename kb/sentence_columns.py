"""What a sweep needs of every sentence, as columns; the words themselves stay in the catalogue.

Reading a sentence is slow and is done once: its vector, what it does, what it says of each theme,
its words and where it stands become numbers. A sweep is array arithmetic over them, the same
whether they are in memory or in the files of a generation (`kb.sentence_files`).
"""

import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Embedding, Vectors
from kb.mentions import made_with
from kb.parties import PARTIES, parties_in
from kb.pipeline import stated_alike
from kb.reader import Reader
from kb.speech import marks
from kb.statements import statement_encoder
from kb.text_classes import ACTS, text_classes
from kb.theme_classifier import theme_classifier
from kb.themes import Theme, tag
from kb.types import Polarity, Span, Spans
from kb.words import word_stems

SENTENCES = "sentences-5"  # to be changed with `kb.speech.marks` and `kb.words.word_stems`

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_UNIT = 32767  # int16 of a component of 1: more exact than the half floats that are stored
_SURE = 65535  # uint16 of a probability of 1
_SHOWN = 8  # int8 of log-odds of 1: beyond 16 nothing changes
_BLOCK = 128  # rows that are multiplied at a time: they stay in the processor's cache, and are too
# few for BLAS to share them out among threads that wait for one another


def columns_digest() -> str:
    """What makes columns out of sentences; columns made otherwise are made anew."""
    models = (text_classes(), statement_encoder(), theme_classifier())
    return "|".join((SENTENCES, PARTIES, *(model.digest for model in models), made_with()))


@dataclass(frozen=True, slots=True)
class Version:
    """The passages of one version of a document: no two versions ever have the same keys."""

    first_key: int
    last_key: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: block ordinal, spans as judged, and the CRC-32 of its words."""

    block: int
    spans: Spans
    check: int


class Rows(Protocol):
    """int16 rows of vectors (n, dim), in memory or in a file."""

    def __getitem__(self, part: slice, /) -> NDArray[np.int16]: ...


@dataclass(frozen=True, slots=True)
class DocumentSentences:
    """The sentences of one document in reading order; fields as in `SentenceColumns`.

    `shows` has a row a sentence here.
    """

    version: Version
    vectors: NDArray[np.int16]
    acts: NDArray[np.uint16]
    shows: NDArray[np.int8]
    marks: NDArray[np.uint8]
    places: tuple[Place, ...]
    stems: tuple[frozenset[str], ...]
    said: tuple[frozenset[str], ...]
    parties: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each of some names the rows where it stands, ascending.

    The rows of a name begin at `bounds[names[name]]` and end at the next bound.
    """

    names: Mapping[str, int]
    bounds: NDArray[np.int64]
    rows: Ints

    def __getitem__(self, name: str) -> Ints:
        if name not in self.names:
            return self.rows[:0]
        number = self.names[name]
        return self.rows[int(self.bounds[number]) : int(self.bounds[number + 1])]


class PostingsBuilder:
    """Postings in the making, as bare numbers: rows may be let go once they are added."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._numbers = array("i")
        self._sizes = array("i")

    def add(self, part: Sequence[frozenset[str]]) -> None:
        """Adds rows that hold these names."""
        names = self._names
        self._sizes.extend(map(len, part))
        self._numbers.extend(names.setdefault(name, len(names)) for item in part for name in item)

    def postings(self) -> Postings:
        """The postings of all rows added."""
        number, sizes = _ints(self._numbers), _ints(self._sizes)
        order = np.argsort(number, kind="stable")
        bounds = np.zeros(len(self._names) + 1, dtype=np.int64)
        np.cumsum(np.bincount(number, minlength=len(self._names)), out=bounds[1:])
        owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        return Postings(self._names, bounds, owners[order])


@dataclass(frozen=True)
class SentenceColumns:
    """The sentences of some documents, side by side; rows of a document are neighbours.

    Of n sentences: `vectors` are two unit rows side by side in 1/32767, of the embedding model and
    of `kb.statements` (n, both dims), `acts` the probabilities of `kb.text_classes.ACTS` in 1/65535
    (n, acts), `shows` the log-odds of `kb.theme_classifier` in 1/8 (codes, n), so that a sweep for
    one theme reads one row, `marks` those of `kb.speech` (n,), `blocks` ordinals (n,), `checks`
    CRC-32 of their words as judged (n,). Spans of row i are rows `span_bounds[i]` to
    `span_bounds[i + 1]` of `spans` (page, start, end). `words` has the rows of each stem, `said`
    those of each theme and polarity, `parties` those by which one is named.
    """

    documents: Sequence[str]
    versions: Sequence[Version]
    starts: NDArray[np.int64]
    vectors: Rows
    acts: NDArray[np.uint16]
    shows: NDArray[np.int8]
    marks: NDArray[np.uint8]
    blocks: Ints
    checks: NDArray[np.uint32]
    span_bounds: NDArray[np.int64]
    spans: Ints
    words: Postings
    said: Postings
    parties: Postings

    @classmethod
    def of(cls, documents: Iterable[tuple[str, DocumentSentences]]) -> "SentenceColumns":
        """The columns of documents that come one after another; none is kept but as numbers."""
        names, versions, starts, span_bounds = [], [], [0], array("q", [0])
        vectors, acts, marks, shows = [], [_NO_ACTS], [_NO_MARKS], [_nothing_shown()]
        blocks, checks, spans = array("i"), array("I"), array("i")
        words, said, parties = (PostingsBuilder() for _ in range(3))
        for name, part in documents:
            names.append(name)
            versions.append(part.version)
            starts.append(starts[-1] + len(part.places))
            vectors += [part.vectors] if len(part.vectors) else []
            acts.append(part.acts)
            marks.append(part.marks)
            shows.append(part.shows)
            for place in part.places:
                blocks.append(place.block)
                checks.append(place.check)
                span_bounds.append(span_bounds[-1] + len(place.spans))
                for span in place.spans:
                    spans.extend((span.page, span.start, span.end))
            words.add(part.stems)
            said.add(part.said)
            parties.add(part.parties)
        return cls(
            documents=names,
            versions=versions,
            starts=np.asarray(starts, dtype=np.int64),
            vectors=np.concatenate(vectors or [np.empty((0, 0), dtype=np.int16)]),
            acts=np.concatenate(acts),
            shows=np.ascontiguousarray(np.concatenate(shows).T),
            marks=np.concatenate(marks),
            blocks=_ints(blocks),
            checks=np.asarray(checks, dtype=np.uint32),
            span_bounds=np.asarray(span_bounds, dtype=np.int64),
            spans=_ints(spans).reshape(-1, 3),
            words=words.postings(),
            said=said.postings(),
            parties=parties.postings(),
        )

    def __len__(self) -> int:
        return len(self.marks)

    @cached_property
    def by_id(self) -> dict[str, Version]:
        """The version of each document that is held."""
        return dict(zip(self.documents, self.versions, strict=True))

    def sentences(self, first: int, last: int) -> "Sentences":
        """The sentences of documents `first` to `last`, half-open."""
        return Sentences(self, first, last)


@dataclass(frozen=True)
class Sentences:
    """The sentences of neighbouring documents; rows and places of documents count from 0."""

    columns: SentenceColumns
    first: int
    last: int

    @cached_property
    def starts(self) -> Ints:
        """Where each document's rows begin, and the end; shape (documents + 1,)."""
        bounds = self.columns.starts[self.first : self.last + 1] - self._offset
        return bounds.astype(np.int32)

    @cached_property
    def _offset(self) -> int:
        return int(self.columns.starts[self.first])

    @property
    def _rows(self) -> slice:
        return slice(self._offset, int(self.columns.starts[self.last]))

    def __len__(self) -> int:
        return int(self.columns.starts[self.last]) - self._offset

    @property
    def documents(self) -> Sequence[str]:
        """Ids, in order of rows."""
        return self.columns.documents[self.first : self.last]

    @property
    def marks(self) -> NDArray[np.uint8]:
        """The `kb.speech.Marks` of each; shape (n,)."""
        return self.columns.marks[self._rows]

    @property
    def acts(self) -> Floats:
        """The probabilities of `kb.text_classes.ACTS`; shape (n, acts)."""
        return self.columns.acts[self._rows].astype(np.float32) / np.float32(_SURE)

    def products(self, rows: Vectors) -> Floats:
        """The dot product of each sentence's vectors with each of `rows`; shape (n, rows)."""
        found = np.empty((len(self), len(rows)), dtype=np.float32)
        scaled = (rows.T / _UNIT).astype(np.float32)
        floats = np.empty((_BLOCK, len(scaled)), dtype=np.float32)
        first, end = self._rows.start, self._rows.stop
        for start in range(first, end, _BLOCK):
            held = self.columns.vectors[start : min(start + _BLOCK, end)]
            part = floats[: len(held)]
            part[:] = held
            np.dot(part, scaled, out=found[start - first : start - first + len(held)])
        return found

    def coverage(self, weights: Mapping[str, float]) -> Floats:
        """The share of the weight of stems that stands in each sentence, 0 to 1; shape (n,)."""
        found = np.zeros(len(self), dtype=np.float32)
        total = sum(weights.values())
        for stem, weight in weights.items() if total else ():
            found[self._within(self.columns.words[stem])] += np.float32(weight / total)
        return found

    def shows(self, number: int) -> Floats:
        """The log-odds that each sentence shows what `kb.theme_classifier` numbers so; (n,)."""
        return self.columns.shows[number, self._rows].astype(np.float32) / np.float32(_SHOWN)

    def said(self, theme: Theme) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which sentences say a theme in a known phrase, and which its opposite; shapes (n,)."""
        present, absent = np.zeros((2, len(self)), dtype=np.bool_)
        present[self._within(self.columns.said[_says(theme.id, Polarity.PRESENT)])] = True
        for opposite in (Polarity.ABSENT, Polarity.GOOD):
            absent[self._within(self.columns.said[_says(theme.id, opposite)])] = True
        return present, absent

    def naming(self, parties: Collection[str]) -> NDArray[np.bool_]:
        """By which sentences all these parties of `kb.parties` are named; shape (n,)."""
        found = np.ones(len(self), dtype=np.bool_)
        for party in parties:
            named = np.zeros(len(self), dtype=np.bool_)
            named[self._within(self.columns.parties[party])] = True
            found &= named
        return found

    def place(self, row: int) -> Place:
        """Where the sentence at `row` stands."""
        held, at = self.columns, self._offset + row
        spans = held.spans[int(held.span_bounds[at]) : int(held.span_bounds[at + 1])]
        return Place(
            int(held.blocks[at]),
            tuple(Span(*item) for item in spans.tolist()),
            int(held.checks[at]),
        )

    def _within(self, rows: Ints) -> Ints:
        """Those of ascending `rows` of all columns that are of these documents."""
        bounds = np.searchsorted(rows, np.asarray([self._rows.start, self._rows.stop], rows.dtype))
        found: Ints = rows[bounds[0] : bounds[1]] - self._offset
        return found


def read_document(reader: Reader, document_id: str, version: Version) -> DocumentSentences:
    """The sentences of one document, read from the catalogue."""
    keys = range(version.first_key, version.last_key + 1)
    stored = reader.snapshot.passages.by_key(keys)
    passages = [stored[key] for key in keys if key in stored]
    reader.fetch_passages(passages)
    places, texts = [], []
    found_marks = []
    for sentence in (s for passage in passages for s in passage.sentences):
        block = reader.block(document_id, sentence.block)
        spans = reader.quotable(document_id, block, sentence.spans)
        text = reader.text(document_id, spans)
        places.append(Place(sentence.block, spans, check_of(text)))
        texts.append(text)
        found_marks.append(int(marks(block, text)))
    said = _mentioned(reader, document_id, texts)
    held = [p.embedding for p in passages if p.sentences]
    alike = stated_alike(reader.snapshot.pipeline(document_id) or "")
    parts = [np.concatenate([e.sentences, _stated(e, alike)], axis=1) for e in held]
    vectors = np.concatenate(parts or [_NO_VECTORS])
    stems = tuple(frozenset(word_stems(text)) for text in texts)
    return DocumentSentences(
        version=version,
        vectors=np.round(vectors * _UNIT).astype(np.int16),
        acts=_acts(held, texts) if texts else _NO_ACTS,
        shows=_shown(vectors, stems) if stems else _nothing_shown(),
        marks=np.asarray(found_marks, dtype=np.uint8),
        places=tuple(places),
        stems=stems,
        said=said,
        parties=_parties(reader, document_id, places, texts),
    )


def _parties(
    reader: Reader, document_id: str, places: Sequence[Place], texts: Sequence[str]
) -> tuple[frozenset[str], ...]:
    """Whom each sentence names, or one beside it in its paragraph, or the heading above."""
    nobody: frozenset[str] = frozenset()
    above = {n: reader.block(document_id, n).section[-1:] for n in {p.block for p in places}}
    headed = {heading: parties_in(heading) for part in above.values() for heading in part}
    named = [(place.block, parties_in(text)) for place, text in zip(places, texts, strict=True)]
    found = []
    for n, (block, _) in enumerate(named):
        beside = (who for of, who in named[max(0, n - 1) : n + 2] if of == block)
        found.append(nobody.union(*beside, *(headed[heading] for heading in above[block])))
    return tuple(found)


def _acts(held: Sequence[Embedding], texts: Sequence[str]) -> NDArray[np.uint16]:
    told = text_classes().acts(np.concatenate([e.sentences for e in held]), texts)
    return np.round(told * _SURE).astype(np.uint16)


def _shown(vectors: Vectors, stems: Sequence[Collection[str]]) -> NDArray[np.int8]:
    told = np.round(theme_classifier()(vectors, stems) * _SHOWN)
    return np.clip(told, -127, 127).astype(np.int8)


def _nothing_shown() -> NDArray[np.int8]:
    return np.empty((0, len(theme_classifier().codes)), dtype=np.int8)


def _stated(embedding: Embedding, alike: bool) -> Vectors:
    """What sentences state; nothing where other weights, or none, told it at ingest."""
    if alike:
        return embedding.statements
    return np.zeros((len(embedding.sentences), statement_encoder().dim), dtype=np.float32)


def _mentioned(
    reader: Reader, document_id: str, texts: Sequence[str]
) -> tuple[frozenset[str], ...]:
    """What each sentence says of each theme: as kept, or told anew where that is out of date."""
    if reader.snapshot.records.taggings.get(document_id) != made_with():
        return tuple(frozenset(_says(*item) for item in tag(text)) for text in texts)
    found: list[set[str]] = [set() for _ in texts]
    for theme, polarity, sentence, _ in reader.snapshot.records.mentioned(document_id):
        found[sentence].add(_says(theme, polarity))
    return tuple(map(frozenset, found))


def check_of(text: str) -> int:
    """What tells that a sentence's words are those whose columns these are."""
    return zlib.crc32(text.encode())


def _ints(numbers: "array[int]") -> Ints:
    return np.asarray(numbers, dtype=np.int32)


def _says(theme_id: str, polarity: Polarity) -> str:
    return f"{theme_id} {polarity}"


_NO_ACTS = np.empty((0, len(ACTS)), dtype=np.uint16)
_NO_VECTORS = np.empty((0, 0), dtype=np.float32)
_NO_MARKS = np.empty(0, dtype=np.uint8)
