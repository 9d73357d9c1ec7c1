"""Values that a pen fills in, and what stands at the text's edge beside them."""

from __future__ import annotations

import pytest

from handout.document import Definition, Definitions, QrCode, Run
from handout.layout.geometry import Code
from handout.source.units import MM
from layout.documents import HERE, box, laid, leaf, lines_of


def facts(*values: Run) -> Definitions:
    items = tuple(Definition(term=leaf("Label"), text=leaf(value)) for value in values)
    return Definitions(items=items, kind="aligned")


def test_a_blank_takes_the_room_there_is_nine_millimetres_below_the_last() -> None:
    pages = laid(
        facts(
            Run(text="[a]", blank=30.0, fills_line=True),
            Run(text="[b]", blank=30.0, fills_line=True),
            Run(text="words"),
        )
    )
    labels, values = lines_of(pages, 0)[::2], lines_of(pages, 0)[1::2]
    frame = pages.pages[0].frames[0]
    assert [line.glyphs[0].x + line.glyphs[0].width for line in values[:2]] == pytest.approx(
        [frame.x + frame.width] * 2
    )
    assert values[0].y - values[1].y >= 9 * MM - 0.01
    assert [label.y for label in labels] == [value.y for value in values]


def test_a_code_stands_at_the_edge_of_the_text_alone() -> None:
    code = QrCode(key=0, url="https://a.example", alt="", size=88, words=(leaf("Read"),), span=HERE)

    def at_edge(pages_of: tuple[object, ...]) -> list[str]:
        return [item.at_edge for item in pages_of if isinstance(item, Code)]

    assert at_edge(laid(code).pages[0].items) == ["left"]
    assert at_edge(laid(box("Title", code)).pages[0].items) == [""]
