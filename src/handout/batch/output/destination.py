"""The destination of a batch, a folder or a store, with the manifest and the lock that excludes a second run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from handout.batch.output.folder_lock import NAME as LOCK
from handout.batch.output.folder_lock import locked
from handout.batch.output.folder_writer import Existing, FolderWriter, tidy
from handout.batch.output.manifest import NAME, FolderManifest, Manifest
from handout.batch.output.receipts import FILES
from handout.files import publish


class Writing(Protocol):
    """Writes documents, which are durable when `sync` has returned.  Every method may raise OSError."""

    def write(self, name: str, content: bytes) -> Existing:
        """Writes a document under its name; NotReplaceable if something else is there."""

    def withdraw(self, name: str) -> bool:
        """Removes an older document under the name of one that failed; returns whether there was one.

        NotReplaceable where what is there isn't one as it was made.
        """

    def sync(self) -> None:
        """Make everything that was written durable."""

    def close(self) -> None:
        """Close what is open."""


class Outlet(Protocol):
    """What a worker needs to know about the destination; it can be sent to other processes."""

    def writer(self, *, fresh: bool) -> Writing:
        """A writer; `fresh` when nothing was there before this run."""


class Destination(Outlet, Protocol):
    """A place for documents.  Every method may raise OSError, unless it says otherwise."""

    @property
    def name(self) -> str:
        """Its name in messages."""

    @property
    def forks(self) -> bool:
        """Whether a process that has used it can be forked."""

    def used(self) -> bool:
        """Whether it has files already; HandoutError if nothing can be written there."""

    def locked(self) -> AbstractContextManager[None]:
        """Locks it against other runs; HandoutError with exit code 6 while another run holds the lock."""

    def tidy(self) -> None:
        """Removes the drafts of a killed run."""

    def earlier(self) -> Iterable[bytes]:
        """The lines of the existing manifest."""

    def forget(self) -> None:
        """Removes the manifest."""

    def manifest(self, stride: int) -> Manifest:
        """The manifest, to add lines to."""


class FolderDestination(Struct, frozen=True):
    """A folder of this machine."""

    path: Path

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.path)

    @property
    def forks(self) -> bool:
        """True: no file of the folder stays open."""
        return True

    def used(self) -> bool:
        """Makes the folder where it is missing."""
        publish.make_folder(self.path)
        with os.scandir(self.path) as entries:
            return any(entry.name not in (LOCK, *FILES) for entry in entries)

    def locked(self) -> AbstractContextManager[None]:
        """Locked by a file; the kernel ends the lock together with the process."""
        return locked(self.path)

    def tidy(self) -> None:
        """Removes the drafts of a killed run."""
        tidy(self.path)

    def earlier(self) -> Iterator[bytes]:
        """The lines of the manifest's file."""
        with contextlib.suppress(FileNotFoundError), (self.path / NAME).open("rb") as file:
            yield from file

    def forget(self) -> None:
        """Its file."""
        (self.path / NAME).unlink(missing_ok=True)

    def manifest(self, stride: int) -> Manifest:
        """Its file, durable with each addition."""
        return FolderManifest(self.path, stride)

    def writer(self, *, fresh: bool) -> Writing:
        """Drafts that are renamed."""
        return FolderWriter(self.path, fresh=fresh)
