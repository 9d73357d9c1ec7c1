"""`text`: paragraphs."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec.structs import replace

from handout import document
from handout.content.icons import IconName
from handout.content.nodes import Block, Composer
from handout.content.texts import Prose
from handout.inline.icons import ICONS
from handout.source.fields import Doc


class TextBlock(Block, frozen=True, kw_only=True):
    """Running text: one or more paragraphs, separated by blank lines."""

    KIND: ClassVar[str] = "text"
    WHOLE: ClassVar[str] = "text"
    BESIDE: ClassVar[tuple[str, ...]] = ("icon",)
    text: Annotated[Prose, Doc("Inline text of one or more paragraphs.")]
    icon: Annotated[IconName | None, Doc("A sign beside it, by name: pill.")] = None

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """Its paragraphs, beside their sign if they have one."""
        if self.icon is None:
            yield from composer.paragraphs("body", self.text, self)
            return
        sign = composer.words("body", ICONS[self.icon], self.span)
        paragraphs = tuple(composer.paragraphs("body", self.text, self))
        role = next((leaf.role for leaf in document.walk(paragraphs)), sign.role)
        yield document.Hung(label=replace(sign, role=role), children=paragraphs)
