"""`text`: paragraphs."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.texts import Prose
from handout.source.fields import Doc


class TextBlock(Block, frozen=True, kw_only=True):
    """Running text: one or more paragraphs, separated by blank lines."""

    KIND: ClassVar[str] = "text"
    WHOLE: ClassVar[str] = "text"
    text: Annotated[Prose, Doc("Inline text of one or more paragraphs.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """Its paragraphs."""
        yield from composer.paragraphs("body", self.text, self)
