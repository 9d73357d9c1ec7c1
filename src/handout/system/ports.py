"""Ports of this machine."""

from __future__ import annotations

import os

REUSE: bool = os.name == "posix"
"""Whether a server sets SO_REUSEADDR.  On Windows that option lets another program take a port that is in use."""
