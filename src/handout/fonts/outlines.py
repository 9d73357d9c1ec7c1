"""Checking the outlines of a workspace's TrueType file before anything draws with them.

The library that later makes a subset of the glyphs trusts the file.  So a file that contradicts itself is refused, and
of every other file only the needed tables are kept, in a normal form.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Sequence
from itertools import islice, pairwise

from msgspec import Struct

from handout.fonts.flat_glyphs import components
from handout.fonts.truetype import Metrics, Tables, big_endian, metrics, tables

_DEEPEST, _MOST_PARTS = 8, 256
"""Levels and parts of a glyph that is composed of others, which may be composed too."""
_MAGIC = 0x5F0F3CF5
_RESTRICTED, _EDITABLE, _WHOLE, _BITMAPS = 0x0002, 0x000C, 0x0100, 0x0200
"""Bits of OS/2's fsType."""


class CheckedFont(Struct, frozen=True):
    """A font file that can be used."""

    metrics: Metrics
    content: bytes
    """Only the tables that drawing needs."""
    whole: bool
    """Its licence demands that it be embedded as a whole or not at all."""


def check_outlines(content: bytes) -> CheckedFont:
    """A font file whose outlines are consistent; ValueError says why it can't be used."""
    found = tables(content)
    whole = _licence(found.get("OS/2", b""))
    measured = metrics(found)
    try:
        places = _places(found)
        parts = [_parts(found["glyf"], *place) for place in pairwise(places)]
        _not_endless(parts)
        kept = _kept(found, places)
    except (struct.error, IndexError) as error:
        raise ValueError("the font file is broken: an outline is too short") from error
    drawn = {
        code: glyph for code, glyph in measured.glyphs.items() if places[glyph] < places[glyph + 1] or _blank(code)
    }
    measured.glyphs.clear()
    measured.glyphs.update(drawn)
    return CheckedFont(measured, font_file(kept), whole)


def _blank(code: int) -> bool:
    """Whether a character is invisible; any other character without an outline counts as missing."""
    return unicodedata.category(chr(code)) in ("Zs", "Cf", "Cc", "Zl", "Zp")


def _licence(table: bytes) -> bool:
    """Whether a font may be embedded only as a whole (OpenType, OS/2); ValueError if it may not be embedded at all."""
    if len(table) < 10:
        return False
    (bits,) = struct.unpack_from(">H", table, 8)
    if bits & _RESTRICTED and not bits & _EDITABLE:
        raise ValueError("its licence doesn't allow it to be embedded in a document (fsType 0x0002)")
    if bits & _BITMAPS:
        raise ValueError("its licence allows only bitmaps of it to be embedded (fsType 0x0200)")
    return bool(bits & _WHOLE)


def _places(found: Tables) -> Sequence[int]:
    """Where each glyph begins in `glyf`, and where the last ends."""
    (total,) = struct.unpack_from(">H", found["maxp"], 4)
    (form,) = struct.unpack_from(">H", found["head"], 50)
    if form > 1:
        raise ValueError("the font file is broken: the places of its outlines have an unknown form")
    table, size = found["loca"], (4 if form else 2) * (total + 1)
    if len(table) < size:
        raise ValueError("the font file is broken: its table loca is too short")
    places = big_endian("I" if form else "H", table[:size])
    found_places = list(places) if form else [2 * place for place in places]
    if any(after < before for before, after in pairwise(found_places)):
        raise ValueError("the font file is broken: the places of its outlines are out of order")
    if found_places[-1] > len(found["glyf"]):
        raise ValueError("the font file is broken: the places of its outlines are out of range")
    return found_places


def _parts(glyf: bytes, start: int, end: int) -> tuple[int, ...]:
    """The glyphs that a glyph is composed of; none for one with an outline of its own."""
    if start == end:
        return ()
    (contours,) = struct.unpack_from(">h", glyf, start)
    at, limit = start + 10, end
    if contours < 0:
        found = tuple([part for _, part in islice(components(glyf[start:end]), _MOST_PARTS + 1)])
        if len(found) > _MOST_PARTS:
            raise ValueError("the font file is broken: an outline has too many parts")
        return found
    ends = big_endian("H", glyf[at : at + 2 * contours])
    if len(ends) < contours or any(b <= a for a, b in pairwise(ends)):
        raise ValueError("the font file is broken: the ends of an outline's contours are out of order")
    at += 2 * contours
    if contours:
        (instructions,) = struct.unpack_from(">H", glyf[at:limit], 0)
        # One flag may be repeated for up to 256 points.
        if at + 2 + instructions + (ends[-1] + 1) // 256 > limit:
            raise ValueError("the font file is broken: an outline is too short")
    return ()


def _not_endless(parts: Sequence[tuple[int, ...]]) -> None:
    """ValueError for a glyph that is composed of itself, of a missing glyph, or of very many."""
    sizes = [1 if not own else 0 for own in parts]
    for glyph, own in enumerate(parts):
        if own:
            _size(glyph, parts, sizes, 0)


def _size(glyph: int, parts: Sequence[tuple[int, ...]], sizes: list[int], depth: int) -> int:
    if sizes[glyph] == 0:
        if depth > _DEEPEST:
            raise ValueError("the font file is broken: an outline contains itself")
        sizes[glyph] = sum(_size(part, parts, sizes, depth + 1) for part in parts[glyph])
        if sizes[glyph] > _MOST_PARTS:
            raise ValueError("the font file is broken: an outline has too many parts")
    return sizes[glyph]


def _kept(found: Tables, places: Sequence[int]) -> dict[str, bytes]:
    """The tables that drawing needs; the values that a reader trusts are written again."""
    head, hhea, maxp = found["head"], found["hhea"], found["maxp"]
    if len(head) < 54 or len(hhea) < 36 or len(maxp) < 32:
        raise ValueError("the font file is broken: a table is too short")
    if struct.unpack_from(">L", head, 12)[0] != _MAGIC:
        raise ValueError("the font file is broken: its table head isn't one")
    (wide,), total = struct.unpack_from(">H", hhea, 34), len(places) - 1
    one = b"\0\x01\0\0"
    kept = {
        "head": one + head[4:50] + b"\0\x01\0\0",
        "hhea": one + hhea[4:32] + b"\0\0" + hhea[34:36],
        "maxp": one + maxp[4:32],
        "hmtx": found["hmtx"][: 2 * (wide + total)].ljust(2 * (wide + total), b"\0"),
        "loca": struct.pack(f">{len(places)}L", *places),
        "glyf": found["glyf"],
        "name": _NAME,
        "post": b"\0\x03\0\0" + found.get("post", b"")[4:16].ljust(12, b"\0") + bytes(16),
    }
    weight = found.get("OS/2", b"")
    if len(weight) >= 90:
        kept["OS/2"] = b"\0\x02" + weight[2:8] + b"\0\0" + weight[10:90] + bytes(6)
    return kept | {name: found[name] for name in ("cvt ", "fpgm", "prep") if name in found}


_FONT_NAME = "Font".encode("utf-16-be")
_NAME = struct.pack(">HHHHHHHHH", 0, 1, 18, 3, 1, 0x409, 6, len(_FONT_NAME), 0) + _FONT_NAME


def font_file(tables: dict[str, bytes]) -> bytes:
    """A font file with these tables."""
    head = [b"\0\x01\0\0", struct.pack(">HHHH", len(tables), 0, 0, 0)]
    body, start = [], 12 + 16 * len(tables)
    for name, table in sorted(tables.items()):
        head.append(struct.pack(">4sLLL", name.encode("latin-1"), 0, start, len(table)))
        body.append(table + bytes(-len(table) % 4))
        start += len(body[-1])
    return b"".join((*head, *body))
