"""Whose document an older file is: the file is read, because several people may have the same file name."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from handout.files.provenance import made_here, made_or_drawn_here
from handout.system import opening

if TYPE_CHECKING:
    from handout.patients.values import FieldValue
    from handout.pipeline import Request
    from handout.workspace.load import Workspace

Answer = TypeVar("Answer")


class ExpectedDocument(Struct, frozen=True, kw_only=True):
    """What a document that was asked for has, and an older one of the same record must have, too."""

    title: str
    values: Mapping[str, FieldValue] = {}
    """Of the patient's record, as far as they could be read; none for a document for anybody."""
    languages: tuple[str, ...] = ()
    named: bool = False
    """The file's name was given by somebody, and says nothing of what is in it."""


class Older:
    """A document that handout made, read back page by page: whose it is, the first page says as a rule."""

    def __init__(self, title: str, pages: Iterator[str]) -> None:
        self.title = title
        self._pages = pages
        self._words = ""
        """Of the pages that have been read."""

    def says(self, *values: str) -> bool:
        """Whether one of these values is in it as whole words."""
        wanted = [*map(_folded, values)]
        while not any(_has(self._words, value) for value in wanted):
            page = next(self._pages, None)
            if page is None:
                return False
            self._words = _folded(f"{self._words} {page}")
        return True

    def names(self, values: Mapping[str, FieldValue]) -> bool:
        """Whether it has the record's name."""
        return "name" in values and self.says(str(values["name"]))

    def tells(self, field: str, wanted: ExpectedDocument) -> bool:
        """Whether it has what another field of the record says, dates in any style."""
        value = wanted.values.get(field)
        return value is not None and self.says(*_forms(value, wanted.languages))

    def is_of(self, wanted: ExpectedDocument) -> bool:
        """Whether it is the document that is asked for, of this very record."""
        if self.title != wanted.title:
            return False
        return not wanted.values or (
            self.names(wanted.values) and (self.tells("id", wanted) or self.tells("birth_date", wanted))
        )


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


def asked(path: Path, question: Callable[[Older], Answer]) -> Answer | None:
    """What a document says that is under a path; None where there is none as handout made it."""
    content = _made(path) if path.suffix.lower() == ".pdf" else None
    if content is None:
        return None
    from handout import extract
    from handout.diagnostics import HandoutError
    from handout.extract.structure import string

    try:
        with extract.opened(content) as document:
            title = string(extract.pdfium().FPDF_GetMetaText, document, b"Title")
            return question(Older(title, extract.each_page(document)))
    except HandoutError:
        return None


def _made(path: Path) -> bytes | None:
    """The bytes of a document as handout made it, through no link; so none of its pages is damaged."""
    try:
        with os.fdopen(opening.read(path), "rb") as file:
            content = file.read()
    except OSError:
        return None
    return content if made_here(content) else None


def belongs(path: Path, expected: ExpectedDocument | None) -> bool:
    """Whether handout made what is under a path, and for this very record."""
    if expected is None:
        return False
    if path.suffix.lower() == ".png":
        # Nothing in a picture's file names its patient, except the file's name if handout chose it.
        return not expected.named and made_or_drawn_here(path)
    return asked(path, lambda found: found.is_of(expected)) or False


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


def _has(text: str, value: str) -> bool:
    """Whether a value is in a text as whole words; a pattern for each patient would take longer to be compiled."""
    at = text.find(value)
    while at >= 0:
        if not any(map(_of_word, (text[at - 1 : at], text[at + len(value) : at + len(value) + 1]))):
            return True
        at = text.find(value, at + 1)
    return False


def _of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _folded(text: str) -> str:
    return " ".join(text.split())
