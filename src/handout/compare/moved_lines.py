"""Two files whose lines are only higher or lower on their pages: whether a reader certainly finds the same.

The content of both files has the same operators with the same operands, strings among them, but for how far up
something is.  So each line has its words, its tag and its left edge: whole lines moved, never words of one.  On each
page they must be in the same order from top to bottom, and as near to each other, or so far apart that neither touches
the other; all must be on the paper.  Bookmarks and links must be between the same lines.

What isn't written plainly is a doubt, and then the text is read: other ways to place text, clipping, text in forms,
turned pages, lines without tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handout.compare.line_heights import A_STRING, DOUBTS, NUMBER, LineHeight, lines, operands
from handout.compare.streams import STRING, Stream

_N = {b"n": NUMBER.pattern}
"""How numbers are written."""
_SEEN_OTHERWISE = re.compile(rb"/(?:CropBox|Rotate|UserUnit|AP|XFA)(?![A-Za-z])")
"""Entries with which a page doesn't show its content as it stands, or more than this."""
_PAPER = re.compile(rb"/MediaBox ?(?:\[ ?0 0 %(n)s (%(n)s) ?\])?" % _N)
_PAGE = re.compile(rb"/Type ?/Page(?![A-Za-z])")
_CONTENTS = re.compile(rb"/Contents ?(?:\[([^\]]*)\]|(\d+ \d+ R))")
_REFERENCE = re.compile(rb"(\d+) \d+ R")
_LINK = re.compile(rb"/Subtype ?/Link(?![A-Za-z])")
_RECT = re.compile(rb"(/Rect ?\[ ?%(n)s )(%(n)s)( %(n)s )(%(n)s)(?= ?\])" % _N)
_ON_PAGE = re.compile(rb"/P (\d+) \d+ R")
_TARGET = re.compile(rb"((?:/SD ?)?\[ ?(\d+) \d+ R ?/XYZ (?:null|%(n)s) )(%(n)s)(?= )" % _N)
_BOX = re.compile(rb"(/O ?/Layout[^<>]*?/BBox ?\[)[^\]]*(?=\])")
_ROUNDED = 0.05
"""Points by which places may differ because they are rounded."""
_DESCENT = 0.3
"""Of the size of a font: how far its letters may go below the line."""


class StreamPair(NamedTuple):
    """A stream of the old file, and that of the new one, which is the same or differs in heights."""

    old: Stream
    new: Stream
    same: bool
    read: tuple[list[bytes], list[bytes]] | None = None
    """The operands and operators of a page's content that differs."""


class _Height(NamedTuple):
    """How far up a page something is that a bookmark or a link names, in both files."""

    page: int
    """The number of the page's object."""
    old: float
    new: float


def only_moved(pairs: Sequence[StreamPair]) -> bool:
    """Whether pages show the same lines in the same order, if the files differ in nothing but heights."""
    heights = _named_heights(pairs)
    paper = _paper([pair.old for pair in pairs])
    by_number = {pair.old.number: pair for pair in pairs}
    if heights is None or paper is None or len(by_number) != len(pairs):
        return False
    pages = {number: _contents(body) for pair in pairs for number, body in _pages(pair.old)}
    used = [number for contents in pages.values() for number in contents]
    moved = {number for number, pair in by_number.items() if pair.read}
    if len({*used}) != len(used) or not moved <= {*used} <= by_number.keys():
        return False
    found = {page: _lines([by_number[number] for number in contents]) for page, contents in pages.items()}
    return all(each is not None and _in_order(each, paper) for each in found.values()) and all(
        _between_the_same(height, found.get(height.page)) for height in heights
    )


def _named_heights(pairs: Sequence[StreamPair]) -> list[_Height] | None:
    """The heights in objects that differ; None if anything else differs."""
    found: list[_Height] = []
    for old, new, same, _ in pairs:
        if same or not old.holds_objects:
            continue
        if not old.objects or [*old.objects] != [*new.objects]:
            return None
        for was, now in zip(old.objects.values(), new.objects.values(), strict=True):
            if was == now:
                continue
            heights = _heights(was, now)
            if heights is None:
                return None
            found += heights
    return found


def _heights(old: bytes, new: bytes) -> list[_Height] | None:
    before, after = STRING.split(old), STRING.split(new)
    if before[1::2] != after[1::2]:
        return None
    was, now = (A_STRING.join(parts[::2]) for parts in (before, after))
    if b"(" in was or b")" in was or _without_heights(was) != _without_heights(now):
        return None
    page = _ON_PAGE.search(was)
    found = [
        _Height(int(page[1]) if page else 0, float(rect[at]), float(other[at]))
        for rect, other in zip(_RECT.finditer(was), _RECT.finditer(now), strict=True)
        for at in (2, 4)
    ]
    return found + [
        _Height(int(target[2]), float(target[3]), float(other[3]))
        for target, other in zip(_TARGET.finditer(was), _TARGET.finditer(now), strict=True)
        if not target[1].startswith(b"/SD")  # it names an element; the same place of a page is beside it
    ]


def _without_heights(plain: bytes) -> bytes:
    """An object, strings apart, without heights that say where something is."""
    if _LINK.search(plain):
        plain = _RECT.sub(rb"\1\3", plain)
    return _BOX.sub(rb"\1", _TARGET.sub(rb"\1", plain))


def _paper(streams: Sequence[Stream]) -> float | None:
    """How high all pages are, in points; None if that isn't known, or what is seen isn't their content alone."""
    bodies = [each.head for each in streams]
    if any(map(_PAGE.search, bodies)):
        return None
    bodies += [each.decoded or b"" for each in streams if each.holds_objects]
    found = {height for body in bodies for height in _PAPER.findall(body)}
    if len(found) != 1 or b"" in found or any(map(_SEEN_OTHERWISE.search, bodies)):
        return None
    hidden = any(each.form and (each.decoded is None or b"BT" in each.decoded) for each in streams)
    return None if hidden else float(found.pop())


def _pages(stream: Stream) -> Iterator[tuple[int, bytes]]:
    """The pages in an object stream."""
    if stream.holds_objects:
        yield from (each for each in stream.objects.items() if _PAGE.search(each[1]))


def _contents(page: bytes) -> list[int]:
    """The numbers of a page's content streams."""
    found = _CONTENTS.search(page)
    return [int(number) for number in _REFERENCE.findall(found[1] or found[2])] if found else []


def _lines(pairs: Sequence[StreamPair]) -> list[LineHeight] | None:
    """The lines of a page, in the order of its content; None if some may be elsewhere than it seems."""
    old: list[bytes] = []
    new: list[bytes] = []
    for pair in pairs:
        read = pair.read or _both(pair.old)
        if read is None:
            return None
        old += read[0]
        new += read[1]
    return lines(old, new)


def _both(stream: Stream) -> tuple[list[bytes], list[bytes]] | None:
    """The operands and operators of a stream that both files have; None if it isn't understood."""
    if stream.decoded is None:
        return None
    plain = STRING.sub(A_STRING, stream.decoded)
    found = operands(plain)
    return None if any(doubt in plain for doubt in DOUBTS) else (found, found)


def _in_order(found: Sequence[LineHeight], paper: float) -> bool:
    """Whether all lines are on the paper, and none changed its place among the others."""
    for old, new, size in found:
        if min(old, new) < _DESCENT * size or max(old, new) + size > paper:
            return False
    downwards = sorted(found, key=lambda line: -line.old)
    return all(_as_near(one, other) for order in (found, downwards) for one, other in pairwise(order))


def _as_near(one: LineHeight, other: LineHeight) -> bool:
    """Whether two lines are as far apart in both files, or neither touches the other in either."""
    old, new = one.old - other.old, one.new - other.new
    if abs(old - new) <= _ROUNDED:
        return True
    upper, lower = (one, other) if old > 0 else (other, one)
    return (old > 0) == (new > 0) and min(abs(old), abs(new)) >= _DESCENT * upper.size + lower.size


def _between_the_same(height: _Height, found: Sequence[LineHeight] | None) -> bool:
    """Whether what is named is still between the same lines."""
    return found is not None and all((line.old > height.old) == (line.new > height.new) for line in found)
