"""What becomes of other processes (Linux)."""

import time
from pathlib import Path


def ended(pid, within_s=1.0):
    """Whether the process is gone, or a zombie that nobody has collected, within a time."""
    deadline = time.monotonic() + within_s
    while True:
        state = (_stat(pid) or ["Z"])[0]
        if state == "Z" or time.monotonic() > deadline:
            return state == "Z"
        time.sleep(0.02)


def descendants(pid):
    """Ids of the processes that a process started, of those that these started, and so on."""
    parents = {int(p.name): _stat(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found = [pid]
    for one in found:
        found += [child for child, fields in parents.items() if fields and int(fields[1]) == one]
    return found[1:]


def _stat(pid):
    """State, parent's id and more; None where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
