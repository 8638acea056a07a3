"""The real command line, in a process of its own."""

import os
import subprocess
import sys


def start_kb(store, *arguments, **streams):
    """Starts `kb ARGUMENTS` on `store`."""
    command = [sys.executable, "-m", "kb.cli", *map(str, arguments)]
    return subprocess.Popen(
        command, env={**os.environ, "KB_STORE": str(store)}, text=True, **streams
    )


def run_kb(store, *arguments):
    """Exit code, stdout and stderr of `kb ARGUMENTS`."""
    process = start_kb(store, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(timeout=600)
    return process.returncode, out, err
