"""`timeline`: what happens when, with a box to tick for each."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from handout import document
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.sections import Blocks
from handout.content.texts import Text
from handout.source.fields import Doc


class Event(Node, frozen=True, kw_only=True):
    """A time, and what happens then."""

    HIDDEN: ClassVar[tuple[str, ...]] = NOT_LINKED
    OPTIONAL: ClassVar[tuple[str, ...]] = ("body",)
    PAIR: ClassVar[tuple[str, ...]] = ("time", "text")
    time: Annotated[Text, Doc("When it is: 8:30, Two days before.")]
    text: Annotated[Text, Doc("What happens, or what to do.")]
    body: Annotated[Blocks, Doc("Blocks under its text, as a list or a figure.")] = ()


class Timeline(Block, frozen=True, kw_only=True):
    """What happens when, in order, with a box to tick for each."""

    KIND: ClassVar[str] = "timeline"
    WHOLE: ClassVar[str] = "events"
    BESIDE: ClassVar[tuple[str, ...]] = ("boxes",)
    events: Annotated[tuple[Event, ...], Doc("The times with what happens then.")]
    boxes: Annotated[bool, Doc("false: without boxes to tick.")] = True

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A column of times, with what happens beside each or, without room for that, below it."""
        items = tuple(
            document.Definition(
                box=composer.tick_box() if self.boxes else None,
                term=composer.leaf("timeline-time", event.time, event.labels),
                text=composer.definition("timeline-text", event.text),
                children=composer.inside("timeline-text").nodes(event.body),
            )
            for event in self.events
        )
        yield document.Definitions(items=items, kind="beside", id=composer.target(self.id))
