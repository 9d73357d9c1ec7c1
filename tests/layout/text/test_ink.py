from __future__ import annotations

import pytest

from extra_fonts import font, forget
from handout.document import Leaf, Run, Style
from handout.layout.text.ink import grown
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText
from layout.documents import FONTS, HERE

SIZE, LEADING = 10.0, 14.0


def made(text: str, leading: float = LEADING) -> ShapedText:
    leaf = Leaf(key=1, role="body", runs=(Run(text=text),), span=HERE)
    return Typesetter({"body": Style(size=SIZE, leading=leading)}, {"body": ("FiraGO",)}, FONTS).set(leaf, 60)


@pytest.mark.parametrize(("needed", "high"), [(0.0, 9.0), (9.0, 9.0), (9.1, 10.0), (10.0, 10.0), (11.2, 12.0)])
def test_a_height_grows_by_whole_steps(needed: float, high: float) -> None:
    assert grown(9.0, needed, SIZE) == pytest.approx(high)


@pytest.mark.parametrize("text", ["Words in English", "Ќирилица", "नमस्ते", "שלום"])
def test_a_line_with_room_enough_keeps_its_heights(text: str) -> None:
    assert made(text).ascent + made(text).descent == pytest.approx(LEADING)


@pytest.mark.parametrize("leading", [10.0, 12.0, 14.0, 18.0])
@pytest.mark.parametrize("text", ["ที่นี่ น้ำ ปู่ ญู", "रू ह्रीं ट्ठू"])
def test_ink_stays_in_the_box_of_its_line(text: str, leading: float) -> None:
    found = made(text, leading)
    boxes = [
        (FONTS.face(glyphs.face), cluster)
        for line in found.lines
        for glyphs in line.glyphs
        for cluster in glyphs.clusters
        if cluster.text.strip()
    ]
    assert boxes
    for face, cluster in boxes:
        _, bottom, _, top = face.shaper.box(cluster)
        scale = SIZE / face.metrics.units_per_em
        assert top * scale <= found.ascent + 0.041 * SIZE
        assert -bottom * scale <= found.descent + 0.041 * SIZE


@pytest.mark.parametrize(("family", "text"), [("Khmer", "ខ្ញុំ ស្រីមុំ"), ("Myanmar", "အောင်ဆန်း ကြည် မြန္မာ")])
def test_lines_of_deep_scripts_grow(family: str, text: str) -> None:
    forget()
    font(family)
    found = made(text)
    assert LEADING < found.ascent + found.descent < 1.6 * LEADING
