"""Numbers of a column aligned at their decimal signs, with their units after them."""

from __future__ import annotations

from msgspec import Struct, structs

from handout.document import Cell, Leaf, Table
from handout.inline.spaces import BREAK
from handout.layout.flow.context import FlowContext
from handout.source.patterns import uncompiled

_NUMBER = uncompiled(
    r"(?:[<>≤≥≈~±+−–-][ \u00a0]?)?"
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u2009\u202f])\d{3})(?:(?P=mark)\d{3})*|\d+)"
    r"(?P<decimals>[.,]\d+)?"
    r"(?![.,:/'’]?\d|-\d+-\d)"
)
"""A number with its sign, its thousands marked or not; no date, time, fraction or blood pressure."""
_LONGEST_UNIT = 16
"""Characters after a number; what has more is a text that begins with a number."""


class NumberWidths(Struct, frozen=True):
    """The room of a column's numbers, in points; 0 where none is aligned."""

    before: float = 0.0
    """The widest before the decimal sign."""
    after: float = 0.0
    """The widest from the sign on, with the unit."""


def split(text: str, sign: str) -> int | None:
    """The index of a number's decimal sign, or where it would be; None for a text that is no number."""
    match = _NUMBER.match(text)
    if match is None or BREAK in text or len(text) - match.end() > _LONGEST_UNIT:
        return None
    if match["decimals"]:
        return match.start("decimals")
    whole, _, rest = match["whole"].partition(match["mark"] or sign)
    # One mark before three digits divides thousands, unless it is the language's sign; nobody writes 0,125 for that.
    if len(rest) == 3 and (match["mark"] == sign or whole == "0"):
        return match.start("mark")
    return match.end()


def number_widths(flow: FlowContext, node: Table, column: int) -> NumberWidths:
    """How much room the numbers of a column need."""
    sign = node.columns[column].decimal_sign
    if sign is None:
        return NumberWidths()
    cells = (row.cells[column] for group in node.groups for row in group.rows)
    found = [halves for cell in cells if (halves := _halves(flow, cell, sign))]
    return NumberWidths(max((left for left, _ in found), default=0.0), max((right for _, right in found), default=0.0))


def shift(flow: FlowContext, cell: Cell, sign: str, widest: float) -> float:
    """How far a cell's words are moved to the right, in points; 0 for what is no number."""
    halves = _halves(flow, cell, sign)
    return widest - halves[0] if halves else 0.0


def _halves(flow: FlowContext, cell: Cell, sign: str) -> tuple[float, float] | None:
    """The widths of a number before its decimal sign and from there on.  A patient's words have none.

    In pages that are mirrored afterwards: from the cell's edge to the sign, and from there on.
    """
    if not isinstance(cell, Leaf) or cell.slot or (at := split(cell.text, sign)) is None:
        return None
    before, whole = flow.setter.natural(_first(cell, at))[1], flow.setter.natural(cell)[1]
    if not flow.setter.from_right:
        return before, whole - before
    if flow.setter.runs_from_right(cell):  # the unit is at the left of its number
        end = len(cell.text) - len(_NUMBER.sub("", cell.text, count=1))
        after = flow.setter.natural(_first(cell, end))[1] - before
    else:
        after = whole - before
    return after, whole - after


def _first(leaf: Leaf, count: int) -> Leaf:
    """The first characters of a leaf."""
    runs = []
    for run in leaf.runs:
        if count > 0:
            runs.append(structs.replace(run, text=run.text[:count], alt=None))
        count -= len(run.text)
    return structs.replace(leaf, runs=tuple(runs))
