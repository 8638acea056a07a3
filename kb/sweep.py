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
from kb.sentence_columns import Sentences, check_of
from kb.sentence_table import SentenceTable
from kb.subjects import Subject
from kb.types import Verdict

log = logging.getLogger(__name__)

_NONE = np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling with the words of its sentences, read from the store; `note` adds to its verdict."""

    document_id: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    voice: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """What documents say of each part of a question, by document.

    `confidence` is the probability that one of them says it at all; `absent` are the words of what
    is asked for that stand in none; `parties` are those of whom it had to be said.
    """

    said: Mapping[str, tuple[Judgement, ...]]
    confidence: float
    absent: tuple[str, ...]
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Some documents' sentences: the places of all and of those admitted, each part heard."""

    sentences: Sentences
    places: list[int]
    admitted: list[int]
    heard: list[Hearing]


def sweep(
    reader: Reader,
    plan: Plan,
    encode: Callable[[str], Vectors],
    table: SentenceTable,
    admitted: Collection[str],
) -> Swept:
    """What each `admitted` document says of each part of the question.

    What cites is cut over all documents, so that a condition only ever takes some away.
    """
    subjects = [Subject.of(reader, plan, part, encode) for part in plan.parts]
    unread = {d.id for d in reader.snapshot.documents.values() if d.unreadable_pages}
    runs = [
        _Run(
            sentences,
            places,
            [n for n in places if sentences.documents[n] in admitted],
            [Hearing.of(subject, sentences, unread) for subject in subjects],
        )
        for sentences, places in table.runs(reader.snapshot.documents.__contains__)
    ]
    found: dict[str, list[Ruling]] = {
        run.sentences.documents[place]: [] for run in runs for place in run.admitted
    }
    sure = []
    for n, subject in enumerate(subjects):
        probabilities = [run.heard[n].probabilities[run.places] for run in runs]
        cites = cites_from(np.concatenate([_NONE, *probabilities]), judge().borderline)
        for run in runs:
            for place in run.admitted:
                ruling = run.heard[n].judge(place, cites)
                found[ruling.document_id].append(ruling)
        asked = [run.heard[n].probabilities[run.admitted] for run in runs]
        sure.append(subject.confidence(float(np.concatenate([_NONE, *asked]).max(initial=0.0))))
    wanted = [n for n, part in enumerate(plan.parts) if not part.negated]
    least = max if plan.any_part else min  # where one is enough, the surest
    return Swept(
        said=_with_words(reader, found, alone=plan.mention),
        confidence=least((sure[n] for n in wanted), default=1.0),
        absent=tuple(word for n in wanted for word in subjects[n].absent),
        parties=tuple(sorted({name for n in wanted for name in subjects[n].parties})),
    )


def _with_words(
    reader: Reader, rulings: Mapping[str, Sequence[Ruling]], *, alone: bool
) -> dict[str, tuple[Judgement, ...]]:
    """Rulings with the words of what they show, the words of all of them read at once.

    Sentences are quoted `alone` where naming something is enough.
    """
    shown = [s for found in rulings.values() for r in found for s in (*r.shown, *r.contrary)]
    blocks = {(item.document_id, item.place.block) for item in shown}
    reader.fetch({(s.document_id, span.page) for s in shown for span in s.place.spans}, blocks)
    reader.fetch({(d, span.page) for d, n in blocks for span in reader.block(d, n).spans}, ())

    def read(items: Sequence[Shown]) -> tuple[Evidence, ...]:
        return tuple(e for item in items if (e := _evidence(reader, item, alone)) is not None)

    return {
        document_id: tuple(
            Judgement(r.document_id, r.verdict, r.score, read(r.shown), read(r.contrary), r.voice)
            for r in found
        )
        for document_id, found in rulings.items()
    }


def _evidence(reader: Reader, shown: Shown, alone: bool) -> Evidence | None:
    """A sentence with its words; None where they are not those that were judged."""
    place = shown.place
    text = reader.text(shown.document_id, place.spans)
    if check_of(text) != place.check:
        log.warning("%s: %s is not what was judged", shown.document_id, place.spans)
        return None
    block = reader.block(shown.document_id, place.block)
    return Evidence(
        document_id=shown.document_id,
        block=block,
        spans=place.spans,
        text=text,
        score=shown.score,
        dense=shown.dense,
        coverage=shown.coverage,
        quoted=None if alone else reader.in_context(shown.document_id, block, place.spans),
    )
