"""The lines of one patient's leaves, which are set once for all forms that are tried."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from handout.document import Leaf, Run, Style
from handout.layout.text.set_lines import LinesAgain
from handout.variable_data.shaped_line import LineOfValues
from handout.variable_data.slots import Pattern

MOST_LOOKS = 1024


class LeafLook(Struct, frozen=True, cache_hash=True):
    """Everything that a leaf's lines depend on except the patient's words; two headers may look alike."""

    role: str
    style: Style
    runs: tuple[Run, ...]
    """Those of slots have no text."""


@lru_cache(MOST_LOOKS)
def interned(look: LeafLook) -> LeafLook:
    """One object for all equal looks: what is kept under the same object is found faster."""
    return look


class Answers(Struct, frozen=True):
    """What layout learns of a leaf's lines: one answer for each question."""

    given: tuple[tuple[int, Pattern | None, tuple[float, ...]], ...]
    shaped: tuple[bool, ...]
    """Whether a value is shaped, for each question: a space in one may be, where a line ends at it."""


class PatientLines(Struct, frozen=True):
    """What is set of one patient's leaves: leaves that look alike have the same lines, in all forms that are tried."""

    leaves: dict[LeafLook, Leaf] = {}
    """The first one of each look."""
    texts: dict[tuple[LeafLook, float], LinesAgain] = {}
    lines: dict[LeafLook, LineOfValues | None] = {}
    answers: dict[tuple[LeafLook, tuple[float, ...]], Answers] = {}

    @property
    def empty(self) -> bool:
        """Whether no form was tried before."""
        return not (self.lines or self.texts)
