"""Every sentence of the store, judged for one question: a verdict a document and part, no top-k."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kb.embedding import Vectors
from kb.evidence import Evidence
from kb.hearing import Hearing, Ruling, Shown
from kb.judging import cites_from, judge
from kb.planning import Plan
from kb.reader import Reader
from kb.sentence_columns import check_of
from kb.sentence_table import SentenceTable
from kb.subjects import Subject
from kb.types import Verdict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling with the words of its sentences, read from the store."""

    document_id: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """What documents say of each part of a question, by document.

    `confidence` is the probability that one of them says it at all; `absent` are the words of what
    is asked for that stand in none.
    """

    said: Mapping[str, tuple[Judgement, ...]]
    confidence: float
    absent: tuple[str, ...]


def sweep(
    reader: Reader,
    plan: Plan,
    encode: Callable[[str], Vectors],
    table: SentenceTable,
    admitted: Collection[str],
) -> Swept:
    """What each `admitted` document says of each part of the question."""
    subjects = [Subject.of(reader, plan, part, encode) for part in plan.parts]
    unread = {d.id for d in reader.snapshot.documents.values() if d.unreadable_pages}
    runs = [
        (sentences, places, [Hearing.of(subject, sentences, unread) for subject in subjects])
        for sentences, places in table.runs(admitted.__contains__)
    ]
    found: dict[str, list[Ruling]] = {s.documents[n]: [] for s, places, _ in runs for n in places}
    by_part = [[(places, heard[n]) for _, places, heard in runs] for n in range(len(subjects))]
    for run in by_part:
        cites = _cites_from(run)
        for places, hearing in run:
            for n in places:
                found[hearing.sentences.documents[n]].append(hearing.judge(n, cites))
    sure = [
        subject.confidence(np.max([hearing.best(places) for places, hearing in run], axis=0))
        if run
        else 0.0
        for subject, run in zip(subjects, by_part, strict=True)
    ]
    asked = [n for n, part in enumerate(plan.parts) if not part.negated]
    least = max if plan.any_part else min  # where one is enough, the surest
    return Swept(
        said=_with_words(reader, found),
        confidence=least((sure[n] for n in asked), default=1.0),
        absent=tuple(word for n in asked for word in subjects[n].absent),
    )


def _cites_from(run: Sequence[tuple[Sequence[int], Hearing]]) -> float:
    probabilities = [hearing.probabilities[list(places)] for places, hearing in run]
    return cites_from(
        np.concatenate(probabilities or [np.empty(0, dtype=np.float32)]), judge().borderline
    )


def _with_words(
    reader: Reader, rulings: Mapping[str, Sequence[Ruling]]
) -> dict[str, tuple[Judgement, ...]]:
    """Rulings with the words of what they show, the words of all of them read at once."""
    shown = [s for found in rulings.values() for r in found for s in (*r.shown, *r.contrary)]
    reader.fetch(
        {(item.document_id, span.page) for item in shown for span in item.place.spans},
        {(item.document_id, item.place.block) for item in shown},
    )

    def read(items: Sequence[Shown]) -> tuple[Evidence, ...]:
        return tuple(e for item in items if (e := _evidence(reader, item)) is not None)

    return {
        document_id: tuple(
            Judgement(r.document_id, r.verdict, r.score, read(r.shown), read(r.contrary), r.voice)
            for r in found
        )
        for document_id, found in rulings.items()
    }


def _evidence(reader: Reader, shown: Shown) -> Evidence | None:
    """A sentence with its words; None where they are not those that were judged."""
    place = shown.place
    text = reader.text(shown.document_id, place.spans)
    if check_of(text) != place.check:
        log.warning("%s: %s is not what was judged", shown.document_id, place.spans)
        return None
    return Evidence(
        document_id=shown.document_id,
        block=reader.block(shown.document_id, place.block),
        spans=place.spans,
        text=text,
        score=shown.score,
        dense=shown.dense,
        coverage=shown.coverage,
    )
