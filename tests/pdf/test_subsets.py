"""The subsets are those that ReportLab makes, byte for byte."""

from __future__ import annotations

import struct
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.fonts.faces import Face
from handout.fonts.font_file import font_file
from handout.fonts.truetype import directory
from handout.pdf.subsets import EMBEDDED_TABLES, assembled, outlines, subset

TTFONTS: Any = import_module("reportlab.pdfbase.ttfonts")
REGULAR = Face("FiraGO", "regular")
ACCENTED = [ord(char) for char in "aàâäAÀÅǻfiéÉñç½…€"]


def theirs(content: bytes, glyphs: list[int]) -> bytes:
    font = TTFONTS.TTFontFile(BytesIO(content), charInfo=0)
    font.charToGlyph = {glyph: glyph for glyph in range(font.numGlyphs)}
    whole = struct.unpack_from(">H", font.get_table("hhea"), 34)[0]
    numbers = struct.unpack(f">{whole + font.numGlyphs}H", font.get_table("hmtx"))
    pairs = [(numbers[2 * glyph], numbers[2 * glyph + 1]) for glyph in range(whole)]
    font.hmetrics = pairs + [(pairs[-1][0], bearing) for bearing in numbers[2 * whole :]]
    long = font.get_table("head")[51]
    places = struct.unpack(f">{font.numGlyphs + 1}{'L' if long else 'H'}", font.get_table("loca"))
    font.glyphPos = [place * (1 if long else 2) for place in places]
    made = TTFONTS.TTFontParser(BytesIO(font.makeSubset(list(dict.fromkeys(glyph for glyph in glyphs if glyph)))))
    maker = TTFONTS.TTFontMaker()
    for tag in EMBEDDED_TABLES:
        if tag in made.table:
            maker.add(tag, made.get_table(tag))
    stream: bytes = maker.makeStream()
    return stream


@given(st.lists(st.integers(0, 4576), max_size=80))
def test_any_glyphs(glyphs: list[int]) -> None:
    made = subset(REGULAR.content, glyphs)
    assert made.content == theirs(REGULAR.content, glyphs)
    assert list(made.positions) == list(made.widths) == list(dict.fromkeys((0, *glyphs)))
    assert [*made.positions.values()] == [*range(len(made.positions))]


@pytest.mark.parametrize("style", ["regular", "bold", "italic"])
def test_composed_letters_and_a_font_s_measures(style: Any) -> None:
    content = Face("FiraGO", style).content
    glyphs = [glyph for code in ACCENTED if (glyph := Face("FiraGO", style).glyph(code))]
    assert subset(content, glyphs).content == theirs(content, glyphs)
    font = TTFONTS.TTFontFile(BytesIO(content), charInfo=0)
    found = outlines(content)
    assert found.bbox == tuple(map(round, font.bbox))
    assert (found.italic_angle, found.stem_v, found.fixed_pitch) == (font.italicAngle, font.stemV, bool(font.flags & 1))


def test_so_many_glyphs_that_their_places_take_four_bytes() -> None:
    glyphs = [*range(1, 2500)]
    made = subset(REGULAR.content, glyphs).content
    assert made == theirs(REGULAR.content, glyphs)
    assert directory(made, ["head"])["head"][51] == 1


def test_a_font_of_other_units_and_short_places() -> None:
    """A subset as the source: its places take two bytes, and its last glyphs have one advance in common."""
    tables = directory(REGULAR.content, (*EMBEDDED_TABLES, "OS/2", "post", "name"))
    digits = [REGULAR.metrics.glyphs[code] for code in range(0x30, 0x3A)]
    small = directory(subset(REGULAR.content, digits).content, EMBEDDED_TABLES)
    head = small["head"][:18] + struct.pack(">H", 2048) + small["head"][20:]
    content = font_file({**tables, **small, "head": head})
    assert subset(content, [3, 1, 10]).content == theirs(content, [3, 1, 10])
    font = TTFONTS.TTFontFile(BytesIO(content), charInfo=0)
    assert outlines(content).bbox == tuple(map(round, font.bbox))
    assert subset(content, [10]).widths[10] == subset(REGULAR.content, digits).widths[digits[-1]] * 1000 / 2048


def test_the_checksums_add_up() -> None:
    made = assembled(directory(REGULAR.content, EMBEDDED_TABLES))
    # It raises an error where a table's checksum, or that of the file, is another.
    TTFONTS.TTFontFile.checksumFile(TTFONTS.TTFontParser(BytesIO(made)))
