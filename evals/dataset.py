"""A dataset on disk -> documents, questions and judgments, checked line by line.

The layout is BEIR's (Thakur et al. 2021): `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`, each
plain or gzipped. Instead of a corpus file the folder may hold the documents themselves, in any
subfolder, or a `dataset.toml` that names the folder they are in: `files = "../northern"`.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.ingestion import documents_below
from evals.quotes import find_quote, fold
from evals.rows import Row, Rows
from kb.errors import DatasetError

SET_KINDS = frozenset({"list", "count", "temporal"})
_OWN = (
    "queries.jsonl",
    "corpus.jsonl",
    "dataset.toml",
    "test.tsv",
    "recommendations.jsonl",
    "events.jsonl",
    "implicit.jsonl",
)


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A row of `corpus.jsonl`."""

    id: str
    title: str
    text: str

    @property
    def words(self) -> str:
        """Title and text."""
        return f"{self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words that answer a question; `page` and `paragraph` where the annotator gave them."""

    document: str
    text: str
    page: int | None
    paragraph: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Question:
    """One row of `queries.jsonl`, and its judgments.

    `relevant` maps documents to grades above 0. `unjudged` documents leave every ranking and set.
    `implicit` are relevant documents that say it without any of its words (`implicit.jsonl`).
    """

    id: str
    text: str
    kind: str
    answerable: bool
    stratum: str | None
    themes: tuple[str, ...]
    unjudged: frozenset[str]
    quotes: tuple[GoldQuote, ...]
    pair: str | None = None
    relevant: dict[str, int] = field(default_factory=dict)
    implicit: set[str] = field(default_factory=set)

    @property
    def wants_set(self) -> bool:
        """Whether the answer is a set of documents."""
        return self.kind in SET_KINDS


@dataclass(frozen=True, slots=True)
class Dataset:
    """What was read of a folder. Either `texts` or `files` (id to path) holds the documents."""

    folder: Path
    texts: tuple[CorpusText, ...]
    files: dict[str, Path]
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def document_ids(self) -> list[str]:
        """The ids of every document."""
        return [text.id for text in self.texts] or list(self.files)

    def corpus_digest(self) -> str:
        """16 hex digits over the documents' ids and content."""
        digest = hashlib.sha256()
        for text in self.texts:
            digest.update(f"{text.id}\x1f{text.title}\x1f{text.text}\x1e".encode())
        for name, path in self.files.items():
            digest.update(f"{name}\x1f{hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
        return digest.hexdigest()[:16]

    def questions_digest(self) -> str:
        """16 hex digits over the questions and their judgments."""
        told = [
            replace(
                q, unjudged=frozenset(), implicit=set(), relevant=dict(sorted(q.relevant.items()))
            )
            for q in self.questions
        ]
        sets = [
            (sorted(q.unjudged), sorted(q.implicit)) for q in self.questions
        ]  # sets have no order
        return hashlib.sha256(repr((told, sets)).encode()).hexdigest()[:16]


def read_dataset(folder: Path, *, asked: bool = True) -> Dataset:
    """The dataset in `folder`; where nothing is `asked` of it, it may have no questions.

    Raises:
        DatasetError: a file is missing or a line of one is wrong; the message names both.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder}: no such folder; name one that holds queries.jsonl")
    if not asked and not (folder / "queries.jsonl").is_file():
        return Dataset(folder, *_documents(folder, set()), ())
    queries = Rows.find(folder, "queries.jsonl", "the questions")
    qrels = Rows.find(folder / "qrels", "test.tsv", "the judgments")
    names = _named_documents(queries, qrels)
    texts, files = _documents(folder, names)
    known = {text.id for text in texts} | set(files)
    questions = {q.id: q for q in _questions(queries, known)}
    for row in qrels.table(("query-id", "corpus-id", "score")):
        question = questions.get(row.fields[0])
        if question is None:
            row.refuse(f"judges question {row.fields[0]!r}, which queries.jsonl does not hold")
        if row.fields[1] not in known:
            row.refuse(f"judges document {row.fields[1]!r}, which the corpus does not hold")
        if row.fields[1] in question.relevant:
            row.refuse(f"judges {row.fields[1]!r} for {row.fields[0]!r} a second time")
        question.relevant[row.fields[1]] = _grade(row)
    for question in questions.values():  # a grade of 0 was only needed to find doubles
        for document in [d for d, grade in question.relevant.items() if grade <= 0]:
            del question.relevant[document]
    _read_implicit(folder, questions)
    dataset = Dataset(folder, texts, files, tuple(questions.values()))
    for text in texts:
        check_quotes(dataset, text.id, fold(text.words))
    return dataset


def _read_implicit(folder: Path, questions: Mapping[str, Question]) -> None:
    """Notes which relevant documents say it without its words, where the dataset tells."""
    if not (folder / "implicit.jsonl").exists():
        return
    for row in Rows.find(folder, "implicit.jsonl", "implicit findings").objects():
        question = questions.get(str(row.fields.get("query_id")))
        document = str(row.fields.get("document"))
        if question is None:
            row.refuse(f"names question {row.fields.get('query_id')!r}, which is not there")
        if document not in question.relevant:
            row.refuse(f"names document {document!r}, which is not relevant to {question.id}")
        question.implicit.add(document)


def check_quotes(dataset: Dataset, document: str, folded: str) -> None:
    """Checks that the gold quotes of a document stand in its `folded` text.

    Raises:
        DatasetError: one does not; the message names the line of queries.jsonl.
    """
    for question in dataset.questions:
        for quote in question.quotes:
            if quote.document == document and find_quote(folded, fold(quote.text)) is None:
                raise DatasetError(
                    f"{quote.place}: the quote {quote.text[:60]!r} is not in document {document!r}"
                )


def _grade(row: Row) -> int:
    try:
        return int(row.fields[2])
    except ValueError:
        row.refuse(f"the score {row.fields[2]!r} is not a whole number")


def _documents(folder: Path, names: set[str]) -> tuple[tuple[CorpusText, ...], dict[str, Path]]:
    if any((folder / name).is_file() for name in ("corpus.jsonl", "corpus.jsonl.gz")):
        found: dict[str, CorpusText] = {}
        for row in Rows.find(folder, "corpus.jsonl", "the documents").objects():
            text = CorpusText(row.text("_id"), row.text("title", ""), row.text("text", ""))
            if text.id in found:
                row.refuse(f"document {text.id!r} stands here a second time")
            found[text.id] = text
        if not found:
            raise DatasetError(f"{folder / 'corpus.jsonl'}: holds no document")
        return tuple(found.values()), {}
    return (), _files(_file_root(folder), names)


def _file_root(folder: Path) -> Path:
    settings = folder / "dataset.toml"
    if not settings.is_file():
        return folder
    try:
        named: str = tomllib.loads(settings.read_text("utf-8"))["files"]
        root = (folder / named).resolve()
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DatasetError(f'{settings}: must say files = "FOLDER" ({error})') from error
    if not root.is_dir():
        raise DatasetError(f"{settings}: {root} is not a folder")
    return root


def _files(root: Path, names: set[str]) -> dict[str, Path]:
    """Documents below `root` by the kind of name that the questions use for them.

    That is the path below `root`, the file's name, or its name without the suffix; the first of
    these that is unique and that fits every judgment.
    """
    paths = [p for p in documents_below(root) if p.name.removesuffix(".gz") not in _OWN]
    if not paths:
        raise DatasetError(f"{root}: holds neither corpus.jsonl nor documents")
    keyed: list[dict[str, Path]] = [
        {path.relative_to(root).as_posix(): path for path in paths},
        {path.name: path for path in paths},
        {path.stem: path for path in paths},
    ]
    for found in keyed:
        if names <= set(found) and (len(found) == len(paths) or not names):
            return found
    return keyed[0]  # the judgment that names a file wrongly is refused with its line


def _named_documents(queries: Rows, qrels: Rows) -> set[str]:
    named = {row.fields[1] for row in qrels.table(("query-id", "corpus-id", "score"))}
    for row in queries.objects():
        quotes = row.fields.get("quotes") or []
        if isinstance(quotes, list):
            named |= {str(q.get("document")) for q in quotes if isinstance(q, dict)}
    return named


def _questions(rows: Rows, known: set[str]) -> Iterator[Question]:
    seen: set[str] = set()
    for row in rows.objects():
        question = _question(row, known)
        if question.id in seen:
            row.refuse(f"question {question.id!r} stands here a second time")
        seen.add(question.id)
        yield question
    if not seen:
        raise DatasetError(f"{rows.file}: holds no question")


def _question(row: Row, known: set[str]) -> Question:
    answerable = row.fields.get("answerable", True)
    if not isinstance(answerable, bool):
        row.refuse(f"'answerable' must be true or false, and is {answerable!r}")
    unjudged = row.texts("unjudged")
    for document in unjudged:
        if document not in known:
            row.refuse(f"'unjudged' names {document!r}, which the corpus does not hold")
    stratum = row.text("stratum", "") or None
    return Question(
        id=row.text("_id"),
        text=row.text("text"),
        kind=row.text("kind", "fact" if answerable else "unanswerable"),
        answerable=answerable,
        stratum=stratum,
        themes=row.texts("themes"),
        unjudged=frozenset(unjudged),
        quotes=tuple(_quotes(row, known)),
        pair=row.text("pair", "") or None,
    )


def _quotes(row: Row, known: set[str]) -> Iterator[GoldQuote]:
    quotes = row.fields.get("quotes") or []
    if not isinstance(quotes, list) or not all(isinstance(quote, dict) for quote in quotes):
        row.refuse("'quotes' must be a list of objects")
    for quote in quotes:
        part = Row(row.file, row.line, quote)
        document = part.text("document")
        if document not in known:
            row.refuse(f"quotes document {document!r}, which the corpus does not hold")
        page = quote.get("page")
        if page is not None and not isinstance(page, int):
            row.refuse(f"'page' must be a number or null, and is {page!r}")
        paragraph = part.text("paragraph", "") or None
        yield GoldQuote(document, part.text("text"), page, paragraph, row.place)
