"""Where the newest state hangs: the one who makes it and those who wait for it are different threads."""

from __future__ import annotations

import threading

from handout.preview.state import PreviewState


class Board:
    """One state at a time; a new one wakes all who wait."""

    def __init__(self, state: PreviewState) -> None:
        self._state = state
        self._news = threading.Condition()
        self._closed = False

    @property
    def state(self) -> PreviewState:
        """The newest state."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether no other state will come."""
        return self._closed

    def show(self, state: PreviewState) -> None:
        """Hang up a state."""
        with self._news:
            self._state = state
            self._news.notify_all()

    def close(self) -> None:
        """Wake everybody for the last time."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def wait(self, version: int, seconds: float) -> PreviewState | None:
        """The newest state, once it is another than that of a version; None when there is none in time."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._state.version != version, seconds)
            return None if self._state.version == version else self._state
