"""The URLs of what documents hold as lists: recommendations and timelines."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import documented
from api.routes import TheServices, TheViewer
from kb.records import Recommendations, Timeline, list_events, list_recommendations

_MAX_CHARS = 200
_MAX_REVIEWS = 1_000_000

router = APIRouter(responses=documented(403, 500))


@router.get("/recommendations", responses=documented(404, 422, 503))
def show_recommendations(
    services: TheServices,
    viewer: TheViewer,
    document: Annotated[
        str | None, Query(max_length=_MAX_CHARS, description="of the document with this id alone")
    ] = None,
    addressee: Annotated[
        str | None, Query(max_length=_MAX_CHARS, description="asked of a body so named")
    ] = None,
    repeated: Annotated[
        int | None,
        Query(
            ge=2, le=_MAX_REVIEWS, description="made by so many reviews in nearly the same words"
        ),
    ] = None,
) -> Recommendations:
    """Recommendations and resolutions with their addressees, and the reviews that make none."""
    with services.kb.read(viewer) as snapshot:
        return list_recommendations(snapshot, document, addressee, repeated)


@router.get("/timeline", responses=documented(404, 422, 503))
def show_timeline(
    services: TheServices,
    viewer: TheViewer,
    named: Annotated[
        str,
        Query(
            min_length=1, max_length=_MAX_CHARS, description="a document's id, or words of titles"
        ),
    ],
) -> Timeline:
    """What happened when, by date."""
    with services.kb.read(viewer) as snapshot:
        return list_events(snapshot, named)
