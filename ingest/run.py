"""One ingest run: walk, hash, skip what is unchanged, parse in the sandbox, add, report."""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest import parsing
from ingest.corrections import Corrections, read_corrections
from ingest.parsing import ocr
from ingest.walking import walk
from kb.access import LOCAL
from kb.config import Settings
from kb.errors import DocumentError
from kb.knowledge_base import KnowledgeBase
from kb.originals import file_sha256
from kb.publishing import Incoming, hidden_cause, unreadable_cause
from kb.sandbox import Sandbox
from kb.types import Document, FileStatus, PageState

log = logging.getLogger(__name__)

_GROUP = 100_000  # characters of parsed files that are embedded together


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
    """Ingests the files at and below `paths` into `kb`; short files share a transaction.

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
    walked = list(walk(paths))
    found = [item for item in walked if not item.ignored]
    said = read_corrections(item.path for item in walked) if upload is None else Corrections()
    reports: list[FileReport] = []
    with (
        kb.writing(f"ingesting {len(found)} files", wait_s),
        Sandbox(
            timeout_s=settings.parse_timeout_s, memory_mib=settings.parse_memory_mib
        ) as sandbox,
    ):
        for path, cause in said.faults.items():
            reports.append(FileReport(_shown(path), FileStatus.FAILED, cause))
            told.finished(reports[-1])
        run = _Run(kb, settings, sandbox, said)
        for number, item in enumerate(found, 1):
            told.started(_shown(item.path), number, len(found))
            for report in run.ingest(item.path, item.cause, upload):
                reports.append(report)
                told.finished(report)
        for report in run.flush():
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
    """One run: parsed files wait in a group, so that short ones are embedded together.

    What is reported is what would be if each file were brought in before the next is looked at.
    """

    def __init__(self, kb: KnowledgeBase, settings: Settings, sandbox: Sandbox, said: Corrections):
        self._kb = kb
        self._settings = settings
        self._sandbox = sandbox
        self._said = said
        self._group: list[tuple[Path, Incoming]] = []
        self._moving: set[str | None] = set()  # what the group brings, and what it is to replace

    def ingest(self, path: Path, cause: str | None, upload: Upload | None) -> Iterator[FileReport]:
        """Brings one file in, now or with its group; a bad file is reported and harms nothing.

        Yields:
            A report for each file whose fate is settled by this call.
        """
        if cause is not None:
            yield FileReport(_shown(path), FileStatus.FAILED, cause)
            return
        origin = upload or Upload(_shown(path.resolve()), _shown(Path(path.name)))
        try:
            document_id = self._checked_id(path)
            said = self._said.of(path) if upload is None else None
            if said is not None:
                self._kb.catalog.corrections.set_of_file(origin.source, said)
            if document_id in self._moving:
                yield from self.flush()  # then what is live tells whether it is a duplicate
            report = self._unchanged(path, document_id, origin)
            if report is not None:
                yield report
                return
            self._gather(path, self._parse(path, origin))
        except (DocumentError, OSError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self._kb.catalog.failures.record(origin.source, reason)
            log.info("failed %s: %s", path.name, reason)
            yield FileReport(_shown(path), FileStatus.FAILED, reason)
        if sum(len(page.text) for _, item in self._group for page in item.document.pages) > _GROUP:
            yield from self.flush()

    def _gather(self, path: Path, item: Incoming) -> None:
        """Puts a parsed file into the group."""
        with self._kb.read(LOCAL) as snapshot:
            replaced = snapshot.document_at(item.source)
        self._group.append((path, item))
        self._moving |= {item.document.id, replaced}

    def flush(self) -> Iterator[FileReport]:
        """Embeds the waiting group and makes it visible, all of it at once."""
        group, self._group, self._moving = self._group, [], set()
        added = self._kb.add([item for _, item in group])
        for (path, item), outcome in zip(group, added, strict=True):
            document = item.document
            log.info("%s %s: %d passages", outcome.status.value, document.id, outcome.passages)
            yield FileReport(
                _shown(path),
                outcome.status,
                self._cause(outcome.status, document),
                document.id,
                len(document.pages),
                outcome.passages,
                [p.number for p in document.pages if p.state is PageState.UNREADABLE],
            )

    @staticmethod
    def _cause(status: FileStatus, document: Document) -> str | None:
        """Why a document just published is not searched, or not in full."""
        if status is FileStatus.QUARANTINED:
            return hidden_cause(document.id, document.hidden)
        return unreadable_cause(document)

    def _checked_id(self, path: Path) -> str:
        """The id that the file's document has or would have."""
        limit = self._settings.max_file_mib << 20
        if path.stat().st_size > limit:
            raise DocumentError(
                f"has {path.stat().st_size >> 20} MiB; the limit is "
                f"{self._settings.max_file_mib} MiB (KB_MAX_FILE_MIB)"
            )
        return file_sha256(path)[:16]

    def _unchanged(self, path: Path, document_id: str, origin: Upload) -> FileReport | None:
        """The report of a file whose bytes are live already, made by the present pipeline."""
        with self._kb.read(LOCAL) as snapshot:
            pipeline = snapshot.pipeline(document_id)
            here = snapshot.document_at(origin.source)
            if pipeline is None or not self._is_current(pipeline):
                return None
            document = snapshot.details(document_id)
            failed = origin.source in snapshot.failures
        if any(ocr.MISSING in (p.cause or "") for p in document.page_list) and ocr.is_installed():
            return None  # it can be read better now
        status, cause = FileStatus.UNCHANGED, None
        if here != document_id:
            self._kb.catalog.attach(document_id, origin.source)
            status, cause = FileStatus.DUPLICATE, f"the same bytes as {document.sources[0]}"
        elif failed:
            self._kb.catalog.failures.clear(origin.source)
        if document.status is FileStatus.QUARANTINED:
            status, cause = FileStatus.QUARANTINED, hidden_cause(document_id, document.hidden)
        return FileReport(
            _shown(path),
            status,
            cause,
            document_id,
            document.pages,
            document.passages,
            document.unreadable_pages,
        )

    def _is_current(self, pipeline: str) -> bool:
        parser, _, rest = pipeline.partition("|")
        return parser in parsing.CURRENT and rest == self._kb.pipeline

    def _parse(self, path: Path, origin: Upload) -> Incoming:
        kept = self._kb.originals.path(self._kb.originals.keep(path))
        limits = ocr.OcrLimits(
            self._settings.ocr_timeout_s,
            self._settings.ocr_megapixels,
            self._settings.ocr_languages,
        )
        document = self._sandbox.run(parsing.parse, str(kept), origin.name, limits)
        return Incoming(document, origin.source, origin.name)


def _shown(path: Path) -> str:
    r"""`path` as text; bytes of a name that are not UTF-8 read `\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
