"""What the amounts of a text are in its translation: numbers, signs, units, what a dose is counted by, times of day.

A translation may put words in another order and write a number as a word, so what differs is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from handout.diagnostics import Diagnostic, Span
from handout.i18n.digits import western
from handout.inline.runs import Runs, Words
from handout.source.patterns import uncompiled
from handout.workspace.halves_of_the_day import halves

_DIGITS = r"\d+(?:[.,:\u066b\u066c]\d+)*"
_DIGIT, _NUMBER = uncompiled(r"\d"), uncompiled(rf"⊖?{_DIGITS}")
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
_MINUS = uncompiled(
    rf"(?:(?<![^\s(])(?<!\d\s)[-–−‒]|(?:\b(?i:minus|moins|menos|meno|min|минус|мінус|eksi|trừ|âm|ناقص|منفی|מינוס|माइनस)|−)\s)"
    rf"(?={_DIGITS})"
)
_BELOW = "⊖"
"""Before a number below zero, as it is compared."""
_EACH = {
    "kg": r"(?i:kgs?(?!\w)|кг(?!\w)|(?:k|ch|qu|ki)ilo|кило|кіло)|كغ|كجم|كيلو|کیلو|کلو|ק[״\"]ג|קילו|कि॰?ग्रा|किलो"
    "|কেজি|কিলো|ኪግ|ኪሎ|公斤|千克|キロ|킬로|กก|กิโล",
    "m²": r"[mмم]⁻?\^2|平方米",
}
"""By what a dose is counted: without it, the dose is another one."""
_COUNTED = uncompiled(
    r"(?:[ \u00a0\u202f]?(?:/|(?:per|par|pro|por|je|na|на)\s)[ \u00a0\u202f]?|\s(?=\S+?(?:⁻|\^?[-−]\d)))(?:"
    + "|".join(f"({each})" for each in _EACH.values()) + ")"
)  # fmt: skip
_BESIDE = 30
"""How many characters on either side of a dose are searched for what it is counted by; a number ends them, too."""


def differing_amounts(
    paragraphs: tuple[Runs, ...], own: tuple[Runs, ...], there: Span, here: Span, key: str
) -> Iterator[Diagnostic]:
    """A warning for each amount of a text that is another one in its translation, which is `own`."""
    if not any(map(_has_number, (paragraphs, own))):
        return
    yield from _numbers(paragraphs, own, there, here, key)
    for read in (_measures, _signs, _halves):
        yield from _differing(read(paragraphs), read(own), there, here, key)
    for wanted, found in _differently_counted(paragraphs, own):
        yield _different(wanted, found, there, here, key)


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
            message = f"the {subject} {listed}{whom} {verb} {where}".replace(_BELOW, "−")
            yield Diagnostic(here, message, hint, "translation-numbers", "warning")


def _differing(
    wanted: dict[str, set[str]], found: dict[str, set[str]], there: Span, here: Span, key: str
) -> Iterator[Diagnostic]:
    """Where a number has another unit, or another sign, than in the original; one that either lacks isn't judged."""
    for number in sorted(wanted.keys() & found.keys()):
        for other in sorted(found[number] - wanted[number]):
            yield _different(min(wanted[number]).format(number), other.format(number), there, here, key)


def _different(wanted: str, found: str, there: Span, here: Span, key: str) -> Diagnostic:
    whom = f" for '{key}'" if key else ""
    message = f"the translation has {found}{whom}, the original {wanted}"
    hint = f"look whether both say the same; the original is at {there}"
    return Diagnostic(here, message, hint, "translation-units", "warning")


def _differently_counted(paragraphs: tuple[Runs, ...], own: tuple[Runs, ...]) -> Iterator[tuple[str, str]]:
    """Each dose that is by weight or by surface in one of the texts only, as it is in the original and in the other."""
    first, second = [*_doses(paragraphs)], [*_doses(own)]
    for doses, others, turned in ((first, second, False), (second, first, True)):
        for dose in doses:
            same = [other for other in others if other.amount == dose.amount]
            for unit in sorted(dose.each):
                if same and not any(unit in other.near for other in same):
                    both = (f"{dose.amount}/{unit}", dose.amount)
                    yield both[::-1] if turned else both


class _Dose(NamedTuple):
    amount: str
    each: set[str]
    """What it is counted by, right behind it."""
    near: set[str]
    """What it may be counted by, in languages that have that elsewhere."""


def _doses(paragraphs: tuple[Runs, ...]) -> Iterator[_Dose]:
    for text in _texts(paragraphs):
        for match in _MEASURE.finditer(text):
            counted = _COUNTED.match(text, match.end())
            each = {unit for unit, found in zip(_EACH, counted.groups(), strict=True) if found} if counted else set()
            beside = re.split(r"\d", text[max(match.start() - _BESIDE, 0) : match.start()])[-1]
            beside += " " + re.split(r"(?<!\^)\d", text[match.end() : match.end() + _BESIDE])[0]
            near = {unit for unit, pattern in _EACH.items() if re.search(pattern, beside)}
            yield _Dose(f"{_pointed(match[1])} {_unit(match)}", each, near)


def _measures(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The units behind each number."""
    measures: dict[str, set[str]] = {}
    for text in _texts(paragraphs):
        for match in _MEASURE.finditer(text):
            measures.setdefault(_pointed(match[1]), set()).add(f"{{}} {_unit(match)}")
    return measures


def _unit(measure: re.Match[str]) -> str:
    if measure[2]:
        return _UNITS[measure[2]]
    return next(unit for unit, word in zip(_IN_WORDS, measure.groups()[2:], strict=True) if word)


def _signs(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The signs before each number that say whether more or less is meant."""
    signs: dict[str, set[str]] = {}
    for text in _texts(paragraphs):
        for sign, number in _SIGNED.findall(text):
            signs.setdefault(_pointed(number), set()).add(f"{_SIGNS.get(sign, sign)} {{}}")
    return signs


def _halves(paragraphs: tuple[Runs, ...]) -> dict[str, set[str]]:
    """The half of the day of each time."""
    found: dict[str, set[str]] = {}
    for text in _texts(paragraphs):
        for time, half in halves(text):
            found.setdefault(_pointed(time).removesuffix(".00"), set()).add(f"{{}} {half}")
    return found


def _texts(paragraphs: tuple[Runs, ...]) -> Iterator[str]:
    """The words of each paragraph; fractions, powers and groups of digits as they are written without such signs."""
    for runs in paragraphs:
        text = "".join(run.text for run in runs if isinstance(run, Words))
        if not text.isascii():
            text = _FRACTION.sub(lambda match: f" {unicodedata.normalize('NFKC', match[0]).replace('⁄', '/')}", text)
            text = _RAISED.sub(lambda match: f"^{unicodedata.normalize('NFKC', match[0])}", text)
        text = _SPACED.sub(lambda match: re.sub(r"\D", "", match[0]), text)
        yield _MINUS.sub(_BELOW, text)


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
    return re.sub(rf"[^\d{_BELOW}]", ".", western(number))
