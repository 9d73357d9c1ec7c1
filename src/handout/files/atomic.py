"""A file that appears whole under its name, or not at all: a draft beside it is written, synced and then renamed.

A draft is for its owner only, and its name says nothing of what is in it.  OSError from all of it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from handout.system import durable, opening, replacing

PREFIX, SUFFIX = ".handout-", ".tmp"


def draft_for(path: Path, prefix: str = PREFIX) -> Path:
    """A free name in the folder of a path."""
    return path.parent / f"{prefix}{os.urandom(8).hex()}{SUFFIX}"


def write(draft: Path, content: Iterable[bytes], *, shared: bool = False) -> None:
    """A new file, durable on return; 0600, or where it is shared with the rights of the user's other files."""
    with draft.open("xb") if shared else os.fdopen(opening.create(draft), "wb") as file:
        for part in content:
            file.write(part)
        file.flush()
        durable.sync(file.fileno())


def replace(path: Path, content: Iterable[bytes], *, shared: bool = False) -> None:
    """Writes a file in the place of another, or of none.  After an error the older file is there, and no draft."""
    draft = draft_for(path)
    try:
        write(draft, content, shared=shared)
        replacing.replace(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def sync_names(folder: Path) -> None:
    """Makes the names in a folder durable, where the file system can."""
    with contextlib.suppress(OSError):
        durable.sync_folder(folder)
