"""`terms`: words and what they mean."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from handout import document
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.texts import Text, Title
from handout.source.fields import Doc


class Term(Node, frozen=True, kw_only=True):
    """A term with its meaning."""

    HIDDEN: ClassVar[tuple[str, ...]] = NOT_LINKED
    PAIR: ClassVar[tuple[str, ...]] = ("term", "text")
    term: Annotated[Title, Doc("The word.")]
    text: Annotated[Text, Doc("What it means.")]


class Terms(Block, frozen=True, kw_only=True):
    """A definition list: words and what they mean."""

    KIND: ClassVar[str] = "terms"
    WHOLE: ClassVar[str] = "items"
    items: Annotated[tuple[Term, ...], Doc("The terms.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """Definitions, each meaning under its term."""
        items = tuple(
            document.Definition(
                term=composer.leaf("term", item.term, item.labels), text=composer.definition("definition", item.text)
            )
            for item in self.items
        )
        yield document.Definitions(items=items, id=composer.target(self.id))
