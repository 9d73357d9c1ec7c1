"""What a translated text must share with its original: paragraphs, fields, links to sections, sources and notes."""

from __future__ import annotations

from collections.abc import Iterator

from handout.content.texts import Text
from handout.diagnostics import Diagnostic, Span, counted
from handout.i18n.quantities import SYMBOLS
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.workspace.translated_amounts import differing_amounts

_SENTENCE = 3
"""Words of a text that isn't a name, an address or a dose."""
_TELEPHONE = ("tel:", "mailto:", "#")
"""Beginnings of addresses that are the same in every language; a page of the web may have its own for each."""


def differences(original: Text, translated: Text) -> Iterator[Diagnostic]:
    """What of a text is lost, or was added, in its translation; amounts that differ, and words left as they are, warn.

    A language may put words in another order, and write a number as a word.  But without a field, a source or a
    paragraph of the original, a reader misses a line.
    """
    for (key, paragraphs), (_, own) in zip(original.choices, translated.choices, strict=True):
        if len(paragraphs) != len(own):
            message = f"the original has {counted(len(paragraphs), 'paragraph')} here, the translation {len(own)}"
            hint = f"part it by blank lines like the original at {original.span}"
            yield Diagnostic(translated.span, message, hint, "translation-paragraphs")
            continue
        written = translated.span != original.span  # a source may keep its title
        if written and paragraphs == own and sum(map(_plain_words, paragraphs)) >= _SENTENCE:
            whom = f" for '{key}'" if key else ""
            hint = f"translate them; they are at {original.span}"
            message = f"these words{whom} are those of the original"
            yield Diagnostic(translated.span, message, hint, "translation-same", "warning")
        yield from _inserted(paragraphs, own, original.span, translated.span)
        yield from differing_amounts(paragraphs, own, original.span, translated.span, key)


def _plain_words(runs: Runs) -> int:
    """How many words there are that no capital makes a name, and that are no symbol of a unit."""
    words = (word.strip(".,;:!?()") for run in runs if isinstance(run, Words) for word in run.text.split())
    return sum(word.isalpha() and not word[0].isupper() and word not in SYMBOLS for word in words)


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
