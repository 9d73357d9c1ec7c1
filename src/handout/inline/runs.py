"""Runs: what inline text is made of, once it is read."""

from __future__ import annotations

from msgspec import Struct

from handout.inline.expressions import Expression


class Words(Struct, frozen=True):
    """Text of one look; `link` is a URI or `#id`."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    lang: str | None = None
    """BCP 47, of a phrase in another language."""
    slot: Expression | None = None
    """What it printed of a patient's record, if that is where it came from."""
    measured: str = ""
    """Of a slot: words in place of its own where a patient's value must not count; empty for those of a usual name."""
    blank: bool = False
    """A blank for the pen; `text` is its label in square brackets."""
    missing: str = ""
    """Of a slot: the text of the blank that is here where a record lacks the field; empty if that is no slot."""
    whole: bool = False
    """Not to be broken over lines."""


class Field(Struct, frozen=True):
    """An expression's place; personalise puts its value here."""

    expression: Expression
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    lang: str | None = None
    whole: bool = False
    index: int = 0
    """The index of the character in its scalar, for messages."""


class Reference(Struct, frozen=True):
    """`[](#id)`: the target's title."""

    target: str
    strong: bool = False
    emphasis: bool = False


class Citation(Struct, frozen=True):
    """`[@id]`: the number of a source."""

    source: str
    strong: bool = False
    emphasis: bool = False


class NoteMark(Struct, frozen=True):
    """`[^name]`: the mark of a footnote."""

    note: str
    strong: bool = False
    emphasis: bool = False


Inline = Words | Field | Reference | Citation | NoteMark
Runs = tuple[Inline, ...]
