"""What routes of lists share: conditions on documents, and CSV beside JSON (`?format=csv`).

A query parameter and not the Accept header: a spreadsheet and a link can ask for a URL alone.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query, Response

from api.errors import documented
from kb import inventory

MAX_CHARS = 200
_MAX_FIELDS = 20

_Found = TypeVar("_Found")

Format = Annotated[
    Literal["json", "csv"], Query(alias="format", description="csv: a table for spreadsheets")
]


def _conditions(
    kind: Annotated[
        str | None, Query(alias="type", max_length=MAX_CHARS, description="of this type")
    ] = None,
    authority: Annotated[
        str | None, Query(max_length=MAX_CHARS, description="of this authority, by any name of it")
    ] = None,
    year: Annotated[str | None, Query(max_length=MAX_CHARS, description="of this year")] = None,
    field: Annotated[
        list[Annotated[str, Query(max_length=MAX_CHARS)]] | None,
        Query(max_length=_MAX_FIELDS, description="with this field, written NAME=VALUE"),
    ] = None,
) -> dict[str, str]:
    return inventory.conditions(kind, authority, year, field or ())


Conditions = Annotated[dict[str, str], Depends(_conditions)]
"""Fields and values that documents must have (`kb.inventory.matching`)."""


def listed(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The responses of a list that comes as CSV too, as OpenAPI describes them."""
    as_csv = {"text/csv": {"schema": {"type": "string"}}}
    return {200: {"description": "The list", "content": as_csv}, **documented(*statuses)}


def answer(found: _Found, form: str, to_csv: Callable[[_Found], str]) -> Any:
    """`found` as it is, or as a response in CSV."""
    if form == "json":
        return found
    return Response(to_csv(found), media_type="text/csv; charset=utf-8")
