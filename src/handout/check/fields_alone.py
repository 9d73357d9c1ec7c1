"""A text of fields alone whose defaults are empty prints nothing for a record without their values."""

from __future__ import annotations

from collections.abc import Iterable

from handout.inline.runs import Field, Runs, Words


def fields_alone(paragraphs: Iterable[Runs]) -> str | None:
    """The first of fields that are all of a text, where each has an empty default; None for every other text."""
    runs = [run for paragraph in paragraphs for run in paragraph]
    fields = [run.expression for run in runs if isinstance(run, Field)]
    others = (run for run in runs if not isinstance(run, Field))
    if not fields or not all(isinstance(run, Words) and not run.text.strip() for run in others):
        return None
    if not all(each.field and each.default is not None and not each.default.strip() for each in fields):
        return None
    return fields[0].field
