"""The paper, and the header and footer of each page."""

from __future__ import annotations

from msgspec import Struct

from handout.document.leaf import Leaf


class HeaderFooter(Struct, frozen=True, kw_only=True):
    """A header or a footer: up to three cells that wrap, over or under a solid notice; all artifacts."""

    left: Leaf | None = None
    center: Leaf | None = None
    right: Leaf | None = None
    above: Leaf | None = None
    """A line of its own between the notice and the cells: whose document it is."""
    below: Leaf | None = None
    """A line of its own under the cells: which document it is, for who can't read its language."""
    notice: Leaf | None = None
    """Set across the whole measure on a solid ground: For clinicians – not for patients."""
    rule: bool = False
    """A hairline between the band and the page's body."""

    @property
    def cells(self) -> tuple[Leaf, ...]:
        """The leaves that it has, notice first."""
        leaves = (self.notice, self.above, self.left, self.center, self.right, self.below)
        return tuple(leaf for leaf in leaves if leaf is not None)


class PageSetup(Struct, frozen=True, kw_only=True):
    """The paper and its text block, in points.  Header and footer are inside the margins, next to the body."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    columns: int = 1
    gutter: float = 18.0
