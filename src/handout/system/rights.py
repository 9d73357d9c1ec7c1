"""Who else may use a folder or a file, by its mode; Windows keeps such rights elsewhere."""

from __future__ import annotations

import os
import stat
import sys


def open_to_everybody(status: os.stat_result) -> bool:
    """Whether everybody may put files into a folder, and take others' away."""
    if sys.platform == "win32" or not hasattr(os, "geteuid"):
        return False
    return bool(status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX)


def for_owner_only(status: os.stat_result) -> bool:
    """Whether a file is this process's user's, and nobody else may read or write it."""
    if sys.platform == "win32" or not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
