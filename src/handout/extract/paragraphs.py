"""Text without tags: lines by their place, paragraphs by their lines' distance, headers and footers by repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from handout.extract.joined import gap, same_line
from handout.extract.pieces import TextPiece
from handout.extract.split import split_where

PieceLine = tuple[TextPiece, ...]

_OUTER = 1 / 8
"""How much of the paper's height, above and below, may hold headers and footers."""
_WIDEST_SPACE = 2.0
_NEAREST, _NEXT = 0.4, 1.6
"""Between the baselines of lines of one paragraph, of the height of their type."""
_SAME_SIZE, _SAME_STEP = 0.08, 0.12
_ITEM = re.compile(r"\s*(?:[•‣▪●○◦–—☐*-]|\(?\d{1,3}[.)]|[a-z][.)])\s")
_FIGURES = re.compile(r"\d+")


def lines(pieces: Iterable[TextPiece]) -> Iterator[PieceLine]:
    """Pieces side by side, in the order of the content; pieces far apart are lines of their own."""

    def begins(line: list[TextPiece], piece: TextPiece) -> bool:
        return gap(line[-1], piece) == "\n" or piece.box[0] - line[-1].box[2] > _WIDEST_SPACE * piece.size

    return map(tuple, split_where(begins, pieces))


class PageLines(NamedTuple):
    """The lines of a page, and its height in points."""

    height: float
    lines: Sequence[PieceLine]


def repeated(pages: Sequence[PageLines]) -> set[PieceLine]:
    """The lines that are in the outer parts of most pages, at the same place."""
    places: Counter[tuple[int, str]] = Counter()
    found: dict[PieceLine, tuple[int, str]] = {}
    for height, page in pages:
        outer = [line for line in page if not _OUTER * height < line[0].base < (1 - _OUTER) * height]
        keys = {line: _place(line) for line in outer}
        found |= keys
        places.update(set(keys.values()))
    least = max(2, len(pages) // 2 + 1)
    return {line for line, place in found.items() if places[place] >= least}


def _place(line: PieceLine) -> tuple[int, str]:
    return round(line[0].base), _FIGURES.sub("0", " ".join("".join(piece.text for piece in line).split()))


def paragraphs(found: Iterable[PieceLine]) -> Iterator[tuple[TextPiece, ...]]:
    """Consecutive lines of one size at one distance."""
    paragraph: list[PieceLine] = []
    step: float | None = None
    for line in found:
        last = paragraph[-1] if paragraph else None
        if last is not None and same_line(last[-1], line[0]) and _beside(last, line):
            paragraph[-1] = (*last, *line)
            continue
        if last is not None and not _goes_on(last, line, step):
            yield tuple(piece for each in paragraph for piece in each)
            paragraph, step = [], None
        elif last is not None:
            step = line[0].base - last[0].base
        paragraph.append(line)
    if paragraph:
        yield tuple(piece for each in paragraph for piece in each)


def _beside(last: PieceLine, line: PieceLine) -> bool:
    return line[0].box[0] - last[-1].box[2] <= _WIDEST_SPACE * line[0].size


def _goes_on(last: PieceLine, line: PieceLine, step: float | None) -> bool:
    before, after = last[0], line[0]
    size = max(before.size, 0.1)
    down = after.base - before.base
    if abs(after.size - size) > _SAME_SIZE * size or not _NEAREST * size < down < _NEXT * size:
        return False
    if step is not None and abs(down - step) > _SAME_STEP * size:
        return False
    overlaps = after.box[0] < last[-1].box[2] and line[-1].box[2] > before.box[0]
    return overlaps and not _ITEM.match(after.text + " ")
