"""Workers end with their parent, also where it is killed."""

import signal
import subprocess
import sys

import pytest
from processes import descendants, ended

from kb.lifeline import end_with_parent

PARENT = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from kb.lifeline import end_with_parent
if __name__ == "__main__":
    pool = ProcessPoolExecutor(2, get_context("spawn"), initializer=end_with_parent)
    tasks = [pool.submit(time.sleep, seconds) for seconds in (600, 0)]
    tasks[1].result()
    print("one is at work, one waits", flush=True)
    tasks[0].result()
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_of_a_pool_end_with_their_parent_at_work_or_not(tmp_path, how):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "one is at work, one waits\n"
    started = descendants(parent.pid)
    assert len(started) >= 2

    parent.send_signal(how)

    assert parent.wait() == -how
    assert [pid for pid in started if not ended(pid, within_s=5)] == []


def test_only_a_process_of_multiprocessing_can_ask_for_its_parent():
    with pytest.raises(ValueError, match="no parent"):
        end_with_parent()
