"""A text of fields alone whose defaults are empty prints nothing for some records: an item, or a box, without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.fields_alone import fields_alone
from handout.check.visibility import NodePlace
from handout.content.texts import Text
from handout.content.walk import texts
from handout.diagnostics import Diagnostic


def empty_texts(places: Iterable[NodePlace]) -> Iterator[Diagnostic]:
    """A warning for each text that may print nothing where something is expected; a cell may be empty."""
    for place in places:
        for _, text in texts(place.node):
            field = None if text.EMPTY else _emptied(text)
            if field is not None:
                message = f"for a record without '{field}', nothing is printed here"
                hint = "write words in default('…'), or put the field into a text that has other words"
                yield Diagnostic(text.span, message, hint, "empty-text", "warning")


def _emptied(text: Text) -> str | None:
    """The first field of a text that an audience may get without words."""
    return next((field for _, paragraphs in text.choices if (field := fields_alone(paragraphs))), None)
