"""`slip`: a part of the page to cut off and hand in, as a reply."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.sections import Blocks
from handout.content.texts import Title
from handout.source.fields import Doc


class CutSlip(Block, frozen=True, kw_only=True):
    """A part of the page to cut off, whole, under a dashed line."""

    KIND: ClassVar[str] = "slip"
    title: Annotated[Title | None, Doc("What it is, as Reply slip.")] = None
    body: Annotated[Blocks, Doc("Its blocks, each with a dash, as - text: …")]
    pin: Annotated[Literal["foot"] | None, Doc("foot: at the foot of the last page, after all else.")] = None

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A slip that says where to cut."""
        words = composer.words("caption", composer.word("cut-here"), self.span)
        yield document.CutSlip(
            words=words,
            title=composer.leaf("callout-title", self.title) if self.title else None,
            children=composer.nodes(self.body),
            at_foot=self.pin == "foot",
            id=composer.target(self.id),
            span=self.span,
        )
