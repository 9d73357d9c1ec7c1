"""The fonts of a patient's values: of names each code has its glyph, of longer values each glyph is there once."""

from __future__ import annotations

import pytest

from handout.fonts.clusters import ClusterCode, GlyphPart
from handout.fonts.glyphs import FontBook
from handout.fonts.truetype import directory
from handout.pdf.codings import ShapedValue
from handout.pdf.value_fonts import MOST_OF_NAMES, FontList, made_fonts, value_font

BOOK = FontBook()
FACE = BOOK.face("FiraGO-Regular")
CODES = tuple(ClusterCode((GlyphPart(FACE.glyph(code) or 0, 0, 0),), chr(code), 500) for code in range(0x627, 0x631))
NAME, NOTE = CODES + CODES[:2], CODES * MOST_OF_NAMES


@pytest.mark.parametrize(
    ("values", "glyphs"), [((NAME,), 12), ((NAME, NAME[::-1]), 24), ((NOTE,), 10), ((NAME, NOTE), 10)]
)
def test_a_font_of_long_values_has_each_glyph_once(values: tuple[tuple[ClusterCode, ...], ...], glyphs: int) -> None:
    font = value_font(FACE, values)
    content = font.file.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    assert int.from_bytes(directory(content, ("maxp",))["maxp"][4:6]) == 1 + glyphs
    assert len(font.widths.split()) == glyphs


@pytest.mark.parametrize(("name", "written"), [(NAME, range(1, 13)), (NAME[:3] * 30, range(1, 4))])
def test_a_value_is_written_in_the_codes_of_its_font(name: tuple[ClusterCode, ...], written: range) -> None:
    value = ShapedValue(FACE.name, name, 1)
    made = made_fonts(FontList(1, b""), {FACE.name: [value]}, BOOK, 2)
    assert made is not None
    shown = made.shown[value].removeprefix(b"/ReversedChars BMC (").removesuffix(b") Tj EMC")
    assert [*shown] == [byte for code in written for byte in code.to_bytes(2)] * (len(name) // len(written))
