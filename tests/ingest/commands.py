"""The real command line, in a process of its own."""

import os
import subprocess
import sys


def kb_command(store, *arguments, **options):
    """Starts `kb ARGUMENTS` on `store`; text on pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "kb.cli", *map(str, arguments)],
        env={**os.environ, "KB_STORE": str(store)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def run_kb(store, *arguments):
    """Exit code, stdout and stderr of `kb ARGUMENTS`."""
    process = kb_command(store, *arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err
