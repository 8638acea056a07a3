"""The knowledge base: open, add, remove, search, ask. Every other door calls this one."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kb import planning, vectors, verifying
from kb.access import LOCAL, Access, Viewer
from kb.asking import Answerer
from kb.catalog import Catalog, Snapshot, now
from kb.config import Settings
from kb.correcting import checked
from kb.embedding import Embedder, SentenceTransformerEmbedder
from kb.errors import CorrectionError, QuestionError, StoreBusy
from kb.index import DenseIndex
from kb.locking import writer_lock
from kb.mentions import made_with, mentions_anew
from kb.originals import Originals
from kb.pipeline import pipeline_digest
from kb.reranking import Reranker
from kb.sentence_table import SentenceIndex, write_sentences
from kb.two_models import reading_beside
from kb.types import Answer, Correction, FileStatus, SearchResult

if TYPE_CHECKING:
    from kb.publishing import Incoming

log = logging.getLogger(__name__)

MAX_HITS = 200


@dataclass(frozen=True, slots=True)
class Added:
    """How `add` ended."""

    status: FileStatus
    passages: int


class KnowledgeBase:
    """A store and the embedding model that it is searched with.

    `catalog` holds what is known, `originals` the files it came from; `answerer` takes questions of
    other kinds than `ask` and `search`.
    """

    def __init__(
        self,
        store: Path,
        catalog: Catalog,
        embedder: Embedder,
        finder: Embedder,
        reranker: Reranker | None = None,
    ):
        """Use `open`."""
        self.store = store
        self.catalog = catalog
        self.originals = Originals(store / "files")
        self._embedder = embedder
        self._generations = store / "index"
        self._index = DenseIndex(self._generations, embedder.digest)
        self._sentences = SentenceIndex(self._generations)
        self.answerer = Answerer(embedder, finder, reranker, self._index, self._sentences)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        create: bool = False,
        embedder: Embedder | None = None,
        on_load: Callable[[str], None] = log.info,
    ) -> "KnowledgeBase":
        """The knowledge base in `settings.store`.

        Args:
            settings: what can be set.
            create: make a store where there is none.
            embedder: the model, if not the one that `settings` names.
            on_load: told, in words for people, before the model's slow load begins.

        Raises:
            StoreMissing: there is none and `create` is false.
            StoreMismatch: a newer program or another embedding model made it.
            ModelError: the model is not there or not what it should be.
        """
        catalog = Catalog.create(settings.store) if create else Catalog(settings.store)
        finder = embedder or SentenceTransformerEmbedder(settings.embedding_model, on_load=on_load)
        model = reading_beside(finder, on_load)
        catalog.bind_model(model.digest, new=create)
        reranker = Reranker(settings.reranker_model) if settings.reranker_model else None
        return cls(settings.store, catalog, model, finder, reranker)

    def close(self) -> None:
        """Closes every file."""
        self._index.close()
        self.catalog.close()

    def __enter__(self) -> "KnowledgeBase":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pipeline(self) -> str:
        """What turned pages into passages and vectors; a document made otherwise is made anew."""
        return pipeline_digest(self._embedder)

    # Reading

    def read(self, viewer: Viewer = LOCAL) -> AbstractContextManager[Snapshot]:
        """What `viewer` can read, unchanged by writers for as long as the body runs."""
        return self.catalog.read(viewer)

    def search(self, query: str, k: int = 10, viewer: Viewer = LOCAL) -> SearchResult:
        """The `k` best passages for `query`.

        Raises:
            QuestionError: nothing to search for, or `k` out of range.
        """
        if not 1 <= k <= MAX_HITS:
            raise QuestionError(f"k is {k}; it must be from 1 to {MAX_HITS}")
        with self.read(viewer) as snapshot:
            return self.answerer.search(snapshot, query, k)

    def ask(
        self, question: str, viewer: Viewer = LOCAL, steering: planning.Steering = planning.AS_ASKED
    ) -> Answer:
        """The answer to `question`: quotations with citations, or an honest refusal.

        Args:
            question: in the user's words.
            viewer: who asks.
            steering: conditions beside the question, and what is not to be read out of it.

        Raises:
            QuestionError: nothing to search for, or a condition that no document can meet.
        """
        with self.read(viewer) as snapshot:
            return self.answerer.answer(snapshot, question, steering)

    # Writing

    @contextmanager
    def writing(self, doing: str, wait_s: float = 0.5) -> Iterator[None]:
        """Holds the store's one writing place.

        Raises:
            StoreBusy: another process holds it; the message names it.
        """
        with writer_lock(self.store, doing, wait_s=wait_s):
            yield

    def add(
        self, incoming: Sequence["Incoming"], progress: Callable[[int], None] = lambda n: None
    ) -> list[Added]:
        """Makes documents answer under their sources, in place of what stood there.

        To be called inside `writing`. They are embedded together and become visible together, in
        one transaction.

        Args:
            incoming: the parsed files.
            progress: told how many passages more are embedded.

        Raises:
            ModelError: the model cannot be used; what stood there still answers.
        """
        from kb.publishing import prepare  # what asking does without, and takes long to import

        publications = prepare(incoming, self.catalog.embeddings, self._embedder, progress)
        sources = [item.source for item in incoming]
        statuses = self.catalog.publish(list(zip(publications, sources, strict=True)))
        return [
            Added(status, len(publication.passages))
            for status, publication in zip(statuses, publications, strict=True)
        ]

    def correct(
        self, document_id: str, values: dict[str, str], by: str, reason: str | None = None
    ) -> None:
        """Puts what a person says of a document in place of what was read; survives re-ingest.

        Args:
            document_id: which.
            values: names of fields and their values; "unknown" takes a value away.
            by: who says so.
            reason: why, for the store's history.

        Raises:
            CorrectionError: a name or value cannot be so; nothing is kept.
            UnknownDocument: it is not there.
            StoreBusy: another process is writing.
        """
        if not by.strip():
            raise CorrectionError("a correction needs the name of the person who makes it")
        told = [checked(name, value) for name, value in values.items()]
        with self.writing(f"correcting {document_id}"):
            self.catalog.corrections.add(
                document_id, [Correction(*item, by.strip(), now(), reason) for item in told]
            )

    def accept(self, document_id: str, by: str, reason: str | None = None) -> None:
        """Makes a quarantined document searched, on the word of the person named `by`.

        The same bytes from the same source are not quarantined again.

        Raises:
            UnknownDocument: it is not there.
            DocumentError: it is not quarantined.
            StoreBusy: another process is writing.
        """
        with self.writing(f"accepting {document_id}"):
            self.catalog.quarantine.accept(document_id, by, reason)

    def retag(self, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Finds theme mentions anew where they were made with another vocabulary or other rules.

        Stored pages are read; nothing is embedded. A run that is cut off goes on where it was.

        Args:
            progress: told how many documents are done, and of how many.

        Returns:
            In how many documents.

        Raises:
            StoreBusy: another process is writing.
            VocabularyError: the vocabulary is at fault.
        """
        with self.writing("tagging themes"):
            with self.read() as snapshot:
                stale = [
                    i for i in snapshot.held if snapshot.records.taggings.get(i) != made_with()
                ]
            for number, document_id in enumerate(stale, 1):
                with self.read() as snapshot:
                    mentions = mentions_anew(snapshot, document_id)
                self.catalog.set_mentions(document_id, mentions, made_with())
                progress(number, len(stale))
            self.catalog.erasing.tidy()
        return len(stale)

    def remove(self, document_id: str, reason: str | None = None) -> None:
        """Takes a document out of every store: catalogue, vectors, index, kept file.

        The whole vector index goes, for a deleted vector stays in its files; `build_index` makes
        the next one. Until then everything is searched exactly.

        Raises:
            UnknownDocument: it is not there.
            StoreBusy: another process is writing, or a long reader hinders the clearing of files.
        """
        with self.writing(f"removing {document_id}"):
            self.catalog.erasing.remove(document_id, reason)
            self._drop_unused_originals()
            vectors.discard_others(self._generations, None)
            if not self.catalog.erasing.scrub():
                raise StoreBusy(
                    f"{document_id} is gone from every answer, but a reader that was open before "
                    "keeps its words in the store's files: run `kb verify --repair` when it is done"
                )

    def finish_run(self) -> None:
        """Tidies after an ingest run (inside `writing`): unused vectors, files, the write log."""
        if self.catalog.erasing.is_done:
            self.catalog.erasing.tidy()
        else:
            self.catalog.erasing.scrub()
        self._drop_unused_originals()

    def repair(self) -> None:
        """Mends what `verify` can find and the catalogue can mend: leftovers, the vector index.

        Raises:
            StoreBusy: another process is writing.
        """
        with self.writing("repairing"):
            self.finish_run()
        self.build_index(force=True)

    def build_index(self, *, force: bool = False) -> bool:
        """Builds a vector index where none serves or the one that does lacks too much.

        Returns:
            Whether one was built.
        """
        try:
            return self._index.build(
                self.catalog,
                self.store,
                partial(write_sentences, read=self.read),
                force=force or self._sentences_stale(),
            )
        except StoreBusy as error:
            log.info("no vector index built now: %s", error)
            return False  # what the index lacks is searched exactly

    def verify(self) -> list[str]:
        """Everything that is wrong with the store; empty when all is well."""
        return list(verifying.faults(self.catalog, self.originals, self._index))

    def degraded(self) -> bool:
        """Whether everything is searched exactly, for want of a usable vector index."""
        with self.read() as snapshot:
            return bool(snapshot.passages.owners()) and self._index.degraded(snapshot)

    def _sentences_stale(self) -> bool:
        with self.read() as snapshot:
            return self._sentences.lacks_all(snapshot)

    def _drop_unused_originals(self) -> None:
        with self.read(Viewer(Access.RESTRICTED)) as snapshot:
            self.originals.drop_all_but({d.sha256 for d in snapshot.held.values()})
