"""Where in a text a reference is written: a problem with it is reported there, and not where its text begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handout.content.texts import EVERYBODY, Text
from handout.diagnostics import Span
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Words
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, Value

Files = Mapping[str, Value]
"""What the files of a workspace hold, by their names."""


def written_at(files: Files, text: Text, run: Inline, key: str | None = None) -> Span:
    """The place of a run in the text for an audience, or in any; that of the text where it isn't known."""
    if isinstance(run, Field):
        scalar = next(_scalars(files, text, key), None)
        return scalar.at(run.index) if scalar is not None else text.span
    sign = _sign(run)
    for scalar in _scalars(files, text, key):
        match = sign.search(scalar.text) if sign is not None else None
        if match is not None:
            return scalar.at(match.start("sign"))
    return text.span


def linked_at(files: Files, text: Text, target: str) -> Span:
    """The place of the first link to a target in a text."""
    return written_at(files, text, Reference(target))


def words_at(files: Files, text: Text, words: str) -> Span:
    """The first place of words in a text as it is written; that of the text where they aren't in it."""
    found = ((scalar, scalar.text.find(words)) for scalar in _scalars(files, text, None))
    return next((scalar.at(at) for scalar, at in found if at >= 0), text.span)


def _sign(run: Inline) -> re.Pattern[str] | None:
    """How a reference is written."""
    match run:
        case Citation(source=name):
            return re.compile(rf"(?<!\\)(?P<sign>\[@{name}\])")
        case NoteMark(note=name):
            return re.compile(rf"(?<!\\)(?P<sign>\[\^{name}\])")
        case Reference(target=name):
            return re.compile(rf"\]\(<?(?P<sign>#{name})[>\s)]")
        case Words(link=str() as link):
            return re.compile(rf"\]\(<?(?P<sign>{re.escape(link)})[>\s)]")
        case _:
            return None


def _scalars(files: Files, text: Text, key: str | None) -> Iterator[Scalar]:
    """What is written of a text: one scalar, or one for each audience."""
    value = _value_at(files[text.span.file], text.span) if text.span.file in files else None
    match value:
        case Scalar():
            yield value
        case Entries():
            for name, item in value.entries:
                if isinstance(item, Scalar) and key in (None, EVERYBODY, name.text):
                    yield item


def _value_at(value: Value, span: Span) -> Value | None:
    """The text, or the texts by audience, that begins at a place."""
    if value.span == span and not isinstance(value, Sequence):
        return value
    below: Iterator[Value] = iter(())
    match value:
        case Entries():
            below = (item for _, item in value.entries)
        case Sequence():
            below = iter(value.items)
    return next((found for item in below if (found := _value_at(item, span)) is not None), None)
