"""Two long sequences aligned: which stretches of them are equal, in about linear time.

What occurs on one side only is left out first, and what is alike at both ends is put aside.  Then, as in Bram Cohen's
patience diff, what occurs once in both holds the rest together: runs of eight, of three, then single items.  What is
between them goes to Myers' algorithm, which looks for the fewest edits, with a bound after which it takes the best that
it has and goes on from there.  So no text is bad enough to take the square of its length, as long runs of equal words
would.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

_RUNS = (8, 3, 1)
_FEW = 48
"""Items; fewer need no anchors."""
_MOST_EDITS, _THEN = 400, 48
"""Edits that are searched for in one step: in the first step, and in each further step."""

Numbers = Sequence[int]
IndexPair = tuple[int, int]
"""The index of an item in the one sequence and in the other."""


class Match(NamedTuple):
    """Equal stretches: where each begins, and how long they are."""

    old: int
    new: int
    size: int


class Ranges(NamedTuple):
    """A range of each sequence."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def empty(self) -> bool:
        """Whether both ranges are empty."""
        return self.old == self.old_end and self.new == self.new_end


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[IndexPair]:
    """The equal items of two sequences in order, as pairs of indexes."""
    numbers: dict[Hashable, int] = {}
    keys = [[numbers.setdefault(item, len(numbers)) for item in items] for items in (old, new)]
    return [(match.old + step, match.new + step) for match in align(*keys) for step in range(match.size)]


def gaps(pairs: Iterable[IndexPair], old: int, new: int) -> Iterator[Ranges]:
    """The ranges between pairs, and before and after them; `old` and `new` are the lengths of the sequences."""
    i = j = 0
    for next_i, next_j in [*pairs, (old, new)]:
        found = Ranges(i, next_i, j, next_j)
        if not found.empty:
            yield found
        i, j = next_i + 1, next_j + 1


def align(old: Numbers, new: Numbers) -> list[Match]:
    """The equal stretches in order, none empty, none touching the next on both sides."""
    in_both = {*old} & {*new}
    at_old = [at for at, item in enumerate(old) if item in in_both]
    at_new = [at for at, item in enumerate(new) if item in in_both]
    shared_old, shared_new = [old[at] for at in at_old], [new[at] for at in at_new]
    found: list[Match] = []
    for match in _aligned(shared_old, shared_new, Ranges(0, len(shared_old), 0, len(shared_new)), 0):
        for step in range(match.size):
            i, j = at_old[match.old + step], at_new[match.new + step]
            last = found[-1] if found else None
            if last and last.old + last.size == i and last.new + last.size == j:
                found[-1] = Match(last.old, last.new, last.size + 1)
            else:
                found.append(Match(i, j, 1))
    return _slid(old, new, found)


def _slid(old: Numbers, new: Numbers, matches: list[Match]) -> list[Match]:
    """Moves each change to its earliest beginning: `• b` is gone, not `b •`; so it may touch the change before it."""
    found: list[Match] = []
    end_i = end_j = 0
    for match in [*matches, Match(len(old), len(new), 0)]:
        i, j, size = match
        items, start, end = (old, end_i, i) if j == end_j else (new, end_j, j)
        steps = 0
        if found and (i == end_i) != (j == end_j):
            while steps < found[-1].size and items[start - 1 - steps] == items[end - 1 - steps]:
                steps += 1
            last = found.pop()
            if last.size > steps:
                found.append(last._replace(size=last.size - steps))
        end_i, end_j = i + size, j + size
        if size + steps:
            found.append(Match(i - steps, j - steps, size + steps))
    return found


def _aligned(old: Numbers, new: Numbers, part: Ranges, level: int) -> Iterator[Match]:
    i, end_i, j, end_j = part
    begin = _run(old, new, part)
    if begin:
        yield Match(i, j, begin)
    i, j, end = i + begin, j + begin, 0
    while end_i - end > i and end_j - end > j and old[end_i - end - 1] == new[end_j - end - 1]:
        end += 1
    end_i, end_j = end_i - end, end_j - end
    if i < end_i and j < end_j:
        yield from _between(old, new, Ranges(i, end_i, j, end_j), level)
    if end:
        yield Match(end_i, end_j, end)


def _between(old: Numbers, new: Numbers, part: Ranges, level: int) -> Iterator[Match]:
    """The equal stretches of ranges that differ in their first and last items."""
    for number in range(level, len(_RUNS)):
        if max(part.old_end - part.old, part.new_end - part.new) < _FEW:
            break
        if anchors := _anchors(old, new, part, _RUNS[number]):
            i, j = part.old, part.new
            for at_i, at_j in [*anchors, (part.old_end, part.new_end)]:
                if at_i >= i and at_j >= j:  # anchors inside a long run are already part of it
                    matches = [*_aligned(old, new, Ranges(i, at_i, j, at_j), number + 1)]
                    yield from matches
                    size = _run(old, new, part._replace(old=at_i, new=at_j))
                    if size:
                        yield Match(at_i, at_j, size)
                    i, j = at_i + size, at_j + size
            return
    yield from _myers(old, new, part)


def _run(old: Numbers, new: Numbers, part: Ranges) -> int:
    """How many items are equal from the beginning of both ranges on."""
    i, end_i, j, end_j = part
    size = 0
    while i + size < end_i and j + size < end_j and old[i + size] == new[j + size]:
        size += 1
    return size


def _anchors(old: Numbers, new: Numbers, part: Ranges, size: int) -> list[IndexPair]:
    """The beginnings of runs of a size that occur once in both parts: the longest series in the order of both."""
    in_old, in_new = _once(old, part.old, part.old_end, size), _once(new, part.new, part.new_end, size)
    pairs = sorted((at, in_new[run]) for run, at in in_old.items() if run in in_new)
    return _rising(pairs)


def _once(items: Numbers, start: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    for at in range(start, end - size + 1):
        run = tuple(items[at : at + size])
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0}


def _rising(pairs: list[IndexPair]) -> list[IndexPair]:
    """The longest series of pairs that rises on both sides."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [j]
        last[at : at + 1] = [number]
    series, number = [], last[-1] if last else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _myers(old: Numbers, new: Numbers, part: Ranges) -> Iterator[Match]:
    """The equal stretches with the fewest edits between them, found in steps of a bounded number of edits."""
    most = _MOST_EDITS
    while part.old < part.old_end and part.new < part.new_end:
        trace = _reached(old, new, part, most)
        diagonal = max(trace[-1], key=lambda k: 2 * trace[-1][k] - k)
        yield from _path(trace, diagonal, part)
        x = trace[-1][diagonal]
        part, most = part._replace(old=part.old + x, new=part.new + x - diagonal), _THEN


Reach = dict[int, int]
"""The old items that are passed on each diagonal; on diagonal k, k more old than new items are passed."""


def _reached(old: Numbers, new: Numbers, part: Ranges, most: int) -> list[Reach]:
    """The diagonals after 0, 1, 2, … edits, until the end is reached or there are too many edits."""
    i, end_i, j, end_j = part
    n, m = end_i - i, end_j - j
    trace: list[Reach] = []
    for edits in range(most + 1):
        now: Reach = {}
        for k in range(-min(edits, m) + (edits - min(edits, m)) % 2, min(edits, n) + 1, 2):
            x = _step(trace[-1], k, n, m) if trace else 0
            if x is None:
                continue
            while x < n and x - k < m and old[i + x] == new[j + x - k]:
                x += 1
            now[k] = x
        trace.append(now)
        if now.get(n - m) == n:
            # The end is reached.
            break
    return trace


def _step(reached: Reach, k: int, n: int, m: int) -> int | None:
    """Where a diagonal is entered with one more edit: an inserted new item, or a deleted old one."""
    put_in, left_out = reached.get(k + 1, -1), reached.get(k - 1, n) + 1
    ways = [x for x in (put_in, left_out) if 0 <= x <= n and x - k <= m]
    return max(ways, default=None)


def _path(trace: list[Reach], diagonal: int, part: Ranges) -> list[Match]:
    """The equal stretches on the way to where a diagonal ends."""
    n, m = part.old_end - part.old, part.new_end - part.new
    found: list[Match] = []
    k = diagonal
    for edits in range(len(trace) - 1, -1, -1):
        end, before = trace[edits][k], trace[edits - 1] if edits else {}
        start = _step(before, k, n, m) if edits else 0
        assert start is not None
        if end > start:
            found.append(Match(part.old + start, part.new + start - k, end - start))
        if edits:
            k = k - 1 if start == before.get(k - 1, n) + 1 else k + 1
    return found[::-1]
