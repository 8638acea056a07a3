"""The URLs of what documents hold as lists: recommendations, timelines, themes; JSON or CSV."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.errors import documented
from api.listing import MAX_CHARS, Conditions, Format, answer, listed
from api.routes import TheServices, TheViewer
from kb.records import Recommendations, Timeline, list_events, list_recommendations
from kb.tabular import recommendations_csv, themes_csv, timeline_csv
from kb.theme_lists import (
    GroupedCounts,
    Grouping,
    ThemeCounts,
    ThemeMatrix,
    ThemeMentions,
    ThemeSurvey,
)

_MAX_REVIEWS = 1_000_000

router = APIRouter(responses=documented(403, 500))

AllTypes = Annotated[bool, Query(description="count all papers, and not reviews alone")]


@router.get("/recommendations", response_model=Recommendations, responses=listed(404, 422, 503))
def show_recommendations(
    services: TheServices,
    viewer: TheViewer,
    document: Annotated[
        str | None, Query(max_length=MAX_CHARS, description="of the document with this id alone")
    ] = None,
    addressee: Annotated[
        str | None, Query(max_length=MAX_CHARS, description="asked of a body so named")
    ] = None,
    repeated: Annotated[
        int | None,
        Query(
            ge=2, le=_MAX_REVIEWS, description="made by so many reviews in nearly the same words"
        ),
    ] = None,
    form: Format = "json",
) -> Any:
    """Recommendations and resolutions with their addressees, and the reviews that make none."""
    with services.kb.read(viewer) as snapshot:
        found = list_recommendations(snapshot, document, addressee, repeated)
    return answer(found, form, recommendations_csv)


@router.get("/timeline", response_model=Timeline, responses=listed(404, 422, 503))
def show_timeline(
    services: TheServices,
    viewer: TheViewer,
    named: Annotated[
        str,
        Query(
            min_length=1, max_length=MAX_CHARS, description="a document's id, or words of titles"
        ),
    ],
    form: Format = "json",
) -> Any:
    """What happened when, by date."""
    with services.kb.read(viewer) as snapshot:
        found = list_events(snapshot, named)
    return answer(found, form, timeline_csv)


@router.get("/themes", response_model=ThemeCounts, responses=listed(422, 503))
def count_themes(
    services: TheServices,
    viewer: TheViewer,
    conditions: Conditions,
    all_types: AllTypes = False,
    form: Format = "json",
) -> Any:
    """In how many reviews each theme of the vocabulary is present."""
    with services.kb.read(viewer) as snapshot:
        found = ThemeSurvey(snapshot, conditions, all_types=all_types).counts()
    return answer(found, form, themes_csv)


@router.get("/themes/groups", response_model=GroupedCounts, responses=listed(422, 503))
def group_themes(
    by: Annotated[Grouping, Query(description="by what reviews are grouped")],
    services: TheServices,
    viewer: TheViewer,
    conditions: Conditions,
    all_types: AllTypes = False,
    form: Format = "json",
) -> Any:
    """In how many reviews of each year or authority each theme is present."""
    with services.kb.read(viewer) as snapshot:
        found = ThemeSurvey(snapshot, conditions, all_types=all_types).grouped(by)
    return answer(found, form, themes_csv)


@router.get("/themes/matrix", response_model=ThemeMatrix, responses=listed(422, 503))
def cross_themes(
    services: TheServices,
    viewer: TheViewer,
    conditions: Conditions,
    all_types: AllTypes = False,
    form: Format = "json",
) -> Any:
    """What each review says of each theme."""
    with services.kb.read(viewer) as snapshot:
        found = ThemeSurvey(snapshot, conditions, all_types=all_types).matrix()
    return answer(found, form, themes_csv)


@router.get("/themes/mentions", response_model=ThemeMentions, responses=listed(422, 503))
def show_mentions(
    theme: Annotated[
        str, Query(min_length=1, max_length=MAX_CHARS, description="id or name of the theme")
    ],
    services: TheServices,
    viewer: TheViewer,
    conditions: Conditions,
    all_types: AllTypes = False,
    form: Format = "json",
) -> Any:
    """The sentences on one theme, each with its place and what it does with the words."""
    with services.kb.read(viewer) as snapshot:
        found = ThemeSurvey(snapshot, conditions, all_types=all_types).mentions(theme)
    return answer(found, form, themes_csv)
