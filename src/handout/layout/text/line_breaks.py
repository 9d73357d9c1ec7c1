"""Line breaks: a text in as few lines as possible, and among those the lines whose ends are most even.

Spaces have one width here, so a line leaves room at its end: its slack, as a share of the measure.  `fill` puts on
every line what fits, which gives the number of lines; no more are ever used.  With this number most texts can still
be broken in many ways.  The cost of one way to break a text is the sum of

- the square of each line's slack: one line that is far too short costs more than two that are a little too short;
  the last line's slack is free, except in headings, whose lines are balanced;
- the cost of each break that is not at a space (`words`): after a hyphen, or in an address;
- a price for a last line of one word: a small one, or for a very short word a large one.

This is the total fit of Knuth and Plass, without spaces that stretch.  Three things make it cheap:

1. Each line has an earliest end, found by filling lines from the text's end (`_backwards`), and a latest, found by
   `fill`. Only the ends between these two are tried.
2. The best way is found from the last line to the first: for each word at which a line may begin, the cost of the
   best lines from there on and the end of the first of them (`Ways`).  Nothing in it depends on the words before.
3. So a caller who sets many texts with the same end (`refit`) keeps these ways in `KnownEndings`, and finds only the
   first lines anew.  Words are counted from the text's end, as negative numbers, so that a word of the common end
   has one number in all texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from msgspec import Struct

from handout.layout.text.words import MeasuredWords

_CLOSE = 1e-6
_LONELY = 10.0
_ALONE = 0.08
"""The cost of a word alone on the last line; for a short word, more than the cost of any uneven lines."""

_SHORT = 4
"""The most letters and digits of a word that shouldn't be alone on a line."""

BestBreak = tuple[float, int]
"""The least cost of the lines from a word on, and where the first of these lines ends.

Words are counted from the text's end here, as negative numbers.
"""
Ways = dict[int, BestBreak]
"""The best break by the word with which the lines begin."""


class LineCost(Struct, frozen=True):
    """The costs of one line of a text, except the cost of its break."""

    measure: float
    ragged: bool = True
    """Whether the line's slack costs something; False for a last line."""
    alone: float = 0.0
    """The price if the line has only the text's last word."""


class KnownEndings(Struct, frozen=True):
    """The ways that were found for texts with the same end, set to one measure."""

    words: int
    """How many words at the end are the same."""
    ways: dict[int, Ways] = {}
    """The ways by the number of lines."""
    begun: dict[int, tuple[int, int]] = {}
    """By the latest end of a line: how many lines come after it, and its earliest end among these words."""

    def found(self, left: int, starts: Iterable[int]) -> Ways:
        """The ways with so many lines that were found for some starts."""
        known = self.ways.get(left, {})
        return {at: known[at] for at in starts if at in known}

    def keep(self, left: int, ways: Ways) -> None:
        """Keeps the ways with so many lines that begin at these words."""
        self.ways.setdefault(left, {}).update((at, way) for at, way in ways.items() if at >= -self.words)


def lonely(text: str, found: MeasuredWords) -> bool:
    """Whether the last word is so short that it shouldn't be alone on a line."""
    last = sum(map(str.isalnum, text[found.ends[-2] : found.ends[-1] or None])) if len(found.ends) > 1 else 0
    return 0 < last <= _SHORT


def fill(words: MeasuredWords, measure: float) -> list[int]:
    """Where each line ends, as a number of words, when every line takes as many words as fit."""
    ends, start, count = [], 0, len(words.ends)
    while start < count:
        start = _filled(words, measure, start)
        ends.append(start)
    return ends


def _filled(words: MeasuredWords, measure: float, start: int) -> int:
    """Where a line ends that takes as many words as fit."""
    return max(bisect_right(words.ends_at, words.starts_at[start] + measure + _CLOSE, start), start + 1)


def lines(
    words: MeasuredWords, measure: float, lonely: bool, balanced: bool, known: KnownEndings | None = None
) -> list[int]:
    """Where each line ends, as a number of words.

    The last word is left alone on its line only if that makes the other lines much more even; if the word is
    `lonely`, only if there is no other way.
    """
    count = len(words.ends)
    if known is not None and (ends := _recalled(words, measure, known)):
        return ends
    latest = fill(words, measure)
    if len(latest) < 2:
        return latest
    price = 0.0 if balanced else _LONELY if lonely else _ALONE
    if len(latest) == 2 and not balanced:
        return [_of_two(words, latest[0], LineCost(measure, alone=price)), count]
    earliest = _backwards(words, measure, len(latest))
    starts = [(-count, -count), *((low - count, high - count) for low, high in zip(earliest, latest, strict=True))]
    ways, after = [{0: (0.0, 0)}], range(1)
    for left in range(1, len(starts)):
        low, high = starts[-left - 1]
        line = LineCost(measure, balanced or left > 1, price if left == 1 else 0.0)
        own = range(low, high + 1)
        found = {} if known is None else known.found(left, own)
        if len(found) < len(own):
            new = _extended(words, [at for at in own if at not in found], _Rest(ways[-1], after), line)
            found |= new
            if known is not None:
                known.keep(left, new)
        if known is not None and high >= -known.words:
            known.begun[high] = left, max(low, -known.words)
        ways.append(found)
        after = own
    return _followed(ways, count)


def _of_two(words: MeasuredWords, latest: int, line: LineCost) -> int:
    """Where the first of two lines ends: what the ways would give, and most names that are long have two lines."""
    measure, count = line.measure, len(words.ends)
    [earliest, _] = _backwards(words, measure, 2)
    first, last = words.starts_at[0], words.costs[count - 1]
    best, goal = 1e30, latest
    for end in range(max(earliest, 1), latest + 1):
        slack = 1.0 - (words.ends_at[end - 1] - first) / measure
        rest = last + line.alone if end == count - 1 else last
        cost = words.costs[end - 1] + rest + slack * slack
        if cost < best:
            best, goal = cost, end
    return goal


def _recalled(words: MeasuredWords, measure: float, known: KnownEndings) -> list[int]:
    """Where each line ends, if the first line ends where the best ways to go on are known; else empty."""
    count = len(words.ends)
    high = _filled(words, measure, 0) - count
    if count == known.words or high not in known.begun:
        return []
    after, low = known.begun[high]
    ends = range(low, high + 1)
    ways = [known.ways[left] for left in range(1, after + 1)]
    top = _extended(words, (-count,), _Rest(ways[-1], ends), LineCost(measure))
    if low == -known.words and count > known.words + 1 and top:
        # An end before the known words is better only if the first line alone costs less than this way.
        slack = 1.0 - (words.ends_at[low - 2] - words.starts_at[0]) / measure
        if slack * slack <= top[-count][0]:
            earlier = _earlier(words, measure, known, high)
            if earlier is None:
                return []
            ways[-1] = earlier | ways[-1]
            top = _extended(words, (-count,), _Rest(ways[-1], range(1 - count, high + 1)), LineCost(measure))
    return _followed([{}, *ways, top], count) if top else []


def _earlier(words: MeasuredWords, measure: float, known: KnownEndings, high: int) -> Ways | None:
    """The ways that begin before the known words, where the line before ends at `high` at the latest.

    None where their second line may begin there, too.
    """
    count, (left, _) = len(words.ends), known.begun[high]
    if left == 1:
        low, rest = 0, _Rest({0: (0.0, 0)}, range(1))
    else:
        latest = _filled(words, measure, high + count) - count
        _, low = known.begun.get(latest, (0, -known.words))
        rest = _Rest(known.ways[left - 1], range(low, latest + 1))
    if low == -known.words:
        return None
    limit = words.ends_at[low - 1] - measure - _CLOSE
    first = bisect_left(words.starts_at, limit, 0, low + count) - count
    return _extended(words, range(first, -known.words), rest, LineCost(measure, ragged=left > 1))


def _backwards(words: MeasuredWords, measure: float, count: int) -> list[int]:
    """The earliest end of each line, after which the rest of the text fits in the lines that follow."""
    end = len(words.ends)
    ends = [end]
    for _ in range(count - 1):
        limit = words.ends_at[end - 1] - measure - _CLOSE
        end = min(bisect_left(words.starts_at, limit, 0, end), end - 1)
        ends.append(max(end, 0))
    ends.reverse()
    return ends


class _Rest(Struct, frozen=True):
    """The lines after a line: the best ways, and the words at which these lines may begin."""

    ways: Ways
    starts: range


def _extended(words: MeasuredWords, starts: Iterable[int], rest: _Rest, line: LineCost) -> Ways:
    """The cheapest way from each start of a line, computed from the ways that begin where the line may end."""
    ways, measure, ragged = rest.ways, line.measure, line.ragged
    count, limit = len(words.ends), measure + _CLOSE
    choices = [(words.ends_at[end - 1], words.costs[end - 1] + ways[end][0], end) for end in rest.starts if end in ways]
    result: Ways = {}
    for start in starts:
        left, alone = words.starts_at[start + count], start + 1
        best, goal = 1e30, 1
        for right, cost, end in choices:
            width = right - left
            # A word that is longer than the line is alone on its line.
            if end > start and (width <= limit or end == alone):
                slack = 1.0 - width / measure if ragged else 0.0
                total = cost + slack * slack
                if total < best:
                    best, goal = total, end
        if goal < 1:
            result[start] = (best + line.alone if start == -1 else best, goal)
    return result


def _followed(ways: list[Ways], count: int) -> list[int]:
    ends, start = [], -count
    for found in reversed(ways[1:]):
        start = found[start][1]
        ends.append(start + count)
    return ends
