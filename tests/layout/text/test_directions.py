"""Lines of two directions: what stands where, and what is read in which order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from handout.document import Leaf, Run, Style
from handout.layout.text.directions import leaf_levels
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import SetLine, ShapedText
from layout.documents import FONTS, HERE

STYLES = {"body": Style(size=10, leading=14)}
ARABIC = "تناول قرصًا واحدًا من ibuprofen 400 mg مرتين يوميًا (صباحًا ومساءً) لمدة 5 أيام"


def leaf(*runs: str | Run) -> Leaf:
    made = tuple(run if isinstance(run, Run) else Run(text=run) for run in runs)
    return Leaf(key=1, role="body", runs=made, span=HERE)


def set_leaf(leaf: Leaf, measure: float = 400) -> ShapedText:
    return Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS).set(leaf, measure)


def from_left(line: SetLine) -> list[str]:
    return [glyphs.text for glyphs in sorted(line.glyphs, key=lambda each: each.x) if glyphs.text.strip()]


def test_glyphs_are_in_reading_order_and_stand_from_left_to_right() -> None:
    (line,) = set_leaf(leaf("Dear ", Run(text="דוד 555-0199", slot=True), ", hello.")).lines
    assert "".join(glyphs.text for glyphs in line.glyphs) == "Dear דוד 555-0199, hello."
    assert from_left(line) == ["Dear ", "555-0199", "דוד ", ", hello."]
    assert [glyphs.level & 1 for glyphs in line.glyphs] == [0, 1, 0, 0]
    ends = [(glyphs.x, glyphs.x + glyphs.width) for glyphs in sorted(line.glyphs, key=lambda each: each.x)]
    assert all(end == pytest.approx(start) for (_, end), (start, _) in pairwise(ends))
    assert ends[-1][1] == pytest.approx(line.width, abs=1e-3)


def test_a_patients_value_never_gives_a_paragraph_its_direction() -> None:
    for value in ("דוד", "Anna", "5"):
        levels = leaf_levels(leaf("א ", Run(text=value, slot=True), " b c"))
        assert levels is not None
        assert levels.base == 0


def test_a_paragraph_runs_the_way_of_most_of_its_letters() -> None:
    arabic, english = leaf_levels(leaf(ARABIC)), leaf_levels(leaf("The word for it is שלום"))
    assert arabic is not None
    assert english is not None
    assert (arabic.base, english.base) == (1, 0)
    assert leaf_levels(leaf("plain")) is None


def test_lines_from_right_to_left_begin_at_the_right_and_their_last_space_hangs_over_the_left() -> None:
    made = set_leaf(leaf(ARABIC), 150)
    assert made.style.align == "right"
    assert len(made.lines) > 2
    assert "".join(glyphs.text for line in made.lines for glyphs in line.glyphs) == ARABIC
    for line in made.lines[:-1]:
        shown = [glyphs for glyphs in line.glyphs if glyphs.text.strip()]
        assert min(glyphs.x for glyphs in shown) == pytest.approx(0, abs=1e-3)
        assert max(glyphs.x + glyphs.width for glyphs in shown) == pytest.approx(line.width, abs=1e-3)
        (space,) = [glyphs for glyphs in line.glyphs if not glyphs.text.strip()]
        assert space is line.glyphs[-1]
        assert space.x + space.width == pytest.approx(0, abs=1e-3)


def test_one_line_from_right_to_left_stays_where_it_is() -> None:
    assert set_leaf(leaf("مرحبا بكم")).style.align == "left"
