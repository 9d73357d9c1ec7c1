from __future__ import annotations

import pytest

from extra_fonts import font, forget
from fonts.font_files import built_in
from handout.fonts import packaged
from handout.fonts.harfbuzz_font import BOLD, MANY, REGULAR, HarfbuzzFile, HarfbuzzFont
from handout.fonts.truetype import without_characters


def test_a_font_is_opened_again_once_it_has_many_subsets() -> None:
    made = HarfbuzzFile(built_in())
    faces = [made.for_subset() for _ in range(MANY + 2)]
    assert faces == [made.face] * (MANY - 1) + [faces[-1]] * 3
    assert faces[-1] is not made.face and not faces[-1].unicodes
    assert faces[-1].glyph_count == made.face.glyph_count > 0


def test_a_file_that_has_no_characters_stays_as_it_is() -> None:
    content = without_characters(built_in())
    assert len(content) == len(built_in())
    assert not HarfbuzzFile(content).face.unicodes
    assert without_characters(content.replace(b"cmap", b"cmaz", 1)) == content.replace(b"cmap", b"cmaz", 1)


def test_the_first_subset_and_those_of_a_batch_are_the_same() -> None:
    made = HarfbuzzFont(built_in())
    glyphs = [made.glyph(ord(letter)) or 0 for letter in "aéЖ"]
    assert all(made.small(glyphs).tables == HarfbuzzFont(built_in()).small(glyphs).tables for _ in range(MANY + 2))


@pytest.mark.parametrize(
    ("family", "letters"), [("Bengali", "রহিম"), ("Khmer", "ស្រីមុំ"), ("SC", "王小明"), ("KR", "김민수")]
)
@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_so_they_are_of_a_variable_font(family: str, letters: str, weight: float) -> None:
    forget()
    content = packaged.read(font(family))
    assert content is not None
    made = HarfbuzzFont(content, weight)
    for start in range(MANY + 3):
        glyphs = [made.glyph(ord(letter)) or 0 for letter in letters] + [start + 5, start + 40]
        assert made.small(glyphs) == HarfbuzzFont(content, weight).small(glyphs)


@pytest.mark.parametrize(("family", "letters"), [("Bengali", "রহিম"), ("SC", "王小明")])
def test_a_file_that_is_opened_once_gives_all_weights(family: str, letters: str) -> None:
    forget()
    content = packaged.read(font(family))
    assert content is not None
    file = HarfbuzzFile(content)
    pairs = [(HarfbuzzFont(file, weight), HarfbuzzFont(content, weight)) for weight in (BOLD, REGULAR)]
    for start in range(MANY):
        for shared, own in pairs:
            glyphs = [own.glyph(ord(letter)) or 0 for letter in letters] + [start + 5]
            assert shared.small(glyphs) == own.small(glyphs)
    assert pairs[0][0].advance(40) == pairs[0][1].advance(40)


def test_only_what_was_asked_for_and_the_first_glyph_are_kept() -> None:
    made = HarfbuzzFont(built_in())
    glyph = made.glyph(ord("m")) or 0
    small = made.small([glyph])
    assert small.positions == {0: 0, glyph: 1}
    assert small.advances[glyph] == made.advance(glyph)
