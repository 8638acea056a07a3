"""Lists over HTTP, as JSON and CSV: the same records as from the command line."""

import csv
import io
from urllib.parse import parse_qsl, urlsplit

import pytest
from api_support import Stored, error_of
from fastapi.testclient import TestClient

from kb.records import list_events, list_recommendations
from kb.theme_lists import Grouping, ThemeSurvey
from kb.types import to_json


def test_recommendations_are_those_of_the_core(client: TestClient, stored: Stored) -> None:
    with stored.kb.read() as snapshot:
        expected = to_json(list_recommendations(snapshot))
    assert client.get("/recommendations").json() == expected


def test_filters_narrow(client: TestClient, stored: Stored) -> None:
    got = client.get("/recommendations", params={"document": stored.note, "addressee": "x"}).json()
    assert got == {
        "recommendations": [],
        "none_made": [],
        "none_found": [stored.note],
        "repetitions": [],
    }


def test_timeline_is_by_date(client: TestClient, stored: Stored) -> None:
    with stored.kb.read() as snapshot:
        expected = to_json(list_events(snapshot, stored.pdf))
    got = client.get("/timeline", params={"named": stored.pdf}).json()
    assert got == expected
    dates = [event["first"] for event in got["events"] if event["first"]]
    assert dates == sorted(dates)
    assert len(dates) > 3


def test_what_is_not_there_or_not_allowed_is_said(client: TestClient) -> None:
    unknown = client.get("/recommendations", params={"document": "0" * 16})
    assert error_of(unknown, 404)["code"] == "unknown_document"
    assert error_of(client.get("/timeline", params={"named": "no such title"}), 404)
    assert error_of(client.get("/recommendations", params={"repeated": 1}), 422)
    assert error_of(client.get("/timeline"), 422)


def test_themes_are_those_of_the_core(client: TestClient, stored: Stored) -> None:
    with stored.kb.read() as snapshot:
        survey = ThemeSurvey(snapshot, {}, all_types=True)
        expected = {
            "/themes": survey.counts(),
            "/themes/groups?by=year": survey.grouped(Grouping.YEAR),
            "/themes/matrix": survey.matrix(),
            "/themes/mentions?theme=information-sharing": survey.mentions("information-sharing"),
        }
    for url, found in expected.items():
        response = client.get(
            url, params={"all_types": True, **dict(parse_qsl(urlsplit(url).query))}
        )
        assert response.json() == to_json(found)
    assert expected["/themes/mentions?theme=information-sharing"].mentions


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("/documents", "id"),
        ("/recommendations", "kind"),
        ("/timeline?named={pdf}", "first"),
        ("/themes", "theme"),
        ("/themes/groups?by=authority", "theme"),
        ("/themes/matrix", "title"),
        ("/themes/mentions?theme=neglect", "polarity"),
    ],
)
def test_lists_come_as_csv_as_openapi_says(
    client: TestClient, stored: Stored, url: str, first: str
) -> None:
    path, _, query = url.format(pdf=stored.pdf).partition("?")
    response = client.get(path, params={**dict(parse_qsl(query)), "format": "csv"})

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert rows[0][0] == first
    assert {len(row) for row in rows} == {len(rows[0])}
    described = client.get("/openapi.json").json()["paths"][path]["get"]["responses"]["200"]
    assert set(described["content"]) == {"application/json", "text/csv"}
    assert "$ref" in described["content"]["application/json"]["schema"]


def test_conditions_narrow_documents(client: TestClient, stored: Stored) -> None:
    def ids(**conditions: object) -> set[str]:
        return {d["id"] for d in client.get("/documents", params=conditions).json()["documents"]}

    found = {d["id"]: d for d in client.get("/documents").json()["documents"]}
    kind = found[stored.pdf]["document_type"]
    assert ids(type=kind.upper()) == {i for i, d in found.items() if d["document_type"] == kind}
    assert ids(field=[f"document type={kind}", "year=1066"]) == set()


@pytest.mark.parametrize(
    "url",
    [
        "/themes?field=year",
        "/themes?format=xml",
        "/themes/groups",
        "/themes/groups?by=moon",
        "/themes/mentions",
        "/themes/mentions?theme=badgers",
        "/documents?field=titel=x",
    ],
)
def test_wrong_conditions_are_said(client: TestClient, url: str) -> None:
    assert error_of(client.get(url), 422)
