"""Whose document an older file is: the file is read, because several people may have the same file name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.files.provenance import made_or_drawn_here

if TYPE_CHECKING:
    from handout.patients.values import FieldValue
    from handout.pipeline import Request
    from handout.workspace.load import Workspace


class ExpectedDocument(Struct, frozen=True, kw_only=True):
    """What a document that was asked for has, and an older one of the same record must have, too."""

    title: str
    values: Mapping[str, FieldValue] = {}
    """Of the patient's record, as far as they could be read; none for a document for anybody."""
    languages: tuple[str, ...] = ()
    named: bool = False
    """The file's name was given by somebody, and says nothing of what is in it."""


class Older(Struct, frozen=True):
    """A document that handout made, read back."""

    title: str
    words: str

    def says(self, value: str) -> bool:
        """Whether these words are in it as whole words."""
        return re.search(rf"(?<!\w){re.escape(_folded(value))}(?!\w)", self.words) is not None

    def names(self, values: Mapping[str, FieldValue]) -> bool:
        """Whether it has the record's name."""
        return "name" in values and self.says(str(values["name"]))

    def tells(self, field: str, wanted: ExpectedDocument) -> bool:
        """Whether it has what another field of the record says, dates in any style."""
        value = wanted.values.get(field)
        return value is not None and any(map(self.says, _forms(value, wanted.languages)))


def wanted(
    workspace: Workspace, request: Request, values: Mapping[str, FieldValue], *, named: bool
) -> ExpectedDocument:
    """What the document of a request has."""
    from handout.compose.collection import SEPARATOR
    from handout.inline.runs import Words

    titles = []
    for name in request.topics:
        paragraphs = workspace.topic(name, request.language).title.of(request.audience) or ((),)
        titles.append("".join(run.text for run in paragraphs[0] if isinstance(run, Words)))
    languages = (request.language, *(workspace.topics[name].language for name in request.topics))
    return ExpectedDocument(
        title=SEPARATOR.join(titles), values=values, named=named,
        languages=tuple(dict.fromkeys(filter(None, (*languages, workspace.clinic.language)))),
    )  # fmt: skip


def older(path: Path) -> Older | None:
    """What is under a path, if it is a document as handout made it."""
    from handout import extract
    from handout.diagnostics import HandoutError
    from handout.extract.structure import string

    if path.suffix.lower() != ".pdf" or not made_or_drawn_here(path):
        return None
    try:
        with extract.opened(path) as document:
            title = string(extract.pdfium().FPDF_GetMetaText, document, b"Title")
        return Older(title, _folded(" ".join(extract.pages(path))))
    except HandoutError:
        return None


def belongs(path: Path, expected: ExpectedDocument | None) -> bool:
    """Whether handout made what is under a path, and for this very record."""
    if expected is None:
        return False
    if path.suffix.lower() == ".png":
        # Nothing in a picture's file names its patient, except the file's name if handout chose it.
        return not expected.named and made_or_drawn_here(path)
    found = older(path)
    if found is None or found.title != expected.title:
        return False
    if not expected.values:
        return True
    return found.names(expected.values) and (found.tells("id", expected) or found.tells("birth_date", expected))


def _forms(value: FieldValue, languages: Sequence[str]) -> Iterator[str]:
    from handout.i18n import dates
    from handout.i18n.digits import digits_of, in_digits
    from handout.inline.expressions import DATE_STYLES

    if not isinstance(value, datetime.date):
        yield value
        return
    for language in languages:
        for style in DATE_STYLES:
            try:
                written = dates.written(value, language, style)
                yield from (written, in_digits(written, digits_of(language, "native")))
            except ValueError:
                break


def _folded(text: str) -> str:
    return " ".join(text.split())
