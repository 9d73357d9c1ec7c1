"""Fonts that are put together from kept outlines: the same, whatever was read before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.fonts.clusters import ClusterCode, GlyphPart
from handout.fonts.composites import ComposedGlyph, with_composites
from handout.fonts.font_file import font_file
from handout.fonts.glyphs import FontBook
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.kept_outlines import KeptOutlines
from handout.fonts.truetype import Tables, big_endian, directory

FACE = FontBook().face("FiraGO-Regular")
GLYPHS = sorted({at for code in range(0x600, 0x6FF) if (at := FACE.glyph(code))})
PARTS = st.builds(GlyphPart, st.sampled_from(GLYPHS), st.integers(-50, 50), st.integers(-50, 50))
CODES = st.builds(ClusterCode, st.lists(PARTS, max_size=3).map(tuple), st.just("x"), st.integers(0, 900))
_NEEDED = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")


def fresh() -> KeptOutlines:
    return KeptOutlines(HarfbuzzFont(FACE.content))


KEPT = fresh()


def shown(character: str) -> ClusterCode:
    glyph = FACE.glyph(ord(character)) or 0
    return ClusterCode((GlyphPart(glyph, 0, 0),), character, FACE.harfbuzz.advance(glyph))


def tables(content: bytes) -> Tables:
    return directory(content, _NEEDED)


@given(st.lists(CODES, min_size=1))
@settings(max_examples=25, deadline=None)
def test_a_font_depends_on_its_own_codes_only(codes: list[ClusterCode]) -> None:
    assert KEPT.font(codes) == fresh().font(codes)


@given(st.lists(CODES, min_size=1))
@settings(max_examples=25, deadline=None)
def test_a_font_has_the_composed_glyphs_that_are_added_to_a_subset(codes: list[ClusterCode]) -> None:
    wanted = {part.glyph for code in codes for part in code.parts}
    small = FACE.harfbuzz.small(wanted)
    drawn: list[int | ComposedGlyph] = []
    for code in codes:
        parts = tuple(GlyphPart(small.positions[part.glyph], part.x, part.y) for part in code.parts)
        alone = len(parts) == 1 and not parts[0].x and not parts[0].y
        alone = alone and small.advances[code.parts[0].glyph] == code.advance
        drawn.append(parts[0].glyph if alone else ComposedGlyph(parts, code.advance))
    added = [*dict.fromkeys(glyph for glyph in drawn if isinstance(glyph, ComposedGlyph))]
    made, font = with_composites(small.tables, added), KEPT.font(codes)
    found = tables(font.content)
    assert font_file(found) == font.content, "the sums of its tables are right"
    for name in ("glyf", "hmtx", "loca"):
        assert found[name] == made[name]
    assert found["maxp"][4:14] == made["maxp"][4:14], "how many glyphs, points and contours"
    assert found["maxp"][28:] == made["maxp"][28:], "how many parts and levels"
    numbers = {glyph: number for number, glyph in enumerate(added, len(small.positions))}
    assert font.glyphs == tuple(glyph if isinstance(glyph, int) else numbers[glyph] for glyph in drawn)


def test_glyphs_that_others_are_composed_of_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where what was kept is forgotten in between."""
    monkeypatch.setattr("handout.fonts.kept_outlines.MOST_KEPT", 0)
    kept, composed = fresh(), shown("é")
    found = tables(kept.font([composed]).content)
    count = int.from_bytes(found["maxp"][4:6])
    assert count > 2
    again = tables(kept.font([composed, shown("x")]).content)
    assert int.from_bytes(again["maxp"][4:6]) == count + 1 == len(big_endian("I", again["loca"])) - 1


def test_a_glyph_is_as_wide_and_has_the_outline_that_the_font_gives_it() -> None:
    codes = [shown(char) for char in "aة٣"]
    found, by_harfbuzz = KEPT.font(codes), FACE.harfbuzz.small([code.parts[0].glyph for code in codes])
    widths = big_endian("H", tables(found.content)["hmtx"])[::2]
    assert [widths[glyph] for glyph in found.glyphs] == [code.advance for code in codes]
    assert tables(found.content)["glyf"] == by_harfbuzz.tables["glyf"]


def test_a_file_is_as_reportlab_writes_it() -> None:
    ttfonts: Any = import_module("reportlab.pdfbase.ttfonts")
    small = FACE.harfbuzz.small(GLYPHS[:9]).tables | {"cvt ": b"abcde"}
    maker = ttfonts.TTFontMaker()
    for tag, content in small.items():
        maker.add(tag, content)
    assert font_file(small) == maker.makeStream()
