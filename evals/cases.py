"""Questions before every document of a dataset, with what readers said of its sentences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals import stating
from evals.dataset import Dataset, Question
from evals.progress import Progress
from evals.quotes import find_quote, fold
from evals.rows import read_objects
from evals.workspace import Workspace
from kb.embedding import Embedder, Vectors
from kb.hearing import Hearing
from kb.planning import Plan, plan
from kb.reader import Reader
from kb.sentence_columns import SentenceColumns, Sentences, Version, read_document
from kb.subjects import Subject
from kb.themes import themes
from kb.types import SubjectKind


@dataclass(frozen=True, slots=True)
class Case:
    """A question before every document of its dataset: `relevant` by place.

    Of sentences, `shows` are those that alone show the subject (the judges' best and what readers
    found), `read` all of which that is known. `of_theme` are `kb.judging.THEME_FEATURES` of each
    sentence, where its theme has a classifier; the other features are of its own words.
    """

    dataset: str
    theme: str
    subject: Subject
    said: str
    hearing: Hearing
    judged: NDArray[np.bool_]
    relevant: NDArray[np.bool_]
    shows: NDArray[np.bool_]
    read: NDArray[np.bool_]
    of_theme: Vectors | None = None


def _read(dataset: Dataset, asked: Sequence[Question]) -> dict[str, dict[str, bool]]:
    """Sentences that readers saw, folded, by theme: whether each alone shows it."""
    found: dict[str, dict[str, bool]] = {}
    if (dataset.folder / "shows.jsonl").exists():
        for _, row in read_objects(dataset.folder / "shows.jsonl"):
            if "by" not in row:
                found.setdefault(row["theme"], {})[fold(row["text"])] = row["shows"] == "y"
    if (dataset.folder / "codes.jsonl").exists():
        rows = [row for _, row in read_objects(dataset.folder / "codes.jsonl")]
        for theme in {_asked_for(question) for question in asked}:
            found[theme] = {fold(row["text"]): theme in row["shows"] for row in rows}
    return found


def _asked_for(question: Question) -> str:
    """The theme of a question; one of which no document speaks has its own."""
    return question.themes[0] if question.themes else question.id


def cases_of(
    workspace: Workspace, embedder: Embedder, progress: Progress
) -> tuple[list[Case], list[str]]:
    """Questions before every document, and the words of all sentences.

    Of a dataset that was read for every theme they are asked for every theme, as hands name it:
    most of what can be asked stands in few documents or in none.
    """
    dataset = workspace.dataset
    asked = [*_set_questions(dataset), *_asked_for_themes(dataset)]
    read = _read(dataset, asked)
    found: list[Case] = []
    with workspace.kb.read() as snapshot:
        facets = snapshot.facets
        reader = Reader(snapshot)
        sentences = sentences_of_store(reader)
        texts = [
            reader.text(name, sentences.place(row).spans)
            for n, name in enumerate(sentences.documents)
            for row in range(int(sentences.starts[n]), int(sentences.starts[n + 1]))
        ]
        place = _Held(sentences, [fold(text) for text in texts], workspace)
        with progress.task("hearing", len(asked)) as advance:
            for question in asked:
                planned = plan(question.text, facets)
                if planned.wants_set and len(planned.parts) == 1:
                    subject = Subject.of(
                        reader, planned, planned.parts[0], embedder.encode_question
                    )
                    known = read.get(_asked_for(question), {})
                    found.append(place.case(question, planned, subject, known))
                advance(1)
    return found, texts


@dataclass(frozen=True, slots=True)
class _Held:
    """The sentences of a dataset with their folded words."""

    sentences: Sentences
    folded: Sequence[str]
    workspace: Workspace

    def case(
        self, question: Question, planned: Plan, subject: Subject, read: Mapping[str, bool]
    ) -> Case:
        """A question before them; `read` says of sentences whether they show it."""
        documents = self.sentences.documents
        ids = [set(self.workspace.corpus_ids[document]) for document in documents]
        # what the question's conditions shut out may say it all the same
        judged = [
            planned.admits(document) and not names & question.unjudged
            for document, names in zip(documents, ids, strict=True)
        ]
        quoted = _quoted(question, ids, self.sentences.starts, self.folded)
        return Case(
            dataset=self.workspace.dataset.name,
            theme=_asked_for(question),
            subject=subject,
            said=planned.parts[0].text,
            hearing=Hearing.of(subject, self.sentences),
            judged=np.asarray(judged),
            relevant=np.asarray([bool(names & question.relevant.keys()) for names in ids]),
            shows=quoted | [read.get(text, False) for text in self.folded],
            read=quoted | [text in read for text in self.folded],
        )


def sentences_of_store(reader: Reader) -> Sentences:
    """Those of the whole store."""
    ranges = reader.snapshot.passages.ranges().items()
    held = {name: read_document(reader, name, Version(*found)) for name, found in ranges}
    return SentenceColumns.of(held.items()).sentences(0, len(held))


def _set_questions(dataset: Dataset) -> list[Question]:
    """The dataset's own set questions about one theme, and those that it cannot answer."""
    wanted = [question for question in dataset.questions if question.wants_set]
    return [q for q in wanted if len(q.themes) == 1 or not q.answerable]


def _asked_for_themes(dataset: Dataset) -> list[Question]:
    """A question for every theme that hands have names for, judged by the codes.

    Practice is left to questions of readers: not every name of it is told from its failing.
    """
    if not (dataset.folder / "codes.jsonl").exists():
        return []
    says: dict[str, dict[str, int]] = {}
    nearly: dict[str, set[str]] = {}
    for _, row in read_objects(dataset.folder / "codes.jsonl"):
        for code in row["shows"]:
            says.setdefault(code, {})[row["document"]] = 1
        for code in row["partly"]:
            nearly.setdefault(code, set()).add(row["document"])
    found = []
    ours = {theme.id for theme in themes() if theme.kind is not SubjectKind.PRACTICE}
    named = sorted(
        (code, names)
        for code, names in stating.named().items()
        if names and code[0] in ours and code[1] is not SubjectKind.PRACTICE
    )
    for n, ((theme, kind), names) in enumerate(named):
        code = f"{theme} {kind}"
        relevant = says.get(code, {})
        found.append(
            Question(
                id=code,
                text=f"Which reviews say: {names[n % len(names)]}?",
                kind="list",
                answerable=bool(relevant),
                stratum=None,
                themes=(code,),
                unjudged=frozenset(nearly.get(code, set()) - relevant.keys()),
                quotes=(),
                relevant=relevant,
            )
        )
    return found


def _quoted(
    question: Question,
    ids: Sequence[Collection[str]],
    starts: NDArray[Any],
    folded: Sequence[str],
) -> NDArray[np.bool_]:
    """The sentences that the judges quoted; `ids` are the dataset's of each document."""
    found = np.zeros(len(folded), dtype=np.bool_)
    for quote in question.quotes:
        wanted = fold(quote.text)
        for n, names in enumerate(ids):
            if quote.document in names:
                for row in range(int(starts[n]), int(starts[n + 1])):
                    found[row] |= _shares(folded[row], wanted)
    return found


def _shares(found: str, wanted: str) -> bool:
    return find_quote(found, wanted) is not None or (len(found) > 40 and found in wanted)
