"""Files that only their owner may read, and that are there whole or not at all."""

import os
from pathlib import Path
from typing import BinaryIO


def create_private(path: Path) -> BinaryIO:
    """A new file of mode 0600, open for writing; it must not exist."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def write_private(path: Path, data: bytes) -> None:
    """Puts a file of mode 0600 with `data` in the place of `path` in one step."""
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.unlink(missing_ok=True)
    with create_private(fresh) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
