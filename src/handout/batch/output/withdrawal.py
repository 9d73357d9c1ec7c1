"""Removing documents of earlier runs that must not be handed out any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from handout.batch.output.destination import Outlet, Writing
from handout.batch.output.folder_writer import NotReplaceable, UnreadableFile
from handout.diagnostics import Diagnostic, Span


def withdraw(place: Outlet, names: Iterable[str], noted: Callable[[Diagnostic], None], *, fresh: bool) -> int:
    """Removes documents; returns how many there were.  `noted` gets a warning for each file that must stay.

    A file stays where it isn't as a run into this folder made it: it may be anybody's.
    """
    writer = place.writer(fresh=fresh)
    count = 0
    try:
        for name in names:
            # A manifest is a file like another: what it names is never looked for elsewhere.
            count += Path(name).name == name and _withdrawn(writer, name, noted)
    finally:
        writer.close()
    return count


def _withdrawn(writer: Writing, name: str, noted: Callable[[Diagnostic], None]) -> bool:
    try:
        return writer.withdraw(name)
    except NotReplaceable as kept:
        message = "this file is not as a run into this folder made it, and is kept"
        if isinstance(kept, UnreadableFile):
            message = "this file can't be read, and is kept"
        hint = "check whose document it is before you give it to anybody"
        noted(Diagnostic(Span(name), message, hint, "older-file", "warning"))
        return False
