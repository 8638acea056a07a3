"""Datasets: what is read, and what is refused with file and line."""

import json

import pytest
from evals_support import CORPUS, QRELS, QUERIES, write_dataset

from evals.dataset import read_dataset
from kb.errors import DatasetError


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_beir_folder_is_read(tmp_path, packed):
    dataset = read_dataset(write_dataset(tmp_path / "moor", packed=packed))
    assert dataset.name == "moor"
    assert dataset.document_ids == [row["_id"] for row in CORPUS]
    first, second, third, fourth = dataset.questions
    assert first.relevant == {"moor-a": 1, "vale-c": 1}
    assert first.wants_set
    assert first.themes == ("telling",)
    assert second.quotes[0].page == 1
    assert third.wants_set
    assert (fourth.kind, fourth.answerable) == ("unanswerable", False)


def test_files_are_named_as_the_questions_name_them(tmp_path):
    files = tmp_path / "own" / "papers"
    files.mkdir(parents=True)
    for name in ("one.txt", "two.txt"):
        (files / name).write_text(f"This is paper {name}.\n")
    queries = [{"_id": "q", "text": "Which papers are held?"}]
    for names, expected in (
        ("one.txt", ["one.txt", "two.txt"]),
        ("one", ["one", "two"]),
        ("papers/one.txt", ["papers/one.txt", "papers/two.txt"]),
    ):
        folder = write_dataset(tmp_path / "own", None, queries, [("q", names, 1)])
        assert read_dataset(folder).document_ids == expected


def test_a_dataset_may_name_the_folder_of_its_files(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/one.txt").write_text("Paper one.\n")
    queries = [{"_id": "q", "text": "Which papers?"}]
    folder = write_dataset(tmp_path / "set", None, queries, [("q", "one", 1)])
    (folder / "dataset.toml").write_text('files = "../papers"\n')
    assert read_dataset(folder).document_ids == ["one"]


def _broken(**changes):
    return {"corpus": CORPUS, "queries": QUERIES, "qrels": QRELS} | changes


@pytest.mark.parametrize(
    ("parts", "where", "what"),
    [
        (_broken(corpus=[*CORPUS, CORPUS[0]]), "corpus.jsonl:5", "'moor-a' stands here a second"),
        (_broken(queries=[*QUERIES, QUERIES[1]]), "queries.jsonl:5", "'q2' stands here a second"),
        (_broken(qrels=[*QRELS, ("q1", "gone", 1)]), "test.tsv:6", "document 'gone'"),
        (_broken(qrels=[*QRELS, ("q9", "moor-a", 1)]), "test.tsv:6", "question 'q9'"),
        (_broken(qrels=[*QRELS, ("q1", "moor-a", 0)]), "test.tsv:6", "a second time"),
        (_broken(qrels=[*QRELS, ("q1", "vale-d", "yes")]), "test.tsv:6", "not a whole number"),
        (_broken(qrels=[*QRELS, ("q1", "vale-d")]), "test.tsv:6", "has 2 cells"),
        (_broken(queries=[*QUERIES, {"_id": "q5"}]), "queries.jsonl:5", "'text' must be a text"),
        (
            _broken(
                queries=[{**QUERIES[1], "quotes": [{"document": "moor-a", "text": "Never."}]}],
                qrels=[],
            ),
            "queries.jsonl:1",
            "is not in document 'moor-a'",
        ),
        (
            _broken(
                queries=[{**QUERIES[1], "quotes": [{"document": "gone", "text": "Never."}]}],
                qrels=[],
            ),
            "queries.jsonl:1",
            "quotes document 'gone'",
        ),
        (
            _broken(queries=[{**QUERIES[0], "unjudged": ["gone"]}], qrels=[]),
            "queries.jsonl:1",
            "'unjudged' names 'gone'",
        ),
    ],
)
def test_a_wrong_line_is_refused_with_file_and_line(tmp_path, parts, where, what):
    folder = write_dataset(tmp_path, **parts)
    with pytest.raises(DatasetError) as caught:
        read_dataset(folder)
    assert where in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize("name", ["queries.jsonl", "qrels/test.tsv", "corpus.jsonl"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = write_dataset(tmp_path)
    (folder / name).unlink()
    with pytest.raises(DatasetError, match=r"missing|neither corpus\.jsonl nor"):
        read_dataset(folder)


@pytest.mark.parametrize("line", ["{", "[1]", '{"_id": "x", "text": 3}'])
def test_a_line_that_is_no_question_is_refused(tmp_path, line):
    folder = write_dataset(tmp_path, qrels=[])
    with (folder / "queries.jsonl").open("a") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(DatasetError, match=r"queries\.jsonl:5"):
        read_dataset(folder)


def test_a_damaged_archive_is_refused(tmp_path):
    folder = write_dataset(tmp_path, packed=True)
    packed = folder / "corpus.jsonl.gz"
    packed.write_bytes(packed.read_bytes()[:40])
    with pytest.raises(DatasetError, match=r"corpus\.jsonl\.gz: cannot be read"):
        read_dataset(folder)


def test_a_header_that_is_not_beirs_is_refused(tmp_path):
    folder = write_dataset(tmp_path)
    (folder / "qrels/test.tsv").write_text("q1\tmoor-a\t1\n")
    with pytest.raises(DatasetError, match=r"test\.tsv:1: the header must be"):
        read_dataset(folder)


def test_a_quote_whose_beginning_was_mended_is_taken(tmp_path):
    mended = "However , the hospital did not tell the school about the bruise."
    queries = [{**QUERIES[1], "quotes": [{"document": "moor-a", "text": mended}]}]
    read_dataset(write_dataset(tmp_path, queries=queries, qrels=[]))


def test_digests_follow_the_content(tmp_path):
    before = read_dataset(write_dataset(tmp_path / "a"))
    changed = [{**CORPUS[0], "text": "Something else."}, *CORPUS[1:]]
    queries = [json.loads(json.dumps(q)) for q in QUERIES]
    queries[1].pop("quotes")
    after = read_dataset(write_dataset(tmp_path / "b", changed, queries))
    assert before.corpus_digest() != after.corpus_digest()
    assert before.questions_digest() != after.questions_digest()


def test_a_dataset_that_nothing_is_asked_of_needs_no_questions(tmp_path):
    (tmp_path / "set" / "documents").mkdir(parents=True)
    (tmp_path / "set" / "documents" / "a.md").write_text("# Child A")
    (tmp_path / "set" / "dataset.toml").write_text('files = "documents"')

    found = read_dataset(tmp_path / "set", asked=False)

    assert list(found.files) == ["a.md"]
    assert not found.questions
    with pytest.raises(DatasetError, match=r"queries\.jsonl"):
        read_dataset(tmp_path / "set")
