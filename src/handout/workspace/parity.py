"""What a translated text must share with its original: paragraphs, fields, links to sections, sources and notes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from handout.content.texts import Text
from handout.diagnostics import Diagnostic, Span, counted
from handout.i18n.digits import western
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.source.patterns import uncompiled

_DIGITS = r"\d+(?:[.,:\u066b\u066c]\d+)*"
_DIGIT, _NUMBER = uncompiled(r"\d"), uncompiled(_DIGITS)
_SPACED = uncompiled(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?![\d.,])")
"""A long number in groups of three digits: 1 000, 10’000."""
_THOUSANDS, _DOTTED = uncompiled(r"[1-9]\d{0,2}(?:,\d{3})+"), uncompiled(r"[1-9]\d{0,2}(?:\.\d{3})+")
_FRACTION = uncompiled("[½⅓⅔¼¾⅕⅛⅜⅝⅞]")
_RAISED = uncompiled("[⁰¹²³⁴-⁹]+")
_UNITS = {
    "kg": "kg", "g": "g", "mg": "mg", "µg": "µg", "\u03bcg": "µg", "ug": "µg", "mcg": "µg", "ng": "ng",
    "l": "l", "L": "l", "dl": "dl", "dL": "dl", "cl": "cl", "cL": "cl", "ml": "ml", "mL": "ml",
    "cm": "cm", "mm": "mm", "мг": "mg", "мкг": "µg", "мл": "ml", "ملغ": "mg", "مغ": "mg", "مكغ": "µg", "مل": "ml",
    "मिग्रा": "mg", "मिली": "ml", "IU": "units", "UI": "units", "IE": "units", "МЕ": "units", "ЕД": "units",
}  # fmt: skip
"""Symbols of units, and those of languages of other letters, by what is compared."""
_IN_WORDS = {
    "mg": "milligramm?e?s? miligramos? miligramas? milligramm[oi] miligramy miligramów "
    "миллиграмм(?:а|ов)? міліграм(?:и|ів)? मिलीग्राम ملليغرام مليغرام میلی‌گرم מ״ג מיליגרם",
    "µg": "microgramm?e?s? microgramos? microgramas? mikrogramm microgramm[oi] mikrogram(?:y|ów)? "
    "микрограмм(?:а|ов)? мікрограм(?:и|ів)? माइक्रोग्राम ميكروغرام میکروگرم מק״ג מיקרוגרם",
    "ml": "millilit(?:re|er)s? mililitros? millilitr[oi] mililitr(?:y|ów)? миллилитр(?:а|ов)? мілілітр(?:и|ів)? "
    "मिलीलीटर ملليلتر مليلتر میلی‌لیتر מ״ל מיליליטר",
    "units": "units? unidad(?:es)? unités? einheit(?:en)? unità unidades? eenhe(?:id|den) "
    "jednost(?:ek|ki|ka) единиц(?:а|ы)? одиниц(?:ь|і|я)? यूनिट وحدة وحدات واحد יחידות",
}
"""Those in words of which one is easily taken for another, as patterns."""
_MEASURE = uncompiled(
    rf"({_DIGITS})[ \u00a0\u202f]?(?:({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!\w)|(?i:"
    + "|".join(f"({'|'.join(each.split())})" for each in _IN_WORDS.values())
    + r")(?!\w))"
)
_SIGNED = uncompiled(rf"([<>]=?|[≤≥⩽⩾])[ \u00a0\u202f]?({_DIGITS})")
_SIGNS = {"<=": "≤", ">=": "≥", "⩽": "≤", "⩾": "≥"}
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
        if not any(map(_has_number, (paragraphs, own))):
            continue
        yield from _numbers(paragraphs, own, original.span, translated.span, key)
        yield from _differing(_measures(paragraphs), _measures(own), original.span, translated.span, key)
        yield from _differing(_signs(paragraphs), _signs(own), original.span, translated.span, key)


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
    wanted, found = _without_same(numbers(paragraphs), numbers(own))
    for missing, where in ((wanted, "in the translation"), (found, "in the original")):
        if missing:
            listed = ", ".join(sorted(missing))
            whom = f" for '{key}'" if key else ""
            hint = f"look whether both say the same; the original is at {there}"
            subject, verb = ("number", "isn't") if len(missing) == 1 else ("numbers", "aren't")
            yield Diagnostic(
                here, f"the {subject} {listed}{whom} {verb} {where}", hint, "translation-numbers", "warning"
            )


def _differing(
    wanted: dict[str, set[str]], found: dict[str, set[str]], there: Span, here: Span, key: str
) -> Iterator[Diagnostic]:
    """Where a number has another unit, or another sign, than in the original; one that either lacks isn't judged."""
    for number in sorted(wanted.keys() & found.keys()):
        for other in sorted(found[number] - wanted[number]):
            whom = f" for '{key}'" if key else ""
            original = min(wanted[number]).format(number)
            message = f"the translation has {other.format(number)}{whom}, the original {original}"
            hint = f"look whether both say the same; the original is at {there}"
            yield Diagnostic(here, message, hint, "translation-units", "warning")


def _measures(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The units behind each number."""
    measures: dict[str, set[str]] = {}
    for text in _texts(paragraphs):
        for match in _MEASURE.finditer(text):
            words = dict(zip(_IN_WORDS, match.groups()[2:], strict=True))
            unit = _UNITS[match[2]] if match[2] else next(unit for unit, word in words.items() if word)
            measures.setdefault(_pointed(match[1]), set()).add(f"{{}} {unit}")
    return measures


def _signs(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The signs before each number that say whether more or less is meant."""
    signs: dict[str, set[str]] = {}
    for text in _texts(paragraphs):
        for sign, number in _SIGNED.findall(text):
            signs.setdefault(_pointed(number), set()).add(f"{_SIGNS.get(sign, sign)} {{}}")
    return signs


def _texts(paragraphs: tuple[Runs, ...]) -> Iterator[str]:
    """The words of each paragraph; fractions, powers and groups of digits as they are written without such signs."""
    for runs in paragraphs:
        text = "".join(run.text for run in runs if isinstance(run, Words))
        if not text.isascii():
            text = _FRACTION.sub(lambda match: f" {unicodedata.normalize('NFKC', match[0]).replace('⁄', '/')}", text)
            text = _RAISED.sub(lambda match: f"^{unicodedata.normalize('NFKC', match[0])}", text)
        yield _SPACED.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def _has_number(paragraphs: tuple[Runs, ...]) -> bool:
    """Whether there is a digit in the words; without one there is nothing to compare in most texts."""
    words = (run.text for runs in paragraphs for run in runs if isinstance(run, Words))
    return any(map(_DIGIT.search, words))


def numbers(paragraphs: tuple[Runs, ...]) -> Counter[str]:
    """The numbers in the words of some paragraphs, in Western digits."""
    return Counter(western(number[0]) for text in _texts(paragraphs) for number in _NUMBER.finditer(text))


def _without_same(wanted: Counter[str], found: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """The numbers that only one side has, with a point for any mark inside them.

    1,000 of an English text may be 1.000 or 1000 in its translation, and 1000 may be 1.000; no other mark is left out.
    """
    first, second = Counter(map(_pointed, wanted.elements())), Counter(map(_pointed, found.elements()))
    missing, more = first - second, second - first
    if not missing or not more:
        return missing, more
    whole = {_pointed(each): each.replace(",", "") for each in wanted if _THOUSANDS.fullmatch(each)}
    grouped = {_pointed(each): each.replace(".", "") for each in found if _DOTTED.fullmatch(each)}
    for number in list(missing.elements()):
        same = {other for other in more if grouped.get(other, other) == whole.get(number, number)}
        if same:
            missing[number] -= 1
            more[min(same)] -= 1
            more = +more
    return +missing, more


def _pointed(number: str) -> str:
    return re.sub(r"\D", ".", western(number))
