"""Doses in words, stages and double measures, inside of which a line never ends: two tablets, stage IV, 5 ft 6 in."""

from __future__ import annotations

from handout.i18n.quantities import WORDS as UNITS
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
    une deux trois quatre cinq sept huit neuf dix onze douze demi demie
    due tre quattro cinque sei sette otto nove dieci undici dodici mezzo mezza mezze
    um uma dois duas três quatro sete oito nove dez doze meio meia
    een één twee drie vier vijf zes zeven acht negen tien twaalf halve
    jeden jedną jedna jedno dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć pół
    один одну одна два две три четыре пять шесть семь восемь девять десять половину половина половиной
    дві чотири шість сім вісім
    bir iki üç dört altı yedi sekiz dokuz yarım buçuk
    một hai ba bốn nửa yon twa kat mwatye isang dalawang tatlong kalahating hal laba saddex afar nus
    एक दो तीन चार पाँच आधा आधी डेढ़ ढाई একটি দুটি তিনটি চারটি আধা অর্ধেক አንድ ሁለት ሦስት ሶስት አራት ግማሽ
    نصف ربع ثلاث ثلاثة أربع أربعة خمس خمسة یک دو سه چهار پنج نیم ایک تین چار آدھا آدھی ڈیڑھ ڈھائی
    חצי רבע שני שתי שלוש שלושה ארבע ארבעה
    """
)
"""Numbers as words, in lower case, in the program's languages; but for those that are other words in another language,
as *on* and *beş*."""
AND = words("and und et y e en i и і с з ve")
"""Words between a number and a half."""
HALF = words(
    "half halb halbe halben medio media demi demie mezzo mezza meio meia halve pół половина половиной половину yarım"
    " buçuk"
)
_ONE = words("a an een eine una un une")
"""Articles before a half."""

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
    tabletkę kapsułkę kroplę łyżkę łyżeczkę saszetkę dawkę таблетку капсулу каплю ложку дозу
    गोली गोलियाँ गोलियां टैबलेट कैप्सूल बूँद बूँदें बूंद बूंदें चम्मच ট্যাবলেট বড়ি ক্যাপসুল ফোঁটা চামচ
    ጽላት እንክብል ክኒን ክኒኖች ጠብታ ጠብታዎች ማንኪያ قرصاً قرصین قرص‌ها کپسول قطره قاشق גלולה גלולות
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

SPECIAL = COUNTS | FORMS | STAGES | AND | HALF | _ARTICLES | _ONE
"""All words that these rules look for."""
BEGINNING = r"\b[IVX]+[abcABC]?\b"
"""A pattern that matches in every text with a stage."""


def counts(word: str) -> bool:
    """Whether a word is a number in words, which every dose in words has: quicker than a pattern of all these words."""
    return word.strip(OPENING + CLOSING).casefold() in COUNTS


def begins(before: str, own: str) -> bool:
    """Whether a rule may apply to the space behind `own`."""
    known = own.casefold() in STAGES or own in AND or before in AND
    return known or any(each.lstrip(OPENING).casefold() in COUNTS for each in (before, own))


def dose_in_words(before: str, own: str, after: str, beyond: str) -> bool:
    """Whether `own` and `after` are words of one dose: `two tablets`, `half a tablet`, `one or two tablets`."""
    word, last = own.casefold(), after.rstrip(CLOSING).casefold()
    far, first = beyond.rstrip(CLOSING).casefold(), before.lstrip(OPENING).casefold()
    if _and_a_half(first, word, last, far):
        return True
    if word in COUNTS:
        if _is_form(last):
            return True
        if _is_form(far):
            return after in _ARTICLES or last in HALF
        return after in JOINING and far in COUNTS
    if own in _ARTICLES and first in COUNTS and _is_form(last):
        return True
    return own in JOINING and first in COUNTS and last in COUNTS


def _is_form(word: str) -> bool:
    return word in FORMS or word in UNITS


def _and_a_half(first: str, word: str, last: str, far: str) -> bool:
    """Whether a half belongs to the number before it: two and a half tablets, deux comprimés et demi."""
    if word in AND and (first in COUNTS or first.isdigit() or _is_form(first)):
        return last in HALF or (last in _ONE and far in HALF)
    if word in _ONE and first in AND:
        return last in HALF
    return (word in COUNTS or word.isdigit() or _is_form(word)) and last in AND and (far in HALF or far in _ONE)


def stage(own: str, after: str) -> bool:
    """Whether a word is bound to the Roman number behind it."""
    return own.casefold() in STAGES and _ROMAN.fullmatch(after.rstrip(CLOSING)) is not None
