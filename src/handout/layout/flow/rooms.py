"""How high the frames of each page are: those of the first page, and those of each later one."""

from __future__ import annotations

from msgspec import Struct


class Rooms(Struct, frozen=True):
    """The heights of the frames, side by side, of the first page and of each later one."""

    first: tuple[float, ...]
    later: tuple[float, ...]

    @property
    def count(self) -> int:
        """Frames that differ: the first page's, then a later page's."""
        return len(self.first) + len(self.later)

    def height(self, frame: int) -> float:
        """The height of a frame, which is counted as in `count`."""
        return (*self.first, *self.later)[frame]

    def page(self, frame: int) -> tuple[int, int]:
        """A frame's column, and how many there are on its page."""
        first = len(self.first)
        return (frame, first) if frame < first else (frame - first, len(self.later))

    def following(self, frame: int) -> int:
        """The frame after one."""
        column, count = self.page(frame)
        return frame + 1 if column + 1 < count else len(self.first)
