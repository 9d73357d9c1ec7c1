"""Times of day of the languages whose dates are in `long_dates`, as CLDR has them; the tests hold each to Babel's.

Every process that prints an appointment would load Babel with its data for that, which takes as long as laying out a
page.
"""

from __future__ import annotations

import datetime

_PATTERNS = {
    "{hour:02}:{minute:02}": "de de-CH en-GB en-IE fr it nl pl pt pt-BR ru tr uk vi zh-Hans",
    "{hour}:{minute:02}": "es fa he ja",
    "{hour:02} h {minute:02}": "fr-CA",
    "{twelfth}:{minute:02} {half}": "am ar bn hi ur",
    "{twelfth}:{minute:02}\u00a0{half}": "en en-AU en-CA en-NZ en-US es-MX es-US so tl",
    "{half} {twelfth}:{minute:02}": "ko",
}
_SHORT = {language: pattern for pattern, languages in _PATTERNS.items() for language in languages.split()}
_HALVES = {
    "am": ("ጥዋት", "ከሰዓት"),
    "ar": ("ص", "م"),
    "en-AU": ("am", "pm"),
    "en-CA": ("a.m.", "p.m."),
    "en-NZ": ("am", "pm"),
    "es-MX": ("a.m.", "p.m."),
    "es-US": ("a.m.", "p.m."),
    "hi": ("am", "pm"),
    "ko": ("오전", "오후"),
    "so": ("GH", "GD"),
}
"""Before noon and after it, where these aren't AM and PM."""


def short_time(value: datetime.datetime, language: str) -> str | None:
    """A time of day as `9:05`, as it is written in the language; None for a language or region that isn't here."""
    if language not in _SHORT:
        return None
    half = _HALVES.get(language, ("AM", "PM"))[value.hour >= 12]
    return _SHORT[language].format(hour=value.hour, twelfth=value.hour % 12 or 12, minute=value.minute, half=half)
