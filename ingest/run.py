"""One ingest run: walk, hash, skip what is unchanged, parse in the sandbox, add, report."""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest import parsing
from ingest.walking import walk
from kb.access import LOCAL
from kb.config import Settings
from kb.errors import DocumentError
from kb.knowledge_base import KnowledgeBase
from kb.originals import file_sha256
from kb.publishing import unreadable_cause
from kb.sandbox import Sandbox
from kb.types import FileStatus

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReport:
    """How one file ended, and why where it did not end well."""

    path: str
    status: FileStatus
    cause: str | None = None
    document_id: str | None = None
    pages: int = 0
    passages: int = 0
    unreadable_pages: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: every file, counts by status, milliseconds."""

    files: list[FileReport]
    counts: dict[str, int]
    timings_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Listener:
    """What is told of a run's progress; both calls default to nothing."""

    started: Callable[[str, int, int], None] = lambda path, number, total: None
    finished: Callable[[FileReport], None] = lambda report: None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came from elsewhere: its source and the name people know it by."""

    source: str
    name: str


def ingest_paths(
    kb: KnowledgeBase,
    settings: Settings,
    paths: Sequence[Path],
    *,
    listener: Listener | None = None,
    upload: Upload | None = None,
    wait_s: float = 0.5,
) -> Report:
    """Ingests the files at and below `paths` into `kb`, one transaction a file.

    Args:
        kb: where to.
        settings: limits for parsing.
        paths: files and folders.
        listener: told of each file.
        upload: source and name of the single file in `paths`, instead of its path.
        wait_s: how long to wait for another writer.

    Raises:
        StoreBusy: another process is writing.
        ModelError: the embedding model cannot be used; files added before stay.
    """
    told = listener or Listener()
    begun = time.perf_counter()
    found = [item for item in walk(paths) if not item.ignored]
    reports: list[FileReport] = []
    with (
        kb.writing(f"ingesting {len(found)} files", wait_s),
        Sandbox(
            timeout_s=settings.parse_timeout_s, memory_mib=settings.parse_memory_mib
        ) as sandbox,
    ):
        run = _Run(kb, settings, sandbox)
        for number, item in enumerate(found, 1):
            told.started(_shown(item.path), number, len(found))
            report = run.ingest(item.path, item.cause, upload)
            reports.append(report)
            told.finished(report)
        kb.finish_run()
    ingested = time.perf_counter()
    kb.build_index()
    counts = Counter(report.status.value for report in reports)
    return Report(
        reports,
        {status.value: counts[status.value] for status in FileStatus},
        {
            "files": round((ingested - begun) * 1000, 1),
            "index": round((time.perf_counter() - ingested) * 1000, 1),
        },
    )


class _Run:
    """What stays the same from file to file of one run."""

    def __init__(self, kb: KnowledgeBase, settings: Settings, sandbox: Sandbox):
        self._kb = kb
        self._settings = settings
        self._sandbox = sandbox

    def ingest(self, path: Path, cause: str | None, upload: Upload | None) -> FileReport:
        """Brings one file in; a bad file is reported and harms nothing."""
        if cause is not None:
            return FileReport(_shown(path), FileStatus.FAILED, cause)
        origin = upload or Upload(_shown(path.resolve()), _shown(Path(path.name)))
        try:
            return self._unchanged(path, origin) or self._parse_and_add(path, origin)
        except (DocumentError, OSError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self._kb.record_failure(origin.source, reason)
            log.info("failed %s: %s", path.name, reason)
            return FileReport(_shown(path), FileStatus.FAILED, reason)

    def _unchanged(self, path: Path, origin: Upload) -> FileReport | None:
        """The report of a file whose bytes are live already, made by the present pipeline."""
        limit = self._settings.max_file_mib << 20
        if path.stat().st_size > limit:
            raise DocumentError(
                f"has {path.stat().st_size >> 20} MiB; the limit is "
                f"{self._settings.max_file_mib} MiB (KB_MAX_FILE_MIB)"
            )
        document_id = file_sha256(path)[:16]
        with self._kb.read(LOCAL) as snapshot:
            pipeline = snapshot.pipeline(document_id)
            here = snapshot.document_at(origin.source)
            if pipeline is None or not self._is_current(pipeline):
                return None
            document = snapshot.documents[document_id]
            failed = origin.source in snapshot.failures
        status = FileStatus.UNCHANGED
        if here != document_id:
            self._kb.attach(document_id, origin.source)
            status = FileStatus.DUPLICATE
        elif failed:
            self._kb.clear_failure(origin.source)
        return FileReport(
            _shown(path),
            status,
            None if status is FileStatus.UNCHANGED else f"the same bytes as {document.sources[0]}",
            document_id,
            document.pages,
            document.passages,
            document.unreadable_pages,
        )

    def _is_current(self, pipeline: str) -> bool:
        parser, _, rest = pipeline.partition("|")
        return parser in parsing.CURRENT and rest == self._kb.pipeline

    def _parse_and_add(self, path: Path, origin: Upload) -> FileReport:
        kept = self._kb.originals.path(self._kb.originals.keep(path))
        document = self._sandbox.run(parsing.parse, str(kept), origin.name)
        added = self._kb.add(document, origin.source, origin.name)
        log.info("%s %s: %d passages", added.status.value, document.id, added.passages)
        return FileReport(
            _shown(path),
            added.status,
            unreadable_cause(document),
            document.id,
            len(document.pages),
            added.passages,
            [p.number for p in document.pages if p.state == "unreadable"],
        )


def _shown(path: Path) -> str:
    r"""`path` as text; bytes of a name that are not UTF-8 read `\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
