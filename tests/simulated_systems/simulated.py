"""The program on a system that lacks what another has: `python simulated.py render …`, the system in SIMULATED.

Modules of handout, and of the library that it locks with, are given other modules when they import `os`, `signal`,
`sys` and the like; the standard library keeps its own.  What all of the process sees is changed only as far as Windows
refuses it: nothing that is open is renamed, replaced or taken away, and every folder looks open to everybody.

`windows`  what Python has on Windows, `sys.platform` too
`macos`    POSIX without what only Linux has
`bare`     a system of which nothing is known: none of the names, whatever it is called
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import errno
import fcntl
import os
import signal
import stat
import struct
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

SYSTEM = os.environ["SIMULATED"]
PLATFORM = {"windows": "win32", "macos": "darwin", "bare": sys.platform}[SYSTEM]
BINARY = 0x8000
"""O_BINARY of Windows; Linux has no meaning for it in open(2)."""
CALLERS = ("handout", "portalocker")
FULL_SYNC = 51
"""F_FULLFSYNC of macOS."""

NO_OS = frozenset(
    """O_NONBLOCK O_NOFOLLOW O_CLOEXEC O_DIRECTORY O_TMPFILE O_NOCTTY O_SYNC pread pwrite preadv pwritev readv
    fork forkpty geteuid getuid getgid getegid setsid killpg getpgid mkfifo mknod chown fchown statvfs fstatvfs
    fdatasync sync sched_getaffinity uname posix_fadvise register_at_fork nice getloadavg sysconf
    chroot""".split()  # noqa: SIM905
)
NO_SIGNAL = frozenset(
    """SIGHUP SIGALRM SIGKILL SIGQUIT SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE SIGXFSZ SIGTTIN ITIMER_REAL setitimer getitimer
    alarm pause sigwait pthread_sigmask pthread_kill siginterrupt""".split()  # noqa: SIM905
)
NO_MODULES = frozenset({"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "select", "syslog"})


class Other(ModuleType):
    """A module with other things in it, or without some."""

    def __init__(self, real: ModuleType, without: frozenset[str], instead: Mapping[str, Any]) -> None:
        super().__init__(real.__name__)
        self.__dict__.update(instead)
        self._real, self._without = real, without

    def __getattr__(self, name: str) -> Any:
        if name in self._without:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} on this system")
        return getattr(self._real, name)


def elsewhere_open(path: str) -> bool:
    """Whether a process has a file open; so it can't be renamed, replaced or taken away on Windows."""
    wanted = os.path.realpath(path)
    for handles in Path("/proc").glob("[0-9]*/fd"):
        with contextlib.suppress(OSError):
            for handle in handles.iterdir():
                with contextlib.suppress(OSError):
                    if os.readlink(handle) == wanted:  # noqa: PTH115
                        return True
    return False


def shared(real: Callable[..., Any], count: int) -> Callable[..., Any]:
    """A call that takes away or renames its first `count` paths, as Windows does it."""

    def call(*paths: Any, **more: Any) -> Any:
        caller = sys._getframe(1).f_globals["__name__"]
        if not caller.startswith(("tempfile", "multiprocessing", "shutil")) and not more.get("dir_fd"):
            for path in paths[:count]:
                if elsewhere_open(os.fspath(path)):
                    raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return real(*paths, **more)

    return call


def with_rights(real: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    """A call that tells no rights of others, as on Windows."""

    def call(*arguments: Any, **more: Any) -> os.stat_result:
        found = real(*arguments, **more)
        rights = 0o777 if stat.S_ISDIR(found.st_mode) else 0o666
        times = {name: getattr(found, name) for name in ("st_atime_ns", "st_mtime_ns", "st_ctime_ns")}
        return os.stat_result((found.st_mode | rights, *found[1:], *[ns / 1e9 for ns in times.values()]), times)

    return call


def no_rename_over(path: Any, to: Any) -> None:
    if os.path.lexists(to):
        raise FileExistsError(errno.EEXIST, "File exists", path, None, to)
    os.rename(path, to)  # noqa: PTH104


def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    """open() of Windows: bytes are as they are only where that is said, and no folder is opened."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    assert flags & BINARY, "line ends would be translated"
    if len(os.path.abspath(path)) > 259:  # noqa: PTH100
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(path))
    if Path(path).is_dir():
        raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
    return os.open(path, flags & ~BINARY, mode)


def status(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    return os.stat(path, follow_symlinks=follow_symlinks)  # noqa: PTH116


def synced(handle: int) -> None:
    """FlushFileBuffers() needs the right to write."""
    if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    os.fsync(handle)


def read(handle: int, size: int) -> bytes:
    """What another handle has locked can't be read."""
    if _lock(handle, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, os.lseek(handle, 0, os.SEEK_CUR), size)[0] != fcntl.F_UNLCK:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return os.read(handle, size)


def locking(handle: int, mode: int, size: int) -> None:
    """locking() of the Microsoft C runtime, from the file's position on."""
    kind = fcntl.F_UNLCK if mode == 0 else fcntl.F_WRLCK
    try:
        _lock(handle, fcntl.F_OFD_SETLK, kind, os.lseek(handle, 0, os.SEEK_CUR), size)
    except OSError:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None


def _lock(handle: int, call: int, kind: int, start: int, size: int) -> tuple[int, ...]:
    asked = struct.pack("hhqqixxxx", kind, os.SEEK_SET, start, size, 0)
    return struct.unpack("hhqqixxxx", fcntl.fcntl(handle, call, asked))


def signalled(number: int, handler: Any) -> Any:
    allowed = {signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGINT, signal.SIGSEGV, signal.SIGTERM, 21}
    if number not in allowed:
        raise ValueError("signal number out of range")
    return signal.signal(number, handler)


def library(name: str | None, *more: Any, **named: Any) -> Any:
    """The system has no library by that name, or by none."""
    if name is None:
        raise TypeError("LoadLibrary() argument 1 must be str, not None")
    return ctypes.CDLL(name, *more, **named)


def on_windows() -> dict[str, ModuleType]:
    """The modules that are given there, by name."""
    calls = {
        "O_BINARY": BINARY, "open": opened, "stat": status, "fsync": synced, "read": read, "rename": no_rename_over,
        "name": "nt", "supports_dir_fd": frozenset(),
    }  # fmt: skip
    microsoft = ModuleType("msvcrt")
    microsoft.__dict__.update(locking=locking, LK_UNLCK=0, LK_LOCK=1, LK_NBLCK=2, LK_RLCK=3, LK_NBRLCK=4)
    return {
        "os": Other(os, NO_OS, calls), "sys": Other(sys, frozenset(), {"platform": "win32"}), "msvcrt": microsoft,
        "signal": Other(signal, NO_SIGNAL, {"SIGBREAK": 21, "signal": signalled}),
        "ctypes": Other(ctypes, frozenset(), {"CDLL": library}),
    }  # fmt: skip


def on_macos() -> dict[str, ModuleType]:
    def call(handle: int, number: int, *more: Any) -> Any:
        return os.fsync(handle) if number == FULL_SYNC else fcntl.fcntl(handle, number, *more)

    return {
        "os": Other(os, frozenset({"sched_getaffinity"}), {}), "sys": Other(sys, frozenset(), {"platform": "darwin"}),
        "fcntl": Other(fcntl, frozenset({"F_OFD_SETLK"}), {"F_FULLFSYNC": FULL_SYNC, "fcntl": call}),
        "ctypes": Other(ctypes, frozenset(), {"CDLL": lambda *_, **__: ModuleType("libc")}),
    }  # fmt: skip


def on_a_bare_one() -> dict[str, ModuleType]:
    calls = {"supports_dir_fd": frozenset(), "stat": status}
    return {
        "os": Other(os, NO_OS, calls), "signal": Other(signal, NO_SIGNAL, {}),
        "ctypes": Other(ctypes, frozenset(), {"CDLL": library}),
    }  # fmt: skip


def install() -> None:
    """Gives the program this system, from now on."""
    given = {"windows": on_windows, "macos": on_macos, "bare": on_a_bare_one}[SYSTEM]()
    missing = frozenset({"resource"}) if SYSTEM == "macos" else NO_MODULES
    real = builtins.__import__

    def imported(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        caller = (globals or {}).get("__name__", "")
        if level == 0 and caller.partition(".")[0] in CALLERS:
            if name in given:
                return given[name]
            if name in missing:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, globals, locals, fromlist, level)

    builtins.__import__ = imported
    warnings.filterwarnings("error", category=EncodingWarning, module=r"handout\.")
    if SYSTEM == "windows":
        os.replace = shared(os.replace, 2)
        os.unlink = shared(os.unlink, 1)
        os.remove = os.unlink
        for name in ("stat", "lstat", "fstat"):
            setattr(os, name, with_rights(getattr(os, name)))


def main() -> None:
    sys.argv[0] = "handout"
    from handout.cli import main as program

    program()


install()
if __name__ == "__main__":
    main()
