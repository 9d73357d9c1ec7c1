"""Units as they stand beside numbers in texts on health: `5 mg`, `IU 500000`, `2 tablets`.

In one place, since several parts of the program ask whether a number is an amount.  Symbols are those of the SI and of
medicine (ISO 80000, UCUM), words those of the program's languages.
"""

from __future__ import annotations

import re
from functools import cache

SYMBOLS = (
    *("kg", "g", "mg", "µg", "ug", "mcg", "ng", "pg"),
    *("l", "L", "dl", "cl", "ml", "cc", "µl", "ul", "fl"),
    *("mol", "mmol", "µmol", "umol", "nmol", "pmol", "mosmol", "mval", "meq"),
    *("IU", "I.U.", "IE", "I.E.", "UI", "U.I.", "MIU", "mIU", "kIU", "U", "mU", "µU", "kU", "MU"),
    *("m", "dm", "cm", "mm", "µm", "nm", "km", "m²", "m2", "cm²", "cm2", "mm²", "mm2", "cm³", "cm3", "mm³", "mm3"),
    *("J", "kJ", "cal", "kcal", "W", "V", "A", "mA", "Hz", "kHz", "MHz", "Ω"),
    *("Pa", "kPa", "hPa", "bar", "mbar", "mmHg", "cmH2O", "N", "mN"),
    *("Gy", "cGy", "mGy", "Sv", "mSv", "µSv", "Bq", "kBq", "MBq", "GBq", "Ci", "mCi", "µCi"),
    *("%", "‰", "ppm", "°", "°C", "°F", "℃", "℉", "K", "dpt", "dB", "bpm", "lb", "lbs", "oz", "st"),
)
"""What is written behind a number, or before it as `IU` is; case matters where a symbol has one letter."""

WORDS = (
    # English
    *("grams?", "grammes?", "kilograms?", "milligram(?:me)?s?", "microgram(?:me)?s?", "nanogram(?:me)?s?"),
    *("lit(?:re|er)s?", "millilit(?:re|er)s?", "moles?", "millimoles?", "units?", "per ?cent", "degrees?", "mils?"),
    *("tablets?", "tabs?", "pills?", "capsules?", "caps?", "drops?", "puffs?", "sprays?", "sachets?", "patch(?:es)?"),
    *("ampoules?", "amps?", "vials?", "lozenges?", "suppositor(?:y|ies)", "pessar(?:y|ies)", "doses?", "inhalations?"),
    *("spoons?", "spoonfuls?", "teaspoon(?:ful)?s?", "tablespoon(?:ful)?s?", "injections?", "applications?"),
    *("met(?:re|er)s?", "centimet(?:re|er)s?", "millimet(?:re|er)s?", "kilojoules?", "kilocalories", "calories"),
    # German
    *("gramm", "kilogramm", "milligramm", "mikrogramm", "nanogramm", "milliliter", "einheit(?:en)?", "prozent", "grad"),
    *("tablette(?:n)?", "tbl", "pillen?", "kapseln?", "kps", "tropfen", "trpf", "gtt", "hub", "hübe", "sprühstöße"),
    *("beutel", "pflaster", "ampullen?", "zäpfchen", "dos(?:is|en)", "löffel", "teelöffel", "esslöffel", "messlöffel"),
    *("spritzen?", "stück", "stk", "zentimeter", "millimeter"),
    # Spanish
    *("gramos?", "kilogramos?", "miligramos?", "microgramos?", "litros?", "mililitros?", "unidad(?:es)?", "grados?"),
    *("comprimidos?", "tabletas?", "pastillas?", "cápsulas?", "gotas?", "inhalaciones", "pulverizaciones", "sobres?"),
    *("parches?", "ampollas?", "viales", "supositorios?", "dosis", "cucharad(?:it)?as?", "cucharillas?"),
    *("inyecci(?:ón|ones)", "metros?", "centímetros?", "milímetros?", "por ciento"),
)  # fmt: skip
"""The same in words, as patterns, and forms that are counted; capitals make no difference."""

_PER = r"(?:/|\bper\s|\bpro\s|\bpor\s|\bje\s)"
_NUMBER = r"\d[\d.,'·]*"
_BETWEEN = r"\s?(?:[-\u2010-\u2015\u2212/x×*+±~–]|\b(?:to|or|and|bis|oder|und|a|o|y)\b)\s?"
_REACH = 60
"""Characters that are looked at on either side of a number."""


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"(?:{unit()})")


@cache
def unit() -> str:
    """A regular expression, without groups that count, for one unit; what stands around it is the caller's matter."""
    symbols = sorted((*SYMBOLS, *(symbol.replace("µ", "μ") for symbol in SYMBOLS if "µ" in symbol)), key=len)[::-1]
    long = "|".join(re.escape(symbol) for symbol in symbols if len(symbol) > 1)
    short = "|".join(re.escape(symbol) for symbol in symbols if len(symbol) == 1)
    return f"(?:(?i:{long}|{'|'.join(WORDS)})|{short})"


def is_unit(word: str) -> bool:
    """Whether a word, without marks around it, is a unit or a form that is counted."""
    return _unit().fullmatch(word) is not None


@cache
def _behind() -> re.Pattern[str]:
    # Between the number and its unit may stand the rest of a range: 500000 to 900000 IU.
    return re.compile(rf"(?:{_BETWEEN}{_NUMBER})*\s?[-(]?(?:{_PER}\s?)?{unit()}(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<own>\d\s?)?(?<![^\W\d_]){unit()}\)?[:=.]?\s?(?:{_NUMBER}{_BETWEEN})*$")


def has_unit(text: str, start: int, end: int) -> bool:
    """Whether the number between two indexes of a text has a unit: behind it, or before it as in `IU 500000`.

    A unit that follows a number of its own, as in `70 kg 12/03/2026`, is that number's.
    """
    if _behind().match(text, end, end + _REACH):
        return True
    before = text[max(start - _REACH, 0) : start]
    return any(match["own"] is None for match in _before().finditer(before))
