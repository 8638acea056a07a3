"""Uploads on their way into the store: one `kb ingest` process at a time, in order of arrival.

The uploaded bytes stand in `uploads/<job id>`, a job's state in `jobs/<job id>.json`. The file is
the truth: a job that a stopped server left unfinished is queued again when the next one starts.
"""

import json
import logging
import os
import queue
import re
import subprocess
import sys
import threading
import unicodedata
import uuid
from datetime import UTC, datetime, timedelta
from multiprocessing import Pipe
from pathlib import Path
from typing import BinaryIO

from fastapi import HTTPException

from api.files import create_private, write_private
from api.guard import too_large
from api.schemas import Job, JobFile, JobStatus
from kb.config import Settings

log = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{32}")
_MAX_NAME_CHARS = 200
_MAX_SUFFIX_CHARS = 16
_COPY_BYTES = 1 << 20
_KEEP_FINISHED = timedelta(days=7)
_COMMAND = """
import sys
from kb.lifeline import end_with
end_with(int(sys.argv.pop(1)))
from kb.cli import main
main()
"""


class Jobs:
    """The queue of uploads of one store, and the thread that works it off."""

    def __init__(self, settings: Settings) -> None:
        """Touches nothing yet; `start` does."""
        self._settings = settings
        self._jobs = settings.store / "jobs"
        self._uploads = settings.store / "uploads"
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._worker = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._stopping = False

    def start(self) -> None:
        """Queues what an earlier server left unfinished, and begins to work."""
        for folder in (self._jobs, self._uploads):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._recover()
        self._worker.start()

    def close(self) -> None:
        """Stops the running job, which the next `start` queues again, and the thread."""
        with self._lock:
            self._stopping = True
            if self._child is not None:
                self._child.terminate()
        self._queue.put(None)
        self._worker.join()

    def submit(self, client_name: str, stream: BinaryIO) -> Job:
        """The job that brings `stream` into the store under the name a client gave.

        Raises:
            HTTPException: 413, the file is too large.
        """
        job = Job(
            id=uuid.uuid4().hex,
            name=clean_name(client_name),
            status=JobStatus.QUEUED,
            file=None,
            created_at=_now(),
            finished_at=None,
            error=None,
        )
        try:
            self._spool(self._uploads / job.id, stream)
            self._save(job)
        except BaseException:
            (self._uploads / job.id).unlink(missing_ok=True)
            raise
        self._queue.put(job.id)
        return job

    def get(self, job_id: str) -> Job:
        """The job with this id.

        Raises:
            HTTPException: 404, there is none.
        """
        try:
            if _ID.fullmatch(job_id):
                return Job.model_validate_json((self._jobs / f"{job_id}.json").read_bytes())
        except FileNotFoundError:
            pass
        raise HTTPException(404, f"no job {job_id!r}; finished jobs are kept for 7 days")

    def _spool(self, path: Path, stream: BinaryIO) -> None:
        limit = self._settings.max_file_mib << 20
        with create_private(path) as spool:
            while part := stream.read(_COPY_BYTES):
                spool.write(part)
                if spool.tell() > limit:
                    raise HTTPException(413, too_large(self._settings.max_file_mib))
            spool.flush()
            os.fsync(spool.fileno())

    def _save(self, job: Job) -> Job:
        write_private(self._jobs / f"{job.id}.json", job.model_dump_json(indent=1).encode())
        return job

    def _recover(self) -> None:
        jobs = []
        for path in self._jobs.glob("*.json"):
            try:
                jobs.append(Job.model_validate_json(path.read_bytes()))
            except ValueError as error:
                log.warning("%s: not a job (%s); left alone", path, error)
        unfinished = {job.id for job in jobs if job.finished_at is None}
        for job in sorted(jobs, key=lambda job: job.created_at):
            if job.id in unfinished:
                self._save(job.model_copy(update={"status": JobStatus.QUEUED}))
                self._queue.put(job.id)
            elif datetime.fromisoformat(str(job.finished_at)) < datetime.now(UTC) - _KEEP_FINISHED:
                (self._jobs / f"{job.id}.json").unlink()
        for path in (*self._uploads.iterdir(), *self._jobs.glob("*.tmp")):
            if path.name not in unfinished:
                path.unlink()

    def _work(self) -> None:
        while (job_id := self._queue.get()) is not None and not self._stopping:
            try:
                self._run(self.get(job_id))
            except Exception:  # one job must not keep the others from running
                log.exception("job %s", job_id)

    def _run(self, job: Job) -> None:
        job = self._save(job.model_copy(update={"status": JobStatus.RUNNING}))
        try:
            output, messages = self._ingest(job)
        except OSError as error:
            output, messages = "", f"the ingest process could not be started ({error})"
        if self._stopping:
            self._save(job.model_copy(update={"status": JobStatus.QUEUED}))
            return
        job = self._save(job.model_copy(update=_outcome(job, output, messages)))
        (self._uploads / job.id).unlink(missing_ok=True)
        log.info("job %s %s", job.id, job.status.value)

    def _ingest(self, job: Job) -> tuple[str, str]:
        """What `kb ingest` of the job's file wrote to stdout and stderr."""
        options = ["--json", "--wait", f"--source=upload:{job.name}", f"--name={job.name}"]
        lifeline, ours = Pipe(duplex=False)
        with lifeline, ours:  # a job ends with a server that is killed, and leaves the store free
            command = [sys.executable, "-c", _COMMAND, str(lifeline.fileno()), "ingest", *options]
            with self._lock:
                if self._stopping:
                    return "", ""
                self._child = subprocess.Popen(
                    [*command, str((self._uploads / job.id).resolve())],
                    env={**os.environ, **_environment(self._settings)},
                    pass_fds=[lifeline.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                    start_new_session=True,  # a Ctrl-C for the server is not one for the job
                )
            try:
                return self._child.communicate()
            finally:
                with self._lock:
                    self._child = None


def clean_name(client_name: str) -> str:
    r"""What a client calls its file, as a name that can stand in a message or a title.

    >>> clean_name("C:\\cases\\..\\Child H.pdf\x07")
    'Child H.pdf'
    """
    last = re.split(r"[/\\]", client_name)[-1]
    name = "".join(c for c in last if not unicodedata.category(c).startswith("C")).strip()
    if name.strip(".") == "":
        return "upload"
    suffix = Path(name).suffix[:_MAX_SUFFIX_CHARS]
    if len(name) > _MAX_NAME_CHARS:
        return name[: _MAX_NAME_CHARS - len(suffix)] + suffix
    return name


def _outcome(job: Job, output: str, messages: str) -> dict[str, object]:
    """What is to change in `job` after its process wrote these to stdout and stderr."""
    try:
        reported = json.loads(output)["files"][0]
        file = JobFile.model_validate({**reported, "path": job.name})
    except (ValueError, KeyError, IndexError, TypeError):
        last = (messages.strip().splitlines() or ["the ingest process ended without a word"])[-1]
        error: str | None = last.removeprefix("kb: ")
        return {"status": JobStatus.FAILED, "error": error, "finished_at": _now()}
    failed = file.status == "failed"
    return {
        "status": JobStatus.FAILED if failed else JobStatus.DONE,
        "file": file,
        "error": file.cause if failed else None,
        "finished_at": _now(),
    }


def _environment(settings: Settings) -> dict[str, str]:
    """`settings` as the variables that a child process reads them from."""
    values = {**settings.model_dump(), "store": settings.store.resolve()}
    return {f"KB_{name.upper()}": str(v) for name, v in values.items() if v is not None}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
