"""`use`: a fragment, put in as if it were written here."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec.structs import replace

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.topic import Review
from handout.source.fields import Doc
from handout.source.scalars import Identifier


class Use(Block, frozen=True, kw_only=True):
    """The text of a fragment, content/fragments/<id>.yaml, in this place."""

    KIND: ClassVar[str] = "use"
    WHOLE: ClassVar[str] = "fragment"
    fragment: Annotated[Identifier, Doc("The fragment's id.")]
    body: tuple[Block, ...] = ()
    """The fragment's blocks, put in after every file was read."""

    review: Review | None = None
    """The fragment's own review; the least reviewed text of a document counts."""

    HIDDEN: ClassVar[tuple[str, ...]] = (*Block.HIDDEN, "body", "review")

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The fragment's nodes; the first of them is where a link to it leads."""
        first, *others = composer.nodes(self.body)
        if self.id is None:
            yield first
        elif isinstance(first, document.Masthead) or first.id is not None:
            yield document.Section(children=(first,), id=composer.target(self.id))
        else:
            yield replace(first, id=composer.target(self.id))
        yield from others
