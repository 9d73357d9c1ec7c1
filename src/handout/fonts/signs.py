"""Signs that few typefaces have, such as ✓ ☎ ⚠ ★: taken from fonts of signs if no font of the workspace has them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from handout.fonts import truetype
from handout.fonts.faces import Face
from handout.fonts.outlines import font_file
from handout.source.patterns import uncompiled

_FONTS = (
    ("Noto Sans", "notos"),
    ("Noto Sans Symbols 2", "symbol2"),
    ("Noto Sans Symbols", "symbol1"),
    ("Noto Sans Math", "math"),
    ("Handout Signs", ""),
)
"""From the package pymupdf-fonts, under the SIL Open Font License 1.1; the last is made by docs/signs.py."""
_OWN = Path(__file__).with_name("signs.ttf")
FAMILIES = tuple(family for family, _ in _FONTS)
_RANGES = "\u2010-\u205e\u20a0-\u20cf\u2100-\u218f\u2190-\u2bff\U0001f000-\U0001faff"
_COLOURED = "\U0001f493-\U0001f49f\U0001f534\U0001f535\U0001f5a4\U0001f7e0-\U0001f7eb\U0001f90d-\U0001f90e"
"""Circles, squares and hearts that differ from each other only in their colour, which isn't printed."""
_SIGN = uncompiled(f"(?![{_COLOURED}])[{_RANGES}]")
_DRAWN_AS = {
    0x1F4DE: 0x260E, 0x1F57F: 0x260E, 0x260F: 0x260E, 0x274C: 0x2716, 0x274E: 0x2716, 0x2705: 0x2714, 0x2754: 0x2753,
    0x2755: 0x2757, 0x1F6AB: 0x26D4, 0x1F4E7: 0x2709,
}  # fmt: skip
"""Emoji that these fonts don't have, each with the sign of the same meaning that is drawn instead."""


@cache
def sign_faces() -> tuple[Face, ...]:
    """The faces of signs, in the order in which they are searched for a sign; a face is read when it is needed."""
    return tuple(SignFace(family, name) for family, name in _FONTS)


class SignFace(Face):
    """A font of which only the signs are used."""

    def __init__(self, family: str, name: str) -> None:
        super().__init__(family, "regular")
        self._file = name

    def sets(self, script: str) -> bool:
        """False: only signs are taken from this font."""
        return False

    @cached_property
    def content(self) -> bytes:
        """The whole font file, which may have CFF outlines."""
        if not self._file:
            return _OWN.read_bytes()
        from pymupdf_fonts import myfont

        content: bytes = myfont(self._file)
        return content

    @property
    def with_rules(self) -> bytes:
        """The same file."""
        return self.content

    @cached_property
    def _tables(self) -> truetype.Tables:
        names = ("head", "hhea", "maxp", "hmtx", "cmap", "OS/2", "post", "name", "CFF ", "glyf", "loca")
        return truetype.directory(self.content, names)

    @cached_property
    def metrics(self) -> truetype.Metrics:
        """The measures, with the glyphs of signs only."""
        found = truetype.metrics(self._tables)
        return replace(found, glyphs={code: at for code, at in found.glyphs.items() if _SIGN.match(chr(code))})

    def glyph(self, codepoint: int) -> int | None:
        """The number of a sign's glyph; the file isn't read for other characters."""
        if not _SIGN.match(chr(codepoint)):
            return None
        return self.metrics.glyphs.get(codepoint) or self.metrics.glyphs.get(_DRAWN_AS.get(codepoint, 0))

    def program(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType file in which these glyphs can be drawn, and no others."""
        if "CFF " not in self._tables:
            return self.content
        from handout.fonts.cff import CffFont
        from handout.fonts.contours import glyf_entry

        font, wanted = CffFont(self._tables["CFF "]), {0, *glyphs}
        outlines = [glyf_entry(font.outlines(at)) if at in wanted else b"" for at in range(len(font.glyphs))]
        places = array("I", accumulate(map(len, outlines), initial=0))
        return font_file(_with_outlines(self._tables, outlines, places))


def _with_outlines(tables: truetype.Tables, outlines: Sequence[bytes], places: array[int]) -> dict[str, bytes]:
    kept = {name: table for name, table in tables.items() if name != "CFF "}
    head = tables["head"]
    return kept | {
        "glyf": b"".join(outlines),
        "loca": b"".join(place.to_bytes(4) for place in places),
        "head": head[:50] + b"\0\x01" + head[52:],
        # Maximum points and contours are 0: programs that draw these outlines count them.
        "maxp": b"\0\x01\0\0" + tables["maxp"][4:6] + b"\x04\0\0\x80" + bytes(4) + b"\0\x02" + bytes(16),
    }
