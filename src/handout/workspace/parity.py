"""What a translated text must share with its original: paragraphs, fields, links to sections, sources and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from handout.content.texts import Text
from handout.diagnostics import Diagnostic, Span, counted
from handout.i18n.digits import western
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.source.patterns import uncompiled

_DIGITS = r"\d+(?:[.,:\u066b\u066c]\d+)*"
_DIGIT, _NUMBER = uncompiled(r"\d"), uncompiled(_DIGITS)
_UNITS = {
    "kg": "kg", "g": "g", "mg": "mg", "µg": "µg", "\u03bcg": "µg", "ug": "µg", "mcg": "µg", "ng": "ng",
    "l": "l", "L": "l", "dl": "dl", "dL": "dl", "cl": "cl", "cL": "cl", "ml": "ml", "mL": "ml",
    "cm": "cm", "mm": "mm",
}  # fmt: skip
"""Symbols of units that are the same in languages of Latin letters, by what is compared."""
_MEASURE = uncompiled(rf"({_DIGITS})[ \u00a0\u202f]?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!\w)")
_TELEPHONE = ("tel:", "mailto:", "#")
"""Beginnings of addresses that are the same in every language; a page of the web may have its own for each."""


def differences(original: Text, translated: Text) -> Iterator[Diagnostic]:
    """What of a text is lost, or was added, in its translation; numbers and units that differ are warnings.

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
        if not any(map(_has_number, (paragraphs, own))):
            continue
        yield from _numbers(paragraphs, own, original.span, translated.span, key)
        yield from _units(paragraphs, own, original.span, translated.span, key)


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


def _numbers(
    paragraphs: tuple[Runs, ...], own: tuple[Runs, ...], there: Span, here: Span, key: str
) -> Iterator[Diagnostic]:
    wanted, found = numbers(paragraphs), numbers(own)
    for missing, where in ((wanted - found, "in the translation"), (found - wanted, "in the original")):
        if missing:
            listed = ", ".join(sorted(missing))
            whom = f" for '{key}'" if key else ""
            hint = f"look whether both say the same; the original is at {there}"
            subject, verb = ("number", "isn't") if len(missing) == 1 else ("numbers", "aren't")
            yield Diagnostic(
                here, f"the {subject} {listed}{whom} {verb} {where}", hint, "translation-numbers", "warning"
            )


def _units(
    paragraphs: tuple[Runs, ...], own: tuple[Runs, ...], there: Span, here: Span, key: str
) -> Iterator[Diagnostic]:
    """Where a number has another unit than in the original; a unit in words or other letters isn't judged."""
    wanted, found = _measures(paragraphs), _measures(own)
    for number in sorted(wanted.keys() & found.keys()):
        for unit in sorted(found[number] - wanted[number]):
            whom = f" for '{key}'" if key else ""
            message = f"the translation has {number} {unit}{whom}, the original {number} {min(wanted[number])}"
            hint = f"look whether both say the same; the original is at {there}"
            yield Diagnostic(here, message, hint, "translation-units", "warning")


def _measures(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The units behind each number."""
    measures: dict[str, set[str]] = {}
    for runs in paragraphs:
        words = "".join(run.text for run in runs if isinstance(run, Words))
        for number, unit in _MEASURE.findall(words):
            measures.setdefault(_pointed(number), set()).add(_UNITS[unit])
    return measures


def _has_number(paragraphs: tuple[Runs, ...]) -> bool:
    """Whether there is a digit in the words; without one there is nothing to compare in most texts."""
    words = (run.text for runs in paragraphs for run in runs if isinstance(run, Words))
    return any(map(_DIGIT.search, words))


def numbers(paragraphs: tuple[Runs, ...]) -> Counter[str]:
    """The numbers in the words of some paragraphs, in Western digits, with a point for any mark inside them."""
    words = ("".join(run.text for run in runs if isinstance(run, Words)) for runs in paragraphs)
    return Counter(_pointed(number[0]) for text in words for number in _NUMBER.finditer(text))


def _pointed(number: str) -> str:
    return re.sub(r"\D", ".", western(number))
