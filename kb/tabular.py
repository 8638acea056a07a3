"""Lists as CSV: one row a recommendation, event, theme, review or sentence; for spreadsheets."""

from collections.abc import Iterable
from typing import Any

from kb.records import Recommendations, Timeline
from kb.spreadsheet import to_csv
from kb.theme_lists import GroupedCounts, ThemeCounts, ThemeList, ThemeMentions
from kb.types import to_json

_PLACE = ("title", "authority", "year", "page_label", "page", "paragraph", "document_id")
_RECOMMENDATION = (
    "kind", "number", "quote", "addressees", "scope", "due", "status", "action", "lead", *_PLACE,
)  # fmt: skip
_EVENT = ("first", "last", "date", "precision", "year_stated", "quote", "agency", "faults", *_PLACE)
_MENTION = ("polarity", "act", "quote", "standing", "document_type", "review", *_PLACE)
_THEME = ("theme", "label", "kind")
_COUNTS = (
    *_THEME, "present", "only_good_practice", "only_absent", "only_recommended", "sentences",
)  # fmt: skip
_REVIEW = ("title", "authority", "year", "id")


def recommendations_csv(found: Recommendations) -> str:
    """A row a recommendation."""
    return to_csv(_placed(found.recommendations), _RECOMMENDATION)


def timeline_csv(found: Timeline) -> str:
    """A row an event."""
    return to_csv(_placed(found.events), _EVENT)


def themes_csv(found: ThemeList) -> str:
    """A row a theme; of a matrix a row a review with a column a theme; of one theme its sentences.

    Grouped by year or authority, each group is a column and the first row its size.
    """
    if isinstance(found, ThemeMentions):
        return to_csv(_placed(found.mentions), _MENTION)
    if isinstance(found, ThemeCounts):
        return to_csv(to_json(found.themes), _COUNTS)
    if isinstance(found, GroupedCounts):
        groups = [group.value for group in found.groups]
        sizes = {group.value: group.reviews for group in found.groups}
        rows = [{"label": f"({found.basis.counted} counted)", **sizes}]
        rows += [
            {**dict.fromkeys(groups, 0), **to_json(row), **row.present} for row in found.themes
        ]
        return to_csv(rows, (*_THEME, *groups))
    rows = [
        to_json(review) | {row.theme: row.reviews.get(review.id) for row in found.themes}
        for review in found.reviews
    ]
    return to_csv(rows, (*_REVIEW, *(row.theme for row in found.themes)))


def _placed(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as rows, their places as columns beside their own."""
    return [{**item, **item["place"]} for item in to_json(list(items))]
