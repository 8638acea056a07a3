"""Every sentence that a viewer may read, as columns: vectors, words, marks.

Reading sentences is slow and happens once a document; a sweep is then array arithmetic.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.catalog import StoredPassage
from kb.embedding import Vectors
from kb.judging import ACTS, judge
from kb.mentions import made_with
from kb.reader import Reader
from kb.speech import marks
from kb.themes import Theme
from kb.types import Block, Polarity, Spans
from kb.words import word_stems

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DocumentSentences:
    """The sentences of one document, in reading order.

    `terms` are the stems of each sentence one after another, as numbers of the table's vocabulary;
    `n_terms` says how many belong to each. `texts` has their words as quoted, `acts` the
    probabilities of `kb.judging.ACTS`, shape (n, acts). `said` has by theme the sentences that say
    it and those that say its opposite; None where no mentions of today's vocabulary are kept.
    """

    passages: tuple[int, ...]
    blocks: tuple[int, ...]
    spans: tuple[Spans, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    terms: Ints
    n_terms: Ints
    marks: NDArray[np.uint8]
    acts: Floats
    tagged_with: str | None
    said: Mapping[str, tuple[Ints, Ints]] | None


class SentenceTable:
    """The sentences of some documents, side by side; rows of a document are neighbours.

    Never changed once made: `refreshed` makes the next one.
    """

    def __init__(
        self,
        held: Mapping[str, DocumentSentences] | None = None,
        vocabulary: dict[str, int] | None = None,
        commits: int = -1,
    ) -> None:
        self._held = dict(held or {})
        self._vocabulary = {} if vocabulary is None else vocabulary
        self._commits = commits
        self.documents = list(self._held)
        parts = list(self._held.values())
        self.starts: Ints = np.cumsum([0, *(len(p.texts) for p in parts)], dtype=np.int32)
        filled = [part for part in parts if part.texts] or [_EMPTY]
        self.vectors: Vectors = np.concatenate([part.vectors for part in filled])
        self.marks: NDArray[np.uint8] = np.concatenate([part.marks for part in filled])
        self._terms: Ints = np.concatenate([part.terms for part in filled])
        n_terms = np.concatenate([part.n_terms for part in filled])
        self._bounds = np.concatenate([[0], np.cumsum(n_terms, dtype=np.int64)])
        self.acts: Floats = np.concatenate([part.acts for part in filled])
        self._said: dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]] = {}

    def refreshed(self, reader: Reader) -> "SentenceTable":
        """The table of the reader's snapshot; documents that stay are not read again."""
        snapshot = reader.snapshot
        if self._commits == snapshot.commits:
            return self
        keys: dict[str, list[int]] = {document_id: [] for document_id in snapshot.documents}
        for key, document_id in snapshot.passage_keys().items():
            keys[document_id].append(key)
        held = {}
        for document_id, passages in keys.items():
            known = self._held.get(document_id)
            tagged_with = snapshot.taggings.get(document_id)
            if (
                known is None
                or known.passages != tuple(passages)
                or known.tagged_with != tagged_with
            ):
                stored = snapshot.passages(passages)
                known = self._read(reader, document_id, list(stored.values()))
            held[document_id] = known
        return SentenceTable(held, self._vocabulary, snapshot.commits)

    def __len__(self) -> int:
        return len(self.marks)

    def sentence(self, document: int, row: int) -> tuple[int, Spans, str]:
        """Block ordinal, spans and words of the sentence at `row`, which `document` holds."""
        part = self._held[self.documents[document]]
        place = row - int(self.starts[document])
        return part.blocks[place], part.spans[place], part.texts[place]

    def coverage(self, weights: Mapping[str, float]) -> Floats:
        """The share of the weight of stems that stands in each sentence, 0 to 1; shape (n,)."""
        total = sum(weights.values())
        if total == 0 or not len(self):
            return np.zeros(len(self), dtype=np.float32)
        found: Floats = self._summed(weights) / np.float32(total)
        return found

    def said(self, theme: Theme) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which sentences say a theme in a known phrase, and which say its opposite; shapes (n,).

        Read once a theme: a table never changes.
        """
        if theme.id not in self._said:
            self._said[theme.id] = self._read_said(theme)
        return self._said[theme.id]

    def _read_said(self, theme: Theme) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        present = np.zeros(len(self), dtype=np.bool_)
        absent = np.zeros(len(self), dtype=np.bool_)
        untagged = np.zeros(len(self), dtype=np.bool_)
        for part, start, end in zip(
            self._held.values(), self.starts, self.starts[1:], strict=False
        ):
            if part.said is None:
                untagged[start:end] = True
            elif theme.id in part.said:
                saying, against = part.said[theme.id]
                present[start + saying] = True
                absent[start + against] = True
        if untagged.any():
            self._tag(theme, untagged, present, absent)
        return present, absent

    def _tag(
        self,
        theme: Theme,
        rows: NDArray[np.bool_],
        present: NDArray[np.bool_],
        absent: NDArray[np.bool_],
    ) -> None:
        """Looks for the phrases of a theme in the sentences at `rows`."""
        words = {stem for phrase in theme.phrases for stem in word_stems(phrase)}
        for row in np.flatnonzero(rows & (self._summed(dict.fromkeys(words, 1.0)) > 0)):
            document = int(np.searchsorted(self.starts, row, side="right")) - 1
            text = self.sentence(document, int(row))[2]
            found = {match.polarity for match in theme.tagger.matches(text)}
            present[row] = Polarity.PRESENT in found
            absent[row] = Polarity.ABSENT in found or Polarity.GOOD in found

    def _summed(self, weights: Mapping[str, float]) -> Floats:
        table = np.zeros(len(self._vocabulary) + 1, dtype=np.float32)
        for stem, weight in weights.items():
            if stem in self._vocabulary:
                table[self._vocabulary[stem]] = weight
        sums = np.concatenate([[0.0], np.cumsum(table[self._terms], dtype=np.float64)])
        found: Floats = (sums[self._bounds[1:]] - sums[self._bounds[:-1]]).astype(np.float32)
        return found

    def _read(
        self, reader: Reader, document_id: str, passages: Sequence[StoredPassage]
    ) -> DocumentSentences:
        blocks = reader.blocks(document_id)
        found = list(_sentences(reader, document_id, blocks, passages))
        stems = [word_stems(text) for _, _, text in found]
        numbers = [
            self._vocabulary.setdefault(stem, len(self._vocabulary))
            for part in stems
            for stem in part
        ]
        held = [p.embedding.sentences for p in passages if p.sentences]
        vectors = np.concatenate(held) if held else np.empty((0, 0), dtype=np.float32)
        return DocumentSentences(
            passages=tuple(passage.key for passage in passages),
            blocks=tuple(ordinal for ordinal, _, _ in found),
            spans=tuple(spans for _, spans, _ in found),
            texts=tuple(text for _, _, text in found),
            vectors=vectors,
            terms=np.asarray(numbers, dtype=np.int32),
            n_terms=np.asarray([len(part) for part in stems], dtype=np.int32),
            marks=np.asarray(
                [int(marks(blocks[ordinal], text)) for ordinal, _, text in found], dtype=np.uint8
            ),
            acts=judge().acts(vectors) if found else _EMPTY.acts,
            tagged_with=reader.snapshot.taggings.get(document_id),
            said=_said(reader, document_id),
        )


_EMPTY = DocumentSentences(
    passages=(),
    blocks=(),
    spans=(),
    texts=(),
    vectors=np.empty((0, 0), dtype=np.float32),
    terms=np.empty(0, dtype=np.int32),
    n_terms=np.empty(0, dtype=np.int32),
    marks=np.empty(0, dtype=np.uint8),
    acts=np.empty((0, len(ACTS)), dtype=np.float32),
    tagged_with=None,
    said=None,
)


def _said(reader: Reader, document_id: str) -> dict[str, tuple[Ints, Ints]] | None:
    """The kept mentions of a document as its sentences by theme."""
    if reader.snapshot.taggings.get(document_id) != made_with():
        return None
    found: dict[str, tuple[list[int], list[int]]] = {}
    for theme, polarity, sentence, _ in reader.snapshot.mentioned(document_id):
        saying, against = found.setdefault(theme, ([], []))
        (saying if polarity is Polarity.PRESENT else against).append(sentence)
    return {
        theme: (np.asarray(a, dtype=np.int32), np.asarray(b, dtype=np.int32))
        for theme, (a, b) in found.items()
    }


def _sentences(
    reader: Reader, document_id: str, blocks: Sequence[Block], passages: Sequence[StoredPassage]
) -> Iterable[tuple[int, Spans, str]]:
    for passage in passages:
        for sentence in passage.sentences:
            spans = reader.quotable(document_id, blocks[sentence.block], sentence.spans)
            yield sentence.block, spans, reader.text(document_id, spans)
