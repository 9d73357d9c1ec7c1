"""How wide the columns of a table are: measured on their words, never on a patient's.

No column is narrower than the longest word in it; a dose with its unit is one word here.  A table that has no room for
that has no columns: it is set as blocks, see `stacked_tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from handout.diagnostics import LayoutError
from handout.document import Cell, Row, Table
from handout.fonts.totals import total
from handout.layout.flow.context import FlowContext
from handout.layout.nodes.cells import count, natural
from handout.layout.nodes.column_groups import missing
from handout.layout.nodes.decimals import number_widths
from handout.source.units import MM

_SHARES: tuple[Callable[[float, float], float], ...] = (
    lambda least, ideal: ideal - least,
    lambda least, ideal: (ideal - least) ** 0.5,
    lambda least, ideal: ideal,
    lambda least, ideal: ideal**0.5,
)
"""Ways to share what is left when every column has its longest word."""

_TO_WRITE = 15 * MM
"""The least width of a column to write in."""
_STEPS = (32.0, 16.0, 8.0)
"""Points that one column gives to another where that saves a line."""


class Need(Struct, frozen=True):
    """What one column asks for, padding included."""

    least: float
    """Its longest word's width."""
    ideal: float
    """Its longest cell on one line."""
    padding: float


def column_widths(
    flow: FlowContext, node: Table, measure: float, padding: Sequence[float], *, outer: float
) -> list[float] | None:
    """The widths in points, which add up to the measure, or to less if all are given; None if the table is too wide.

    `padding` is that of each column, left and right together; `outer` is what the table hasn't of it at each edge.
    """
    rows = [row for row in (node.header, *(r for g in node.groups for r in g.rows)) if row is not None]
    needs = [_need(flow, [row.cells[n] for row in rows], padding[n]) for n in range(len(node.columns))]
    body = [row for group in node.groups for row in group.rows]
    weights = _weights(node, measure)
    needs = [need if _words(body, n) or weights[n] is not None else _wide(need) for n, need in enumerate(needs)]
    needs = [_with_numbers(flow, node, n, need) for n, need in enumerate(needs)]
    needs[0], needs[-1] = _without(needs[0], outer), _without(needs[-1], outer)
    for group in node.column_groups:
        more = missing(flow, group, [need.least for need in needs], padding[group.first])
        for n in range(group.first, group.first + group.count):
            needs[n] = Need(needs[n].least + more, max(needs[n].ideal, needs[n].least + more), needs[n].padding)
    if total(need.least for need in needs) > measure:
        return None
    given = total(column.width for column in node.columns if column.width is not None)
    if all(column.width is not None for column in node.columns):
        measure = min(measure, max(given, total(need.least for need in needs)))
        weights = _weights(node, measure)
    fixed = _fixed(needs, weights, measure)
    free = [n for n in range(len(needs)) if n not in fixed]
    columns = [_FreeColumn(needs[n], [row.cells[n] for row in rows], not _words(body, n)) for n in free]
    shares = _shared(flow, columns, measure - total(fixed.values())) if free else []
    found = {**fixed, **dict(zip(free, shares, strict=True))}
    return [found[n] for n in range(len(needs))]


def _weights(node: Table, measure: float) -> list[float | None]:
    """The columns' shares of the width; LayoutError where they are more than all of it."""
    weights = [c.weight if c.width is None else c.width / measure for c in node.columns]
    whole = total(weight for weight in weights if weight is not None)
    if whole > 1 + 1e-6:
        wide, room = (f"{points / MM:.0f} mm" for points in (whole * measure, measure))
        message = f"the columns are {wide} wide together, and there is room for {room}"
        span = node.header.cells[0].span if node.header else node.span
        raise LayoutError.at(
            span, message, "make them narrower, or leave a width out: it gets the rest", "columns-too-wide"
        )
    return weights


def _fixed(needs: Sequence[Need], weights: Sequence[float | None], measure: float) -> dict[int, float]:
    """The columns with a weight: their shares, or what keeps words whole; equal weights stay equal where they can.

    The largest share is kept where the others have room for their words in what is left.
    """
    given = {n: weight for n, weight in enumerate(weights) if weight is not None}
    others = total(need.least for n, need in enumerate(needs) if n not in given)
    least = {n: max(needs[m].least for m in given if given[m] == weight) for n, weight in given.items()}
    if total(least.values()) + others > measure:
        least = {n: needs[n].least for n in given}
    room = measure
    largest = max(given, key=lambda n: given[n], default=0)
    widened = {**least, largest: max(least[largest], given[largest] * measure)} if given else least
    if total(widened.values()) + others <= measure:
        least = widened
    if len(given) < len(needs):
        room = max(min(measure * total(given.values()), measure - others), total(least.values()))
    found: dict[int, float] = {}
    while True:
        rest = max(room - total(found.values()), 0.0)
        shared = total(weight for n, weight in given.items() if n not in found)
        short = [n for n, weight in given.items() if n not in found and weight * rest / shared < least[n] - 1e-6]
        if not short:
            return {n: found.get(n, weight * rest / shared if shared else 0.0) for n, weight in given.items()}
        found.update((n, least[n]) for n in short)


def _need(flow: FlowContext, cells: Sequence[Cell], padding: float) -> Need:
    found = [natural(flow, cell) for cell in cells]
    size = max((flow.setter.styles[cell.role].size for cell in cells), default=0.0)
    least = max((word for word, _ in found), default=0.0) + padding + 0.01
    ideal = max((line for _, line in found), default=0.0) + padding + 0.01
    return Need(least=max(least, 2 * size + padding), ideal=max(ideal, 2 * size + padding), padding=padding)


def _with_numbers(flow: FlowContext, node: Table, column: int, need: Need) -> Need:
    """The need with room for numbers that are aligned at their decimal signs."""
    found = number_widths(flow, node, column)
    wide = found.before + found.after + need.padding + 0.01
    return Need(max(need.least, wide), max(need.ideal, wide), need.padding)


def _words(rows: Sequence[Row], column: int) -> bool:
    """Whether there are words in a column, or no rows."""
    cells = [row.cells[column] for row in rows]
    return not cells or any(leaf.slot or leaf.text.strip() for leaf in cells)


def _wide(need: Need) -> Need:
    return Need(max(need.least, _TO_WRITE), max(need.ideal, _TO_WRITE), need.padding)


def _without(need: Need, padding: float) -> Need:
    return Need(need.least - padding, need.ideal - padding, need.padding - padding)


class _FreeColumn(Struct, frozen=True):
    """A column without a fixed share of the width."""

    need: Need
    cells: list[Cell]
    to_write_in: bool
    """There is nothing in it but its title."""


def _shared(flow: FlowContext, columns: Sequence[_FreeColumn], room: float) -> list[float]:
    """The widths of free columns."""
    needs = [column.need for column in columns]
    ideal = total(need.ideal for need in needs)
    if ideal <= room:
        return _alike([need.ideal * room / ideal for need in needs], columns, [need.ideal for need in needs])
    height = _Heights(flow, columns)
    choices = [_filled(needs, room, share) for share in _SHARES]
    found = _refined(min(choices, key=height), needs, height)
    alike = _alike(found, columns, [need.least for need in needs])
    return alike if height(alike)[0] <= height(found)[0] else found


def _alike(widths: Sequence[float], columns: Sequence[_FreeColumn], least: Sequence[float]) -> list[float]:
    """The widths with those of the columns to write in as equal as the least widths let them be."""
    found = list(widths)
    free = [number for number, column in enumerate(columns) if column.to_write_in]
    room = total(widths[number] for number in free)
    while free:
        share = room / len(free)
        wide = [number for number in free if least[number] > share]
        for number in wide or free:
            found[number] = least[number] if wide else share
        room -= total(least[number] for number in wide)
        free = [number for number in free if number not in wide] if wide else []
    return found


def _filled(needs: Sequence[Need], room: float, share: Callable[[float, float], float]) -> list[float]:
    """The longest words' widths and a share of the rest, none wider than its ideal while others want more."""
    widths = [need.least for need in needs]
    for _ in needs:
        rest = room - total(widths)
        open_ = [n for n, need in enumerate(needs) if widths[n] < need.ideal - 0.01]
        shares = total(share(needs[n].least, needs[n].ideal) for n in open_)
        if rest < 0.01 or not shares:
            break
        for n in open_:
            widths[n] = min(needs[n].ideal, widths[n] + rest * share(needs[n].least, needs[n].ideal) / shares)
    rest = (room - total(widths)) / len(widths)
    return [width + rest for width in widths]


class _Heights:
    """About how high the rows get with given widths, then how uneven they are; the lower the better."""

    def __init__(self, flow: FlowContext, columns: Sequence[_FreeColumn]) -> None:
        self._flow, self._columns = flow, columns
        self._known: dict[tuple[int, float], list[int]] = {}

    def __call__(self, widths: list[float]) -> tuple[int, int]:
        columns = [self._lines(number, width) for number, width in enumerate(widths)]
        rows = list(zip(*columns, strict=True))
        return sum(map(max, rows)), sum(count * count for row in rows for count in row)

    def _lines(self, number: int, width: float) -> list[int]:
        key = (number, round(width, 2))
        if key not in self._known:
            column = self._columns[number]
            room = max(width - column.need.padding, 1.0)
            self._known[key] = [count(self._flow, cell, room) for cell in column.cells]
        return self._known[key]


def _refined(widths: list[float], needs: Sequence[Need], height: _Heights) -> list[float]:
    """The widths after giving a little of one column to another wherever that makes the table lower."""
    best, lowest = widths, height(widths)
    for step in _STEPS:
        for giver, need in enumerate(needs):
            for taker in range(len(needs)):
                if giver == taker or best[giver] - step < need.least:
                    continue
                tried = list(best)
                tried[giver] -= step
                tried[taker] += step
                found = height(tried)
                if found < lowest:
                    best, lowest = tried, found
    return best
