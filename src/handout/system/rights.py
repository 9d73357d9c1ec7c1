"""Who else may write into a folder, where the system tells by a file's mode; on Windows that is said elsewhere."""

from __future__ import annotations

import os
import stat
import sys


def open_to_everybody(status: os.stat_result) -> bool:
    """Whether everybody may put files into a folder, and take others' away."""
    if sys.platform == "win32" or not hasattr(os, "geteuid"):
        return False
    return bool(status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX)
