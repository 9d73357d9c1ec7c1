"""The program's own masks, `date` and `mrn`: what they find, and what they never hide.

If a mask hid a dose, nobody would see that the dose has changed.  So a date or a number must have no letter or digit
right before or behind it, and neither mask hides a number with a unit; `mrn` hides no telephone number and no number of
a batch either.
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
_COUNT = re.compile(
    r"\s?(?:(?:[^\W\d_]+\s?){0,2}(?:/\s?\w|\b(?:per|pro|par|por|je|à|на)\b)"
    r"|(?i:inter(?:n|nat)\b|internatio\w+|międzynar\w+|междунар\w+|міжнар\w+|uluslararası|دولي\w*|million\w*|mio|tsd"
    r"|thousand|copies|cells|zellen|células|cellules|cfu|pfu|ffu|kbe|kve|ufc|ufp|кое|куо|e|te|ie|ir|sq)\b)"
)
"""What is behind a number that counts something, beside the units that any text may have."""
_COUNTED = re.compile(r"\b(?i:cfu|pfu|ffu|kbe|kve|ufc|ufp|кое|куо|copies|e|te|ir|sq)\b[:=]?\s?$")
"""The same before it."""


@cache
def pattern(name: str) -> str:
    """The regular expression of one of them."""
    return _MRN if name == "mrn" else _dates()


def may_hide(name: str, text: str, start: int, end: int) -> bool:
    """Whether a match of the pattern is what the mask means, by the text around it."""
    if has_unit(text, start, end):
        return False
    if name == "date":
        return True
    letters = _LETTERS.match(text, start, end)
    if letters and (is_unit(letters[0]) or _COUNTED.fullmatch(letters[0])):
        return False
    if _COUNT.match(text, end) or _COUNTED.search(text[max(start - 10, 0) : start]):
        return False
    grouped = text[start:end].replace(" ", "").replace("-", "")
    if len(grouped) != end - start and grouped.isdigit() and not _checks(grouped):
        return False
    before = text[max(start - 60, 0) : start]
    return not (_OTHER_NUMBER.search(before) or _GROUP_BEFORE.search(before) or _GROUP_AFTER.match(text, end))


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
