"""What goes over the wire beyond the records of `kb.types`, which go as they are."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.types import DocumentSummary, FileStatus, PageState

Word = Annotated[str, Field(min_length=1, max_length=500)]


class Question(BaseModel):
    """Something to be answered, and what is set beside it.

    `filters` are values by field, of which one must be met; of the fields `ignored` no condition is
    read out of the question; without `expand` only its own words are searched.
    """

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=10_000)  # a limit also makes pydantic refuse broken Unicode
    filters: dict[Word, Annotated[list[Word], Field(min_length=1, max_length=50)]] = Field(
        default_factory=dict, max_length=50, examples=[{"year": ["2017"]}]
    )
    ignored: list[Word] = Field(default_factory=list, max_length=50)
    expand: bool = True


class Failure(BaseModel):
    """A file that could not be read, and why."""

    source: str
    cause: str


class Documents(BaseModel):
    """What the store holds, and what it could not take in."""

    documents: list[DocumentSummary]
    failures: list[Failure]


class PageView(BaseModel):
    """One page of a document as it is stored; spans of citations count in `text`."""

    document_id: str
    number: int
    label: str | None
    text: str
    state: PageState
    cause: str | None
    extractor: str
    n_pages: int


class Health(BaseModel):
    """Whether the service answers, and whether at full speed."""

    status: Literal["ok", "degraded"]
    documents: int
    passages: int
    degraded: bool
    version: str


class JobStatus(StrEnum):
    """How far an upload has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobFile(BaseModel):
    """How the file ended, as `kb ingest --json` reports it; `path` is the upload's name."""

    path: str
    status: FileStatus
    cause: str | None
    document_id: str | None
    pages: int
    passages: int
    unreadable_pages: list[int]


class Job(BaseModel):
    """One upload on its way into the store."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    status: JobStatus
    file: JobFile | None
    created_at: str
    finished_at: str | None
    error: str | None
