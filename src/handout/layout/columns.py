"""How wide the columns of a table are: measured on their words, never on a patient's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from handout.layout.flow import Flow
from handout.source import Diagnostic, HandoutError
from handout.tree import Leaf, Row, Table

_LEAST = 3.0
"""Ems; narrower than this words are not broken."""
_SHARES: tuple[Callable[[float, float], float], ...] = (
    lambda least, ideal: ideal - least,
    lambda least, ideal: (ideal - least) ** 0.5,
    lambda least, ideal: ideal,
    lambda least, ideal: ideal**0.5,
)
"""Ways to share what is left when every column has its longest word."""


class Need(Struct, frozen=True):
    """What one column asks for, padding included."""

    floor: float
    """With words broken."""
    least: float
    """Its longest word's width."""
    ideal: float
    """Its longest cell on one line."""
    padding: float


def column_widths(flow: Flow, node: Table, place: tuple[float, float, bool]) -> list[float]:
    """The widths in points, which add up to the measure; HandoutError if the table is too wide for it."""
    measure, padding, flush = place
    rows = [row for row in (node.header, *(r for g in node.groups for r in g.rows)) if row is not None]
    outer = padding if flush else 0.0
    needs = [_need(flow, [row.cells[n] for row in rows], 2 * padding) for n in range(len(node.columns))]
    needs[0], needs[-1] = _without(needs[0], outer), _without(needs[-1], outer)
    weights = [column.weight for column in node.columns]
    if all(weight is not None for weight in weights):
        total = sum(weight or 0.0 for weight in weights)
        return [measure * (weight or 0.0) / total for weight in weights]
    fixed = _fixed(needs, weights, measure)
    free = [n for n in range(len(weights)) if n not in fixed]
    shares = _shared(flow, node, ([needs[n] for n in free], measure - sum(fixed.values()), free), rows)
    found = {**fixed, **dict(zip(free, shares, strict=True))}
    return [found[n] for n in range(len(weights))]


def _fixed(needs: Sequence[Need], weights: Sequence[float | None], measure: float) -> dict[int, float]:
    """The columns with a weight: that share of the measure, or as much more as keeps their words whole."""
    given = {n: weight for n, weight in enumerate(weights) if weight}
    if not given:
        return {}
    scale = measure * min(1.0, 0.8 / sum(given.values()))
    wanted = max(scale, *(needs[n].least / weight for n, weight in given.items()))
    room = measure - sum(need.least for n, need in enumerate(needs) if n not in given)
    scale = max(scale, min(wanted, room / sum(given.values())))
    return {n: weight * scale for n, weight in given.items()}


def _need(flow: Flow, cells: Sequence[Leaf], padding: float) -> Need:
    natural = [flow.setter.natural(leaf) for leaf in cells]
    size = max((flow.setter.style(leaf).size for leaf in cells), default=0.0)
    least = max((word for word, _ in natural), default=0.0) + padding + 0.01
    floor = min(least, _LEAST * size + padding)
    ideal = max((line for _, line in natural), default=0.0) + padding + 0.01
    return Need(
        floor=floor, least=max(least, 2 * size + padding), ideal=max(ideal, 2 * size + padding), padding=padding
    )


def _without(need: Need, padding: float) -> Need:
    return Need(need.floor - padding, need.least - padding, need.ideal - padding, need.padding - padding)


def _shared(flow: Flow, node: Table, place: tuple[list[Need], float, list[int]], rows: Sequence[Row]) -> list[float]:
    needs, room, free = place
    least, ideal, floor = (sum(getattr(need, name) for need in needs) for name in ("least", "ideal", "floor"))
    if ideal <= room:
        return [need.ideal * room / ideal for need in needs]
    if least <= room:
        choices = [_filled(needs, room, share) for share in _SHARES]
        return min(choices, key=lambda widths: _height(flow, rows, (free, widths, needs)))
    if floor > room:
        message = (
            f"the table is too wide for the page: its {len(node.columns)} columns need {floor:.0f}pt of {room:.0f}pt"
        )
        hint = "use fewer columns, smaller text or wider paper"
        raise HandoutError([Diagnostic(node.span, message, hint, "table-too-wide")], exit_code=5)
    share = (room - floor) / (least - floor)
    return [need.floor + (need.least - need.floor) * share for need in needs]


def _filled(needs: Sequence[Need], room: float, share: Callable[[float, float], float]) -> list[float]:
    """The longest words' widths and a share of the rest, none wider than its ideal while others want more."""
    widths = [need.least for need in needs]
    for _ in needs:
        rest = room - sum(widths)
        open_ = [n for n, need in enumerate(needs) if widths[n] < need.ideal - 0.01]
        total = sum(share(needs[n].least, needs[n].ideal) for n in open_)
        if rest < 0.01 or not total:
            break
        for n in open_:
            widths[n] = min(needs[n].ideal, widths[n] + rest * share(needs[n].least, needs[n].ideal) / total)
    rest = (room - sum(widths)) / len(widths)
    return [width + rest for width in widths]


def _height(
    flow: Flow, rows: Sequence[Row], place: tuple[list[int], list[float], Sequence[Need]]
) -> tuple[float, float]:
    """About how high the rows get, and how uneven the highest is; the lower the better."""
    free, widths, needs = place
    total = uneven = 0.0
    for row in rows:
        counts = [
            flow.setter.count(row.cells[n], max(width - need.padding, 1.0)) + 0.01
            for n, width, need in zip(free, widths, needs, strict=True)
        ]
        total += max(counts, default=0.0)
        uneven += sum(count * count for count in counts)
    return total, uneven
