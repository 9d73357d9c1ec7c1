"""Signals that come while workers are made."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
