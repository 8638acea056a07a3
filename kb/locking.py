"""One writer at a time: an advisory lock on the store that dies with its holder."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import StoreBusy

_POLL_S = 0.02


@contextmanager
def writer_lock(
    store: Path, doing: str, *, name: str = "writer", wait_s: float = 0.5
) -> Iterator[None]:
    """Holds the lock `name` of `store` for the body.

    Args:
        store: folder of the store; must exist.
        doing: what the holder does, for the message that others get.
        name: "writer" for changes of the catalogue, "index" for building a generation.
        wait_s: how long to wait for another holder.

    Raises:
        StoreBusy: another process still held it after `wait_s`; the message says which.
    """
    path = store / f"{name}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(descriptor, path, time.monotonic() + wait_s)
        holder = {"pid": os.getpid(), "since": _now(), "doing": doing}
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(_POLL_S)
                continue
            raise StoreBusy(
                f"{path.parent}: another process is writing ({_describe(descriptor)}); "
                "wait until it ends, or stop it, and try again"
            ) from None
        else:
            return


def _describe(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
        return f"pid {holder['pid']}, since {holder['since']}, doing: {holder['doing']}"
    except (ValueError, KeyError):
        return "it has only just begun"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
