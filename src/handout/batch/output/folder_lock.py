"""The lock of an output folder: one run at a time; the lock of a dead run is taken over."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import json
from msgspec.structs import replace

from handout.diagnostics import HandoutError, OutputError, Span
from handout.system import locks, opening, positions, processes, replacing

NAME = ".handout.lock"
_HELD: set[Path] = set()
"""The folders that this process has locked: the kernel lets one process lock a file many times."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Locks the folder; HandoutError with exit code 6 while another run holds the lock."""
    path = folder.absolute() / NAME
    try:
        handle = _taken(path)
    except HandoutError as error:
        # The message has the folder's name as the caller wrote it.
        told = [replace(problem, span=Span(str(folder))) for problem in error.diagnostics]
        raise error.kind(told) from None
    _HELD.add(path)
    try:
        os.ftruncate(handle, 0)
        positions.write_at(handle, json.encode({"host": _host(), "pid": os.getpid()}), 0)
        yield
    finally:
        locks.remove(path, handle)
        _HELD.discard(path)


def _taken(path: Path) -> int:
    """The lock's file, locked.  The kernel frees a record lock with its process, and no worker inherits it."""
    while True:
        try:
            handle = opening.update(path)
        except OSError as error:
            raise _error(path, f"the folder can't be locked: {error.strerror}") from None
        try:
            kept = locks.take(handle)
            _not_alive(path, handle, kept=kept)
            # Its last owner may just have removed it.
            if replacing.in_place(path, handle):
                return handle
        except locks.Held:
            holder = _holder(handle)
            os.close(handle)
            raise _in_use(path, holder) from None
        except OSError as error:
            os.close(handle)
            raise _error(path, f"the folder can't be locked: {error.strerror}") from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _host() -> str:
    """The name of the machine that this is, in letters that any file can hold."""
    return ascii(platform.node())[1:-1]


def _not_alive(path: Path, handle: int, *, kept: bool) -> None:
    """HandoutError for a lock whose run may be alive though the kernel doesn't know: on another machine, or here.

    Where the system keeps no locks, the process that wrote it is looked for.
    """
    holder = _holder(handle)
    host = str(holder.get("host", ""))
    if host and host != _host():
        raise _error(path, f"a run on {host[:80]} has locked this folder", f"if it is dead, delete {path.name} there")
    pid = holder.get("pid")
    if path in _HELD or (not kept and isinstance(pid, int) and pid != os.getpid() and processes.alive(pid)):
        raise _in_use(path, holder)


def _holder(handle: int) -> dict[str, Any]:
    """The process that wrote the lock, as far as it can be read."""
    with contextlib.suppress(OSError, ValueError):
        found = json.decode(positions.read_at(handle, 4096, 0) or b"{}")
        return found if isinstance(found, dict) else {}
    return {}


def _in_use(path: Path, holder: dict[str, Any]) -> HandoutError:
    pid = holder.get("pid")
    who = f" (process {pid})" if isinstance(pid, int) else ""
    return _error(path, f"another run is writing into this folder{who}", "wait for it, or stop it")


def _error(path: Path, message: str, hint: str = "") -> OutputError:
    return OutputError.at(path.parent, message, hint, "locked")
