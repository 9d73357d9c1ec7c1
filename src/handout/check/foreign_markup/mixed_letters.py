"""Letters of another alphabet that look like Latin ones, inside a Latin word, as text from the web may have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Scalar

_ALIKE = "аеорсухіјѕԁһАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
"""Cyrillic and Greek letters that nobody can tell from Latin ones."""
_MIXED = uncompiled(f"(?<=[A-Za-z])[{_ALIKE}]|[{_ALIKE}](?=[A-Za-z])")
UNIT = (
    r"(?:mg|mcg|µg|μg|ug|kg|g|ml|mL|mmol|IU|units?|tablets?|capsules?|puffs?|drops?|tabletten?|comprimidos?"
    r"|(?:milli|micro|mikro|kilo)?gram\w*|mil?lilit\w+)\b"
)
"""Units and forms of medicines behind an amount, of which a warning is worth while."""
_BESIDE_DIGIT = uncompiled("[0-9](?:(?<=[OolIОоЗІ].)|(?<=[OolIОоЗІ][.,].)|[.,]?[OolIОоЗІ])")
_IN_NUMBER = uncompiled(
    r"(?<![\w.,/-])(?=[\d.,]*([OolIОоЗІ]))(?=[OolIОоЗІ.,]*\d)[\dOolIОоЗІ]+(?:[.,][\dOolIОоЗІ]+)?"
    rf"(?=\s?{UNIT})"
)
"""A letter for a digit in an amount: 1O mg, l0 mg, and the Cyrillic ones that look like 0, 1 and 3."""
_HINT = "type the word anew: a screen reader can't say it, and no search finds it"


def check_letters(scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for the first such letter of a text, and for the first in a number with its unit."""
    if _BESIDE_DIGIT.search(scalar.text) and (match := _IN_NUMBER.search(scalar.text)):
        message = f"a letter is in a number: {_named(match[1])}"
        yield Diagnostic(scalar.at(match.start(1)), message, "type the number anew, with digits", "pasted", "warning")
    if not scalar.text.isascii() and (match := _MIXED.search(scalar.text)):
        message = f"a letter of another alphabet is in a word: {_named(match[0])}"
        yield Diagnostic(scalar.at(match.start()), message, _HINT, "pasted", "warning")


def _named(char: str) -> str:
    name = unicodedata.name(char).lower()
    for alphabet in ("Latin", "Cyrillic", "Greek"):
        name = name.replace(alphabet.lower(), alphabet)
    return f"U+{ord(char):04X}, {name}"
