"""Slips for the foot of the last page: taken out of their sections, to be composed after everything else.

So a screen reader reads them where they are printed.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from handout.content.blocks.slip import CutSlip
from handout.content.blocks.use import Use
from handout.content.nodes import Block
from handout.content.sections import Section
from handout.content.texts import Title

P = TypeVar("P", bound=Section | Use)
Labels = tuple[Title, ...]


def without_pinned(sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], tuple[CutSlip, ...]]:
    """The sections without their slips for the foot, and these slips with the labels of what they were in.

    A section that has only such slips keeps them under its heading.
    """
    slips: list[CutSlip] = []
    return tuple(_without(section, slips, ()) for section in sections), tuple(slips)


def _without(part: P, slips: list[CutSlip], labels: Labels) -> P:
    labels = (*labels, *part.labels)
    if all(_pinned(block) for block in part.body):
        return replace(part, body=tuple(replace(block, pin=None) for block in part.body if isinstance(block, CutSlip)))
    left: list[Block] = []
    for block in part.body:
        if isinstance(block, CutSlip) and _pinned(block):
            slips.append(replace(block, labels=(*labels, *block.labels)))
        else:
            left.append(_without(block, slips, labels) if isinstance(block, Section | Use) else block)
    return replace(part, body=tuple(left))


def _pinned(block: Block) -> bool:
    return isinstance(block, CutSlip) and block.pin == "foot"
