"""Where a batch's documents go, with their manifest and the lock that keeps two runs apart: a folder, or a store."""

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
    """Writes documents; what it wrote lasts once `sync` has returned.  OSError from all of it."""

    def write(self, name: str, content: bytes) -> Existing:
        """A document under its name; Blocked where it can't be."""

    def withdraw(self, name: str) -> bool:
        """Take away an older document, so that none lies under the name of one that failed; whether there was one.

        Blocked where what is there isn't one as it was made.
        """

    def sync(self) -> None:
        """Make everything that was written last."""

    def close(self) -> None:
        """Let go of what was open."""


class Outlet(Protocol):
    """What a worker knows of the place: it can be sent to other processes."""

    def writer(self, *, fresh: bool) -> Writing:
        """A writer; `fresh` when nothing was there before this run."""


class Destination(Outlet, Protocol):
    """Where documents go.  OSError from all of it, unless something else is said."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    @property
    def forks(self) -> bool:
        """Whether a process that has used it can be forked."""

    def used(self) -> bool:
        """Whether something lies there already; HandoutError when nothing can be written there."""

    def locked(self) -> AbstractContextManager[None]:
        """Held against other runs; HandoutError, exit code 6, while another run holds it."""

    def tidy(self) -> None:
        """Takes away what a run that was killed has left half-written."""

    def earlier(self) -> Iterable[bytes]:
        """The lines of the manifest that is there."""

    def forget(self) -> None:
        """Takes the manifest away."""

    def manifest(self, stride: int) -> Manifest:
        """The manifest, to go on with."""


class FolderDestination(Struct, frozen=True):
    """A folder of this machine."""

    path: Path

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.path)

    @property
    def forks(self) -> bool:
        """Nothing of it stays open."""
        return True

    def used(self) -> bool:
        """Makes the folder where it is missing."""
        publish.make_folder(self.path)
        with os.scandir(self.path) as entries:
            return any(entry.name not in (LOCK, *FILES) for entry in entries)

    def locked(self) -> AbstractContextManager[None]:
        """By a file that the kernel frees with its process."""
        return locked(self.path)

    def tidy(self) -> None:
        """Drafts."""
        tidy(self.path)

    def earlier(self) -> Iterator[bytes]:
        """Those of its file."""
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
