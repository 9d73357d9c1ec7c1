"""Fonts that are put together from kept outlines: the same, whatever was read before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.fonts.glyphs import FontBook
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.kept_outlines import KeptOutlines
from handout.fonts.truetype import big_endian

FACE = FontBook().face("FiraGO-Regular")
GLYPHS = st.sets(st.sampled_from(sorted({at for code in range(0x600, 0x6FF) if (at := FACE.glyph(code))})), min_size=1)


def fresh() -> KeptOutlines:
    return KeptOutlines(HarfbuzzFont(FACE.content))


KEPT = fresh()


@given(GLYPHS)
@settings(max_examples=25, deadline=None)
def test_a_font_depends_on_its_own_glyphs_only(glyphs: set[int]) -> None:
    assert KEPT.tables(glyphs) == fresh().tables(glyphs)


def test_glyphs_that_others_are_composed_of_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where what was kept is forgotten in between."""
    monkeypatch.setattr("handout.fonts.kept_outlines.MOST_KEPT", 0)
    kept, composed = fresh(), FACE.glyph(ord("é")) or 0
    found = kept.tables([composed])
    assert len(found.positions) > 2
    again = kept.tables([composed, FACE.glyph(ord("x")) or 0])
    assert again.positions.keys() > found.positions.keys()
    count = int.from_bytes(found.tables["maxp"][4:6])
    assert count == len(found.positions) == len(big_endian("I", found.tables["loca"])) - 1


def test_a_glyph_is_as_wide_and_has_the_outline_that_the_font_gives_it() -> None:
    glyphs = [FACE.glyph(ord(char)) or 0 for char in "aة٣"]
    small, by_harfbuzz = KEPT.tables(glyphs), FACE.harfbuzz.small(glyphs)
    assert small.positions == by_harfbuzz.positions
    assert {small.advances[glyph] for glyph in glyphs} == {FACE.harfbuzz.advance(glyph) for glyph in glyphs}
    assert small.tables["glyf"] == by_harfbuzz.tables["glyf"]
