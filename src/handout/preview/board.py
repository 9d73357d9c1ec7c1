"""Holds the newest state of the preview; one thread makes it, other threads wait for it."""

from __future__ import annotations

import threading

from handout.preview.state import PreviewState


class Board:
    """One state at a time; a new one wakes all threads that wait."""

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
        """Whether there will be no other state."""
        return self._closed

    def show(self, state: PreviewState) -> None:
        """Set the newest state."""
        with self._news:
            self._state = state
            self._news.notify_all()

    def close(self) -> None:
        """Wake all threads for the last time."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def wait(self, version: int, seconds: float) -> PreviewState | None:
        """The newest state, as soon as its version isn't `version`; None if that takes longer than `seconds`."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._state.version != version, seconds)
            return None if self._state.version == version else self._state
