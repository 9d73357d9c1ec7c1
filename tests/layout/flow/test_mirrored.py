"""Pages from right to left are those from left to right in a mirror, and nothing on them is turned."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from handout.document import Document
from handout.layout import layout
from handout.layout.geometry import Code, Icon, Image, Line, Mark, Pages, Rect, Rule
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import ARABIC, ROOT

FAR = 0.004
"""Points; places are rounded to a thousandth, once on each side."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(load(ARABIC))


@pytest.fixture(scope="module")
def pages(renderer: Renderer) -> Pages:
    return layout(renderer.document(Request(topics=("every-block",), audience="patient")), renderer.fonts)


@pytest.fixture(scope="module")
def english() -> Renderer:
    return Renderer(load(ROOT))


def of_language(document: Document, language: str, renderer: Renderer) -> Pages:
    return layout(replace(document, language=language), renderer.fonts)


def sides(mark: Mark) -> tuple[float, float]:
    match mark:
        case Rule():
            return mark.x1, mark.x2
        case Icon() | Code():
            return mark.x, mark.x + mark.size
        case _:
            return mark.x, mark.x + mark.width


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_what_is_drawn_changes_sides_and_nothing_else(audience: str, english: Renderer) -> None:
    """Latin text is as wide in both; where it has several lines, they begin at the left in both."""
    document = english.document(Request(topics=("a-day-at-the-clinic",), audience=audience))
    left, right = of_language(document, "en", english), of_language(document, "ar", english)
    wide, seen = document.page.width, Counter[type]()
    for one, other in zip(left.pages, right.pages, strict=True):
        assert [f.x for f in other.frames] == pytest.approx([wide - f.x - f.width for f in one.frames], abs=FAR)
        assert [c.x for c in other.cells] == pytest.approx([wide - c.x - c.width for c in one.cells], abs=FAR)
        lines = Counter(item.leaf for item in one.items if isinstance(item, Line))
        for a, b in zip(one.items, other.items, strict=True):
            assert type(a) is type(b)
            seen[type(a)] += 1
            if not (isinstance(a, Line) and lines[a.leaf] > 1):
                assert sides(b) == pytest.approx((wide - sides(a)[1], wide - sides(a)[0]), abs=FAR)
            if isinstance(a, Line) and isinstance(b, Line):
                assert "".join(g.text for g in a.glyphs) == "".join(g.text for g in b.glyphs)
                if not any(g.level for g in b.glyphs):  # a number's point stands at its other side
                    assert [g.x - b.x for g in b.glyphs] == pytest.approx([g.x - a.x for g in a.glyphs], abs=FAR)
            elif isinstance(a, Image | Rect) and isinstance(b, Image | Rect):
                assert (a.y, a.width, a.height) == (b.y, b.width, b.height)
    assert {Line, Rule} <= {*seen}
    assert audience == "clinician" or {Rect, Icon, Image} <= {*seen}


def test_a_line_of_text_begins_at_the_right_and_ends_at_its_measure(pages: Pages) -> None:
    body = {leaf.key for leaf in pages.document.every_leaf if leaf.role == "body"}
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line) and item.leaf in body]
    margin = pages.pages[0].frames[0].x + pages.pages[0].frames[0].width
    several = {key for key, count in Counter(line.leaf for line in lines).items() if count > 1}
    long = [line for line in lines if line.leaf in several and line.measure > 350]
    arabic = [line for line in long if any(glyphs.level & 1 for glyphs in line.glyphs)]
    latin = [line for line in long if line not in arabic]
    assert len(arabic) > 3
    assert {round(line.x + line.width - margin, 2) for line in arabic} == {0.0}
    assert {round(line.x - pages.pages[0].frames[0].x, 2) for line in latin} == {0.0}
    assert latin != []


def test_labels_columns_and_pictures_stand_at_the_right(pages: Pages) -> None:
    lines = {leaf.text: leaf.key for leaf in pages.document.every_leaf}
    placed = {item.leaf: item for page in pages.pages for item in page.items if isinstance(item, Line)}
    where = {text: placed[key].x for text, key in lines.items() if key in placed}
    assert where["اليوم"] > where["من"] > where["الكمية"] > where["ملاحظة"]  # columns of a table
    assert where["افعل"] > where["لا تفعل"]  # side by side
    assert where["متى"] > where["الساعة 9:30"]  # label and value
    (code,) = [item for page in pages.pages for item in page.items if isinstance(item, Code)]
    assert code.at_edge == "right"
    assert code.x > where["الطريق إلينا"]


def test_numbers_are_aligned_at_their_decimal_signs(renderer: Renderer, pages: Pages) -> None:
    """`2.5 mg`, `10 mg`, `0.25` with an Arabic unit at its left, and `100`."""
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line)]
    signs = []
    for line in lines:
        text = "".join(glyphs.text for glyphs in line.glyphs)
        if line.role == "cell" and text in ("2.5 mg", "10 mg", "0.25 ملغ", "100"):
            number = next(glyphs for glyphs in line.glyphs if glyphs.text[0].isdigit())
            whole = number.text.split(" ")[0].split(".")[0]
            face = renderer.fonts.face(number.face)
            signs.append(number.x + face.advance(whole) * number.size)
    assert len(signs) == 4
    assert max(signs) - min(signs) < 0.01
