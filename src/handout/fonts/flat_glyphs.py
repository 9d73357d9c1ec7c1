"""Outlines of TrueType glyphs that are put together as one outline (ISO/IEC 14496-22, table `glyf`).

A glyph that is composed of others refers to them by their numbers, which differ in each small font.  One that has the
points of all its parts is the same in every font.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from handout.fonts.clusters import GlyphPart

HEADER = struct.Struct(">5h")
"""The header of a glyph: the number of its contours, or -1 if it is composed, and its box."""
_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEATED, _SAME_X, _SAME_Y, _OVERLAP = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x02, 0x08, 0x20, 0x40, 0x80
_PLACE = struct.Struct(">h")


class GlyphPoints(Struct, frozen=True):
    """The points of a glyph, ready to be moved: all but the first are relative to the point before."""

    ends: tuple[int, ...]
    """The last point of each contour."""
    flags: bytes
    """One for each point; the first says that its point has two bytes in each direction."""
    xs: _Distances
    ys: _Distances
    box: tuple[int, int, int, int]
    """The left, lower, right and upper edge."""
    overlaps: bool
    """The font says that its contours may overlap."""


class _Distances(NamedTuple):
    """The points of an outline in one direction."""

    first: int
    """The place of the first point."""
    last: int
    """The place of the last point."""
    further: bytes
    """How far each further point is from the one before, as its flag says."""
    end: int
    """The offset behind them in the glyph."""


class PlacedPoints(NamedTuple):
    """The points of a glyph, moved as a whole."""

    points: GlyphPoints
    x: int
    y: int


def is_composed(content: bytes) -> bool:
    """Whether a glyph refers to others."""
    return content[:1] >= b"\x80"


def glyph_points(content: bytes) -> GlyphPoints | None:
    """The points of a glyph that isn't composed; None for one that draws nothing."""
    contours, *box = HEADER.unpack_from(content) if content else (0,)
    if not contours:
        return None
    ends = struct.unpack_from(f">{contours}H", content, HEADER.size)
    at = HEADER.size + 2 * contours
    at += 2 + int.from_bytes(content[at : at + 2])  # behind the hints
    flags = bytearray()
    while len(flags) <= ends[-1]:
        flag = content[at]
        at += 1
        flags.append(flag & ~_REPEATED)
        if flag & _REPEATED:
            flags += flags[-1:] * content[at]
            at += 1
    xs = _distances(content, at, flags, _SHORT_X, _SAME_X)
    ys = _distances(content, xs.end, flags, _SHORT_Y, _SAME_Y)
    overlaps = bool(flags[0] & _OVERLAP)
    flags[0] &= _ON_CURVE
    left, bottom, right, top = box
    return GlyphPoints(ends, bytes(flags), xs, ys, (left, bottom, right, top), overlaps)


def _distances(content: bytes, at: int, flags: bytearray, short: int, same: int) -> _Distances:
    first, place, start = 0, 0, at
    for number, flag in enumerate(flags):
        if flag & short:
            place += content[at] if flag & same else -content[at]
            at += 1
        elif not flag & same:
            place += int.from_bytes(content[at : at + 2], signed=True)
            at += 2
        if not number:
            first, start = place, at
    return _Distances(first, place, content[start:at], at)


def joined(parts: Sequence[PlacedPoints]) -> bytes:
    """One glyph that draws some outlines, without hints; nothing for no outline."""
    if not parts:
        return b""
    ends: list[int] = []
    flags: list[bytes] = []
    xs: list[bytes] = []
    ys: list[bytes] = []
    x = y = points = 0
    for each, right, up in parts:
        ends += [points + end for end in each.ends]
        points += len(each.flags)
        flags.append(each.flags)
        xs += (_PLACE.pack(right + each.xs.first - x), each.xs.further)
        ys += (_PLACE.pack(up + each.ys.first - y), each.ys.further)
        x, y = right + each.xs.last, up + each.ys.last
    if any(each.overlaps for each, _, _ in parts):
        flags[0] = bytes((flags[0][0] | _OVERLAP,)) + flags[0][1:]
    head = HEADER.pack(len(ends), *_box(parts)) + struct.pack(f">{len(ends)}HH", *ends, 0)
    return b"".join((head, *flags, *xs, *ys))


def _box(parts: Sequence[PlacedPoints]) -> tuple[int, int, int, int]:
    return (
        min([each.box[0] + x for each, x, _ in parts]),
        min([each.box[1] + y for each, _, y in parts]),
        max([each.box[2] + x for each, x, _ in parts]),
        max([each.box[3] + y for each, _, y in parts]),
    )


def components(outline: bytes) -> Iterator[tuple[int, int]]:
    """The glyphs that a glyph is composed of: the offset of each number in the outline, and the number.

    ValueError or struct.error where the outline ends before its last part does.
    """
    if not is_composed(outline):
        return
    at, flags = HEADER.size, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    if at > len(outline):
        raise ValueError("the font file is broken: an outline is too short")


def parts_of(content: bytes) -> list[GlyphPart] | None:
    """The glyphs that a glyph is composed of; None if a part is made smaller or larger, or is placed by its points."""
    found: list[GlyphPart] = []
    for at, glyph in components(content):
        flags = int.from_bytes(content[at - 2 : at])
        if flags & (_SCALE | _TWO_SCALES | _MATRIX) or not flags & _OFFSETS:
            return None
        x, y = struct.unpack_from(">hh" if flags & _WORDS else ">bb", content, at + 2)
        found.append(GlyphPart(glyph, x, y))
    return found
