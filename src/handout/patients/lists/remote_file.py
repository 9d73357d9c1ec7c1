"""A list of patients in an object store: copied once, and checked for changes now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from handout.diagnostics import HandoutError, InputError, Span
from handout.files import object_store


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next ones, none at the end."""


class Fetched:
    """A URL that is read; HandoutError when it can't be."""

    def __init__(self, url: str) -> None:
        self.name = object_store.last_name(url)
        self._where = Span(object_store.shown(url))
        self._system, self._path = object_store.opened(url)
        self._state = self._looked()

    @contextmanager
    def stream(self) -> Iterator[Readable]:
        """Its bytes, from the first to the last of those that it has now."""
        try:
            with self._system.open(self._path, "rb") as file:
                yield _Reported(file, self._where)
        except HandoutError:
            raise
        except Exception as error:
            raise _unread(self._where, error) from None
        # A store gives the newest bytes for each piece that is asked for.
        if self.changed():
            message = "it was changed while it was read"
            raise InputError.at(self._where, message, "begin again", "unreadable")

    def changed(self) -> bool:
        """Whether other bytes are there now; what can't be reached now has been copied before."""
        try:
            return self._looked() != self._state
        except HandoutError as error:
            return any(problem.code == "no-such-file" for problem in error.diagnostics)

    def _looked(self) -> tuple[str, ...]:
        """Properties of which at least one differs in each version of the file."""
        try:
            info: dict[str, Any] = self._system.info(self._path)
        except Exception as error:
            raise _unread(self._where, error) from None
        if info.get("type") == "directory":
            raise InputError.at(self._where, "it is no file", code="no-such-file")
        properties = ("ETag", "etag", "md5", "generation", "mtime", "LastModified", "last_modified", "created", "size")
        return tuple(str(info.get(key, "")) for key in properties)


class _Reported:
    """A stream whose failures are reported in our words."""

    def __init__(self, file: Any, where: Span) -> None:
        self._file, self._where = file, where

    def read(self, size: int = -1, /) -> bytes:
        try:
            found: bytes = self._file.read(size)
        except Exception as error:
            raise _unread(self._where, error) from None
        return found


def _unread(where: Span, error: Exception) -> HandoutError:
    if isinstance(error, HandoutError):
        return error
    reason = object_store.reason(error)
    code = "no-such-file" if isinstance(error, FileNotFoundError) else "unreadable"
    return InputError.at(where, reason if code == "no-such-file" else f"can't be read: {reason}", code=code)
