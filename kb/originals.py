"""The original bytes of every document, kept by hash: page images and re-parsing need them."""

import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path


class Originals:
    """A folder of files named by the SHA-256 of their bytes."""

    def __init__(self, folder: Path):
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is kept."""
        return self._folder / sha256

    def keep(self, path: Path) -> str:
        """Copies `path` in and returns the hash of what was copied.

        The copy is hashed, not the source, which may change while it is read.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = self._folder / f".{os.getpid()}.part"
        try:
            with path.open("rb") as source, partial.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            sha256 = file_sha256(partial)
            partial.replace(self.path(sha256))
        finally:
            partial.unlink(missing_ok=True)
        return sha256

    def is_intact(self, sha256: str) -> bool:
        """Whether the file is there and its bytes are what its name says."""
        path = self.path(sha256)
        return path.is_file() and file_sha256(path) == sha256

    def drop_all_but(self, live: Collection[str]) -> None:
        """Removes every file whose hash is not in `live`, and what a killed copy left."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in live:
                    file.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
