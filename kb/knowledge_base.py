"""The knowledge base: open, add, remove, search, ask. Every other door calls this one."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock

from kb import citing, evidence, planning, retrieval, set_answers, vectors, verdicts
from kb.access import LOCAL, Access, Viewer
from kb.catalog import SCHEMA_VERSION, Catalog, Snapshot, StoredPassage, now
from kb.config import Settings
from kb.correcting import checked
from kb.embedding import Embedder, SentenceTransformerEmbedder
from kb.errors import CorrectionError, QuestionError, StoreBusy
from kb.filters import Filter
from kb.index import DenseIndex
from kb.judging import judge
from kb.kind_answers import write_kind
from kb.locking import writer_lock
from kb.mentions import made_with, mentions_anew
from kb.originals import Originals
from kb.passage_table import PassageTable
from kb.publishing import Incoming, pipeline_digest, prepare
from kb.ranking import Ranker
from kb.reader import Reader
from kb.refusing import refusal
from kb.reranking import Reranker
from kb.scope import read_scope
from kb.sentence_table import SentenceIndex, write_sentences
from kb.subjects import expansions, theme_in
from kb.sweep import sweep
from kb.themes import vocabulary_digest
from kb.types import Answer, Correction, FileStatus, Hit, Searched, SearchedPart, SearchResult

log = logging.getLogger(__name__)

MAX_HITS = 200
_ENCODED = 1024  # vectors of names and questions that are kept


@dataclass(frozen=True, slots=True)
class Added:
    """How `add` ended."""

    status: FileStatus
    passages: int


class KnowledgeBase:
    """A store and the embedding model that it is searched with; `catalog` holds what is known."""

    def __init__(
        self, store: Path, catalog: Catalog, embedder: Embedder, reranker: Reranker | None = None
    ):
        """Use `open`."""
        self.store = store
        self.originals = Originals(store / "files")
        self.catalog = catalog
        self._embedder = embedder
        self._reranker = reranker
        self._generations = store / "index"
        self._index = DenseIndex(self._generations, embedder.digest)
        self._sentences = SentenceIndex(self._generations)
        self._passages: dict[int, PassageTable] = {}
        # a sweep encodes the names that the vocabulary has for its subject, each time the same
        self._encode = lru_cache(maxsize=_ENCODED)(embedder.encode_question)
        self._lock = Lock()

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
        model = embedder or SentenceTransformerEmbedder(settings.embedding_model, on_load=on_load)
        catalog.bind_model(model.digest, new=create)
        reranker = Reranker(settings.reranker_model) if settings.reranker_model else None
        return cls(settings.store, catalog, model, reranker)

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
        clock = _Clock()
        plan = planning.plan(query)
        vector = self._embedder.encode_question(plan.question)
        clock.lap("encode")
        with self.catalog.read(viewer) as snapshot:
            reader = Reader(snapshot)
            found = retrieval.retrieve(snapshot, self._index, vector, plan.terms)
            passages = snapshot.passages.by_key([item.key for item in found[:k]])
            reader.fetch_passages(passages.values())
            hits = [_hit(reader, item, passages[item.key]) for item in found[:k]]
            degraded = self._index.degraded(snapshot)
        clock.lap("retrieve")
        return SearchResult(plan.question, hits, degraded, clock.timings_ms)

    def rank(self, question: str, viewer: Viewer = LOCAL) -> list[tuple[str, float]]:
        """Ids of documents with their scores, best first: for a set question every document.

        Raises:
            QuestionError: nothing to search for.
        """
        best: dict[str, float] = {}
        with self.catalog.read(viewer) as snapshot:
            plan = planning.plan(question, snapshot.facets)
            if plan.wants_set:
                passages = self._all_passages(snapshot)
                return Ranker(snapshot, passages, self._embedder.encode_question).rank(plan)
            vector = self._embedder.encode_question(plan.question)
            for item in retrieval.retrieve(snapshot, self._index, vector, plan.terms):
                best.setdefault(item.document_id, item.score)
        return list(best.items())

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
        clock = _Clock()
        with self.catalog.read(viewer) as snapshot:
            plan = self._plan(question, snapshot, steering)
            clock.lap("plan")
            written = self._written(plan, snapshot, clock)
            clock.lap("write")
            searched = self._searched(snapshot, plan)
            fingerprint = self._fingerprint(snapshot)
        return Answer(
            question=plan.question,
            kind=plan.kind,
            status=written.status,
            text=written.text,
            rows=written.rows,
            count=written.count,
            citations=written.citations,
            nearest=written.nearest,
            conflicts=written.conflicts,
            confidence=round(written.confidence, 4),
            searched=searched,
            model=None,
            fingerprint=fingerprint,
            timings_ms=clock.timings_ms,
        )

    def _plan(
        self,
        question: str,
        snapshot: Snapshot,
        steering: planning.Steering = planning.AS_ASKED,
    ) -> planning.Plan:
        """The plan of a question; names that stand in no document admit none."""
        plan = planning.plan(question, snapshot.facets, steering)
        if not plan.wants_set or "name" in steering.ignored:
            return plan
        absent = evidence.absent_names(snapshot, question)
        nowhere = tuple(Filter("name", name, name, frozenset()) for name in absent)
        return replace(plan, filters=(*plan.filters, *nowhere))

    def _written(self, plan: planning.Plan, snapshot: Snapshot, clock: "_Clock") -> citing.Written:
        if reason := refusal(plan.question):
            return citing.write_refusal(reason)
        reader = Reader(snapshot)
        if plan.wants_set:
            units = verdicts.units(plan, snapshot.documents, snapshot.identity)
            admitted = {member.document_id for unit in units for member in unit.members}
            table = self._sentences.table(snapshot)
            swept = sweep(reader, plan, self._encode, table, admitted)
            clock.lap("sweep")
            return set_answers.write_set(reader, plan, units, swept)
        asked, hits, found = self._evidence(plan, reader, clock)
        return write_kind(reader, asked, found, evidence.confidence(hits, found))

    def _evidence(
        self,
        plan: planning.Plan,
        reader: Reader,
        clock: "_Clock",
        without: frozenset[str] = frozenset(),
    ) -> tuple[evidence.Asked, list[retrieval.Retrieved], list[evidence.Evidence]]:
        snapshot = reader.snapshot
        held = {name: d for name, d in snapshot.documents.items() if name not in without}
        scope = read_scope(plan.question, held, snapshot.fields)
        asked = evidence.Asked.of(snapshot, plan, scope, self._embedder.encode_question)
        clock.lap("encode")
        given = plan.given
        hits = retrieval.retrieve(
            snapshot,
            self._index,
            asked.vector,
            list(dict.fromkeys((*plan.terms, *asked.words))),
            (lambda owner: owner in held and all(c.admits([owner]) for c in given))
            if given or without
            else None,
        )
        clock.lap("retrieve")
        found = evidence.find_evidence(reader, asked, hits)
        if self._reranker is not None:
            found = evidence.reranked(found, plan.question, self._reranker.relevance)
        clock.lap("judge")
        return asked, hits, found

    def confidence_features(
        self,
        question: str,
        viewer: Viewer = LOCAL,
        without: frozenset[str] = frozenset(),
    ) -> tuple[float, ...] | None:
        """What the confidence in a fact answer is read from (`kb.judging.CONFIDENCE_FEATURES`).

        None for set questions, and where nothing at all is found.

        Args:
            question: in the user's words.
            viewer: who asks.
            without: documents that are passed over, as if they were not held.

        Raises:
            QuestionError: nothing to search for.
        """
        with self.catalog.read(viewer) as snapshot:
            plan = self._plan(question, snapshot)
            if plan.wants_set:
                return None
            found = self._evidence(plan, Reader(snapshot), _Clock(), without)
            return evidence.features(*found[1:])

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
        self, incoming: Sequence[Incoming], progress: Callable[[int], None] = lambda n: None
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
            with self.catalog.read(LOCAL) as snapshot:
                stale = [
                    i for i in snapshot.held if snapshot.records.taggings.get(i) != made_with()
                ]
            for number, document_id in enumerate(stale, 1):
                with self.catalog.read(LOCAL) as snapshot:
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
        faults = list(self.catalog.faults())
        with self.catalog.read(LOCAL) as snapshot:
            for document in snapshot.held.values():
                faults += _document_faults(snapshot, document.id)
                if not self.originals.is_intact(document.sha256):
                    faults.append(f"{document.id}: the kept original is missing or damaged")
            if not self.catalog.erasing.is_done:
                faults.append("removed text stands in the files; `kb verify --repair` clears it")
            if snapshot.documents and self._index.degraded(snapshot):
                faults.append("no usable vector index; `kb verify --repair` builds one")
        return faults

    def degraded(self) -> bool:
        """Whether everything is searched exactly, for want of a usable vector index."""
        with self.catalog.read(LOCAL) as snapshot:
            return bool(snapshot.passages.owners()) and self._index.degraded(snapshot)

    def _sentences_stale(self) -> bool:
        with self.catalog.read(LOCAL) as snapshot:
            return self._sentences.lacks_all(snapshot)

    def _drop_unused_originals(self) -> None:
        with self.catalog.read(Viewer(Access.RESTRICTED)) as snapshot:
            self.originals.drop_all_but({d.sha256 for d in snapshot.held.values()})

    def _all_passages(self, snapshot: Snapshot) -> PassageTable:
        with self._lock:
            held = self._passages.get(snapshot.clearance) or PassageTable()
            table = self._passages[snapshot.clearance] = held.refreshed(snapshot)
            return table

    def _searched(self, snapshot: Snapshot, plan: planning.Plan) -> Searched:
        documents = snapshot.documents.values()
        return Searched(
            documents=len(documents),
            passages=sum(d.passages for d in documents),
            unreadable=len(snapshot.failures),
            unreadable_pages=sum(len(d.unreadable_pages) for d in documents),
            quarantined=len(snapshot.quarantined),
            subject=plan.subject,
            parts=[
                SearchedPart(part.text, part.negated, theme.label if theme else None)
                for part in plan.parts
                for theme in (theme_in(plan, part, self._encode) if plan.wants_set else None,)
            ],
            conjunction="any" if plan.any_part else "all",
            filters=plan.conditions,
            expansions=expansions(plan, self._encode) if plan.wants_set else [],
            degraded=self._index.degraded(snapshot),
        )

    def _fingerprint(self, snapshot: Snapshot) -> str:
        """Of everything that could change an answer: the code's pipeline, the model, the store."""
        held = snapshot.documents.values()  # as people correct them
        content = "\x1e".join(
            f"{d.id}\x1f{d.title}\x1f{d.document_type}\x1f{d.authority}\x1f{d.year}"
            for d in sorted(held, key=lambda d: d.id)
        )
        learnt = f"{judge().digest}|{vocabulary_digest()}"
        if self._reranker is not None:
            learnt += f"|{self._reranker.digest}"
        made = f"{SCHEMA_VERSION}|{self.pipeline}|{self._embedder.dtype}|{learnt}"
        text = f"{made}|{retrieval.CANDIDATES}|{content}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Clock:
    """Milliseconds spent on each named step."""

    def __init__(self) -> None:
        self.timings_ms: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.timings_ms[name] = round((now - self._last) * 1000, 1)
        self._last = now


def _hit(reader: Reader, item: retrieval.Retrieved, passage: StoredPassage) -> Hit:
    document = reader.snapshot.documents[passage.document_id]
    first = passage.spans[0]
    inside = [reader.block(passage.document_id, s.block) for s in passage.sentences]
    page = reader.page(passage.document_id, first.page)
    return Hit(
        passage_id=passage.id,
        document_id=passage.document_id,
        title=document.title,
        page=first.page,
        page_label=page.label,
        paragraph=next((b.paragraph for b in inside if b.paragraph), None),
        section=" / ".join(inside[0].section) or None if inside else None,
        text=reader.text(passage.document_id, passage.spans),
        spans=passage.spans,
        score=round(item.score, 4),
        dense=round(item.dense, 4),
        lexical=round(item.lexical, 4),
    )


def _document_faults(snapshot: Snapshot, document_id: str) -> list[str]:
    pages = snapshot.texts.pages(document_id)  # raises where a page's hash does not fit
    kept = (
        ("block", snapshot.texts.blocks(document_id)),
        ("recommendation", snapshot.records.recommendations(document_id)),
        ("event", snapshot.records.events(document_id)),
        ("theme mention", snapshot.records.mentions(document_id)),
    )
    return [
        f"{document_id}: a span of a {name} lies outside page {span.page}"
        for name, items in kept
        for item in items
        for span in item.spans
        if span.page not in pages or not 0 <= span.start < span.end <= len(pages[span.page].text)
    ]
