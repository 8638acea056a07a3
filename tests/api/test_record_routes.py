"""Recommendations and timelines over HTTP: the same records as from the command line."""

from api_support import Stored, error_of
from fastapi.testclient import TestClient

from kb.records import list_events, list_recommendations
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
