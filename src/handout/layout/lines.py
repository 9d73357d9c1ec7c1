"""Words into lines: as few as can be, and among those the set whose right edge is most even.

With the number of lines known, the end of each line lies between where it would end if all words stood as far back as
possible and where it would end if they stood as far forward; what lies between is tried (Knuth and Plass's total fit
without glue that stretches).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from handout.layout.words import Words

_CLOSE = 1e-6
_LONELY = 10.0
_ALONE = 0.08
"""The cost of a word alone on the last line: of a short one more than any raggedness."""


def fill(words: Words, measure: float) -> list[int]:
    """Where each line ends, as a number of words, when every line takes what fits."""
    ends, start, count = [], 0, len(words.ends)
    while start < count:
        limit = words.starts_at[start] + measure + _CLOSE
        start = max(bisect_right(words.ends_at, limit, start), start + 1)
        ends.append(start)
    return ends


def lines(words: Words, measure: float, lonely: bool, balanced: bool) -> list[int]:
    """Where each line ends, as a number of words; the last word isn't left alone gladly, if it is
    `lonely` not at all where it can be helped.
    """
    latest = fill(words, measure)
    if len(latest) < 2:
        return latest
    earliest = _backwards(words, measure, len(latest))
    costs: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    trail: list[dict[int, tuple[float, int]]] = []
    for number, (low, high) in enumerate(zip(earliest, latest, strict=True)):
        last = number == len(latest) - 1
        costs = _extended(words, costs, (low, high, measure, last, balanced))
        if last and not balanced:
            costs = _not_alone(words, trail[-1], (costs, measure, _LONELY if lonely else _ALONE))
        trail.append(costs)
    return _followed(trail, len(words.ends))


def _backwards(words: Words, measure: float, count: int) -> list[int]:
    """The earliest end of each line that leaves no more than fits in the lines after it."""
    end = len(words.ends)
    ends = [end]
    for _ in range(count - 1):
        limit = words.ends_at[end - 1] - measure - _CLOSE
        end = min(bisect_left(words.starts_at, limit, 0, end), end - 1)
        ends.append(max(end, 0))
    ends.reverse()
    return ends


def _extended(
    words: Words, before: dict[int, tuple[float, int]], line: tuple[int, int, float, bool, bool]
) -> dict[int, tuple[float, int]]:
    """The cheapest way to each end of one line from the ends of the line before it."""
    low, high, measure, last, balanced = line
    starts_at, ends_at, costs = words.starts_at, words.ends_at, words.costs
    limit, ragged = measure + _CLOSE, balanced or not last
    result: dict[int, tuple[float, int]] = {}
    choices = [(starts_at[start], cost, start) for start, (cost, _) in before.items()]
    for end in range(low, high + 1):
        right, longest = ends_at[end - 1], end - 1
        best, source = 1e30, -1
        for left, cost, start in choices:
            width = right - left
            # A word that is longer than the line stands alone.
            if start < end and (width <= limit or start == longest):
                slack = 1.0 - width / measure if ragged else 0.0
                total = cost + slack * slack
                if total < best:
                    best, source = total, start
        if source >= 0:
            result[end] = (best + costs[longest], source)
    return result


def _not_alone(
    words: Words, before: dict[int, tuple[float, int]], last: tuple[dict[int, tuple[float, int]], float, float]
) -> dict[int, tuple[float, int]]:
    """The last line's end again, with a price on its having only one word."""
    costs, measure, price = last
    end = len(words.ends)
    choices = [
        (cost + (price if start == end - 1 else 0.0), start)
        for start, (cost, _) in before.items()
        if start < end and words.ends_at[end - 1] - words.starts_at[start] <= measure + _CLOSE
    ]
    return {end: min(choices)} if choices else costs


def _followed(trail: list[dict[int, tuple[float, int]]], end: int) -> list[int]:
    ends = []
    for costs in reversed(trail):
        ends.append(end)
        end = costs[end][1]
    ends.reverse()
    return ends
