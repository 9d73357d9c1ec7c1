"""Texts with spaces inside of which no line ends: a dose and its unit, a telephone number, a title and its name.

    a number and its unit           37.5 mg · 2.5 mg/kg · 5 mg kg⁻¹ · 2 tablets · 8 hours · 9 am · 5 million units
    a number and its sign           < 5 · £ 20 · 10.25 × 10⁹/L · 1 – 2 · 500 mg / 5 ml · 1 : 10
    numbers and what joins them     1 to 2 · 5 mg to 10 mg · 1 in 10 · 01632 960 123 · 1 000 · 555 0100 ext. 3
    a dose in words                 two tablets · half a tablet · one or two puffs
    feet and inches                 5 ft 6 in · 5 ft 6 · 6 feet 2 inches · 9 stone 4 pounds
    a word and its number           Week 3 · room 12 · No. 5 · stage IV
    a day, its month and its year   3 March 2026 · March 3, 2026 · 3. März 2026 · 3. 3. 2026 · 3 de marzo de 2026
    a title and what follows it     Dr Smith · Prof. Dr. Huber · Dr A. B. Smith

The words are those of all languages for which the program has words, whatever a document's language is, because names
and addresses may be in any language.
Whether a space is glued depends on the two words beside it and at most one word beyond each, not on words further off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from handout.layout.text.counted_words import (
    BEGINNING,
    CLOSING,
    FEET,
    LARGER,
    OPENING,
    SMALLER,
    SPECIAL,
    begins,
    counts,
    dose_in_words,
    stage,
)
from handout.layout.text.east_asian import KOREAN_TITLES
from handout.layout.text.leading_words import LABELS, PARTICLES, SHORT_LABELS, TITLES
from handout.layout.text.quantities import (
    JOINING,
    MILLIONS,
    MONTHS,
    PER,
    PHRASES,
    SYMBOLS,
    UNITS,
    UP_TO,
)
from handout.layout.text.word_kinds import (
    FIGURE,
    FRACTIONS,
    begins_with_number,
    is_amount,
    is_day,
    is_initials,
    is_label,
    is_measure,
    is_number,
    is_ordinal,
    is_phrase,
    is_quantity,
    is_reciprocal,
    is_symbol,
    is_unit,
    is_year,
)
from handout.source.patterns import uncompiled

MOST_WORDS = 4096
"""Of which it is kept whether a rule may apply to them."""
_LONE = frozenset("<>≤≥±~≈=×£$€#§№⩽⩾+−") | {"<=", ">=", "+/-", "+/−"}
"""Signs that are bound to the number behind them, across a space."""
_BETWEEN = frozenset("+-−–/x*·:")
"""Signs between two quantities, with a space on either side."""

_TOKEN = uncompiled(r"\S+")
_TITLED = "|".join(sorted({re.escape(title.rstrip(".")) for title in TITLES}))
_ANY = uncompiled(
    rf"[\d{FRACTIONS}/⁻]|{BEGINNING}|(?<![^\W\d_])(?:{_TITLED})(?![^\W\d_])"
    rf"|\b(?:{'|'.join(sorted(PER - {'/'}))})\b"
)
_CASED = "[^\\W\\d_\u0590-\u109f]"
"""A letter, but for those of the scripts from Hebrew to Burmese: they have no capitals, so they are no initials."""
_TWO_INITIALS = uncompiled(rf"\b{_CASED}\. +{_CASED}\.")


def bonds(text: str) -> Iterator[int]:
    """The places behind each space, and each stroke of a unit, at which a line may not end."""
    tokens = list(_TOKEN.finditer(text))
    words = ["", *[token.group() for token in tokens], ""]
    binding = [_may_bind(word) for word in words]
    if True not in binding and not (". " in text and _TWO_INITIALS.search(text)):
        return
    for number, (token, after) in enumerate(pairwise(tokens), 1):
        own = words[number].lstrip(OPENING)
        near = True in binding[number - 1 : number + 3] and _near(words[number - 1 : number + 3], own)
        if (
            (near or own in TITLES or is_initials(own))
            and not text[token.end() : after.start()].strip(" ")
            and _bound(*words[number - 1 : number + 3])
        ):
            yield after.start()
    if "/" in text:
        for number, token in enumerate(tokens, 1):
            if "/" in words[number] and is_measure(words[number], words[number - 1]):
                yield from (token.start() + at for at, char in enumerate(words[number], 1) if char == "/")


@lru_cache(MOST_WORDS)
def _may_bind(word: str) -> bool:
    """Whether a rule may apply to a text with this word; none applies to most words, which come again."""
    return _ANY.search(word) is not None or counts(word)


def binds(word: str) -> bool:
    """Whether a space of a text with this word may be glued; if no word of a text does so, none is."""
    return _may_bind(word) or (word.endswith(".") and _TWO_INITIALS.search(f"{word} A.") is not None)


def _near(words: Sequence[str], own: str) -> bool:
    """Whether a rule may apply to the space between the second and the third of four words."""
    before, _, after, _ = words
    return any(map(FIGURE.search, words)) or own in PER or after in PER or is_reciprocal(after) or begins(before, own)


def plain(word: str) -> bool:
    """Whether no rule applies to a word: a space between two such words is never glued, whatever is around them."""
    core = word.strip(OPENING + CLOSING)
    return core.isalpha() and not is_initials(core) and core not in _SPECIAL and core.casefold() not in _SPECIAL


_LISTS = (UNITS, SYMBOLS, SPECIAL, LABELS, SHORT_LABELS, MONTHS, JOINING, PER, UP_TO, TITLES, KOREAN_TITLES, *PHRASES)
_SPECIAL = frozenset(part.strip(".:") for words in _LISTS for part in words)


def _bound(before: str, word: str, after: str, beyond: str) -> bool:
    """Whether the space between `word` and `after` is glued."""
    own = word.lstrip(OPENING)
    if _stroke(before, own, after) or (is_reciprocal(after) and (is_symbol(own) or is_unit(own))):
        return True
    if begins_with_number(after):
        if own in LARGER and is_number(before) and is_number(after):
            return own in FEET or beyond.rstrip(CLOSING) in SMALLER
        return _led(before, own, after) or _in_figures(before, own, after, beyond)
    if dose_in_words(before, own, after, beyond) or stage(own, after):
        return True
    if after.rstrip(CLOSING) == "in" and before in FEET:
        return is_number(own)
    if after in _BETWEEN and begins_with_number(beyond):
        return is_number(own) or is_amount(own) or (is_unit(own) and is_number(before))
    if _dated(own, after, beyond) or _rate(before, own, after, beyond):
        return True
    if own in MONTHS and after in ("de", "of"):
        return is_year(beyond)
    if after in UP_TO and begins_with_number(beyond):
        return is_number(own) or is_symbol(own)
    if is_number(own):
        return (after in JOINING and begins_with_number(beyond)) or is_unit(after) or is_phrase(after, beyond)
    if own in TITLES:
        return (after[0].isalpha() and not after[0].islower()) or after in TITLES or after in PARTICLES
    if is_initials(own) and after[:1].isupper():
        beside = any(name.endswith(".") and is_initials(name) for name in (before, after))
        return before.lstrip(OPENING) in TITLES or (beside and own.endswith("."))
    if own.endswith("°") and after.rstrip(CLOSING) in ("C", "F"):
        return is_number(own.rstrip("°") or before)
    return (is_number(before) and (is_phrase(word, after) or _many(own, after))) or (
        own in ("de", "of") and _dated(before, own, after)
    )


def _led(before: str, own: str, after: str) -> bool:
    """Whether a word is bound to the number behind it."""
    if is_number(own) or own in _LONE or own in TITLES or is_label(own):
        return True
    if own in MONTHS:
        return is_day(after.rstrip(CLOSING)) or is_year(after)
    if before in MONTHS and (own in ("de", "of") or is_day(own.rstrip(","))):
        return is_year(after)
    if own in ("Uhr", "h") and is_number(before):
        return is_day(after.rstrip(CLOSING))
    if own in _BETWEEN:
        return is_quantity(before) or is_amount(before.lstrip(OPENING))
    return (own in JOINING and is_number(before)) or (own in UP_TO and is_symbol(before))


def _in_figures(before: str, own: str, after: str, beyond: str) -> bool:
    """Whether a day or a month in figures is followed by the rest of a date: 3. 12. 2026."""
    if not is_ordinal(own):
        return False
    return is_year(beyond) if is_ordinal(after) else is_ordinal(before.lstrip(OPENING)) and is_year(after)


def _rate(before: str, own: str, after: str, beyond: str) -> bool:
    """Whether a unit is bound to the one that it is counted by: mg per kg, mg / kg / day."""
    count = "/" in (own, after)
    if own in PER:
        return is_unit(after) and (is_symbol(before) or (count and (is_number(before) or is_unit(before))))
    return after in PER and is_unit(beyond) and (is_symbol(own) or (count and (is_number(own) or is_unit(own))))


def _stroke(before: str, own: str, after: str) -> bool:
    """Whether a stroke binds two words with a space on one side of it: 5 mg/ 5 ml, 10⁹ /L."""
    if own.endswith("/") == after.startswith("/"):
        return False
    first, second = own.removesuffix("/"), after.removeprefix("/")
    counted = is_number(first) or is_symbol(first) or (is_number(before) and is_unit(first))
    return counted and (begins_with_number(second) or is_unit(second))


def _many(word: str, after: str) -> bool:
    """Whether a word is the second word of a number, before its unit: 3 million units."""
    return word.casefold().rstrip(".") in MILLIONS and is_unit(after)


def _dated(day: str, after: str, beyond: str) -> bool:
    """Whether a day is followed by its month, with or without a word between."""
    month = beyond if after in ("de", "of") else after
    return month.rstrip(CLOSING) in MONTHS and is_day(day.lstrip(OPENING))
