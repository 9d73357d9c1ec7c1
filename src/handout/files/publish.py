"""Publishing: a file appears whole or not at all, only its owner can read it, and no symlink is followed."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from handout.diagnostics import HandoutError, OutputError, option
from handout.files import atomic
from handout.system import replacing, rights

_ABSENT = "the folder doesn't exist", "make it first"


def make_folder(folder: Path) -> None:
    """The workspace's own output folder, 0700, unless it is there; its parents are not made.

    HandoutError, exit code 6, as from all that follows.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except FileNotFoundError:
        raise OutputError.at(folder.parent, *_ABSENT) from None
    except OSError as error:
        raise OutputError.at(folder, f"the folder can't be made: {error.strerror}") from None
    suitable(folder)


def suitable(folder: Path, *, named: bool = True) -> None:
    """HandoutError for a folder that isn't there, is open to everybody's writing or, where it was named, a symlink."""
    try:
        status = os.lstat(folder) if named else folder.stat()
    except FileNotFoundError:
        raise OutputError.at(folder, *_ABSENT) from None
    except OSError as error:
        raise OutputError.at(folder, f"can't be written to: {error.strerror}") from None
    if stat.S_ISLNK(status.st_mode):
        raise OutputError.at(folder, "the output folder is a symlink", "name the folder itself")
    if not stat.S_ISDIR(status.st_mode):
        raise OutputError.at(folder, "not a folder")
    if rights.open_to_everybody(status):
        raise OutputError.at(folder, "everybody may write into the output folder", "chmod o-w it first")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError.at(folder, "no right to write into the folder")


def publish(files: Mapping[Path, bytes], *, clobber: bool = True) -> None:
    """Write all of these files, or none of them; HandoutError with exit code 6 when that can't be done.

    Each is written under a temporary name in its own folder, 0600, and synced; when all are there they are renamed.
    """
    for folder in dict.fromkeys(path.parent for path in files):
        suitable(folder, named=False)
    for path in files:
        replaceable(path, clobber=clobber)
    with _written(files) as temporary:
        done: list[Path] = []
        try:
            for path, draft in temporary.items():
                _rename(draft, path, clobber=clobber)
                done.append(path)
        except HandoutError:
            for path in done:
                withdraw(path)
            raise
    for folder in {path.parent for path in files}:
        atomic.sync_names(folder)


def _rename(draft: Path, path: Path, *, clobber: bool) -> None:
    try:
        if clobber:
            replacing.replace(draft, path)
        else:
            replacing.put(draft, path)
    except FileExistsError:
        raise OutputError.at(path, "the file exists", f"take {option('no-clobber')} out to replace it") from None
    except OSError as error:
        raise OutputError.at(path, f"can't be written: {error.strerror}") from None


def withdraw(path: Path) -> None:
    """Take an old file away, so that no failed run leaves it under the name of what was asked for."""
    with contextlib.suppress(OSError):
        if stat.S_ISREG(os.lstat(path).st_mode):
            path.unlink()


def replaceable(path: Path, *, clobber: bool = True) -> None:
    """HandoutError for a path that no file can be written to, because of what is there."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError.at(path, f"can't be written: {error.strerror}") from None
    if not stat.S_ISREG(status.st_mode):
        kind = (
            "a symlink" if stat.S_ISLNK(status.st_mode) else "a folder" if stat.S_ISDIR(status.st_mode) else "no file"
        )
        raise OutputError.at(path, f"it is {kind}, and is not replaced")
    if not clobber:
        raise OutputError.at(path, "the file exists", f"take {option('no-clobber')} out to replace it")


@contextlib.contextmanager
def _written(files: Mapping[Path, bytes]) -> Iterator[dict[Path, Path]]:
    """The files under temporary names, which are gone afterwards, whatever happens."""
    temporary: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            draft = temporary[path] = atomic.draft_for(path)
            try:
                atomic.write(draft, [content])
            except OSError as error:
                raise OutputError.at(path, f"can't be written: {error.strerror}") from None
        yield temporary
    finally:
        for draft in temporary.values():
            draft.unlink(missing_ok=True)
