"""Host, Origin, security headers, size limits and the queue in front of asking."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from api_support import error_of
from fastapi import HTTPException
from fastapi.testclient import TestClient

from api.gate import Gate
from api.security import refusal


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost", None),
        ("LOCALHOST:8765", None),
        ("127.0.0.1:1", None),
        ("[::1]:8765", None),
        ("localhost:8765", "http://localhost:8765"),
        ("localhost", "http://localhost:80"),
        ("localhost:443", "https://localhost"),
        ("[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_this_machine_is_served(client: TestClient, host: str, origin: str | None) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    assert client.get("/health", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", None),
        ("localhost.evil.example", None),
        ("evil.example:8765", "http://evil.example:8765"),
        ("127.0.0.1.nip.io", None),
        ("0.0.0.0:8765", None),
        ("localhost:8765@evil.example", None),
        ("", None),
        ("localhost:8765", "http://evil.example"),
        ("localhost:8765", "http://localhost:3000"),
        ("localhost:8765", "http://127.0.0.1:8765"),
        ("localhost:8765", "null"),
        ("localhost:8765", "file://"),
        ("localhost:8765", ""),
    ],
)
@pytest.mark.parametrize("path", ["/health", "/nowhere", "/openapi.json"])
def test_others_are_refused(client: TestClient, path: str, host: str, origin: str | None) -> None:
    headers = {"host": host} | ({"origin": origin} if origin is not None else {})
    assert error_of(client.get(path, headers=headers), 403)["code"] == "forbidden"


def test_one_host_header_exactly() -> None:
    assert refusal([], [])
    assert refusal(["localhost", "localhost"], [])


def test_a_foreign_page_cannot_delete(client: TestClient) -> None:
    before = client.get("/health").json()["documents"]
    response = client.delete("/documents/x", headers={"origin": "http://evil.example"})
    assert error_of(response, 403)
    assert client.get("/health").json()["documents"] == before


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/openapi.json"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"origin": "http://localhost"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control") for name in headers)


def test_a_file_over_the_limit_is_refused(make_client: Callable[..., TestClient]) -> None:
    client = make_client(max_file_mib=1)
    store = client.app.state.services.kb.store
    slightly = {"file": ("a.txt", b"x" * ((1 << 20) + 1))}
    assert "1 MiB" in error_of(client.post("/documents", files=slightly), 413)["message"]
    much = {"file": ("a.txt", b"x" * (2 << 20))}
    assert "1 MiB" in error_of(client.post("/documents", files=much), 413)["message"]
    assert list((store / "uploads").iterdir()) == []
    assert list((store / "jobs").iterdir()) == []


def test_a_body_of_no_stated_length_is_capped_while_it_arrives(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(max_file_mib=1)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        while sent < 8 << 20:
            sent += 1 << 16
            yield b"x" * (1 << 16)

    headers = {"content-type": "multipart/form-data; boundary=b"}
    response = client.post("/documents", content=endless(), headers=headers)
    assert error_of(response, 413)["code"] == "too_large"


def test_the_gate_lets_two_work_some_wait_and_turns_the_rest_away() -> None:
    async def scenario() -> tuple[int, int]:
        gate = Gate(at_once=2, waiting=3)
        working = most = 0
        release = asyncio.Event()

        async def one() -> None:
            nonlocal working, most
            async with gate.enter():
                working += 1
                most = max(most, working)
                await release.wait()
                working -= 1

        tasks = [asyncio.create_task(one()) for _ in range(9)]
        await asyncio.sleep(0.01)
        refused = [task.exception() for task in tasks if task.done()]
        assert all(isinstance(e, HTTPException) and e.status_code == 503 for e in refused)
        assert all(int(e.headers["Retry-After"]) > 0 for e in refused)
        release.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with gate.enter():  # every place is free again
            return most, len(refused)

    assert asyncio.run(scenario()) == (2, 4)


def test_a_full_queue_leaves_other_routes_answering(client: TestClient) -> None:
    gate = client.app.state.services.asking
    gate._inside += 52  # as if so many were asking
    try:
        response = client.post("/ask", json={"question": "What happened?"})
        assert client.get("/health").status_code == 200
    finally:
        gate._inside -= 52
    assert error_of(response, 503)["code"] == "busy"
    assert response.headers["retry-after"]
