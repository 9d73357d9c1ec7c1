"""Thai and Lao marks don't touch a high vowel that follows, and words are as wide as before."""

from __future__ import annotations

from itertools import product

import pytest

from handout.fonts.clusters import GlyphCluster
from handout.fonts.faces import Face
from handout.fonts.glyphs import FontBook
from handout.fonts.stretches import stretches

THAI = [chr(code) for code in range(0x0E01, 0x0E2F) if chr(code) not in "ฃฅฤฦ"]
LAO = list("ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ")
THAI_MARKS = ("่", "้", "๋", "์", "ี่", "ื้", "ั้", "ู้", "ุ่")
LAO_MARKS = ("່", "້", "ີ່", "ື້", "ູ້", "ຸ່")
WORDS = ("ฮอร์โมน", "เบอร์โทร", "ให้ใช้", "ได้ไหม", "ผู้ใหญ่", "รู้โรย", "ຜູ້ໂດຍສານ", "ໃຕ້ໂບ")


@pytest.fixture(scope="module")
def fonts() -> FontBook:
    return FontBook()


def face_of(fonts: FontBook, text: str, *, bold: bool) -> Face:
    (stretch,) = stretches(text)
    return next(face for face in fonts.faces(("FiraGO",), bold) if face.sets(stretch.script))


def clusters(face: Face, text: str) -> tuple[GlyphCluster, ...]:
    (stretch,) = stretches(text)
    return face.shaper.clusters(stretch)


def marks_right(face: Face, cluster: GlyphCluster) -> float:
    """Where the marks above the letter end, in ems from the cluster's right end; -1 if it has none, as ป้, one glyph."""
    boxes = [face.shaper.box(GlyphCluster(cluster.text, (part,), cluster.advance)) for part in cluster.parts[1:]]
    rights = [right - cluster.advance for _, bottom, right, _ in boxes if bottom > 0]
    return max(rights) / face.metrics.units_per_em if rights else -1.0


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("letters", "marks", "vowels"), [(THAI, THAI_MARKS, "โใไ"), (LAO, LAO_MARKS, "ໂໃໄ")])
def test_no_mark_above_a_letter_touches_a_high_vowel(
    fonts: FontBook, letters: list[str], marks: tuple[str, ...], vowels: str, bold: bool
) -> None:
    face = face_of(fonts, letters[0], bold=bold)
    em = face.metrics.units_per_em
    moved = 0
    for letter, mark, vowel in product(letters, marks, vowels):
        alone = clusters(face, letter + mark)
        *left, right = clusters(face, letter + mark + vowel)
        assert [each.advance for each in left] == [each.advance for each in alone]
        assert face.shaper.box(right)[0] / em - marks_right(face, left[-1]) > 0.04, letter + mark + vowel
        # It is still over its letter, and as high.
        lefts = [face.shaper.box(each[-1])[0] / em for each in (alone, left)]
        assert lefts[1] >= min(lefts[0], 0.0) - 0.06, letter + mark + vowel
        for before, after in zip(alone[-1].parts, left[-1].parts, strict=True):
            assert (before.glyph, before.y) == (after.glyph, after.y)
            assert after.x <= before.x
            moved += after.x < before.x
    assert moved > len(letters)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", WORDS)
def test_letters_and_widths_stay(fonts: FontBook, text: str, bold: bool) -> None:
    face = face_of(fonts, text, bold=bold)
    found = clusters(face, text)
    assert "".join(each.text for each in found) == text
    alone = [clusters(face, each.text) for each in found]
    assert [each.advance for each in found] == [each.advance for (each,) in alone]


@pytest.mark.parametrize("text", ["ร้าน", "ที่นี่", "น้ำเกลือ", "ห้อง", "ผ้าพันแผล"])
def test_marks_before_other_letters_are_where_they_are_without_them(fonts: FontBook, text: str) -> None:
    face = face_of(fonts, text, bold=False)
    for cluster in clusters(face, text):
        assert (cluster,) == clusters(face, cluster.text)
