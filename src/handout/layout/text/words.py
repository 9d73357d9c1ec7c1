"""A leaf's text as words: the smallest pieces between which a line may end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, chain
from math import floor
from operator import add

from msgspec import Struct

from handout.document import Run
from handout.fonts.glyphs import SIZE_GRID, Widths, exact
from handout.fonts.scripts import needs_shaping
from handout.i18n.dictionary import LONGEST_KEPT
from handout.layout.text.line_ends import FindEnds, ends


class TextLook(Struct, frozen=True):
    """How the words of one run are measured."""

    start: int
    end: int
    widths: Widths
    size: float
    blank: float | None

    def width(self, text: str) -> float:
        """The width of a text in points."""
        return self.widths[text] * self.size if self.blank is None else self.blank


class TextSpan(Struct, frozen=True):
    """Some characters of a text, by number: from `start` up to but not including `end`."""

    start: int
    end: int


class MeasuredPart(Struct, frozen=True):
    """The words of a stretch of a text, before their places on one endless line are known."""

    ends: list[int]
    """Where each word ends in the text, with the spaces after it."""
    widths: list[float]
    gaps: list[float]
    """The width of the spaces after each word."""
    costs: list[float]
    """The cost of ending a line after each word."""

    def moved(self, by: int) -> MeasuredPart:
        """The same words, `by` characters further on."""
        return MeasuredPart([end + by for end in self.ends], self.widths, self.gaps, self.costs)


class MeasuredWords(Struct):
    """A text's words by number: where each ends in the text, and how wide it is."""

    ends: list[int]
    """Where each word ends in the text, with the spaces after it."""
    starts_at: list[float]
    """Where each word starts if all are on one endless line, and at last where the line ends."""
    ends_at: list[float]
    """Where each word ends on the endless line, without the spaces after it."""
    costs: list[float]
    """The cost of ending a line after each word."""

    longest: float = 0.0
    """The width of the widest word."""


def together(parts: Sequence[MeasuredPart]) -> MeasuredWords:
    """The words of a text, put together from those of its stretches."""
    ends, widths, gaps, costs = (
        [*chain.from_iterable(lists)]
        for lists in zip(*[(part.ends, part.widths, part.gaps, part.costs) for part in parts], strict=True)
    )
    starts_at = list(accumulate(map(add, widths, gaps), initial=0.0))
    return MeasuredWords(ends, starts_at, list(map(add, starts_at, widths)), costs, max(widths, default=0.0))


def looks(runs: Sequence[Run], widths: Sequence[Widths], size: float) -> list[TextLook]:
    """One look a run."""
    result, start = [], 0
    size = exact(size, SIZE_GRID)
    for run, table in zip(runs, widths, strict=True):
        end = start + len(run.text)
        # A blank is rounded down, so that one that is as wide as its line fits on it.
        blank = None if run.blank is None else floor(run.blank * SIZE_GRID) / SIZE_GRID
        result.append(TextLook(start, end, table, size, blank))
        start = end
    return result


def words(text: str, runs: Sequence[Run], styles: Sequence[TextLook], kept: int = LONGEST_KEPT) -> MeasuredWords:
    """The words of a text, unbroken inside of a run that is whole or a blank."""
    return together([part(text, runs, styles, TextSpan(0, len(text)), partial(ends, kept=kept))])


def part(
    text: str,
    runs: Sequence[Run],
    styles: Sequence[TextLook],
    stretch: TextSpan,
    places: FindEnds = ends,
) -> MeasuredPart:
    """The words of a stretch of a text."""
    start, end = stretch.start, stretch.end
    found = places(text[start:end], penned(text, styles)[start:end])
    if start:
        found = {start + at: cost for at, cost in found.items()}
    before: Run | None = None
    for run, look in zip(runs, styles, strict=True):
        if run.whole or run.blank is not None:
            # A sign, a telephone number or an abbreviation is a run of its own, even inside words that stay together.
            joined = before is not None and before.whole and run.whole and _divided(before, run)
            for index in range(look.start + (0 if joined else 1), look.end):
                if text[index - 1] != "\n" or run.blank is not None:
                    found.pop(index, None)
        before = run
    apart = any(needs_shaping(run.text) for run in runs)  # most runs come again, so it is known of them
    return _measured(text, _alike(styles, stretch, apart), found, start)


def _divided(before: Run, run: Run) -> bool:
    """Whether two runs are separate only because of a link, a name of a sign or an abbreviation."""
    return before.link != run.link or any(part.alt or part.expansion for part in (before, run))


def penned(text: str, styles: Sequence[TextLook]) -> str:
    """The text with digits in place of its blanks: a number that is written by hand is bound to its unit, too."""
    for look in styles:
        if look.blank is not None:
            text = text[: look.start] + "0" * (look.end - look.start) + text[look.end :]
    return text


def _alike(styles: Sequence[TextLook], stretch: TextSpan, apart: bool) -> list[TextLook]:
    """The looks of a stretch; runs that look the same are one, and a word over both is measured as one.

    Letters that are shaped are set run by run, so they are measured run by run, too: `apart`.
    """
    result: list[TextLook] = []
    for look in styles:
        if look.start < stretch.end and look.end > stretch.start:
            last = result[-1] if result else None
            if last is not None and not apart and look.widths is last.widths and last.blank is look.blank is None:
                result[-1] = TextLook(last.start, look.end, look.widths, look.size, None)
            else:
                result.append(look)
    return result


def _measured(text: str, styles: Sequence[TextLook], found: dict[int, float], start: int = 0) -> MeasuredPart:
    """The words between the given places."""
    ends = list(found)
    pieces = [text[first:last] for first, last in zip([start, *ends], ends, strict=False)]
    bare = [piece.rstrip(" \n") for piece in pieces]
    if len(styles) == 1 and styles[0].blank is None:
        table, size = styles[0].widths, styles[0].size
        gap = table[" "] * size
        widths = [table[word] * size for word in bare]
        gaps = [gap * (len(piece) - len(word)) for piece, word in zip(pieces, bare, strict=True)]
        return MeasuredPart(ends, widths, gaps, list(found.values()))
    widths, gaps, at = [], [], 0
    for piece, word in zip(pieces, bare, strict=True):
        while styles[at].end <= start < styles[-1].end:
            at += 1
        look = styles[at]
        if start + len(piece) <= look.end and look.blank is None:  # most words are in one run
            widths.append(look.widths[word] * look.size)
            gaps.append(look.widths[" "] * look.size * (len(piece) - len(word)))
        else:
            widths.append(width_at(word, styles, start))
            gaps.append(width_at(piece[len(word) :], styles, start + len(word)))
        start += len(piece)
    return MeasuredPart(ends, widths, gaps, list(found.values()))


def measured(text: str, styles: Sequence[TextLook], places: dict[int, float]) -> MeasuredWords:
    """The words of a text that end at the given places, each with the cost of ending a line there."""
    return together([_measured(text, _alike(styles, TextSpan(0, len(text)), needs_shaping(text)), places)])


def width_at(part: str, styles: Sequence[TextLook], start: int) -> float:
    """The width of a part of a text that begins at this character."""
    total, end = 0.0, start + len(part)
    for look in styles:
        if look.start < end and start < look.end and part:
            first, last = max(start, look.start), min(end, look.end)
            total += look.width(part[first - start : last - start].replace("\n", " "))
    return total
