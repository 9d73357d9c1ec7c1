"""A process that does the work of a cluster's worker, chunk by chunk; requests come through a pipe.

The worker itself may be shared with others.  So the limits of time and memory, the files that are open and what is left
in memory are this process's own, and a crash ends nothing else.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from queue import Empty, SimpleQueue
from typing import IO

IDLE = 60.0
"""Seconds without a request after which the process exits: its run is over, or dead."""
_LENGTH = 8


class Subprocess:
    """Such a process, from the caller's side."""

    def __init__(self, key: str, job: bytes) -> None:
        self.key = key
        path = os.pathsep.join(name or os.getcwd() for name in sys.path)  # noqa: PTH109 (no path of ours)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "handout.batch.workers.dask_subprocess"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        with contextlib.suppress(OSError):
            self._send(pickle.dumps((key, job)))

    def make(self, chunk: bytes) -> bytes | None:
        """The encoded result of a chunk; None if the process died during it."""
        with contextlib.suppress(OSError):
            self._send(chunk)
            assert self._process.stdout is not None
            return _received(self._process.stdout)
        return None

    def idle(self) -> bool:
        """Whether it ended because no request came."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(1) == 0
        return False

    def close(self) -> None:
        """Ends it at once."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _send(self, content: bytes) -> None:
        assert self._process.stdin is not None
        _sent(self._process.stdin, content)


def main() -> None:
    """The process."""
    from handout.batch.workers.worker import make_packed

    source = os.fdopen(os.dup(0), "rb", buffering=0)
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # printed text must not come between the responses
    first = _received(source)
    if first is None:
        return
    key, job = pickle.loads(first)
    # Windows can't wait for a pipe with a timeout, so a thread reads; the work needs the main thread for its deadline.
    asked: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(source, asked), daemon=True).start()
    with contextlib.suppress(Empty):
        while (chunk := asked.get(timeout=IDLE)) is not None:
            with contextlib.suppress(BrokenPipeError):
                _sent(sink, pickle.dumps(make_packed(key, job, chunk)))


def _listen(source: IO[bytes], asked: SimpleQueue[bytes | None]) -> None:
    """Puts each message into the queue, and None after the last."""
    while (chunk := _received(source)) is not None:
        asked.put(chunk)
    asked.put(None)


def _sent(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH))
    pipe.write(content)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when there are no more."""
    length = _exactly(pipe, _LENGTH)
    return None if length is None else _exactly(pipe, int.from_bytes(length))


def _exactly(pipe: IO[bytes], size: int) -> bytes | None:
    found = bytearray()
    while len(found) < size:
        piece = pipe.read(size - len(found))
        if not piece:
            return None
        found += piece
    return bytes(found)


if __name__ == "__main__":
    main()
