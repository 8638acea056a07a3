"""Fits what tells what a short text is (`kb.text_classes`) on what hands wrote.

What a sentence does is learnt from sentences that were written for it (`evals/sentences`), what a
subject is and which theme it is about from subjects that hands named (`evals/subjects`), whether a
question asks of all documents from questions as people type them (`evals/questions`), whether it is
one that is never answered from such and their neighbours (`evals/unsafe`), of which type a paper is
from openings of papers (`evals/openings`, and those of the datasets). Each is measured on the
texts of every hand by a model that did not see them.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.answerability import questions
from evals.cataloguing import FILE, read_catalogue, type_called
from evals.dataset import Dataset, read_dataset
from evals.ingestion import parse
from evals.rows import read_objects
from evals.stating import SENTENCES, SUBJECTS
from evals.weights import FOLDS, GRID, logistic
from kb.describing.likely_types import words_of
from kb.describing.opening import read_opening
from kb.embedding import Embedder, EmbeddingInput, Vectors
from kb.errors import UnreadableDocument
from kb.text_classes import ALL, NONE, ONE, TextClassifier, grams
from kb.themes import themes
from kb.types import SubjectKind

QUESTIONS = Path(__file__).parent / "questions"
UNSAFE_QUESTIONS = Path(__file__).parent / "unsafe"
OPENINGS = Path(__file__).parent / "openings"
MEASURED = frozenset({"hand-3", "hand-6", "hand-8"})
"""Whose openings are measured only."""

_OTHERS = Path(__file__).parent / "no_theme.jsonl"
_FEWEST = 3  # texts that a gram must stand in to be known
_FEWEST_PAPERS = 4  # of a type that is learnt; rarer ones are left to rules
_REFUSED, _REFUSED_NEAR = 0.01, 0.05  # of what may be answered, and of what is near to refusal
_DOCUMENTS = "written/"  # whose questions are of cases, as what is refused mostly is
_OTHER = "others"  # no hand's: texts of other data, which count as they are and not as near ones
_DATASET = "dataset"
_PARTS = 4  # in which other texts are left out
_NAME = 6  # characters: shorter names of themes are abbreviations
_SAME = {"praise": "good", "other": None}


@dataclass(frozen=True, slots=True)
class Named:
    """A text, its class, and the hand that wrote it; what no hand wrote is always learnt from."""

    text: str
    name: str
    hand: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read: `strength` is how much a model trusts what it sees (scikit-learn's C)."""

    strength: float = 10.0
    with_vectors: bool = True
    with_words: bool = True
    balanced: bool = False  # whether classes weigh the same, however many texts are of each


PLAINLY = Reading()


@dataclass(frozen=True, slots=True)
class _Task:
    """What a classifier learns from, how it reads, and from which probability it is believed."""

    rows: Sequence[Named]
    how: Reading = PLAINLY
    sentences: bool = False  # whether texts are embedded as sentences and not as questions
    least: Callable[[Sequence[Named], Vectors, tuple[str, ...]], float] = lambda *_: 0.0


def fit(datasets: Sequence[Dataset], embedder: Embedder, out: Path) -> dict[str, float]:
    """Fits all classifiers and writes them to `out`.

    Returns:
        The share of texts that models which did not see their hand tell right, by classifier.
    """
    of_papers = Reading(strength=1000.0, with_vectors=False, balanced=True)
    tasks = {
        "act": _Task(acts(), Reading(strength=2.0, with_words=False), sentences=True),
        "subject": _Task(kinds()),
        "asked": _Task(_asked(datasets), least=_of_all_from),
        "refused": _Task(_unsafe(datasets), least=_refused_from),
        "about": _Task(_about()),
        "paper": _Task(papers(datasets), of_papers),
    }
    tensors, about, right = {}, {}, {}
    for name, task in tasks.items():
        vectors = _vectors(task, embedder)
        odds, names = unseen(task.rows, vectors, task.how)
        wanted = np.asarray([row.name for row in task.rows])
        said = np.asarray(names)[odds.argmax(axis=1)]
        by_hands = np.asarray([_is_by_hand(row) for row in task.rows])
        right[name] = round(float((said == wanted)[by_hands].mean()), 3)
        model = learn(task.rows, vectors, task.how)
        for part in ("rows", "words"):
            tensors[f"{name}.{part}"] = np.ascontiguousarray(getattr(model, part), np.float16)
        for part in ("idf", "biases"):
            tensors[f"{name}.{part}"] = np.asarray(getattr(model, part), np.float32)
        least = task.least(task.rows, odds, names)
        known = {"names": model.names, "grams": list(model.grams), "least": least}
        about[name] = json.dumps(known, ensure_ascii=False)
    save_file(tensors, str(out), metadata=about)
    return right


def learn(rows: Sequence[Named], vectors: Vectors, how: Reading = PLAINLY) -> TextClassifier:
    """A classifier of texts like `rows`; `vectors` (n, dim) are theirs."""
    counter = TfidfVectorizer(analyzer=grams, min_df=_FEWEST, sublinear_tf=True)
    words = counter.fit_transform([row.text for row in rows])
    if not how.with_words:
        words = words[:, :0]
    n_grams = words.shape[1]
    read = sparse.hstack([sparse.csr_matrix(vectors), words]).tocsr()
    model = logistic(how.strength).set_params(class_weight="balanced" if how.balanced else None)
    model.fit(read, [row.name for row in rows])
    slopes, biases = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # of two, one is told by the other
        slopes = np.concatenate([-slopes, slopes]) / 2
        biases = np.concatenate([-biases, biases]) / 2
    of_vectors, of_words = np.split(slopes.astype(np.float32), [vectors.shape[1]], axis=1)
    return TextClassifier(
        tuple(map(str, model.classes_)),
        {str(gram): n for n, gram in enumerate(counter.get_feature_names_out()[:n_grams])},
        0.0,
        of_vectors,
        np.ascontiguousarray(of_words.T),
        counter.idf_[:n_grams].astype(np.float32),
        biases.astype(np.float32),
    )


def unseen(
    rows: Sequence[Named], vectors: Vectors, how: Reading = PLAINLY
) -> tuple[Vectors, tuple[str, ...]]:
    """Probabilities by models that did not see the hand, and the names of their columns."""
    names = tuple(sorted({row.name for row in rows}))
    by = np.asarray([row.hand for row in rows])
    odds = np.zeros((len(rows), len(names)), dtype=np.float32)
    hands = sorted(set(by) - {""})
    for held_out in np.array_split(hands, min(FOLDS, len(hands))):
        inside = np.isin(by, held_out)
        model = learn([row for row in rows if row.hand not in held_out], vectors[~inside], how)
        told = model(vectors[inside], [row.text for row in rows if row.hand in held_out])
        for column, name in enumerate(model.names):
            odds[inside, names.index(name)] = told[:, column]
    return odds, names


def _is_by_hand(row: Named) -> bool:
    return bool(row.hand) and not row.hand.startswith(_OTHER)


def _vectors(task: _Task, embedder: Embedder) -> Vectors:
    texts = [row.text for row in task.rows]
    if not task.how.with_vectors:
        return np.empty((len(texts), 0), dtype=np.float32)
    if not task.sentences:
        return np.stack([embedder.encode_question(text) for text in texts])
    inputs = [EmbeddingInput("", text, ((0, len(text)),)) for text in texts]
    return np.stack([made.sentences[0] for made in embedder.encode_passages(inputs)])


def acts() -> list[Named]:
    """Sentences that were written for what they do."""
    found = []
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            failing = row["kind"] == "failing"
            says = {"failing": "finding", "practice": "good", "circumstance": "topic"}[row["kind"]]
            told = [(text, says) for text in row["says"]]
            told += [(text, "good") for text in row["opposite"] if failing]
            beside = "finding" if failing else "topic"
            for near in row["near"]:
                told.append((near["text"], _SAME.get(near["why"], near["why"]) or beside))
            found += [Named(text, act, file.stem) for text, act in told]
    return found


def kinds() -> list[Named]:
    """Names of subjects, failings and circumstances.

    What was done and what was left undone hardly differ: praise is told by its words
    (`kb.praise.asks_for_praise`).
    """
    either = (SubjectKind.FAILING, SubjectKind.CIRCUMSTANCE)
    found = []
    for file in sorted(SUBJECTS.glob("*.jsonl")):
        for _, row in read_objects(file):
            found += [Named(t, kind.value, file.stem) for kind in either for t in row.get(kind, ())]
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for _, row in read_objects(file):
            if row["kind"] in either:
                named = (row["subject"], *row["also"])
                found += [Named(text, row["kind"], file.stem) for text in named]
    return found


def _asked(datasets: Sequence[Dataset]) -> list[Named]:
    found = [
        Named(row["text"], ALL if row["set"] else ONE, file.stem)
        for file in sorted(QUESTIONS.glob("*.jsonl"))
        for _, row in read_objects(file)
    ]
    return found + [
        Named(item.text, ALL if item.wants_set else ONE, f"{_DATASET} {dataset.name}")
        for dataset in datasets
        for item in dataset.questions
    ]


def _of_all_from(rows: Sequence[Named], odds: Vectors, names: tuple[str, ...]) -> float:
    """Where hands' questions of both kinds are told best, each kind weighing the same."""
    by_hands = np.asarray([not row.hand.startswith(_DATASET) for row in rows])
    sure = odds[by_hands, names.index(ALL)]
    of_all = np.asarray([row.name == ALL for row in rows])[by_hands]
    best = max(GRID, key=lambda t: np.mean(sure[of_all] > t) + np.mean(sure[~of_all] <= t))
    return round(float(best), 3)


def _unsafe(datasets: Sequence[Dataset]) -> list[Named]:
    """Other questions that we have may be answered."""
    found = [
        Named(row["text"], row["refuse"], file.stem)
        for file in sorted(UNSAFE_QUESTIONS.glob("*.jsonl"))
        for _, row in read_objects(file)
    ]
    others = [row.text for row in _asked(datasets)]
    others += [item.text for item in questions() if item.of.startswith(_DOCUMENTS)]
    return found + [Named(text, NONE, f"{_OTHER} {n % _PARTS}") for n, text in enumerate(others)]


def _refused_from(rows: Sequence[Named], odds: Vectors, names: tuple[str, ...]) -> float:
    """The lowest probability at which few questions that may be answered are refused."""
    sure = 1 - odds[:, names.index(NONE)]
    answered = np.asarray([row.name == NONE for row in rows])
    other = np.asarray([row.hand.startswith(_OTHER) for row in rows])
    safe = [(sure[answered & ~other], _REFUSED_NEAR), (sure[other], _REFUSED)]
    return next(
        round(float(t), 3) for t in GRID if all(np.mean(s >= t) <= most for s, most in safe)
    )


def _about() -> list[Named]:
    """Names of subjects with the themes that they are about, and those of the vocabulary."""
    ours = {theme.id for theme in themes()}
    found = [
        Named(text, row["theme"] if row["theme"] in ours else NONE, file.stem)
        for file in sorted(SUBJECTS.glob("*.jsonl"))
        for _, row in read_objects(file)
        for kind in SubjectKind
        for text in row.get(kind, ())
    ]
    found += [Named(name, t.id, "") for t in themes() for name in t.names if len(name) >= _NAME]
    others = [row["text"] for _, row in read_objects(_OTHERS)]
    return found + [Named(text, NONE, f"{_OTHER} {n % _PARTS}") for n, text in enumerate(others)]


def papers(datasets: Sequence[Dataset]) -> list[Named]:
    """Openings of papers, by type; those of datasets hold whole documents."""
    folders = [f for f in sorted(OPENINGS.glob("hand-*")) if f.name not in MEASURED]
    ours = {folder.name: read_dataset(folder, asked=False) for folder in folders}
    ours |= {f"{_DATASET} {one.name}": one for one in datasets if (one.folder / FILE).is_file()}
    found = []
    for hand, dataset in ours.items():
        files = {path.name: path for path in dataset.files.values()}
        for row in read_catalogue(dataset.folder / FILE):
            kind = type_called(row["document_type"])
            if kind is not None and row["file"] in files:
                with suppress(UnreadableDocument):  # scans, where nothing reads them
                    opening = read_opening(parse(files[row["file"]]), row["file"])
                    found.append(Named(words_of(opening), kind, hand))
    counts = Counter(row.name for row in found)
    return [row for row in found if counts[row.name] >= _FEWEST_PAPERS]
