"""The lock of a store: an object that only one run can put, because it is put only where there is none.

It doesn't expire: a run that sleeps, or whose clock is wrong, would wake up beside another.  One of a run that is known
to be dead, because it was on this machine, is taken over; any other is taken away by hand.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from handout.batch.output.s3_client import Bucket, Taken
from handout.diagnostics import HandoutError, OutputError
from handout.files.object_store import StoreError

LOCK = ".handout.lock"
_TRIES = 3


@contextlib.contextmanager
def locked(where: Bucket, run: str, name: str) -> Iterator[None]:
    """Holds a store for a run; HandoutError, exit code 6, while another does, or where the store can't do it."""
    try:
        _take(where, run, name)
        _proved(where, run, name)
    except OSError as error:
        raise OutputError.at(name, f"can't be locked: {error.strerror}", code="locked") from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if _holder(where) == run:
                where.delete(LOCK)


def held(where: Bucket, run: str) -> None:
    """OSError when the lock is no longer this run's: another may be writing."""
    if _holder(where) != run:
        raise StoreError("its lock was deleted, and another run may be writing")


def _holder(where: Bucket) -> str | None:
    found = where.find(LOCK)
    return None if found is None else found.metadata.get("run")


def _take(where: Bucket, run: str, name: str) -> None:
    own = json.dumps(_self()).encode()
    for _ in range(_TRIES):
        try:
            where.put(LOCK, own, Metadata={"run": run}, IfNoneMatch="*")
            return
        except Taken:
            found = where.find(LOCK)
        if found is None:
            continue
        if found.metadata.get("run") == run:  # put, and the answer was lost
            return
        holder = _read(where.get(LOCK))
        if not _dead(holder):
            raise _in_use(name, holder)
        with contextlib.suppress(Taken):
            where.put(LOCK, own, Metadata={"run": run}, IfMatch=found.etag)
            return
    raise OutputError.at(name, "another run is writing there", "wait for it, or stop it", "locked")


def _proved(where: Bucket, run: str, name: str) -> None:
    """HandoutError for a store that puts an object whatever the condition is: nothing would keep two runs apart."""
    try:
        where.put(LOCK, json.dumps(_self()).encode(), Metadata={"run": run}, IfNoneMatch="*")
    except Taken:
        return
    where.delete(LOCK)
    raise OutputError.at(
        name, "the store doesn't support conditional writes, so two runs could write at the same time", code="locked"
    )


def _self() -> dict[str, Any]:
    return {"host": platform.node(), "pid": os.getpid(), "machine": _machine(), "began": _began(os.getpid())}


def _read(content: bytes | None) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        found = json.loads(content or b"{}")
        return found if isinstance(found, dict) else {}
    return {}


def _dead(holder: dict[str, Any]) -> bool:
    """Whether a run was on this machine, among the same processes, and isn't any more."""
    machine, pid = _machine(), holder.get("pid")
    if not machine or holder.get("machine") != machine or not isinstance(pid, int):
        return False
    return _began(pid) != holder.get("began")


def _machine() -> str:
    """What tells this machine, since it was started, and this set of processes from any other; empty if unknown."""
    try:
        parts = (
            Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip(),
            str(Path("/proc/self/ns/pid").readlink()),
            platform.node(),
        )
    except OSError:
        return ""
    return blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()


def _began(pid: int) -> str | None:
    """When a process began, by the kernel's count; None when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None


def _in_use(name: str, holder: dict[str, Any]) -> HandoutError:
    who = f"{str(holder.get('host', ''))[:80]}, process {holder.get('pid')}" if holder else "somebody"
    message = f"another run is writing there ({who})"
    return OutputError.at(name, message, f"wait for it, or stop it; if it is dead, delete {LOCK} there", "locked")
