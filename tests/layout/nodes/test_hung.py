"""Text beside a sign."""

from __future__ import annotations

from typing import Any

from handout.document import Hung, Paragraph
from layout.documents import STYLES, heading, laid, leaf, lines_of, page, style, text, words

LONG = "Take it with water, and again at night before you go to bed, each day until the doctor says stop."


def hung(*texts: str, sign: str = "✔", **changes: Any) -> Hung:
    label = leaf(sign)
    return Hung(label=label, children=tuple(map(text, texts)), **changes)


def test_the_sign_is_on_the_first_line_and_all_text_is_at_its_right() -> None:
    sign, *lines = lines_of(laid(hung(LONG, "And so on.")), 0)
    assert words(sign) == "✔"
    assert (sign.x, sign.y) == (50.0, lines[0].y)
    assert {line.x for line in lines} == {50.0 + STYLES["item"].indent}
    assert len(lines) > 2


def test_a_wide_sign_moves_the_text() -> None:
    narrow = {**STYLES, "item": style(indent=4)}
    sign, line = lines_of(laid(hung("Text", sign="MM"), styles=narrow), 0)
    assert line.x >= sign.x + sign.width + 4


def test_the_sign_goes_with_its_line_to_the_next_page() -> None:
    before = [text("line") for _ in range(9)]
    for rows in range(100, 220, 7):
        made = laid(*before, heading("H"), hung(LONG), *before, setup=page(height=float(rows)))
        for number in range(len(made.pages)):
            found = [words(line).strip() for line in lines_of(made, number)]
            assert ("✔" in found) == any(each.startswith("Take it") for each in found)


def test_a_sign_with_nothing_beside_it_is_printed() -> None:
    empty = Hung(label=leaf("✔"), children=(Paragraph(leaf=leaf("")),))
    assert [words(line) for line in lines_of(laid(empty, text("a")), 0)] == ["✔", "a"]
