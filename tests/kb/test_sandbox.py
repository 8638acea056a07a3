"""The worker that reads untrusted files: its limits, its crashes, its end."""

import os
import pickle
import signal
import socket
import subprocess
import sys
import time

import pytest
from processes import ended

from kb.errors import ParserFailed, UnreadableDocument
from kb.sandbox import Sandbox, alive


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave():
    os._exit(3)


def hog(n_bytes):
    return len(bytearray(n_bytes))


def refuse(cause):
    raise UnreadableDocument(cause)


def stumble():
    raise ZeroDivisionError("in the parser")


def nest(depth):
    return nest(depth + 1) + 1


def start_and_wait(note):
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    note.write_text(str(program.pid))
    program.wait()


def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return "connected"


def answer_what_cannot_travel():
    return (line for line in "no generator fits through a pipe")


def work(n_steps, step_s):
    for _ in range(n_steps):
        time.sleep(step_s)
        alive()
    return n_steps


def leave_a_program_behind():
    return subprocess.Popen(["sleep", "600"]).pid


@pytest.fixture
def sandbox():
    with Sandbox(timeout_s=30, memory_mib=1024) as worker:
        yield worker


def test_runs_in_one_other_process(sandbox):
    pids = {sandbox.run(os.getpid) for _ in range(3)}

    assert len(pids) == 1
    assert os.getpid() not in pids
    assert sandbox.run(divmod, 7, 2) == (3, 1)


@pytest.mark.parametrize(
    ("function", "arguments", "error", "message"),
    [
        (crash, (), ParserFailed, r"the parser crashed \(SIGSEGV, signal 11\)"),
        (leave, (), ParserFailed, r"ended without an answer \(exit code 3\)"),
        (hog, (4 << 30,), ParserFailed, "needed more than 1024 MiB of memory"),
        (nest, (0,), ParserFailed, "nested too deeply"),
        (stumble, (), ParserFailed, r"the parser failed \(ZeroDivisionError: in the parser\)"),
        (refuse, ("a damaged PDF",), UnreadableDocument, "^a damaged PDF$"),
        (answer_what_cannot_travel, (), ParserFailed, "ended without an answer"),
    ],
)
def test_failures_are_errors_with_a_cause_and_the_next_call_works(
    sandbox, function, arguments, error, message
):
    with pytest.raises(error, match=message):
        sandbox.run(function, *arguments)

    assert sandbox.run(divmod, 7, 2) == (3, 1)


def test_what_hangs_is_stopped_and_replaced():
    begun = time.monotonic()
    with Sandbox(timeout_s=1, memory_mib=1024) as sandbox:
        sandbox.run(os.getpid)
        with pytest.raises(ParserFailed, match="took longer than 1 s and was stopped"):
            sandbox.run(time.sleep, 60)

        assert sandbox.run(divmod, 7, 2) == (3, 1)
    assert time.monotonic() - begun < 20


def test_a_program_that_was_started_ends_with_the_call_that_hangs(tmp_path):
    note = tmp_path / "pid"
    with Sandbox(timeout_s=3, memory_mib=1024) as sandbox:
        with pytest.raises(ParserFailed, match="took longer"):
            sandbox.run(start_and_wait, note)

        assert ended(int(note.read_text()))


def test_many_limited_steps_may_take_longer_together():
    with Sandbox(timeout_s=2, memory_mib=1024) as sandbox:  # each has a second to spare
        sandbox.run(os.getpid)

        assert sandbox.run(work, 3, 0.8) == 3
        with pytest.raises(ParserFailed, match="took longer than 2 s"):
            sandbox.run(work, 1, 3)


def test_programs_that_the_worker_runs_end_with_it(sandbox):
    pid = sandbox.run(leave_a_program_behind)
    assert not ended(pid, within_s=0)

    sandbox.close()

    assert ended(pid, within_s=5)


def test_errors_keep_their_kind_on_the_way_through_a_pipe():
    error = pickle.loads(pickle.dumps(UnreadableDocument("a damaged PDF")))

    assert (type(error), str(error)) == (UnreadableDocument, "a damaged PDF")


def test_closing_ends_the_worker(sandbox):
    pid = sandbox.run(os.getpid)

    sandbox.close()

    assert ended(pid)


@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode != 0,
    reason="this system lets nobody leave the network",
)
def test_worker_reaches_no_network(sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert connect(port) == "connected"
        with pytest.raises(ParserFailed, match="Error"):
            sandbox.run(connect, port)


PARENT = """
import os, time
from kb.sandbox import Sandbox, alive
if __name__ == "__main__":
    sandbox = Sandbox(timeout_s=600, memory_mib=1024)
    print(sandbox.run(os.getpid), flush=True)
    sandbox.run(time.sleep, 600)
"""


def test_worker_ends_with_its_parent_even_in_the_middle_of_a_call(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert not ended(pid, within_s=0)

    parent.kill()
    parent.wait()

    assert ended(pid, within_s=5)
