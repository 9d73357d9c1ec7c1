"""Sources of records as open files: a file as it is, and whatever comes as a stream as a copy in a temporary file."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from handout.diagnostics import FILE_NAMED, HandoutError, InputError, OutputError, Span
from handout.patients.lists.remote_file import Fetched, Readable

STANDARD_INPUT = "standard input"
PIECE = 1 << 16
"""Bytes that are read at a time."""


def _opened(path: Path) -> IO[bytes]:
    where = Span(name_of(path))
    try:
        # Looked at before it is opened: a pipe without a writer would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            hint = "records that come through a pipe are read from standard input"
            raise InputError.at(where, "it is no file", hint, "no-such-file")
        return path.open("rb", buffering=0)
    except (FileNotFoundError, ValueError):
        raise InputError.at(where, "no such file", FILE_NAMED, "no-such-file") from None
    except OSError as error:
        raise unreadable(where, error) from None


def name_of(source: Path | Fetched | None) -> str:
    """What it is in messages: a file as it was named, so that it is found again."""
    if source is None:
        return STANDARD_INPUT
    return str(source) if isinstance(source, Path) else source.name


def opened(source: Path | IO[bytes] | Fetched) -> IO[bytes]:
    """A source as a file that can be read again from its beginning; HandoutError where it can't be opened or copied."""
    if isinstance(source, Path):
        return _opened(source)
    if isinstance(source, Fetched):
        with source.stream() as stream:
            return copied(pieces(stream, Span(source.name)), Span(source.name))
    return copied(pieces(source, Span(STANDARD_INPUT)), Span(STANDARD_INPUT))


def pieces(source: Readable, where: Span) -> Iterator[bytes]:
    """All bytes of a source, some at a time."""
    try:
        while piece := source.read(PIECE):
            yield piece
    except OSError as error:
        raise unreadable(where, error) from None


def copied(content: Iterable[bytes], where: Span) -> IO[bytes]:
    """A copy in a temporary file, which has no name on systems that can do so and goes when it is closed."""
    import tempfile  # a list that is a file of its own needs none

    try:
        copy = tempfile.TemporaryFile(prefix=".handout-", buffering=0)  # noqa: SIM115 - the caller has it closed
    except OSError as error:
        raise OutputError.at(where, f"its temporary copy can't be written: {error.strerror}") from None
    try:
        for piece in content:
            _keep(piece, copy, where)
    except BaseException:
        copy.close()
        raise
    return copy


def _keep(chunk: bytes, into: IO[bytes], where: Span) -> None:
    """Writes all of some bytes to a temporary file."""
    try:
        view = memoryview(chunk)
        while view:
            view = view[into.write(view) :]
    except OSError as error:
        hint = "the temporary folder needs room for all of it"
        raise OutputError.at(where, f"its temporary copy can't be written: {error.strerror}", hint) from None


def unreadable(where: Span, error: OSError) -> HandoutError:
    """The error for a source that can't be read."""
    return InputError.at(where, f"can't be read: {error.strerror}", code="unreadable")
