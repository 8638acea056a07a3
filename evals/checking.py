"""Checks that need no labels: what must hold of any answer, whatever is true.

Metamorphic relations (Chen et al. 1998): a document about something else changes no verdict; a
filter can only shrink a set; a count is the number of its rows; a citation opens; a question in old
and in new terms finds the same documents.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.dataset import Dataset, Question
from evals.ingestion import ingest
from evals.progress import Progress
from evals.workspace import Workspace, open_workspace
from kb.config import Settings
from kb.embedding import Embedder
from kb.errors import QuestionError
from kb.knowledge_base import KnowledgeBase
from kb.types import Answer, Row, Verdict, cut

_SAMPLE = 25
_JACCARD = 0.9
_YEARS = ("2011", "2015", "2019")
_UNRELATED = """Notes on growing runner beans
=============================

Runner beans like a deep, moist soil and a sunny place out of the wind. Sow them under glass in
late April, two to a pot, and plant them out at the foot of tall canes when the frosts are over.

Water the rows well when the first flowers open. Pick the pods while they are young, and pick them
often: a plant whose pods are left to ripen stops flowering. Leave the roots in the ground in
autumn, for they feed the next crop.
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One relation: how many cases were looked at, and those in which it did not hold."""

    name: str
    n: int
    failures: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether it held in every case."""
        return not self.failures

    @property
    def text(self) -> str:
        """For people."""
        said = f"{self.name}: {self.n - len(self.failures)} of {self.n} held"
        return "\n  ".join([said, *self.failures[:5]])

    def json(self) -> dict[str, Any]:
        """For programs."""
        return {"name": self.name, "n": self.n, "failures": self.failures}


def check_all(dataset: Dataset, embedder: Embedder, cache: Path, progress: Progress) -> list[Check]:
    """Every check, on the dataset's questions (at most 25 lists and counts for the slow ones)."""
    with open_workspace(dataset, embedder, cache, progress) as workspace:
        questions = [q for q in dataset.questions if q.wants_set]
        sample = questions[:: max(1, len(questions) // _SAMPLE)][:_SAMPLE]
        with progress.task("asking", len(sample)) as advance:
            answers = {}
            for question in sample:
                answer = _ask(workspace.kb, question.text)
                if answer is not None and answer.rows:  # one without rows could not fail
                    answers[question.id] = answer
                advance(1)
        others = [q for q in dataset.questions if not q.wants_set][:_SAMPLE]
        facts = [a for q in others if (a := _ask(workspace.kb, q.text)) is not None]
        return [
            _count_is_rows(answers),
            _citations_open(workspace, [*answers.values(), *facts]),
            _filter_shrinks(workspace, sample, answers),
            _unrelated_changes_nothing(workspace, embedder, sample, answers),
            _old_and_new_terms(workspace, dataset.questions),
        ]


def _ask(kb: KnowledgeBase, text: str) -> Answer | None:
    try:
        return kb.ask(text)
    except QuestionError:
        return None


def _count_is_rows(answers: Mapping[str, Answer]) -> Check:
    failures = []
    for key, answer in answers.items():
        said = re.search(r"\*\*(\d+) of (\d+) ", answer.text)
        rows = sum(row.verdict is Verdict.CITES for row in answer.rows)
        if said is None or int(said[1]) != rows:
            failures.append(f"{key}: says {said and said[1]}, has {rows} rows")
    return Check("a count is the number of its rows", len(answers), failures)


def _citations_open(workspace: Workspace, answers: Sequence[Answer]) -> Check:
    failures, n = [], 0
    with workspace.kb.read() as snapshot:
        for answer in answers:
            for citation in answer.citations:
                n += 1
                pages = snapshot.texts.pages(citation.document_id, {s.page for s in citation.spans})
                texts = {number: page.text for number, page in pages.items()}
                if citation.page not in texts or cut(texts, citation.spans) != citation.quote:
                    failures.append(f"{answer.question}: [{citation.id}] {citation.quote[:60]}")
    return Check("a cited page opens and holds the quotation", n, failures)


def _filter_shrinks(
    workspace: Workspace, sample: Sequence[Question], answers: Mapping[str, Answer]
) -> Check:
    failures, n = [], 0
    for question in sample:
        if question.id not in answers or re.search(r"\b(19|20)\d\d\b", question.text):
            continue
        whole = _citing(answers[question.id])
        for year in _YEARS:
            narrowed = _ask(workspace.kb, f"{question.text.rstrip(' ?')} in {year}?")
            n += 1
            if narrowed is not None and not _citing(narrowed) <= whole:
                more = len(_citing(narrowed) - whole)
                failures.append(f"{question.id} in {year}: {more} documents more")
    return Check("a filter only shrinks a set", n, failures)


def _unrelated_changes_nothing(
    workspace: Workspace,
    embedder: Embedder,
    sample: Sequence[Question],
    answers: Mapping[str, Answer],
) -> Check:
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        shutil.copytree(workspace.kb.store, store)
        page = Path(scratch) / "beans.txt"
        page.write_text(_UNRELATED, encoding="utf-8")
        settings = Settings(store=store)
        with KnowledgeBase.open(settings, embedder=embedder) as kb:
            ingest(kb, settings, [page])
            for question in sample:
                before = answers.get(question.id)
                after = _ask(kb, question.text)
                if before is not None and after is not None:
                    failures += [f"{question.id}: {m}" for m in _moved(before, after)]
    return Check("an unrelated document moves no verdict", len(answers), failures)


def _moved(before: Answer, after: Answer) -> Iterator[str]:
    far = {Verdict.CITES: Verdict.SILENT, Verdict.SILENT: Verdict.CITES}
    now = {_key(row): row.verdict for row in after.rows}
    for row in before.rows:
        if row.verdict in far and now.get(_key(row)) is far[row.verdict]:
            yield f"{row.title}: {row.verdict} became {now[_key(row)]}"


def _old_and_new_terms(workspace: Workspace, questions: Sequence[Question]) -> Check:
    pairs: dict[str, list[Question]] = {}
    for question in questions:
        if question.pair is not None:
            pairs.setdefault(question.pair, []).append(question)
    failures = []
    for name, members in pairs.items():
        answers = [_ask(workspace.kb, question.text) for question in members]
        sets = [_citing(answer) for answer in answers if answer is not None and answer.rows]
        if len(sets) < len(members):
            failures.append(f"{name}: not understood as a set ({members[0].text})")
            continue
        together, shared = set.union(*sets), set.intersection(*sets)
        jaccard = len(shared) / len(together) if together else 1.0
        if jaccard < _JACCARD:
            failures.append(f"{name}: Jaccard {jaccard:.2f} ({members[0].text})")
    return Check("old and new terms find the same (Jaccard 0.9)", len(pairs), failures)


def _citing(answer: Answer) -> set[str | None]:
    return {_key(row) for row in answer.rows if row.verdict is Verdict.CITES}


def _key(row: Row) -> str | None:
    """The review of a row, or its document; which file is cited may change with the words."""
    return row.review_id or row.document_id
