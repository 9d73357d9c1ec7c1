"""A leaf whose words are all on one line, as most patients' values are: its words needn't be measured one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handout.document import Leaf
from handout.inline.spaces import BREAK
from handout.layout.geometry import Glyphs
from handout.layout.text.run_glyphs import RunGlyphs
from handout.layout.text.set_lines import SetLine
from handout.layout.text.words import TextSpan

if TYPE_CHECKING:
    from handout.layout.text.directions import LeafLevels

_NARROWEST = 0.28
"""Ems: a text whose letters would have to be narrower on average isn't tried; most have letters of 0.34 or more."""


def one_line(leaf: Leaf, measure: float, levels: LeafLevels | None, glyphs: RunGlyphs) -> SetLine | None:
    """All words on one line, if they fit in the measure; the levels are those of a leaf of two directions.

    None, too, for a leaf with blanks, line ends of its own or a space at its end.
    """
    text = leaf.text
    if not text or text[-1] == " " or BREAK in text or any(run.blank is not None for run in leaf.runs):
        return None
    found = _from_left(leaf, measure, glyphs) if levels is None else _of_two_directions(leaf, measure, levels, glyphs)
    return found if found is not None and found.width <= measure else None


def _from_left(leaf: Leaf, measure: float, glyphs: RunGlyphs) -> SetLine | None:
    found: list[Glyphs] = []
    x = 0.0
    for number, run in enumerate(leaf.runs):
        if x > measure:
            return None
        if run.text:
            found += glyphs.pieces(leaf, number, run.text, x)
            x = found[-1].x + found[-1].width
    return SetLine(tuple(found), x)


def _of_two_directions(leaf: Leaf, measure: float, levels: LeafLevels, glyphs: RunGlyphs) -> SetLine | None:
    if not may_fit(leaf.text, measure, glyphs.size(leaf)):
        return None
    placed = levels.arranged(
        TextSpan(0, len(leaf.text)),
        glyphs.looks(leaf),
        lambda number, text, level: glyphs.pieces(leaf, number, text, 0, level),
    )
    return SetLine(placed.glyphs, placed.width)


def may_fit(text: str, measure: float, size: float) -> bool:
    """Whether a text of two directions is tried on one line of this measure."""
    return len(text) * _NARROWEST * size <= measure
