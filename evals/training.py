"""Fits the judge (`kb/judging.py`) and writes its weights, with how reliable they are.

What a sentence does is learnt from sentences that hands wrote for it (`evals/sentences`), what a
question is after from subjects that hands named (`evals/subjects`), what a sentence states and a
document says from the judged sentences of datasets. What is measured here is measured with
statements of an encoder that did not learn from the document, and a judge that was not fitted on
the theme.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from evals import stating
from evals.dataset import Dataset, Question, find_quote, fold, read_objects
from evals.progress import Progress
from evals.stating import SENTENCES, SUBJECTS, Example
from evals.workspace import Workspace, open_workspace
from kb import statements
from kb.embedding import Embedder, EmbeddingInput
from kb.filters import Facets
from kb.judging import (
    CONFIDENCE_FEATURES,
    DOCUMENT_FEATURES,
    SENTENCE_FEATURES,
    Floats,
    Linear,
    document_features,
    judge,
    read_judge,
)
from kb.planning import Plan, plan
from kb.reader import Reader
from kb.sentence_columns import SentenceColumns, Sentences, Version, read_document
from kb.sweep import Hearing, Subject, stated
from kb.themes import themes
from kb.types import SubjectKind

_FOLDS = 6
_AT_RANDOM, _NEAREST = 10, 6
_BORDERLINE_SHARE = 0.15
_ABOUT = 0.03
_STRONG = 10.0
_GRID = np.arange(0.05, 0.95, 0.025)
_ROW = re.compile(r"\[[^][{}]*\]")  # of numbers: a line each in the file
_SAME = {"praise": "good", "other": None}


@dataclass(frozen=True, slots=True)
class _Case:
    """A question before every document of its dataset: `relevant` by place.

    Of sentences, `shows` are those that alone show the subject (the judges' best and what readers
    found), `read` all of which that is known.
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A fact question with its features; `passed_over` says that what answers it was."""

    dataset: str
    question: str
    row: tuple[float, ...]
    answerable: bool
    passed_over: bool


def train(
    datasets: Sequence[Dataset], embedder: Embedder, cache: Path, progress: Progress, out: Path
) -> dict[str, Any]:
    """Fits everything but refusals, writes the judge to `out`, and returns what was measured.

    The weights of statements are written to `kb.statements.WEIGHTS`: what sentences state is a part
    of how every store is made.
    """
    held = json.loads(out.read_text(encoding="utf-8"))
    held["acts"] = _fit_acts(embedder)
    held["kinds"] = _fit_kinds(embedder)
    held |= _fit_themes(embedder)
    held["sentence"] = _unfitted(SENTENCE_FEATURES).json()  # the last may be of other features
    _write(held, out)
    learnt = stating.examples([dataset.folder for dataset in datasets])
    stating.fit(learnt, statements.WEIGHTS, progress)
    statements.statement_encoder.cache_clear()
    cases: list[_Case] = []
    texts: dict[str, list[str]] = {}
    for dataset in datasets:
        with open_workspace(dataset, embedder, cache, progress) as workspace:
            found, texts[dataset.name] = _cases(workspace, embedder, progress, _read(dataset))
        cases += found
    cases = _with_unseen_statements(cases, texts, learnt, progress)
    held["sentence"] = _fit_sentences(cases).json()
    features, labels, owners = _documents_out_of_fold(cases)
    held["document"] = _linear(features, labels, DOCUMENT_FEATURES, 0.3).json()
    probabilities = _probabilities_out_of_fold(features, labels, owners, cases)
    held |= _thresholds(probabilities, labels, owners)
    held["shows"] = _shows_from(features[:, 0], labels, probabilities >= held["cites"])
    held["reliability"] = _reliability(probabilities, labels)
    held["fitted_on"] = {
        "sentences": len(_written()[0]),
        "statements": len(learnt),
        "questions": len(cases),
        "documents": len(labels),
        "datasets": [dataset.name for dataset in datasets],
    }
    held["measured"] = _measured(held, probabilities, labels, owners)
    _write(held, out)
    return dict(held["measured"])


def train_refusals(
    datasets: Sequence[Dataset], embedder: Embedder, cache: Path, progress: Progress, out: Path
) -> dict[str, Any]:
    """Fits from which confidence a fact question is answered, on questions that can and cannot be.

    Every dataset weighs the same, and in each the answerable as much as the others. A dataset of
    files has few questions that it cannot answer: those that it can are asked again with the
    documents that answer them passed over. (Passages of one pool answer for one another.)
    """
    held = json.loads(out.read_text(encoding="utf-8"))
    asked: list[_Asked] = []
    for dataset in datasets:
        with open_workspace(dataset, embedder, cache, progress) as workspace:
            asked += _asked(workspace, embedder, progress)
    rows = np.asarray([item.row for item in asked], dtype=np.float32)
    answers = np.asarray([item.answerable for item in asked])
    weight = _weights(asked)
    linear = _fit_confidence(rows, answers, weight)
    unseen = _confidence_out_of_fold(asked, rows, answers)
    held["answer"] = linear.json()
    held["answered"] = _answered_from(unseen, answers, weight)
    _write(held, out)
    above = unseen >= held["answered"]
    real = np.asarray([not item.passed_over for item in asked])
    found: dict[str, Any] = {"answered_from": held["answered"]}
    for dataset in datasets:
        own = real & np.asarray([item.dataset == dataset.name for item in asked])
        found[dataset.name] = {
            "auroc": round(float(roc_auc_score(answers[own], unseen[own])), 3),
            "rejection": round(float(np.mean(~above[own & ~answers])), 3),
            "false_refusal": round(float(np.mean(~above[own & answers])), 3),
        }
    return found


def _weights(asked: Sequence[_Asked]) -> NDArray[np.float64]:
    """Of each question: every dataset, and in it either answer, weighs the same."""
    alike = Counter((item.dataset, item.answerable) for item in asked)
    return np.asarray([len(asked) / alike[item.dataset, item.answerable] for item in asked])


def _fit_confidence(
    rows: Floats, answers: NDArray[np.bool_], weight: NDArray[np.float64]
) -> Linear:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3).fit(scaler.transform(rows), answers, weight)
    return Linear(
        CONFIDENCE_FEATURES,
        scaler.mean_.astype(np.float32),
        scaler.scale_.astype(np.float32),
        model.coef_[0].astype(np.float32),
        round(float(model.intercept_[0]), 4),
    )


def _confidence_out_of_fold(
    asked: Sequence[_Asked], rows: Floats, answers: NDArray[np.bool_]
) -> Floats:
    """The confidence in each question by a model that has not seen it."""
    names = sorted({item.question for item in asked})
    order = np.random.default_rng(0).permutation(len(names)) % _FOLDS
    fold_of = dict(zip(names, order.tolist(), strict=True))
    folds = np.asarray([fold_of[item.question] for item in asked])
    found = np.empty(len(asked), dtype=np.float32)
    for n in range(_FOLDS):
        inside = folds == n
        seen = [item for item, out in zip(asked, inside, strict=True) if not out]
        model = _fit_confidence(rows[~inside], answers[~inside], _weights(seen))
        found[inside] = 1 / (1 + np.exp(-model(rows[inside])))
    return found


def _answered_from(sure: Floats, answers: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    """The threshold at which wrong answers and wrong refusals together are fewest."""

    def errors(threshold: float) -> float:
        above = sure >= threshold
        return float(weight[~above & answers].sum() + weight[above & ~answers].sum())

    return round(float(min(_GRID, key=errors)), 3)


def _asked(workspace: Workspace, embedder: Embedder, progress: Progress) -> Iterator[_Asked]:
    dataset = workspace.dataset
    questions = [q for q in dataset.questions if not q.wants_set]
    with progress.task("asking", len(questions)) as advance:
        for question in questions:
            answered_by = frozenset(
                i
                for i, names in workspace.corpus_ids.items()
                if set(names) & set(question.relevant)
            )
            again = [answered_by] if dataset.files and question.answerable and answered_by else []
            for without in (frozenset[str](), *again):
                row = workspace.kb.confidence_features(question.text, without=without)
                if row is not None:
                    answerable = question.answerable and not without
                    yield _Asked(dataset.name, question.id, row, answerable, bool(without))
            advance(1)


def _write(held: dict[str, Any], out: Path) -> None:
    held.pop("digest", None)
    text = json.dumps(held, sort_keys=True)
    held["digest"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    lines = _ROW.sub(lambda row: " ".join(row[0].split()), json.dumps(held, indent=1))
    out.write_text(f"{lines}\n", encoding="utf-8")
    judge.cache_clear()


def _written() -> tuple[list[str], list[str]]:
    """Sentences that were written for their act, and the acts."""
    texts, acts = [], []
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            says = {"failing": "finding", "practice": "good", "circumstance": "topic"}[row["kind"]]
            texts += row["says"]
            acts += [says] * len(row["says"])
            if row["kind"] == "failing":
                texts += row["opposite"]
                acts += ["good"] * len(row["opposite"])
            for near in row["near"]:
                beside = "finding" if row["kind"] == "failing" else "topic"
                texts.append(near["text"])
                acts.append(_SAME.get(near["why"], near["why"]) or beside)
    return texts, acts


def _fit_acts(embedder: Embedder) -> dict[str, Any]:
    texts, acts = _written()
    inputs = [EmbeddingInput("", text, ((0, len(text)),)) for text in texts]
    vectors = np.stack([e.sentences[0] for e in embedder.encode_passages(inputs)])
    return _classes(vectors, acts, 2.0)


def _fit_kinds(embedder: Embedder) -> dict[str, Any]:
    """Whether a subject is a failing, a circumstance or good practice, from how people name it."""
    rows = [row for file in sorted(SUBJECTS.glob("*.jsonl")) for _, row in read_objects(file)]
    named = [(text, kind) for row in rows for kind in SubjectKind for text in row.get(kind, ())]
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            named += [(text, row["kind"]) for text in (row["subject"], *row["also"])]
    vectors = np.stack([embedder.encode_question(text) for text, _ in named])
    return _classes(vectors, [kind for _, kind in named], _STRONG)


def _fit_themes(embedder: Embedder) -> dict[str, Any]:
    """Which theme a subject is about, and from which probability on that is said.

    Measured on the names of each hand by models that did not see them.
    """
    hands = [file.stem for file in sorted(SUBJECTS.glob("*.jsonl"))]
    named = [(hand, *item) for hand in hands for item in _names_by(SUBJECTS / f"{hand}.jsonl")]
    named += [("", name, theme.id) for theme in themes() for name in theme.names if len(name) > 5]
    vectors = np.stack([embedder.encode_question(text) for _, text, _ in named])
    by = np.asarray([hand for hand, _, _ in named])
    wanted = np.asarray([theme for _, _, theme in named])
    ours = np.isin(wanted, [theme.id for theme in themes()])
    vectors, by, wanted = vectors[ours], by[ours], wanted[ours]
    sure, right = [], []
    for hand in hands:
        model = _logistic(_STRONG).fit(vectors[by != hand], wanted[by != hand])
        odds = model.predict_proba(vectors[by == hand])
        sure += odds.max(axis=1).tolist()
        right += (model.classes_[odds.argmax(axis=1)] == wanted[by == hand]).tolist()
    return {
        "themes": _classes(vectors, wanted.tolist(), _STRONG),
        "named": _named_from(np.asarray(sure), np.asarray(right)),
    }


def _names_by(file: Path) -> list[tuple[str, str]]:
    """How a hand named subjects, with the theme of each."""
    rows = [row for _, row in read_objects(file)]
    return [
        (text, row["theme"]) for row in rows for kind in SubjectKind for text in row.get(kind, ())
    ]


def _named_from(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """From which probability a theme is said: where more are right than wrong."""
    return round(float(max(_GRID, key=lambda t: (right[sure >= t] * 2.0 - 1.0).sum())), 3)


def _classes(vectors: Floats, names: Sequence[str], strength: float) -> dict[str, Any]:
    """Weights over unit vectors by class."""
    model = _logistic(strength).fit(vectors, names)
    return {
        str(name): {
            "bias": round(float(bias), 4),
            "weights": [round(float(w), 3) for w in weights],
        }
        for name, bias, weights in zip(model.classes_, model.intercept_, model.coef_, strict=True)
    }


def _logistic(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=1000)


def _with_unseen_statements(
    cases: Sequence[_Case],
    texts: Mapping[str, Sequence[str]],
    learnt: Sequence[Example],
    progress: Progress,
) -> list[_Case]:
    """Cases over documents that are held out, with statements of an encoder that never saw them.

    Documents are held out, not themes: most of what is asked is in the vocabulary, and every
    document is new.
    """
    column = SENTENCE_FEATURES.index("states")
    held_out = _held_out(cases)
    rows = {
        name: np.flatnonzero(_sentences_of(cases, name, documents)).tolist()
        for name, documents in held_out.items()
    }
    without = {_plain(texts[name][row]) for name in rows for row in rows[name]}
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "statements.safetensors"
        kept = [example for example in learnt if _plain(example.text) not in without]
        stating.fit(kept, weights, progress)
        encoder = statements.StatementEncoder(weights)
        vectors = {name: encoder.encode([texts[name][row] for row in rows[name]]) for name in rows}
    found = []
    for case in cases:
        if case.dataset in rows:
            inside = _sentences_of(cases, case.dataset, held_out[case.dataset])
            wanted, bias = stated(case.subject.kind, case.said, case.subject.theme, encoder)
            told = vectors[case.dataset] @ wanted + bias
            case.hearing.features[rows[case.dataset], column] = told
            found.append(
                replace(
                    case,
                    judged=case.judged & held_out[case.dataset],
                    shows=case.shows & inside,
                    read=case.read & inside,
                )
            )
    return found


def _held_out(cases: Sequence[_Case]) -> dict[str, NDArray[np.bool_]]:
    """Which documents by dataset: half of the largest one's, and every other dataset in turn."""
    counts = {case.dataset: len(case.judged) for case in cases}
    largest = max(counts, key=lambda name: counts[name])
    order = np.random.default_rng(1).permutation(counts[largest])
    half = np.isin(np.arange(len(order)), order[: (len(order) + 1) // 2])
    others = sorted(counts.keys() - {largest})[::2]
    return {largest: half} | {name: np.ones(counts[name], dtype=np.bool_) for name in others}


def _sentences_of(
    cases: Sequence[_Case], dataset: str, documents: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which sentences of a dataset are of some documents."""
    starts = next(c for c in cases if c.dataset == dataset).hearing.sentences.starts
    return np.repeat(documents, np.diff(starts))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _read(dataset: Dataset) -> dict[str, dict[str, bool]]:
    """Sentences that readers saw, folded, by theme: whether each alone shows it."""
    found: dict[str, dict[str, bool]] = {}
    if (dataset.folder / "shows.jsonl").exists():
        for _, row in read_objects(dataset.folder / "shows.jsonl"):
            if "by" not in row:
                found.setdefault(row["theme"], {})[fold(row["text"])] = row["shows"] == "y"
    if (dataset.folder / "codes.jsonl").exists():
        rows = [row for _, row in read_objects(dataset.folder / "codes.jsonl")]
        asked = [*_set_questions(dataset), *_asked_for_themes(dataset)]
        for theme in {theme for question in asked for theme in question.themes}:
            found[theme] = {fold(row["text"]): theme in row["shows"] for row in rows}
    return found


def _cases(
    workspace: Workspace,
    embedder: Embedder,
    progress: Progress,
    read: Mapping[str, Mapping[str, bool]],
) -> tuple[list[_Case], list[str]]:
    """Questions before every document, and the words of all sentences.

    Of a dataset that was read for every theme they are asked for every theme, as hands name it:
    most of what can be asked stands in few documents or in none.
    """
    dataset = workspace.dataset
    found: list[_Case] = []
    with workspace.kb.read() as snapshot:
        facets = Facets.of(snapshot.documents.values(), snapshot.fields)
        reader = Reader(snapshot)
        ranges = snapshot.passage_ranges().items()
        held = {name: read_document(reader, name, Version(*found)) for name, found in ranges}
        sentences = SentenceColumns.of(held).sentences(0, len(held))
        texts = [
            reader.text(name, sentences.place(row).spans)
            for n, name in enumerate(sentences.documents)
            for row in range(int(sentences.starts[n]), int(sentences.starts[n + 1]))
        ]
        place = _Held(sentences, [fold(text) for text in texts], workspace)
        asked = [*_set_questions(dataset), *_asked_for_themes(dataset)]
        with progress.task("hearing", len(asked)) as advance:
            for question in asked:
                planned = plan(question.text, facets)
                if planned.wants_set and len(planned.parts) == 1:
                    subject = Subject.of(
                        reader, planned, planned.parts[0], embedder.encode_question
                    )
                    known = read.get(question.themes[0], {})
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
    ) -> _Case:
        """A question before them; `read` says of sentences whether they show it."""
        documents = self.sentences.documents
        ids = [set(self.workspace.corpus_ids[document]) for document in documents]
        # what the question's conditions shut out may say it all the same
        judged = [
            planned.admits(document) and not names & question.unjudged
            for document, names in zip(documents, ids, strict=True)
        ]
        quoted = _quoted(question, ids, self.sentences.starts, self.folded)
        return _Case(
            dataset=self.workspace.dataset.name,
            theme=question.themes[0],
            subject=subject,
            said=planned.parts[0].text,
            hearing=Hearing.of(subject, self.sentences),
            judged=np.asarray(judged),
            relevant=np.asarray([bool(names & question.relevant.keys()) for names in ids]),
            shows=quoted | [read.get(text, False) for text in self.folded],
            read=quoted | [text in read for text in self.folded],
        )


def _set_questions(dataset: Dataset) -> list[Question]:
    """The dataset's own set questions about one theme."""
    wanted = [q for q in dataset.questions if q.wants_set and q.answerable]
    return [question for question in wanted if len(question.themes) == 1]


def _asked_for_themes(dataset: Dataset) -> list[Question]:
    """A question for every theme and kind that hands have names for, judged by the codes."""
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
    ours = {theme.id for theme in themes()}
    named = sorted(
        (code, names) for code, names in stating.named().items() if names and code[0] in ours
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


def _fit_sentences(cases: Sequence[_Case]) -> Linear:
    """What shows it against what does not.

    That is what readers said so of, and sentences of documents that do not say it, near and far.
    """
    rows, labels = [], []
    random = np.random.default_rng(0)
    states = SENTENCE_FEATURES.index("states")
    for case in cases:
        hearing, starts = case.hearing, case.hearing.sentences.starts
        features = hearing.features
        shows = np.flatnonzero(case.shows & hearing.findings)
        against = [np.flatnonzero(case.read & ~case.shows & hearing.findings)]
        for n in np.flatnonzero(case.judged & ~case.relevant):
            among = np.arange(starts[n], starts[n + 1])[hearing.findings[starts[n] : starts[n + 1]]]
            against += [among[np.argsort(-features[among, k])[:_NEAREST]] for k in (0, states)]
            against.append(random.choice(among, min(len(among), _AT_RANDOM), replace=False))
        others = np.setdiff1d(np.concatenate(against), shows)
        rows += [features[shows], features[others]]
        labels += [1] * len(shows) + [0] * len(others)
    return _linear(np.concatenate(rows), np.asarray(labels), SENTENCE_FEATURES, 1.0)


def _linear(
    rows: Floats,
    labels: NDArray[np.int64],
    features: tuple[str, ...],
    strength: float,
) -> Linear:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=1000).fit(scaler.transform(rows), labels)
    return Linear(
        features,
        scaler.mean_.astype(np.float32),
        scaler.scale_.astype(np.float32),
        model.coef_[0].astype(np.float32),
        round(float(model.intercept_[0]), 4),
    )


def _unfitted(features: tuple[str, ...]) -> Linear:
    zero = np.zeros(len(features), dtype=np.float32)
    return Linear(features, zero, zero + 1, zero, 0.0)


def _folds(cases: Sequence[_Case]) -> list[set[str]]:
    themes = sorted({case.theme for case in cases})
    order = np.random.default_rng(0).permutation(len(themes))
    return [{themes[i] for i in part} for part in np.array_split(order, _FOLDS)]


def _documents_out_of_fold(
    cases: Sequence[_Case],
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Features and labels of judged documents, by sentence models that did not see the theme."""
    rows, labels, owners = [], [], []
    for fold_ in _folds(cases):
        model = _fit_sentences([case for case in cases if case.theme not in fold_])
        for number, case in enumerate(cases):
            if case.theme in fold_:
                hearing = case.hearing
                scores = np.where(hearing.findings, model(hearing.features), -np.inf)
                found = document_features(
                    scores.astype(np.float32), hearing.phrases, hearing.sentences.starts
                )
                rows.append(found[case.judged])
                labels += case.relevant[case.judged].astype(int).tolist()
                owners += [number] * int(case.judged.sum())
    return np.concatenate(rows), np.asarray(labels), np.asarray(owners)


def _probabilities_out_of_fold(
    features: Floats,
    labels: NDArray[np.int64],
    owners: NDArray[np.int64],
    cases: Sequence[_Case],
) -> Floats:
    found = np.empty(len(labels), dtype=np.float32)
    themes = np.asarray([cases[owner].theme for owner in owners])
    for fold_ in _folds(cases):
        inside = np.isin(themes, list(fold_))
        model = _linear(features[~inside], labels[~inside], DOCUMENT_FEATURES, 0.3)
        found[inside] = 1 / (1 + np.exp(-model(features[inside])))
    return found


def _mean_f(
    above: NDArray[np.bool_], labels: NDArray[np.int64], owners: NDArray[np.int64], beta: float
) -> float:
    """The mean over questions; of one that no document answers it is 1 where none is named."""
    scores = []
    for owner in np.unique(owners):
        said, gold = above[owners == owner], labels[owners == owner] > 0
        weight = beta * beta * gold.sum() + said.sum()
        scores.append((1 + beta * beta) * (said & gold).sum() / weight if weight else 1.0)
    return float(np.mean(scores))


def _thresholds(
    probabilities: Floats, labels: NDArray[np.int64], owners: NDArray[np.int64]
) -> dict[str, float]:
    """Cites where F1 is highest; borderline where F2 is, as far as few documents lie between.

    Of thresholds about as good as the best the highest is taken: a row must convince.
    """
    scores = [_mean_f(probabilities >= t, labels, owners, 1.0) for t in _GRID]
    cites = max(t for t, f in zip(_GRID, scores, strict=True) if f >= max(scores) - _ABOUT)
    few = [
        t
        for t in _GRID
        if t <= cites
        and np.mean((probabilities >= t) & (probabilities < cites)) <= _BORDERLINE_SHARE
    ]
    borderline = max(few, key=lambda t: _mean_f(probabilities >= t, labels, owners, 2.0))
    return {"cites": round(float(cites), 3), "borderline": round(float(borderline), 3)}


def _shows_from(best: Floats, labels: NDArray[np.int64], cites: NDArray[np.bool_]) -> float:
    """From which probability of its best sentence a document is as often right as those cited."""
    sure = 1 / (1 + np.exp(-best))
    wanted = labels[cites].mean()
    enough = [t for t in _GRID if (sure >= t).any() and labels[sure >= t].mean() >= wanted]
    return round(float(min(enough, default=_GRID[-1])), 3)


def _reliability(probabilities: Floats, labels: NDArray[np.int64]) -> list[dict[str, float]]:
    """Of documents with a probability in each fifth: how many, and what share says it."""
    table = []
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (probabilities >= low) & (probabilities < low + 0.2)
        if inside.any():
            table.append(
                {
                    "from": round(float(low), 1),
                    "documents": int(inside.sum()),
                    "mean_probability": round(float(probabilities[inside].mean()), 3),
                    "share_that_say_it": round(float(labels[inside].mean()), 3),
                }
            )
    return table


def _measured(
    held: dict[str, Any],
    probabilities: Floats,
    labels: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> dict[str, float]:
    read_judge(held | {"digest": ""})  # what is written can be read
    cites = probabilities >= held["cites"]
    lenient = probabilities >= held["borderline"]
    return {
        "f1_strict": round(_mean_f(cites, labels, owners, 1.0), 3),
        "f1_lenient": round(_mean_f(lenient, labels, owners, 1.0), 3),
        "share_borderline": round(float(np.mean(lenient & ~cites)), 3),
        "share_that_say_it": round(float(labels.mean()), 3),
    }
