"""Names of files: from ids, never from names of people, and fit for every system."""

from __future__ import annotations

import re
from functools import lru_cache

from handout.source.patterns import uncompiled

LONGEST_NAME = 120
"""Bytes."""
_RESERVED = uncompiled(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_SAFE = uncompiled(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def file_name(parts: list[str], ending: str = "pdf") -> str:
    """`<topic>.<audience>….pdf`; ValueError when a part can't be in a file's name on every system."""
    name = ".".join([*parts, ending])
    for part in parts:
        if flaw := _cached(part):
            raise ValueError(flaw)
    if len(name.encode()) > LONGEST_NAME:
        raise ValueError(f"the file's name would be longer than {LONGEST_NAME} bytes")
    return name


def reserved(part: str) -> bool:
    """Whether Windows has a device of this name, so that no file there can be called so, whatever its ending."""
    return _RESERVED.fullmatch(part) is not None


def _flaw(part: str) -> str:
    if not _SAFE.fullmatch(part) or part.endswith("."):
        return "it may hold A-Z, a-z, 0-9, '.', '_' and '-', and begins with a letter or a digit"
    return "it is a reserved name of some systems" if reserved(part) else ""


_cached = lru_cache(256)(_flaw)
