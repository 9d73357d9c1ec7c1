"""Doses in words, stages and double measures, inside of which a line never ends: two tablets, stage IV, 5 ft 6 in."""

from __future__ import annotations

from handout.i18n.quantities import words
from handout.layout.text.quantities import JOINING
from handout.source.patterns import uncompiled

OPENING = "([{„“”\"'‘‚«»¿¡"
CLOSING = ".,;:!?)]}”“\"'’»«…،؛؟۔"

STAGES = words(
    """
    grade stage type class phase level category part group stadium grad typ klasse stufe phasen
    grado tipo clase fase etapa nivel categoría factor
    """
)
"""Words before a Roman number, in lower case."""

COUNTS = words(
    """
    one two three four five six seven eight nine ten eleven twelve half
    ein eine einen einer eines zwei drei vier fünf sechs sieben acht neun zehn elf zwölf halbe
    un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce media medio
    """
)
"""Numbers as words, in lower case, in the languages of the program's own texts."""

FORMS = words(
    """
    tablet tablets capsule capsules caplet caplets pill pills puff puffs drop drops spray sprays patch patches sachet
    sachets suppository suppositories ampoule ampoules injection injections lozenge lozenges spoonful spoonfuls
    teaspoon teaspoons teaspoonful teaspoonfuls dose doses ml mg millilitre millilitres unit units
    tablette tabletten kapsel kapseln tropfen hub hübe pflaster beutel zäpfchen ampulle ampullen spritze spritzen
    teelöffel esslöffel messlöffel einheiten dosis dosen sprühstöße sprühstoß dragees
    comprimido comprimidos tableta tabletas pastilla pastillas cápsula cápsulas gota gotas parche parches sobre sobres
    supositorio supositorios ampolla ampollas inyección inyecciones cucharada cucharadas cucharadita cucharaditas
    inhalaciones pulverizaciones unidades
    """
)
"""Forms of medicines that a dose in words counts, in lower case."""

FEET = frozenset(("ft", "foot", "feet"))
LARGER = FEET | frozenset(("st", "stone", "lb", "lbs", "pounds"))
"""Units after which a smaller unit may follow: 5 ft 6 in."""
SMALLER = frozenset(("in", "ins", "inch", "inches", "lb", "lbs", "pounds", "oz", "ounces"))
"""The smaller units that may follow."""
_ARTICLES = frozenset(("a", "an", "of", "eine", "ein", "einer", "de"))
_ROMAN = uncompiled("(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[abcABC]?")

SPECIAL = COUNTS | FORMS | STAGES | _ARTICLES
"""All words that these rules look for."""
BEGINNING = rf"\b(?i:{'|'.join(sorted(COUNTS))})\b|\b[IVX]+[abcABC]?\b"
"""A pattern that matches in every text to which one of these rules applies."""


def begins(before: str, own: str) -> bool:
    """Whether a rule may apply to the space behind `own`."""
    return own.casefold() in STAGES or any(each.lstrip(OPENING).casefold() in COUNTS for each in (before, own))


def dose_in_words(before: str, own: str, after: str, beyond: str) -> bool:
    """Whether `own` and `after` are words of one dose: `two tablets`, `half a tablet`, `one or two tablets`."""
    word, last = own.casefold(), after.rstrip(CLOSING).casefold()
    far = beyond.rstrip(CLOSING).casefold()
    if word in COUNTS:
        return last in FORMS or (after in _ARTICLES and far in FORMS) or (after in JOINING and far in COUNTS)
    if own in _ARTICLES and before.lstrip(OPENING).casefold() in COUNTS and last in FORMS:
        return True
    return own in JOINING and before.lstrip(OPENING).casefold() in COUNTS and last in COUNTS


def stage(own: str, after: str) -> bool:
    """Whether a word is bound to the Roman number behind it."""
    return own.casefold() in STAGES and _ROMAN.fullmatch(after.rstrip(CLOSING)) is not None
