"""The columns of a table: how each is aligned and how wide it is, and titles over several of them."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from handout.document.leaf import Align, Leaf, Part


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; its width is measured on static words only, never on a patient's."""

    align: Align = "left"
    weight: float | None = None
    """A fixed share of the width, where measuring is not wanted (the columns of times in a medicine grid)."""
    width: float | None = None
    """A fixed width in points instead."""
    decimal_sign: str | None = None
    """That of the document's language, in a column whose numbers are aligned at it."""


class ColumnGroup(Part, frozen=True, kw_only=True):
    """A title over the headers of neighbouring columns, which it heads too."""

    PARTS: ClassVar[tuple[str, ...]] = ("title",)
    title: Leaf
    first: int
    """The number of its first column, from 0."""
    count: int
    """How many columns it has."""
