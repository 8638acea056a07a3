"""Every URL of the service; bodies and answers are the records of `kb.types` and `api.schemas`.

Endpoints are plain functions, so they run in threads and never block the event loop.
"""

from collections.abc import AsyncIterator
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Depends,
    HTTPException,
    Path,
    Query,
    Request,
    Response,
    UploadFile,
)

from api.errors import documented
from api.listing import Conditions, Format, answer, listed
from api.schemas import Documents, Failure, Health, Job, PageView, Question
from api.services import Services
from kb import inventory
from kb.access import LOCAL, Viewer
from kb.errors import StoreError
from kb.knowledge_base import MAX_HITS
from kb.planning import Steering
from kb.types import Answer, DocumentDetails, SearchResult

UPLOAD_PATH = "/documents"

_PDF = "application/pdf"
_MAX_NUMBER = 1_000_000

router = APIRouter(responses=documented(403, 500))


def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


def _viewer() -> Viewer:
    """Who asks: the person at this machine, until keys exist."""
    return LOCAL


TheServices = Annotated[Services, Depends(_services)]
TheViewer = Annotated[Viewer, Depends(_viewer)]
DocumentId = Annotated[str, Path(description="first 16 hex digits of the file's SHA-256")]
PageNumber = Annotated[int, Path(ge=1, le=_MAX_NUMBER, description="counts from 1")]


async def _asking(services: TheServices) -> AsyncIterator[None]:
    async with services.asking.enter():
        yield


async def _imaging(services: TheServices) -> AsyncIterator[None]:
    async with services.imaging.enter():
        yield


@router.post(
    "/ask",
    dependencies=[Depends(_asking, scope="function")],
    responses=documented(400, 413, 422, 503),
)
def ask(body: Question, services: TheServices, viewer: TheViewer) -> Answer:
    """The answer to a question: quotations with citations, or an honest refusal."""
    steering = Steering(body.filters, body.ignored, body.expand)
    return services.kb.ask(body.question, viewer, steering)


@router.get(
    "/search", dependencies=[Depends(_asking, scope="function")], responses=documented(422, 503)
)
def search(
    q: Annotated[str, Query(description="what to search for")],
    services: TheServices,
    viewer: TheViewer,
    k: Annotated[int, Query(ge=1, le=MAX_HITS, description="how many passages")] = 10,
) -> SearchResult:
    """The best passages for a query, with the components of their scores."""
    return services.kb.search(q, k, viewer)


@router.get("/documents", response_model=Documents, responses=listed(422, 503))
def list_documents(
    services: TheServices, viewer: TheViewer, conditions: Conditions, form: Format = "json"
) -> Any:
    """The documents that meet the conditions, and every file that could not be read."""
    with services.kb.read(viewer) as snapshot:
        held = inventory.entries(snapshot.held, snapshot.fields)
        failures = [Failure(source=s, cause=c) for s, c in sorted(snapshot.failures.items())]
    entries = inventory.matching(held, conditions)
    found = Documents(documents=[entry.summary for entry in entries], failures=failures)
    return answer(found, form, lambda _: inventory.as_csv(entries))


@router.get("/documents/{document_id}", responses=documented(404, 422, 503))
def show_document(
    document_id: DocumentId, services: TheServices, viewer: TheViewer
) -> DocumentDetails:
    """One document with each of its pages, what it hides, and who accepted that."""
    with services.kb.read(viewer) as snapshot:
        return snapshot.details(document_id)


_IMAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page as a picture",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
        "headers": {
            "X-Quote-Located": {
                "description": "whether the quote was found on the page; only with `quote`",
                "schema": {"type": "string", "enum": ["true", "false"]},
            }
        },
    },
    **documented(404, 422, 503),
}


@router.get(
    "/documents/{document_id}/pages/{number}.png",
    dependencies=[Depends(_imaging, scope="function")],
    response_class=Response,
    responses=_IMAGE,
)
def show_page_image(
    document_id: DocumentId,
    number: PageNumber,
    services: TheServices,
    viewer: TheViewer,
    quote: Annotated[str | None, Query(description="words of this page to be marked")] = None,
    near: Annotated[
        float | None,
        Query(ge=0, le=1, description="where the quote starts, as a fraction of the page's text"),
    ] = None,
) -> Response:
    """A page of a PDF as a picture, with a quote marked where it is found."""
    with services.kb.read(viewer) as snapshot:
        document = snapshot.document(document_id)
        snapshot.page(document_id, number)
        words = snapshot.texts.words(document_id, number)
    if document.media_type != _PDF:
        raise HTTPException(
            404,
            f"document {document_id} is {document.media_type}; only PDFs have page pictures: "
            f"its text is at /documents/{document_id}/pages/{number}",
        )
    file = services.kb.originals.path(document.sha256)
    if not file.is_file():
        raise StoreError(f"document {document_id}: the kept original is missing; run `kb verify`")
    headers = {}
    if quote:
        located = services.images.locate(str(file), number, quote, near, words)
        headers["X-Quote-Located"] = "true" if located else "false"
    picture = services.images.render(str(file), number, quote or None, near, words)
    return Response(picture, media_type="image/png", headers=headers)


@router.get("/documents/{document_id}/pages/{number}", responses=documented(404, 422, 503))
def show_page(
    document_id: DocumentId, number: PageNumber, services: TheServices, viewer: TheViewer
) -> PageView:
    """The stored text of one page."""
    with services.kb.read(viewer) as snapshot:
        page = snapshot.page(document_id, number)
        n_pages = snapshot.document(document_id).pages
    return PageView(
        document_id=document_id,
        number=page.number,
        label=page.label,
        text=page.text,
        state=page.state,
        cause=page.cause,
        extractor=page.extractor,
        n_pages=n_pages,
    )


@router.post(
    UPLOAD_PATH,
    status_code=202,
    responses={
        202: {
            "description": "Accepted; the job says how it goes on",
            "headers": {
                "Location": {"description": "where the job is", "schema": {"type": "string"}}
            },
        },
        **documented(400, 413, 422),
    },
)
def upload_document(file: UploadFile, services: TheServices, response: Response) -> Job:
    """Takes a file in; reading it goes on after the answer, as a job."""
    job = services.jobs.submit(file.filename or "", file.file)
    response.headers["Location"] = f"/jobs/{job.id}"
    return job


@router.delete("/documents/{document_id}", status_code=204, responses=documented(404, 422, 503))
def delete_document(
    document_id: DocumentId,
    services: TheServices,
    later: BackgroundTasks,
    reason: Annotated[str | None, Query(max_length=1000, description="kept in the history")] = None,
) -> None:
    """Takes a document out of the store for good."""
    services.kb.remove(document_id, reason)
    later.add_task(services.kb.build_index)


@router.get("/jobs/{job_id}", responses=documented(404, 422))
def show_job(job_id: str, services: TheServices) -> Job:
    """How far an upload has come."""
    return services.jobs.get(job_id)


@router.get("/health", responses=documented(503))
def health(services: TheServices, viewer: TheViewer) -> Health:
    """Whether the service answers; degraded means exact search without a vector index."""
    with services.kb.read(viewer) as snapshot:
        documents = snapshot.documents
    degraded = services.kb.degraded()
    return Health(
        status="degraded" if degraded else "ok",
        documents=len(documents),
        passages=sum(document.passages for document in documents.values()),
        degraded=degraded,
        version=program_version(),
    )


def program_version() -> str:
    """The version of the installed package."""
    try:
        return version("safeguarding-kb")
    except PackageNotFoundError:
        return "unknown"
