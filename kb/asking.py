"""A question -> the answer: plan, find, judge, write, and say what it was searched in."""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock

from kb import citing, evidence, planning, retrieval, set_answers, verdicts
from kb.advised import advised
from kb.catalog import Snapshot
from kb.definitions import definitions
from kb.embedding import Embedder
from kb.fingerprint import fingerprint
from kb.hits import read_hits
from kb.index import DenseIndex
from kb.kind_answers import write_kind
from kb.named_cases import on_named_cases
from kb.passage_table import PassageTable
from kb.planning.filters import Filter
from kb.ranking import Ranker
from kb.reader import Reader
from kb.refusing import refusal
from kb.reranking import Reranker
from kb.scope import read_scope
from kb.sentence_table import SentenceIndex
from kb.subjects import expansions, parties_of, theme_in
from kb.sweep import Swept, sweep
from kb.tally_answers import write_tally
from kb.text_classes import text_classes
from kb.types import Answer, Searched, SearchedPart, SearchResult

_ENCODED = 1024  # vectors of names and questions that are kept


class Answerer:
    """Answers questions from snapshots of one store, with its models and indexes."""

    def __init__(
        self,
        embedder: Embedder,
        finder: Embedder,
        reranker: Reranker | None,
        index: DenseIndex,
        sentences: SentenceIndex,
    ):
        """`embedder` reads questions and sentences, `finder` finds passages; mostly one is both."""
        self._embedder = embedder
        self._finder = finder
        self._reranker = reranker
        self._index = index
        self._sentences = sentences
        self._passages: dict[int, PassageTable] = {}
        # a sweep encodes the names that the vocabulary has for its subject, each time the same
        self._encode = lru_cache(maxsize=_ENCODED)(embedder.encode_question)
        self._find = self._encode if finder is embedder else finder.encode_question
        self._lock = Lock()

    def search(self, snapshot: Snapshot, query: str, k: int) -> SearchResult:
        """The `k` best passages for `query`.

        Raises:
            QuestionError: nothing to search for.
        """
        clock = _Clock()
        plan = planning.plan(query)
        vector = self._finder.encode_question(plan.question)
        clock.lap("encode")
        found = retrieval.retrieve(snapshot, self._index, vector, plan.terms)
        hits = read_hits(snapshot, found[:k])
        degraded = self._index.degraded(snapshot)
        clock.lap("retrieve")
        return SearchResult(plan.question, hits, degraded, clock.timings_ms)

    def rank(self, snapshot: Snapshot, question: str) -> list[tuple[str, float]]:
        """Ids of documents with their scores, best first: for a set question every document.

        Raises:
            QuestionError: nothing to search for.
        """
        plan = self._plan(question, snapshot)
        if plan.wants_set:
            swept = self._swept(Reader(snapshot), plan, snapshot.documents)
            judged = {name: [found.score for found in said] for name, said in swept.said.items()}
            passages = self._all_passages(snapshot)
            return Ranker(snapshot, passages, self._find, judged=judged).rank(plan)
        best: dict[str, float] = {}
        vector = self._finder.encode_question(plan.question)
        for item in retrieval.retrieve(snapshot, self._index, vector, plan.terms):
            best.setdefault(item.document_id, item.score)
        return list(best.items())

    def answer(self, snapshot: Snapshot, question: str, steering: planning.Steering) -> Answer:
        """Quotations with citations, or an honest refusal.

        Raises:
            QuestionError: nothing to search for, or a condition that no document can meet.
        """
        clock = _Clock()
        plan = self._plan(question, snapshot, steering)
        clock.lap("plan")
        written = self._written(plan, snapshot, clock)
        clock.lap("write")
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
            searched=self._searched(snapshot, plan),
            model=None,
            fingerprint=fingerprint(snapshot, self._embedder, self._reranker),
            timings_ms=clock.timings_ms,
            tally=written.tally,
        )

    def confidence_features(
        self, snapshot: Snapshot, question: str, without: frozenset[str] = frozenset()
    ) -> tuple[float, ...] | None:
        """What the confidence in a fact answer is read from (`kb.judging.CONFIDENCE_FEATURES`).

        None for set questions, and where nothing at all is found.

        Args:
            snapshot: what may be read.
            question: in the user's words.
            without: documents that are passed over, as if they were not held.

        Raises:
            QuestionError: nothing to search for.
        """
        plan = self._plan(question, snapshot)
        if plan.wants_set:
            return None
        _, hits, found = self._evidence(plan, Reader(snapshot), _Clock(), without)
        return evidence.features(hits, found)

    def _plan(
        self, question: str, snapshot: Snapshot, steering: planning.Steering = planning.AS_ASKED
    ) -> planning.Plan:
        """The plan of a question; names that stand in no document admit none."""
        plan = planning.plan(
            question,
            snapshot.facets,
            steering,
            lambda text: text_classes().asks_of_all(text, self._encode(text)),
            datetime.now(tz=UTC).date(),
            lambda term: bool(definitions(Reader(snapshot), term)),
        )
        if not plan.of_all or "name" in steering.ignored:
            return plan
        absent = evidence.absent_names(snapshot, question)
        nowhere = tuple(Filter("name", name, name, frozenset()) for name in absent)
        return replace(plan, filters=(*plan.filters, *nowhere))

    def _written(self, plan: planning.Plan, snapshot: Snapshot, clock: "_Clock") -> citing.Written:
        # what is asked of all documents, or of a paper as a whole, is no single person's matter,
        # however near its words are
        text = plan.question
        of_papers = plan.of_all or plan.kind == "definition" or _is_of_paper(plan, snapshot)
        unsafe = None if of_papers else text_classes().unsafe(text, self._encode(text))
        if reason := refusal(plan.question, unsafe):
            return citing.write_refusal(reason)
        reader = Reader(snapshot)
        if plan.tally is not None:
            return write_tally(reader, plan, plan.tally)
        if plan.wants_set:
            units = verdicts.units(plan, snapshot.documents, snapshot.identity)
            admitted = {member.document_id for unit in units for member in unit.members}
            swept = self._swept(reader, plan, admitted)
            clock.lap("sweep")
            unknown = verdicts.left_out_unknown(plan, snapshot.documents, snapshot.identity)
            return set_answers.write_set(reader, plan, units, swept, unknown)
        asked, hits, found = self._evidence(plan, reader, clock)
        return write_kind(reader, asked, found, evidence.confidence(hits, found))

    def _swept(self, reader: Reader, plan: planning.Plan, admitted: Collection[str]) -> Swept:
        """What the admitted documents say; what they recommend is read from its table."""
        if plan.advice is not None:
            return advised(reader, plan.advice, admitted)
        return sweep(reader, plan, self._encode, self._sentences.table(reader.snapshot), admitted)

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
        encode, find = self._embedder.encode_question, self._finder.encode_question
        asked = evidence.Asked.of(snapshot, plan, scope, encode, find)
        clock.lap("encode")
        given = plan.given
        hits = retrieval.retrieve(
            snapshot,
            self._index,
            asked.search,
            list(dict.fromkeys((*plan.terms, *asked.words))),
            (lambda owner: owner in held and all(c.admits([owner]) for c in given))
            if given or without
            else None,
        )
        if self._finder is not self._embedder:  # refusals were fitted on what the reader tells
            hits = retrieval.as_read(snapshot, hits, asked.vector)
        clock.lap("retrieve")
        found = on_named_cases(reader, asked, evidence.find_evidence(reader, asked, hits))
        found = evidence.read_together(snapshot, plan.question, found)
        if self._reranker is not None:
            found = evidence.reranked(found, plan.question, self._reranker.relevance)
        clock.lap("judge")
        return asked, hits, found

    def _all_passages(self, snapshot: Snapshot) -> PassageTable:
        with self._lock:
            held = self._passages.get(snapshot.clearance) or PassageTable()
            table = self._passages[snapshot.clearance] = held.refreshed(snapshot)
            return table

    def _searched(self, snapshot: Snapshot, plan: planning.Plan) -> Searched:
        documents = snapshot.documents.values()
        by_words = plan.wants_set and plan.advice is None
        return Searched(
            documents=len(documents),
            passages=sum(d.passages for d in documents),
            unreadable=len(snapshot.failures),
            unreadable_pages=sum(len(d.unreadable_pages) for d in documents),
            quarantined=len(snapshot.quarantined),
            subject=plan.subject,
            parts=[
                SearchedPart(
                    part.text,
                    part.negated,
                    theme.label if theme else None,
                    sorted(parties_of(plan, part, theme)) if plan.wants_set else [],
                )
                for part in plan.parts
                for theme in (theme_in(plan, part, self._encode) if by_words else None,)
            ],
            conjunction="any" if plan.any_part else "all",
            filters=plan.conditions,
            expansions=expansions(plan, self._encode) if by_words else [],
            degraded=self._index.degraded(snapshot),
        )


def _is_of_paper(plan: planning.Plan, snapshot: Snapshot) -> bool:
    """Whether a question asks for the profile of a review that is held."""
    if plan.kind != "profile":
        return False
    scope = read_scope(plan.question, snapshot.documents, snapshot.fields)
    return any(item.documents for kind in ("case", "title") for item in scope.of(kind))


class _Clock:
    """Milliseconds spent on each named step."""

    def __init__(self) -> None:
        self.timings_ms: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.timings_ms[name] = round((now - self._last) * 1000, 1)
        self._last = now
