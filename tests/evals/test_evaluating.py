"""`kb eval` from the command line and whole: rankings, answers, tables, comparison, checks."""

import json
import time

import pytest
from commands import call_kb, run_kb, start_kb
from evals_support import CORPUS, QRELS, QUERIES, write_dataset, write_lines
from processes import descendants, ended

from evals.ablating import ablate
from evals.checking import check_all
from evals.collections import run_collections
from evals.dataset import read_dataset
from evals.progress import Progress
from evals.results import OURS, Result
from evals.running import evaluate

QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory, embedder):
    """A dataset evaluated with baselines, in a cache that later runs find."""
    folder = tmp_path_factory.mktemp("evaluated")
    dataset = read_dataset(write_dataset(folder / "moor", packed=True))
    found = evaluate(dataset, embedder, folder / "cache", QUIET, with_baselines=True)
    return folder, dataset, *found


def test_every_question_has_a_ranking_and_an_answer(evaluated):
    _, dataset, result, run, answers = evaluated
    ids = {q.id for q in dataset.questions}
    assert set(run) == set(answers) == ids
    assert run["q1"]["vale-c"] > run["q1"]["vale-d"]
    assert result.values(OURS, "recall@5") == {"q1": 1.0, "q2": 1.0, "q3": 1.0}


def test_answers_carry_the_datasets_own_ids(evaluated):
    _, _, result, _, answers = evaluated
    rows = {row["corpus_id"]: row["verdict"] for row in answers["q1"]["rows"]}
    assert set(rows) == {row["_id"] for row in CORPUS}
    cited = answers["q2"]["citations"]
    assert cited[0]["corpus_id"] == "moor-a"
    assert cited[0]["sufficient"] is None
    assert answers["q2"]["query_id"] == "q2"
    assert result.values(OURS, "page exact") == {"q2": 1.0}
    assert set(result.values(OURS, "quote validity").values()) == {1.0}


def test_baselines_are_in_the_same_result(evaluated):
    _, _, result, _, _ = evaluated
    assert set(result.figures) == {
        OURS,
        "bm25",
        "dense",
        "rrf",
        "fused",
        "llamaindex-1024-200",
        "llamaindex-256-20",
        "control-a",
        "bm25-oracle",
        "always-cites",
    }
    always = result.summary("always-cites", "set recall")
    assert always is not None
    assert always.mean == 1
    oracle = result.summary("bm25-oracle", "set f1")
    everything = result.summary("always-cites", "set f1")
    assert oracle is not None
    assert everything is not None
    assert oracle.mean >= everything.mean


def test_a_second_run_encodes_no_document_again(evaluated, embedder):
    folder, dataset, result, run, _ = evaluated

    class Counting:
        """The same model; counts passages."""

        n = 0

        def __getattr__(self, name):
            return getattr(embedder, name)

        def encode_passages(self, inputs, progress=lambda n: None):
            Counting.n += len(inputs)
            return embedder.encode_passages(inputs, progress)

    again, run_again, _ = evaluate(
        dataset, Counting(), folder / "cache", QUIET, with_baselines=True
    )
    assert Counting.n == 0
    assert run_again == run
    assert again.figures == result.figures


def test_parts_are_switched_on_in_turn(evaluated, embedder):
    folder, dataset, *_ = evaluated
    result = ablate(dataset, embedder, folder / "cache", QUIET)
    assert list(result.figures) == ["control-a", "bm25", "dense", "rrf", "fused", OURS]


def test_checks_without_labels(evaluated, embedder):
    folder, dataset, *_ = evaluated
    checks = {c.name: c for c in check_all(dataset, embedder, folder / "cache", QUIET)}
    for name in (
        "a count is the number of its rows",
        "a cited page opens and holds the quotation",
        "an unrelated document moves no verdict",
    ):
        assert checks[name].passed, checks[name].text
        assert checks[name].n > 0


def test_the_page_of_tables(evaluated):
    folder, *_ = evaluated
    text = run_collections(
        [folder], None, folder / "cache", folder / "results", folder / "page.html"
    )
    assert "### moor" in text
    assert "| control-a |" in text
    assert Result.load(folder / "results/moor.json.gz").dataset == "moor"
    assert "moor" in (folder / "page.html").read_text()


def test_killed_collections_leave_no_worker_behind(tmp_path):
    write_dataset(tmp_path / "sets/moor")
    with (tmp_path / "messages").open("w") as messages:
        running = start_kb(
            *(tmp_path / "unused", "eval", "collections", tmp_path / "sets"),
            *("--cache", tmp_path / "cache"),
            stderr=messages,
        )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("cache/*")):  # until a worker has a store
        assert running.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    started = descendants(running.pid)
    assert started

    running.kill()
    running.wait()

    assert [pid for pid in started if not ended(pid, within_s=10)] == []


def test_the_command_line(tmp_path):
    """A folder of files, as a partnership would bring its own."""
    own = tmp_path / "own"
    (own / "papers").mkdir(parents=True)
    for row in CORPUS:
        text = f"{row['title']}\n\n{row['text']}\n"
        (own / "papers" / f"{row['_id']}.txt").write_text(text)
    write_dataset(own, corpus=None)
    run, answers, out = tmp_path / "our.run", tmp_path / "our.jsonl", tmp_path / "our.json"
    code, stdout, stderr = run_kb(
        tmp_path / "unused",
        *("eval", "run", "--dataset", own, "--cache", tmp_path / "cache", "--json"),
        *("--run", run, "--answers", answers, "--out", out),
    )
    assert code == 0, stderr
    assert json.loads(stdout)["systems"]["ours"]["all"]["recall@5"]["mean"] == 1
    assert {line.split()[2] for line in run.read_text().splitlines()} <= {
        row["_id"] for row in CORPUS
    }
    assert [json.loads(line)["query_id"] for line in answers.read_text().splitlines()] == [
        q["_id"] for q in QUERIES
    ]
    assert not (tmp_path / "unused").exists()

    code, stdout, stderr = call_kb(tmp_path, "eval", "compare", out, out, "--json")
    assert code == 0, stderr
    assert {(d["wins"], d["losses"]) for d in json.loads(stdout)} == {(0, 0)}
    code, stdout, _ = call_kb(tmp_path, "eval", "gate", out, "--reference", out)
    assert (code, stdout) == (0, "gate: nothing fell\n")

    lines = [json.loads(line) for line in answers.read_text().splitlines()]
    lines[1]["citations"][0]["sufficient"] = True
    write_lines(answers, map(json.dumps, lines))
    code, stdout, _ = call_kb(tmp_path, "eval", "sufficiency", answers)
    assert (code, stdout) == (0, "quote sufficiency 1.000 (1 of 1 marked citations)\n")


def test_a_wrong_dataset_ends_with_file_and_line(tmp_path):
    folder = write_dataset(tmp_path / "bad", qrels=[*QRELS, ("q1", "gone", 1)])
    code, stdout, stderr = call_kb(tmp_path / "s", "eval", "run", "--dataset", folder)
    assert (code, stdout) == (2, "")
    assert "test.tsv:6: judges document 'gone'" in stderr
