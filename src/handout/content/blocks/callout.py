"""`callout`: a box that is distinguished by icon, border and word."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from handout import document
from handout.content.icons import IconName, before_title
from handout.content.nodes import Block, Composer
from handout.content.sections import Blocks
from handout.content.telephone import dialling
from handout.content.texts import Title
from handout.diagnostics import Diagnostic, InputError, Span
from handout.source.decoder import Decoder
from handout.source.fields import Doc

ICONS: dict[str, Literal["info", "important", "help", "home", "phone"]] = {
    "good-to-know": "info",
    "important": "important",
    "get-help": "help",
    "self-care": "home",
    "soon": "phone",
    "emergency": "help",
}
HELP = ("get-help", "soon", "emergency")
"""The kinds that say when and where to get help."""


class Callout(Block, frozen=True, kw_only=True):
    """A box that stands out: good to know, important, get help, or one of the three levels of help."""

    KIND: ClassVar[str] = "callout"
    kind: Annotated[
        Literal["good-to-know", "important", "get-help", "self-care", "soon", "emergency"],
        Doc("How much it matters, or which help is needed."),
    ]
    title: Annotated[Title | None, Doc("Its title, after the word for its kind.")] = None
    icon: Annotated[IconName | None, Doc("A sign before its title, by name: pill.")] = None
    prefix: Annotated[bool, Doc("false: its title says it all, without the word for its kind.")] = True
    body: Annotated[Blocks, Doc("Its blocks, each with a dash, as - text: …")]

    def checked(self, reader: Decoder) -> Any:
        """BAD for a box without any title, and for a sign without the title that it is before."""
        if self.title is None and self.icon is not None:
            hint = "write a title, or take out 'icon'"
            return reader.say(self.span, "a callout with an icon needs a title", hint, "missing-key")
        if self.title is None and not self.prefix:
            hint = "write a title that says it all, or take out 'prefix'"
            return reader.say(self.span, "a callout without a prefix needs a title", hint, "missing-key")
        return self

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A box whose title begins with the word for its kind, unless its author wants the title alone."""
        said = [composer.word(self.kind)] if self.prefix else []
        said += [before_title(self.icon) + self.title.text] if self.title else []
        title = composer.words("callout-title", composer.colon.join(said), self.span)
        call = (self._call(composer),) if self.kind == "emergency" else ()
        yield document.Box(
            role=self.kind,
            title=title,
            children=(*call, *composer.inside("callout-text").nodes(self.body)),
            icon=ICONS[self.kind],
            tag="Aside",
            id=composer.target(self.id),
            span=self.span,
        )

    def _call(self, composer: Composer) -> document.Node:
        """Which number to call, as the largest words of the box."""
        number = composer.emergency_number
        if number is None:
            raise InputError([number_unknown(self.span)])
        said = composer.words("phone", composer.word("emergency-call").replace("{}", number), self.span)
        return document.Paragraph(leaf=dialling(said, number))


def number_unknown(span: Span) -> Diagnostic:
    """The message about a callout for emergencies if the emergency number isn't known."""
    message = "an emergency callout prints the emergency number, and that of the clinic's country isn't known"
    return Diagnostic(span, message, "write 'emergency: 112', with your number, in clinic.yaml", "emergency-number")
