"""The program's own masks, `date` and `mrn`: what they find, and what they never hide.

If a mask hid a dose, nobody would see that the dose has changed.  So a date or a number must have no letter or digit
right before or behind it, and neither mask hides a number with a unit; `mrn` hides no telephone number and no number of
a batch either.  What may be a dose without its unit (`Nystatin 500000`, `Lantus 12/8/24`) isn't hidden: somebody sees a
difference too many, and nobody one too few.
"""

from __future__ import annotations

import re
from functools import cache

from handout.i18n.quantities import has_unit, is_unit

OWN = ("date", "mrn")

_BEFORE, _AFTER = r"(?<![\w/+])(?<!\w[-.,‐–−])", r"(?![\w/])(?![-.,:‐–−]\w)"
"""No character that would make the number a part of something longer."""
_MRN = rf"{_BEFORE}(?:[A-Z]{{1,4}}-?\d{{4,12}}|\d{{3}}[ -]\d{{3}}[ -]\d{{4}}|\d{{6,12}}){_AFTER}"
_TIME = r"(?:(?:,| at| um| a las)? \d{1,2}[:.]\d\d(?: ?[ap]\.?\s?m\.?| Uhr)?)?"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1[89]|2[01])\d\d"
_OTHER_NUMBER = re.compile(
    r"(?i:\b(?:tel|telephone|phone|mobile|fax|ring|call|text|telefon|handy|anruf|rufen|teléfono|móvil|llame|llamar"
    r"|batch|lot|charge|ch\.-b|lote|pzn|gtin|version)\b)[^\d\n]{0,15}(?:\+?[\d ()/-]*)$|[+(][\d ()/-]*$"
)
"""What is printed before a telephone number, or before the number of a pack."""
_GROUP_BEFORE, _GROUP_AFTER = re.compile(r"\d $"), re.compile(r" \d+(?![\w./:-])")
"""Further figures of the same number, set apart."""
_LETTERS = re.compile("[A-Z]{2,4}")
_REACH, _COLONS = 60, " :：("
"""How many characters on either side are searched for words, and what may be between such a word and the number."""
_SHORT = re.compile(r"[UE]-?\d{4,5}")
_DOSE_WORD = (
    r"(?i:insulin\w*|инсулин\w*|інсулін\w*|insülin\w*|إنسولين|dos(?:es?|age|is|en|ierung|ificación)|pauta|schem\w*|regimen"
    r"|breakfast|lunch|supper|dinner|meals?|food|frühstück|mittag\w*|abend\w*|mahlzeit\w*|essen|desayuno|almuerzo|cena"
    r"|comidas?|petit-déjeuner|déjeuner|dîner|repas)"
)
_DOSED_BEFORE = re.compile(rf"{_DOSE_WORD}\W{{0,3}}$")
_DOSED_BEHIND = re.compile(
    rf"\W{{0,3}}(?:(?i:before|with|after|vor|zu[mr]?|nach|mit|antes|con|después|avant|pendant|après)\s(?:\w+\s)?)?{_DOSE_WORD}\b"
)
"""Words for a dose, or for the meals by which it is taken, right before or behind figures."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.:]?\s*[(\[=]?\s*$")
_OF_A_DATE = re.compile(
    "born|dob|dated?|due|on|seen|since|until|till|by|printed|issued|updated|review(?:ed)?|visit|expir(?:es|y)|valid"
    "|geb|geboren|datum|stand|vom|am|bis|ab|seit|gedruckt|gültig|termin|fecha|el|del|desde|hasta|impreso|nacid[oa]|cita"
    "|le|du|au|née?|depuis|imprimé|nat[oa]|il|dal|data|em|op"
)
"""Words that are right before a date; words between which doses are changed, as *from* and *to*, are none."""
_OWN_DATES = ("accessed", "reviewed-on", "next-review", "updated", "date", "birth_date", "appointment", "until")
_COUNT = re.compile(
    r"\s?(?:(?:[^\W\d_]+\s?){0,2}(?:/\s?\w|\b(?:per|pro|par|por|je|à|на)\b)"
    r"|(?i:inter(?:n|nat)\b|internatio\w+|międzynar\w+|междунар\w+|міжнар\w+|uluslararası|دولي\w*|million\w*|mio|tsd"
    r"|thousand|copies|cells|zellen|células|cellules|cfu|pfu|ffu|kbe|kve|ufc|ufp|кое|куо|e|te|ie|ir|sq)\b)"
)
"""What is behind a number that counts something, beside the units that any text may have."""
_COUNTED = re.compile(r"\b(?i:cfu|pfu|ffu|kbe|kve|ufc|ufp|кое|куо|copies|e|te|ir|sq)\b[:=]?\s?$")
"""The same before it."""
_TIMES_BEFORE, _TIMES_BEHIND = re.compile(r"[\d½][x×*]\s?$|[\d½]\s[x×*]\s?$"), re.compile(r"\s?[x×*]\s?\d")
"""A number that is taken several times."""
_ROUND = "000"
"""Doses and counts are round (`500000`), and hardly one record number of a thousand is."""
_RECORD = re.compile(
    r"(?i:\b(?:mrn|nhs|urn|chi|id|records?|hospital|patient\w*|fall\w*|akten\w*|case|chart|file|ref|number|nummer|nr|no"
    r"|número|historia|expediente|dossier|numéro)\b)[.:#]{0,2}\s?(?:(?:is|ist|es|est|nr|no|number|nummer)\b[.:]?\s?)?$"
)
"""What is printed before the number of a record."""
_SCHEME = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d\d)")


@cache
def pattern(name: str) -> str:
    """The regular expression of one of them."""
    return _MRN if name == "mrn" else _dates()


def may_hide(name: str, text: str, start: int, end: int) -> bool:
    """Whether a match of the pattern is what the mask means, by the text around it."""
    if has_unit(text, start, end):
        return False
    if name == "date":
        return not _may_be_doses(text, start, end)
    letters = _LETTERS.match(text, start, end)
    if letters and (is_unit(letters[0]) or _COUNTED.fullmatch(letters[0])):
        return False
    counted = _COUNTED.search(text[max(start - 10, 0) : start]) or _COUNT.match(text, end)
    times = _TIMES_BEFORE.search(text[max(start - 5, 0) : start]) or _TIMES_BEHIND.match(text, end)
    if counted or times or _may_be_a_dose(text, start, end):
        return False
    grouped = text[start:end].replace(" ", "").replace("-", "")
    if len(grouped) != end - start and grouped.isdigit() and not _checks(grouped):
        return False
    before = text[max(start - _REACH, 0) : start]
    return not (_OTHER_NUMBER.search(before) or _GROUP_BEFORE.search(before) or _GROUP_AFTER.match(text, end))


def _may_be_a_dose(text: str, start: int, end: int) -> bool:
    """Whether a number is round, or a short one of units (`U7500`), and no word before says that it is a record's."""
    number = text[start:end]
    if not number.endswith(_ROUND) and not _SHORT.fullmatch(number):
        return False
    before = text[max(start - _REACH, 0) : start]
    return _RECORD.search(before) is None and not before.rstrip(_COLONS).casefold().endswith(_program_words("mrn"))


def _may_be_doses(text: str, start: int, end: int) -> bool:
    """Whether a date with a year of two figures may be doses by times of day, as `insulin 8/4/12`.

    Such doses have no zero before them; they are small, or multiples of five.  A weekday before a date, or a clock
    time behind it, says that it is one.
    """
    found = _SCHEME.fullmatch(text, start, end)
    if found is None or any(part.startswith("0") for part in found.groups()):
        return False
    last = int(found[3])
    return last < 20 or last % 5 == 0 or _time_of_day(text, start, end) or _behind_a_name(text[:start])


def _behind_a_name(before: str) -> bool:
    """Whether the last word speaks of no date, as that of a medicine: `Lantus 12/8/24`."""
    word = _WORD_BEFORE.search(before[-_REACH:])
    if word is None or _OF_A_DATE.fullmatch(word[1].casefold()):
        return False
    said = before[-_REACH:][: word.end(1)].casefold()
    return not any(said == words or said.endswith(f" {words}") for words in _program_words(*_OWN_DATES))


def _time_of_day(text: str, start: int, end: int) -> bool:
    """Whether a time of day of a medicine grid is right before or behind, in any language, or a word for a dose."""
    words = _program_words("morning", "noon", "evening", "bedtime")
    before = text[max(start - _REACH, 0) : start].rstrip(_COLONS).casefold()
    if before.endswith(words) or text[end : end + _REACH].lstrip(" ([").casefold().startswith(words):
        return True
    return bool(_DOSED_BEFORE.search(before) or _DOSED_BEHIND.match(text, end, end + _REACH))


@cache
def _program_words(*keys: str) -> tuple[str, ...]:
    """The program's own words of these keys in all its languages, in small letters."""
    from handout.i18n.strings import built_in, languages

    return tuple({built_in(language)[key].casefold() for language in languages() for key in keys})


def _checks(number: str) -> bool:
    """Whether the last of ten figures proves the others, as in a number of the NHS (NHS Data Dictionary)."""
    rest = 11 - sum(int(figure) * (10 - at) for at, figure in enumerate(number[:9])) % 11
    return rest % 11 == int(number[9])


@cache
def _dates() -> str:
    """ISO dates, dates in figures, and written ones in the program's languages.

    Each has its weekday before it, if that is there, and a time of day behind it.

    Years of two figures only in dates with strokes or stops: `10-5-10` is a dose at three times of day.
    """
    from handout.i18n.dates import month_names, weekday_names
    from handout.i18n.strings import languages

    weekdays = {name for language in languages() for name in weekday_names(language)}
    weekday = "|".join(map(re.escape, sorted(weekdays, key=len, reverse=True)))
    months = sorted({name for language in languages() for name in month_names(language)}, key=len, reverse=True)
    month = "|".join(re.escape(name) + r"\.?" for name in months)
    day = rf"{_DAY}(?:st|nd|rd|th|\.|º)?"
    order = rf"(?:{_DAY}[./-]{_MONTH}|{_MONTH}[./-]{_DAY})"
    forms = [
        rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?)?",
        rf"(?=\d{{1,2}}([./-])\d{{1,2}}\1){order}[./-]{_YEAR}",
        rf"(?=\d{{1,2}}([./])\d{{1,2}}\2){order}[./]\d\d",
        rf"{day} (?:de )?(?:{month})(?:,| de)? {_YEAR}(?: [гр]\.)?",
        rf"(?:{month}) {day}, {_YEAR}",
    ]
    return rf"(?i:{_BEFORE}(?:(?:{weekday})[,،]? )?(?:{'|'.join(forms)}){_TIME}{_AFTER})"
