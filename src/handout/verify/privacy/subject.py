"""What a document was made from, as far as the scan has to know; nothing of it has gone through select."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from handout.compose import FIRST_DATE, RenderContext
from handout.i18n import dates
from handout.inline.expressions import DATE_STYLES
from handout.source.scalars import iso_date
from handout.source.values import Value, flatten
from handout.verify.privacy.oracle import barred
from handout.workspace.load import Workspace

_DATES = ("updated", "date", "due", "accessed")


class Subject(Struct, frozen=True, kw_only=True):
    """A document by its files, its audience, its layout and its patient."""

    sources: Mapping[str, Value]
    files: tuple[str, ...]
    """The topics'."""
    audience: str
    layout: str
    language: str
    words: Mapping[str, str]
    """Built-in words in the document's language."""
    values: tuple[str, ...]
    """What this patient's fields say, in every form in which they are printed, and dates likewise."""
    private: Iterable[str] = ()
    """Values of this patient that this audience may not read."""


def subject(workspace: Workspace, context: RenderContext, topics: Sequence[str], audience: str) -> Subject:
    """What the scan has to know of a document, by its topics and audience."""
    files = tuple(workspace.topics[topic].file for topic in topics)
    values = [*_dates(workspace, files, context)]
    private: list[str] = []
    for name, value in context.patient.values.items():
        spec = workspace.clinic.field(name)
        mine = private if spec is not None and barred(spec.audience, audience) else values
        mine += forms(value, context.language, context.words["time"])
    return Subject(
        sources=workspace.sources,
        files=files,
        audience=audience,
        layout=context.layout.id,
        language=context.language,
        words=context.words,
        values=tuple(values),
        private=private,
    )


def _dates(workspace: Workspace, files: Collection[str], context: RenderContext) -> Iterator[str]:
    """The document's date and those in the texts, as they are printed and as the file's metadata have them."""
    found = {FIRST_DATE: None} if context.date is None else {context.date.isoformat(): None}
    for name, source in workspace.sources.items():
        if name in files or name.startswith("content/fragments/"):
            found |= {scalar.text: None for path, scalar in flatten(source) if path and path[-1] in _DATES}
    for text in found:
        with contextlib.suppress(ValueError):
            yield from forms(iso_date(text), context.language, context.words["time"])
            yield f"D:{text.replace('-', '')}000000Z"
            yield f"{text}T00:00:00Z"


def forms(value: str | datetime.date, language: str, at: str) -> Iterator[str]:
    """A value in every form in which it is printed; `at` stands before a time of day."""
    yield str(value)
    if isinstance(value, datetime.date):
        for style in DATE_STYLES:
            with contextlib.suppress(ValueError):  # in a language without dates none is printed
                yield dates.written(value, language, style, at)
