"""Translations: a file of texts becomes a topic, or a fragment, with the structure of its original."""

from __future__ import annotations

from collections.abc import Mapping as Places
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from handout.content.authored_texts import authored_texts
from handout.content.reviews import of_translation
from handout.content.topic import Fragment, Topic, TranslationHead, Vocabulary
from handout.diagnostics import Diagnostic, Span
from handout.source.decoder import BAD, Decoder
from handout.source.fields import fields_of
from handout.source.scalars import Language
from handout.source.values import Mapping, Scalar, Value


class TranslationFile(Struct, frozen=True, kw_only=True):
    """A translation as it was read, and in which language its name says it is."""

    id: str
    language: str
    file: str
    value: Value


class ReadTranslation(Struct, frozen=True):
    """What became of a translation."""

    translated: Any
    """A topic or a fragment; None where a problem prevents it."""
    merged: Value
    """The original's structure with its texts."""
    problems: Sequence[Diagnostic]
    """Warnings are among them."""
    places: Places[Span, Span]
    """For each block of the original where the translation has it."""


def split_name(stem: str) -> tuple[str, str]:
    """A file's name without its ending as an id and a language; the language is empty for an original."""
    name, _, language = stem.partition(".")
    return name, language


def read_translation(
    found: TranslationFile, original: Topic | Fragment, source: Value, known: Vocabulary
) -> ReadTranslation:
    """A translation as its original's own kind, with the problems of its head, its shape and its texts."""
    from handout.workspace.merge import Merge
    from handout.workspace.parity import differences
    from handout.workspace.text_shape import TextShape, without_head

    if not isinstance(found.value, Mapping) or not isinstance(source, Mapping):
        problem = Diagnostic(found.value.span, "expected keys and values", "write title: …", "expected-mapping")
        return ReadTranslation(None, source, [problem], {})
    reader = Decoder(known)
    head = _head(found.value, reader)
    merge = Merge(TextShape.of(original, known))
    merged = merge.merged(without_head(source), without_head(found.value))
    whole = _completed(merged, source, found)
    problems = [*reader.problems, *merge.problems, *_counted(merge.problems, original, found)]
    if head is not BAD:
        problems += _dated(head, original, found) + _named(head, found)
    decoder = Decoder(known)
    decoded = decoder.read(type(original), whole)
    problems += decoder.problems
    if decoded is BAD or merge.problems:
        return ReadTranslation(None, whole, problems, merge.places)
    pairs = zip(authored_texts(original), authored_texts(decoded), strict=True)
    problems += (problem for one, other in pairs for problem in differences(one, other))
    if any(problem.severity == "error" for problem in problems):
        return ReadTranslation(None, whole, problems, merge.places)
    translated = replace(
        decoded, id=found.id, file=found.file, language=Language(found.language),
        review=of_translation(head.review, original.review),
    )  # fmt: skip
    return ReadTranslation(translated, whole, problems, merge.places)


def _counted(problems: Sequence[Diagnostic], original: Topic | Fragment, found: TranslationFile) -> list[Diagnostic]:
    """How many texts aren't translated yet, beside the places of all of them."""
    from handout.workspace.text_shape import OPTIONAL

    missing = sum(problem.code == "untranslated" for problem in problems)
    if missing < 2:
        return []
    texts = sum(bool(paragraphs) for text in authored_texts(original) for _, paragraphs in text.choices)
    if isinstance(original, Topic) and isinstance(found.value, Mapping) and found.value.get(OPTIONAL) is None:
        texts -= len(original.sources)
    message = f"{missing} of {texts} texts aren't translated yet"
    hint = "write them at the places that are listed here"
    return [Diagnostic(Span(found.file), message, hint, "untranslated", "warning")]


def _head(value: Mapping, reader: Decoder) -> Any:
    own = tuple(entry for entry in value.entries if entry[0].text in fields_of(TranslationHead))
    return reader.struct(TranslationHead, Mapping(own, value.span))


def _completed(merged: Value, source: Mapping, found: TranslationFile) -> Mapping:
    """The merged file with the translation's language and review in their places."""
    assert isinstance(found.value, Mapping)
    assert isinstance(merged, Mapping)
    own = {key.text: (key, item) for key, item in found.value.entries}
    review = own.get("review") or next(((key, item) for key, item in source.entries if key.text == "review"), None)
    tag = (Scalar("language", found.value.span), Scalar(found.language, found.value.span))
    return Mapping((tag, *([review] if review else []), *merged.entries), source.span)


def _named(head: TranslationHead, found: TranslationFile) -> list[Diagnostic]:
    if head.language is None or head.language == found.language:
        return []
    message = f"the file's name says '{found.language}', and this says '{head.language}'"
    return [Diagnostic(head.span, message, "rename the file, or take 'language' out", "language")]


def _dated(head: TranslationHead, original: Topic | Fragment, found: TranslationFile) -> list[Diagnostic]:
    """What is wrong with the date of the original that was translated."""
    where = _place(found.value, "translates") or head.span
    if original.updated is None:
        message = "the original has no 'updated', so nobody can tell whether this is up to date"
        return [Diagnostic(where, message, f"write 'updated:' in {original.file}", "translation-undated")]
    if head.translates < original.updated:
        message = f"this translates the original of {head.translates}, which was updated on {original.updated}"
        marks = f"handout translate {found.id} {found.language} marks what changed"
        hint = f"{marks}; mend it, and write translates: {original.updated}"
        return [Diagnostic(where, message, hint, "out-of-date")]
    if head.translates > original.updated:
        message = f"this translates an original of {head.translates}, and there is only that of {original.updated}"
        return [Diagnostic(where, message, f"write translates: {original.updated}", "out-of-date")]
    return []


def _place(value: Value, key: str) -> Span | None:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found.span if found is not None else None
