"""The scan of a document for patients before it is published: two nets, neither of which trusts select.

The first knows what a file may say, the second what it must not.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from handout import dates
from handout.compose import Edition
from handout.decode import Workspace
from handout.expressions import DATE_STYLES
from handout.kinds import iso_date
from handout.layout.geometry import Pages
from handout.source import Diagnostic, HandoutError, Span, Value, flatten
from handout.verify import REFUSED
from handout.verify.contents import legible, stretches
from handout.verify.naive import ALL, RUN, Denied, Gram, Naive, Passage, apart, barred, denied, words
from handout.verify.objects import File, UnknownForm, names, strings, text_string
from handout.verify.produced import FORM_WORDS, foreign

CODE = "restricted-text"
_DATES = ("updated", "date", "due", "accessed")
_TELLING = range(3, RUN + 1)
_DECLARED = ("fields", "facets")
_CLINIC = ("name", "address", "web", "logo", "contacts", "words", *_DECLARED)
"""What of clinic.yaml is printed."""


class Subject(Struct, frozen=True, kw_only=True):
    """What a document was made from, as far as the scan has to know."""

    sources: Mapping[str, Value]
    files: tuple[str, ...]
    """The topics'."""
    audience: str
    language: str
    words: Mapping[str, str]
    """Built-in words in the document's language."""
    values: Mapping[str, str]
    """What this patient's fields say, in every form in which they are printed."""
    private: Iterable[str] = ()
    """Values of this patient that this audience may not read."""


def subject(workspace: Workspace, edition: Edition, which: tuple[tuple[str, ...], str]) -> Subject:
    """What the scan has to know of a document, by its topics and audience; nothing of it has gone through select."""
    topics, audience = which
    how = edition.language, edition.words["time"]
    files = tuple(workspace.topics[topic].file for topic in topics)
    dated = [form for file in files for form in _dates(workspace.sources[file], edition)]
    values = {f"date {number}": form for number, form in enumerate(dated)}
    private: list[str] = []
    for name, value in edition.patient.values.items():
        spec = workspace.clinic.field(name)
        if spec is not None and barred(spec.audience, audience):
            private += forms(value, *how)
        else:
            values |= {f"{name} {number}": form for number, form in enumerate(forms(value, *how))}
    return Subject(
        sources=workspace.sources,
        files=files,
        audience=audience,
        language=edition.language,
        words=edition.words,
        values=values,
        private=private,
    )


def _dates(topic: Value, edition: Edition) -> Iterator[str]:
    """The document's date and the topic's: a private date may be the same day."""
    how = edition.language, edition.words["time"]
    if edition.date is not None:
        yield from forms(edition.date, *how)
    for path, scalar in flatten(topic):
        if path[-1:] and path[-1] in _DATES:
            with contextlib.suppress(ValueError):
                yield from forms(iso_date(scalar.text), *how)


def forms(value: str | datetime.date, language: str, at: str) -> Iterator[str]:
    """A value in every form in which it is printed; `at` stands before a time of day."""
    yield str(value)
    if isinstance(value, datetime.date):
        for style in DATE_STYLES:
            with contextlib.suppress(ValueError):  # in a language without dates none is printed
                yield dates.written(value, language, style, at)


def scan(pdf: bytes, pages: Pages, subject: Subject) -> bytes:
    """The bytes, once nothing in them is another audience's; HandoutError, exit code 5, names what is, by its place."""
    try:
        file = File(pdf)
        found = [_foreign(where, subject) for where in dict.fromkeys(foreign(file, pages))]
        found += _restricted(file, subject)
    except UnknownForm as error:
        found = [Diagnostic(Span(subject.files[0]), f"the file can't be scanned: {error}", "", CODE)]
    if found:
        raise HandoutError(found, REFUSED)
    return pdf


def _foreign(where: str, subject: Subject) -> Diagnostic:
    message = f"the document for '{subject.audience}' has {where} that is not the document's"
    return Diagnostic(Span(subject.files[0]), message, "nothing was written; please report this", CODE)


def _restricted(file: File, subject: Subject) -> Iterator[Diagnostic]:
    naive = Naive(subject.sources, subject.audience)
    passages = [passage for file in subject.files for passage in naive.passages(file)]
    private = [Passage(value, Span("the patient's record"), False) for value in subject.private]
    runs = denied([*passages, *private], _harmless(subject))
    hits: dict[Span, str] = {}
    for where, found in _searched(file, runs):
        for span in found.values():
            hits.setdefault(span, where)
    for span, where in hits.items():
        message = f"this is not for '{subject.audience}', and is in {where} of the document for '{subject.audience}'"
        yield Diagnostic(span, message, "nothing was written; please report this", CODE)


def _harmless(subject: Subject) -> Iterator[str]:
    """The fixed words, those of every file's own form, and this patient's values."""
    for text in (*FORM_WORDS, subject.language.replace("-", " ")):
        yield from (text, *words(text))
    yield from subject.words.values()
    yield from subject.values.values()
    for path, scalar in flatten(subject.sources["clinic.yaml"]):
        if path and path[0] in _CLINIC and (path[0] not in _DECLARED or path[2] in ("label", "values")):
            yield scalar.text
    for name, source in subject.sources.items():
        if name.startswith("layouts/") and _for(source, subject.audience):
            yield from (scalar.text for path, scalar in flatten(source) if path and path[0] in ("header", "footer"))


def _for(layout: Value, audience: str) -> bool:
    stated = [scalar.text for path, scalar in flatten(layout) if path and path[0] == "audience"]
    return not stated or audience in stated


def _searched(file: File, runs: Denied) -> Iterator[tuple[str, dict[Gram, Span]]]:
    """Where which runs were found: short ones within a stretch of words, long ones over a whole page too."""
    for number, found in enumerate(stretches(file), 1):
        where = f"the text of page {number}"
        yield where, runs.within(apart(found))
        yield where, runs.within(words("\n".join(found)), (RUN,))
    by_key: dict[str, list[str]] = {}
    for key, content in strings(file.bodies):
        by_key.setdefault(key, []).append(text_string(content))
    for key, texts in by_key.items():
        # A file's ID is a hash, in which a word or two may stand by chance, as among a font's bytes.
        yield f"a string (/{key})", runs.within(apart(texts), _TELLING if key == "ID" else ALL)
    for each in file.objects.values():
        if each.raw is not None and each.value("Type") not in (b"/ObjStm", b"/XRef"):
            lengths = ALL if each.value("Type") == b"/Metadata" else _TELLING
            yield "a stream", runs.within(apart(legible(each.content)), lengths)
    yield (
        "a name",
        runs.within(apart(re.sub(r"#[0-9A-Fa-f]{2}", _unhexed, name) for name in names(file.bodies)), _TELLING),
    )


def _unhexed(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16))
