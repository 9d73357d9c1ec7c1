"""The beginning of a change, if several beginnings give the same texts."""

from __future__ import annotations

from collections.abc import Iterator

from handout.compare.cells import ROW, TABLE
from handout.compare.words import WordSequence


def slid(text: WordSequence, numbers: list[int], run: list[int]) -> list[int]:
    """A change moved to the beginning of a row, or to the earliest beginning of a passage, if both texts stay the same.

    So it is `• b`, not `b •`, and a row, not the end of one and the beginning of the next.
    """
    if not run or run[-1] - run[0] != len(run) - 1:
        return run
    back = [steps for steps in _slides(numbers, run, -1) if text.begins(run[0] - steps)]
    ahead = [steps for steps in _slides(numbers, run, 1) if text.begins(run[0] + steps)]
    rows = [step for step in (0, *(-steps for steps in back), *ahead) if text.words[run[0] + step].text in (ROW, TABLE)]
    step = rows[0] if rows else -max(back, default=0)
    return [at + step for at in run]


def _slides(numbers: list[int], run: list[int], way: int) -> Iterator[int]:
    """By how many words a run can be moved, back or ahead, without changing the texts."""
    first, last = (run[0], run[-1]) if way < 0 else (run[-1], run[0])
    for steps in range(1, len(run)):
        out, into = last - (steps - 1) * -way, first + steps * way
        if not 0 <= into < len(numbers) or numbers[into] != numbers[out]:
            return
        yield steps
