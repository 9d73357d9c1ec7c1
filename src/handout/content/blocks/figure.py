"""`figure`: an image with its caption."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.texts import Alternative, Title
from handout.source.decoder import Decoder
from handout.source.fields import Doc
from handout.source.scalars import Length, Plain
from handout.source.units import PIXEL


class Figure(Block, frozen=True, kw_only=True):
    """An image: PNG, JPEG or SVG, inside the workspace."""

    KIND: ClassVar[str] = "figure"
    file: Annotated[Plain, Doc("Path of the image, relative to this file.")]
    alt: Annotated[Alternative, Doc("What it shows, for those who can't see it; two quotes for decoration.")]
    caption: Annotated[Title | None, Doc("Under the image.")] = None
    width: Annotated[Length | None, Doc("How wide it is printed, as 60mm; its natural width, if left out.")] = None

    def checked(self, reader: Decoder) -> Any:
        """BAD for a width of nothing."""
        if self.width is not None and self.width < 3:
            return reader.say(self.span, "an image is at least 3pt wide", code="out-of-range")
        return self

    def decorates(self, audience: str) -> bool:
        """Whether it says nothing to a reader: no caption, and the alternative text is left empty for decoration."""
        runs = (run for runs in self.alt.of(audience) or () for run in runs)
        return self.caption is None and not any(runs)

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The figure, which grows with the text, scaled by layout where it doesn't fit."""
        picture = composer.picture(self.file, self.span)
        width = picture.width * PIXEL if self.width is None else self.width
        yield document.Figure(
            key=composer.key(),
            picture=picture,
            alt=self.alt.text,
            width=width * composer.scale,
            caption=composer.leaf("caption", self.caption) if self.caption else None,
            id=composer.target(self.id),
            span=self.span,
        )
