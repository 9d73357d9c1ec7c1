"""Signals that come while workers are made."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handout.system import signals

_FORK = """
import os, signal
from handout.system.signals import interrupt_waits

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin without it
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    with interrupt_waits():
        child = os.fork()
        if not child:
            os._exit(0)
        os.waitpid(child, 0)
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it can't fork")
def test_ctrl_c_in_the_midst_of_a_fork_is_not_forgotten() -> None:
    done = subprocess.run([sys.executable, "-c", _FORK], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("stopped\n", "")


_BEGINS = """
import os, signal
from handout.system import signals
os.kill(os.getpid(), signal.SIGINT)
signals.leave_to_parent()
os.kill(os.getpid(), signal.SIGINT)
print(signal.pthread_sigmask(signal.SIG_BLOCK, []))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals can't be held there")
def test_a_process_that_begins_while_ctrl_c_waits_does_not_die_of_it() -> None:
    with signals.interrupt_waits():
        done = subprocess.run([sys.executable, "-c", _BEGINS], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "set()\n", "")
