"""`facts`: a box of labels and values."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from handout import document
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.texts import Text, Title
from handout.source.fields import Doc


class Fact(Node, frozen=True, kw_only=True):
    """A label with its value."""

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "label_")
    PAIR: ClassVar[tuple[str, ...]] = ("label", "value")
    label: Annotated[Title, Doc("What it is.")]
    value: Annotated[Text, Doc("Its value.")]


class Facts(Block, frozen=True, kw_only=True):
    """A box of labels and values."""

    KIND: ClassVar[str] = "facts"
    WHOLE: ClassVar[str] = "rows"
    rows: Annotated[tuple[Fact, ...], Doc("The labels with their values.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A box with two aligned columns."""
        items = tuple(
            document.Definition(
                term=composer.leaf("label", row.label, row.labels), text=composer.definition("value", row.value)
            )
            for row in self.rows
        )
        inside = document.Definitions(items=items, kind="aligned")
        yield document.Box(role="facts", title=None, children=(inside,), id=composer.target(self.id), span=self.span)
