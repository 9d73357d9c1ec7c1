"""The ways in which a topic's document may be printed: each layout that takes its audience, papers, sizes of text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from handout.check.layout import accepts
from handout.content.clinic import Clinic
from handout.styles.layout import Layout
from handout.styles.page import PAPER
from handout.styles.resolve import resolve
from handout.workspace.load import Workspace

LARGEST = "giant"


class Printing(Struct, frozen=True):
    """A way to print a document; None stands for what is printed if nobody asks for anything else."""

    layout: str | None = None
    paper: str | None = None
    scale: str | None = None

    @property
    def differences(self) -> frozenset[str]:
        """In what it isn't as usual."""
        return frozenset(self._named())

    @property
    def prefix(self) -> str:
        """Before a message about it."""
        return "".join(f"{each}, " for each in self._named())

    def _named(self) -> Iterator[str]:
        if self.layout is not None:
            yield f"with the layout '{self.layout}'"
        if self.paper is not None:
            yield f"on {self.paper}"
        if self.scale is not None:
            yield f"in {self.scale} text"


USUAL = Printing()


def printings(workspace: Workspace, audience: str) -> list[list[Printing]]:
    """The ways for an audience by layout, its own first, and of each layout the plainest first.

    A layout is left out that is there for others to begin from: others extend it, it names no audience, and no
    audience has it.
    """
    clinic = workspace.clinic
    own = str(clinic.audience(audience).layout)
    layouts = [resolve(own, workspace.layouts)]
    layouts += (resolve(name, workspace.layouts) for name in workspace.layouts if name != own)
    begun_from = {str(spec.extends) for spec in workspace.layouts.values() if spec.extends is not None}
    begun_from -= {str(spec.layout) for spec in clinic.audiences.values()}
    return [
        [*_of(layout, clinic, own)]
        for layout in layouts
        if accepts(layout, audience) and not (layout.id in begun_from and layout.audience is None)
    ]


def _of(layout: Layout, clinic: Clinic, own: str) -> Iterator[Printing]:
    """On the usual paper, and on the others, if the layout isn't made for one of them."""
    name = None if layout.id == own else layout.id
    others = [paper for paper in PAPER if paper != clinic.page] if layout.page.size is None else []
    for paper in (None, *others):
        yield Printing(name, paper)
        if layout.scale != LARGEST:
            yield Printing(name, paper, LARGEST)
