"""The SQLite file of a store: made, opened, migrated, and changed one transaction at a time.

WAL lets any number of readers go on beside the one writer (`kb.locking`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError

from kb.catalog import schema
from kb.errors import StoreError, StoreMismatch, StoreMissing
from kb.locking import writer_lock

log = logging.getLogger(__name__)

_FILE = "catalog.sqlite3"
_BUSY_S = 10.0  # how long a statement waits for another connection


class Database:
    """An open catalogue file; each thread may read and write."""

    def __init__(self, store: Path):
        """Opens the file in `store`, brought up to the newest version.

        Raises:
            StoreMissing: there is none.
            StoreMismatch: a newer version of the program made it.
            StoreError: it is damaged.
        """
        self.path = store / _FILE
        if not self.path.is_file():
            raise StoreMissing(
                f"{store}: no knowledge base here; make one with `kb ingest PATH`, "
                "or name its folder in KB_STORE"
            )
        self._reading = _engine(self.path, write=False)
        try:
            with self._reading.connect() as connection:
                found = _version(connection)
        except DatabaseError as error:
            raise StoreError(
                f"{self.path}: cannot be opened ({error.orig}); restore a backup, or move the "
                "folder away and ingest anew"
            ) from error
        if found == 0:
            raise StoreError(
                f"{self.path}: is empty or not a catalogue; restore a backup, or move the folder "
                "away and ingest anew"
            )
        if found > schema.SCHEMA_VERSION:
            raise StoreMismatch(
                f"{self.path}: schema version {found}; this program knows {schema.SCHEMA_VERSION}: "
                "use the newer program"
            )
        if found < schema.SCHEMA_VERSION:
            _migrate(self._writing)

    @cached_property
    def _writing(self) -> Engine:
        return _engine(self.path, write=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One read transaction: what it sees stays as it is for as long as the body runs.

        Raises:
            StoreError: SQLite cannot read the file.
        """
        try:
            with self._reading.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StoreError(f"{self.path}: {error.orig}; run `kb verify`") from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One write transaction, undone where the body fails.

        Raises:
            StoreError: SQLite cannot write.
        """
        try:
            with self._writing.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StoreError(
                f"{self.path}: {error.orig}; nothing of this step was stored. Check the space and "
                "the rights on its disk, then `kb verify`"
            ) from error

    def fold_log(self, mode: str) -> bool:
        """Folds the log of writes back into the file; two connections at it at once can lose it.

        Args:
            mode: of SQLite's checkpoint, "PASSIVE" or "TRUNCATE".

        Returns:
            Whether it is folded back whole; not while a reader is at an older state.
        """
        connection = self._writing.raw_connection()
        try:
            busy = connection.cursor().execute(f"PRAGMA wal_checkpoint({mode})").fetchone()[0]
        finally:
            connection.close()
        return not busy

    def close(self) -> None:
        """Closes every connection."""
        self._reading.dispose()
        if "_writing" in self.__dict__:
            self._writing.dispose()


def create_database(store: Path) -> None:
    """Makes an empty catalogue file in `store` where there is none.

    Raises:
        StoreError: none can be made there.
    """
    try:
        store.mkdir(parents=True, exist_ok=True, mode=0o700)
        with writer_lock(store, "making the store", name="create", wait_s=10):
            if not (store / _FILE).is_file():
                _make(store / _FILE)
    except OSError as error:
        raise StoreError(
            f"{store}: no store can be made here ({error.strerror}); name another folder in "
            "KB_STORE"
        ) from error


def _make(path: Path) -> None:
    """Makes an empty catalogue at `path`, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    engine = _engine(fresh, write=True)
    with engine.begin() as connection:
        schema.tables.create_all(connection)
        for statement in (schema.FULL_TEXT, schema.TERMS):
            connection.execute(text(statement))
        connection.execute(insert(schema.meta).values(key="commits", value="0"))
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    engine.dispose()
    fresh.rename(path)


def _engine(path: Path, *, write: bool) -> Engine:
    mode = "rwc" if write else "ro"
    engine = create_engine(
        f"sqlite:///file:{quote(str(path.resolve()))}?mode={mode}&uri=true",
        connect_args={"timeout": _BUSY_S, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, by name
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")  # only the lock's holder folds back
            connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a read transaction that turns into a write fails as "locked" whatever the timeout
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        found = _version(connection)  # another process may have done it by now
        for version in range(found, schema.SCHEMA_VERSION):
            for statement in schema.MIGRATIONS[version]:
                connection.execute(text(statement))
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    log.info("migrated the catalogue from version %d to %d", found, schema.SCHEMA_VERSION)
