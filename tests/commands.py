"""The real command line, in a process of its own or in this one."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from unittest.mock import patch

from kb.cli import main


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


def call_kb(store, *arguments):
    """The same, without the seconds that a fresh interpreter takes to import everything."""
    out, err, code = StringIO(), StringIO(), 0
    with (
        patch.object(sys, "argv", ["kb", *map(str, arguments)]),
        patch.dict(os.environ, KB_STORE=str(store)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return code, out.getvalue(), err.getvalue()
