"""Writing a batch's files: each appears whole or not at all, 0600, and many are made durable at once."""

from __future__ import annotations

import contextlib
import mmap
import os
import stat
from itertools import count
from pathlib import Path
from typing import Literal

from msgspec import json

from handout.batch.output.manifest import NAME
from handout.files.atomic import PREFIX, SUFFIX
from handout.files.provenance import made_here
from handout.system import folders, replacing

Existing = Literal["nothing", "same", "other"]
"""What was there under a document's name, as far as it is known: the same bytes, or others."""


class NotReplaceable(Exception):
    """There is something that is no file under a document's name."""


class ForeignFile(NotReplaceable):
    """The file under a document's name wasn't made by a run into this folder, or was changed."""


class UnreadableFile(NotReplaceable):
    """The file under a document's name can't be read, so it isn't known whose it is."""


class FolderWriter:
    """Writes documents into one folder; they are durable when `sync` has returned.  Every method may raise OSError."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        """A `fresh` folder was empty before this run, so no existing files are looked for."""
        self._fresh = fresh
        self._folder = folders.Folder(folder)
        self._unsynced: list[str] = []
        self._drafts, self._numbers = f"{PREFIX}{os.urandom(8).hex()}-", count()
        """The beginning of the names of drafts, and their numbers; the names say nothing about the content."""

    def write(self, name: str, content: bytes) -> Existing:
        """Writes a document under its name; an existing file with these bytes is left as it is.

        NotReplaceable where a file would be replaced that neither handout made as it is nor a run into this folder, or
        that can't be read.
        """
        found = None if self._fresh else self._folder.status(name)
        if found is not None:
            if not stat.S_ISREG(found.st_mode):
                raise NotReplaceable
            if found.st_size == len(content) and self._read(name) == content:
                return "same"
            if not (self._listed(name) or made_here(self._read(name))):
                raise ForeignFile
        draft = f"{self._drafts}{next(self._numbers)}{SUFFIX}"
        try:
            self._fill(draft, content)
            self._folder.replace(draft, name)
        except BaseException as error:
            with contextlib.suppress(OSError):
                self._folder.remove(draft)
            if isinstance(error, IsADirectoryError):
                raise NotReplaceable from None
            raise
        self._unsynced.append(name)
        return "nothing" if found is None else "other"

    def withdraw(self, name: str) -> bool:
        """Removes an older document, if there is one, under the name of a document that failed.

        NotReplaceable where what is there isn't one as a run into this folder made it, or can't be read.
        """
        found = self._folder.status(name)
        if found is None or not stat.S_ISREG(found.st_mode):
            return False
        if not (self._listed(name) and made_here(self._read(name))):
            raise ForeignFile
        self._folder.remove(name)
        return True

    def sync(self) -> None:
        """Make everything that was written durable."""
        if not self._unsynced:
            return
        self._folder.sync(self._unsynced)
        self._unsynced = []

    def close(self) -> None:
        """Close the folder."""
        self._folder.close()

    def _fill(self, draft: str, content: bytes) -> None:
        handle = self._folder.create(draft)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)

    def _listed(self, name: str) -> bool:
        """Whether the manifest has a line of a document with this name."""
        try:
            handle = self._folder.read(NAME)
        except OSError:
            return False
        with os.fdopen(handle, "rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                return False
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
                return lines.find(b'"file":' + json.encode(name)) >= 0

    def _read(self, name: str) -> bytes:
        try:
            handle = self._folder.read(name)
        except PermissionError:
            raise UnreadableFile from None
        with os.fdopen(handle, "rb") as file:
            return file.read()


def tidy(folder: Path) -> None:
    """Remove the drafts of a killed run."""
    for name in os.listdir(folder):  # noqa: PTH208 (a Path for each document takes long)
        if name.startswith(PREFIX) and name.endswith(SUFFIX):
            # A worker of that run may still be at its end.
            with contextlib.suppress(FileNotFoundError):
                replacing.remove(folder / name)
