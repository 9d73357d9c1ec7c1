"""What the scan has to know of a document: files, audience, layout, values.  `select` has no part in it."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from handout.compose import FIRST_DATE, RenderContext
from handout.i18n import dates
from handout.i18n.digits import WESTERN, in_digits
from handout.inline.expressions import DATE_STYLES
from handout.source.scalars import iso_date
from handout.source.values import Value, flatten
from handout.verify.privacy.oracle import barred
from handout.workspace.load import Workspace

_DATES = ("updated", "date", "due", "accessed")
_STYLE = re.compile(r"\{\{.*\|\s*date\s*\(", re.DOTALL)
_OWN_STYLE = ("long",)
"""In which a date is printed where no text names a style; the others need all of CLDR's data."""


class ScannedDocument(Struct, frozen=True, kw_only=True):
    """A document by its files, its audience, its layout and its patient."""

    sources: Mapping[str, Value]
    files: tuple[str, ...]
    """Of the topics, in the document's language."""
    originals: tuple[str, ...] = ()
    """Of what was translated: none of their restricted texts may be in the document either."""
    audience: str
    layout: str
    language: str
    words: Mapping[str, str]
    """Built-in words in the document's language."""
    values: tuple[str, ...]
    """This patient's values, the document's dates and the emergency number, in each spelling that is printed."""
    private: Iterable[str] = ()
    """The values that this audience may not read, in each spelling."""


class KnownDates(Struct):
    """Of one workspace; none of it is of a record."""

    styles: tuple[str, ...] = ()
    """In which its texts print dates; empty until they are looked through."""
    printed: dict[tuple[object, ...], tuple[str, ...]] = {}
    """The dates of documents, by all else that they depend on."""


def scanned_document(
    workspace: Workspace, context: RenderContext, topics: Sequence[str], audience: str, known: KnownDates | None = None
) -> ScannedDocument:
    """What the scan has to know of the document of some topics for an audience."""
    known = KnownDates() if known is None else known
    files = tuple(workspace.topic(topic, context.language).file for topic in topics)
    originals = tuple(file for file in (workspace.topics[topic].file for topic in topics) if file not in files)
    key = files, originals, context.date, context.language, context.words["time"]
    if key not in known.printed:
        known.styles = known.styles or _styles(workspace)
        known.printed[key] = tuple(_dates(workspace, (*files, *originals), context, known.styles))
    values = [*known.printed[key], *([context.staff] if context.staff else [])]
    private: list[str] = []
    if number := workspace.clinic.emergency_number:
        values += [number, f"tel:{number.replace(' ', '')}"]
    for name, value in context.patient.values.items():
        spec = workspace.clinic.field(name)
        withheld = spec is not None and barred(spec.audience, audience)
        styles = DATE_STYLES if withheld else known.styles
        mine = private if withheld else values
        mine += spellings(value, context.language, context.words["time"], styles, context.digits)
    return ScannedDocument(
        sources=workspace.sources,
        files=files,
        originals=originals,
        audience=audience,
        layout=context.layout.id,
        language=context.language,
        words=context.words,
        values=tuple(values),
        private=private,
    )


def _dates(
    workspace: Workspace, files: Collection[str], context: RenderContext, styles: Iterable[str]
) -> Iterator[str]:
    """The dates of the document and of its texts, as they are printed and as the metadata has them."""
    found = {FIRST_DATE: None} if context.date is None else {context.date.isoformat(): None}
    for name, source in workspace.sources.items():
        if name in files or name.startswith("content/fragments/"):
            found |= {scalar.text: None for path, scalar in flatten(source) if path and path[-1] in _DATES}
    for text in found:
        with contextlib.suppress(ValueError):
            yield from spellings(iso_date(text), context.language, context.words["time"], styles, context.digits)
            yield f"D:{text.replace('-', '')}000000Z"
            yield f"{text}T00:00:00Z"


def _styles(workspace: Workspace) -> tuple[str, ...]:
    """In which styles the texts of a workspace may print dates."""
    return DATE_STYLES if any(map(_names_style, workspace.sources.values())) else _OWN_STYLE


def _names_style(source: Value) -> bool:
    """Whether any text of a file has a date in a style that it names: `{{ date | date('short') }}`."""
    return any(_STYLE.search(scalar.text) for _, scalar in flatten(source))


def spellings(
    value: str | datetime.date, language: str, at: str, styles: Iterable[str] = DATE_STYLES, digits: str = WESTERN
) -> Iterator[str]:
    """A value in each spelling in which it is printed; `at` is the word before a time of day."""
    yield str(value)
    if isinstance(value, datetime.date):
        for style in styles:
            with contextlib.suppress(ValueError):  # in a language without dates none is printed
                written = dates.written(value, language, style, at)
                yield from {written: None, in_digits(written, digits): None}
