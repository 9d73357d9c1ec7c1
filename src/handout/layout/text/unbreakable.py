"""Texts with spaces inside of which no line ends: a dose and its unit, a telephone number, a title and its name.

    a number and its unit           37.5 mg · 2.5 mg/kg · 5 mg per kg · 2 tablets · 8 hours · 9 am · 5 million units
    a number and its sign           < 5 · £ 20 · 10.25 × 10⁹/L · 1 – 2 · 500 mg / 5 ml · 1 : 10
    numbers and what joins them     1 to 2 · 5 mg to 10 mg · 1 in 10 · 01632 960 123 · 1 000 · 555 0100 ext. 3
    a dose in words                 two tablets · half a tablet · one or two puffs
    feet and inches                 5 ft 6 in · 6 feet 2 inches · 9 stone 4 pounds
    a word and its number           Week 3 · room 12 · No. 5 · stage IV
    a day, its month and its year   3 March 2026 · March 3, 2026 · 3. März 2026 · 3 de marzo de 2026
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
    LARGER,
    OPENING,
    SMALLER,
    SPECIAL,
    begins,
    dose_in_words,
    stage,
)
from handout.layout.text.east_asian import KOREAN_TITLES
from handout.layout.text.quantities import (
    JOINING,
    LABELS,
    MILLIONS,
    MONTHS,
    PER,
    PHRASES,
    SHORT_LABELS,
    SYMBOLS,
    TITLES,
    UNITS,
    UP_TO,
)
from handout.source.patterns import uncompiled

MOST_WORDS = 4096
"""Of which it is kept whether they tell of a rule."""
_FRACTIONS = "½⅓⅔¼¾⅕⅛⅜⅝⅞"
_DIGIT = rf"[\d{_FRACTIONS}]"
_LONE = frozenset("<>≤≥±~≈=×£$€#§№⩽⩾+−") | {"<=", ">=", "+/-", "+/−"}
"""Signs that are bound to the number behind them, across a space."""
_BETWEEN = frozenset("+-−–/x*·:")
"""Signs between two quantities, with a space on either side."""

_TOKEN = uncompiled(r"\S+")
_TITLED = "|".join(sorted({title.rstrip(".") for title in TITLES if title[0].isupper()}))
_INITIALS = uncompiled(r"(?:[^\W\d_]\.-?)*[^\W\d_]\.?")
_ANY = uncompiled(
    rf"[\d{_FRACTIONS}/]|{BEGINNING}|(?:{_TITLED})(?![^\W\d_])"
    rf"|\b(?:{'|'.join(sorted(PER - {'/'}))})\b"
)
_TWO_INITIALS = uncompiled(r"\b[^\W\d_]\. +[^\W\d_]\.")
_FIGURE = uncompiled(_DIGIT)
_PREFIX = "(?:[ובלמכשה]{1,2}[-־]|[وبلكف])?"
"""*And*, *in*, *to* and the like, which are written as a part of the word behind them in Hebrew and Arabic."""
_NUMBER = uncompiled(
    rf"{_PREFIX}[<>≤≥±~≈+−–£$€#-]*{_DIGIT}(?:[\d{_FRACTIONS}.,'’٫٬:/()^×*x+−–-]{{0,40}}[\d{_FRACTIONS}²³⁰¹⁴-⁹)+])?|.*/\d+(?:[.,]\d+)?"
)
_BEGINS = uncompiled(rf"[(+−–<>≤≥±~≈£$€×x#-]*{_DIGIT}")
_DAY = uncompiled(r"(?:\d{1,2}\.?[–-])?\d{1,2}(?:st|nd|rd|th|er|\.º|[.ºª°])?")
_YEAR = uncompiled(r"(?:19|20)\d\d")
_AMOUNT = uncompiled(r"[\d.,–-]*\d(?=[^\W\d_]|[%‰°])")
_SPELT = str.maketrans({".": None, "’": "'", '"': "״"})
_LETTERS = rf"(?:[^\W\d_{_FRACTIONS}²³⁰¹⁴-⁹]|(?!\d)[\u0900-\u0dff])+"
"""Letters, and marks in the scripts of India, where vowels are marks."""
_HEBREW = r"[א-ת]{1,3}(?:[\"״][א-ת]|['׳])"
"""A short form: its sign is before the last letter, or behind the only ones."""
_HEAD = uncompiled(rf"o['’]clock|{_HEBREW}|{_LETTERS}(?:[.\u200c]{_LETTERS})*|°[CF]?|[%‰℃℉€£$×]")


def bonds(text: str) -> Iterator[int]:
    """The places behind each space, and each stroke of a unit, at which a line may not end."""
    tokens = list(_TOKEN.finditer(text))
    words = ["", *[token.group() for token in tokens], ""]
    told = [_tells(word) for word in words]
    if True not in told and not (". " in text and _TWO_INITIALS.search(text)):
        return
    for number, (token, after) in enumerate(pairwise(tokens), 1):
        own = words[number].lstrip(OPENING)
        near = True in told[number - 1 : number + 3] and _near(words[number - 1 : number + 3], own)
        if (
            (near or own in TITLES or _initials(own))
            and not text[token.end() : after.start()].strip(" ")
            and _bound(*words[number - 1 : number + 3])
        ):
            yield after.start()
    if "/" in text:
        for number, token in enumerate(tokens, 1):
            if "/" in words[number] and _measure(words[number], words[number - 1]):
                yield from (token.start() + at for at, char in enumerate(words[number], 1) if char == "/")


@lru_cache(MOST_WORDS)
def _tells(word: str) -> bool:
    """Whether a rule may apply to a text with this word; most words of a text tell of none, and come again."""
    return _ANY.search(word) is not None


def binds(word: str) -> bool:
    """Whether a space of a text with this word may be glued; if no word of a text does so, none is."""
    return _tells(word) or (word.endswith(".") and _TWO_INITIALS.search(f"{word} A.") is not None)


def _near(words: Sequence[str], own: str) -> bool:
    """Whether a rule may apply to the space between the second and the third of four words."""
    before, _, after, _ = words
    return any(map(_FIGURE.search, words)) or own in PER or after in PER or begins(before, own)


def plain(word: str) -> bool:
    """Whether no rule applies to a word: a space between two such words is never glued, whatever is around them."""
    core = word.strip(OPENING + CLOSING)
    return core.isalpha() and not _initials(core) and core not in _SPECIAL and core.casefold() not in _SPECIAL


_LISTS = (UNITS, SYMBOLS, SPECIAL, LABELS, SHORT_LABELS, MONTHS, JOINING, PER, UP_TO, TITLES, KOREAN_TITLES, *PHRASES)
_SPECIAL = frozenset(part.strip(".:") for words in _LISTS for part in words)


def _bound(before: str, word: str, after: str, beyond: str) -> bool:
    """Whether the space between `word` and `after` is glued."""
    own = word.lstrip(OPENING)
    if _stroke(before, own, after):
        return True
    if _begins(after):
        return _led(before, own, after) or (
            own in LARGER and _number(before) and _number(after) and beyond.rstrip(CLOSING) in SMALLER
        )
    if dose_in_words(before, own, after, beyond) or stage(own, after):
        return True
    if after.rstrip(CLOSING) == "in" and before in ("ft", "feet", "foot"):
        return _number(own)
    if after in _BETWEEN and _begins(beyond):
        return _number(own) or _amount(own) or (_unit(own) and _number(before))
    if _dated(own, after, beyond) or _rate(before, own, after, beyond):
        return True
    if own in MONTHS and after in ("de", "of"):
        return _year(beyond)
    if after in UP_TO and _begins(beyond):
        return _number(own) or _symbol(own)
    if _number(own):
        return (after in JOINING and _begins(beyond)) or _unit(after) or _phrase(after, beyond)
    if own in TITLES:
        return after[0].isupper() or after in TITLES
    if _initials(own) and after[:1].isupper():
        beside = any(name.endswith(".") and _initials(name) for name in (before, after))
        return before.lstrip(OPENING) in TITLES or (beside and own.endswith("."))
    if own.endswith("°") and after.rstrip(CLOSING) in ("C", "F"):
        return _number(own.rstrip("°") or before)
    return (_number(before) and (_phrase(word, after) or _many(own, after))) or (
        own in ("de", "of") and _dated(before, own, after)
    )


def _led(before: str, own: str, after: str) -> bool:
    """Whether a word is bound to the number behind it."""
    if _number(own) or own in _LONE or own in TITLES or _label(own):
        return True
    if own in MONTHS:
        return _day(after.rstrip(CLOSING)) or _year(after)
    if before in MONTHS and (own in ("de", "of") or _day(own.rstrip(","))):
        return _year(after)
    if own in ("Uhr", "h") and _number(before):
        return _day(after.rstrip(CLOSING))
    if own in _BETWEEN:
        return _quantity(before) or _amount(before.lstrip(OPENING))
    return (own in JOINING and _number(before)) or (own in UP_TO and _symbol(before))


def _number(word: str) -> bool:
    return _NUMBER.fullmatch(word.lstrip(OPENING)) is not None


def _begins(word: str) -> bool:
    """Whether a word begins with a number."""
    return _BEGINS.match(word.lstrip(OPENING)) is not None


def _quantity(word: str) -> bool:
    return _number(word) or _unit(word)


def _amount(word: str) -> bool:
    """Whether a word is a number with its unit, without a space: 500mg."""
    number = _AMOUNT.match(word)
    return number is not None and _unit(word[number.end() :])


def _rate(before: str, own: str, after: str, beyond: str) -> bool:
    """Whether a unit is bound to the one that it is counted by: mg per kg, mg / kg / day."""
    count = "/" in (own, after)
    if own in PER:
        return _unit(after) and (_symbol(before) or (count and _number(before)))
    return after in PER and _unit(beyond) and (_symbol(own) or (count and (_number(own) or _unit(own))))


def _stroke(before: str, own: str, after: str) -> bool:
    """Whether a stroke binds two words with a space on one side of it: 5 mg/ 5 ml, 10⁹ /L."""
    if own.endswith("/") == after.startswith("/"):
        return False
    first, second = own.removesuffix("/"), after.removeprefix("/")
    counted = _number(first) or _symbol(first) or (_number(before) and _unit(first))
    return counted and (_begins(second) or _unit(second))


def _initials(word: str) -> bool:
    """Whether a word is the initials of first names: A., J.-P."""
    return word.isupper() and _INITIALS.fullmatch(word.lstrip(OPENING)) is not None


def _symbol(word: str) -> bool:
    """Whether a word is a unit's symbol, or ends with one: mg, 5mg, µg/kg."""
    return re.split(r"[\d/(]", word)[-1] in SYMBOLS


def _many(word: str, after: str) -> bool:
    """Whether a word is the second word of a number, before its unit: 3 million units."""
    return word.casefold().rstrip(".") in MILLIONS and _unit(after)


def _year(word: str) -> bool:
    return _YEAR.fullmatch(word.rstrip(CLOSING)) is not None


def _unit(word: str) -> bool:
    head = _HEAD.match(word)
    if head is None:
        return False
    name = head.group().translate(_SPELT)
    return name in SYMBOLS or name.casefold() in UNITS


def _measure(word: str, before: str) -> bool:
    """Whether a word with a stroke is a number or a unit: 10⁹/L, mg/kg, and tablets/day behind a number."""
    own = word.lstrip(OPENING)
    head = _HEAD.match(own)
    if _number(own.partition("/")[0]) or (head is not None and head.group() in SYMBOLS):
        return True
    return _number(before) and _unit(own)


def _label(word: str) -> bool:
    return word.casefold() in (SHORT_LABELS if word.endswith((".", ":")) else LABELS)


def _day(word: str) -> bool:
    return _DAY.fullmatch(word) is not None


def _dated(day: str, after: str, beyond: str) -> bool:
    """Whether a day is followed by its month, with or without a word between."""
    month = beyond if after in ("de", "of") else after
    return month.rstrip(CLOSING) in MONTHS and _day(day.lstrip(OPENING))


def _phrase(word: str, after: str) -> bool:
    """Whether two words are a unit together."""
    return (word.rstrip(".").casefold(), after.rstrip(CLOSING).casefold()) in PHRASES
