"""The versions of installed packages, by the names of the folders that describe them.

Importing importlib.metadata, and reading with it, takes longer than a small run to resume; so it decides only where
these folders leave a doubt.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.machinery import PathFinder

_FOLDER, _OLDER = ".dist-info", ".egg-info"


def version(package: str) -> str | None:
    """The version of a package; None if it isn't installed."""
    known = described()
    if known is not None:
        found = known.get(_normal(package), ())
        if not found or (len(found) == 1 and found[0]):
            return found[0] if found else None
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@cache
def described() -> Mapping[str, Sequence[str]] | None:
    """The versions of each package in the first folder of the path that has it, empty for one that has another form.

    None where packages may be elsewhere.
    """
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return None
    found: dict[str, list[str]] = {}
    for folder in sys.path:
        here: dict[str, list[str]] = {}
        try:
            with os.scandir(folder or ".") as entries:
                names = [entry.name for entry in entries]
        except FileNotFoundError:
            continue
        except OSError:
            return None
        for name in names:
            if name.endswith(_FOLDER):
                package, _, number = name.removesuffix(_FOLDER).rpartition("-")
                here.setdefault(_normal(package), []).append(number)
            elif name.endswith((_OLDER, ".egg")):
                here.setdefault(_normal(name.removesuffix(_OLDER).partition("-")[0]), []).append("")
        found = here | found
    return found


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
