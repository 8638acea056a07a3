"""`kb serve` as a process, and the client that the `kb` command talks to it with."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from processes import descendants, ended

from api.cli import serve
from kb.errors import QuestionError, ServerError
from kb.locking import writer_lock
from kb.server_client import SERVER_FILE, find_server, request

ROOT = Path(__file__).parents[2]


def command(store: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb.cli", "serve", "--port", "0", *options],
        env={**os.environ, "KB_STORE": str(store), "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(store: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A server on `store` and its socket."""
    process = command(store)
    try:
        end = time.monotonic() + 60
        while (found := find_server(store)) is None:
            assert process.poll() is None, process.stderr.read()  # type: ignore[union-attr]
            assert time.monotonic() < end
            time.sleep(0.02)
        yield process, found
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def seconds_to_find(store: Path) -> float:
    begun = time.perf_counter()
    assert find_server(store)
    return time.perf_counter() - begun


def test_a_server_from_start_to_stop(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    (store / SERVER_FILE).write_text('{"pid": 1, "socket": "/nowhere", "url": "http://x"}')
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(store / "serve.sock"))  # a dead server's
    stale.close()
    assert find_server(store) is None

    with running(store) as (process, path):
        assert path == store / "serve.sock"
        for private in (path, store / SERVER_FILE):
            assert stat.S_IMODE(private.stat().st_mode) == 0o600
        entry = json.loads((store / SERVER_FILE).read_text())
        assert entry["pid"] == process.pid
        assert httpx.get(f"{entry['url']}/health").json() == request(path, "GET", "/health")
        assert httpx.get(entry["url"], headers={"host": "evil.example"}).status_code == 403

        assert min(seconds_to_find(store) for _ in range(5)) < 0.05

        second = command(store)
        _, message = second.communicate(timeout=60)
        assert second.returncode == 2
        assert f"already runs on this store (pid {process.pid}, {entry['url']})" in message

        with pytest.raises(QuestionError, match="empty"):
            request(path, "GET", "/search?q=")
        with pytest.raises(QuestionError, match=r"body\.question"):
            request(path, "POST", "/ask", {})
        with pytest.raises(ServerError, match="no document"):
            request(path, "GET", "/documents/x")

        process.send_signal(signal.SIGTERM)
        _, message = process.communicate(timeout=60)
        assert process.returncode == 0, message
        assert entry["url"] in message
        assert "Ctrl-C" in message
    assert not (store / SERVER_FILE).exists()
    assert not path.exists()
    assert find_server(store) is None


def test_the_job_of_a_killed_server_ends_with_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with running(store) as (process, _), writer_lock(store, "testing"):  # for which the job waits
        url = json.loads((store / SERVER_FILE).read_text())["url"]
        assert httpx.post(f"{url}/documents", files={"file": ("a.txt", b"text")}).is_success
        end = time.monotonic() + 60
        while not (started := descendants(process.pid)):
            assert time.monotonic() < end
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert [pid for pid in started if not ended(pid, within_s=10)] == []
    (left,) = (store / "jobs").iterdir()
    assert json.loads(left.read_text())["finished_at"] is None


def test_a_killed_server_is_not_found_and_can_be_replaced(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 25) / "store"
    with running(deep) as (process, path):
        assert len(str(path)) < 100  # a socket's path is limited: not in the store
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        process.kill()
        process.wait()
        assert find_server(deep) is None
        with pytest.raises(ServerError, match="kb serve"):
            request(path, "GET", "/health")
        path.unlink()
        path.parent.rmdir()
    with running(deep) as (process, path):
        assert request(path, "GET", "/health")["documents"] == 0
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert not path.parent.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"socket": 1}', '{"socket": "/tmp"}'])
def test_no_server_is_found_behind_a_damaged_file(tmp_path: Path, content: str) -> None:
    (tmp_path / SERVER_FILE).write_text(content)
    assert find_server(tmp_path) is None
    assert find_server(tmp_path / "missing") is None


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_only_this_machine_is_served(host: str) -> None:
    result = CliRunner().invoke(serve, ["--host", host])
    assert result.exit_code == 2
    assert "keys do not exist yet" in " ".join(result.output.split())


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner(env={"KB_STORE": str(tmp_path / "store")}).invoke(
            serve, ["--port", str(port)]
        )
    assert result.exit_code == 2
    assert f"port {port}" in result.output


def test_the_client_loads_nothing_heavy() -> None:
    script = (
        "import sys, kb.server_client;"
        "print([m for m in ('numpy', 'pydantic', 'sqlalchemy', 'click') if m in sys.modules])"
    )
    output = subprocess.check_output(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True
    )
    assert output.strip() == "[]"
