"""What a translated text must share with its original: paragraphs, fields, links to sections, sources and notes."""

from __future__ import annotations

from collections.abc import Iterator

from handout.content.texts import Text
from handout.diagnostics import Diagnostic, Span, counted
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.workspace.translated_amounts import differing_amounts

_TELEPHONE = ("tel:", "mailto:", "#")
"""Beginnings of addresses that are the same in every language; a page of the web may have its own for each."""


def differences(original: Text, translated: Text) -> Iterator[Diagnostic]:
    """What of a text is lost, or was added, in its translation; numbers, signs and units that differ are warnings.

    A language may put words in another order, and write a number as a word.  But without a field, a source or a
    paragraph of the original, a reader misses a line.
    """
    for (key, paragraphs), (_, own) in zip(original.choices, translated.choices, strict=True):
        if len(paragraphs) != len(own):
            message = f"the original has {counted(len(paragraphs), 'paragraph')} here, the translation {len(own)}"
            hint = f"part it by blank lines like the original at {original.span}"
            yield Diagnostic(translated.span, message, hint, "translation-paragraphs")
            continue
        yield from _inserted(paragraphs, own, original.span, translated.span)
        yield from differing_amounts(paragraphs, own, original.span, translated.span, key)


def _inserted(paragraphs: tuple[Runs, ...], own: tuple[Runs, ...], there: Span, here: Span) -> Iterator[Diagnostic]:
    wanted, found = (
        {written for runs in each for run in runs for written in _untranslated(run)} for each in (paragraphs, own)
    )
    for written in sorted(wanted - found):
        message = f"the original has {written} in this text, and the translation has not"
        yield Diagnostic(here, message, f"put it in; the original is at {there}", "translation-missing")
    for written in sorted(found - wanted):
        message = f"the translation has {written} in this text, and the original has not"
        yield Diagnostic(here, message, f"take it out; the original is at {there}", "translation-extra")


def _untranslated(run: Inline) -> Iterator[str]:
    """What of a run is the same in every language, as an author writes it."""
    match run:
        case Field():
            yield "{{ " + ".".join(run.expression.path) + " }}"
        case Citation():
            yield f"[@{run.source}]"
        case NoteMark():
            yield f"[^{run.note}]"
        case Reference():
            yield f"[](#{run.target})"
    link = run.link if isinstance(run, Words | Field) else None
    if link is not None and link.startswith(_TELEPHONE):
        yield f"a link to {link}"
