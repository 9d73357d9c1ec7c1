"""Goldens as files: read strictly, written whole or not at all."""

from __future__ import annotations

import contextlib
from pathlib import Path

from handout.diagnostics import InputError, OutputError, Span, no_file
from handout.files import atomic
from handout.files.publish import replaceable
from handout.regression.golden.parse import UPDATE
from handout.regression.golden.write import is_golden

LARGEST = 64 << 20
"""Bytes; the golden of a thousand pages has about three million."""
DRAFTS = f"{atomic.PREFIX}*{atomic.SUFFIX}"
"""Files that a killed run may have left."""
_HEAD = 64


def read(path: Path, name: str | None = None) -> str:
    """The text of a golden; HandoutError when the file can't be read, or isn't UTF-8."""
    name = name or str(path)
    try:
        if not path.is_file():
            message, hint = no_file(path)
            raise InputError.at(name, message, hint, "golden")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError.at(name, f"can't be read: {error.strerror}", code="golden") from None
    if len(content) > LARGEST:
        raise InputError.at(name, f"it is over {LARGEST >> 20} MiB, which no golden is", code="golden")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError.at(Span(name, line, 1), "not UTF-8", f"save it as UTF-8, or {UPDATE}") from None


def write(path: Path, text: str) -> None:
    """Writes a text, whole or not at all; HandoutError with exit code 6 if it can't be written.

    Goldens are shared like source, so they have the rights that the user's other files have.
    """
    replaceable(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(path, [text.encode("utf-8", "replace")], shared=True)
    except OSError as error:
        message = f"can't be written: {error.strerror}"
        raise OutputError.at(path, message) from None


def goldens(folder: Path) -> list[Path]:
    """The goldens directly in a folder, by name; other files are ignored."""
    with contextlib.suppress(OSError):
        return [path for path in sorted(folder.glob("*.txt")) if path.is_file() and _begins(path)]
    return []


def _begins(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return is_golden(file.read(_HEAD).decode("utf-8-sig", "replace"))
    return False
