"""Line ends that a text contains: its words are set from one such line end to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handout.inline.spaces import BREAK
from handout.layout.text.words import MeasuredWords


class ForcedLine(NamedTuple):
    """Consecutive words up to a line end of the text, and the first word's number in the whole text."""

    first: int
    words: MeasuredWords


def stretches(text: str, found: MeasuredWords) -> Iterator[ForcedLine]:
    """The words of a text, cut at the line ends that the text contains."""
    if BREAK not in text:
        yield ForcedLine(0, found)
        return
    first = 0
    for last, end in enumerate(found.ends, 1):
        if text[end - 1] == BREAK or last == len(found.ends):
            yield ForcedLine(first, _cut(found, first, last))
            first = last


def widest(parts: Sequence[ForcedLine]) -> float:
    """The width of the widest stretch on one line."""
    return max((words.ends_at[-1] - words.starts_at[0] for _, words in parts if words.ends_at), default=0.0)


def _cut(found: MeasuredWords, first: int, last: int) -> MeasuredWords:
    return MeasuredWords(
        found.ends[first:last],
        found.starts_at[first : last + 1],
        found.ends_at[first:last],
        found.costs[first:last],
        found.longest,
    )
