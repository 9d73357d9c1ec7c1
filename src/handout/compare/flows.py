"""Passages as they would be if paper were endless: the parts of each on several pages joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handout.extract.passages import ARTIFACT, CellPosition, Passage, PdfReading

SectionPath = tuple[str, ...]


@dataclass
class FlowedPassage:
    """A passage as it would be if paper were endless."""

    first: Passage
    text: str = ""
    joins: list[int] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    """For each page, where its part begins in the text, and the page."""

    def add(self, passage: Passage, page: int) -> None:
        """Append the next part."""
        if self.text and not (self.joins and self.joins[-1] == len(self.text)):
            self.text += " "
        self.pages.append((len(self.text), page))
        self.joins += [len(self.text) + at for at in passage.joins]
        self.text += passage.text


def flows_of(reading: PdfReading) -> list[FlowedPassage]:
    """All passages without headers and footers, the parts of each on several pages joined."""
    flows: list[FlowedPassage] = []
    open_: list[FlowedPassage] = []
    """The passages that have a part on the page before."""
    in_cells: dict[CellPosition, FlowedPassage] = {}
    for page in reading.pages:
        here: list[FlowedPassage] = []
        passages = [passage for passage in page.passages if passage.role != ARTIFACT]
        beginnings = _beginnings(open_, passages)
        for at, passage in enumerate(passages):
            flow = beginnings.get(at)
            if passage.cell is not None and reading.tagged:
                flow = in_cells.get(passage.cell)
            if flow is None:
                flow = FlowedPassage(passage)
                flows.append(flow)
            if passage.cell is not None:
                in_cells[passage.cell] = flow
            flow.add(passage, page.number)
            here.append(flow)
        open_ = here
    return flows


def _beginnings(before: Sequence[FlowedPassage], passages: Iterable[Passage]) -> dict[int, FlowedPassage]:
    """By its index, where each continued passage of a page began: of several alike (cells), the last in order."""
    alike: dict[tuple[SectionPath, str], list[int]] = {}
    for at, passage in enumerate(passages):
        if passage.continued:
            alike.setdefault((passage.section, passage.role), []).append(at)
    found: dict[int, FlowedPassage] = {}
    for kind, several in alike.items():
        candidates = [flow for flow in before if (flow.first.section, flow.first.role) == kind]
        found.update(zip(reversed(several), reversed(candidates), strict=False))
    return found
