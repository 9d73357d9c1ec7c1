"""Font files of a workspace that aren't plain TrueType: CFF outlines, variable weights, collections.

Letters of such a file are drawn again as TrueType outlines.  All letters that need no shaping are checked before any
text is set, as in a plain file.  A font may have tens of thousands of other letters; of these, only the used letters
are checked.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from handout.diagnostics import counted
from handout.fonts.harfbuzz_font import BOLD, REGULAR, HarfbuzzFont
from handout.fonts.letters import check_letters
from handout.fonts.outlines import CheckedFont, font_file
from handout.fonts.scripts import needs_shaping
from handout.fonts.truetype import directory

_COLLECTION, _CFF, _TRUETYPE = b"ttcf", b"OTTO", (b"\x00\x01\x00\x00", b"true")
_BROKEN = "the font file is broken: "
_MOST_FONTS = 64
"""The most fonts in a collection."""


def is_plain(content: bytes) -> bool:
    """Whether a file is a TrueType font of one weight, or isn't a font at all: neither is opened with HarfBuzz."""
    if content[:4] not in _TRUETYPE:
        return content[:4] != _CFF
    try:
        return not directory(content, ("fvar",))
    except (struct.error, ValueError):
        return True


def is_variable(content: bytes) -> bool:
    """Whether a font has more than one weight."""
    return not is_plain(content) and HarfbuzzFont(content, BOLD).weight == BOLD


def usable(content: bytes, bold: bool = False) -> CheckedFont:
    """A font file, whatever outlines it has, that can be printed with; ValueError says why it can't be used."""
    return check_letters(content if is_plain(content) else _drawn(content, BOLD if bold else REGULAR))


def alone(content: bytes, number: int = 1) -> bytes:
    """One font of a collection, by its number from 1 on, as a file of its own; any other file as it is."""
    if content[:4] != _COLLECTION:
        return content
    try:
        (count,) = struct.unpack_from(">L", content, 8)
        if not 1 <= number <= count <= _MOST_FONTS:
            raise ValueError(f"the font collection has {counted(count, 'font')}, and no number {number}")
        (at,) = struct.unpack_from(">L", content, 8 + 4 * number)
        (tables,) = struct.unpack_from(">H", content, at + 4)
        rows = [struct.unpack_from(">4sLLL", content, at + 12 + 16 * row) for row in range(tables)]
    except struct.error as error:
        raise ValueError(f"{_BROKEN}its list of fonts is too short") from error
    if any(start + length > len(content) for _, _, start, length in rows) or sum(row[3] for row in rows) > len(content):
        raise ValueError(f"{_BROKEN}a table runs past the end")
    found = {tag.decode("latin-1"): content[start : start + length] for tag, _, start, length in rows}
    return content[at : at + 4] + font_file(found)[4:]


@lru_cache(8)
def _drawn(content: bytes, weight: float) -> bytes:
    """A TrueType file with the letters that need no shaping."""
    try:
        font = HarfbuzzFont(content, weight)
        glyphs = {code: font.glyph(code) or 0 for code in font.characters if not needs_shaping(chr(code))}
        small = font.small(glyphs.values())
    except (RuntimeError, struct.error, OverflowError) as error:
        raise ValueError(f"{_BROKEN}its outlines can't be read") from error
    codes = {code: small.positions[glyph] for code, glyph in glyphs.items() if glyph}
    if not font.characters:
        raise ValueError(f"{_BROKEN}it has no characters")
    further = {name: font.table(name) for name in ("OS/2", "post")}
    tables = {
        **small.tables,
        **{name: table for name, table in further.items() if table},
        "cmap": _character_map(codes),
    }
    return font_file(tables)


def _character_map(glyphs: dict[int, int]) -> bytes:
    """A table `cmap` of format 12."""
    groups = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in sorted(glyphs.items()))
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table
