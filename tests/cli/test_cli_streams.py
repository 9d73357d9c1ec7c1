"""Standard streams that are closed or full, as a crontab or a log on a full disk leaves them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import environment, workspace


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_bug(tmp_path: Path, closed: str) -> None:
    root = workspace(tmp_path / "clinic")
    assert _code(root, f"list {closed}") == 0
    assert _code(root, f"render nothing --audience patient {closed}") == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_refusal_that_cannot_be_told_is_no_bug(tmp_path: Path) -> None:
    root = workspace(tmp_path / "clinic")
    assert _code(root, "render nothing --audience patient 2>/dev/full") == 6


def _code(root: Path, command: str) -> int:
    """The exit code of a command as a shell runs it; it has no traceback to show, or it is in the code."""
    shell = ("/bin/sh", "-c", f'exec "{sys.executable}" -m handout {command}')
    return subprocess.run(shell, cwd=root, env=environment({}), capture_output=True, timeout=60, check=False).returncode
