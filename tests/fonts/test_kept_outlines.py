"""Fonts that are put together from kept outlines: the same, whatever was read before."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.fonts.clusters import ClusterCode, GlyphPart
from handout.fonts.flat_fonts import FlatFont
from handout.fonts.font_file import font_file
from handout.fonts.glyphs import FontBook
from handout.fonts.harfbuzz_font import HarfbuzzFont, SmallFont
from handout.fonts.kept_outlines import KeptOutlines
from handout.fonts.truetype import Tables, directory

BOOK = FontBook()
FACE = BOOK.face("FiraGO-Regular")
GLYPHS = sorted({at for code in range(0x600, 0x6FF) if (at := FACE.glyph(code))})
PARTS = st.builds(GlyphPart, st.sampled_from(GLYPHS), st.integers(-50, 50), st.integers(-50, 50))
CODES = st.builds(ClusterCode, st.lists(PARTS, max_size=3).map(tuple), st.just("x"), st.integers(0, 900))
Point = tuple[float, float]
Curve = tuple[Any, ...]
"""The name of a command, and its points."""
_NEEDED = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")


def fresh() -> KeptOutlines:
    return KeptOutlines(HarfbuzzFont(FACE.content))


KEPT = fresh()


def font_of(kept: KeptOutlines, codes: list[ClusterCode]) -> FlatFont:
    return kept.font([kept.row(codes)])


def shown(character: str) -> ClusterCode:
    glyph = FACE.glyph(ord(character)) or 0
    return ClusterCode((GlyphPart(glyph, 0, 0),), character, FACE.harfbuzz.advance(glyph))


class _Pen:
    """What HarfBuzz draws: commands with their points."""

    def __init__(self) -> None:
        self.drawn: list[Curve] = []

    def moveTo(self, *points: Point) -> None:
        self.drawn.append(("move", *points))

    def lineTo(self, *points: Point) -> None:
        self.drawn.append(("line", *points))

    def qCurveTo(self, *points: Point) -> None:
        self.drawn.append(("curve", *points))

    def curveTo(self, *points: Point) -> None:
        self.drawn.append(("cubic curve", *points))

    def closePath(self) -> None:
        pass


def drawn(font: HarfbuzzFont, glyph: int) -> list[Curve]:
    pen = _Pen()
    font.font.draw_glyph_with_pen(glyph, pen)
    return pen.drawn


def moved(curve: Curve, part: GlyphPart) -> Curve:
    kind, *places = curve
    return kind, *[(x + part.x, y + part.y) for x, y in places]


def points(curves: list[Curve]) -> list[float]:
    return [edge for _, *places in curves for place in places for edge in place]


def tables(content: bytes) -> Tables:
    return directory(content, _NEEDED)


@given(st.lists(CODES, min_size=1))
@settings(max_examples=25, deadline=None)
def test_a_font_depends_on_its_own_codes_only(codes: list[ClusterCode]) -> None:
    assert font_of(KEPT, codes) == font_of(fresh(), codes)


@given(st.lists(CODES, min_size=1))
@settings(max_examples=25, deadline=None)
def test_a_code_draws_its_parts_where_they_are_placed(codes: list[ClusterCode]) -> None:
    content = font_of(KEPT, codes).content
    found = tables(content)
    assert font_file(found) == font_file(directory(content, _NEEDED)), "the tables are whole"
    assert sum(struct.unpack(f">{len(content) // 4}L", content)) & 0xFFFFFFFF == 0xB1B0AFBA, "the sums are right"
    font = HarfbuzzFont(content)
    for number, code in enumerate(codes, 1):
        assert font.advance(number) == code.advance
        assert drawn(font, number) == [
            moved(curve, part) for part in code.parts for curve in drawn(FACE.harfbuzz, part.glyph)
        ]


@pytest.mark.parametrize("name", ["FiraGO-Regular", "NotoSans-Regular", "NotoSansBengali-Bold"])
def test_a_glyph_that_the_face_composes_is_drawn_as_the_face_draws_it(name: str) -> None:
    """Also where parts are made smaller, as in Noto Sans, or the weight of a variable font is chosen."""
    font = BOOK.face(name).harfbuzz
    codes = [ClusterCode((GlyphPart(at, 0, 0),), "x", font.advance(at)) for at in range(0, font.face.glyph_count, 7)]
    made = HarfbuzzFont(font_of(KeptOutlines(font), codes).content)
    for number, code in enumerate(codes, 1):
        places, wanted = points(drawn(made, number)), points(drawn(font, code.parts[0].glyph))
        assert len(places) == len(wanted)
        for place, other in zip(places, wanted, strict=True):
            assert place == pytest.approx(other, abs=1.5), "font units"


def test_the_limits_are_those_of_the_glyphs() -> None:
    """A cluster may have more points than any glyph of the face."""
    (part,) = shown("م").parts
    found = []
    for count in (40, 80):
        code = ClusterCode(tuple(GlyphPart(part.glyph, 100 * at, 0) for at in range(count)), "x", 900)
        maxp = tables(font_of(KEPT, [code]).content)["maxp"]
        found.append(struct.unpack(">2H", maxp[6:10]))
        assert maxp[10:14] == maxp[28:] == bytes(4), "no glyph is composed of others"
    assert found[0][0] > found[0][1] == 80, "it has two contours"
    assert found[1] == (2 * found[0][0], 2 * found[0][1])


@given(st.lists(CODES, min_size=1), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_a_font_of_two_rows_has_the_glyphs_of_both(codes: list[ClusterCode], at: int) -> None:
    rows = [KEPT.row(part) for part in (codes[:at], codes[at:]) if part]
    assert KEPT.font(rows).content == font_of(KEPT, codes).content


def test_the_same_letters_in_another_order_are_another_font() -> None:
    """The names of fonts in one file must differ if the fonts do: a printer may keep a font by its name."""
    one, other = ClusterCode((GlyphPart(GLYPHS[3], 0, 0),), "x", 5), ClusterCode((GlyphPart(GLYPHS[4], 0, 0),), "x", 5)
    assert font_of(KEPT, [one, other]).digest != font_of(KEPT, [other, one]).digest
    assert font_of(KEPT, [one]).digest != font_of(KEPT, [ClusterCode(one.parts, "x", 6)]).digest


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font is the same where what was kept is forgotten in between."""
    read: list[set[int]] = []
    small = HarfbuzzFont.small

    def seen(font: HarfbuzzFont, glyphs: Iterable[int]) -> SmallFont:
        read.append({*glyphs})
        return small(font, read[-1])

    monkeypatch.setattr(HarfbuzzFont, "small", seen)
    codes = [shown("é"), ClusterCode((GlyphPart(GLYPHS[5], 7, 0),), "x", 900)]
    own = {part.glyph for code in codes for part in code.parts}
    for name in ("MOST_KEPT", "MOST_BYTES"):
        kept = fresh()
        wanted = font_of(kept, codes)
        assert font_of(kept, codes) == wanted
        with monkeypatch.context() as patched:
            patched.setattr(f"handout.fonts.kept_outlines.{name}", 0)
            font_of(kept, [shown("x")])
            assert font_of(kept, codes) == wanted
        assert [glyphs for glyphs in read if glyphs & own] == [own, own], "before it was forgotten, and after"
        read.clear()


def test_the_glyph_that_no_code_draws_has_no_outline() -> None:
    font = HarfbuzzFont(font_of(KEPT, [shown("م")]).content)
    assert drawn(font, 0) == []
    assert drawn(font, 1)


def test_a_code_without_parts_draws_nothing() -> None:
    assert drawn(HarfbuzzFont(font_of(KEPT, [ClusterCode((), "x", 300)]).content), 1) == []


def test_a_file_is_as_reportlab_writes_it() -> None:
    ttfonts: Any = import_module("reportlab.pdfbase.ttfonts")
    small = FACE.harfbuzz.small(GLYPHS[:9]).tables | {"cvt ": b"abcde"}
    maker = ttfonts.TTFontMaker()
    for tag, content in small.items():
        maker.add(tag, content)
    assert font_file(small) == maker.makeStream()
