"""A limit to the memory of this process."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path


def can_limit() -> bool:
    """Whether the system keeps such a limit.  macOS takes one and doesn't keep it; Windows has no call for it."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError):
            import resource

            return hasattr(resource, "RLIMIT_AS")
    return False


def limit(more: int) -> None:
    """At most so many bytes beside what the process has now; nothing is done where that can't be."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, ValueError):
            import resource

            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = pages * resource.getpagesize() + more
            resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
