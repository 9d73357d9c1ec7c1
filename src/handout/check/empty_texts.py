"""A text of fields alone whose defaults are empty prints nothing for some records: an item, or a box, without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.texts import Text
from handout.content.walk import texts
from handout.diagnostics import Diagnostic
from handout.inline.runs import Field, Runs, Words


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
    return next(
        (field for _, paragraphs in text.choices if (field := _field(tuple(r for runs in paragraphs for r in runs)))),
        None,
    )


def _field(runs: Runs) -> str | None:
    """The first of fields that are all of a text, where each has an empty default."""
    fields = [run.expression for run in runs if isinstance(run, Field)]
    others = (run for run in runs if not isinstance(run, Field))
    if not fields or not all(isinstance(run, Words) and not run.text.strip() for run in others):
        return None
    if not all(each.field and each.default is not None and not each.default.strip() for each in fields):
        return None
    return fields[0].field
