"""One server process on a store: a TCP socket for browsers, a Unix socket for the `kb` command."""

import json
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn

from api.app import create_app
from api.files import write_private
from kb.config import Settings
from kb.errors import StoreBusy
from kb.knowledge_base import KnowledgeBase
from kb.locking import writer_lock
from kb.server_client import SERVER_FILE

_MAX_SOCKET_PATH_BYTES = 100  # the system's limit is 107 on Linux, 103 on macOS
_GRACE_S = 10


def serve(
    kb: KnowledgeBase,
    settings: Settings,
    tcp: socket.socket,
    say: Callable[[str], None],
) -> None:
    """Serves `kb` on `tcp` and on a Unix socket until a signal ends it.

    Raises:
        StoreBusy: a server already runs on the store.
    """
    store = settings.store.resolve()
    with _only_server(store), _unix_socket(store) as (unix, path):
        url = _url(tcp)
        config = uvicorn.Config(
            create_app(kb, settings),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,  # a query can be about a child
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        server = uvicorn.Server(config)
        for listener in (tcp, unix):
            listener.listen()
        with _announced(store, {"pid": os.getpid(), "socket": str(path), "url": url}):
            say(f"Serving {store} on {url} and, for the kb command, on {path}. Ctrl-C stops it.")
            _run(server, [tcp, unix])


def bind(host: str, port: int) -> socket.socket:
    """A TCP socket bound to `host` and `port`.

    Raises:
        OSError: it cannot be, for instance because the port is taken.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
    # uvicorn raises the signal that ended it again; the default action of SIGTERM would end the
    # process before the socket and server.json are removed
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=sockets)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _only_server(store: Path) -> Iterator[None]:
    """Holds the store's one serving place: a lock, so that it ends with its process."""
    with ExitStack() as stack:
        try:
            stack.enter_context(writer_lock(store, "serving", name="server", wait_s=0))
        except StoreBusy:
            raise StoreBusy(
                f"{store}: a server already runs on this store ({_running(store)}); "
                "use it, or stop it first"
            ) from None
        yield


def _running(store: Path) -> str:
    try:
        found = json.loads((store / SERVER_FILE).read_bytes())
        return f"pid {found['pid']}, {found['url']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has only just begun"


@contextmanager
def _unix_socket(store: Path) -> Iterator[tuple[socket.socket, Path]]:
    """A bound Unix socket of mode 0600 in the store, or in a private folder if that is too deep."""
    path, folder = store / "serve.sock", None
    if len(os.fsencode(path)) > _MAX_SOCKET_PATH_BYTES:
        folder = Path(tempfile.mkdtemp(prefix="kb-"))
        path = folder / "serve.sock"
    path.unlink(missing_ok=True)  # a dead server's: the lock is ours
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        mask = os.umask(0o177)
        try:
            listener.bind(str(path))
        finally:
            os.umask(mask)
        yield listener, path
    finally:
        listener.close()
        path.unlink(missing_ok=True)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _announced(store: Path, entry: dict[str, object]) -> Iterator[None]:
    path = store / SERVER_FILE
    write_private(path, json.dumps(entry).encode())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
