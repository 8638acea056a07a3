"""Talks to a `kb serve` that runs on a store, over its Unix socket. Standard library only."""

import http.client
import json
import socket
from pathlib import Path
from typing import Any

from kb.errors import QuestionError, ServerError

SERVER_FILE = "server.json"

_PROBE_S = 0.03
_TIMEOUT_S = 600.0
_QUESTION_CODES = ("question", "invalid_request")


def find_server(store: Path) -> Path | None:
    """The socket of the server that runs on `store`; None where none does."""
    try:
        path = Path(json.loads((store / SERVER_FILE).read_bytes())["socket"])
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(_PROBE_S)
            probe.connect(str(path))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return path


def request(
    socket: Path, method: str, path: str, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the server behind `socket` answers; {} where it answers without a body.

    Args:
        socket: as `find_server` gives it.
        method: "GET", "POST", "DELETE".
        path: with its query, percent-encoded.
        body: goes as JSON.

    Raises:
        QuestionError: the server says that the question cannot be asked as it stands.
        ServerError: it cannot be reached, or answered with another error.
    """
    data = None if body is None else json.dumps(body).encode()
    connection = _Connection(socket)
    try:
        connection.request(method, path, data, {"Content-Type": "application/json"})
        response = connection.getresponse()
        status, content = response.status, response.read()
        answer = json.loads(content) if content else {}
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ServerError(
            f"the server behind {socket} does not answer ({type(error).__name__}: {error}); "
            "stop `kb serve`, or start it again"
        ) from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise _error(status, answer)
    if not isinstance(answer, dict):
        raise ServerError(f"the server behind {socket} answered {method} {path} without an object")
    return answer


def _error(status: int, answer: Any) -> QuestionError | ServerError:
    try:
        code, message = answer["error"]["code"], str(answer["error"]["message"])
    except (KeyError, TypeError):
        return ServerError(f"the server answered with status {status}")
    return QuestionError(message) if code in _QUESTION_CODES else ServerError(message)


class _Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))
