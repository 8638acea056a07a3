"""A process that ends with its parent, however the parent ends.

Its lifeline is a pipe whose other end nobody but the parent holds: the system closes it even for a
parent that was killed.
"""

import contextlib
import os
import signal
import threading
from multiprocessing import parent_process


def end_with(lifeline: int) -> None:
    """Makes this process end, with the group that it leads, once a pipe's other end is closed.

    Args:
        lifeline: descriptor of the end that is read, where nothing comes; it stays open.
    """
    threading.Thread(target=_end_when_closed, args=(lifeline,), daemon=True).start()


def end_with_parent() -> None:
    """Makes this process, which multiprocessing spawned, end once its parent has; for pools.

    A worker that waits for work holds both ends of its queue, and would wait for ever.

    Raises:
        ValueError: multiprocessing did not start this process.
    """
    parent = parent_process()
    if parent is None:
        raise ValueError("this process has no parent that multiprocessing knows")
    end_with(parent.sentinel)


def _end_when_closed(lifeline: int) -> None:
    os.read(lifeline, 1)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(os.getpid(), signal.SIGKILL)  # with the programs that it runs
    os._exit(1)
