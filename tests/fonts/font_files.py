"""Font files for tests, made of the built-in ones."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from handout.fonts.glyphs import FontBook
from handout.fonts.outlines import font_file
from handout.fonts.truetype import directory

_ALL = ("head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca", "OS/2", "post", "name", "cvt ", "fpgm", "prep")


def built_in(face: str = "FiraGO-Regular") -> bytes:
    """The file of a built-in face."""
    return FontBook().face(face).with_rules


def changed(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A font file with some tables replaced or left out."""
    tables = {**directory(content, _ALL), **changes}
    return font_file({name: table for name, table in tables.items() if table is not None})


def small(letters: Iterable[str], content: bytes | None = None) -> bytes:
    """A font file with no more than these letters, of which each has a glyph of its own."""
    content = content or built_in()
    tables = directory(content, _ALL)
    glyphs = FontBook({"x": {"regular": content}}).faces(("x",))[0].metrics.glyphs
    order = [0, *(glyphs[ord(letter)] for letter in letters)]
    (wide,) = struct.unpack_from(">H", tables["hhea"], 34)
    places = struct.unpack(f">{len(tables['loca']) // 4}L", tables["loca"])
    outlines = [_plain(tables["glyf"][places[glyph] : places[glyph + 1]]) for glyph in order]
    ends = [sum(map(len, outlines[:count])) for count in range(len(outlines) + 1)]
    widths = [struct.unpack_from(">H", tables["hmtx"], 4 * min(glyph, wide - 1))[0] for glyph in order]
    return changed(
        content,
        {
            "glyf": b"".join(outlines),
            "loca": struct.pack(f">{len(ends)}L", *ends),
            "hmtx": b"".join(struct.pack(">HH", width, 0) for width in widths),
            "hhea": tables["hhea"][:34] + struct.pack(">H", len(order)),
            "maxp": tables["maxp"][:4] + struct.pack(">H", len(order)) + tables["maxp"][6:],
            "cmap": character_map({ord(letter): number for number, letter in enumerate(letters, 1)}),
        },
    )


def _plain(outline: bytes) -> bytes:
    """An outline of its own; nothing for one that is composed of others, whose numbers have changed."""
    composed = outline[:2] and struct.unpack(">h", outline[:2])[0] < 0
    return b"" if composed else outline + bytes(-len(outline) % 4)


def character_map(glyphs: dict[int, int]) -> bytes:
    """A table `cmap` of format 12."""
    groups = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in sorted(glyphs.items()))
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def without(letters: str, content: bytes | None = None) -> bytes:
    """A font file in whose character map some letters are not."""
    content = content or built_in()
    glyphs = FontBook({"x": {"regular": content}}).faces(("x",))[0].metrics.glyphs
    return changed(
        content, {"cmap": character_map({code: at for code, at in glyphs.items() if chr(code) not in letters})}
    )


def with_licence(bits: int, content: bytes | None = None) -> bytes:
    """A font file with these bits in OS/2's fsType."""
    content = content or built_in()
    table = directory(content, ("OS/2",))["OS/2"]
    return changed(content, {"OS/2": table[:8] + struct.pack(">H", bits) + table[10:]})
