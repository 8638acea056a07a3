"""A worker process for code that reads untrusted files: parsers and PDFium.

The worker has time and memory limits and no network, is replaced when it crashes or hangs, and ends
with its parent, and so do the programs that it starts. It is a fresh interpreter: a forked child
would inherit the store's lock, and one that multiprocessing spawns would run the caller's script
again.
"""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from kb.errors import KBError, ParserFailed
from kb.lifeline import end_with

P = ParamSpec("P")
T = TypeVar("T")

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_caller: Connection | None = None  # in a worker only: who waits for its answer


@dataclass(frozen=True, slots=True)
class _Alive:
    """What a worker sends that is still at work, and how long its next step may take at least."""

    step_s: float = 0.0


class Sandbox:
    """Runs functions of importable modules in a worker process, one at a time."""

    def __init__(self, *, timeout_s: float, memory_mib: int):
        """Starts nothing; the worker starts with the first call.

        Args:
            timeout_s: wall-clock limit of one call, from its start or its last `alive`.
            memory_mib: limit of the worker's address space.
        """
        self._timeout_s = timeout_s
        self._memory_mib = memory_mib
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._lifeline: Connection | None = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`, computed in the worker.

        Raises:
            KBError: whatever KBError the function raised.
            ParserFailed: it crashed, ran past the time limit or outgrew its memory.
        """
        with self._lock:
            connection = self._started()
            try:
                connection.send((function, args, kwargs))
                outcome: Any = _Alive()
                while isinstance(outcome, _Alive):
                    limit_s = max(self._timeout_s, outcome.step_s)
                    if not connection.poll(limit_s):
                        self._stop()
                        raise ParserFailed(f"took longer than {limit_s:g} s and was stopped")
                    outcome = connection.recv()
            except (EOFError, BrokenPipeError, ConnectionResetError) as error:
                raise ParserFailed(self._epitaph()) from error
        if isinstance(outcome, KBError):
            raise outcome
        result: T = outcome
        return result

    def close(self) -> None:
        """Ends the worker, if one runs."""
        with self._lock:
            self._stop()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> Connection:
        if self._process is None or self._process.poll() is not None or self._connection is None:
            self._stop()
            self._connection, theirs = Pipe()
            lifeline, self._lifeline = Pipe(duplex=False)
            passed = (theirs.fileno(), lifeline.fileno())
            code = (
                f"from kb.sandbox import serve; serve({passed[0]}, {passed[1]}, {self._memory_mib})"
            )
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                pass_fds=passed,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that what it starts can be ended with it
            )
            theirs.close()
            lifeline.close()
        return self._connection

    def _epitaph(self) -> str:
        code = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self._process.wait(5)
        self._stop()
        if code is not None and code < 0:
            return f"the parser crashed ({signal.Signals(-code).name}, signal {-code})"
        return f"the parser ended without an answer (exit code {code})"

    def _stop(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # with the programs that it runs
            self._process.wait()
        for connection in (self._connection, self._lifeline):
            if connection is not None:
                connection.close()
        self._process = self._connection = self._lifeline = None


def alive(step_s: float = 0.0) -> None:
    """Says, in a worker, that one of many limited steps is done: the time limit starts anew.

    Args:
        step_s: what the next step may take, where that is more than the limit of a call.
    """
    if _caller is not None:
        _caller.send(_Alive(step_s))


def serve(calls: int, lifeline: int, memory_mib: int) -> None:
    """The worker's life: answers calls on one descriptor until the other one closes."""
    global _caller  # noqa: PLW0603 - a process has one caller, and steps deep down speak to it
    connection = _caller = Connection(calls)
    _leave_network()  # before any thread exists, else the kernel refuses
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = memory_mib * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(lifeline)
    while True:
        try:
            function, args, kwargs = connection.recv()
        except EOFError:
            return
        connection.send(_outcome(function, args, kwargs, memory_mib))


def _outcome(function: Any, args: Any, kwargs: Any, memory_mib: int) -> Any:
    try:
        return function(*args, **kwargs)
    except KBError as error:
        return error
    except MemoryError:
        return ParserFailed(f"needed more than {memory_mib} MiB of memory")
    except RecursionError:
        return ParserFailed("is nested too deeply to be read")
    except Exception as error:  # noqa: BLE001 - a parser may raise anything; the file is named
        return ParserFailed(f"the parser failed ({type(error).__name__}: {error})")


def _leave_network() -> None:
    """Enters an empty network namespace where the system allows it (Linux)."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    except (OSError, AttributeError):
        return
