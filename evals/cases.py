"""Questions before every document of a dataset, with what readers said of its sentences."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals import classifying, stating
from evals.classifying import Coded
from evals.dataset import Dataset, Question
from evals.progress import Progress
from evals.quotes import find_quote, fold
from evals.rows import read_objects
from evals.stating import Example
from evals.workspace import Workspace
from kb import statements, theme_classifiers
from kb.embedding import Embedder, Vectors
from kb.hearing import Hearing, of_theme
from kb.judging import SENTENCE_FEATURES
from kb.planning import Plan, plan
from kb.reader import Reader
from kb.sentence_columns import SentenceColumns, Sentences, Version, read_document
from kb.subjects import Subject
from kb.theme_classifiers import ThemeClassifiers
from kb.themes import themes
from kb.types import SubjectKind

_STATES = SENTENCE_FEATURES.index("states")


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
    return SentenceColumns.of(held).sentences(0, len(held))


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


@dataclass(frozen=True, slots=True)
class Learnt:
    """What models of sentences learn from: examples of statements, and coded sentences."""

    statements: Sequence[Example]
    coded: Sequence[Coded]

    def without(self, texts: Collection[str]) -> "Learnt":
        """What remains when some sentences are held out."""
        return Learnt(
            [row for row in self.statements if _plain(row.text) not in texts],
            [row for row in self.coded if _plain(row.text) not in texts],
        )


def with_unseen_models(
    cases: Sequence[Case],
    texts: Mapping[str, Sequence[str]],
    learnt: Learnt,
    progress: Progress,
) -> list[Case]:
    """Cases over documents that are held out, before models of sentences that never saw them.

    Documents are held out, not themes: most of what is asked is in the vocabulary, and every
    document is new.
    """
    held_out = _held_out(cases)
    rows = {
        name: np.flatnonzero(_sentences_of(cases, name, documents)).tolist()
        for name, documents in held_out.items()
    }
    kept = learnt.without({_plain(texts[name][row]) for name in rows for row in rows[name]})
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "weights.safetensors"
        stating.fit(kept.statements, weights, progress)
        encoder = statements.StatementEncoder(weights)
        classifying.fit(kept.coded, weights, progress)
        classifiers = theme_classifiers.read_classifiers(weights)
    stated = {name: encoder.encode([texts[name][row] for row in rows[name]]) for name in rows}
    found = []
    for case in cases:
        if case.dataset in rows:
            inside = _sentences_of(cases, case.dataset, held_out[case.dataset])
            states = partial(_states, case, encoder, rows[case.dataset], stated[case.dataset])
            case.hearing.features[:, _STATES] = states(case.said)
            found.append(
                replace(
                    case,
                    judged=case.judged & held_out[case.dataset],
                    shows=case.shows & inside,
                    read=case.read & inside,
                    of_theme=_of_theme(case, classifiers, states),
                )
            )
    return found


def _states(
    case: Case,
    encoder: statements.StatementEncoder,
    rows: Sequence[int],
    stated: Vectors,
    subject: str,
) -> Vectors:
    """How far each sentence states a subject; those that are not among `rows` do not."""
    wanted, bias = encoder.subject(case.subject.kind, subject)
    found = np.full(len(case.hearing.sentences), bias, dtype=np.float32)
    found[rows] += stated @ wanted
    return found


def _of_theme(
    case: Case, classifiers: ThemeClassifiers, states: Callable[[str], Vectors]
) -> Vectors | None:
    """`THEME_FEATURES` of every sentence, None where no classifier knows the theme."""
    theme, sentences = case.subject.theme, case.hearing.sentences
    known = classifiers.of(theme.id, case.subject.kind) if theme is not None else None
    if theme is None or known is None:
        return None
    row = np.zeros((1, case.subject.rows.shape[1]), dtype=np.float32)
    row[0, : len(known.row)] = known.row
    features = case.hearing.features.copy()
    features[:, _STATES] = states(theme.label)
    told = sentences.products(row)[:, 0] + sentences.told_by_words(known) + np.float32(known.bias)
    return of_theme(features, told)


def _held_out(cases: Sequence[Case]) -> dict[str, NDArray[np.bool_]]:
    """Which documents by dataset: half of the largest one's, and every other dataset in turn."""
    counts = {case.dataset: len(case.judged) for case in cases}
    largest = max(counts, key=lambda name: counts[name])
    order = np.random.default_rng(1).permutation(counts[largest])
    half = np.isin(np.arange(len(order)), order[: (len(order) + 1) // 2])
    others = sorted(counts.keys() - {largest})[::2]
    return {largest: half} | {name: np.ones(counts[name], dtype=np.bool_) for name in others}


def _sentences_of(
    cases: Sequence[Case], dataset: str, documents: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which sentences of a dataset are of some documents."""
    starts = next(c for c in cases if c.dataset == dataset).hearing.sentences.starts
    return np.repeat(documents, np.diff(starts))


def _plain(text: str) -> str:
    return " ".join(text.split())
