"""`writing-lines`: ruled lines for the reader's own words."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.texts import Title
from handout.source.fields import Doc, Range


class WritingLines(Block, frozen=True, kw_only=True):
    """Ruled lines to write on, 9 mm apart."""

    KIND: ClassVar[str] = "writing-lines"
    HIDDEN: ClassVar[tuple[str, ...]] = (*Block.HIDDEN, "label_")
    label: Annotated[Title | None, Doc("What they are for.")] = None
    count: Annotated[int, Range(1, 40), Doc("How many lines.")] = 3

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The lines under their label."""
        label = composer.leaf("writing", self.label) if self.label else None
        yield document.WritingLines(label=label, count=self.count, id=composer.target(self.id), span=self.span)
