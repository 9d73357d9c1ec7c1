"""Marks above Devanagari letters with a ra below them, and above ญ, are above them, whatever the face says."""

from __future__ import annotations

import pytest

from handout.check.shaped_text import unset
from handout.fonts.clusters import GlyphCluster
from handout.fonts.glyphs import FontBook
from handout.fonts.stretches import stretches

RA = "\u094d\u0930"
ABOVE = ("\u0947", "\u0948", "\u0902", "\u0947\u0902", "\u0948\u0902", "\u0946")


@pytest.fixture(scope="module")
def fonts() -> FontBook:
    return FontBook()


def clusters(fonts: FontBook, text: str, *, bold: bool) -> tuple[GlyphCluster, ...]:
    (stretch,) = stretches(text)
    return fonts.faces(("FiraGO",), bold)[0].shaper.clusters(stretch)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("mark", ABOVE)
@pytest.mark.parametrize("letter", "छटठडढ")
def test_a_vowel_is_where_it_is_without_the_ra(fonts: FontBook, letter: str, mark: str, bold: bool) -> None:
    (found,) = clusters(fonts, letter + RA + mark, bold=bold)
    (usual,) = clusters(fonts, letter + mark, bold=bold)
    assert found.text == letter + RA + mark
    assert (found.parts[1:], found.advance) == (usual.parts[1:], usual.advance)
    assert found.parts[0] != usual.parts[0]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["दूं", "दुं", "न्दूं", "र्दूं"])
def test_a_dot_above_da_with_a_vowel_below_is_where_it_is_without_it(fonts: FontBook, text: str, bold: bool) -> None:
    *_, found = clusters(fonts, text, bold=bold)
    *_, usual = clusters(fonts, text.replace("ू", "").replace("ु", ""), bold=bold)
    assert found.parts[-1].glyph == usual.parts[-1].glyph
    assert found.parts[-1].y == usual.parts[-1].y == 0
    assert found.parts[-1].x - found.advance == usual.parts[-1].x - usual.advance
    assert unset(text, (fonts.faces(("FiraGO",), bold),)) is None


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("vowel", ["ु", "ू", "ृ"])
@pytest.mark.parametrize("letter", ["द", "र", "ह"])
@pytest.mark.parametrize("first", ["न", "र", "क", "त", "ध", "श", "म"])
def test_a_letter_with_a_vowel_below_is_joined_to_the_one_before(
    fonts: FontBook, first: str, letter: str, vowel: str, bold: bool
) -> None:
    """As it is without the vowel: with a half letter, a hook above or a stroke below, and no sign that it isn't."""
    virama = fonts.faces(("FiraGO",), bold)[0].glyph(0x094D)
    joined = [part.glyph for each in clusters(fonts, first + "्" + letter, bold=bold) for part in each.parts]
    found = [part.glyph for each in clusters(fonts, first + "्" + letter + vowel, bold=bold) for part in each.parts]
    assert (virama in found) == (virama in joined)
    assert virama not in found or (first, letter) == ("र", "र")


@pytest.mark.parametrize("text", ["उर्दू", "हिन्दू", "बिन्दु", "त्रुटि", "ध्रुव", "शुश्रूषा", "क्रूर", "दूंगा", "हिंदुओं"])
def test_words_with_such_letters_with_a_vowel_below_can_be_set(fonts: FontBook, text: str) -> None:
    for bold in (False, True):
        assert unset(text, (fonts.faces(("FiraGO",), bold),)) is None


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("marks", ["่", "้", "๊", "๋", "์", "็", "ั", "ิ", "ี", "ึ", "ื", "ี่", "ั้", "ื่", "ำ", "้ำ"])
def test_marks_above_yo_ying_are_where_they_are_above_other_letters_of_its_height(
    fonts: FontBook, marks: str, bold: bool
) -> None:
    (found,) = clusters(fonts, "ญ" + marks, bold=bold)
    (usual,) = clusters(fonts, "ฌ" + marks, bold=bold)
    assert found.text == "ญ" + marks
    assert [(part.glyph, part.y) for part in found.parts[1:]] == [(part.glyph, part.y) for part in usual.parts[1:]]
    for own, other in zip(found.parts[1:], usual.parts[1:], strict=True):
        # From the right end, where both have their stem.
        assert abs((own.x - found.advance) - (other.x - usual.advance)) <= 10


@pytest.mark.parametrize(
    "text", ["ใหญ่", "ผู้ใหญ่", "ผู้หญิง", "ญี่ปุ่น", "หญ้า", "บัญญัติ", "กุญแจ", "ญาติ", "ขวัญ", "อนุญาต", "หญิงมีครรภ์"]
)
def test_thai_words_with_yo_ying_can_be_set(fonts: FontBook, text: str) -> None:
    for bold in (False, True):
        assert unset(text, (fonts.faces(("FiraGO",), bold),)) is None


@pytest.mark.parametrize("bold", [False, True])
def test_marks_that_belong_below_are_left_there(fonts: FontBook, bold: bool) -> None:
    for text in ("ट्टु", "ङ्कृ", "ष्ट्वू"):
        assert min(part.y for each in clusters(fonts, text, bold=bold) for part in each.parts) < -200
        assert unset(text, (fonts.faces(("FiraGO",), bold),)) is None


@pytest.mark.parametrize("text", ["र्कॆ", "थ्नँ"])
def test_a_mark_that_stays_too_low_is_refused(fonts: FontBook, text: str) -> None:
    problem = unset(text, (fonts.faces(("FiraGO",), False),))
    assert problem is not None
    assert problem.message == "the marks of a letter can't be placed"


@pytest.mark.parametrize("text", ["मेथोट्रेक्सेट", "ड्रेसिंग", "ट्रैक", "राष्ट्रीय", "स्ट्रेप्टोमाइसिन"])
def test_words_with_such_letters_can_be_set(fonts: FontBook, text: str) -> None:
    for bold in (False, True):
        assert unset(text, (fonts.faces(("FiraGO",), bold),)) is None
