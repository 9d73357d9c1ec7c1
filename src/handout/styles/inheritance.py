"""The chain of `extends`, and the layouts of a chain merged into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.content.layout import BandSpec, HeaderFooterCells, Layouts, LayoutSpec, SectionsSpec
from handout.diagnostics import InputError, Span
from handout.source.scalars import Identifier
from handout.source.values import suggestion

S = TypeVar("S", bound=Struct)


def chain_of(name: str, specs: Mapping[str, LayoutSpec]) -> list[LayoutSpec]:
    """The layout and those that it extends, itself first."""
    chain: list[LayoutSpec] = []
    following: Identifier | None = Identifier(name)
    while following is not None:
        if isinstance(specs, Layouts) and following in specs.broken:
            raise InputError(specs.broken[following])
        if following not in specs:
            where = following.place(Span("layouts"))
            hint = suggestion(following, specs) or f"the layouts are {', '.join(specs)}"
            raise InputError.at(where, f"there is no layout '{following[:80]}'", hint, "unknown-layout")
        chain.append(specs[following])
        following = specs[following].extends
        if following is not None and any(spec.id == following for spec in chain):
            names = " → ".join([*(spec.id for spec in chain), following])
            where = following.place(chain[-1].span)
            hint = "take 'extends' out of one of them"
            raise InputError.at(where, f"layouts extend each other: {names}", hint, "layout-cycle")
    return chain


def merged(chain: Sequence[LayoutSpec]) -> LayoutSpec:
    """One layout of a chain, each over those that it extends."""
    found = chain[-1]
    for spec in reversed(chain[:-1]):
        found = _over(found, spec)
    return found


def _over(base: S, top: S) -> S:
    """A struct whose fields are the upper one's where it says something, structs and mappings merged likewise."""
    changes: dict[str, Any] = {}
    for name in top.__struct_fields__:
        lower, upper = getattr(base, name), getattr(top, name)
        if isinstance(lower, Mapping) and isinstance(upper, Mapping):
            both = {key: _over(lower[key], upper[key]) for key in upper if key in lower}
            changes[name] = {**lower, **upper, **both}
        elif isinstance(lower, Struct) and isinstance(upper, Struct) and not isinstance(upper, Span | SectionsSpec):
            changes[name] = _over(lower, upper) if type(lower) is type(upper) and name not in _WHOLE else upper
        elif upper is None:
            changes[name] = lower
    if isinstance(base, BandSpec) and isinstance(top, BandSpec):
        changes["first"] = _first(base, top)
    return replace(top, **changes)


def _first(base: BandSpec, top: BandSpec) -> HeaderFooterCells | None:
    """The first page's own cells: the lower layout's, save those that the upper one gives for every page."""
    if base.first is None:
        return top.first
    lower = replace(base.first, **{name: None for name in _WHOLE if getattr(top, name) is not None})
    return lower if top.first is None else _over(lower, top.first)


_WHOLE = {"left", "center", "right"}
"""Texts are not merged: the upper layout's cell is the cell."""
