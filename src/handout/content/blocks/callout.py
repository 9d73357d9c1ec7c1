"""`callout`: a box that is told apart by icon, border and word."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from handout import document
from handout.content.block_context import Composer
from handout.content.nodes import Block, Blocks
from handout.content.texts import Title
from handout.source.decoder import Decoder, Doc

ICONS: dict[str, Literal["info", "important", "help"]] = {
    "good-to-know": "info",
    "important": "important",
    "get-help": "help",
}


class Callout(Block, frozen=True, kw_only=True):
    """A box that stands out: good to know, important, or get help now."""

    KIND: ClassVar[str] = "callout"
    kind: Annotated[Literal["good-to-know", "important", "get-help"], Doc("How much it matters.")]
    title: Annotated[Title | None, Doc("Its title, after the word for its kind.")] = None
    prefix: Annotated[bool, Doc("false: its title says it all and stands without the word for its kind.")] = True
    body: Annotated[Blocks, Doc("Its blocks.")]

    def checked(self, reader: Decoder) -> Any:
        """BAD for a box without any title."""
        if self.title is None and not self.prefix:
            hint = "write a title that says it all, or take out 'prefix'"
            return reader.say(self.span, "a callout without a prefix needs a title", hint, "missing-key")
        return self

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A box whose title begins with the word for its kind, unless its author wants the title alone."""
        said = [composer.word(self.kind)] if self.prefix else []
        said += [self.title.text] if self.title else []
        title = composer.words("callout-title", ": ".join(said), self.span)
        yield document.Box(
            role=self.kind,
            title=title,
            children=composer.inside("callout-text").nodes(self.body),
            icon=ICONS[self.kind],
            tag="Aside",
            id=composer.target(self.id),
            span=self.span,
        )
