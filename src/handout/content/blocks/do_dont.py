"""`do-dont`: what to do and what not to do, beside each other."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct

from handout import document
from handout.content.blocks.lists import Item, Items, listing, with_icons_in_place
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder
from handout.source.fields import Doc, Reads
from handout.source.values import Value


class Advice(Node, frozen=True, kw_only=True):
    """The items of one column."""

    kind: Literal["do", "dont"]
    items: tuple[Item, ...]

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "kind")


class BothLists(Struct, frozen=True, kw_only=True):
    """Both columns as an author writes them."""

    do: Annotated[Items, Doc("What to do.")]
    dont: Annotated[Items, Doc("What not to do.")]
    span: Span


def _read_lists(value: Value, reader: Decoder) -> Any:
    both = reader.struct(BothLists, value)
    if both is BAD or with_icons_in_place(both, (*both.do, *both.dont), reader) is BAD:
        return BAD
    for name, items in (("do", both.do), ("dont", both.dont)):
        if not items:
            return reader.say(value, f"the list '{name}' is empty", "begin each item with '- '", "empty")
    return (
        Advice(kind="do", items=both.do, span=both.do[0].span),
        Advice(kind="dont", items=both.dont, span=both.dont[0].span),
    )


def _schema(_: Any) -> dict[str, Any]:
    items = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}
    return {
        "type": "object",
        "properties": {"do": items, "dont": items},
        "required": ["do", "dont"],
        "additionalProperties": False,
    }


class DoDont(Block, frozen=True, kw_only=True):
    """What to do with a tick, and what not to do with a cross, beside each other; below each other in large print."""

    KIND: ClassVar[str] = "do-dont"
    WHOLE: ClassVar[str] = "columns"
    READ_AS: ClassVar[tuple[type[Struct], ...]] = (BothLists,)
    columns: Annotated[tuple[Advice, ...], Reads(_read_lists, _schema), Doc("What to do, and what not to do.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """Both lists, each under its word; only one of them, over the full width, if this reader gets only one."""
        groups = [_column(column, composer) for column in self.columns]
        yield document.SideBySide(
            left=groups[0],
            right=groups[1] if len(groups) > 1 else (),
            stacked=composer.stacked or len(groups) == 1,
            id=composer.target(self.id),
            span=self.span,
        )


def _column(column: Advice, composer: Composer) -> tuple[document.Node, ...]:
    title = composer.words("do-title", composer.word(column.kind), column.span)
    items = listing(column.kind, column.items, Node(span=column.span), composer)
    return (document.Paragraph(leaf=title, keep_with_next=True), items)
