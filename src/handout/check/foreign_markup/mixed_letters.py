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
_HINT = "type the word anew: a screen reader can't say it, and no search finds it"


def check_letters(scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for the first such letter of a text."""
    if not scalar.text.isascii() and (match := _MIXED.search(scalar.text)):
        name = unicodedata.name(match[0]).lower().replace("cyrillic", "Cyrillic").replace("greek", "Greek")
        message = f"a letter of another alphabet is in a word: U+{ord(match[0]):04X}, {name}"
        yield Diagnostic(scalar.at(match.start()), message, _HINT, "pasted", "warning")
