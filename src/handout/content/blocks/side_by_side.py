"""`side-by-side`: two groups of blocks beside each other, as a picture and its text."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec import Struct

from handout import document
from handout.content.blocks.column_widths import Width
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.sections import Blocks
from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder
from handout.source.fields import Doc, Reads
from handout.source.values import Value

LEAST_SHARE = 0.1
"""The least share of the measure for either group."""


class Side(Node, frozen=True, kw_only=True):
    """The blocks of one side."""

    body: Blocks
    width: Width | None = None

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "width")


class BothSides(Struct, frozen=True, kw_only=True):
    """The two sides as an author writes them."""

    left: Annotated[Blocks, Doc("The blocks at the left, which are read first.")]
    right: Annotated[Blocks, Doc("The blocks at the right.")]
    left_width: Annotated[Width | None, Doc("A share of the width for the left ones, as 40%, or a length.")] = None
    span: Span

    def checked(self, reader: Decoder) -> Any:
        """BAD for a share that leaves one side no room."""
        share = self.left_width.share if self.left_width else None
        if self.left_width and share is not None and not LEAST_SHARE <= share <= 1 - LEAST_SHARE:
            message = "the left side takes from 10% to 90%"
            return reader.say(self.left_width.span, message, "leave the other side some room", "out-of-range")
        return self


def _read_sides(value: Value, reader: Decoder) -> Any:
    both = reader.struct(BothSides, value)
    if both is BAD:
        return BAD
    return (
        Side(body=both.left, width=both.left_width, span=both.left[0].span),
        Side(body=both.right, span=both.right[0].span),
    )


def _schema(known: Any) -> dict[str, Any]:
    blocks = {"$ref": "#/$defs/blocks"}
    return {
        "type": "object",
        "properties": {"left": blocks, "right": blocks, "left-width": Width.__schema__(known)},
        "required": ["left", "right"],
        "additionalProperties": False,
    }


class SideBySide(Block, frozen=True, kw_only=True):
    """Two groups of blocks beside each other; below each other in large print."""

    KIND: ClassVar[str] = "side-by-side"
    WHOLE: ClassVar[str] = "sides"
    READ_AS: ClassVar[tuple[type[Struct], ...]] = (BothSides,)
    sides: Annotated[tuple[Side, ...], Reads(_read_sides, _schema), Doc("Its left and its right.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """Both groups, the left one first; only one of them, over the full width, if this reader gets only one."""
        width = self.sides[0].width
        groups = [composer.nodes(side.body) for side in self.sides]
        yield document.SideBySide(
            left=groups[0],
            right=groups[1] if len(groups) > 1 else (),
            left_share=width.share if width else None,
            left_width=width.points if width else None,
            stacked=composer.stacked or len(groups) == 1,
            id=composer.target(self.id),
            span=self.span,
        )
