"""Uploads: the name, the life of a job and its file, real `kb ingest`, restarts."""

import io
import json
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_support import NOTE_TEXT
from fastapi.testclient import TestClient

from api.jobs import Jobs, clean_name
from api.schemas import Job, JobStatus
from kb.config import Settings


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Child H.pdf", "Child H.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\cases\\a.docx", "a.docx"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("", "upload"),
        ("..", "upload"),
        ("folder/", "upload"),
        ("--json", "--json"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("é" * 300, "é" * 200),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def finished(client: TestClient, job_id: str, limit_s: float = 180) -> dict[str, Any]:
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        job = client.get(f"/jobs/{job_id}").json()
        if job["finished_at"] is not None:
            return job
        time.sleep(0.05)
    raise AssertionError(f"still {job['status']} after {limit_s} s")


def upload(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return client.post("/documents", files={"file": (name, data)})


def test_an_upload_becomes_a_document(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    store: Path = client.app.state.services.kb.store
    response = upload(client, "../a note.txt", NOTE_TEXT.encode())
    accepted = response.json()
    assert response.status_code == 202
    assert response.headers["location"] == f"/jobs/{accepted['id']}"
    assert (accepted["name"], accepted["status"]) == ("a note.txt", "queued")
    bad = upload(client, "picture.pdf", b"\x89PNG\r\n\x1a\n").json()
    for path in (store / "uploads" / accepted["id"], store / "jobs" / f"{accepted['id']}.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    job = finished(client, accepted["id"])
    assert job["error"] is None
    assert job["status"] == "done"
    file = job["file"]
    assert (file["path"], file["status"], file["pages"]) == ("a note.txt", "ingested", 1)
    found = client.get(f"/documents/{file['document_id']}").json()
    assert found["sources"] == ["upload:a note.txt"]
    answer = client.post("/ask", json={"question": "What did the health visitor not share?"})
    assert answer.json()["status"] == "answered"

    failed = finished(client, bad["id"])
    assert failed["status"] == "failed"
    assert failed["file"]["status"] == "failed"
    assert "PNG" in failed["error"]
    assert client.get("/documents").json()["failures"][0]["source"] == "upload:picture.pdf"
    assert list((store / "uploads").iterdir()) == []


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    """A queue whose jobs fail at once: the model they are told to use does not exist."""
    store = tmp_path / "store"
    store.mkdir()
    found = Jobs(Settings(store=store, embedding_model=str(tmp_path / "no model")))
    yield found
    if found._worker.is_alive():
        found.close()


def write_job(store: Path, number: int, **changes: Any) -> Job:
    job = Job(
        id=f"{number:032x}",
        name=f"{number}.txt",
        status=JobStatus.RUNNING,
        file=None,
        created_at=f"2026-01-01T00:00:0{number}.000+00:00",
        finished_at=None,
        error=None,
    ).model_copy(update=changes)
    (store / "jobs").mkdir(exist_ok=True)
    (store / "uploads").mkdir(exist_ok=True)
    (store / "jobs" / f"{job.id}.json").write_text(job.model_dump_json())
    if job.finished_at is None:
        (store / "uploads" / job.id).write_text("text")
    return job


def wait_for(jobs: Jobs, job_id: str) -> Job:
    end = time.monotonic() + 60
    while (job := jobs.get(job_id)).finished_at is None and time.monotonic() < end:
        time.sleep(0.05)
    return job


def test_a_process_that_ends_without_a_report_fails_the_job_with_its_last_words(
    jobs: Jobs,
) -> None:
    jobs.start()
    job = wait_for(jobs, jobs.submit("a.txt", io.BytesIO(b"text")).id)
    assert job.status is JobStatus.FAILED
    assert job.file is None
    assert "no model" in (job.error or "")


def test_what_a_stopped_server_left_is_taken_up_in_order(jobs: Jobs, tmp_path: Path) -> None:
    store = tmp_path / "store"
    second = write_job(store, 2, status=JobStatus.QUEUED)
    first = write_job(store, 1)
    recent = write_job(store, 3, finished_at="2999-01-01T00:00:00.000+00:00")
    old = write_job(store, 4, finished_at="2020-01-01T00:00:00.000+00:00")
    (store / "uploads" / "stray").write_text("no job has this file")
    (store / "jobs" / "half.123.tmp").write_text("{")
    (store / "jobs" / "damaged.json").write_text("{")
    jobs.start()
    done = [wait_for(jobs, job.id) for job in (first, second)]
    assert [job.status for job in done] == [JobStatus.FAILED] * 2
    assert str(done[0].finished_at) < str(done[1].finished_at)
    assert jobs.get(recent.id) == recent
    left = {path.name for path in (store / "jobs").iterdir()}
    assert left == {f"{job.id}.json" for job in (first, second, recent)} | {"damaged.json"}
    assert f"{old.id}.json" not in left
    jobs.close()  # a file goes after its job is told to be done, so that none is lost between
    assert list((store / "uploads").iterdir()) == []


def test_closing_leaves_the_running_job_for_the_next_server(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    jobs = Jobs(Settings(store=store))
    jobs.start()
    job = jobs.submit("a.txt", io.BytesIO(NOTE_TEXT.encode()))
    end = time.monotonic() + 60
    while jobs._child is None and time.monotonic() < end:
        time.sleep(0.01)
    begun = time.monotonic()
    jobs.close()
    assert time.monotonic() - begun < 10
    left = json.loads((store / "jobs" / f"{job.id}.json").read_text())
    assert (left["status"], left["finished_at"]) == ("queued", None)
    assert (store / "uploads" / job.id).read_text() == NOTE_TEXT
